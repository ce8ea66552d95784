"""Today says what waits for one person, the grave first, in as many queries however much there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk import world
from tests.desk.world import AT, World

from openletter.actions.models import Action, LedgerEntry, OutcomeQuestion
from openletter.actions.rules import ActionStatus, LedgerSource
from openletter.cases.models import ConsentRecord, Outcome, Update
from openletter.deliveries.models import OfficeMail
from openletter.desk import today
from openletter.desk.today import LONGEST, SHORT, Group, Line, groups_of, waits
from openletter.desk.waiting import numbers
from openletter.kernel import clock
from openletter.kernel.clock import working_days_between
from openletter.kernel.models import AuditEntry, OutboxEntry
from openletter.sections.access import Right
from openletter.sections.rules import Role
from openletter.targets.models import ContactPoint

SignIn = Callable[..., Client]
DAY = timedelta(days=1)
NOW = AT.date()


def _names(user: Any, on: date = NOW) -> list[str]:
    return [shown.name for shown in groups_of(user, on)]


def _live(desk: World, number: int, **fields: Any) -> Any:
    made = world.action(desk.case, ActionStatus.LIVE, f"Action {number}")
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made


def _counted(action: Any, days: list[int]) -> None:
    noon = datetime.combine(NOW, datetime.min.time(), UTC) - 12 * timedelta(hours=1)
    for ago, number in enumerate(reversed(days)):
        LedgerEntry.objects.create(
            action=action, source=LedgerSource.VERIFIED_ONLINE, quantity=number, hour=noon - ago * DAY, automatic=True,
            actor="system", reason="counted", recorded_at=AT,
        )  # fmt: skip


def _much(desk: World, number: int) -> None:
    """One more of everything that Today tells."""
    now = clock.now()
    for status in (ActionStatus.CHANGES_REQUESTED, ActionStatus.IN_REVIEW, ActionStatus.APPROVED, ActionStatus.DRAFT):
        made = world.action(desk.case, status, f"{status} {number}")
        AuditEntry.objects.create(
            at=now, actor="Bea", verb=f"action.{status}", subject_type="actions.action", subject_id=str(made.pk),
            subject=str(made), reason=f"Reason {number}",
        )  # fmt: skip
    Action.objects.create(case=desk.case, section=desk.own, kind="petition")  # nothing is written yet
    _live(desk, number, deadline=now.date() + DAY)
    _live(desk, number, opens_at=now + 3 * DAY)
    office = world.office(f"office-{number}")
    ContactPoint.objects.create(office=office, kind="email", value="x@example.org", health="bounced")
    OfficeMail.objects.create(office=office, paused_at=now, pause_reason="bounces")
    OutboxEntry.objects.create(fact="x", happened_at=now, due_at=now, attempts=5)
    case = world.case(desk.own, f"silent-{number}")
    ConsentRecord.objects.create(
        case=case, scope="photo", state="given", giver="family", on=date(2026, 1, 1), evidence="x", recorded_at=AT,
        expires_on=now.date() + 3 * DAY,
    )  # fmt: skip
    outcome = Outcome.objects.create(case=case, type="medical_care", on="2026-11", words_checked_at=now)
    runs = world.action(case, ActionStatus.LIVE, f"Runs {number}")
    OutcomeQuestion.objects.create(action=runs, outcome=outcome)


def test_it_costs_as_many_queries_with_three_of_everything_as_with_one(desk: World, as_role: SignIn) -> None:
    client = as_role("admin")
    _much(desk, 1)
    client.get("/desk/")
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/")
    _much(desk, 2)
    _much(desk, 3)
    with CaptureQueriesContext(connection) as three:
        page = client.get("/desk/").content.decode()
    assert len(three) == len(one) < 60
    for said in (
        "Changes were asked for",
        "Waiting for approval",
        "Mail and tasks in trouble",
        "Consent to renew",
        "Reason 3",
    ):
        assert said in page


def test_a_draft_without_words_is_called_by_its_case(desk: World) -> None:
    ada = world.person("Ada", "editor", desk.own)
    made = Action.objects.create(case=desk.case, section=desk.own, kind="petition")
    drafts = next(shown for shown in groups_of(ada, NOW) if shown.name == "drafts")
    assert [line.title for line in drafts.first if line.url.endswith(f"/{made.pk}/")] == ["Nasser Zefzafi"]


def test_what_was_published_just_now_is_not_set_to_open(desk: World) -> None:
    ada = world.person("Ada", "editor", desk.own)
    made = _live(desk, 1, opens_at=clock.now() - timedelta(seconds=1))
    assert "opening" not in _names(ada, clock.today())
    made.opens_at = clock.now() + timedelta(hours=1)
    made.save()
    assert "opening" in _names(ada, clock.today())


def test_whoever_has_nothing_to_do_is_told_so_once(desk: World, as_role: SignIn) -> None:
    page = as_role("dpo_auditor", desk.own).get("/desk/").content.decode()
    assert page.count("All is well. Nothing waits for you.") == 1
    assert "Drafts" not in page


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.EDITOR, {"asked-to-change", "deadlines", "opening", "consents", "without-news", "channels", "letters",
                       "drafts"}),
        (Role.APPROVER, {"to-approve", "to-publish", "deadlines", "opening", "running-after-an-outcome"}),
        (Role.RESEARCHER, {"deadlines", "opening", "consents", "without-news", "channels", "letters"}),
        (Role.MODERATOR, {"deadlines", "opening"}),
    ],
)  # fmt: skip
def test_each_role_is_told_of_its_own_work(desk: World, role: str, sees: set[str]) -> None:
    _much(desk, 1)
    ours = {each.name for each in today.registered() if each.ask.__module__.startswith("openletter.desk.waiting")}
    assert set(_names(world.person("Ada", role, desk.own), clock.today())) & ours == sees


def test_what_belongs_to_another_section_is_not_told(desk: World) -> None:
    _much(desk, 1)
    stranger = world.person("Bea", "editor", desk.other)
    lines = [line for shown in groups_of(stranger, clock.today()) for line in shown.group.lines]
    assert not [line for line in lines if "Zefzafi" in line.title + line.note or "Action 1" in line.title]


def test_what_is_grave_comes_first(desk: World) -> None:
    ada = world.person("Ada", "editor", desk.own)
    world.action(desk.case, ActionStatus.CHANGES_REQUESTED, "Sent back")
    _live(desk, 1, deadline=NOW + 5 * DAY)
    assert _names(ada)[:2] == ["asked-to-change", "deadlines"]
    _live(desk, 2, deadline=NOW)
    assert _names(ada)[0] == "deadlines"


def test_a_case_is_called_to_mind_when_its_sections_patience_ends(desk: World) -> None:
    ada = world.person("Ada", "researcher", desk.own)
    Update.objects.create(case=desk.case, on=NOW - 60 * DAY)
    assert "without-news" not in _names(ada)
    assert "without-news" in _names(ada, NOW + DAY)
    desk.own.days_without_news = 90
    desk.own.save()
    assert "without-news" not in _names(ada, NOW + DAY)


def test_a_number_that_stands_still_or_leaps_is_told_in_words(desk: World) -> None:
    _counted(_live(desk, 1), [40] * 21 + [0, 0])
    _counted(_live(desk, 2), [12] * 22 + [310])
    _counted(_live(desk, 3), [40] * 23)
    found = numbers.numbers(world.person("Ada", "editor", desk.own), NOW)
    assert [(line.title, line.note) for line in found.lines] == [
        ("Action 1", "usually 40 a day, in the last two days 0"),
        ("Action 2", "usually 12 a day, yesterday 310"),
    ]


def test_a_long_group_is_cut_and_stands_in_full_on_its_own_page(desk: World, as_role: SignIn) -> None:
    for number in range(SHORT + 1):
        _live(desk, number, deadline=clock.today() + 3 * DAY)
    client = as_role("editor", desk.own)
    page = client.get("/desk/").content.decode()
    assert page.count("Action ") == SHORT
    assert f"All {SHORT + 1}" in page
    full = client.get("/desk/today/deadlines/").content.decode()
    assert full.count("Action ") == SHORT + 1
    assert client.get("/desk/today/nothing-such/").status_code == 404
    assert client.get("/desk/today/to-approve/").status_code == 404  # an editor approves nothing
    Action.objects.update(deadline=None)
    assert "Nothing here waits any more" in client.get("/desk/today/deadlines/").content.decode()


def test_two_parts_cannot_take_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(today, "_groups", dict(today._groups))
    with pytest.raises(ImproperlyConfigured):
        waits(order=1, right=Right.RELEASE, name="deadlines")(lambda user, on: None)


def test_a_group_says_how_many_as_far_as_was_counted() -> None:
    shown = today.Shown("x", Group("X", tuple(Line(str(n), "") for n in range(LONGEST + 1))))
    assert (shown.number, shown.is_cut, len(shown.first)) == (LONGEST, True, SHORT)


def test_the_first_page_counts_less_far_than_the_page_of_one_group(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(today, "_groups", {})
    waits(order=1, name="x")(lambda user, on: Group("X", tuple(Line(str(n), "") for n in range(today.most()))))
    (shown,) = groups_of(None, AT.date())
    assert (shown.number, shown.is_cut) == (today.ENOUGH, True)
    whole = today.group_of(None, AT.date(), "x")
    assert whole is not None
    assert (whole.number, whole.is_cut) == (LONGEST, True)


def test_promised_days_are_those_on_which_people_work() -> None:
    friday = date(2026, 11, 20)
    assert [working_days_between(friday, friday + n * DAY) for n in range(5)] == [0, 0, 0, 1, 2]
    assert working_days_between(friday, friday - DAY) == 0
