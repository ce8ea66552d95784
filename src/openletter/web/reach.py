"""Every address at which a case or an action is met: what a safety stop has to reach, and what is asked afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from openletter.actions.kinds import kind_of
from openletter.actions.models import Action
from openletter.cases.models import Case
from openletter.kernel.languages import endonym
from openletter.sections.routing import Place, root_of
from openletter.web.models import ActionPage, CasePage
from openletter.web.models.windows import WindowPage

NO_DIGEST = "0" * 10  # a card answers for its action or case before it looks which drawing was meant


@dataclass(frozen=True, slots=True)
class Address:
    """One address and what it must do once everything is down.

    Without `silent_of` it must be gone (404 or 410). With it, it goes on answering, and says none of these.
    """

    what: str
    where: str
    url: str
    silent_of: tuple[str, ...] = ()


def addresses_of(subject: Case | Action) -> tuple[Address, ...]:
    """The pages, papers, cards, photos, lists, feeds, calendars and maps of a case, or of one action, everywhere."""
    actions = [subject] if isinstance(subject, Action) else list(subject.actions.order_by("pk"))
    case = subject.case if isinstance(subject, Action) else subject
    windows: list[tuple[CasePage | ActionPage, Place]] = []
    if isinstance(subject, Case):
        windows += [(page, _place(page)) for page in CasePage.objects.live().filter(case=case)]
    acting = ActionPage.objects.live().filter(action__in=actions).select_related("action")
    windows += [(page, _place(page)) for page in acting.order_by("action", "pk")]
    found = [address for page, place in windows for address in _of_window(page, place)]
    paths = tuple(path for page, _p in windows for path in _spellings(page.get_url_parts()[2]))
    refs = tuple(f"/act/{action.ref}" for action in actions)
    places = {(place.section.pk, place.language): place for _page, place in windows}
    found += [address for place in places.values() for address in _lists(place, case, (*paths, *refs))]
    return (*dict.fromkeys((*found, *_photo(case, places))),)


def _place(page: WindowPage) -> Place:
    home = page.home
    language = home.locale.language_code
    return Place(home.section, language, "").in_language(language)


def _of_window(page: CasePage | ActionPage, place: Place) -> Iterator[Address]:
    path = page.get_url_parts()[2]

    def one(what: str, path: str) -> Address:
        return Address(what, _where(place), root_of(place.section) + quote(path, safe="/%"))

    if isinstance(page, CasePage):
        yield one(_("The case’s page"), path)
        yield one(_("The case’s news feed"), f"{path}feed.atom")
        yield one(_("The case’s card for other sites"), place.address(f"card/case/{page.case.uid.hex}/{NO_DIGEST}.png"))
        return
    ref = page.action.ref
    yield one(_("The action’s page"), path)
    yield one(_("The action’s short address"), place.address(f"act/{ref}/"))
    yield one(_("The action’s card for other sites"), place.address(f"card/action/{ref}/{NO_DIGEST}.png"))
    for tool in kind_of(page.action.kind).tools:
        # Translators: %(tool)s is a word of ours for a tool, such as "letter" or "postcard"
        what = _("Papers and drafts: %(tool)s") % {"tool": tool.value}
        yield one(what, place.address(f"act/{ref}/{tool.value}/"))


def _lists(place: Place, case: Case, silent_of: tuple[str, ...]) -> Iterator[Address]:
    lists = (
        (_("Front page"), ""),
        (_("List of cases"), "cases/"),
        (_("Search"), f"cases/?q={quote(str(case))}"),
        (_("Good news"), "good-news/"),
        (_("News feed"), "feed.atom"),
        (_("News feed of the country"), f"country/{case.country.lower()}/feed.atom"),
        (_("Calendar of deadlines"), "deadlines.ics"),
        (_("Map for search engines"), "sitemap.xml"),
    )
    for what, rest in lists:
        yield Address(what, _where(place), root_of(place.section) + place.address(rest), silent_of)


def _photo(case: Case, places: dict[tuple[int, str], Place]) -> Iterator[Address]:
    photo = getattr(case, "photo", None)
    if photo is None:
        return
    for root in dict.fromkeys(root_of(place.section) for place in places.values()):
        yield Address(_("Photo"), root, f"{root}/photo/{photo.uid.hex}/320.jpg")


def _where(place: Place) -> str:
    return f"{place.section.key} · {endonym(place.language)}"


def _spellings(path: str) -> tuple[str, ...]:
    """A path as it stands in pages and feeds: in its own letters, and escaped."""
    return tuple(dict.fromkeys((path, quote(path))))
