"""The words we agreed on: shown where they occur, kept section by section, in and out as a table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.desk.forms import filled
from tests.desk.world import World, locale

from openletter.actions.models import Action, ActionWords
from openletter.actions.rules import ActionStatus
from openletter.kernel.models import AuditEntry
from openletter.translations.models import GlossaryTerm

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db
HEAD = "section,from,term,language,we_say,not_translated,note\n"


def term(text: str = "release", ours: str = "libération", **more: object) -> GlossaryTerm:
    return GlossaryTerm.objects.create(**{"term": text, "language": "fr", "ours": ours} | more)


def brought(client: Client, table: str) -> str:
    file = SimpleUploadedFile("words.csv", table.encode())
    answer = client.post(reverse("desk_glossary_import"), {"table": file}, follow=True)
    return answer.content.decode()


def test_a_term_stands_beside_a_text_that_holds_it_as_the_section_says_it(desk: World, as_role: SignIn) -> None:
    locale("ar")
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.LIVE)
    ActionWords.objects.filter(fact=desk.action).update(ask="Two prisoners of conscience. Write to Parliament Hill.")
    term("prisoners of conscience", "everybody says")
    term("prisoners of conscience", "our section says", section=desk.own)
    term("prisoners of conscience", "another section says", section=desk.other)
    term("Parliament Hill", "", is_kept=True)
    term("conscien", "no word of its own")
    page = as_role("translator", desk.own).get(reverse("desk_words", args=["action", desk.action.pk, "fr"]))
    html = page.content.decode()
    assert "our section says" in html
    assert "stays as it is" in html
    for other in ("everybody says", "another section says", "no word of its own"):
        assert other not in html


def test_a_translator_adds_a_word_for_the_own_section_and_reads_those_of_all(desk: World, as_role: SignIn) -> None:
    shared, foreign = term(), term("appeal", "lettre d’appel", section=desk.other)
    client = as_role("translator", desk.own)
    page = client.get(reverse("glossary:index")).content.decode()
    assert "libération" in page
    assert "lettre d’appel" not in page
    assert reverse("glossary:edit", args=[shared.pk]) not in page, "it is not one section's to change"
    form = filled(client.get(reverse("glossary:add")).content.decode())
    assert client.post(reverse("glossary:add"), form | {"term": "pardon", "language": "fr"}).status_code == 200
    client.post(reverse("glossary:add"), form | {"term": "pardon", "language": "fr", "ours": "grâce"})
    assert GlossaryTerm.objects.get(term="pardon").section == desk.own
    assert AuditEntry.objects.filter(verb="glossaryterm_created", section=desk.own.key).exists()
    for other in (shared, foreign):
        assert client.get(reverse("glossary:edit", args=[other.pk])).status_code == 404


def test_a_term_is_deleted_by_who_may_change_it_and_the_audit_keeps_what_it_was(desk: World, as_role: SignIn) -> None:
    own, shared = term("case", "affaire", section=desk.own), term()
    client = as_role("translator", desk.own)
    url = reverse("desk_glossary_delete", args=[own.pk])
    assert url in client.get(reverse("glossary:edit", args=[own.pk])).content.decode()
    assert "case → affaire" in client.get(url).content.decode()
    assert GlossaryTerm.objects.filter(pk=own.pk).exists(), "looking deletes nothing"
    assert client.post(reverse("desk_glossary_delete", args=[shared.pk])).status_code == 404
    assert client.post(url).status_code == 302
    assert list(GlossaryTerm.objects.all()) == [shared]
    entry = AuditEntry.objects.get(verb="glossaryterm_deleted")
    assert (entry.section, entry.before["ours"], entry.subject_id) == (desk.own.key, "affaire", str(own.pk))
    audit = as_role("admin", None, "Boss").get(reverse("audit:index")).content.decode()
    assert "Glossary term: deleted" in audit


def test_an_approver_reads_and_does_not_write(desk: World, as_role: SignIn) -> None:
    client = as_role("approver", desk.own)
    assert client.get(reverse("glossary:index")).status_code == 200
    assert client.get(reverse("glossary:add")).status_code == 404
    assert client.get(reverse("desk_glossary_import")).status_code == 404


def test_a_table_comes_in_and_goes_out_again(desk: World, as_role: SignIn) -> None:
    term("case", "affaire", section=desk.own)
    client = as_role("translator", desk.own)
    table = HEAD + "ca,en,case,fr,dossier,,Not a trial\nca,en,Amnesty,fr,,yes,\n"
    assert "New: 1. Brought up to date: 1." in brought(client, table)
    assert GlossaryTerm.objects.get(term="case").ours == "dossier"
    answer = client.get(reverse("desk_glossary_table")).content.decode()
    assert answer.replace("\r", "") == HEAD + "ca,en,Amnesty,fr,,yes,\nca,en,case,fr,dossier,,Not a trial\n"
    assert AuditEntry.objects.filter(verb="glossaryterm_edited").count() == 1


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",en,case,fr,dossier,,", "You do not write the words of this section."),
        ("fr,en,case,fr,dossier,,", "You do not write the words of this section."),
        ("ca,en,case,fr,,,", "Say what we say for it, or that it is not translated."),
        ("ca,en,case,en,case,,", "A term is not translated into its own language."),
        ("ca,en,case,xx,case,,", "is none of"),
        ("ca,en,,fr,case,,", "This must be filled."),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_nothing_is_written(
    desk: World, as_role: SignIn, row: str, why: str
) -> None:
    page = brought(as_role("translator", desk.own), HEAD + "ca,en,good,fr,bon,,\n" + row + "\n")
    assert why in page
    assert not GlossaryTerm.objects.exists()


def test_who_works_everywhere_writes_for_all(desk: World, as_role: SignIn) -> None:
    brought(as_role("translator"), HEAD + ",en,case,fr,dossier,,\n")
    assert GlossaryTerm.objects.get().section is None
