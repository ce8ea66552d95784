"""Inviting people, and giving and taking roles, within what one may oneself."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.desk.world import World, person

from openletter.accounts.access import has_second_factor
from openletter.accounts.models import User
from openletter.kernel.models import AuditEntry
from openletter.sections.models import Membership

BEA = {"email": "bea@example.org", "first_name": "Bea", "last_name": "B", "roles": ["editor", "approver"]}


def test_an_invitation_opens_an_account_with_roles_and_mails_the_link(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "admin", desk.own))
    answer = client.post(reverse("desk_invite"), BEA | {"section": desk.own.pk})
    bea = User.objects.get(email="bea@example.org")
    assert sorted(bea.memberships.values_list("role", flat=True)) == ["approver", "editor"]
    (message,) = mail.outbox
    assert message.to == ["bea@example.org"]
    link = answer.context["link"]
    assert link in message.body
    assert link not in answer.content.decode(), "who invites does not become who is invited"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {"account.open", "role.give"}
    assert link.rsplit("/", 2)[1] not in str(list(AuditEntry.objects.values()))


def test_a_mail_that_cannot_be_sent_leaves_the_link_to_hand_over(desk: World, client: Client, settings: Any) -> None:
    unreachable = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": 1},
    }
    settings.MAILERS = {"default": unreachable}
    client.force_login(person("Ada", "admin", desk.own))
    answer = client.post(reverse("desk_invite"), BEA | {"section": desk.own.pk})
    assert "could not be sent" in answer.content.decode()
    assert answer.context["link"] in answer.content.decode()


def test_a_known_address_is_refused_and_what_was_typed_stays(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "admin", desk.own))
    answer = client.post(reverse("desk_invite"), BEA | {"section": desk.own.pk, "email": "ADA@example.org"})
    assert answer.status_code == 422
    assert "email" in answer.context["form"].errors
    assert 'value="Bea"' in answer.content.decode()


@pytest.mark.parametrize("where", ["other", "everywhere"])
def test_an_administrator_of_one_section_gives_no_role_elsewhere(desk: World, client: Client, where: str) -> None:
    client.force_login(person("Ada", "admin", desk.own))
    section = desk.other.pk if where == "other" else "*"
    assert client.post(reverse("desk_invite"), BEA | {"section": section}).status_code == 422
    assert not User.objects.filter(email="bea@example.org").exists()


def test_people_of_other_sections_are_not_there(desk: World, client: Client) -> None:
    stranger = person("Zoe", "admin", desk.other)
    chief = person("Sec", "admin")
    client.force_login(person("Ada", "admin", desk.own))
    page = client.get(reverse("desk_staff")).content.decode()
    assert "zoe@example.org" not in page
    assert "sec@example.org" not in page
    for one in (stranger, chief):
        role = one.memberships.get()
        for name, args in (
            ("desk_person", [one.pk]),
            ("desk_send_link", [one.pk]),
            ("desk_take_role", [one.pk, role.pk]),
        ):
            assert client.post(reverse(name, args=args)).status_code == 404, name
    assert Membership.objects.filter(user__in=(stranger, chief)).count() == 2


def test_a_role_elsewhere_cannot_be_taken_from_a_shared_person(desk: World, client: Client) -> None:
    zoe = person("Zoe", "editor", desk.own)
    elsewhere = zoe.memberships.create(section=desk.other, role="approver")
    client.force_login(person("Ada", "admin", desk.own))
    assert client.post(reverse("desk_take_role", args=[zoe.pk, elsewhere.pk])).status_code == 404
    here = zoe.memberships.get(section=desk.own)
    assert client.post(reverse("desk_take_role", args=[zoe.pk, here.pk])).status_code == 302
    assert list(zoe.memberships.values_list("role", flat=True)) == ["approver"]
    assert AuditEntry.objects.get(verb="role.take").after["role"] == "editor"


def test_roles_are_given_on_a_persons_page(desk: World, client: Client) -> None:
    zoe = person("Zoe", "editor", desk.own)
    client.force_login(person("Ada", "admin"))
    url = reverse("desk_person", args=[zoe.pk])
    assert client.post(url, {"section": "", "roles": ["translator"]}).status_code == 422
    assert client.post(url, {"section": "*", "roles": ["translator"]}).status_code == 302
    assert zoe.memberships.filter(section=None, role="translator").exists()


def test_a_new_link_goes_by_mail_and_is_shown_to_nobody(desk: World, client: Client) -> None:
    zoe = person("Zoe", "editor", desk.own)
    client.force_login(person("Ada", "admin", desk.own))
    answer = client.post(reverse("desk_send_link", args=[zoe.pk]), follow=True)
    (message,) = mail.outbox
    assert message.to == ["zoe@example.org"]
    assert "/password/reset/key/" in message.body
    assert "/password/reset/key/" not in answer.content.decode()


def test_accounts_are_closed_only_by_administrators_of_all_sections(desk: World, client: Client) -> None:
    zoe = person("Zoe", "editor", desk.own)
    url = reverse("desk_close_account", args=[zoe.pk])
    client.force_login(person("Ada", "admin", desk.own))
    client.post(url, {"reason": "x"})
    zoe.refresh_from_db()
    assert zoe.is_active
    client.force_login(person("Sec", "admin"))
    client.post(url, {"reason": ""})
    zoe.refresh_from_db()
    assert zoe.is_active
    client.post(url, {"reason": "Left"})
    zoe.refresh_from_db()
    assert not zoe.is_active


def test_a_superuser_is_closed_only_by_a_superuser(desk: World, client: Client) -> None:
    boss = person("Sup", is_superuser=True)
    client.force_login(person("Sec", "admin"))
    client.post(reverse("desk_close_account", args=[boss.pk]), {"reason": "x"})
    boss.refresh_from_db()
    assert boss.is_active


def test_a_lost_second_factor_is_taken_by_the_house_and_its_person_is_told(desk: World, client: Client) -> None:
    zoe = person("Zoe", "editor", desk.own)
    Authenticator.objects.create(user=zoe, type=Authenticator.Type.TOTP, data={})
    url = reverse("desk_take_factor", args=[zoe.pk])
    client.force_login(person("Ada", "admin", desk.own))
    client.post(url, {"reason": "x"})
    client.force_login(person("Sec", "admin"))
    client.post(url, {"reason": ""})
    assert has_second_factor(zoe)
    client.post(url, {"reason": "Lost her telephone; we called her"})
    assert not has_second_factor(User.objects.get(pk=zoe.pk))
    (message,) = mail.outbox
    assert message.to == [zoe.email]
    assert AuditEntry.objects.get(verb="account.factor").reason == "Lost her telephone; we called her"
    client.post(url, {"reason": "Again"})
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("name", ["desk_send_link", "desk_take_factor", "desk_close_account"])
def test_opening_an_address_does_nothing(desk: World, client: Client, name: str) -> None:
    zoe = person("Zoe", "editor", desk.own)
    client.force_login(person("Sec", "admin"))
    assert client.get(reverse(name, args=[zoe.pk])).status_code == 302
    zoe.refresh_from_db()
    assert zoe.is_active
    assert not mail.outbox


def test_an_administrator_keeps_their_own_key(desk: World, client: Client) -> None:
    ada = person("Ada", "admin", desk.own)
    client.force_login(ada)
    client.post(reverse("desk_take_role", args=[ada.pk, ada.memberships.get().pk]))
    assert ada.memberships.exists()


def test_the_list_of_staff_comes_a_page_at_a_time_and_is_searched_by_name_or_address(desk: World, as_role: Any) -> None:
    client = as_role("admin", desk.own)
    for number in range(60):
        person(f"Staff{number:02}", "editor", desk.own)
    person("Elsewhere", "editor", desk.other)
    url = reverse("desk_staff")
    first, second = client.get(url).content.decode(), client.get(url, {"p": 2}).content.decode()
    assert "Staff00" in first
    assert "Staff59" not in first
    assert "Staff59" in second
    found = client.get(url, {"q": "staff59@example"}).content.decode()
    assert "Staff59" in found
    assert "Staff00" not in found
    assert "Elsewhere" not in client.get(url, {"q": "elsewhere"}).content.decode().split("<tbody>")[1]
