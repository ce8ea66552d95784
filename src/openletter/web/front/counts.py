"""`GET /count/<ref>`: the number as bytes, made anew about once a second while anybody asks."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from openletter.actions.intake.connections import Reader
from openletter.actions.intake.known import Known, KnownAction
from openletter.actions.rules import ActionStatus, next_goal
from openletter.actions.tally.figures import Count, counts_from, sums_of
from openletter.sections.rules import Unconfirmed
from openletter.web.front.asgi import Headers

ASKED_WITHIN = 60.0  # seconds for which an action's figure is kept up after somebody asked for it
MOST_ASKED = 5_000
PUBLIC = frozenset({ActionStatus.LIVE.value, ActionStatus.CLOSED.value, ActionStatus.ARCHIVED.value})


@dataclass(frozen=True, slots=True)
class Figure:
    """A prepared answer."""

    headers: Headers
    body: bytes


class Counts:
    """Prepared figures of the actions asked for lately. `refresh` runs in the watcher's thread."""

    def __init__(self, *, page_seconds: int) -> None:
        self._figures: Mapping[str, Figure] = {}
        self._asked: dict[str, float] = {}
        self._control = f"public, max-age={page_seconds}, stale-while-revalidate={page_seconds * 6}".encode()

    def get(self, ref: str) -> Figure | None:
        """The figure, if it is prepared."""
        figure = self._figures.get(ref)
        if figure is not None:
            self._asked[ref] = time.monotonic()
        return figure

    def want(self, ref: str) -> None:
        """Have a figure prepared at the next refresh."""
        if len(self._asked) < MOST_ASKED:
            self._asked[ref] = time.monotonic()

    def refresh(self, reader: Reader, known: Known, *, as_of: datetime) -> None:
        """Read the sums of all actions asked for within the last minute, in one query."""
        since = time.monotonic() - ASKED_WITHIN
        for ref, asked in list(self._asked.items()):
            if asked < since:
                self._asked.pop(ref, None)
        actions = [known.actions[ref] for ref in list(self._asked) if has_figure(known, ref)]
        ids = list({one.id for action in actions for one in (action, *kin_of(action, known))})
        counts = counts_from(reader.rows(sums_of(ids)) if ids else [], ids, as_of=as_of)
        self._figures = {action.ref: self._figure(action, counts, known) for action in actions}

    def _figure(self, action: KnownAction, counts: Mapping[int, Count], known: Known) -> Figure:
        kin = kin_of(action, known)
        told = figure_of(action, counts[action.id], known)
        if kin and told["shown"]:
            # The same action in other sections, each from its own ledger; nothing is kept of the sum.
            total = sum(counts[one.id].number for one in (action, *kin))
            told |= {"together": total, "sections": len({one.section for one in (action, *kin)})}
        body = json.dumps(told, separators=(",", ":")).encode()
        return Figure(
            [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(body)).encode()),
                (b"cache-control", self._control),
                (b"access-control-allow-origin", b"*"),
                (b"cross-origin-resource-policy", b"cross-origin"),
            ],
            body,
        )


def has_figure(known: Known, ref: str) -> bool:
    """Whether an action has a number that everybody may see."""
    action = known.actions.get(ref)
    case = known.cases.get(action.case) if action else None
    # A case that is not known was taken down, or is not public: a node of the public reads no such rows.
    return action is not None and action.terms.status in PUBLIC and case is not None and not case.recalled


def kin_of(action: KnownAction, known: Known) -> tuple[KnownAction, ...]:
    """The same action in other sections, as far as it has a number there that everybody may see."""
    family = known.families.get(action.original or action.id, ())
    return tuple(one for one in family if one.id != action.id and one.terms.status in PUBLIC)


def figure_of(action: KnownAction, count: Count, known: Known) -> dict[str, object]:
    """What the endpoint says. Below the action's threshold the number itself is not told."""
    shown = count.number >= action.display_threshold
    section = known.sections.get(action.section)
    apart = (action.unconfirmed or (section.unconfirmed if section else "")) == Unconfirmed.SHOWN_APART
    return {
        "ref": action.ref,
        "number": count.number if shown else None,
        "shown": shown,
        "goal": (action.goal or next_goal(count.number)) if shown else None,
        "as_of": count.as_of.isoformat(timespec="seconds"),
        "sources": dict(count.by_source) if shown else {},
        "unconfirmed": count.unconfirmed if apart and shown else None,
    }
