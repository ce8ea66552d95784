"""The ledger at the desk: sheets behind an entry, corrections, the table, and counting again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.desk import world
from tests.world.acts import AT, a_section, an_act, an_action

from openletter.actions.models import Action, LedgerEntry, LedgerEvidence, TallyDelta
from openletter.actions.operations import acts, ledger, retention
from openletter.actions.tally import fold, recount
from openletter.kernel import work
from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.clock import now
from openletter.kernel.models import AuditEntry, Work
from openletter.sections.access import RIGHTS, Right
from openletter.sections.rules import Role

SignIn = Callable[..., Client]
PDF = b"%PDF-1.7\n1 0 obj << /OpenAction /JavaScript >> endobj\n%%EOF\n"
EDITOR = Actor(77, "Nora")


@pytest.fixture
def action(db: None) -> Action:
    return an_action(a_section())


@pytest.fixture
def entry(action: Action) -> LedgerEntry:
    return ledger.enter(action=action, source="paper", quantity=40, reason="Sheets of May", actor=EDITOR, at=AT)


def photo(**exif: str) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", (400, 400), "white")
    about = image.getexif()
    about[0x010E] = "taken at the market of Fes"
    image.save(out, "JPEG", exif=about)
    return out.getvalue()


def upload(body: bytes, name: str = "sheet.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, "application/pdf")


def test_a_photo_is_kept_sealed_without_what_the_camera_wrote(action: Action, as_role: SignIn) -> None:
    client = as_role("editor", action.section)
    url, typed = reverse("desk_ledger_add"), {"action": action.pk, "source": "paper", "quantity": 12, "reason": "May"}
    client.post(url, {**typed, "file": upload(photo(), "sheet.html")})
    kept = LedgerEvidence.objects.get()
    assert (kept.kind, kept.entry.quantity, kept.added_by) == ("jpg", 12, "Ada")
    assert b"\xff\xd8" not in bytes(kept.sealed)[:8]
    taken = client.post(reverse("desk_ledger_file", args=[kept.pk]))
    assert taken.content.startswith(b"\xff\xd8\xff")
    assert b"Fes" not in taken.content
    entry = AuditEntry.objects.get(verb="opened")
    assert (entry.actor, entry.subject_id, entry.section) == ("Ada", str(kept.entry_id), "xq")


@pytest.mark.parametrize(
    ("body", "said"),
    [(b"<html><script>", "not a photo"), (b"%PDF-1.7 and then", "breaks off"), (b"%PDF-" + b"0" * 10_500_000, "10 MB")],
    ids=["a page", "half a pdf", "too large"],
)
def test_what_is_no_sheet_is_refused_and_nothing_typed_is_lost(
    action: Action, as_role: SignIn, body: bytes, said: str
) -> None:
    typed = {"action": action.pk, "source": "paper", "quantity": 12, "reason": "Sheets of May"}
    answer = as_role("editor", action.section).post(reverse("desk_ledger_add"), {**typed, "file": upload(body)})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "Sheets of May" in page
    assert not LedgerEntry.objects.exists()


def test_a_pdf_comes_out_as_a_file_in_which_nothing_can_run(entry: LedgerEntry, as_role: SignIn) -> None:
    client = as_role("editor", entry.action.section)
    client.post(reverse("desk_ledger_add_file", args=[entry.pk]), {"file": upload(PDF, "sheet.jpg")})
    url = reverse("desk_ledger_file", args=[LedgerEvidence.objects.get().pk])
    assert client.get(url).status_code == 405
    taken = client.post(url)
    assert taken.content == PDF
    assert taken.headers["Content-Disposition"].startswith("attachment;")
    assert taken.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in taken.headers["Cache-Control"]


@pytest.mark.parametrize("role", Role.values)
def test_each_role_sees_corrects_and_opens_as_its_work_needs(entry: LedgerEntry, as_role: SignIn, role: str) -> None:
    client, rights = as_role(role, entry.action.section), RIGHTS[role]
    as_admin = Client()
    as_admin.force_login(world.person("Boss", "admin", entry.action.section))
    as_admin.post(reverse("desk_ledger_add_file", args=[entry.pk]), {"file": upload(PDF)})
    AuditEntry.objects.filter(verb="opened")
    assert (client.get(reverse("ledger:inspect", args=[entry.pk])).status_code == 200) == (Right.SEE_ACTIONS in rights)
    client.post(reverse("desk_ledger_correct", args=[entry.pk]), {"quantity": -4, "reason": "Twice"})
    assert LedgerEntry.objects.filter(corrects=entry).exists() == (Right.LEDGER in rights)
    client.post(reverse("desk_ledger_file", args=[LedgerEvidence.objects.get().pk]))
    assert AuditEntry.objects.filter(verb="opened").exists() == bool(rights & {Right.LEDGER, Right.AUDIT})


def test_entries_of_another_section_do_not_exist(entry: LedgerEntry, desk: world.World, as_role: SignIn) -> None:
    as_admin = as_role("admin", entry.action.section)
    as_admin.post(reverse("desk_ledger_add_file", args=[entry.pk]), {"file": upload(PDF)})
    client = as_role("admin", desk.own, name="Bea")
    assert client.get(reverse("ledger:inspect", args=[entry.pk])).status_code == 404
    assert client.post(reverse("desk_ledger_correct", args=[entry.pk]), {"quantity": 1}).status_code == 404
    assert client.post(reverse("desk_ledger_file", args=[LedgerEvidence.objects.get().pk])).status_code == 404
    assert "Sheets of May" not in b"".join(client.get(reverse("desk_ledger_table")).streaming_content).decode()
    assert client.get(reverse("desk_action_count", args=[entry.action_id])).status_code == 404


def test_a_correction_stands_beside_what_it_puts_right(entry: LedgerEntry, as_role: SignIn) -> None:
    client = as_role("editor", entry.action.section)
    url = reverse("desk_ledger_correct", args=[entry.pk])
    assert client.post(url, {"quantity": -41, "reason": "x"}).status_code == 422  # more than was entered
    client.post(url, {"quantity": -4, "reason": "Four names stood there twice"})
    page = client.get(reverse("ledger:inspect", args=[entry.pk])).content.decode()
    assert "Four names stood there twice" in page
    second = LedgerEntry.objects.get(corrects=entry)
    assert (
        reverse("ledger:inspect", args=[entry.pk])
        in client.get(reverse("ledger:inspect", args=[second.pk])).content.decode()
    )


def test_the_list_adds_up_by_source_what_it_was_narrowed_to(entry: LedgerEntry, as_role: SignIn) -> None:
    ledger.enter(action=entry.action, source="partner", quantity=1500, reason="=SUM(A1)", actor=EDITOR, at=AT)
    other = an_action(entry.action.section)
    ledger.enter(action=other, source="paper", quantity=7, reason="June", actor=EDITOR, at=AT)
    client = as_role("editor", entry.action.section)
    page = client.get(reverse("ledger:index")).content.decode()
    assert "<dd>47</dd>" in page
    assert "<dd>1500</dd>" in page
    narrowed = client.get(reverse("ledger:index"), {"action": entry.action_id, "source": "paper"}).content.decode()
    assert "<dd>40</dd>" in narrowed
    assert "1500" not in narrowed
    assert f"{reverse('desk_ledger_table')}?action={entry.action_id}&amp;source=paper" in narrowed
    table = b"".join(client.get(reverse("desk_ledger_table"), {"action": entry.action_id}).streaming_content)
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert [row[4:6] for row in rows[1:]] == [["1500", "'=SUM(A1)"], ["40", "Sheets of May"]]


def test_lines_made_by_counting_are_of_their_hour_and_nobody_s_reason(action: Action, as_role: SignIn) -> None:
    hour = datetime(2019, 5, 6, 7, tzinfo=UTC)
    row = LedgerEntry.objects.create(
        action=action, source="verified_online", quantity=3, hour=hour, automatic=True, actor="system",
        reason="counted", recorded_at=now(),
    )  # fmt: skip
    client = as_role("editor", action.section)
    page = client.get(reverse("ledger:index")).content.decode()
    assert "May 6, 2019" in page
    assert "by counting" in page
    assert ">counted<" not in page
    assert "Acts of the hour from" in client.get(reverse("ledger:inspect", args=[row.pk])).content.decode()


def test_sheets_end_with_the_personal_data_of_their_action(entry: LedgerEntry, as_role: SignIn) -> None:
    client = as_role("editor", entry.action.section)
    client.post(reverse("desk_ledger_add_file", args=[entry.pk]), {"file": upload(PDF)})
    retention.erase(action=entry.action, at=AT)
    assert not LedgerEvidence.objects.exists()
    assert LedgerEntry.objects.get(pk=entry.pk).quantity == 40


@pytest.fixture
def wrong(action: Action) -> Action:
    """An action with one act, and two more in its ledger than there are."""
    acts.confirm(act_id=an_act(action), at=AT)
    fold(AT)
    TallyDelta.objects.create(action=action, source="verified_online", quantity=2, at=AT)
    return action


def test_counting_one_action_again_says_where_it_differs_and_who_repairs_it(wrong: Action, as_role: SignIn) -> None:
    fine = an_action(wrong.section)
    an_act(fine)
    client, url = as_role("editor", wrong.section), reverse("desk_action_count", args=[wrong.pk])
    page = client.get(url).content.decode()
    assert "differ" in page
    assert "<bdi>-2</bdi>" in page
    assert "agree" in client.get(reverse("desk_action_count", args=[fine.pk])).content.decode()
    client.post(url, {"reason": "A backup was brought back"})
    assert recount([wrong.pk]).differences
    admin = as_role("admin", wrong.section, name="Bea")
    assert admin.post(url, {"reason": ""}).status_code == 422
    admin.post(url, {"reason": "A backup was brought back"})
    assert not recount().differences
    entry = AuditEntry.objects.get(verb="recount")
    assert (entry.actor, entry.section, entry.reason) == ("Bea", "xq", "A backup was brought back")
    assert (entry.before, entry.after) == ({"verified_online": 3}, {"verified_online": 1})


def test_a_section_is_counted_again_as_long_work(wrong: Action, as_role: SignIn) -> None:
    elsewhere = an_action(a_section("xz"))
    TallyDelta.objects.create(action=elsewhere, source="verified_online", quantity=9, at=AT)
    client = as_role("editor", wrong.section)
    client.post(reverse("desk_ledger_count"), {"section": wrong.section_id})
    work.run_waiting(at=now())
    done = Work.objects.get()
    assert (done.state, done.said) == ("done", "1 action differs: see the table.")
    table = b"".join(work.file_of(done)).decode()
    assert f"{wrong.ref},verified_online,1,2,1,-2" in table
    assert elsewhere.ref not in table
    assert recount([wrong.pk]).differences  # looking changes nothing
    refused = client.post(reverse("desk_ledger_count"), {"section": elsewhere.section_id})
    assert refused.status_code == 422


def test_a_correction_belongs_to_the_same_action_and_source(entry: LedgerEntry) -> None:
    with pytest.raises(Exception, match="same action"):
        ledger.enter(action=entry.action, source="partner", quantity=1, reason="x", corrects=entry, actor=SYSTEM, at=AT)
