"""Texts that stand on no page of a case: who may not be shown is named in none, others once two have looked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk import world
from tests.desk.forms import open_form
from tests.desk.world import AT, World, locale, person

from openletter.campaigns import operations
from openletter.campaigns.models import Campaign, CampaignWords
from openletter.cases.models import Case, PersonAtRisk
from openletter.cases.operations import recall, withdraw_consent
from openletter.cases.operations.naming import NamesSomebody, nobody_knows, require_nobody_withheld
from openletter.cases.queries.naming import may_be_named, named_in, people_named
from openletter.cases.rules.naming import Heard
from openletter.kernel import proposals
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import AuditEntry, Proposal
from openletter.kernel.refusals import Refused
from openletter.sections.models import SectionWords
from openletter.supporters.models import ConsentNotice
from openletter.translations import operations as translating
from openletter.translations.drafting import Typed
from openletter.translations.reckoning import sheet_of
from openletter.translations.texts import found
from openletter.web.models import HomePage, StandardPage
from openletter.web.operations import open_homes, publish_windows

SignIn = Callable[..., Client]
NAME, OTHER = "Nasser Zefzafi", "Lina Haddad"
TODAY = AT.date()


@pytest.fixture
def public(desk: World) -> Case:
    """The desk's case with a page."""
    publish_windows(section=desk.own, subject=desk.case, languages=["en"], actor=SYSTEM, at=AT)
    desk.case.refresh_from_db()
    return desk.case


@pytest.fixture
def hidden(desk: World) -> Case:
    """A case of another section that was never let out."""
    return world.case(desk.other, "haddad", OTHER, status="under_verification")


@pytest.fixture
def campaign(desk: World) -> Campaign:
    made = Campaign.objects.create(key="m20", opens_on="2020-11-20", closes_on="2020-12-31")
    CampaignWords.objects.create(fact=made, locale=locale("en"), name="Marathon", summary="Ten cases.")
    return made


def _said(campaign: Campaign) -> str:
    return str(CampaignWords.objects.get(fact=campaign).summary)


@pytest.mark.parametrize(
    ("text", "name", "heard"),
    [
        ("<p>NASSER ZÉFZAFI was beaten.</p>", NAME, True),
        ("<b>Nasser</b><br>Zefzafi", NAME, True),
        ("Nas<i>ser</i> Zefzafi", NAME, True),
        ("Nasser&nbsp;Zef\u200bzafi", NAME, True),
        ("Zafzafi, Naser", "ناصر الزفزافي", True),
        ("أفرجوا عن ناصر الزَّفزافي", NAME, True),
        ("Free Khiari", "Sion El Khiari", False),
        ("Sion Elkhiari", "Sion El Khiari", True),
        ("Nasser was beaten by Zefzafi", NAME, False),
        ("It is all roses for the lira.", "Ali Aarrass", False),
        ("Nasser.", "Nasser", False),
        ("", NAME, False),
    ],
)
def test_a_name_is_heard_in_every_spelling_in_which_the_search_finds_it(text: str, name: str, heard: bool) -> None:
    assert Heard(text).names(name) is heard


def test_whoever_may_not_be_shown_is_withheld_and_whoever_may_is_not(public: Case, hidden: Case) -> None:
    (open_one,) = named_in([f"Free {NAME}"], on=TODAY)
    assert (open_one.case, open_one.open) == (public.pk, True)
    assert may_be_named(people_named([NAME]), on=TODAY)
    assert [each.open for each in named_in([OTHER], on=TODAY)] == [False]
    PersonAtRisk.objects.filter(case=public).update(visibility="case_team")
    assert [each.open for each in named_in([NAME], on=TODAY)] == [False], "a witness of a public case"
    PersonAtRisk.objects.filter(case=public).update(visibility="public")
    recall(case=public, actor=SYSTEM, at=AT, reason="A threat")
    assert [each.open for each in named_in([NAME], on=TODAY)] == [False]
    Case.objects.filter(pk=public.pk).update(recalled_at=None)
    withdraw_consent(case=public, scopes=["name"], giver="family", on=TODAY, evidence="x", actor=SYSTEM, at=AT)
    assert [each.open for each in named_in([NAME], on=TODAY)] == [False]
    assert not may_be_named(people_named([NAME]), on=TODAY)
    PersonAtRisk.objects.filter(case=public).update(is_pseudonym=True)
    assert named_in([NAME], on=TODAY) == ()
    assert not may_be_named([10**9], on=TODAY), "whom a node does not find it does not name"


