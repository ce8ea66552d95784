"""Asking a section for its news: taken in sealed, confirmed by mail, ended by whoever holds the mailed link.

    waiting -> confirmed -> ended      waiting -> ended      waiting -> (deleted, after seven days)

Each step is one UPDATE that names the state it starts from, and may be repeated.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from openletter.kernel import audit, outbox
from openletter.kernel.audit import Actor
from openletter.kernel.models import DataKey
from openletter.kernel.sealing import seal
from openletter.supporters.access import Contact, Erased, open_contact
from openletter.supporters.models import ConsentNotice, SignUp
from openletter.supporters.operations import fresh_data_key
from openletter.supporters.queries import person_of_address

ASKED = "sign_up_asked"
# What the signed link in the mail is for.
LINK = "sign-up"
UNCONFIRMED_FOR = timedelta(days=7)
AT_ONCE = 500

_HELD = (SignUp.State.WAITING, SignUp.State.CONFIRMED)


def ask(*, notice: ConsentNotice, email: str, at: datetime) -> None:
    """Keep an address that has been checked to be one, sealed, until its owner confirms. It only inserts.

    What happens here is the same whether or not the address is known: whether a mail is owed, and which, is found out
    by the worker. Section, language and words are those of the notice that was shown. Raises NoKey.
    """
    section, person = notice.section, person_of_address(email)
    row = SignUp(section=section, person=person, language=notice.language, notice=notice, asked_at=at)
    key, plain = fresh_data_key(section, at=at)
    row.data_key, row.sealed = key, seal(json.dumps({"email": email}).encode(), plain, bound_to=row.id.bytes)
    with transaction.atomic():
        try:
            with transaction.atomic():
                key.save(force_insert=True)
                row.save(force_insert=True)
        except IntegrityError:
            pass  # known: the unique person keeps it to one row a section
        outbox.write(ASKED, {"section": section.pk, "person": person.hex()}, at=at)


def asked_again(section_id: int, person: bytes, *, at: datetime) -> SignUp | None:
    """The sign-up a mail is owed for; one that waits waits seven days from now. None when it was ended meanwhile."""
    SignUp.objects.filter(section=section_id, person=person, state=SignUp.State.WAITING).update(asked_at=at)
    return SignUp.objects.filter(section=section_id, person=person, state__in=_HELD).defer("sealed").first()


def confirm(sign_up_id: UUID, *, at: datetime) -> bool:
    """From now on the address gets news; returns whether this very call changed it."""
    waiting = SignUp.objects.filter(pk=sign_up_id, state=SignUp.State.WAITING)
    return bool(waiting.update(state=SignUp.State.CONFIRMED, confirmed_at=at))


def end(sign_up_id: UUID, *, at: datetime) -> bool:
    """Erase the address and its hash at once; the dates stay. Returns whether this very call changed it."""
    held = SignUp.objects.filter(pk=sign_up_id, state__in=_HELD)
    emptied = {"sealed": None, "data_key": None, "person": sign_up_id.bytes}
    return bool(held.update(state=SignUp.State.ENDED, ended_at=at, **emptied))


def of_person(person: bytes, *, within: Q) -> list[SignUp]:
    """The sign-ups of one person, at most one a section; nothing is opened."""
    rows = SignUp.objects.filter(within, person=person).exclude(state=SignUp.State.ENDED).defer("sealed")
    return list(rows.select_related("section", "notice").prefetch_related("section__words"))


def confirmed_in(section_id: int) -> int:
    """How many addresses get a section's news because they signed up for it."""
    return SignUp.objects.filter(section=section_id, state=SignUp.State.CONFIRMED).count()


def open_sign_up(sign_up_id: UUID, *, by: Actor, purpose: str, at: datetime) -> Contact:
    """The address. A member of staff who opens it leaves an audit entry. Raises Erased, CannotOpen."""
    row = SignUp.objects.select_related("section").filter(pk=sign_up_id).first()
    if row is None or row.sealed is None or row.data_key_id is None:
        raise Erased(str(sign_up_id))
    contact = open_contact(data_key_id=row.data_key_id, sealed=row.sealed, bound_to=row.id)
    if by.id is not None:
        audit.record(actor=by, verb="opened", subject=row, at=at, section=row.section.key, reason=purpose)
    return contact


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete what nobody confirmed in seven days, with its key, and what was ended unconfirmed; returns how many."""
    late = Q(state=SignUp.State.WAITING, asked_at__lt=at - UNCONFIRMED_FOR)
    refused = Q(state=SignUp.State.ENDED, confirmed_at=None, asked_at__lt=at - UNCONFIRMED_FOR)
    with transaction.atomic():
        rows = list(SignUp.objects.filter(late | refused).values_list("pk", "data_key")[:AT_ONCE])
        # The condition once more: one of them may have been confirmed this very moment.
        gone, _each = SignUp.objects.filter(late | refused, pk__in=[pk for pk, _key in rows]).delete()
        kept = set(SignUp.objects.filter(pk__in=[pk for pk, _key in rows]).values_list("data_key", flat=True))
        DataKey.objects.filter(pk__in=[key for _pk, key in rows if key is not None and key not in kept]).delete()
    return gone
