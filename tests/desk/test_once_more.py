"""What comes back onto public pages, or ties two of them together: never by one person alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.forms import open_form
from tests.desk.world import AT, World, case, consent, person

from openletter.cases import operations
from openletter.cases.models import Case, CaseRelation, ConsentRecord
from openletter.cases.operations import changing
from openletter.cases.operations import consent as consents
from openletter.cases.queries import public_case
from openletter.desk.readers import readers_see
from openletter.kernel import second
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import AuditEntry, Proposal
from openletter.kernel.refusals import Refused
from openletter.sections.models import Membership, Section
from openletter.web.operations import publish_windows

SignIn = Callable[..., Client]
AGAIN = {"scopes": ["name", "surname", "case_work"], "giver": "family", "on": "2026-11-21", "evidence": "Her letter."}


def _decide(client: Client, proposal: Proposal, do: str = "approve") -> int:
    url = reverse("desk_proposal", args=[proposal.pk])
    return int(client.post(url, open_form(client, url) | {"do": do}).status_code)


def _related(of: Case) -> tuple[int, ...]:
    said = public_case(of.pk, "en", on=AT.date())
    assert said is not None
    return said.related


def _another(of: Section, *, out: bool = True) -> Case:
    made = case(of, "m", "The teacher M.")
    consent(made)
    if out:
        publish_windows(section=of, subject=made, languages=["en" if of.key == "ca" else "fr"], actor=SYSTEM, at=AT)
    return Case.objects.get(pk=made.pk)


@pytest.mark.parametrize("turned", [False, True])
def test_public_cases_are_tied_together_by_two_people(desk: World, public: Case, as_role: SignIn, turned: bool) -> None:
    hers = _another(desk.own, out=not turned)
    one, to = (hers, public) if turned else (public, hers)
    editor = as_role("editor", desk.own)
    for _twice in range(2):
        assert editor.post(reverse("desk_case_relate", args=[one.pk]), {"to": to.pk}).status_code == 302
    proposal = Proposal.objects.get()
    assert not CaseRelation.objects.exists()
    assert proposal.subject_id == str(public.pk), "the section of a public page approves"
    if turned:
        return
    url, listed = reverse("desk_proposal", args=[proposal.pk]), reverse("desk_proposals")
    for page in (editor.get(url).content.decode(), editor.get(listed).content.decode()):
        assert [name for name in ("The teacher M.", "Nasser Zefzafi") if name not in page] == [], "in words: which two"
    assert _decide(editor, proposal) == 422
    assert _decide(as_role("approver", desk.own, "Bea"), proposal) == 302
    assert (_related(public), _related(hers)) == ((hers.pk,), (public.pk,))
    told = AuditEntry.objects.filter(verb="case.related")
    assert {entry.subject_id for entry in told} == {str(public.pk), str(hers.pk)}
    assert not second.writers_of(public, changing.HABIT), "a second person looked at it"


def test_what_ties_a_case_to_one_that_is_closed_to_the_approver_is_approved_by_who_sees_both(
    desk: World, public: Case, as_role: SignIn
) -> None:
    hers = _another(desk.other, out=False)
    as_role("editor").post(reverse("desk_case_relate", args=[public.pk]), {"to": hers.pk})
    proposal, approver = Proposal.objects.get(), as_role("approver", desk.own, "Bea")
    page = approver.get(reverse("desk_proposal", args=[proposal.pk])).content.decode()
    listed = approver.get(reverse("desk_proposals")).content.decode()
    assert "The teacher M." not in page + listed
    assert "you may not see it" in page
    assert _decide(approver, proposal) == 422
    assert not CaseRelation.objects.exists()
    both = person("Cleo", "approver", desk.own)
    Membership.objects.create(user=both, section=desk.other, role="translator")
    approver.force_login(both)
    assert _decide(approver, proposal) == 302
    assert CaseRelation.objects.count() == 2
    assert second.writers_of(hers, changing.HABIT) >= {both.pk}, "of what is not out yet it is writing"
    page = as_role("editor", desk.own, "Dan").get(reverse("cases:inspect", args=[public.pk])).content.decode()
    assert "The teacher M." not in page
    assert "A case that is not public yet" in page


def test_tying_before_anything_is_public_is_writing_and_is_looked_at(desk: World, as_role: SignIn) -> None:
    hers = _another(desk.own, out=False)
    root = as_role("admin", None)
    pages = reverse("desk_case_pages", args=[desk.case.pk])
    looked = open_form(root, pages)["looked"]
    assert root.post(reverse("desk_case_relate", args=[desk.case.pk]), {"to": hers.pk}).status_code == 302
    assert CaseRelation.objects.count() == 2
    assert not Proposal.objects.exists()
    assert AuditEntry.objects.filter(verb="case.relate").count() == 2
    assert open_form(root, pages)["looked"] != looked
    for each in (desk.case, hers):
        windows = {"windows": [f"{desk.own.pk}:en"]}
        assert root.post(reverse("desk_case_pages", args=[each.pk]), windows).status_code == 422


def test_cases_are_parted_by_anybody_who_writes_one_of_them(desk: World, public: Case, as_role: SignIn) -> None:
    hers = _another(desk.other)
    operations.relate(case=public, to=hers, actor=SYSTEM, at=AT)
    assert _related(public) == (hers.pk,)
    seen = [
        fact.text for part in readers_see(public, AT.date()) for fact in part.facts if part.heading == "Related case"
    ]
    assert seen == ["The teacher M."]
    Case.objects.filter(pk=hers.pk).update(released_at=None)
    assert "The teacher M." not in str(readers_see(public, AT.date())), "no page names what was never let out"
    Case.objects.filter(pk=hers.pk).update(released_at=AT)
    editor = as_role("editor", desk.own)
    untie = reverse("desk_case_untie", args=[public.pk])
    page = editor.get(reverse("cases:inspect", args=[public.pk])).content.decode()
    assert f"{untie}?to={hers.pk}" in page
    form = open_form(editor, f"{untie}?to={hers.pk}")
    assert editor.post(untie, form).status_code == 302
    assert not CaseRelation.objects.exists()
    told = AuditEntry.objects.filter(verb="case.untied")
    assert {entry.subject_id for entry in told} == {str(public.pk), str(hers.pk)}
    assert editor.post(untie, form).status_code == 422
    assert as_role("approver", desk.own, "Bea").get(untie).status_code == 404, "who writes no case does not"


def _withdrawn(public: Case, client: Client) -> None:
    assert client.post(reverse("desk_case_withdraw", args=[public.pk]), AGAIN).status_code == 302
    assert public_case(public.pk, "en", on=AT.date()) is None


def test_what_a_family_took_back_is_public_again_once_two_people_say_so(
    desk: World, public: Case, as_role: SignIn
) -> None:
    client = as_role("researcher", desk.own)
    _withdrawn(public, client)
    given, before = reverse("desk_case_consent", args=[public.pk]), ConsentRecord.objects.count()
    for _twice in range(2):
        assert client.post(given, AGAIN | {"expires_on": ""}).status_code == 302
    assert public_case(public.pk, "en", on=AT.date()) is None
    assert ConsentRecord.objects.count() == before
    proposal = Proposal.objects.get()
    page = client.get(reverse("desk_proposal", args=[proposal.pk])).content.decode()
    for words in ("Surname", "Withdrawn", "Given", "Family", "Her letter."):
        assert words in page
    assert _decide(client, proposal) == 422
    assert _decide(as_role("approver", desk.own, "Bea"), proposal) == 302
    assert public_case(public.pk, "en", on=AT.date()) is not None
    last = ConsentRecord.objects.order_by("pk").last()
    assert last is not None
    assert last.recorded_by is not None
    assert last.recorded_by.first_name == "Ada", "who heard it, not who approved it"


def test_who_recorded_that_it_was_taken_back_does_not_bring_it_back(desk: World, public: Case, as_role: SignIn) -> None:
    root = as_role("admin", desk.own)
    _withdrawn(public, root)
    ada = root.session["_auth_user_id"]
    as_role("researcher", desk.own, "Bea").post(
        reverse("desk_case_consent", args=[public.pk]), AGAIN | {"expires_on": ""}
    )
    proposal = Proposal.objects.get()
    root.force_login(type(person("Cleo", "approver", desk.own)).objects.get(pk=ada))
    page = root.get(reverse("desk_proposal", args=[proposal.pk])).content.decode()
    assert "You recorded that this consent was taken back." in page
    assert 'value="approve"' not in page
    assert _decide(root, proposal) == 422
    assert public_case(public.pk, "en", on=AT.date()) is None


def test_what_was_taken_back_once_more_meanwhile_is_not_brought_back(
    desk: World, public: Case, as_role: SignIn
) -> None:
    client = as_role("researcher", desk.own)
    _withdrawn(public, client)
    client.post(reverse("desk_case_consent", args=[public.pk]), AGAIN | {"expires_on": ""})
    proposal = Proposal.objects.get()
    client.post(reverse("desk_case_withdraw", args=[public.pk]), AGAIN)
    assert _decide(as_role("approver", desk.own, "Bea"), proposal) == 422
    with pytest.raises(Refused, match="since"):
        consents.put_consent(case=public, proposal=proposal, actor=SYSTEM, at=AT)
    assert public_case(public.pk, "en", on=AT.date()) is None


def test_on_a_public_case_only_what_holds_already_is_recorded_at_once(
    desk: World, public: Case, as_role: SignIn
) -> None:
    client, given = as_role("researcher", desk.own), reverse("desk_case_consent", args=[public.pk])
    assert client.post(given, AGAIN | {"expires_on": ""}).status_code == 302
    assert not Proposal.objects.exists()
    client.post(given, AGAIN | {"scopes": ["photo"], "expires_on": ""})
    assert Proposal.objects.get().wanted["scopes"] == ["photo"]
    assert not ConsentRecord.objects.filter(scope="photo").exists()
    path = reverse("desk_publish_safety", args=[desk.action.pk])
    page = client.post(path, AGAIN | {"scopes": ["quote"], "expires_on": "", "record": "1"}, follow=True)
    assert "It is kept and waits" in page.content.decode()
    assert not ConsentRecord.objects.filter(scope="quote").exists()
