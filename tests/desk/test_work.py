"""Long work at the desk: everybody sees their own, stops it, takes its file, and is told when it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.desk.world import World, person

from openletter.accounts.models import User
from openletter.desk.tasks import tell_that_work_ended
from openletter.kernel import work
from openletter.kernel.models import Work

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    before = dict(work._kinds)

    @work.kind("list", "List")
    def make(job: work.Job) -> None:
        job.expect(2)
        job.step(2)
        job.keep("list.csv", "text/csv", [b"a,b\r\n"])

    yield
    work._kinds.clear()
    work._kinds.update(before)


def _of(user: User) -> Work:
    return work.start("list", title="A long list", actor=user.actor, at=timezone.now())


def test_it_is_followed_to_its_end_and_its_file_fetched(desk: World, client: Client) -> None:
    ada = person("Ada", "editor", desk.own)
    client.force_login(ada)
    started = _of(ada)
    answer = client.get(reverse("desk_work", args=[started.pk]))
    assert "Waiting" in answer.content.decode()
    assert answer.headers["Refresh"] == "3"
    work.run_waiting(at=timezone.now())
    answer = client.get(reverse("desk_work", args=[started.pk]))
    assert "Refresh" not in answer.headers
    assert "Download list.csv" in answer.content.decode()
    fetched = client.get(reverse("desk_work_file", args=[started.pk]))
    assert b"".join(fetched.streaming_content) == b"a,b\r\n"  # type: ignore[attr-defined]
    assert "no-store" in fetched.headers["Cache-Control"]


def test_a_notice_stands_on_every_page_until_it_was_seen(desk: World, client: Client) -> None:
    ada = person("Ada", "editor", desk.own)
    client.force_login(ada)
    started = _of(ada)
    assert "desk-ended" not in client.get("/desk/cases/").content.decode()
    work.run_waiting(at=timezone.now())
    assert "desk-ended" in client.get("/desk/cases/").content.decode()
    own = client.get(reverse("desk_work", args=[started.pk])).content.decode()
    assert own.count("I have seen it") == 1, "its own page says it once"
    client.post(reverse("desk_work_seen", args=[started.pk]))
    assert "desk-ended" not in client.get("/desk/cases/").content.decode()


def test_nobody_elses_work_exists(desk: World, client: Client) -> None:
    started = _of(person("Ada", "editor", desk.own))
    client.force_login(person("Bea", "admin"))
    for name in ("desk_work", "desk_work_file"):
        assert client.get(reverse(name, args=[started.pk])).status_code == 404
    for name in ("desk_work_stop", "desk_work_seen"):
        assert client.post(reverse(name, args=[started.pk])).status_code == 404
    assert "A long list" not in client.get(reverse("desk_works")).content.decode()


def test_it_is_stopped_by_a_press_and_never_by_a_look(desk: World, client: Client) -> None:
    ada = person("Ada", "editor", desk.own)
    client.force_login(ada)
    started = _of(ada)
    assert client.get(reverse("desk_work_stop", args=[started.pk])).status_code == 405
    client.post(reverse("desk_work_stop", args=[started.pk]))
    started.refresh_from_db()
    assert started.state == "stopped"


def test_who_waited_long_is_told_by_mail_and_who_did_not_is_left_alone(desk: World) -> None:
    ada = person("Ada", "editor", desk.own)
    started = _of(ada)
    work.run_waiting(at=timezone.now())
    tell_that_work_ended({"work": str(started.pk)})
    assert mail.outbox == []
    Work.objects.filter(pk=started.pk).update(made_at=timezone.now() - timedelta(minutes=5))
    tell_that_work_ended({"work": str(started.pk)})
    assert mail.outbox[0].to == [ada.email]
    assert mail.outbox[0].subject == "Ended: A long list"
    assert f"/desk/work/{started.pk}/" in str(mail.outbox[0].body)
