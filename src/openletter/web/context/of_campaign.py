"""A campaign of several cases: its time, its people, and the acts for them added up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openletter.campaigns.models import Campaign, CampaignWords
from openletter.cases.queries.naming import may_be_named
from openletter.kernel import countries
from openletter.kernel.languages import direction, in_a_row
from openletter.sections.routing import Place
from openletter.web.context import figures
from openletter.web.context.of_page import rest_of
from openletter.web.context.of_people import known_people
from openletter.web.context.page import Link
from openletter.web.context.people import PersonLine, Spelling
from openletter.web.models import CampaignPage, CasePage


@dataclass(frozen=True)
class CampaignView:
    """All a campaign's page says. `shown` is the total, empty while nothing is counted."""

    name: Spelling
    summary: Spelling | None
    period: str
    state: str
    people: tuple[PersonLine, ...]
    planned: str
    countries: str
    total: int
    shown: str
    as_of: str
    as_of_iso: str
    # Whether search engines may find it: they may while it names nobody whom they must not.
    index: bool = True


@dataclass(frozen=True)
class CampaignLine:
    """A campaign where it is named among other things."""

    name: Spelling
    summary: Spelling | None
    period: str
    state: str
    href: str


def line_of_campaign(window: CampaignPage, place: Place, at: datetime) -> CampaignLine:
    """Name, time and address of a campaign; nothing of its people."""
    campaign, manner = window.campaign, figures.manner(place.language, place.section.territory)
    words = campaign.in_language(place.language)
    way = direction(words.language) if words else ""
    return CampaignLine(
        name=Spelling(words.name, words.language, way) if words else Spelling(window.title, place.language, way),
        summary=_summary(words, at.date()),
        period=period(campaign, manner),
        state=_state(campaign, at.date()),
        href=place.address(rest_of(window)),
    )


def view_of(window: CampaignPage, place: Place, *, at: datetime) -> CampaignView:
    """The campaign in one language; of its cases, those with a page on this site that may be shown."""
    campaign, manner = window.campaign, figures.manner(place.language, place.section.territory)
    words = campaign.in_language(place.language)
    part = set(campaign.cases.values_list("pk", flat=True))
    known = [each for each in known_people(window.home, place, at=at) if each.case.id in part]
    total = sum(number for each in known for number in each.numbers.values())
    way = direction(words.language) if words else ""
    return CampaignView(
        name=Spelling(words.name, words.language, way) if words else Spelling(window.title, place.language, way),
        summary=_summary(words, at.date()),
        period=period(campaign, manner),
        state=_state(campaign, at.date()),
        people=tuple(each.line for each in known),
        planned=_planned(campaign.planned_cases, len(known)),
        countries=in_a_row([countries.name(code, manner) for code in campaign.countries]),
        total=total,
        shown=figures.number(total, manner) if total else "",
        as_of=figures.moment(at, manner),
        as_of_iso=at.isoformat(timespec="minutes"),
        index=not any(each.case.kept_out for each in known),
    )


def _summary(words: CampaignWords | None, on: date) -> Spelling | None:
    """The summary, while everybody whom it names may be shown."""
    if words is None or not words.summary or not may_be_named(words.named, on=on):
        return None
    return Spelling(words.summary, words.language, direction(words.language))


def campaigns_of(window: CasePage, place: Place) -> list[Link]:
    """The campaigns in which a case takes part, as far as they have a page on this site in this language."""
    pages = CampaignPage.objects.sibling_of(window).live().filter(campaign__cases=window.case_id)
    return [Link(page.title, place.address(rest_of(page))) for page in pages]


def period(campaign: Campaign, manner: str) -> str:
    """From its first day to its last."""
    # Translators: two days, such as "20 November 2020"
    return _("%(first)s to %(last)s") % {
        "first": figures.day(campaign.opens_on, manner), "last": figures.day(campaign.closes_on, manner)
    }  # fmt: skip


def _state(campaign: Campaign, today: date) -> str:
    if today < campaign.opens_on:
        return _("This campaign has not begun yet.")
    if today > campaign.closes_on:
        return _("This campaign is over. Its page stays, with what was counted.")
    return _("This campaign is under way.")


def _planned(planned: int, here: int) -> str:
    if planned <= here:
        return ""
    return ngettext(
        "Of its %(planned)s cases, %(here)s has a page on this site.",
        "Of its %(planned)s cases, %(here)s have a page on this site.",
        here,
    ) % {"planned": planned, "here": here}
