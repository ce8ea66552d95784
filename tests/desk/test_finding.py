"""Forms that choose one of very many rows: the newest are offered, others are found, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk import world
from tests.desk.forms import open_form
from tests.desk.world import World

from openletter.actions.models import Action, LedgerEntry
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case
from openletter.deliveries.lobbying.models import LobbyContact
from openletter.deliveries.models import OfficeMail
from openletter.desk import fields, finding
from openletter.solidarity.models import Reason, ReasonWords
from openletter.targets.models import OfficeWords
from openletter.targets.representatives.models import Area, Legislature, Representative

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "NEWEST", 2)
    monkeypatch.setattr(fields, "NEWEST", 2)


def _offered(answer: Any, name: str) -> list[str]:
    select = re.search(rf'<select name="{name}".*?</select>', answer.content.decode(), re.DOTALL)
    assert select
    return re.findall(r'<option value="[^"]+"[^>]*>([^<]*)<', select[0])


def test_an_older_action_is_found_by_its_name_and_what_was_typed_stays(desk: World, as_role: SignIn) -> None:
    old, *_others, last = [world.action(desk.case, ActionStatus.LIVE, f"Call {n}") for n in ("alif", "b", "c", "dal")]
    client, url = as_role("editor", desk.own), reverse("desk_ledger_add")
    assert _offered(client.get(url), "action") == ["Call dal", "Call c"]
    typed = {"quantity": "12", "reason": "Counted on Sunday", "action": str(last.pk), "find": "action"}
    found = client.post(url, {**typed, "action-find": "ALIF"})
    page = found.content.decode()
    assert found.status_code == 200
    assert _offered(found, "action") == ["Call dal", "Call alif"], "what is chosen stays beside what was found"
    assert f'<option value="{last.pk}" selected>' in page
    assert 'name="quantity" value="12"' in page
    assert "Counted on Sunday" in page
    assert 'name="action-find" value="ALIF"' in page
    assert "w-field--error" not in page
    assert {"Call dal", "Call alif"} <= {*_offered(client.post(url, {**typed, "action-find": str(old.pk)}), "action")}
    assert not LedgerEntry.objects.exists()
    done = client.post(url, {**typed, "action": str(old.pk), "source": "paper"} | {"find": ""})
    assert done.status_code == 200, "looking does nothing, whatever stands in the form"
    assert not LedgerEntry.objects.exists()


def test_nobody_finds_what_belongs_to_another_section(desk: World, as_role: SignIn) -> None:
    for n in range(3):
        world.action(desk.case, ActionStatus.LIVE, f"Call {n}")
    client, url = as_role("editor", desk.own), reverse("desk_ledger_add")
    for told in (str(desk.foreign_action.pk), "Libérez"):
        found = client.post(url, {"find": "action", "action-find": told})
        assert "Libérez-le" not in _offered(found, "action")
    assert "what was found for" in found.content.decode()


def test_where_the_list_holds_everything_there_is_no_box(desk: World, as_role: SignIn) -> None:
    page = as_role("editor", desk.own).get(reverse("desk_ledger_add")).content.decode()
    assert "action-find" not in page


def test_a_related_case_and_what_must_stop_are_found_alike(desk: World, as_role: SignIn) -> None:
    for key in ("amina", "b", "c"):
        world.case(desk.own, key, f"File of {key}")
    client = as_role("editor", desk.own)
    for url, name in ((reverse("desk_case_relate", args=[desk.case.pk]), "to"), (reverse("desk_safety_stop"), "what")):
        assert not [line for line in _offered(client.get(url), name) if "amina" in line]
        found = client.post(url, {"find": name, f"{name}-find": "of Amina", "reason": "A word"})
        assert [line for line in _offered(found, name) if "amina" in line]


def test_the_form_of_an_action_offers_the_newest_and_keeps_the_chosen(desk: World, as_role: SignIn) -> None:
    cases = [world.case(desk.own, key, key) for key in ("amina", "b", "c")]
    client, url = as_role("editor", desk.own), reverse("actions:add")
    assert len(_offered(client.get(f"{url}?case={cases[0].pk}"), "case")) == 3
    found = client.post(url, {"case": cases[2].pk, "find": "case", "case-find": "amina"})
    assert found.status_code == 200
    assert _offered(found, "case") == ["c", "amina"]


def test_decisions_are_narrowed_by_the_newest_reasons_and_any_other_is_found_by_its_words(
    desk: World, as_role: SignIn
) -> None:
    Reason.objects.all().delete()
    for code in ("alif", "ba", "jim", "dal"):
        row = Reason.objects.create(code=code, judges=["message"])
        ReasonWords.objects.create(fact=row, locale=world.locale("en"), text=f"Reason {code}")
    client, url = as_role("admin"), reverse("desk_messages_decisions")
    assert _offered(client.get(url), "reason") == ["Reason dal", "Reason jim"]
    found = client.get(url, {"find": "reason", "reason-find": "reason ALI", "reason": "dal"})
    assert _offered(found, "reason") == ["Reason dal", "Reason alif"], "what is chosen stays beside what was found"
    older = client.get(url, {"reason": "alif"})
    assert '<option value="alif" selected>' in older.content.decode()
    assert "w-field--error" not in older.content.decode()


def test_representatives_are_narrowed_by_the_newest_chambers_or_those_of_a_country(
    desk: World, as_role: SignIn
) -> None:
    ours, *_others = [
        Legislature.objects.create(key=key, country=country, names={"": key})
        for key, country in (("maroc-1", "MA"), ("canada-1", "CA"), ("canada-2", "CA"), ("canada-3", "CA"))
    ]
    said = {"area": None, "source": "x", "checked_on": "2026-01-01"}
    Representative.objects.create(legislature=ours, key="a", names={"": "Amina"}, **said)
    Representative.objects.create(legislature=_others[0], key="b", names={"": "Brahim"}, **said)
    client, url = as_role("admin"), reverse("representatives:index")
    assert _offered(client.get(url), "legislature") == ["canada-3", "canada-2"]
    assert _offered(client.get(url, {"legislature__country": "MA"}), "legislature") == ["maroc-1"]
    named = client.get(url, {"legislature": str(ours.pk)})
    assert _offered(named, "legislature") == ["canada-3", "canada-2", "maroc-1"]
    assert "Amina" in named.content.decode()
    assert "Brahim" not in named.content.decode()


@pytest.mark.parametrize("model", [Area, Representative])
@pytest.mark.django_db
def test_a_name_that_changes_alone_is_found_as_it_is_written_now(model: type[Any]) -> None:
    house = Legislature.objects.create(key="ma", country="MA")
    said: dict[str, Any] = {"country": "MA"}
    if model is Representative:
        said = {"legislature": house, "source": "x", "checked_on": "2026-01-01"}
    row = model.objects.create(key="a", names={"": "Amina"}, **said)
    row.names = {"": "Brahïm El Khiari"}
    row.save(update_fields=["names"])
    assert model.objects.get().sought == " brahim khiari"


@pytest.mark.parametrize(
    ("name", "typed", "number"),
    [("cases", "file of", 3), ("cases", "c-1", 1), ("actions", "file of b-2", 1), ("actions", "call", 3),
     ("offices", "ministry of x", 1), ("letters", "Ministry OF", 1), ("cases", "nothing of it", 0)],
)  # fmt: skip
def test_a_search_finds_each_row_once_by_its_own_words_or_those_of_others(
    desk: World, as_role: SignIn, monkeypatch: pytest.MonkeyPatch, name: str, typed: str, number: int
) -> None:
    for n, key in enumerate(("a-1", "b-2", "c-1c-1")):
        world.action(world.case(desk.own, key, f"File of {key}"), title=f"Call {n}")
    office = world.office("x")
    OfficeWords.objects.filter(fact=office).delete()
    for language in ("en", "fr"):
        OfficeWords.objects.create(fact=office, locale=world.locale(language), name="Ministry of X")
    OfficeMail.objects.create(office=office)
    client = as_role("admin")
    for first in (1, 1000):
        monkeypatch.setattr(finding, "FIRST", first)
        answer = client.get(reverse(f"{name}:index"), {"q": typed})
        assert answer.context_data["items_count"] == len(answer.context_data["object_list"]) == number, first


def test_looking_in_the_form_of_a_row_that_is_there_shows_that_row(desk: World, as_role: SignIn) -> None:
    client, url = as_role("editor", desk.own), reverse("actions:edit", args=[desk.action.pk])
    others = [world.action(desk.case, title=f"Call {n}") for n in ("alif", "b", "c")]
    typed = open_form(client, url) | {"display_threshold": "7"}
    found = client.post(url, typed | {"find": "next_action", "next_action-find": "alif"})
    assert found.status_code == 200
    assert "Call alif" in _offered(found, "next_action")
    assert 'name="display_threshold" value="7"' in found.content.decode()
    assert _offered(found, "case") == ["Nasser Zefzafi"], "what is fixed stays as it is"
    assert not Action.objects.filter(next_action=others[0]).exists()


def test_looking_in_the_form_of_a_case_shows_that_case(public: Case, desk: World, as_role: SignIn) -> None:
    client, url = as_role("editor", desk.own), reverse("cases:edit", args=[public.pk])
    found = client.post(url, open_form(client, url) | {"find": "credits-0-contributor"})
    assert found.status_code == 200
    assert "Nasser Zefzafi" in found.content.decode()


def test_what_is_fixed_is_shown_alone_and_no_search_reaches_others(desk: World, as_role: SignIn) -> None:
    client, url = as_role("editor", desk.own), reverse("actions:edit", args=[desk.action.pk])
    assert _offered(client.get(url), "case") == ["Nasser Zefzafi"]
    assert _offered(client.get(url), "section") == ["Section CA"]
    found = client.post(url, {**open_form(client, url), "find": "case", "case-find": "Aarrass"})
    assert _offered(found, "case") == ["Nasser Zefzafi"]


def test_a_fixed_case_is_called_as_its_reader_may_know_it(desk: World, as_role: SignIn) -> None:
    borrowed = world.action(desk.foreign_case, section=desk.own)
    page = as_role("editor", desk.own).get(reverse("actions:edit", args=[borrowed.pk]))
    assert _offered(page, "case") == ["A case that is not public yet"]
    assert "Ali Aarrass" not in page.content.decode()


def test_the_form_of_a_contact_shows_its_own_case_alone(desk: World, as_role: SignIn) -> None:
    row = LobbyContact.objects.create(
        section=desk.own,
        case=desk.case,
        did="made_statement",
        official="A minister",
        on=world.AT.date(),
        told_at=world.AT,
    )
    client, url = as_role("editor", desk.own), reverse("lobby-contacts:edit", args=[row.pk])
    page = client.get(url)
    assert _offered(page, "case") == ["Nasser Zefzafi"]
    assert "Ali Aarrass" not in page.content.decode()
    assert client.post(url, open_form(client, url) | {"words-0-text": "He answered."}).status_code == 302, (
        "what is fixed is no error"
    )
