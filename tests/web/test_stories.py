"""Stories: told as staff wrote them, and gone when the person they tell of may not be named."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image as PillowImage
from tests.world import pages
from tests.world.making import AT, EDITOR, consent
from wagtail.images import get_image_model
from wagtail.rich_text import RichText

from openletter.actions.operations import life
from openletter.cases.operations import ConsentMissing, withdraw_consent
from openletter.kernel.refusals import Refused
from openletter.web.models import StoriesPage, StoryPage
from openletter.web.storytelling import StoryText, publish_story
from openletter.web.wagtail_hooks import draw_pictures

pytestmark = pytest.mark.django_db
LIST = "/xx/en/stories/"


def text(language="en", number="", **more):
    body = [
        ("paragraph", RichText("<p>What <b>happened</b></p>")),
        ("heading", "Afterwards"),
        ("quote", {"text": "I knew", "by": "Amina", "of_person": True}),
        ("quote", {"text": "We asked", "by": "A neighbour", "of_person": False}),
    ]
    return StoryText(title=f"A story{number} {language}", lead=f"In short {language}", body=body, **more)


def publish(world, key="one", *, tells=None, mentions=(), languages=("en", "fr", "ar"), on=date(2026, 2, 1), **more):
    return publish_story(
        section=world.section, key=key, kind="good_news", on=on, mentions=mentions, actor=EDITOR, at=AT,
        tells=[world.case] if tells is None else tells, texts={code: text(code, **more) for code in languages},
    )  # fmt: skip


def path_of(story):
    return story.get_url_parts()[2]


def get(path, status=200):
    answer = Client().get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def withdraw(world, scope="name"):
    withdraw_consent(
        case=world.case, scopes=[scope], giver="family", on=AT.date(), evidence="Call", actor=EDITOR, at=AT
    )


def test_a_story_says_what_it_is_when_by_whom_and_of_whom(world):
    story = publish(world, contributors="Group 48\nA partner")[0]
    html = get(path_of(story))
    for words in ("Good news", "February 1, 2026", "In short en", "What <b>happened</b>", "Afterwards", "Section xx"):
        assert words in html
    assert "Group 48" in html
    assert "Sign the petition" in html
    assert 'hreflang="ar"' in html


def test_stories_stand_in_their_list_on_the_home_and_on_the_case(world):
    story = publish(world)[0]
    for path in (LIST, "/xx/en/", pages.address_of(world, "en", case_only=True)):
        assert path_of(story) in get(path), path
    assert "A story ar" in get("/xx/ar/stories/")
    assert "A story en" not in get("/xx/ar/stories/")


def test_without_stories_the_list_says_so(world):
    assert "Nothing has been written here yet" in get(LIST)


def test_withdrawn_consent_takes_the_story_down_everywhere(world):
    stories = publish(world)
    withdraw(world)
    for story in stories:
        assert "Amina" not in get(path_of(story), 410)
    for path in (LIST, "/xx/en/"):
        assert "A story en" not in get(path)


def test_a_safety_stop_takes_the_story_down(world):
    story = publish(world)[0]
    life.suspend(action=world.action, actor=EDITOR, at=AT, reason="Danger")
    get(path_of(story), 410)
    assert "A story en" not in get(LIST)
    life.resume(action=world.action, actor=EDITOR, at=AT, reason="Safe again")
    get(path_of(story))


def test_a_person_only_mentioned_is_left_out_and_the_story_stays(world):
    story = publish(world, tells=[], mentions=[world.case])[0]
    assert "Amina Example" in get(path_of(story))
    withdraw(world)
    assert "Amina Example" not in get(path_of(story))


def test_the_persons_own_words_need_consent_to_quote_them(world):
    story = publish(world)[0]
    html = get(path_of(story))
    assert "I knew" not in html
    assert "We asked" in html
    consent(world.case, ["quote"])
    assert "I knew" in get(path_of(story))


def test_a_story_of_tomorrow_is_not_told_today(world):
    story = publish(world, on=date(2999, 1, 1))[0]
    get(path_of(story), 410)
    assert "A story" not in get(LIST)


def test_publishing_twice_is_refused_what_lacks_consent_or_a_language(world):
    with pytest.raises(Refused):
        publish(world, languages=["de"])
    withdraw(world)
    with pytest.raises(ConsentMissing):
        publish(world)
    assert not StoryPage.objects.exists()


def test_stories_stand_at_one_address_and_nothing_else_does(world):
    folder = StoriesPage.objects.first()
    folder.slug = "elsewhere"
    with pytest.raises(ValidationError):
        folder.clean()
    story = publish(world)[0]
    story.slug = "privacy"
    with pytest.raises(ValidationError):
        story.clean()


def test_a_sensitive_case_keeps_its_stories_from_search_engines(world):
    story = publish(world)[0]
    type(world.case).objects.update(hide_from_search=True, quick_exit=True)
    answer = Client().get(path_of(story))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert 'content="noindex"' in answer.content.decode()


def test_three_stories_cost_no_more_questions_than_one(world):
    publish(world)
    get(LIST)
    counted = []
    for number in (1, 3):
        for key in range(1, number):
            publish(world, str(key), number=key)
        with CaptureQueriesContext(connection) as asked:
            html = get(LIST)
        assert html.count("In short en") == number
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_editor_offers_every_part_of_a_story(world, client, django_user_model):
    story = publish(world)[0]
    client.force_login(django_user_model.objects.create_superuser("ada@example.org", "long-enough-words"))
    html = client.get(f"/desk/pages/{story.pk}/edit/").content.decode()
    for name in ("title", "kind", "on", "lead", "byline", "contributors", "cases-0-tells"):
        assert f'name="{name}"' in html, name
    assert 'id="body"' in html


def a_picture():
    written = BytesIO()
    PillowImage.new("RGB", (40, 30), "white").save(written, "PNG")
    return get_image_model().objects.create(title="A street", file=ImageFile(BytesIO(written.getvalue()), "street.png"))


# Wagtail leaves the file it draws into to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_has_words_and_a_credit_and_needs_consent_where_it_shows_the_person(world, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    image = a_picture()
    story = publish(world)[0]
    for shows in (True, False):
        value = {"image": image, "alt": "A street in the rain", "credit": "A. Example", "shows_person": shows}
        story.body.append(("picture", value))
    story.save_revision().publish()
    assert "A street in the rain" not in get(path_of(story))  # not drawn in its size yet
    draw_pictures(None, story)
    html = get(path_of(story))
    assert html.count('alt="A street in the rain"') == 1
    assert "Photo: A. Example" in html
    hers, streets = (piece.id for piece in StoryPage.objects.get(pk=story.pk).body if piece.block_type == "picture")
    answer = Client().get(f"/photo/story/{story.pk}/{streets}.webp")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert Client().get(f"/photo/story/{story.pk}/{hers}.webp").status_code == 410
    consent(world.case, ["photo"])
    assert Client().get(f"/photo/story/{story.pk}/{hers}.webp").status_code == 200
    assert get(path_of(story)).count('alt="A street in the rain"') == 2
    withdraw(world)
    assert Client().get(f"/photo/story/{story.pk}/{streets}.webp").status_code == 410


def test_no_process_remembers_what_was_drawn_when_the_rows_may_be_gone():
    remembered = get_image_model().get_rendition_model().cache_backend
    remembered.set("drawn", 1)
    assert remembered.get("drawn") is None


def test_a_search_finds_stories_of_the_people_found_and_by_their_own_words(world):
    publish(world)
    publish(world, key="two", tells=[], number=" of a marathon")
    by_name = get("/xx/en/cases/?q=Amina")
    assert "A story en" in by_name
    assert "marathon" not in by_name
    by_word = get("/xx/en/cases/?q=marathon+story")
    assert "A story of a marathon en" in by_word
    assert "A story en<" not in by_word
    assert 'class="stories"' not in get("/xx/en/cases/")
    withdraw_consent(
        case=world.case, scopes=["name"], giver="self", evidence="By letter", on=AT.date(), actor=EDITOR, at=AT
    )
    assert "A story en" not in get("/xx/en/cases/?q=story")
