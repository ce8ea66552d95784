"""The safety stop at the desk: found, told why, done; then every address is asked as a reader would ask."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk import world
from tests.desk.forms import press
from tests.desk.world import AT, World

from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case
from openletter.desk.asking import Answer, ask, check, is_down
from openletter.desk.views.stopping import may_stop
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import AuditEntry
from openletter.web.operations import open_homes, publish_windows
from openletter.web.reach import Address, addresses_of

SignIn = Callable[..., Client]
STOP = {"reason": "His brother was arrested."}


@pytest.fixture
def desk(desk: World) -> World:
    """The action is live, with its pages."""
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.LIVE)
    desk.action.refresh_from_db()
    open_homes(section=desk.own, at=AT)
    publish_windows(section=desk.own, subject=desk.action, languages=["en", "fr"], actor=SYSTEM, at=AT)
    return desk


@pytest.mark.parametrize("role", ["editor", "researcher", "case_coordinator", "approver"])
def test_whoever_knows_the_case_stops_it_from_the_desks_home(desk: World, as_role: SignIn, role: str) -> None:
    client = as_role(role, desk.own)
    assert reverse("desk_safety_stop") in client.get(reverse("wagtailadmin_home")).content.decode()
    answer = client.post(reverse("desk_safety_stop"), {"what": f"case:{desk.case.pk}", **STOP})
    assert answer.headers["Location"] == reverse("desk_case_down", args=[desk.case.pk])
    assert Case.objects.get(pk=desk.case.pk).recalled_at is not None
    assert Action.objects.get(pk=desk.action.pk).status == ActionStatus.SUSPENDED
    assert AuditEntry.objects.get(verb="case.recall").reason == STOP["reason"]
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("desk_case_down", args=[desk.case.pk]) in home


def test_an_action_stops_alone_and_leads_to_what_is_down(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    answer = client.post(reverse("desk_safety_stop"), {"what": f"action:{desk.action.pk}", **STOP})
    assert answer.headers["Location"] == reverse("desk_action_down", args=[desk.action.pk])
    assert Action.objects.get(pk=desk.action.pk).status == ActionStatus.SUSPENDED
    assert Case.objects.get(pk=desk.case.pk).recalled_at is None


def test_without_a_reason_or_of_another_section_nothing_stops(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    assert client.post(reverse("desk_safety_stop"), {"what": f"case:{desk.case.pk}"}).status_code == 422
    foreign = {"what": f"case:{desk.foreign_case.pk}", **STOP}
    assert client.post(reverse("desk_safety_stop"), foreign).status_code == 422
    assert not Case.objects.exclude(recalled_at=None).exists()


@pytest.mark.parametrize("role", ["editor", "approver", "admin"])
def test_the_case_page_stops_it_and_a_second_person_brings_it_back(desk: World, client: Client, role: str) -> None:
    ada, bea = world.person("Ada", role, desk.own), world.person("Bea", "researcher", desk.own)
    client.force_login(ada)
    recall, resume = (reverse(f"desk_case_{step}", args=[desk.case.pk]) for step in ("recall", "resume"))
    page = client.get(reverse("cases:inspect", args=[desk.case.pk])).content.decode()
    assert recall in page
    assert resume not in page
    assert "1 live action stops" in client.get(recall).content.decode()
    assert client.post(recall, STOP).headers["Location"] == reverse("desk_case_down", args=[desk.case.pk])
    page = client.get(reverse("cases:inspect", args=[desk.case.pk])).content.decode()
    assert resume not in page, "nobody is offered what is refused"
    assert "You stopped this yourself." in page
    assert client.post(resume, {"reason": "It is over."}).status_code == 422, "not whoever pressed the button"
    client.force_login(bea)
    assert resume in client.get(reverse("cases:inspect", args=[desk.case.pk])).content.decode()
    assert client.post(resume, {"reason": "The family agrees."}).status_code == 302
    assert Action.objects.get(pk=desk.action.pk).status == ActionStatus.LIVE


def test_what_is_stopped_is_told_as_down_everywhere(desk: World, as_role: SignIn) -> None:
    client, begin = as_role("editor", desk.own), f"{reverse('desk_publish')}?case={desk.case.pk}"
    case = reverse("cases:inspect", args=[desk.case.pk])
    action = reverse("actions:inspect", args=[desk.action.pk])
    assert begin in client.get(case).content.decode()
    assert _ups(client, case, action) == [2, 2]
    client.post(reverse("desk_action_suspend", args=[desk.action.pk]), STOP)
    assert _ups(client, case, action) == [2, 0]
    client.post(reverse("desk_case_recall", args=[desk.case.pk]), STOP)
    assert _ups(client, case, action) == [0, 0]
    assert begin not in client.get(case).content.decode()


def _ups(client: Client, *pages: str) -> list[int]:
    return [sum(window.live for window in client.get(page).context["windows"]) for page in pages]


def test_today_does_not_call_all_well_while_something_is_stopped(desk: World, as_role: SignIn) -> None:
    client, well = as_role("case_coordinator", desk.own), "All is well."
    client.post(reverse("desk_case_recall", args=[desk.case.pk]), STOP)
    home = client.get("/desk/").content.decode()
    assert "Stopped now" in home
    assert "Nothing else waits for you. What is stopped stands above." in home
    assert well not in home
    Case.objects.update(recalled_at=None), Action.objects.update(status=ActionStatus.LIVE)
    assert well in client.get("/desk/").content.decode()


def test_an_approver_who_stopped_an_action_is_not_the_one_who_resumes_it(desk: World, client: Client) -> None:
    ada, bea = world.person("Ada", "approver", desk.own), world.person("Bea", "admin", desk.own)
    stop, resume = (reverse(f"desk_action_{step}", args=[desk.action.pk]) for step in ("suspend", "resume"))
    client.force_login(ada)
    assert client.post(stop, STOP).status_code == 302
    answer = client.post(resume, {"reason": "It was a mistake."})
    assert answer.status_code == 422
    assert "another approver or administrator" in answer.content.decode()
    page, close = reverse("actions:inspect", args=[desk.action.pk]), reverse("desk_action_close", args=[desk.action.pk])
    told = client.get(page).content.decode()
    assert "You stopped this yourself. Somebody else resumes or closes it" in told
    assert not [url for url in (resume, close) if url in told], "nobody is offered what is refused"
    client.force_login(world.person("Eve", "editor", desk.own))
    assert "An approver or administrator of Section CA resumes or closes it" in client.get(page).content.decode()
    client.force_login(bea)
    told = client.get(page).content.decode()
    assert resume in told
    assert close in told
    assert client.post(resume, {"reason": "The family agrees."}).status_code == 302
    assert Action.objects.get(pk=desk.action.pk).status == ActionStatus.LIVE


@pytest.mark.parametrize("kind", ["case", "action"])
def test_pages_of_what_is_stopped_are_not_published(desk: World, client: Client, kind: str) -> None:
    subject = getattr(desk, kind)
    stop = f"desk_{'case_recall' if kind == 'case' else 'action_suspend'}"
    client.force_login(world.person("Ada", "approver", desk.own))
    pages, page = reverse(f"desk_{kind}_pages", args=[subject.pk]), reverse(f"{kind}s:inspect", args=[subject.pk])
    assert pages in client.get(page).content.decode()
    client.post(reverse(stop, args=[subject.pk]), STOP)
    assert pages not in client.get(page).content.decode()
    client.force_login(world.person("Bea", "approver", desk.own))
    assert pages not in client.get(page).content.decode()
    answer = press(client, pages, {"windows": [f"{desk.own.pk}:en"]})
    assert answer.status_code == 422
    assert "This is stopped. Its pages stay down" in answer.content.decode()


def test_a_case_that_is_stopped_keeps_its_action_stopped_and_says_so(desk: World, client: Client) -> None:
    client.force_login(world.person("Ada", "approver", desk.own))
    client.post(reverse("desk_case_recall", args=[desk.case.pk]), STOP)
    client.force_login(world.person("Bea", "approver", desk.own))
    told = client.get(reverse("actions:inspect", args=[desk.action.pk])).content.decode()
    assert "The case is recalled." in told
    assert reverse("desk_action_resume", args=[desk.action.pk]) not in told
    assert reverse("desk_action_close", args=[desk.action.pk]) in told


def test_what_is_in_the_way_is_said_before_anybody_publishes(desk: World, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.APPROVED, deadline="2026-02-01")
    client = as_role("approver", desk.own)
    page, publish = (reverse(name, args=[desk.action.pk]) for name in ("actions:inspect", "desk_action_publish"))
    told = client.get(page).content.decode()
    assert "The deadline has passed. Choose a later day." in told
    assert publish not in told
    assert "The deadline has passed." in client.get(publish).content.decode()
    assert press(client, publish, {}).status_code == 422
    Action.objects.filter(pk=desk.action.pk).update(deadline=None)
    assert publish in client.get(page).content.decode()


def test_what_is_down_names_each_address_and_asks_again_while_one_stands(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    url = reverse("desk_case_down", args=[desk.case.pk])
    assert "not stopped" in client.get(url).content.decode()
    client.post(reverse("desk_case_recall", args=[desk.case.pk]), STOP)
    answer = client.get(url)  # nobody answers at the address of the tests
    assert answer.headers["Refresh"] == "5"
    html = answer.content.decode()
    assert f"/act/{desk.action.ref}/" in html
    assert "no answer" in html
    assert STOP["reason"] in html


def test_every_kind_of_address_of_a_case_is_among_those_asked(desk: World) -> None:
    urls = [address.url for address in addresses_of(desk.case)]
    for part in ("/card/case/", "/card/action/", "/feed.atom", "/country/ma/feed.atom", "/deadlines.ics",
                 "/sitemap.xml", "/cases/?q=", f"/act/{desk.action.ref}/", "/good-news/"):  # fmt: skip
        assert [url for url in urls if part in url], part
    assert {url.split("/ca/")[1][:2] for url in urls if "/ca/" in url} == {"en", "fr"}
    gone = [address for address in addresses_of(desk.action) if not address.silent_of]
    assert all("case" not in address.url.split("/card/")[-1] for address in gone)
    assert all(any(desk.action.ref in name for name in a.silent_of) for a in addresses_of(desk.case) if a.silent_of)


def test_the_list_to_choose_from_costs_the_same_with_more_rows(desk: World) -> None:
    user = world.person("Eve", "admin")

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            may_stop(user)
        return len(seen)

    cost()  # what the person may do is asked once
    one = cost()
    for number in (1, 2):
        case = world.case(world.section(f"s{number}"), f"case-{number}")
        world.action(case, status=ActionStatus.LIVE)
    assert cost() == one
    assert len(may_stop(user)[0]) >= 6


class House(BaseHTTPRequestHandler):
    """A small site: one page is gone, one says a name, one does not."""

    def do_GET(self) -> None:
        """Answer by the path."""
        status = 410 if self.path == "/gone/" else 200
        self.send_response(status)
        self.end_headers()
        self.wfile.write(b"<a href='/ca/amina/'>" if self.path == "/names/" else b"nobody")

    def log_message(self, *_said: object) -> None:
        """Quiet."""


@pytest.fixture
def house() -> Iterator[str]:
    """The address of the small site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), House)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_each_address_is_asked_over_the_network(house: str) -> None:
    rows = [
        Address("page", "", f"{house}/gone/"), Address("page", "", f"{house}/there/"),
        Address("list", "", f"{house}/names/", ("/ca/amina/",)), Address("list", "", f"{house}/list/", ("/ca/amina/",)),
    ]  # fmt: skip
    assert [(one.down, one.status) for one in check(rows)] == [(True, 410), (False, 200), (False, 200), (True, 200)]


def test_no_answer_is_not_down() -> None:
    assert ask("http://127.0.0.1:1/x/") == Answer(0)
    assert not is_down((), Answer(0))
    assert not is_down(("a",), Answer(503, "busy"))
    assert is_down(("/زهراء/",), Answer(200, "nothing"))
    assert not is_down(("/زهراء/",), Answer(200, "/%D8%B2%D9%87%D8%B1%D8%A7%D8%A1/"))
