"""The rail says what is missing, step by step, for each kind: the decisions alone, without rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openletter.actions.kinds import all_kinds, kind_of
from openletter.actions.rules import ActionStatus
from openletter.desk.path import plain
from openletter.desk.path.steps import Mark, Step, Written, first_missing, gaps, neighbours, rail, steps_of

EN_FR = frozenset({"en", "fr"})
WHOLE = Written(
    wanted=("en", "fr"), case=EN_FR, has_concern=True, call=EN_FR, demands=(EN_FR,), targets=1, text=EN_FR,
    has_guidance=True,
)  # fmt: skip


def _missing(kind: str, written: Written) -> dict[Step, tuple[str, ...]]:
    return {place.step: place.missing for place in rail(kind_of(kind), written) if place.missing}


@pytest.mark.parametrize("kind", [kind.key for kind in all_kinds()])
def test_every_kind_has_its_path_and_a_whole_action_misses_nothing(kind: str) -> None:
    assert _missing(kind, WHOLE) == {}
    assert first_missing(rail(kind_of(kind), WHOLE)).step == Step.REVIEW
    assert steps_of(kind_of(kind))[0] == Step.CASE
    assert steps_of(kind_of(kind))[-1] == Step.PUBLISH


def test_parts_that_a_page_has_no_place_for_are_not_asked() -> None:
    steps = steps_of(kind_of("solidarity_message"))
    assert Step.TARGETS not in steps
    assert Step.TEXT not in steps
    assert neighbours(Step.CALL, kind_of("solidarity_message")) == (Step.CASE, Step.LANGUAGES)
    assert neighbours(Step.PUBLISH, kind_of("letter"))[1] is None


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"case": frozenset()}, Step.CASE),
        ({"has_concern": False}, Step.CASE),
        ({"call": frozenset()}, Step.CALL),
        ({"demands": ()}, Step.CALL),
        ({"targets": 0}, Step.TARGETS),
        ({"lacks": ("No address works.",)}, Step.TARGETS),
        ({"text": frozenset()}, Step.TEXT),
        ({"text": frozenset({"en"})}, Step.LANGUAGES),
        ({"deadline_passed": True}, Step.TERMS),
        ({"consent_missing": ("Surname",)}, Step.SAFETY),
        ({"is_recalled": True}, Step.SAFETY),
        ({"unsafe": ("An address of a house.",)}, Step.SAFETY),
    ],
)
def test_what_is_missing_stands_at_the_step_where_it_is_mended(change: dict[str, object], step: Step) -> None:
    found = _missing("letter", replace(WHOLE, **change))  # type: ignore[arg-type]
    assert list(found) == [step]
    assert first_missing(rail(kind_of("letter"), replace(WHOLE, **change))).step == step  # type: ignore[arg-type]


def test_a_language_with_a_hole_names_the_parts_that_are_not_written() -> None:
    half = replace(WHOLE, call=frozenset({"en"}), demands=(frozenset({"en"}),))
    assert list(gaps(kind_of("letter"), half)) == ["fr"]
    assert _missing("letter", half)[Step.LANGUAGES] == ("Français: title and what is asked, demands",)
    assert gaps(kind_of("letter"), replace(half, wanted=("en",))) == {}


def test_review_and_publishing_lie_ahead_until_they_are_done() -> None:
    def marks(status: str) -> tuple[Mark, ...]:
        places = {place.step: place.mark for place in rail(kind_of("letter"), replace(WHOLE, status=status))}
        return places[Step.PREVIEW], places[Step.REVIEW], places[Step.PUBLISH]

    assert marks(ActionStatus.DRAFT) == (Mark.AHEAD, Mark.AHEAD, Mark.AHEAD)
    assert marks(ActionStatus.IN_REVIEW) == (Mark.DONE, Mark.WAITS, Mark.AHEAD)
    assert marks(ActionStatus.CHANGES_REQUESTED) == (Mark.AHEAD, Mark.AHEAD, Mark.AHEAD)
    assert marks(ActionStatus.APPROVED) == (Mark.DONE, Mark.DONE, Mark.AHEAD)
    assert marks(ActionStatus.SCHEDULED) == (Mark.DONE, Mark.DONE, Mark.WAITS)
    assert marks(ActionStatus.LIVE) == (Mark.DONE, Mark.DONE, Mark.DONE)


def test_a_story_is_typed_plainly_only_where_nothing_is_lost() -> None:
    assert plain.typed(plain.as_html("One & <two>.\n\nThree,\nfour.")) == "One & <two>.\n\nThree,\nfour."
    assert plain.typed("") == ""
    assert plain.typed('<p>See <a href="https://example.org/">this</a>.</p>') is None
    assert plain.typed("<ul><li>One</li></ul>") is None
