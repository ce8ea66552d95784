"""Finding one's own representatives: areas by name in any spelling or by postcode, and who sits there.

Nothing of what somebody looks for is kept or sent anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from openletter.kernel.countries import collation_key
from openletter.kernel.edtf import parse
from openletter.kernel.folding import fold, skeleton, words_in
from openletter.targets.representatives.models import Area, AreaPostcode, Representative
from openletter.targets.representatives.rules import language_of, plain_code, said
from openletter.targets.rules import USABLE

SHORTEST_CODE = 2


@dataclass(frozen=True, slots=True)
class Somewhere:
    """An area to choose, in the reader's language. `seats` counts who can be written to there, parts left out.

    `sought` is what a script in the page compares with what is typed: its names, and their plain Latin letters.
    """

    id: int
    name: str
    language: str
    seats: int
    sought: str


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """Areas that lie within one, under its name; the first group has no name where areas lie within none."""

    around: Somewhere | None
    areas: tuple[Somewhere, ...]


def serving(on: date) -> QuerySet[Representative]:
    """Who can be written to: in office, not retired, and not shown against their will."""
    rows = Representative.objects.filter(retired_on=None, objected_on=None)
    return rows.exclude(pk__in=_past(rows, on))


def _past(rows: QuerySet[Representative], on: date) -> list[int]:
    """Those whose mandate is over by their own dates, before a new file says so."""
    return [pk for pk, until in rows.exclude(until="").values_list("pk", "until") if parse(until).not_after < on]


def areas_of(country: str, *, language: str, on: date) -> tuple[AreaGroup, ...]:
    """Every area of a country in which somebody serves, grouped by the area around it, as its reader expects them.

    Three queries, however many areas there are.
    """
    seats: dict[int, int] = defaultdict(int)
    for pk in serving(on).filter(legislature__country=country).values_list("area_id", flat=True):
        if pk is not None:
            seats[pk] += 1
    rows = {row.pk: row for row in Area.objects.filter(country=country)}
    groups: dict[int | None, list[Area]] = defaultdict(list)
    for pk in seats:
        groups[_around(rows, pk)].append(rows[pk])
    return tuple(
        AreaGroup(
            None if around is None else _somewhere(rows[around], language, seats.get(around, 0)),
            tuple(sorted((_somewhere(row, language, seats[row.pk]) for row in inside), key=_in_order)),
        )
        for around, inside in sorted(groups.items(), key=lambda pair: _group_order(rows, pair[0], language))
    )


def _around(rows: dict[int, Area], pk: int) -> int | None:
    """The outermost area around one; a circle in the data ends where it began."""
    seen = {pk}
    here = rows[pk]
    while here.within_id is not None and here.within_id in rows and here.within_id not in seen:
        seen.add(here.within_id)
        here = rows[here.within_id]
    return here.pk if here.pk != pk else None


def _group_order(rows: dict[int, Area], around: int | None, language: str) -> tuple[bool, str]:
    return (around is not None, "" if around is None else collation_key(said(rows[around].names, language)))


def _in_order(area: Somewhere) -> str:
    return collation_key(area.name)


def _somewhere(row: Area, language: str, seats: int) -> Somewhere:
    sought = " ".join(dict.fromkeys([*row.names.values(), *(fold(name) for name in row.names.values())]))
    return Somewhere(row.pk, said(row.names, language), language_of(row.names, language), seats, sought)


def find_areas(text: str, *, country: str, on: date) -> frozenset[int]:
    """The areas with somebody to write to that fit what was typed: a postcode, an area's name, or a representative's.

    Words are found by their beginning in any spelling; where nothing fits so, by how they sound.
    """
    if coded := _by_postcode(text, country):
        return coded
    wanted = words_in(text)
    if not wanted:
        return frozenset()
    told = _told(country, on)
    exact = frozenset(pk for pk, words in told if all(_begins(want, words) for want in wanted))
    return exact or frozenset(pk for pk, words in told if all(_sounds(want, words) for want in wanted))


def _told(country: str, on: date) -> list[tuple[int, frozenset[str]]]:
    """What each area can be found by: its names, those of the areas around it, and those of whoever sits there."""
    rows = {row.pk: row for row in Area.objects.filter(country=country)}
    people: dict[int, list[str]] = defaultdict(list)
    for pk, names in serving(on).filter(legislature__country=country).values_list("area_id", "names"):
        if pk is not None:
            people[pk] += names.values()
    return [
        (pk, frozenset(w for text in (*names, *_names_around(rows, pk)) for w in words_in(text)))
        for pk, names in people.items()
    ]


def holding(text: str) -> Q:
    """The filter for those whose name, area or party holds every word of a text, in any spelling and language."""
    found = Q()
    for word in words_in(text):
        areas = Area.objects.filter(sought__contains=f" {word}").values("pk")
        found &= Q(sought__contains=f" {word}") | Q(area__in=areas)
    return found


def _names_around(rows: dict[int, Area], pk: int) -> list[str]:
    around = _around(rows, pk)
    own = list(rows[pk].names.values())
    return own if around is None else [*own, *rows[around].names.values()]


def _begins(wanted: str, words: Iterable[str]) -> bool:
    return any(word.startswith(wanted) for word in words)


def _sounds(wanted: str, words: Iterable[str]) -> bool:
    bones = skeleton(wanted)
    return len(bones) > 1 and any(skeleton(word) == bones for word in words)


def _by_postcode(text: str, country: str) -> frozenset[int]:
    """The areas of the longest beginning that is known of what was typed, else those whose codes begin with it."""
    code = plain_code(text)
    if len(code) < SHORTEST_CODE or not any(sign.isdigit() for sign in code):
        return frozenset()
    rows = AreaPostcode.objects.filter(area__country=country)
    beginnings = [code[:end] for end in range(SHORTEST_CODE, len(code) + 1)]
    found = list(rows.filter(code__in=beginnings).values_list("code", "area_id"))
    if not found:
        found = list(rows.filter(code__startswith=code).values_list("code", "area_id"))
        return frozenset(pk for _code, pk in found)
    longest = max(len(code) for code, _pk in found)
    return frozenset(pk for code, pk in found if len(code) == longest)


def representatives_in(area: Area, *, on: date) -> list[Representative]:
    """Who serves for an area or for one around it, the area's own first, with all that is shown of them."""
    ids = [area.pk]
    here = area
    while here.within_id is not None and here.within_id not in ids and len(ids) < 9:
        ids.append(here.within_id)
        here = Area.objects.get(pk=here.within_id)
    rows = list(_whole(serving(on)).filter(area__in=ids))
    return sorted(rows, key=lambda row: (ids.index(row.area_id or 0), row.legislature.key, _by_name(row)))


def at_large(country: str, *, on: date) -> list[Representative]:
    """Who sits for the whole country."""
    rows = list(_whole(serving(on)).filter(legislature__country=country, area=None))
    return sorted(rows, key=lambda row: (row.legislature.key, _by_name(row)))


def representative(ref: str, *, on: date) -> Representative | None:
    """One who can be written to, by their public reference."""
    return _whole(serving(on)).filter(ref=ref).first()


def countries_with_data() -> frozenset[str]:
    """The countries of which representatives are known."""
    return frozenset(Representative.objects.filter(retired_on=None).values_list("legislature__country", flat=True))


def knows_postcodes(country: str) -> bool:
    """Whether the data of a country says which postcodes lie where."""
    return AreaPostcode.objects.filter(area__country=country).exists()


def ways(row: Representative, kind: str) -> tuple[str, ...]:
    """The ways of a kind that still work, fetched with the row."""
    return tuple(one.value for one in row.contact_points.all() if one.kind == kind and one.health in USABLE)


def _whole(rows: QuerySet[Representative]) -> QuerySet[Representative]:
    return rows.select_related("legislature", "area", "area__within").prefetch_related("contact_points")


def _by_name(row: Representative) -> str:
    return collation_key(str(row))
