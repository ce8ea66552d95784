"""Credits of cases and actions: the same shape as those of stories, shown only as far as people agreed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.test_stories import get

from openletter.actions.models import ActionCredit
from openletter.cases.models import CaseCredit
from openletter.sections.models import Contributor
from openletter.web.models import ActionPage, CasePage

pytestmark = pytest.mark.django_db


def credit(world, subject, name, role="coordinated", **more):
    told = {"kind": "group", "agreed_on": date(2026, 1, 1)} | more
    who = Contributor.objects.create(section=world.section, name=name, **told)
    model, owner = (CaseCredit, {"case": subject}) if subject == world.case else (ActionCredit, {"action": subject})
    return model.objects.create(contributor=who, role=role, **owner)


def page_of(world, subject):
    found = CasePage.objects if subject == world.case else ActionPage.objects
    return found.filter(locale__language_code="en").first().get_url_parts()[2]


@pytest.mark.parametrize("of", ["case", "action"])
def test_a_page_names_who_agreed_and_nobody_else(world, of):
    subject = getattr(world, of)
    credit(world, subject, "Group 48", link="https://group48.example/")
    credit(world, subject, "Not Yet", agreed_on=None)
    credit(world, subject, "Long Gone", "thanks", taken_back_on=date(2026, 1, 2))
    html = get(page_of(world, subject))
    assert "<dt>Coordinated by</dt>" in html
    assert '<a href="https://group48.example/" rel="noopener noreferrer">Group 48</a>' in html
    assert not [name for name in ("Not Yet", "Long Gone", "With thanks to") if name in html]


@pytest.mark.parametrize("of", ["case", "action"])
def test_three_credits_cost_no_more_questions_than_one(world, of):
    subject, counted = getattr(world, of), []
    for names in (("One",), ("Two", "Three")):
        for name in names:
            credit(world, subject, name)
        get(page_of(world, subject))
        with CaptureQueriesContext(connection) as asked:
            get(page_of(world, subject))
        counted.append(len(asked))
    assert counted[0] == counted[1]
