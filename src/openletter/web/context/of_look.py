"""The living page: everything a public page is made of, shown with the real templates and invented people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from openletter.actions.exposure import SIGNED
from openletter.actions.kinds import kind_of
from openletter.deliveries.lobbying.rules import LobbyDid
from openletter.kernel import countries
from openletter.kernel.languages import direction, endonym
from openletter.sections.models import Section
from openletter.sections.routing import Place
from openletter.targets.rules import ContactKind
from openletter.web import inks
from openletter.web.context import figures, specimens
from openletter.web.context.acting import ActForm, ActionView, Counter, Part
from openletter.web.context.of_case import ended_by, view_of
from openletter.web.context.of_chart import ChartView, chart_of
from openletter.web.context.of_count import together
from openletter.web.context.of_court import in_court
from openletter.web.context.of_drawing import drawing_of
from openletter.web.context.of_exposure import exposure_of
from openletter.web.context.of_lobbying import Deed
from openletter.web.context.of_onward import Onward
from openletter.web.context.of_page import frame
from openletter.web.context.of_recipients import view_of as recipients_view
from openletter.web.context.of_refusal import fault_words, refusal_words
from openletter.web.context.of_story import StoryLine
from openletter.web.context.of_thanks import ThanksView, share_links
from openletter.web.context.of_world import world_of
from openletter.web.context.page import Band, Frame, Link, Tongue
from openletter.web.context.paging import Paging
from openletter.web.context.people import CaseView, PersonLine
from openletter.web.drawing.chart import Figure

ADDRESS: Final = "/look/"
AT: Final = datetime(2026, 11, 9, 12, tzinfo=UTC)
_SHEET: Final = Path(__file__).parents[1] / "static" / "openletter" / "css" / "site.css"
_TOKEN: Final = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
_WEEKS: Final = (12, 40, 183, 95, 60, 41, 22, 30, 85, 140, 61, 18)


@dataclass(frozen=True)
class Swatch:
    """A colour on our paper, in one mode, with its contrast to it; `enough` means AAA for text, 7 to 1."""

    name: str
    colour: str
    paper: str
    contrast: str
    enough: bool


@dataclass(frozen=True)
class Choice:
    """A plain link that shows the page otherwise."""

    text: str
    href: str
    current: bool


def look(place: Place, sections: list[Section]) -> dict[str, Any]:
    """All the living page shows, as if it were a page of this section in this language."""
    manner = figures.manner(place.language, place.section.territory)
    shape = specimens.the_case(place.language)
    case = view_of(shape, manner, today=specimens.CHECKED)
    ended = ended_by(specimens.the_outcome(), manner)
    form = _form(manner)
    return {
        "frame": _frame(place),
        "sections": [_choice(row, place) for row in sections],
        "modes": (
            (_("Light"), swatches(place.section.accent, dark=False)),
            (_("Dark"), swatches(place.section.accent_dark, dark=True)),
        ),
        "case": case,
        "drawing": drawing_of(shape, manner, specimens.CHECKED),
        "court": in_court(shape, manner),
        "ended": ended,
        "closed": replace(case, ended=ended),
        "portraits": specimens.NAMED,
        "lines": _lines(case, ended),
        "words": specimens.LONG_WORDS,
        "action": _action(manner),
        "exposure": exposure_of(SIGNED, offers=(), months=12, country=countries.name("MA", manner)),
        "form": form,
        "refusal": form.refusal,
        "letter": specimens.the_letter(),
        "recipients": recipients_view(specimens.the_recipients(place.language), frozenset(ContactKind), manner),
        "thanks": _thanks(place, case),
        "chart": _chart(manner),
        "paging": Paging((), 2, 3, newer="#paging", older="#paging"),
        "story": _story(manner),
        "credits": specimens.CREDITS,
        "band": Band(_("Preview, not public."), _("Forms are switched off, and nothing is counted.")),
        "deeds": (_deed(manner, place.language),),
        "world": world_of({code: ("#world", countries.name(code, manner)) for code in ("CA", "MA", "MV")}),
    }


def swatches(accent: str, *, dark: bool) -> tuple[Swatch, ...]:
    """The colours of the stylesheet in one mode, a section's ink as readers get it, each measured on our paper."""
    tokens = dict(_tokens(dark=dark))
    paper = tokens["paper"]
    tokens["accent"] = inks.legible(accent, inks.DARK_PAPER if dark else inks.LIGHT_PAPER)
    return tuple(_swatch(name, colour, paper) for name, colour in tokens.items() if name != "paper")


def _swatch(name: str, colour: str, paper: str) -> Swatch:
    ratio = inks.contrast(colour, paper)
    return Swatch(name, colour, paper, f"{ratio:.1f}", ratio >= inks.BAR)


