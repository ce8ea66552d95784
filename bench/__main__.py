"""`python -m bench [acts] [size] [pages] [watchers] [papers] [faults] [desk] [--rounds N]`: all by default."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from bench import desk, face, facetable, papers, parts, table, watching
from bench.load import require_wrk

PARTS = ("acts", "size", "pages", "watchers", "papers", "faults", "desk")
FACE = ("face", "lighthouse")  # only when asked for: they need a browser, and Node.js
ENGINES = ("postgresql", "sqlite")


def main() -> None:
    """Measure what was asked for and write docs/develop/benchmarks.md; a part that was left out keeps its figures."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar=" | ".join(PARTS + FACE))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--large", type=int, default=5_000_000, metavar="ROWS")
    parser.add_argument("--people", type=int, default=watching.PEOPLE, metavar="N", help="how many watch a number")
    parser.add_argument("--on", choices=ENGINES, help="one database only")
    parser.add_argument("--anew", action="store_true", help="fill the desk's tables again")
    options = parser.parse_args()
    if options.parts and set(options.parts) <= set(FACE):
        _face(options.parts, options.rounds)
        return
    if not options.parts or set(options.parts) - {"papers", "desk"}:
        require_wrk()
    pace = parts.Pace(options.rounds, options.seconds)
    wanted = options.parts or PARTS
    for engine in [options.on] if options.on else ENGINES:
        if "acts" in wanted:
            table.keep(f"acts {engine}", parts.acts(engine, pace))
        if "size" in wanted:
            table.keep(f"size {engine}", parts.size(engine, pace, options.large))
        if "faults" in wanted:
            verdict = parts.faults(engine, pace)
            print(f"faults {engine}: {verdict}")
            table.keep_verdict(engine, verdict)
            if not verdict.holds:
                raise SystemExit(f"bench: a promise was broken: {verdict.found} {verdict.told.unclear}")
    if "pages" in wanted:
        table.keep("pages", parts.pages(pace))
    if "watchers" in wanted:
        table.keep("watchers", watching.watchers(pace, options.people))
    if "papers" in wanted:
        results, memory = papers.measured(options.rounds)
        table.keep("papers", results)
        table.keep_memory(memory)
    if "desk" in wanted:
        table.keep_desk(desk.summed_up(desk.measured(options.on or "postgresql", options.rounds, anew=options.anew)))
    table.write()

    _face(wanted, options.rounds)


def _face(wanted: Sequence[str], rounds: int) -> None:
    if "face" in wanted:
        facetable.keep_weights(face.weights(rounds))
    if "lighthouse" in wanted:
        facetable.keep_scores(face.scores(rounds))
    if set(wanted) & set(FACE):
        facetable.write()


if __name__ == "__main__":
    main()
