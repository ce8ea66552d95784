"""Nobody is their own second person under another login."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.forms import open_form
from tests.desk.world import AT, World, person

from openletter.accounts.models import User
from openletter.accounts.operations import open_account, vouch_for
from openletter.cases.models import Case
from openletter.kernel import second
from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.models import AuditEntry, Proposal
from openletter.kernel.refusals import Refused
from openletter.sections.models import Section
from openletter.sections.operations import give_role


def _invited(by: Actor, name: str, role: str, to: Section) -> User:
    user = open_account(email=f"{name.lower()}@example.org", first_name=name, last_name="B", actor=by, at=AT)
    give_role(user=user, section=to, role=role, actor=by, at=AT)
    return user


def _as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def root(db: None) -> User:
    """Whoever set the machine up."""
    return person("Root", is_superuser=True, is_staff=True)


@pytest.fixture
def ada(desk: World, root: User) -> User:
    """An administrator of the section, invited."""
    return _invited(root.actor, "Ada", "admin", desk.own)


def _written(by: User, case: Case) -> Proposal:
    client, url = _as(by), reverse("cases:edit", args=[case.pk])
    assert client.post(url, open_form(client, url) | {"words-0-headline": "He was moved at night."}).status_code == 302
    return Proposal.objects.get()


def _approved(by: User, change: Proposal) -> bool:
    client, url = _as(by), reverse("desk_proposal", args=[change.pk])
    client.post(url, open_form(client, url) | {"do": "approve"})
    return not Proposal.objects.filter(pk=change.pk).exists()


def test_a_login_somebody_made_approves_nothing_they_wrote_until_another_vouches(
    public: Case, ada: User, root: User
) -> None:
    bea, change = _invited(ada.actor, "Bea", "approver", public.section), _written(ada, public)
    assert not _approved(bea, change)
    page = _as(root).get(reverse("desk_person", args=[bea.pk])).content.decode()
    assert "One person alone vouches for this login" in page
    mine = _as(ada).get(reverse("desk_person", args=[bea.pk])).content.decode()
    assert "Vouch for this login" not in mine, "who made it is asked to find somebody else"
    address = reverse("desk_vouch", args=[bea.pk])
    _as(ada).post(address, {"reason": "I know her."})
    assert not _approved(bea, change)
    _as(root).post(address, {"reason": "I called her at the office."})
    assert AuditEntry.objects.get(verb=second.VOUCHED).reason == "I called her at the office."
    assert _approved(bea, change)


def test_another_login_of_the_same_person_vouches_for_nobody(public: Case, ada: User) -> None:
    bea, change = _invited(ada.actor, "Bea", "approver", public.section), _written(ada, public)
    puppet = _invited(ada.actor, "Cyd", "admin", public.section)
    with pytest.raises(Refused):
        vouch_for(user=bea, actor=puppet.actor, at=AT, reason="I know her.")
    give_role(user=bea, section=public.section, role="editor", actor=puppet.actor, at=AT)
    assert not _approved(bea, change)


def test_a_role_given_by_somebody_else_vouches_and_so_does_our_process(public: Case, ada: User, root: User) -> None:
    bea, change = _invited(ada.actor, "Bea", "editor", public.section), _written(ada, public)
    give_role(user=bea, section=public.section, role="approver", actor=root.actor, at=AT)
    assert _approved(bea, change)
    assert not second.is_made_by(_invited(SYSTEM, "Dee", "approver", public.section).pk, ada.pk)


def test_who_set_the_machine_up_invites_whoever_approves(public: Case, root: User) -> None:
    bea, change = _invited(root.actor, "Bea", "approver", public.section), _written(root, public)
    assert _approved(bea, change)
