"""Salts, switches that came to their end, what grows, traces whose time is over, and judging in the background."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openletter.actions.criteria import Criteria, too_few
from openletter.actions.models import InvalidationRun
from openletter.actions.operations import invalidation, switches, trends
from openletter.kernel import clock, work
from openletter.kernel.ticks import every
from openletter.kernel.work import Job

JUDGE = "judge_acts"
_pace: dict[str, datetime] = {}


@every(minutes=1)
def keep_salts_and_switches(at: datetime) -> None:
    """Labels of networks have their salt of the day, and switches end when they said they would."""
    switches.keep_salts(at=at)
    switches.end_those_over(at=at)


@every(minutes=1)
def watch(at: datetime) -> None:
    """What grows in this hour is written down, where ten or more acts share it.

    In a great campaign the look takes longer and comes more seldom: it never takes more than a twentieth of the time.
    """
    if at < _pace.get("not_before", at):
        return
    begun = time.monotonic()
    trends.note(at=at)
    _pace["not_before"] = at + 20 * timedelta(seconds=time.monotonic() - begun)


@every(hours=6)
def forget_traces(at: datetime) -> int:
    """Traces end after thirty days; returns how many acts lost theirs."""
    return trends.forget(at=at)


@work.kind(JUDGE, gettext_lazy("Judging acts"))
def judge_acts(job: Job) -> None:
    """Carry a run out, batch by batch; a run whose worker died goes on where it was."""
    run = InvalidationRun.objects.select_related("invalidation").get(pk=job.arguments["run"])
    row = run.invalidation
    criteria = Criteria.of(row.criteria)
    expected = row.judged if run.undoes else row.expected - row.judged
    quiet = too_few(expected, criteria)  # the progress of so few would say how many they are
    if not quiet:
        job.expect(expected)
    try:
        while (looked_at := invalidation.go_on(run, at=clock.now())) is not None:
            job.step(0 if quiet else looked_at)
    except BaseException:
        invalidation.end(run, at=clock.now(), stopped=True)
        raise
    ended = invalidation.end(run, at=clock.now(), stopped=False)
    said = _("%(changed)s acts changed; the number of every action agrees with its acts.")
    if ended.differences:
        said = _("%(changed)s acts changed; a recount found differences: ask an administrator.")
    if too_few(ended.changed, criteria):
        said = _("Fewer than ten acts changed; the number of every action agrees with its acts.")
        if ended.differences:
            said = _("Fewer than ten acts changed; a recount found differences: ask an administrator.")
    job.tell(said % {"changed": ended.changed})
