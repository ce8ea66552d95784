"""Good news: what became better, told honestly."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.world import pages
from tests.world.making import AT, EDITOR, consent

from openletter.cases.operations import OutcomeText, record_outcome, withdraw_consent
from openletter.web.views import good_news

pytestmark = pytest.mark.django_db
PATH = "/xx/en/good-news/"


def better(case, on="2026-02~", type="pardoned"):
    said = OutcomeText(summary=f"{case.key} is free", thanks="Thank you all", quote="I heard you", quote_by="Her")
    texts = {"en": said, "fr": said, "ar": said}
    return record_outcome(case=case, type=type, attribution="contributed", on=on, texts=texts, actor=EDITOR, at=AT)


def get(path=PATH, status=200):
    answer = Client().get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_without_any_the_page_says_so_and_leads_on(world):
    html = get()
    assert "There is none to tell yet" in html
    assert 'href="/xx/en/"' in html


def test_an_outcome_stands_under_its_year_with_our_part_in_it(world):
    better(world.case)
    html = get()
    assert ">2026</h2>" in html
    assert "amina is free" in html
    assert "Contributed" in html
    assert "Thank you all" in html
    assert "amina is free" in get("/xx/en/")


def test_a_quote_needs_consent_to_be_quoted(world):
    better(world.case)
    assert "I heard you" not in get()
    consent(world.case, ["quote"])
    assert "I heard you" in get()


def test_whoever_was_arrested_again_is_no_good_news(world):
    better(world.case)
    record_outcome(
        case=world.case, type="re_arrest", attribution="unknown", on="2026-03", closes_case=False,
        texts={"en": OutcomeText(summary="Held again")}, actor=EDITOR, at=AT,
    )  # fmt: skip
    assert "amina is free" not in get()


def test_withdrawn_consent_takes_good_news_down(world):
    better(world.case)
    withdraw_consent(
        case=world.case, scopes=["name"], giver="family", on=AT.date(), evidence="Call", actor=EDITOR, at=AT
    )
    assert "amina" not in get()
    assert "Amina" not in get()


def test_newest_first_and_a_page_at_a_time(world, monkeypatch):
    monkeypatch.setattr(good_news, "PAGE", 1)
    other = pages.a_case(world.section, "second")
    pages.an_action(other)
    better(world.case, on="2019")
    better(other, on="2021-05-03")
    first, second = get(), get(f"{PATH}2/")
    assert "second is free" in first
    assert "amina is free" in second
    assert f'href="{PATH}2/" rel="next"' in first
    assert f'href="{PATH}" rel="prev"' in second
    get(f"{PATH}3/", 404)
    get(f"{PATH}0/", 404)


def test_three_cost_no_more_questions_than_one(world):
    better(world.case)
    get()
    with CaptureQueriesContext(connection) as one:
        get()
    for key in ("second", "third"):
        pages.an_action(pages.a_case(world.section, key))
        better(type(world.case).objects.get(key=key))
    with CaptureQueriesContext(connection) as three:
        html = get()
    assert html.count(" is free") == 3
    assert len(one) == len(three)
