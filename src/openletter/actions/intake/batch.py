"""What is handed to the recorder: acts ready to be written, and the data keys they are sealed under."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(slots=True, eq=False)
class NewDataKey:
    """A data key in use. `stored` becomes true once the row with its wrapped form is committed."""

    id: UUID
    sealing_key: UUID
    wrapped: bytes
    made_at: datetime
    stored: bool = False


@dataclass(slots=True, eq=False)
class NewAct:
    """One act, complete: everything that its row says. `person` has 16 bytes; times are in UTC. Never changed.

    `state` is pending where an address waits to be confirmed, counted where there is none to confirm, shadowed where
    it counts only after a look; `source` is the ledger's line it goes under.
    """

    id: UUID
    action: int
    section: int
    person: bytes
    state: str
    source: str
    channel: str
    evidence: str
    language: str
    country: str
    taken_at: datetime
    to_target: bool
    public: bool
    news: bool
    notice: int | None
    data_key: NewDataKey
    sealed: bytes
    settled: bool = False  # whether a shadowed act has no address to confirm
    traces: str = ""


def is_settled(act: NewAct) -> bool:
    """Whether nothing of the act is left to confirm."""
    return act.settled or act.state == "counted"


class Lost(Exception):
    """The connection died, or the database cannot write now: whether the batch was committed is unknown."""


class Store(Protocol):
    """A database that takes batches. Writing the same acts twice is harmless: their ids decide."""

    def write(self, acts: list[NewAct]) -> int:
        """Commit the batch with its outbox entry and tally deltas; returns how many acts were new.

        Raises Lost, or the database's own error when the rows themselves are refused.
        """
        ...

    def reconnect(self) -> None:
        """Drop the connection and open another. Raises Lost."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


def unstored_keys(acts: list[NewAct]) -> list[NewDataKey]:
    """The data keys whose rows must go in with these acts, each once."""
    return list({id(act.data_key): act.data_key for act in acts if not act.data_key.stored}.values())
