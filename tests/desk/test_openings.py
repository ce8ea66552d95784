"""Who read what of a case that is not public: by the screens they opened, and no more than stood there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.forms import open_form
from tests.desk.telling import TOLD
from tests.desk.world import AT, World, locale, person

from openletter.cases.models import Case, Development, DevelopmentWords, PersonAtRisk
from openletter.kernel import audit
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import AuditEntry
from openletter.kernel.proposals import waiting_for

SignIn = Callable[..., Client]


@pytest.fixture
def superuser(client: Client) -> Client:
    """A browser signed in as somebody who may do everything."""
    client.force_login(person("Sup", is_superuser=True, is_staff=True))
    return client


def _marks(client: Client, name: str, *args: Any) -> list[tuple[str, list[str]]]:
    """What was newly written down of who opened what, as somebody opened a screen."""
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    assert client.get(reverse(name, args=args)).status_code == 200
    rows = AuditEntry.objects.filter(verb="case.opened").exclude(pk__in=before)
    return [(row.after["screen"], row.after["marks"]) for row in rows]


@pytest.mark.parametrize(
    ("name", "screen"),
    [("desk_case_consent", "deed"), ("desk_case_hide", "deed"), ("desk_case_photo", "deed"),
     ("desk_action_submit", "deed"), ("actions:inspect", "action"), ("actions:edit", "form"),
     ("desk_publish_text", "path")],
)  # fmt: skip
def test_forms_for_one_thing_and_screens_of_an_action_tell_of_a_case_that_is_not_out(
    desk: World, superuser: Client, name: str, screen: str
) -> None:
    row = desk.case if "_case_" in name else desk.action
    assert _marks(superuser, name, row.pk) == [(screen, ["unreleased"])]


@pytest.mark.parametrize("name", ["desk_case_hide", "desk_case_photo", "actions:inspect", "actions:edit"])
def test_where_no_hidden_fact_stands_none_is_said_to_have_been_seen(public: Case, superuser: Client, name: str) -> None:
    Development.objects.create(case=public, kind="arrest", on="2020-01-01", visibility="restricted")
    row = public if "_case_" in name else public.actions.get()
    assert _marks(superuser, name, row.pk) == []


def test_who_reads_a_change_that_waits_and_which_hidden_facts_it_tells_is_written_down(
    public: Case, as_role: SignIn
) -> None:
    happened = Development.objects.create(case=public, kind="arrest", on="2020-01-01", visibility="case_team")
    DevelopmentWords.objects.create(fact=happened, locale=locale("en"), note="He was taken at home.")
    researcher, url = as_role("researcher", public.section), reverse("cases:edit", args=[public.pk])
    form = open_form(researcher, url) | {"source": "Another source"}
    answer = researcher.post(url, form)
    assert answer.status_code == 302, answer.context["form"].errors
    pk = waiting_for(public).get().pk
    for role, name in (("approver", "Cyd"), ("editor", "Dee")):
        client = as_role(role, public.section, name)
        assert _marks(client, "desk_proposal", pk) == [("second", ["case_team", "waits"])], role


def test_words_of_a_case_tell_of_the_facts_that_stand_there(public: Case, as_role: SignIn) -> None:
    Development.objects.create(case=public, kind="arrest", on="2020-01-01", visibility="restricted")
    client = as_role("researcher", public.section)
    assert _marks(client, "desk_words", "case", public.pk, "en") == [("words", ["restricted"])]
    assert _marks(client, "desk_words", "case", public.pk, "fr") == []


def _entry_of_hidden_facts(case: Case) -> int:
    hidden = PersonAtRisk.objects.create(case=case, visibility="restricted")
    was = {
        "developments": [{"visibility": "restricted", "words": [{"note": "kept-back-note"}]}, {"visibility": "public"}],
        f"personatrisk-{hidden.uid}-name": "kept-back-name",
        f"development-{uuid4()}-note": "kept-back-gone",
        "developments-note": "told to everybody",
    }
    return audit.record(actor=SYSTEM, verb="x", subject=case, at=AT, section="ca", before=was).pk


def test_the_audit_tells_an_auditor_nothing_of_facts_their_role_does_not_show(public: Case, as_role: SignIn) -> None:
    pk, client = _entry_of_hidden_facts(public), as_role("dpo_auditor", public.section)
    assert _marks(client, "audit:inspect", pk) == []
    page = client.get(reverse("audit:inspect", args=[pk])).content.decode()
    file = client.post(reverse("desk_audit_export"), {"reason": "For the authority"})
    table = b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]
    for told in (page, table):
        assert TOLD.findall(told) == []
        assert told.count("Not shown to your role: Restricted") == 3
        assert "told to everybody" in told
    assert {row.section for row in AuditEntry.objects.filter(verb="audit.export")} == {"ca"}


def test_an_entry_of_the_audit_tells_which_facts_were_read_in_it(public: Case, as_role: SignIn) -> None:
    pk, client = _entry_of_hidden_facts(public), as_role("admin", public.section)
    assert _marks(client, "audit:inspect", pk) == [("audit", ["restricted"])]
    page = client.get(reverse("audit:inspect", args=[pk])).content.decode()
    assert {*TOLD.findall(page)} == {"kept-back-note", "kept-back-name", "kept-back-gone"}
