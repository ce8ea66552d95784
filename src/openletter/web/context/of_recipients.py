"""Telling whom an action reaches: targets and copies, the ways its kind uses, and what must be known before writing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from openletter.actions.kinds import Tool, kind_of
from openletter.actions.queries import PublicAction
from openletter.actions.recipients import recipients_of
from openletter.actions.rules import Door
from openletter.kernel import countries
from openletter.kernel.languages import in_a_row
from openletter.sections.routing import Place
from openletter.targets.resolution import Notice, Recipient, Resolution
from openletter.targets.rules import NETWORKS, ContactKind, NoticeCode
from openletter.web.context import figures
from openletter.web.context.of_case import spelling
from openletter.web.context.people import Spelling

_HANDLES: Final = frozenset(NETWORKS)
_USES: Final = {
    Tool.OWN_MAIL: {ContactKind.EMAIL, ContactKind.WEB_FORM},
    Tool.LETTER: {ContactKind.POSTAL},
    Tool.POSTCARD: {ContactKind.POSTAL},
    Tool.SOCIAL: _HANDLES,
    Tool.CALL: {ContactKind.PHONE},
    Tool.SHEET: {ContactKind.POSTAL, ContactKind.EMAIL, ContactKind.FAX},
}


@dataclass(frozen=True)
class Way:
    """One way that works: what it is called, what to write on the envelope or type, and where a tap leads."""

    label: str
    lines: tuple[str, ...]
    href: str = ""


@dataclass(frozen=True)
class RecipientView:
    """One office. `by` names its ways in a few words; `via` is the embassy that is asked to forward."""

    name: Spelling
    holder: str
    by: str
    ways: tuple[Way, ...]
    notices: tuple[str, ...]
    via: RecipientView | None = None


@dataclass(frozen=True)
class RecipientsView:
    """Everybody an act reaches, and what concerns nobody in particular."""

    to: tuple[RecipientView, ...]
    copies: tuple[RecipientView, ...]
    notices: tuple[str, ...]
    over: bool = False


def recipients(action: PublicAction, place: Place, *, on: date) -> RecipientsView | None:
    """Whom an action reaches from the country of the page's section; None where it addresses nobody.

    The ways are told while the action can be taken, so that nobody writes when writing may do harm.
    """
    country = place.section.territory
    found = recipients_of(action.id, country=country, on=on, language=place.language)
    over = action.door != Door.OPEN
    uses = frozenset() if over else uses_of(action.kind)
    return view_of(found, uses, figures.manner(place.language, country), over=over)


def uses_of(kind: str) -> frozenset[ContactKind]:
    """The ways a kind of action uses to reach an office; none for a petition, which is handed over."""
    return frozenset(way for tool in kind_of(kind).tools for way in _USES.get(tool, ()))


def view_of(
    found: Resolution, uses: frozenset[ContactKind], manner: str, *, over: bool = False
) -> RecipientsView | None:
    """What the page says of a resolution."""
    if not found.targets and not found.copies:
        return None
    return RecipientsView(
        to=tuple(_one(each, uses, manner) for each in found.targets),
        copies=tuple(_one(each, uses, manner) for each in found.copies),
        notices=() if over else tuple(words for notice in found.notices if (words := in_words(notice, manner))),
        over=over,
    )


def _one(recipient: Recipient, uses: frozenset[ContactKind], manner: str) -> RecipientView:
    # Where an embassy forwards, its address takes the place of the office's own.
    own = uses - {ContactKind.POSTAL} if recipient.via else uses
    ways = tuple(_ways(recipient, own, manner))
    forwards = uses & {ContactKind.POSTAL} if recipient.within_reach else uses
    via = _one(recipient.via, forwards, manner) if recipient.via and forwards else None
    named = spelling(recipient.name, recipient.language)
    return RecipientView(
        name=named or Spelling(recipient.name, recipient.language, "ltr"),
        holder=recipient.holder,
        by=in_a_row(dict.fromkeys(way.label for way in ways)),
        ways=ways,
        notices=tuple(
            words for notice in recipient.notices if _concerns(notice, uses) and (words := in_words(notice, manner))
        ),
        via=via,
    )


def _concerns(notice: Notice, uses: frozenset[ContactKind]) -> bool:
    return notice.channel in uses if notice.channel else bool(uses)


def _ways(recipient: Recipient, uses: frozenset[ContactKind], manner: str) -> Iterator[Way]:
    if ContactKind.POSTAL in uses and recipient.postal:
        lines = (*recipient.postal.lines, countries.name(recipient.postal.country, manner))
        yield _way(ContactKind.POSTAL, *lines)
    if ContactKind.EMAIL in uses and recipient.email:
        yield _way(ContactKind.EMAIL, recipient.email)
    if ContactKind.WEB_FORM in uses and recipient.web_form and not recipient.email:
        yield _way(ContactKind.WEB_FORM, recipient.web_form, href=recipient.web_form)
    if ContactKind.PHONE in uses:
        for phone in recipient.phones:
            yield _way(ContactKind.PHONE, phone, href=f"tel:{_dialled(phone)}")
    if ContactKind.FAX in uses and recipient.fax:
        yield _way(ContactKind.FAX, recipient.fax)
    for kind, network in NETWORKS.items():
        if kind in uses and network in recipient.handles:
            yield _way(kind, recipient.handles[network])


def _way(kind: ContactKind, *lines: str, href: str = "") -> Way:
    return Way(str(kind.label), lines, href)


def _dialled(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


def in_words(notice: Notice, manner: str) -> str:
    """A notice as a sentence; empty where the page says it by other means."""
    country = countries.name(notice.country, manner) if notice.country else ""
    match notice.code:
        case NoticeCode.POST_SUSPENDED if notice.until:
            # Translators: %(country)s is a country's name, %(day)s a day such as "31 March 2027".
            return _("%(country)s: the post carries no letters there until %(day)s.") % {
                "country": country, "day": figures.day(notice.until, manner),
            }  # fmt: skip
        case NoticeCode.POST_SUSPENDED:
            # Translators: %(country)s is a country's name.
            return _("%(country)s: the post carries no letters there at present.") % {"country": country}
        case NoticeCode.SEND_THROUGH_EMBASSY:
            return _("Write to the embassy instead; it is asked to forward your letter.")
        case NoticeCode.NO_EMBASSY:
            # Translators: %(country)s is a country's name; "here" is the country of the section whose page this is.
            return _("%(country)s: no embassy is accredited here, so no copy goes to one.") % {"country": country}
        case NoticeCode.NO_CHANNEL:
            return _("No way to reach this office is known to work at present.")
        case NoticeCode.ADDRESS_DEAD:
            return _dead(notice.channel)
        case NoticeCode.CHANNEL_SKIPPED:
            return _skipped(notice.channel)
    return ""


def _dead(channel: str) -> str:
    match channel:
        case ContactKind.POSTAL:
            return _("The postal address we had no longer works.")
        case ContactKind.EMAIL:
            return _("The e-mail address we had no longer works.")
        case ContactKind.PHONE:
            return _("The telephone number we had no longer works.")
        case ContactKind.FAX:
            return _("The fax number we had no longer works.")
        case ContactKind.WEB_FORM:
            return _("The form on its site no longer works.")
        case channel if channel in _HANDLES:
            # Translators: %(network)s is a social network, such as "X".
            return _("%(network)s: the account we had no longer works.") % {"network": ContactKind(channel).label}
    return ""


def _skipped(channel: str) -> str:
    match channel:
        case ContactKind.POSTAL:
            return _("Another postal address no longer works and is left out.")
        case ContactKind.EMAIL:
            return _("Another e-mail address no longer works and is left out.")
        case ContactKind.PHONE:
            return _("Another telephone number no longer works and is left out.")
    return ""
