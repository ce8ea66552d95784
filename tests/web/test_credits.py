"""Credits of a story: named by what they did, for as long as they agree, and never from another section."""

import json
import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.test_stories import get, path_of, text
from tests.world.acts import a_section
from tests.world.making import AT, EDITOR

from openletter.kernel.refusals import Refused
from openletter.sections.models import Contributor
from openletter.sections.rules import CreditRole
from openletter.web.models import StoryCredit, StoryPage
from openletter.web.newsroom.publishing import begin_translation, publish_draft
from openletter.web.storytelling import publish_story

pytestmark = pytest.mark.django_db
AGREED = date(2026, 1, 1)


def who(world, name, kind="group", **more):
    return Contributor.objects.create(section=world.section, name=name, kind=kind, **{"agreed_on": AGREED} | more)


def tell(world, *credits, languages=("en",), **more):
    return publish_story(
        section=world.section, key="one", kind="article", on=AT.date(), tells=[world.case], actor=EDITOR, at=AT,
        credits=credits, texts={code: text(code, **more) for code in languages},
    )  # fmt: skip


def article(html):
    graph = json.loads(re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html, re.S)[1])["@graph"]
    return next(thing for thing in graph if thing["@type"] == "NewsArticle")


def test_a_story_names_its_people_by_what_they_did(world):
    page = tell(
        world,
        (CreditRole.WRITTEN, who(world, "Nora Example", "person")),
        (CreditRole.COORDINATED, who(world, "Group 48")),
        (CreditRole.TOGETHER, who(world, "A Coalition", "partner", link="https://coalition.example/")),
        (CreditRole.COORDINATED, who(world, "Group 12")),
        byline="Somebody else",
    )[0]
    html = get(path_of(page))
    assert "By <bdi>Nora Example</bdi>" in html
    assert "Somebody else" not in html
    shown = html[html.index('<dl class="facts">') :]
    places = [shown.index(each) for each in ("Coordinated by", "Group 48", "Group 12", "Together with", "A Coalition")]
    assert places == sorted(places)
    assert '<a href="https://coalition.example/" rel="noopener noreferrer">A Coalition</a>' in html
    told = article(html)
    assert told["author"] == [{"@type": "Person", "name": "Nora Example"}]
    assert {"@type": "Organization", "name": "A Coalition", "url": "https://coalition.example/"} in told["contributor"]


def test_nobody_is_named_who_has_not_agreed_or_took_it_back(world):
    waits = who(world, "Not Yet", agreed_on=None)
    gone = who(world, "Long Gone", taken_back_on=date(2026, 1, 2))
    early = who(world, "Next Century", agreed_on=date(2999, 1, 1))
    page = tell(world, *((CreditRole.WRITTEN, each) for each in (waits, gone, early)), byline="Ada")[0]
    html = get(path_of(page))
    assert "By <bdi>Ada</bdi>" in html
    assert "author" not in article(html)
    assert not [name for name in ("Not Yet", "Long Gone", "Next Century", "Written by") if name in html]


def test_a_translator_stands_on_the_language_they_translated_into(world):
    pages = tell(world, (CreditRole.TRANSLATED, who(world, "Salma Example", "person")), languages=("en", "fr"))
    StoryCredit.objects.update(language="fr")
    assert "Salma Example" not in get(path_of(pages[0]))
    assert article(get(path_of(pages[1])))["translator"] == [{"@type": "Person", "name": "Salma Example"}]


def test_a_translation_has_the_credits_of_the_first_language(world, django_user_model):
    page = tell(world, (CreditRole.THANKS, who(world, "Group 48")))[0]
    ada = django_user_model.objects.create_superuser("ada@example.org", "long-enough-words")
    made = begin_translation(story=page, language="fr", user=ada, at=AT)
    assert [line.contributor.name for line in made.credits.all()] == ["Group 48"]
    page.credits = [StoryCredit(contributor=who(world, "Group 12"), role=CreditRole.PHOTO)]
    page.save_revision()
    publish_draft(story=made, releases=True, names_nobody=False, actor=EDITOR, at=AT)
    lines = StoryPage.objects.get(pk=made.pk).credits.all()
    assert [(line.contributor.name, line.role) for line in lines] == [("Group 12", "photo")]


def test_three_credits_cost_no_more_questions_than_one(world):
    page = tell(world, (CreditRole.WRITTEN, who(world, "One")))[0]
    get(path_of(page))
    counted = []
    for name in ("Two", "Three"):
        with CaptureQueriesContext(connection) as asked:
            get(path_of(page))
        counted.append(len(asked))
        for role in CreditRole:
            StoryCredit.objects.create(story=page, contributor=who(world, f"{name} {role}"), role=role)
    assert counted[0] == counted[1]


def test_a_contributor_of_another_section_and_a_bare_link_are_refused(world):
    other = Contributor.objects.create(section=a_section("zz"), name="Theirs", kind="group", agreed_on=AGREED)
    with pytest.raises(Refused):
        tell(world, (CreditRole.THANKS, other))
    other.link = "http://theirs.example/"
    with pytest.raises(ValidationError):
        other.full_clean()