def test_a_name_is_said_only_to_who_may_read_it(desk: World, hidden: Case) -> None:
    with pytest.raises(NamesSomebody, match=f"“{OTHER}” may not be named here: the case “{OTHER}”"):
        require_nobody_withheld([OTHER], on=TODAY, knows=lambda _named: True)
    with pytest.raises(NamesSomebody) as refused:
        require_nobody_withheld([OTHER], on=TODAY, knows=nobody_knows)
    assert "whose case is not public" in str(refused.value.message)
    assert "Lina" not in str(refused.value.message)


@pytest.mark.parametrize("ours", [True, False])
def test_a_sections_own_texts_name_nobody_whose_case_is_not_public(
    desk: World, hidden: Case, as_role: SignIn, ours: bool
) -> None:
    if ours:
        Case.objects.filter(pk=hidden.pk).update(section=desk.own)
    admin = as_role("admin", desk.own)
    edit = reverse("sections:edit", args=[desk.own.pk])
    form = open_form(admin, edit)
    answer = admin.post(edit, form | {"words-0-tagline": f"We know {OTHER}."}).content.decode()
    assert ("may not be named here" in answer, "whose case is not public" in answer) == (ours, not ours)
    wording = reverse("desk_section_wording", args=[desk.own.pk, "en"])
    words = {"to_target": "My name", "public": "My name here", "news": f"News of {OTHER}"}
    refused = admin.post(wording, words)
    assert refused.status_code == 422
    assert (f"the case “{OTHER}”" in refused.content.decode()) is ours
    assert not SectionWords.objects.filter(tagline__contains="Lina").exists()
    assert not ConsentNotice.objects.exists()


def test_a_sections_own_texts_name_a_public_case_only_in_a_story(desk: World, public: Case, as_role: SignIn) -> None:
    admin = as_role("admin", desk.own)
    edit = reverse("sections:edit", args=[desk.own.pk])
    answer = admin.post(edit, open_form(admin, edit) | {"words-0-privacy_line": f"We write for {NAME}."})
    assert "Write a story of the case instead" in answer.content.decode()
    SectionWords.objects.filter(fact=desk.own).update(tagline=f"We write for {NAME}.")
    assert admin.post(edit, open_form(admin, edit) | {"retention_months": "6"}).status_code == 302, "it stood before"
    recall(case=public, actor=SYSTEM, at=AT, reason="A threat")
    answer = admin.post(edit, open_form(admin, edit) | {"retention_months": "7"})
    assert "may not be named here" in answer.content.decode(), "what stood goes once it may not stand"


def test_a_page_by_hand_names_nobody_whose_case_is_not_public(desk: World, hidden: Case, as_role: SignIn) -> None:
    open_homes(section=desk.own, at=AT)
    home = HomePage.objects.get(section=desk.own, locale__language_code="en")
    sent = {"title": "Our groups", "slug": "groups", "lead": f"{OTHER} is held.", "body-count": "0"}
    page = as_role("editor", desk.own).post(f"/desk/pages/add/web/standardpage/{home.pk}/", sent).content.decode()
    assert "a name of a person at risk whose case is not public" in page
    assert not StandardPage.objects.exists()


def test_words_of_a_campaign_that_name_somebody_wait_for_a_second_person(
    desk: World, public: Case, campaign: Campaign, as_role: SignIn
) -> None:
    editor, edit = as_role("editor", desk.own), reverse("campaigns:edit", args=[campaign.pk])
    form = open_form(editor, edit)
    told = form | {"words-0-summary": f"Write for {NAME}.", "planned_cases": "9", "cases": [public.pk]}
    assert editor.post(edit, told).status_code == 302
    campaign.refresh_from_db()
    assert (_said(campaign), campaign.planned_cases, list(campaign.cases.all())) == ("Ten cases.", 9, [public])
    proposal = Proposal.objects.get()
    url = reverse("desk_proposal", args=[proposal.pk])
    shown = editor.get(edit).content.decode()
    assert f"Write for {NAME}." in shown, "who goes on finds what waits"
    assert (url in shown, "Waits for a second person:" in shown) == (True, True)
    assert editor.post(url, open_form(editor, url) | {"do": "approve"}).status_code == 422
    approver = as_role("approver", desk.other, "Bea")
    shown = approver.get(url).content.decode()
    assert (NAME in shown, "What stands now" in shown) == (True, False), "who approves has no form of a campaign"
    assert "Marathon" in approver.get(reverse("desk_proposals")).content.decode()
    assert approver.post(url, open_form(approver, url) | {"do": "approve"}).status_code == 302
    assert (_said(campaign), Proposal.objects.exists()) == (f"Write for {NAME}.", False)
    assert AuditEntry.objects.get(verb="campaign.changed").actor == "Bea"
    editor = as_role("editor", desk.own, "Cy")
    assert editor.post(edit, open_form(editor, edit) | {"words-0-summary": "Ten people."}).status_code == 302
    assert _said(campaign) == "Ten people.", "what only takes away goes at once"