@lru_cache(maxsize=2)
def _tokens(*, dark: bool) -> dict[str, str]:
    """The colours as the stylesheet has them: first those of the light paper, then those of the dark."""
    light_part, dark_part = _SHEET.read_text().split("@media (prefers-color-scheme: dark)", 2)[:2]
    return dict(_TOKEN.findall(dark_part if dark else light_part))


def _frame(place: Place) -> Frame:
    tongues = tuple(
        Tongue(code, endonym(code), direction(code), _address(place.section.key, code), code == place.language)
        for code in place.section.languages
    )
    return replace(frame(place, _("The look of our pages"), index=False), tongues=tongues)


def _choice(row: Section, place: Place) -> Choice:
    return Choice(row.key, _address(row.key, place.language), row.pk == place.section.pk)


def _address(section: str, language: str) -> str:
    return f"{ADDRESS}?{urlencode({'section': section, 'language': language})}"


def _lines(case: CaseView, ended: Any) -> tuple[PersonLine, ...]:
    acts = (Link(_("Sign the petition"), "#people"),)
    names = specimens.NAMED
    return (
        PersonLine(names[0], "#people", case.where, case.lead, acts, count=_("%(number)s people") % {"number": "785"}),
        PersonLine(names[1], "#people", case.where, case.lead, ended=ended),
        PersonLine(names[2], "#people", case.where, case.lead, acts),
    )


def _action(manner: str) -> ActionView:
    asked = (_("Release her now and without conditions."), _("Until she is free, give her health care."))
    return ActionView(
        ref="specimen", title=None, ask=None, door="expired", letter=None, counter=_counter(manner),
        demands=tuple(specimens.said(each, manner.split("-")[0]) for each in asked),
        deadline=figures.day(date(2026, 10, 31), manner), next=Link(_("Sign the petition"), "#standing"),
    )  # fmt: skip


def _counter(manner: str) -> Counter:
    shown = figures.number(12785, manner)
    kind = kind_of("petition")
    return Counter(
        number=12785, shown=shown, unit=str(kind.counted % {"count": 12785, "number": ""}).strip(),
        as_of=figures.moment(AT, manner), as_of_iso=AT.isoformat(timespec="minutes"), goal=15000,
        goal_shown=_("Goal: %(goal)s") % {"goal": figures.number(15000, manner)},
        parts=(Part("verified", _("Confirmed online"), figures.number(12000, manner)),
               Part("paper", _("On paper"), figures.number(785, manner))),
        unconfirmed=figures.number(31, manner), definition=str(kind.definition), manner=manner,
        together=together({1: 12785, 2: 2525}, manner),
    )  # fmt: skip


def _form(manner: str) -> ActForm:
    words = {
        "submit": _("Sign the petition"),
        "refusal": refusal_words("invalid", 2),
        "name": _("Your name"),
        "email": _("E-mail address"),
        "email-fault": fault_words("email", "malformed"),
        "email-hint": _(
            "We send you one message to confirm, and later what becomes of the person. Your address is shown to nobody."
        ),
        "country": _("Country"),
        "country-fault": fault_words("country", "required"),
        "Canada": countries.name("CA", manner),
        "comment": _("A word of yours"),
        "choice": _("Give my name to the officials addressed. Without a tick I am counted and not named."),
        "news": _("Write to me about other people at risk. Every mail has a link to stop."),
    }
    return specimens.the_form(words.__getitem__)


def _story(manner: str) -> StoryLine:
    when = figures.day(specimens.CHECKED, manner)
    lead = _("Amina Example tells how the letters came.")
    return StoryLine(_("What a letter does"), "#stories", _("Story"), lead, when, specimens.CHECKED.isoformat())


def _deed(manner: str, language: str) -> Deed:
    when = figures.day(specimens.CHECKED, manner)
    said = specimens.said(
        _("The member of parliament of the group’s area asked the ambassador about the case."), language
    )
    return Deed(str(LobbyDid.WROTE_TO_AMBASSADOR.label), when, specimens.CHECKED.isoformat(), said, _("Group 12"))


def _thanks(place: Place, case: CaseView) -> ThanksView:
    address = f"https://letters.example/{place.language}/act/specimen/"
    text = _("I acted for %(name)s. You can too:") % {"name": case.named.main.text}
    onward = Onward("specimen", "#next", _("Sign the petition"), "", specimens.NAMED[1], case.lead)
    return ThanksView(
        named=case.named, title="", words="", address=address, text=text, back="#share", also=(),
        next=(onward,), resend="", share=share_links(text, address, case.named.main.text),
    )  # fmt: skip


def _chart(manner: str) -> ChartView:
    weeks = tuple(_weeks(manner))
    return chart_of(weeks, _("Acts in each week, invented"), mirrored=direction(manner.split("-")[0]) == "rtl")


def _weeks(manner: str) -> Iterator[Figure]:
    for number, value in enumerate(_WEEKS):
        day = date.fromordinal(date(2026, 8, 17).toordinal() + 7 * number)
        yield Figure(figures.day(day, manner), value, figures.number(value, manner))
