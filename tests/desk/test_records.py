"""The audit can be read and searched; it cannot be changed, and sections do not read each other's."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from django.test import Client
from django.urls import reverse
from tests.desk.world import AT, World, person

import openletter
from openletter.desk.deeds import in_words
from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry

SignIn = Callable[..., Client]


def _entries(desk: World) -> AuditEntry:
    audit.record(actor=Actor(2, "Bea"), verb="case.status", subject=desk.foreign_case, at=AT, section="fr")
    audit.record(actor=Actor(3, "Cyd"), verb="account.open", subject=desk.own, at=AT)
    return audit.record(
        actor=Actor(1, "Ada"), verb="case_edited", subject=desk.case, at=AT, section="ca", reason="A slip",
        before={"priority": "normal"}, after={"priority": "urgent"},
    )  # fmt: skip


def test_an_auditor_reads_what_was_and_what_is(desk: World, as_role: SignIn) -> None:
    entry = _entries(desk)
    page = as_role("dpo_auditor", desk.own).get(reverse("audit:inspect", args=[entry.pk])).content.decode()
    for said in ("Case: edited", "normal", "urgent", "A slip", "Ada"):
        assert said in page


def test_sections_do_not_read_each_others_audit(desk: World, client: Client) -> None:
    entry = _entries(desk)
    client.force_login(person("Dpo", "dpo_auditor", desk.other))
    page = client.get(reverse("audit:index")).content.decode()
    assert "Case status changed" in page
    assert "Case: edited" not in page
    assert "Account opened" not in page
    assert client.get(reverse("audit:inspect", args=[entry.pk])).status_code == 404


def test_it_is_filtered_by_person_and_kind_and_searched(desk: World, as_role: SignIn) -> None:
    _entries(desk)
    client = as_role("dpo_auditor", name="Dpo")
    url = reverse("audit:index")
    for asked, found, not_found in (
        ({"actor": "Bea"}, "Case status changed", "Case: edited"),
        ({"subject_type": "sections.section"}, "Account opened", "Case: edited"),
        ({"verb": "case: ed"}, "Case: edited", "Account opened"),
        ({"verb": "case_ed"}, "Case: edited", "Account opened"),
        ({"q": "slip"}, "Case: edited", "Case status changed"),
        ({"at_from": "2027-01-01"}, "There are no", "Case status changed"),
    ):
        table = client.get(url, asked).content.decode().split("listing-results")[-1].split("<table")[-1]
        assert not_found not in table, asked
        if found != "There are no":
            assert found in table, asked


def test_there_is_no_address_that_changes_it(desk: World, as_role: SignIn) -> None:
    entry = _entries(desk)
    client = as_role("admin", name="Adm")
    for path in (f"edit/{entry.pk}/", f"delete/{entry.pk}/", "new/", f"copy/{entry.pk}/"):
        assert client.get(f"/desk/audit/{path}").status_code == 404
        assert client.post(f"/desk/audit/{path}").status_code == 404
    assert client.post("/desk/ledger/new/").status_code == 404


def test_every_deed_that_is_written_down_is_said_in_words(db: None) -> None:
    home = Path(openletter.__file__).parent
    sources = [file.read_text(encoding="utf-8") for file in home.rglob("*.py") if "migrations" not in file.parts]
    noted = {
        verb
        for source in sources
        for verb in re.findall(r'(?:verb=|_(?:audit|record)\([^()"]*)"([a-z_]+\.[a-z_]+)"', source)
    }
    assert len(noted) > 40
    assert {verb for verb in noted if in_words(verb) == verb} == set()
