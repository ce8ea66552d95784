"""Forms of the desk: a day that cannot be read is told how it is written, and texts run as their language does."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests.desk.forms import open_form
from tests.desk.world import AT, World, locale

import openletter.desk
from openletter.actions.models import Action, ActionWords, AppealWords
from openletter.actions.rules import ActionStatus
from openletter.desk import said
from openletter.desk.days import DAY_INVALID, MOMENT_INVALID
from openletter.desk.viewsets import ALL
from openletter.kernel import audit
from openletter.kernel.models import AuditEntry, Proposal

SignIn = Callable[..., Client]


def _every_form() -> Iterator[type[forms.BaseForm]]:
    """The forms written at the desk, and those that its lists make from models, with their rows within rows."""
    for found in pkgutil.walk_packages(openletter.desk.__path__, "openletter.desk."):
        importlib.import_module(found.name)
    waiting = [form for form in _below(forms.BaseForm) if form.__module__.startswith("openletter.desk.")]
    waiting += [viewset().get_form_class() for viewset in ALL if {"add", "edit"} & set(viewset.views)]
    while waiting:
        form = waiting.pop()
        yield form
        waiting += [rows.form for rows in getattr(form, "formsets", {}).values()]


def _tags(page: str) -> list[dict[str, str]]:
    """The attributes of each field of a page."""
    found: list[dict[str, str]] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag in ("input", "textarea"):
                found.append({name: value or "" for name, value in attrs})

    Tags().feed(page)
    return found


def _below(base: type[Any]) -> Iterator[type[Any]]:
    for each in base.__subclasses__():
        yield each
        yield from _below(each)


def test_no_form_says_only_that_a_day_is_not_valid() -> None:
    said_of = {forms.DateField: DAY_INVALID, forms.DateTimeField: MOMENT_INVALID}
    seen, silent = 0, set()
    for form in set(_every_form()):
        for name, field in getattr(form, "base_fields", {}).items():
            wanted = next((text for kind, text in said_of.items() if isinstance(field, kind)), None)
            if wanted is None:
                continue
            seen += 1
            if str(field.error_messages["invalid"]) != str(wanted):
                silent.add(f"{form.__module__}.{form.__qualname__}: {name}")
    assert not silent
    assert seen > 30  # the walk found the forms at all


def test_a_form_of_a_model_says_how_a_day_is_written(desk: World, as_role: SignIn) -> None:
    client = as_role("admin", desk.own)
    url = reverse("contributors:add")
    refused = client.post(url, open_form(client, url) | {"agreed_on": "soon"}).content.decode()
    assert str(DAY_INVALID) in refused


@pytest.mark.parametrize(
    ("language", "kept", "told"),
    [
        ("en", "2026-11-21", "Nov 21, 2026"),
        ("fr", "2026-11-21", "21 nov. 2026"),
        ("fr", "2026-11-21T10:00:00Z", "21 nov. 2026, 10:00 TU"),
        ("fr", "2026-11-21 10:00:05+00:00", "21 nov. 2026, 10:00:05 TU"),
        ("fr", "2026-13-41", "2026-13-41"),
        ("fr", "MDE 29/002/2004", "MDE 29/002/2004"),
        ("fr", "since 2026-11-21", "since 2026-11-21"),
    ],
)
def test_what_is_kept_as_text_is_said_as_the_language_writes_it(language: str, kept: str, told: str) -> None:
    with override(language):
        assert said.stored(kept) == told


def test_the_audit_says_days_as_people_do(desk: World, as_role: SignIn) -> None:
    client = as_role("dpo_auditor", desk.own)
    audit.record(
        actor=audit.SYSTEM, verb="action.extend", subject=desk.action, at=AT, section="ca",
        before={"deadline": "2026-11-21"}, after={"deadline": "2027-01-31", "rows": [{"on": "2018-06-27"}]},
    )  # fmt: skip
    page = client.get(reverse("audit:inspect", args=[AuditEntry.objects.get().pk])).content.decode()
    assert "Nov 21, 2026" in page
    assert "Jan 31, 2027" in page
    assert "Jun 27, 2018" in page
    assert "2026-11-21" not in page.split("<thead")[1]


def test_whoever_decides_reads_the_days_that_would_change(desk: World, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.APPROVED)
    editor = as_role("editor", desk.own)
    edit = reverse("actions:edit", args=[desk.action.pk])
    moved = {"deadline": "2050-12-31", "opens_at": "2050-11-20 09:30"}
    assert editor.post(edit, open_form(editor, edit) | moved).status_code == 302
    page = editor.get(reverse("desk_proposal", args=[Proposal.objects.get().pk])).content.decode()
    assert "Dec 31, 2050" in page
    assert "Nov 20, 2050, 09:30 UTC" in page
    assert "2050-" not in page


def test_the_account_speaks_of_the_desk(desk: World, as_role: SignIn) -> None:
    page = as_role("editor", desk.own).get(reverse("wagtailadmin_account")).content.decode()
    assert "specific to Wagtail" not in page
    assert "Keys of the desk’s own." in page


def test_lines_that_nobody_changed_are_no_change(desk: World, as_role: SignIn) -> None:
    AppealWords.objects.filter(fact__action=desk.action).update(body="Your Majesty,\n\nI ask you.")
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.APPROVED)
    editor = as_role("editor", desk.own)
    edit = reverse("actions:edit", args=[desk.action.pk])
    form = open_form(editor, edit)
    sent = {name: text.replace("\n", "\r\n") if isinstance(text, str) else text for name, text in form.items()}
    assert sent != form
    assert editor.post(edit, sent).status_code == 302
    assert not Proposal.objects.exists()


def test_texts_of_a_whole_form_run_as_their_language_does(desk: World, as_role: SignIn) -> None:
    ActionWords.objects.create(fact=desk.action, locale=locale("ar"), title="الحرية له", ask="طالبوا بالإفراج عنه.")
    page = as_role("editor", desk.own).get(reverse("actions:edit", args=[desk.action.pk])).content.decode()
    own = {tag["name"]: (tag.get("lang"), tag.get("dir")) for tag in _tags(page) if "data-words" in tag}
    arabic = [name for name, told in own.items() if told == ("ar", "rtl")]
    assert {name.rpartition("-")[2] for name in arabic} == {"title", "ask", "button", "thanks"}
    assert ("en", "ltr") in own.values()
    assert ("ar", "ltr") not in own.values()


def test_a_moment_beside_a_name_in_latin_letters_is_held_apart_in_arabic() -> None:
    at = datetime(2026, 11, 22, 3, 31, tzinfo=UTC)
    with override("ar"):
        assert (said.moment(at)[0], said.moment(at)[-1]) == ("\u2068", "\u2069")
    with override("fr"):
        assert said.moment(at)[0].isdigit()
