"""Forms that choose one of very many rows: the newest are offered, others are found, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk import world
from tests.desk.world import World

from openletter.actions.models import LedgerEntry
from openletter.actions.rules import ActionStatus
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