def test_a_campaign_names_nobody_whose_case_is_not_public_nor_a_new_one_anybody(
    desk: World, public: Case, hidden: Case, campaign: Campaign, as_role: SignIn
) -> None:
    editor, edit = as_role("editor", desk.own), reverse("campaigns:edit", args=[campaign.pk])
    refused = editor.post(edit, open_form(editor, edit) | {"words-0-summary": f"{OTHER} waits."}).content.decode()
    assert "a name of a person at risk whose case is not public" in refused
    refused = editor.post(edit, open_form(editor, edit) | {"words-0-name": f"Free {NAME}"}).content.decode()
    assert "Name people in its summary" in refused
    assert f"Free {NAME}" in refused, "nothing typed is lost"
    add = reverse("campaigns:add")
    new = open_form(editor, add) | {
        "key": "m21", "opens_on": "2021-11-20", "closes_on": "2021-12-31", "words-0-locale": locale("en").pk,
        "words-0-name": "Marathon", "words-0-summary": f"For {NAME}.",
    }  # fmt: skip
    assert "Save the campaign without" in editor.post(add, new).content.decode()
    assert (_said(campaign), Campaign.objects.count()) == ("Ten cases.", 1)


def test_who_was_recalled_meanwhile_is_not_named_by_an_approval(desk: World, public: Case, campaign: Campaign) -> None:
    ada, bea = person("Ada", "editor", desk.own).actor, person("Bea", "approver", desk.own).actor
    changed = Campaign.objects.get(pk=campaign.pk)
    row = changed.words.get()
    row.summary = f"Write for {NAME}."
    changed.words.add(row)
    waits = operations.change(changed=changed, cases=[], actor=ada, at=AT)
    assert waits is not None
    recall(case=public, actor=SYSTEM, at=AT, reason="A threat")
    with pytest.raises(NamesSomebody):
        proposals.approve(proposal=waits, actor=bea, at=AT)
    assert (_said(campaign), Proposal.objects.count()) == ("Ten cases.", 1)


def _translated(campaign: Campaign, said: dict[str, str], else_: str) -> None:
    """One person translates a campaign into French, with these words for its parts; another approves it."""
    tra, app = person("Tra", "translator").actor, person("App", "approver").actor
    locale("fr")

    def sheet() -> Any:
        return sheet_of("campaign", found("campaign", campaign.pk), "fr", at=AT)

    texts = {part.key: Typed(said.get(part.piece.name, else_)) for part in sheet().parts}
    translating.keep(sheet(), texts, actor=tra, at=AT)
    translating.submit(sheet(), actor=tra, at=AT)
    translating.approve(sheet(), actor=app, at=AT)


def test_a_translation_of_a_campaign_names_nobody_whose_case_is_not_public(
    desk: World, hidden: Case, campaign: Campaign
) -> None:
    with pytest.raises(Refused, match="whose case is not public"):
        _translated(campaign, {}, "Pour Lina Haddad, du Liban")
    assert campaign.languages() == {"en"}


def test_a_translation_names_nobody_anew_where_the_name_could_not_be_left_out(
    desk: World, public: Case, campaign: Campaign
) -> None:
    with pytest.raises(Refused, match="This text names"):
        _translated(campaign, {"name": f"Pour {NAME}"}, "Dix")


def test_hearing_names_costs_the_same_for_one_case_and_three(
    desk: World, public: Case, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        world.case(desk.own, f"case-{number}", f"Person Number{number} Example")
        with django_assert_num_queries(5):
            named_in([NAME, *(f"Person Number{n} Example" for n in range(number + 1))], on=TODAY)
