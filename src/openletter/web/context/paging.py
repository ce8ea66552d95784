"""Long lists, a piece at a time. Pages have paths of their own, so that caches can keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from openletter.sections.routing import Place


@dataclass(frozen=True)
class Paging[T]:
    """One page of a list and the addresses of its neighbours, empty where there is none."""

    rows: tuple[T, ...]
    number: int
    pages: int
    newer: str = ""
    older: str = ""


def page_of[T](rows: Sequence[T], number: int, size: int, place: Place, rest: str) -> Paging[T]:
    """The page of this number, from 1; the first stands at `rest` itself. Raises Http404 beyond the last."""
    pages = max(1, -(-len(rows) // size))
    if not 1 <= number <= pages:
        raise Http404
    return Paging(
        rows=tuple(rows[(number - 1) * size : number * size]),
        number=number,
        pages=pages,
        newer=_address(place, rest, number - 1) if number > 1 else "",
        older=_address(place, rest, number + 1) if number < pages else "",
    )


def rest_of_number(rest: str, number: int) -> str:
    """The address of a page within the section: only from the second on does it bear its number."""
    return rest if number == 1 else f"{rest}{number}/"


def _address(place: Place, rest: str, number: int) -> str:
    return place.address(rest_of_number(rest, number))
