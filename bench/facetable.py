"""Keeping the face's figures between runs and writing docs/develop/face.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from bench.face import NOTHING_TO_INDEX
from bench.lighthouse import CATEGORIES, Scores
from bench.places import GROUND, ROOT
from bench.weights import BYTES_A_SECOND, CPU_SLOWDOWN, LATENCY, Weight

PAGE = ROOT / "docs" / "develop" / "face.md"
KEPT = GROUND / "face.json"
KINDS = ("html", "css", "js", "fonts", "images", "other")
MOST_BYTES = {"ar": 110_000}
MOST_BYTES_LATIN, MOST_REQUESTS, MOST_LCP = 60_000, 12, 1_500
LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 98}
HEAD = """# The face in figures

Made by `make face` (`python -m bench face` for weights and times, `python -m bench lighthouse` for Lighthouse); do not
edit. The demo world as delivered, served by `openletter web` on SQLite, each page drawn once before. What misses its
target stands in **bold**.
"""
WEIGHTS = f"""
## Weight and time

{{day}}. A first visit with nothing kept: telephone of 360 x 740, Chromium's processor slowed {CPU_SLOWDOWN} times,
{BYTES_A_SECOND // 1000} kB/s with {LATENCY} ms of delay for each request. In kilobytes of 1,000, packed as they travel
(brotli). Targets: page, styles, scripts and typefaces together below {MOST_BYTES_LATIN // 1000} kB,
{MOST_BYTES["ar"] // 1000} kB in Arabic; at most {MOST_REQUESTS} requests; largest part painted within
{MOST_LCP / 1000:g} s; nothing moves. Besides them travel pictures, other answers (the icon, the number) and headers.

| page | | requests | {" | ".join(KINDS)} | headers | first four together | largest paint | moved |
|---|---|---|{"---|" * len(KINDS)}---|---|---|---|"""
LIGHTHOUSE = f"""
## Lighthouse

{{day}}. Lighthouse 12, its simulated slow telephone (4 times slower, 1.6 Mbit/s, 150 ms). Targets: 100, and
{LEAST["performance"]} for performance. Pages that search engines may not show have no figure for SEO.

| page | | {" | ".join(CATEGORIES)} | what cost something |
|---|---|{"---|" * len(CATEGORIES)}---|"""


def keep_weights(measured: Mapping[str, Weight]) -> None:
    """Remember weights with the day they were taken."""
    _remember("weights", {name: {**asdict(weight), "total": weight.total} for name, weight in measured.items()})


def keep_scores(judged: Mapping[str, Scores]) -> None:
    """Remember Lighthouse's judgement with its day."""
    _remember("lighthouse", {name: asdict(scores) for name, scores in judged.items()})


def write() -> None:
    """Write the page from everything kept."""
    kept = _kept()
    lines = [HEAD.rstrip()]
    for part, head, row in (("weights", WEIGHTS, weight_row), ("lighthouse", LIGHTHOUSE, score_row)):
        if part in kept:
            lines.append(head.format(day=kept[part]["day"]))
            lines += [row(name, figures) for name, figures in kept[part]["figures"].items()]
    PAGE.write_text("\n".join(lines) + "\n")
    print(f"written: {PAGE.relative_to(ROOT)}")


def weight_row(name: str, figures: Mapping[str, Any]) -> str:
    """One page's line."""
    language = name.rpartition(" | ")[2]
    cells = [
        _marked(figures["requests"], figures["requests"] <= MOST_REQUESTS),
        *(f"{figures['bytes'].get(kind, 0) / 1000:.1f}" for kind in KINDS),
        f"{figures['headers'] / 1000:.1f}",
        _marked(f"{figures['total'] / 1000:.1f} kB", figures["total"] < MOST_BYTES.get(language, MOST_BYTES_LATIN)),
        _marked(f"{figures['lcp'] / 1000:.2f} s ({figures['largest']})", figures["lcp"] < MOST_LCP),
        _marked(f"{figures['cls']:.3f}", round(figures["cls"], 3) == 0),
    ]
    return f"| {name} | {' | '.join(cells)} |"


def score_row(name: str, figures: Mapping[str, Any]) -> str:
    """One page's line."""
    return f"| {name} | {' | '.join(_scores(figures['of']))} | {', '.join(figures['missed'])} |"


def _scores(of: Mapping[str, int]) -> Iterator[str]:
    for category in CATEGORIES:
        score = of[category]
        yield "–" if score == NOTHING_TO_INDEX else _marked(score, score >= LEAST[category])


def _marked(said: object, well: bool) -> str:
    return str(said) if well else f"**{said}**"


def _remember(part: str, figures: Mapping[str, Any]) -> None:
    KEPT.write_text(json.dumps(_kept() | {part: {"day": f"{datetime.now(UTC):%Y-%m-%d}", "figures": figures}}))


def _kept() -> dict[str, Any]:
    return dict(json.loads(KEPT.read_text())) if KEPT.exists() else {}
