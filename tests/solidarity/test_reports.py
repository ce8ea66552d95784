"""Readers say what is wrong on a page: sealed, limited, read by one at a time, settled with a reason, and forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk import world as people
from tests.desk.conftest import as_role  # noqa: F401
from tests.world.acts import AT, a_section

from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused
from openletter.sections.models import Section
from openletter.solidarity.reports import operations as verbs
from openletter.solidarity.reports.access import Erased, Reported, open_report
from openletter.solidarity.reports.models import PageReport
from openletter.solidarity.reports.rules import KEPT_AFTER, page_of

SignIn = Callable[..., Client]
TEXT = "The photo shows my aunt's house."


@pytest.fixture
def section(db: None) -> Section:
    return a_section()


def reported(section: Section, about: str = "danger", page: str = "/xq/en/idriss/") -> PageReport:
    said = Reported(TEXT, "cousin@people.example")
    return verbs.report(section=section, page=page, about=about, said=said, language="en", at=AT)


def test_it_is_sealed_and_opening_it_stands_in_the_audit(section: Section) -> None:
    row = reported(section)
    assert b"aunt" not in bytes(row.sealed)
    amal = people.person("Amal", "moderator", section)
    assert open_report(row, by=amal.actor, purpose="moderation", at=AT).text == TEXT
    assert AuditEntry.objects.get(verb="opened").actor_id == amal.pk


@pytest.mark.parametrize(
    ("about", "text", "page"),
    [("", TEXT, "/x/"), ("fact", " ", "/x/"), ("fact", "x" * 1001, "/x/"), ("fact", TEXT, "the page of Idriss")],
)
def test_what_says_nothing_or_is_of_no_page_of_ours_is_refused(
    section: Section, about: str, text: str, page: str
) -> None:
    with pytest.raises(Refused):
        verbs.report(section=section, page=page, about=about, said=Reported(text), language="en", at=AT)
    assert not PageReport.objects.exists()


@pytest.mark.parametrize("address", ["//evil.example/", "javascript:alert(1)", "/a\x00b", "/\\evil", "/" + "x" * 400])
def test_only_a_path_of_ours_is_kept(address: str) -> None:
    assert page_of(address) == ""
    assert page_of("https://letters.example/ca/fr/x/?who=me#part") == "/ca/fr/x/"


def test_two_do_not_settle_one_report_and_it_is_settled_once(section: Section) -> None:
    row = reported(section)
    amal, bea = (people.person(name, "moderator", section).actor for name in ("Amal", "Bea"))
    verbs.claim(report=row, actor=amal, at=AT)
    for refused in (verbs.claim, verbs.settle):
        with pytest.raises(Refused):
            refused(report=row, actor=bea, at=AT, **({"reason": "stands"} if refused is verbs.settle else {}))
    for code in ("religion", "", "other"):
        with pytest.raises(Refused):
            verbs.settle(report=row, reason=code, actor=amal, at=AT)
    verbs.settle(report=row, reason="corrected", words="Cut.", actor=amal, at=AT)
    row.refresh_from_db()
    assert (row.reason, row.reason_said["en"]) == ("corrected", "We looked at it and corrected the page.")
    with pytest.raises(Refused):
        verbs.settle(report=row, reason="stands", actor=amal, at=AT)


def test_what_was_written_is_destroyed_after_its_time(section: Section) -> None:
    row = reported(section)
    verbs.settle(report=row, reason="stands", actor=people.person("Amal", "moderator", section).actor, at=AT)
    assert verbs.forget(at=AT + KEPT_AFTER) == 0
    assert verbs.forget(at=AT + KEPT_AFTER + timedelta(days=1)) == 1
    row.refresh_from_db()
    with pytest.raises(Erased):
        open_report(row, by=people.person("Bea", "moderator", section).actor, purpose="x", at=AT)


def test_the_form_works_by_post_alone(section: Section, client: Client) -> None:
    url = "/xq/en/report/"
    page = client.get(url, headers={"referer": "http://testserver/xq/en/idriss/"}).content.decode()
    assert 'value="/xq/en/idriss/"' in page
    assert "/theirs/" not in client.get(url, headers={"referer": "https://evil.example/theirs/"}).content.decode()
    said = {"page": "/xq/en/idriss/", "about": "fact", "text": TEXT, "contact": ""}
    refused = client.post(url, said | {"about": ""})
    assert refused.status_code == 422
    assert "aunt&#x27;s house" in refused.content.decode()
    assert client.post(url, said | {"website": "x"}).status_code == 303
    assert not PageReport.objects.exists()
    answer = client.post(url, said)
    assert (answer.status_code, answer["Location"]) == (303, f"{url}received/")
    assert client.get(answer["Location"]).status_code == 200
    assert PageReport.objects.get().page == "/xq/en/idriss/"


def test_a_moderator_reads_and_settles_it_in_the_queue(section: Section, as_role: SignIn) -> None:  # noqa: F811
    reported(section, "fact", "/xq/en/later/")
    row = reported(section)
    client = as_role("moderator", section)
    queue = client.get(reverse("desk_messages_queue")).content.decode()
    assert queue.index("puts somebody in danger") < queue.index("/xq/en/later/")
    assert "puts somebody in danger" in client.get("/desk/").content.decode()
    seen = client.get(reverse("desk_report", args=[row.pk])).content.decode()
    assert "aunt&#x27;s house" in seen
    assert "tell somebody who can stop the case" in seen
    settle = reverse("desk_report_decide", args=[row.pk, "settle"])
    assert client.post(settle, {"reason": "", "words": "Kept"}).status_code == 422
    client.post(reverse("desk_report_decide", args=[row.pk, "read"]))
    assert client.post(settle, {"reason": "corrected", "words": "Cut."}).status_code == 302
    assert AuditEntry.objects.filter(verb="report.settle").count() == 1
    assert "puts somebody in danger" not in client.get(reverse("desk_messages_queue")).content.decode()


def test_reports_cost_the_list_the_same_however_many(section: Section, as_role: SignIn) -> None:  # noqa: F811
    client, url = as_role("moderator", section), reverse("desk_messages_queue")

    def cost() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    reported(section)
    one = cost()
    reported(section)
    reported(section, "fact")
    assert cost() == one
