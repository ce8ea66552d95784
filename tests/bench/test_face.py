"""How visits and judgements of the public pages become lines of a table."""

from __future__ import annotations

from typing import Any

import pytest
from bench.face import NOTHING_TO_INDEX, middle, typical
from bench.facetable import score_row, weight_row
from bench.lighthouse import CATEGORIES, Scores, scores
from bench.weights import Weight

LIGHT = {"requests": 9, "bytes": {"html": 6_000, "fonts": 39_000}, "headers": 4_000, "total": 45_000}
LIGHT |= {"lcp": 884.0, "cls": 0.00004, "largest": "p"}


def weight(**more: Any) -> Weight:
    usual = {"requests": 9, "bytes": {"html": 100}, "headers": 10, "lcp": 900.0, "cls": 0.0, "largest": "p"}
    return Weight(**{**usual, **more})


def report(accessibility: float | None = 1, audit: float = 1) -> dict[str, Any]:
    categories = {name: {"score": 1, "auditRefs": []} for name in CATEGORIES}
    categories["accessibility"] = {
        "score": accessibility,
        "auditRefs": [{"id": "label", "weight": 7}, {"id": "manual", "weight": 0}],
    }
    return {"categories": categories, "audits": {"label": {"score": audit}, "manual": {"score": 0}}}


def test_the_ceiling_is_about_pages_styles_scripts_and_typefaces() -> None:
    assert weight(bytes={"html": 1, "css": 20, "js": 300, "fonts": 4_000, "images": 50_000, "other": 9}).total == 4_321


def test_several_visits_are_told_by_the_heaviest_and_the_middle_time() -> None:
    visits = [
        weight(lcp=900.0, cls=0.0),
        weight(lcp=3_000.0, cls=0.2, requests=10),
        weight(lcp=1_000.0, bytes={"html": 200}),
    ]
    assert middle(visits) == weight(lcp=1_000.0, cls=0.2, requests=10, bytes={"html": 200})


def test_a_page_within_its_targets_has_nothing_in_bold() -> None:
    row = weight_row("Case | fr", LIGHT)
    assert row == "| Case | fr | 9 | 6.0 | 0.0 | 0.0 | 39.0 | 0.0 | 0.0 | 4.0 | 45.0 kB | 0.88 s (p) | 0.000 |"


@pytest.mark.parametrize(
    ("language", "wrong", "said"),
    [
        ("fr", {"requests": 13}, "**13**"),
        ("fr", {"total": 60_000}, "**60.0 kB**"),
        ("ar", {"total": 110_000}, "**110.0 kB**"),
        ("en", {"lcp": 1_500.0}, "**1.50 s (p)**"),
        ("en", {"cls": 0.014}, "**0.014**"),
    ],
)
def test_what_misses_its_target_is_bold(language: str, wrong: dict[str, Any], said: str) -> None:
    row = weight_row(f"Case | {language}", LIGHT | wrong)
    assert said in row
    assert row.count("**") == 2


def test_arabic_pages_may_weigh_more() -> None:
    assert "**" not in weight_row("Case | ar", LIGHT | {"total": 100_000})


def test_a_report_is_read_as_scores_of_a_hundred_with_what_cost_them() -> None:
    assert scores(report()) == Scores(dict.fromkeys(CATEGORIES, 100), ())
    judged = scores(report(accessibility=0.93, audit=0))
    assert judged.of["accessibility"] == 93
    assert judged.missed == ("label",)


def test_a_report_without_a_judgement_is_refused() -> None:
    with pytest.raises(SystemExit, match="could not judge accessibility"):
        scores(report(accessibility=None))


def test_what_is_kept_out_of_search_has_no_figure_for_it() -> None:
    runs = [
        Scores(dict.fromkeys(CATEGORIES, 100) | {"seo": 66, "performance": speed}, ("is-crawlable",))
        for speed in (90, 99, 100)
    ]
    judged = typical(runs, index=False)
    assert judged.of["seo"] == NOTHING_TO_INDEX
    assert judged.of["performance"] == 99
    assert judged.missed == ()
    row = score_row("Case | en", {"of": judged.of, "missed": judged.missed})
    assert row == "| Case | en | 100 | 100 | – | 99 |  |"
    assert "**66**" in score_row("Case | en", {"of": typical(runs, index=True).of, "missed": ()})
