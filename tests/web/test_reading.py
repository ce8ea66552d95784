"""A page read before it is published: for as long as the link lasts, by whoever holds it, and by nobody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.world import making
from tests.world.making import EDITOR
from tests.world.pages import World

from openletter.actions.models import Action, ReadingLink
from openletter.actions.operations import life, reading
from openletter.cases.models import Case
from openletter.cases.operations import record_consent, withdraw_consent
from openletter.kernel import clock, outbox, words
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused


@pytest.fixture
def draft(world: World) -> Action:
    """A draft for a case that is not public."""
    case = making.case(world.section, "quiet", status="intake")
    row = making.action(case, status="draft")
    words.write(row, {"fr": {"title": "Un titre secret", "ask": "Signez"}})
    return row


def _let(subject: Case | Action, language: str = "fr", days: int = 7) -> ReadingLink:
    return reading.let_read(
        subject=subject, section=subject.section, language=language, reader="family", days=days, actor=EDITOR,
        at=clock.now(),
    )  # fmt: skip


def _address(link: ReadingLink) -> str:
    return reverse("read", args=[reading.token_of(link)])


def test_the_page_says_what_it_is_and_nothing_on_it_acts(client: Client, draft: Action) -> None:
    answer = client.get(_address(_let(draft)))
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Un titre secret" in body
    assert 'class="band"' in body
    assert all("inert" in form for form in re.findall(r"<form\b[^>]*>", body))
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies
    assert client.get(_address(_let(draft)) + "case").status_code == 200


def test_without_the_link_nothing_of_it_is_reached(client: Client, draft: Action) -> None:
    link = _let(draft)
    assert client.get("/read/" + reading.token_of(link)[:-2] + "xx/").status_code == 404
    assert client.get(f"/read/{link.uid.hex}/").status_code == 404
    assert client.get(f"/xx/fr/act/{draft.ref}/").status_code == 404
    assert client.post(_address(link)).status_code == 405


def test_a_link_opens_one_page_alone(client: Client, world: World, draft: Action) -> None:
    address = _address(_let(draft))
    for leaf in ("paper/letter/letter-fr-a4.pdf", f"photo/{'0' * 32}/160.jpg", "../", "print/../../settings.css"):
        assert client.get(address + leaf).status_code == 404
    assert "Un titre secret" not in client.get(_address(_let(world.case))).content.decode()


@pytest.mark.parametrize("how", ["revoked", "over", "recalled", "stopped"])
def test_an_ended_link_says_nothing_of_whose_page_it_was(client: Client, draft: Action, how: str) -> None:
    link = _let(draft)
    address = _address(link)
    if how == "revoked":
        reading.revoke(link=link, actor=EDITOR, at=clock.now())
    elif how == "over":
        ReadingLink.objects.update(ends_at=clock.now() - timedelta(seconds=1))
    elif how == "recalled":
        Case.objects.filter(pk=draft.case_id).update(recalled_at=clock.now())
    else:
        Action.objects.filter(pk=draft.pk).update(status="suspended")
    for leaf in ("", "case", "print"):
        answer = client.get(address + leaf)
        assert answer.status_code == 410
        assert "secret" not in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]


def test_making_and_revoking_are_audited_and_reading_is_not(client: Client, draft: Action) -> None:
    link = _let(draft)
    client.get(_address(link))
    reading.revoke(link=link, actor=EDITOR, at=clock.now())
    reading.revoke(link=link, actor=EDITOR, at=clock.now())
    made = AuditEntry.objects.filter(subject_id=str(draft.pk), verb__startswith="reading.").values_list(
        "verb", flat=True
    )
    assert sorted(made) == ["reading.let", "reading.revoke"]


@pytest.mark.parametrize("days", [0, 31])
def test_no_link_lasts_for_ever(draft: Action, days: int) -> None:
    with pytest.raises(Refused):
        _let(draft, days=days)


def test_of_a_recalled_case_no_link_is_made(world: World) -> None:
    life.suspend(action=world.action, actor=EDITOR, at=making.AT, reason="A threat")
    Case.objects.filter(pk=world.case.pk).update(recalled_at=making.AT)
    with pytest.raises(Refused):
        _let(Case.objects.get(pk=world.case.pk))


def test_consent_taken_back_ends_every_link_to_the_case(client: Client, draft: Action) -> None:
    of_action, of_case = _let(draft), _let(draft.case)
    case = draft.case
    given = {"giver": "family", "evidence": "A letter.", "actor": EDITOR, "at": clock.now()}
    record_consent(case=case, scopes=["name"], on=clock.today(), **given)
    withdraw_consent(case=case, scopes=["name"], on=clock.today(), **given)
    outbox.dispatch(at=clock.now())
    for link in (of_action, of_case):
        answer = client.get(_address(link))
        assert answer.status_code == 410
        assert "secret" not in answer.content.decode()
