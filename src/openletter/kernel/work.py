"""Long work that people start at the desk: it shows how far it is, can be left and stopped, and tells when it ended.

The worker does it in a thread of its own, beside the mails. A work whose worker died is done again from its
beginning, so a kind must be safe to repeat: it looks for what is left to do. What must not be lost half done keeps its
own position in its own rows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from openletter.kernel import clock, outbox
from openletter.kernel.audit import Actor
from openletter.kernel.models import Work, WorkPart
from openletter.kernel.refusals import Refused

log = logging.getLogger("openletter.work")

BEAT = timedelta(seconds=2)  # between two signs of life
LOST = timedelta(minutes=2)  # without one, the worker is taken to be dead
KEPT = timedelta(days=7)
PART = 256 * 1024  # bytes of a file in one row
ENDED = (Work.State.DONE, Work.State.STOPPED, Work.State.FAILED)

Doing = Callable[["Job"], None]


class Stopped(Exception):
    """The person asked to stop. Kinds let it pass; what they committed stays done."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of long work."""

    name: str
    label: Any
    do: Doing


_kinds: dict[str, Kind] = {}


def kind(name: str, label: Any) -> Callable[[Doing], Doing]:
    """Register a kind; used in a slice's tasks.py. `label` is what the desk calls it."""

    def register(do: Doing) -> Doing:
        _kinds[name] = Kind(name, label, do)
        return do

    return register


def label_of(name: str) -> str:
    """What the desk calls a kind; the name itself where the kind is gone."""
    return str(_kinds[name].label) if name in _kinds else name


def start(name: str, *, title: str, actor: Actor, at: datetime, section: str = "", **arguments: Any) -> Work:
    """The work waits for a worker. `arguments` are plain values; a kind nobody registered is a KeyError."""
    return Work.objects.create(
        kind=_kinds[name].name, title=title[:200], owner_id=actor.id, owner=actor.name[:200], section=section,
        arguments=arguments, made_at=at,
    )  # fmt: skip


def stop(work: Work, *, at: datetime) -> None:
    """It ends at its next step, or at once while it waits. Refuses what has ended."""
    if Work.objects.filter(pk=work.pk, state=Work.State.WAITING).update(
        state=Work.State.STOPPED, asked_to_stop=True, ended_at=at
    ):
        return
    if not Work.objects.filter(pk=work.pk, state=Work.State.RUNNING).update(asked_to_stop=True):
        raise Refused(_("It has ended already."))


def run_waiting(*, at: datetime) -> int:
    """Do everything that waits, oldest first; returns how many works were done or given up."""
    number = 0
    while run_next(at=at):
        number += 1
    return number


def run_next(*, at: datetime) -> bool:
    """Do the oldest work that waits, or whose worker died. False when there is none."""
    work = _claim(at)
    if work is None:
        return False
    job = Job(work, at)
    try:
        _kinds[work.kind].do(job)
    except Stopped:
        job.end(Work.State.STOPPED)
    except Refused as refusal:
        job.end(Work.State.FAILED, said=refusal.message)
    except Exception as error:  # noqa: BLE001 - one broken work must not stop the others
        # The class only: a message could quote an address or a name.
        log.warning("long work %s (%s) failed: %s", work.pk, work.kind, type(error).__name__)
        job.end(Work.State.FAILED, error=type(error).__name__)
    else:
        job.end(Work.State.DONE)
    return True


def _claim(at: datetime) -> Work | None:
    lost = models.Q(state=Work.State.RUNNING, seen_at__lt=at - LOST)
    waiting = Work.objects.filter(models.Q(state=Work.State.WAITING) | lost, kind__in=list(_kinds))
    for work in waiting.order_by("made_at", "pk")[:5]:
        # Of two workers one changes the row; the other finds it changed and takes the next.
        mine = Work.objects.filter(pk=work.pk, state=work.state, seen_at=work.seen_at)
        if mine.update(state=Work.State.RUNNING, seen_at=at, done=0, total=None):
            work.refresh_from_db()
            work.parts.all().delete()
            return work
    return None


class Job:
    """What a kind is given: its arguments, and ways to say how far it is."""

    def __init__(self, work: Work, at: datetime) -> None:
        self.work, self.at = work, at
        self.arguments: dict[str, Any] = work.arguments
        self.actor = Actor(work.owner_id, work.owner)
        self._done, self._beat = 0, clock.now()

    def expect(self, total: int) -> None:
        """How many steps there are in all."""
        Work.objects.filter(pk=self.work.pk).update(total=total)

    def step(self, number: int = 1) -> None:
        """So many more steps are done. Raises Stopped once the person asked for it; written every two seconds."""
        self._done += number
        now = clock.now()
        if now - self._beat >= BEAT or self._done == number:
            self._beat = now
            self._write(now)

    def tell(self, sentence: str) -> None:
        """What came out, in one line."""
        Work.objects.filter(pk=self.work.pk).update(said=sentence[:300])

    def keep(self, name: str, media_type: str, chunks: Iterable[bytes]) -> None:
        """A file for who started it, kept for a week. Never personal data in clear: such lists are streamed instead."""
        stem, dot, ending = name.rpartition(".")
        safe = f"{slugify(stem, allow_unicode=True)}.{slugify(ending)}" if dot else slugify(name, allow_unicode=True)
        with transaction.atomic():
            self.work.parts.all().delete()
            for number, body in enumerate(_in_parts(chunks)):
                WorkPart.objects.create(work=self.work, number=number, body=body)
            Work.objects.filter(pk=self.work.pk).update(file_name=safe[:120], file_type=media_type)

    def end(self, state: Work.State, *, said: str = "", error: str = "") -> None:
        """It has ended; whoever started it is told (see desk.tasks)."""
        values: dict[str, Any] = {"state": state, "done": self._done, "ended_at": clock.now(), "error": error}
        if said:
            values["said"] = said[:300]
        with transaction.atomic():
            Work.objects.filter(pk=self.work.pk).update(**values)
            outbox.write("work_ended", {"work": str(self.work.pk)}, at=clock.now())

    def _write(self, now: datetime) -> None:
        mine = Work.objects.filter(pk=self.work.pk)
        mine.update(done=self._done, seen_at=now)
        if mine.values_list("asked_to_stop", flat=True).get():
            raise Stopped


def _in_parts(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= PART:
            yield bytes(held[:PART])
            del held[:PART]
    if held:
        yield bytes(held)


def file_of(work: Work) -> Iterator[bytes]:
    """The file a work made, piece by piece."""
    for number in work.parts.values_list("number", flat=True).order_by("number"):
        yield bytes(WorkPart.objects.get(work=work, number=number).body)


def forget(*, at: datetime) -> int:
    """Works that ended more than a week ago go, with their files; returns how many rows went."""
    return Work.objects.filter(ended_at__lt=at - KEPT).delete()[0]


def mark_looked_at(owner_id: int, works: Iterable[UUID], *, at: datetime) -> None:
    """Their owner has seen that these ended."""
    Work.objects.filter(owner_id=owner_id, pk__in=list(works), looked_at=None).update(looked_at=at)
