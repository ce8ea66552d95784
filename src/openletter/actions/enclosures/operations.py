"""Taking a picture in, binding it to its act, and letting it go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from openletter.actions.enclosures.models import Enclosure
from openletter.actions.models import Action, ActionTaken
from openletter.kernel import sealing, tokens
from openletter.kernel.drawings import drawn
from openletter.kernel.ids import uuid7
from openletter.sections.models import Section
from openletter.supporters.operations import fresh_data_key

PURPOSE = "enclosure"
UNCLAIMED = timedelta(hours=24)
MOST_WAITING = 2_000  # unclaimed pictures of one action: more of them are a flood, not supporters


class TooManyWait(Exception):
    """So many pictures wait for their acts that no more are taken just now."""


def take(upload: bytes, *, action: Action, section: Section, at: datetime) -> str:
    """The picture is checked, drawn anew and kept sealed; returns the signed name that the form carries on.

    Raises drawings.NotTaken, TooManyWait, NoKey where the section has no sealing key.
    """
    waiting = Enclosure.objects.filter(action=action, act__isnull=True).order_by()
    if waiting.count() >= MOST_WAITING:
        raise TooManyWait
    picture = drawn(upload)
    id_ = uuid7()
    key, plain = fresh_data_key(section, at=at)
    with transaction.atomic():
        key.save(force_insert=True)
        Enclosure(
            id=id_, action=action, section=section, data_key=key, kind=picture.kind, width=picture.width,
            height=picture.height, taken_at=at, sealed=sealing.seal(picture.body, plain, bound_to=id_.bytes),
        ).save(force_insert=True)  # fmt: skip
    return signed(id_, action.ref)


def signed(enclosure_id: UUID, ref: str) -> str:
    """The name a form carries: it lasts as long as a picture waits, and serves this action alone."""
    return tokens.sign_for_now(f"{enclosure_id.hex}.{ref}", purpose=PURPOSE, key=settings.SECRET_KEY)


def named(token: str, ref: str) -> UUID | None:
    """The picture a form names; None for what we did not sign, for another action, or too long ago."""
    try:
        value = tokens.read_recent(token, purpose=PURPOSE, key=settings.SECRET_KEY, within=UNCLAIMED)
    except tokens.BadToken:
        return None
    name, _dot, of = value.partition(".")
    return UUID(name) if of == ref else None


def bind(*, token: str, act: ActionTaken) -> Enclosure | None:
    """The picture belongs to the act from now on; done twice it changes nothing. None where it cannot be had.

    A picture is bound once: a form sent again with the same name finds it taken. An act has one picture.
    """
    enclosure_id = _named_whenever(token, act)
    if enclosure_id is None:
        return None
    if not Enclosure.objects.filter(act=act).exists():
        Enclosure.objects.filter(pk=enclosure_id, action=act.action_id, act__isnull=True).update(act=act)
    return Enclosure.objects.filter(pk=enclosure_id, act=act).defer("sealed").first()


def _named_whenever(token: str, act: ActionTaken) -> UUID | None:
    """The picture an act names, whenever that is asked: the act itself was taken while the name was good."""
    try:
        value = tokens.read_whenever(token, purpose=PURPOSE, key=settings.SECRET_KEY)
    except tokens.BadToken:
        return None
    name, _dot, of = value.partition(".")
    return UUID(name) if of == act.action.ref else None


def erase_of(act_ids: Iterable[UUID]) -> int:
    """The pictures of these acts are deleted; returns how many."""
    return Enclosure.objects.filter(act_id__in=list(act_ids)).delete()[0]


def erase_unclaimed(*, at: datetime) -> int:
    """Pictures whose act never came are deleted after a day; returns how many."""
    return Enclosure.objects.filter(act__isnull=True, taken_at__lt=at - UNCLAIMED).delete()[0]
