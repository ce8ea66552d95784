"""States of words: how they move, and what they are reckoned to be."""

from __future__ import annotations

import pytest

from openletter.translations.placeholders import broken, locked
from openletter.translations.rules import MOVES, Happening, Standing, TranslationState, may_move, moved, reckoned

S, H = TranslationState, Happening


def standing(**said: bool) -> Standing:
    plain = dict.fromkeys(("whole", "written", "changed", "drafted", "by_machine", "settled", "asked"), False)
    return Standing(**(plain | said))


def test_a_machine_draft_is_never_approved_without_a_person() -> None:
    assert not may_move(S.MACHINE_DRAFT, H.APPROVED)
    assert not may_move(S.IN_TRANSLATION, H.APPROVED)
    assert [state for state, happening in MOVES if happening == H.APPROVED] == [S.IN_REVIEW]


def test_what_changes_nothing_leaves_the_state() -> None:
    assert moved(S.MISSING, H.APPROVED) == S.MISSING


@pytest.mark.parametrize(
    ("state", "now", "then"),
    [
        (S.MISSING, standing(), S.MISSING),
        (S.MISSING, standing(written=True), S.IN_TRANSLATION),
        (S.MISSING, standing(whole=True, written=True), S.IN_REVIEW),
        (S.MISSING, standing(whole=True, written=True, settled=True), S.APPROVED),
        (S.MISSING, standing(drafted=True, by_machine=True), S.MACHINE_DRAFT),
        (S.IN_TRANSLATION, standing(whole=True, written=True, asked=True), S.IN_TRANSLATION),
        (S.IN_REVIEW, standing(whole=False, written=True, drafted=True), S.IN_TRANSLATION),
        (S.APPROVED, standing(whole=True, written=True, changed=True, settled=True), S.STALE),
        (S.APPROVED, standing(whole=False, written=True, settled=True), S.STALE),
        (S.STALE, standing(whole=True, written=True, drafted=True, settled=True), S.STALE),
        (S.STALE, standing(whole=True, written=True, settled=True), S.APPROVED),
        (S.IN_TRANSLATION, standing(), S.MISSING),
    ],
)
def test_the_state_follows_from_how_the_words_stand(state: S, now: Standing, then: S) -> None:
    assert reckoned(state, now) == then


def test_what_must_survive_is_found_in_its_order() -> None:
    text = "On 12 May 2026 %(name)s wrote to post@example.org, see https://example.org/a?b=1 and MDE 13/1234/2026."
    assert locked(text) == (
        "12", "2026", "%(name)s", "post@example.org", "https://example.org/a?b=1", "MDE 13/1234/2026",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target", "missing", "foreign"),
    [
        ("20 years", "vingt ans", ("20",), ()),
        ("20 years", "20 ans", (), ()),
        ("20 years", "٢٠ سنة", (), ()),
        ("1,200 letters", "1 200 lettres", (), ()),
        ("Write to {name}.", "اكتب إلى {name}.", (), ()),
        ("Write to {name}.", "Écrivez à {nom}.", ("{name}",), ("{nom}",)),
        ("<b>Free</b> him", "<b>Libérez</b>-le", (), ()),
        ("<b>Free</b> him", "Libérez-le", ("<b>", "</b>"), ()),
        ("in one year", "en 1 an, avant 2027", (), ()),
    ],
)
def test_placeholders_that_broke_are_named(
    source: str, target: str, missing: tuple[str, ...], foreign: tuple[str, ...]
) -> None:
    assert broken(source, target) == (missing, foreign)
