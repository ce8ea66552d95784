"""Trying names tells nobody whom we know: what a login is refused is kept, counted, and comes to an end."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.desk import world
from tests.desk.forms import open_form
from tests.desk.world import AT, World, locale, person

from openletter.accounts.models import User
from openletter.campaigns.models import Campaign, CampaignWords
from openletter.cases.models import Case
from openletter.cases.operations import trying
from openletter.cases.operations.naming import NamesSomebody, nobody_knows, require_nobody_withheld
from openletter.desk.waiting.tried import stopped_logins
from openletter.kernel.models import AuditEntry, LimitRule
from openletter.kernel.refusals import Refused

SignIn = Callable[..., Client]
TODAY = AT.date()
HIDDEN = ("Lina Haddad", "Sami Tounsi", "Omar Khalil", "Nadia Boutros", "Yusuf Demir")
REFUSED, STOPPED = "whose case is not public", "refused too often"


@pytest.fixture
def hidden(desk: World) -> list[Case]:
    """People of another section whose cases were never let out."""
    return [
        world.case(desk.other, f"hidden-{number}", name, status="under_verification")
        for number, name in enumerate(HIDDEN)
    ]


@pytest.fixture
def campaign(desk: World) -> Campaign:
    made = Campaign.objects.create(key="m20", opens_on="2020-11-20", closes_on="2020-12-31")
    CampaignWords.objects.create(fact=made, locale=locale("en"), name="Marathon", summary="Ten cases.")
    return made


def verbs() -> list[str]:
    return list(AuditEntry.objects.filter(verb__startswith="names.").order_by("pk").values_list("verb", flat=True))


def tries(user: User, *names: str, at=AT) -> str:
    """What a login is answered that writes a text with these names."""
    with trying.trial_of(user, at=at) as trial:
        try:
            require_nobody_withheld([" and ".join(names)], on=TODAY, knows=nobody_knows)
            said = ""
        except NamesSomebody as refusal:
            said = refusal.message
        trial.keep(screen="somewhere")
    return str(said)


def test_five_people_refused_stop_a_login_and_then_no_text_tells_anything(
    desk: World, hidden: list[Case], campaign: Campaign, as_role: SignIn
) -> None:
    editor, edit = as_role("editor", desk.own), reverse("campaigns:edit", args=[campaign.pk])
    form = open_form(editor, edit)

    def said(text: str) -> str:
        return editor.post(edit, form | {"words-0-summary": text}).content.decode()

    for name in HIDDEN:
        assert REFUSED in said(f"{name} is held.")
    assert verbs() == [trying.TRIED] * 5 + [trying.STOPPED]
    entry = AuditEntry.objects.filter(verb=trying.TRIED).first()
    assert (entry.actor, entry.section, entry.after["screen"]) == ("Ada", desk.own.key, "campaigns:edit")
    told = str(list(AuditEntry.objects.filter(verb__startswith="names.").values()))
    assert not any(name.split()[0] in told for name in HIDDEN), "no name stands in the audit"
    known, unknown, harmless = (said(text) for text in (HIDDEN[0], "Nobody Unheardof", "Ten people."))
    assert STOPPED in known
    assert REFUSED not in known

    def without_words(page: str) -> str:
        return re.sub(r"\b\w{64}\b|Lina Haddad|Nobody Unheardof|Ten people\.", "", page)  # tokens differ always

    assert without_words(known) == without_words(unknown) == without_words(harmless)
    assert str(campaign.words.get().summary) == "Ten cases."
    assert len(verbs()) == 6, "who is stopped is not counted on"


def test_who_is_stopped_is_refused_before_anybody_is_looked_for(
    desk: World, hidden: list[Case], django_assert_num_queries
) -> None:
    ada = person("Ada", "editor", desk.own)
    for name in HIDDEN:
        assert REFUSED in tries(ada, name)
    for name in (HIDDEN[0], "Nobody Unheardof"):
        with django_assert_num_queries(1):
            assert STOPPED in tries(ada, name)


def test_a_refusal_is_kept_though_the_transaction_it_ended_is_undone(
    desk: World, hidden: list[Case], as_role: SignIn
) -> None:
    admin = as_role("admin", desk.own)
    wording = reverse("desk_section_wording", args=[desk.own.pk, "en"])
    words = {"to_target": "My name", "public": "My name here", "news": f"News of {HIDDEN[0]}"}
    assert admin.post(wording, words).status_code == 422, "refused inside the transaction that would save it"
    assert AuditEntry.objects.get().verb == trying.TRIED
    assert AuditEntry.objects.get().after["screen"] == "desk_section_wording"


def test_the_same_people_on_one_day_are_one_entry_and_others_are_not(desk: World, hidden: list[Case]) -> None:
    ada, bea = person("Ada", "editor", desk.own), person("Bea", "editor", desk.own)
    for _ in range(3):  # a form that is saved while somebody types
        tries(ada, HIDDEN[0])
    assert verbs() == [trying.TRIED]
    tries(ada, HIDDEN[0], HIDDEN[1])
    tries(ada, HIDDEN[0], at=AT + timedelta(days=2))
    assert verbs() == [trying.TRIED] * 3
    assert not trying.is_stopped(ada), "two sets of people, whatever the number of entries"
    tries(bea, HIDDEN[0])
    entries = AuditEntry.objects.filter(verb=trying.TRIED).order_by("pk")
    of_ada, of_both, again, of_bea = (entry.after["people"] for entry in entries)
    assert of_ada == again
    assert len({of_ada, of_both, of_bea}) == 3, "two logins with the same people have different marks"


def test_who_may_know_the_name_is_not_counted_and_old_refusals_are_forgotten(desk: World, hidden: list[Case]) -> None:
    LimitRule.objects.filter(key="names_tried").update(most=2)
    ours = person("Rae", "approver", desk.other)
    for name in HIDDEN:
        assert REFUSED in tries(ours, name), "the operation knows nobody, the login does"
    assert verbs() == []
    ada = person("Ada", "editor", desk.own)
    tries(ada, HIDDEN[0], at=AT - timedelta(days=31))
    tries(ada, HIDDEN[1])
    assert not trying.is_stopped(ada)
    tries(ada, HIDDEN[2])
    assert trying.is_stopped(ada)


def test_texts_sent_at_the_same_moment_are_not_looked_at_together(desk: World, hidden: list[Case]) -> None:
    ada, bea = person("Ada", "editor", desk.own), person("Bea", "editor", desk.own)
    with trying.trial_of(ada, at=AT) as first:
        assert first.why_not() == ""
        assert "Another text of yours is being saved" in tries(ada, "Nobody Unheardof")
        assert "Another text of yours is being saved" in tries(ada, HIDDEN[0])
        assert tries(bea, "Nobody Unheardof") == ""
    assert tries(ada, "Nobody Unheardof") == ""
    assert verbs() == []


def test_an_administrator_sees_who_is_stopped_and_lets_them_go_on(
    desk: World, hidden: list[Case], as_role: SignIn
) -> None:
    ada = person("Ada", "editor", desk.own)
    for name in HIDDEN:
        tries(ada, name)
    admin = as_role("admin", desk.own, "Bea")
    bea, zoe = User.objects.get(first_name="Bea"), person("Zoe", "admin", desk.other)
    url = reverse("desk_person", args=[ada.pk])
    assert [line.url for line in stopped_logins(bea, TODAY).lines] == [url]
    assert stopped_logins(zoe, TODAY).lines == (), "people of other sections are not there"
    assert "Let them save texts again" in admin.get(url).content.decode()
    lift = reverse("desk_let_go_on", args=[ada.pk])
    admin.post(lift, {"reason": ""})
    assert trying.is_stopped(ada)
    assert admin.post(lift, {"reason": "She imported our partner's list."}).status_code == 302
    entry = AuditEntry.objects.get(verb=trying.LET_GO_ON)
    assert (entry.actor, entry.reason, entry.section) == ("Bea", "She imported our partner's list.", desk.own.key)
    assert "Let them save texts again" not in admin.get(url).content.decode()
    assert stopped_logins(bea, TODAY).lines == ()
    after = entry.at + timedelta(minutes=1)
    assert REFUSED in tries(ada, HIDDEN[0], at=after)
    assert not trying.is_stopped(ada), "it is counted from nothing"


def test_nobody_lets_their_own_login_go_on(desk: World, hidden: list[Case]) -> None:
    ada = person("Ada", "admin", desk.own)
    for name in HIDDEN:
        tries(ada, name)
    with pytest.raises(Refused, match="your own login"), transaction.atomic():
        trying.let_go_on(user=ada, reason="It was me", actor=ada.actor, at=AT)
    assert trying.is_stopped(ada)


def test_a_key_that_is_taken_is_counted_as_a_name(desk: World, hidden: list[Case], as_role: SignIn) -> None:
    editor, add = as_role("editor", desk.own), reverse("cases:add")
    form = open_form(editor, add) | {"section": desk.own.pk}

    def said(key: str) -> str:
        return editor.post(add, form | {"key": key}).content.decode()

    said(desk.case.key)
    assert verbs() == [], "a case of one's own section"
    for case in hidden:
        assert "already exists" in said(case.key)
    assert verbs() == [trying.TRIED] * 5 + [trying.STOPPED]
    for key in (hidden[0].key, "nobody-unheardof"):
        assert STOPPED in said(key)
    assert "already exists" not in said(hidden[0].key)
