"""Who sees that somebody acted, in the words of the desk: what a campaigner weighs before asking people to act."""

from __future__ import annotations

from django.utils.translation import gettext as _

from openletter.actions.exposure import Shown
from openletter.actions.kinds import Kind
from openletter.actions.models import Action
from openletter.supporters.rules import Purpose


def exposure_in_words(action: Action, kind: Kind) -> list[str]:
    """What acting shows of a person, and to whom, as the public page will tell them."""
    shown = kind.exposes(kind.tools, offers_name=Purpose.TO_TARGET in action.offers).shown
    return [_said(one) for one in shown]


def _said(shown: Shown) -> str:
    return {
        Shown.NAME_BY_CHOICE: _("Officials get a name only from who ticks that; without a tick people are counted."),
        Shown.COUNTED: _("Officials are told how many people acted; names are not given to them."),
        Shown.LETTER_BY_US: _("We send the letter; the writer’s own address stays with us unless they say so."),
        Shown.PAPER: _("A letter shows name and address to the officials and to whoever handles the post."),
        Shown.OPEN_CARD: _("A postcard can be read by everybody on its way."),
        Shown.OWN_PROGRAM: _("Mail from one’s own program shows name and address to who receives it."),
        Shown.OWN_ACCOUNT: _("A post is public, under the writer’s own account."),
        Shown.OWN_NUMBER: _("Whoever answers the telephone may see the caller’s number."),
        Shown.OWN_LEGISLATOR: _("A politician of the writer’s own country sees their name and where they live."),
        Shown.THE_PERSON: _("A message passes through the hands of guards on its way to the person."),
    }[shown]
