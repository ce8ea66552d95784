"""What a court did, on the case's page: in order, in words, and never more than the record says."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override
from tests.world import pages

from openletter.cases.models import Case, Proceeding, Sentence
from openletter.cases.queries import public_case
from openletter.kernel import clock
from openletter.web.context.of_court import in_court, sentence_in_words


@pytest.fixture
def case(db: None) -> Case:
    """A public case whose demo sentence is taken away: each test says what the court did."""
    made = pages.a_case(pages.a_section())
    made.sentences.all().delete()
    return made


def lines(case: Case, language: str = "en"):
    with override(language):
        return in_court(public_case(case.pk, language, on=clock.today()), language)


@pytest.mark.parametrize(
    ("kind", "length", "language", "said"),
    [
        ("prison", "P20Y", "en", "20 years in prison"),
        ("prison", "P1Y", "en", "1 year in prison"),
        ("prison", "P18M", "en", "18 months in prison"),
        ("prison", "P2Y6M10D", "en", "2 years, 6 months, and 10 days in prison"),
        ("prison", "P20Y", "fr", "20\u00a0ans de prison"),
        ("prison", "P2Y", "ar", "السجن لمدة سنتين"),
        ("prison", "P3Y", "ar", "السجن لمدة 3\u00a0سنوات"),
        ("prison", "", "en", "Prison term"),
        ("life", "P20Y", "en", "Life imprisonment"),
        ("other", "P1Y", "en", "Other · 1 year"),
    ],
)
def test_a_sentence_is_counted_in_the_readers_language(kind, length, language, said):
    with override(language):
        assert sentence_in_words(kind, length, language).replace("\u00a0", " ") == said.replace("\u00a0", " ")


def test_stages_and_sentences_follow_each_other_in_time_whatever_the_order_of_entry(case):
    Proceeding.objects.create(case=case, visibility="public", stage="appeal", result="sentence_upheld", on="2019-04-05")
    Proceeding.objects.create(
        case=case, visibility="public", stage="verdict", court="military", result="convicted", on="2018-06"
    )
    Proceeding.objects.create(case=case, visibility="public", stage="cassation", result="pending")
    Sentence.objects.create(case=case, visibility="public", imposed="2018-06-27", length="P20Y")
    found = lines(case)
    assert [line.what for line in found] == ["Verdict", "Cassation", "Sentence", "Court appeal"]
    verdict, cassation, sentence, appeal = found
    assert (verdict.when, verdict.iso, verdict.court) == ("June 2018", "2018-06", "Military court")
    assert (cassation.when, cassation.court) == ("", "")
    assert (sentence.result, sentence.when, sentence.standing) == ("20 years in prison", "June 27, 2018", "")
    assert appeal.result == "Sentence upheld"


def test_replaced_on_appeal_is_said_only_where_an_appeal_changed_it_and_gave_a_new_one(case):
    Sentence.objects.create(case=case, visibility="public", kind="death", imposed="2015-01", is_in_force=False)
    Proceeding.objects.create(
        case=case, visibility="public", stage="appeal", result="sentence_reduced", on="2017-11-09"
    )
    assert [line.standing for line in lines(case) if line.is_sentence] == ["No longer in force"]
    Sentence.objects.create(case=case, visibility="public", imposed="2017-11-09", length="P2Y")
    assert [line.standing for line in lines(case) if line.is_sentence] == ["Replaced on appeal", ""]
    Proceeding.objects.update(result="sentence_upheld")
    assert [line.standing for line in lines(case) if line.is_sentence] == ["No longer in force", ""]


def test_an_unpublished_stage_is_not_on_the_page_and_nothing_stands_where_nothing_is(case):
    Proceeding.objects.create(case=case, stage="trial", on="2018", visibility="case_team")
    pages.an_action(case)
    world = pages.World(case.section, case.actions.get())
    address = pages.address_of(world, "en", case_only=True)
    assert "In court" not in Client().get(address).content.decode()
    Sentence.objects.create(case=case, visibility="public", imposed="2018-06-27", length="P20Y")
    html = Client().get(address).content.decode()
    assert "In court</span>" in html
    assert "20 years in prison" in html
    assert '<time datetime="2018-06-27">' in html
    assert "Trial" not in html
