"""From a request to words that readers see, and back to stale."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import polib
import pytest
from django.core import mail
from tests.desk import world
from tests.desk.world import AT, person

from openletter.accounts.models import User
from openletter.actions.models import Action, ActionWords
from openletter.actions.rules import ActionStatus
from openletter.actions.safety import NotSafe
from openletter.cases.models import Case, CaseWords, Development, DevelopmentWords, PersonWords
from openletter.cases.operations import answer_finding
from openletter.kernel import audit, outbox
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused
from openletter.translations import exchange, following, operations
from openletter.translations.drafting import Typed
from openletter.translations.models import Rendering
from openletter.translations.queries import translation_state
from openletter.translations.reckoning import Sheet, reckon, sheet_of
from openletter.translations.rules import TranslationState as State
from openletter.translations.safety import waiting_findings
from openletter.translations.texts import found

pytestmark = pytest.mark.django_db
ARABIC = {
    "title": "أطلقوا سراحه",
    "ask": "اطلبوا الإفراج عنه.",
    "text": "أفرجوا عنه.",
    "subject": "الإفراج",
    "body": "أطلب الإفراج عنه.",
}


@pytest.fixture
def action() -> Action:
    """A live petition in English, for a section that speaks Arabic too."""
    for code in ("en", "ar"):
        world.locale(code)
    section = world.section("ca", ("en",))
    made = world.action(world.case(section), status=ActionStatus.LIVE)
    section.languages = ["en", "ar"]
    section.save()
    return made


@pytest.fixture
def people() -> tuple[User, User]:
    return world.person("Tra", "translator"), world.person("App", "approver")


def sheet(action: Action) -> Sheet:
    return sheet_of("action", found("action", action.pk), "ar", at=AT)


def typed(of: Sheet, **texts: str) -> dict[str, Typed]:
    return {part.key: Typed(texts[part.piece.name]) for part in of.parts if part.piece.name in texts}


def translated(action: Action, by: User) -> Sheet:
    return operations.keep(sheet(action), typed(sheet(action), **ARABIC), actor=by.actor, at=AT)


def approved(action: Action, people: tuple[User, User]) -> None:
    translated(action, people[0])
    operations.submit(sheet(action), actor=people[0].actor, at=AT)
    operations.approve(sheet(action), actor=people[1].actor, at=AT)


def test_readers_see_nothing_before_somebody_else_approved(action: Action, people: tuple[User, User]) -> None:
    tra, app = people
    assert translation_state(action, "ar") == State.MISSING
    assert translated(action, tra).rendering.state == State.IN_TRANSLATION
    assert action.languages() == {"en"}
    with pytest.raises(Refused, match="not in review"):
        operations.approve(sheet(action), actor=app.actor, at=AT)
    operations.submit(sheet(action), actor=tra.actor, at=AT)
    with pytest.raises(Refused, match="Somebody else"):
        operations.approve(sheet(action), actor=tra.actor, at=AT)
    operations.approve(sheet(action), actor=app.actor, at=AT)
    assert translation_state(action, "ar") == State.APPROVED
    assert action.languages() == {"en", "ar"}
    assert found("action", action.pk).in_language("ar").ask == ARABIC["ask"]
    assert found("action", action.pk).appeals.get().in_language("ar").body == ARABIC["body"]
    assert {"words_ar", "translation.submit", "translation.approve"} <= set(
        AuditEntry.objects.values_list("verb", flat=True)
    )


def test_a_file_that_is_a_path_opens_no_file_of_this_machine(action: Action, tmp_path: Path) -> None:
    there = tmp_path / "secret.po"
    there.write_text('msgid ""\nmsgstr ""\n"Language: ar\\n"\n\nmsgid "What nobody may read"\nmsgstr "x"\n')
    with pytest.raises(Refused):
        exchange.read(sheet(action), str(there).encode())


def test_a_changed_source_makes_it_stale_and_says_what_it_was(action: Action, people: tuple[User, User]) -> None:
    approved(action, people)
    ActionWords.objects.filter(fact=action, locale__language_code="en").update(ask="Ask for his release at once.")
    reckon("action", action.pk, at=AT)
    assert translation_state(action, "ar") == State.STALE
    changed = [part for part in sheet(action).parts if part.changed]
    assert [(part.piece.name, part.was, part.text) for part in changed] == [
        ("ask", "Ask for his release.", ARABIC["ask"])
    ]
    assert found("action", action.pk).in_language("ar").ask == ARABIC["ask"], "readers keep the old words"
    keep = {changed[0].key: Typed(changed[0].text, still_right=True)}
    operations.keep(sheet(action), keep, actor=people[0].actor, at=AT)
    operations.submit(sheet(action), actor=people[0].actor, at=AT)
    operations.approve(sheet(action), actor=people[1].actor, at=AT)
    assert translation_state(action, "ar") == State.APPROVED
    assert not [part for part in sheet(action).parts if part.was is not None]


def test_words_typed_in_the_forms_are_approved_with_their_action(action: Action) -> None:
    Action.objects.filter(pk=action.pk).update(status=ActionStatus.DRAFT)
    reckon("action", action.pk, at=AT)
    filled = translated(action, world.person("Edi", "editor"))
    assert filled.rendering.state == State.IN_REVIEW
    assert filled.rendering.waiting == []
    assert found("action", action.pk).in_language("ar").title == ARABIC["title"], "a draft action has no readers"
    Action.objects.filter(pk=action.pk).update(status=ActionStatus.APPROVED)
    reckon("action", action.pk, at=AT)
    assert translation_state(action, "ar") == State.APPROVED


def test_half_a_text_is_kept_and_never_shown(action: Action, people: tuple[User, User]) -> None:
    after = operations.keep(sheet(action), typed(sheet(action), title="أطلقوا"), actor=people[0].actor, at=AT)
    assert [part.text for part in after.parts if part.piece.name == "title"] == ["أطلقوا"]
    with pytest.raises(Refused, match="not ready"):
        operations.submit(after, actor=people[0].actor, at=AT)
    assert action.languages() == {"en"}


def test_a_broken_number_is_kept_with_what_is_wrong(action: Action, people: tuple[User, User]) -> None:
    ActionWords.objects.filter(fact=action).update(ask="He got 20 years.")
    after = operations.keep(sheet(action), typed(sheet(action), ask="حكم عليه بالسجن."), actor=people[0].actor, at=AT)
    part = next(part for part in after.parts if part.piece.name == "ask")
    assert (part.text, part.done) == ("حكم عليه بالسجن.", False)
    assert "20" in part.fault


def test_a_draft_outlives_a_change_of_its_source(action: Action, people: tuple[User, User]) -> None:
    operations.keep(sheet(action), typed(sheet(action), ask="سؤال"), actor=people[0].actor, at=AT)
    ActionWords.objects.filter(fact=action).update(ask="Ask again.")
    part = next(part for part in sheet(action).parts if part.piece.name == "ask")
    assert (part.text, part.was, part.done) == ("سؤال", "Ask for his release.", False)


def test_formatted_text_is_translated_paragraph_by_paragraph(action: Action, people: tuple[User, User]) -> None:
    case = action.case
    story = '<p>He <b>spoke</b> out.</p><p>See <a href="https://example.org/x">this</a>.</p>'
    CaseWords.objects.filter(fact=case).update(story=story, headline="In short.", title="Nasser")
    at_case = sheet_of("case", found("case", case.pk), "ar", at=AT)
    said = {
        part.key: Typed({0: "<b>تكلّم</b>.", 1: 'انظر <a id="a1">هنا</a>.'}[part.number] if part.rich else "نص")
        for part in at_case.parts
    }
    after = operations.keep(at_case, said, actor=people[0].actor, at=AT)
    assert not [part.fault for part in after.parts if part.fault]
    operations.submit(after, actor=people[0].actor, at=AT)
    operations.approve(sheet_of("case", found("case", case.pk), "ar", at=AT), actor=people[1].actor, at=AT)
    shown = found("case", case.pk).in_language("ar").story
    assert shown == '<p><b>تكلّم</b>.</p><p>انظر <a href="https://example.org/x">هنا</a>.</p>'
    assert translation_state(case, "ar") == State.APPROVED


def test_a_translation_passes_the_check_that_its_original_passed(action: Action, people: tuple[User, User]) -> None:
    tra, app = people
    lawyer = typed(sheet(action), **ARABIC | {"body": "أفرجوا عنه. اتصلوا برقم +212 600 000 000"})
    operations.keep(sheet(action), lawyer, actor=tra.actor, at=AT)
    operations.submit(sheet(action), actor=tra.actor, at=AT)
    with pytest.raises(NotSafe, match=r"العربية.*600 000 000.*say why not") as refused:
        operations.approve(sheet(action), actor=app.actor, at=AT)
    assert translation_state(action, "ar") == State.IN_REVIEW
    assert action.languages() == {"en"}, "readers see nothing of it"
    (key,) = {finding.key for finding in refused.value.findings}
    assert key in {finding.key for finding in waiting_findings(action.case, at=AT)}, "it can be answered before"
    reason = {"case": action.case, "finding": key, "reason": "The ministry's own number."}
    answer_finding(**reason, actor=app.actor, at=AT)
    with pytest.raises(Refused, match="Somebody else"):
        operations.approve(sheet(action), actor=app.actor, at=AT)
    operations.approve(sheet(action), actor=world.person("Dee", "approver").actor, at=AT)
    assert "600" in found("action", action.pk).appeals.get().in_language("ar").body


def test_a_translation_does_not_show_more_of_somebody_at_risk(action: Action, people: tuple[User, User]) -> None:
    case = action.case
    PersonWords.objects.filter(fact__case=case).update(name="Nasser")
    CaseWords.objects.filter(fact=case).update(title="Nasser", place="Al Hoceima")
    Case.objects.filter(pk=case.pk).update(exposure="high")
    at_case = sheet_of("case", found("case", case.pk), "ar", at=AT)
    named = {part.key: Typed("ناصر الزفزافي" if part.piece.name == "name" else "نص") for part in at_case.parts}
    operations.submit(operations.keep(at_case, named, actor=people[0].actor, at=AT), actor=people[0].actor, at=AT)
    with pytest.raises(NotSafe, match="the place, the full name"):
        operations.approve(sheet_of("case", found("case", case.pk), "ar", at=AT), actor=people[1].actor, at=AT)
    assert PersonWords.objects.filter(fact__case=case).count() == 1


def test_what_stood_before_is_no_reason_to_keep_a_translation_back(action: Action, people: tuple[User, User]) -> None:
    CaseWords.objects.filter(fact=action.case).update(headline="Write to someone@example.org.")
    approved(action, people)
    assert translation_state(action, "ar") == State.APPROVED


def test_what_only_the_team_may_read_is_not_translated(action: Action) -> None:
    for note, visibility in (("Arrested.", "public"), ("A witness.", "case_team")):
        row = Development.objects.create(case=action.case, kind="arrest", on="2018", visibility=visibility)
        DevelopmentWords.objects.create(fact=row, locale=world.locale("en"), note=note)
    notes = [
        piece.source
        for piece in sheet_of("case", found("case", action.case_id), "ar", at=AT).pieces
        if piece.name == "note"
    ]
    assert notes == ["Arrested."]


def test_asking_tells_the_translator_and_sets_the_day(action: Action, people: tuple[User, User]) -> None:
    due = date(2026, 12, 1)
    operations.ask(
        things=[("case", action.case), ("action", action)], languages=["ar", "en"], actor=people[1].actor, at=AT,
        translator=people[0], due=due, note="Soon, please.",
    )  # fmt: skip
    assert {(row.kind, row.language, row.due) for row in Rendering.objects.filter(translator=people[0])} == {
        ("case", "ar", due), ("action", "ar", due),
    }  # fmt: skip
    outbox.dispatch(at=AT)
    assert "Soon, please." in mail.outbox[0].body
    assert "Nasser" not in mail.outbox[0].body + mail.outbox[0].subject
    with pytest.raises(Refused, match="nothing to translate"):
        operations.ask(things=[("action", action)], languages=["en"], actor=people[1].actor, at=AT)


def test_the_audit_brings_what_changed_to_mind(action: Action) -> None:
    following.follow(at=AT)
    missing = Rendering.objects.filter(state=State.MISSING)
    assert set(missing.values_list("kind", flat=True)) == {"case", "action", "section"}
    assert following.follow(at=AT) == 0
    for fact, words in ((action, {"title": "ع", "ask": "ع"}),):
        ActionWords.objects.create(fact=fact, locale=world.locale("ar"), **words)
    later = AT + timedelta(minutes=5)
    audit.record(actor=audit.SYSTEM, verb="action_edited", subject=action, at=later)
    assert following.follow(at=later) == 1
    assert translation_state(action, "ar") == State.IN_TRANSLATION


def test_reckoning_costs_the_same_for_one_note_and_for_three(action: Action, django_assert_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for n in (1, 3):
        while action.case.developments.count() < n:
            row = Development.objects.create(case=action.case, kind="arrest", on="2018")
            DevelopmentWords.objects.create(fact=row, locale=world.locale("en"), note="Arrested.")
        reckon("case", action.case_id, at=AT)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            reckon("case", action.case_id, at=AT)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_machines_words_reach_no_reader_before_a_person_read_them(action: Action, people: tuple[User, User]) -> None:
    po = exchange.export(sheet(action))
    made = polib.pofile(po)
    assert made[0].comment == "Title\nAt most 160 letters."
    for entry in made:
        entry.msgstr, entry.flags = "كلام آلة", ["fuzzy"]
    for by_machine in (False, True):
        entries = exchange.read(sheet(action), str(made).encode(), by_machine=by_machine)
        assert all(each.unsure for each in entries)
        operations.keep(sheet(action), exchange.typed(entries), actor=people[0].actor, at=AT)
    assert translation_state(action, "ar") == State.MACHINE_DRAFT
    Action.objects.filter(pk=action.pk).update(status=ActionStatus.DRAFT)
    again = {part.key: Typed("آلة أخرى", by_machine=True) for part in sheet(action).parts}
    operations.keep(sheet(action), again, actor=people[0].actor, at=AT)
    assert found("action", action.pk).languages() == {"en"}, "nor in a draft that is approved as a whole"
    Action.objects.filter(pk=action.pk).update(status=ActionStatus.LIVE)
    with pytest.raises(Refused, match="not ready"):
        operations.submit(sheet(action), actor=people[0].actor, at=AT)
    with pytest.raises(Refused, match="not in review"):
        operations.approve(sheet(action), actor=people[1].actor, at=AT)
    assert found("action", action.pk).languages() == {"en"}


def test_who_asked_is_told_once_everything_is_approved(action: Action, people: tuple[User, User]) -> None:
    campaigner = person("Cam", "editor")
    operations.ask(things=[("action", action)], languages=["ar"], actor=campaigner.actor, at=AT, translator=people[0])
    outbox.dispatch(at=AT)
    assert [letter.to for letter in mail.outbox] == [[people[0].email]]
    approved(action, people)
    outbox.dispatch(at=AT)
    assert mail.outbox[-1].to == [campaigner.email]
    assert "is approved. Readers see it now." in mail.outbox[-1].body
    assert "Nasser" not in mail.outbox[-1].body


def test_a_post_may_be_as_long_as_its_network_lets_it(action: Action, people: tuple[User, User]) -> None:
    Action.objects.filter(pk=action.pk).update(kind="social_post", settings={"networks": ["bluesky"]})
    body = next(part for part in sheet(action).parts if part.piece.name == "body")
    assert body.piece.most == 300 - 24
    after = operations.keep(sheet(action), {body.key: Typed("ح" * 277)}, actor=people[0].actor, at=AT)
    assert next(part.fault for part in after.parts if part.key == body.key) == "Too long: 277 of 276 letters."
