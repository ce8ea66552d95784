"""After acting: what to do now, whom to tell, and the next act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.utils.translation import gettext as _

from openletter.actions.kinds import kind_of
from openletter.actions.queries import public_action
from openletter.actions.rules import Door
from openletter.cases.queries import public_case
from openletter.sections.routing import Place
from openletter.supporters.rules import Purpose
from openletter.web.context.of_case import named_of
from openletter.web.context.of_onward import Onward, also_for, onward_from
from openletter.web.context.of_page import absolute, rest_of
from openletter.web.context.page import Link
from openletter.web.context.people import Named
from openletter.web.models import ActionPage


@dataclass(frozen=True)
class ThanksView:
    """What the thank-you page says; `address` is what one shares, and carries nothing about who shares it."""

    named: Named
    title: str
    words: str
    address: str
    text: str
    back: str
    share: tuple[Link, ...]
    also: tuple[Link, ...]
    next: tuple[Onward, ...]
    resend: str
    hands_over: bool = False


def thanks_of(window: ActionPage, place: Place, *, at: datetime) -> ThanksView | None:
    """The thanks for an act of this page's action; None where action or case may no longer be shown."""
    action = public_action(window.action_id, place.language, at=at)
    case = public_case(action.case_id, action.language, on=at.date()) if action else None
    if action is None or case is None or action.door == Door.RECALLED:
        return None
    name = named_of(case)
    address = absolute(place.section, place.address(f"act/{action.ref}/"))  # short in every script
    # Translators: the words one shares with friends; the address of the page follows them.
    text = _("I acted for %(name)s. You can too:") % {"name": name.main.text}
    return ThanksView(
        named=name,
        title=action.title,
        words=action.thanks,
        address=address,
        text=text,
        back=place.address(rest_of(window)),
        share=share_links(text, address, name.main.text),
        also=also_for(action, place, at=at),
        next=onward_from(action, place, at=at),
        resend=place.address(f"act/{action.ref}/resend/"),
        hands_over=Purpose.TO_TARGET in action.offers and not kind_of(action.kind).sends,
    )


def share_links(text: str, address: str, subject: str) -> tuple[Link, ...]:
    """Plain links to where people talk; following one is the first that any of these services hears of it."""
    said, there = quote(f"{text} {address}", safe=""), quote(address, safe="")
    return (
        Link("WhatsApp", f"https://wa.me/?text={said}"),
        Link("Telegram", f"https://t.me/share/url?url={there}&text={quote(text)}"),
        Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={there}"),
        Link("X", f"https://x.com/intent/post?text={quote(text)}&url={there}"),
        Link("Bluesky", f"https://bsky.app/intent/compose?text={said}"),
        Link("Mastodon", f"https://share.joinmastodon.org/#text={said}"),
        Link(_("E-mail"), f"mailto:?subject={quote(subject)}&body={said}"),
    )
