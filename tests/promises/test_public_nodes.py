"""Personal data is sealed at rest: the public web role can write it and cannot read it back."""

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.images import ImageFile
from django.db import ProgrammingError, connection, transaction
from django.test import Client, override_settings
from tests.world import pages, public_node
from tests.world.acts import AT, a_section, an_act, an_action
from tests.world.crawl import Walk
from tests.world.making import EDITOR, consent
from tests.world.photographs import photograph
from wagtail.images import get_image_model

from openletter.actions.enclosures import operations as enclosures
from openletter.actions.models import Action
from openletter.actions.operations import acts
from openletter.actions.rules import ActState
from openletter.campaigns.models import Campaign
from openletter.cases.operations import OutcomeText, PhotoFacts, put_photo, record_outcome
from openletter.deliveries.lobbying.models import LobbyContact
from openletter.deliveries.lobbying.operations import release
from openletter.kernel import tokens, words
from openletter.kernel.ids import uuid7
from openletter.sections.models import Contributor
from openletter.sections.rules import CreditRole
from openletter.solidarity.operations.objections import object_to
from openletter.supporters.models import ConsentNotice, SignUp
from openletter.supporters.operations import new_section_key
from openletter.supporters.sign_ups import LINK
from openletter.targets.representatives.files import example
from openletter.targets.representatives.importing import bring_in
from openletter.targets.representatives.models import Representative
from openletter.web.models import HomePage, Redirect, StandardPage
from openletter.web.operations import publish_campaign
from openletter.web.storytelling import StoryText, publish_story
from openletter.web.wagtail_hooks import draw_pictures

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

CLOSED = [
    "SELECT sealed FROM actions_taken",
    "SELECT * FROM actions_taken",
    "SELECT wrapped FROM kernel_datakey",
    "SELECT 1 FROM supporters_supporter",
    "SELECT email FROM accounts_user",
    "SELECT 1 FROM django_session",
    "SELECT 1 FROM kernel_auditentry",
    "INSERT INTO actions_ledgerentry DEFAULT VALUES",
    "DELETE FROM actions_taken",
    "UPDATE kernel_datakey SET wrapped = ''",
    "UPDATE actions_taken SET action_id = action_id",
    "UPDATE actions_taken SET country = 'XX'",
    "SELECT payload FROM kernel_outboxentry",
    "SELECT evidence FROM cases_consentrecord",
    "SELECT source_note FROM cases_development",
    "SELECT 1 FROM sections_membership",
    "SELECT rights_note FROM cases_casephoto",
    "SELECT body FROM cases_photomaster",
    "SELECT sealed FROM supporters_signup",
    "SELECT person FROM supporters_signup",
    "DELETE FROM supporters_signup",
    "SELECT sealed FROM deliveries_lobbycontact",
    "SELECT note FROM deliveries_lobbycontact",
    "SELECT official FROM deliveries_lobbycontact",
    "UPDATE deliveries_lobbycontact SET state = 'released'",
    "SELECT sealed FROM actions_enclosure",
    "DELETE FROM actions_enclosure",
    "SELECT 1 FROM solidarity_solidaritymessage",
    "SELECT 1 FROM solidarity_objection",
    "SELECT 1 FROM solidarity_decision",
    "SELECT 1 FROM solidarity_pagereport",
    "SELECT 1 FROM solidarity_reason",
    "SELECT reason FROM actions_ledgerentry",
    "SELECT 1 FROM kernel_work",
    "SELECT 1 FROM kernel_workpart",
    "SELECT 1 FROM wagtailcore_apitoken",
    "SELECT 1 FROM wagtail_localize_stringtranslation",
]


def as_a_public_node() -> None:
    """From here on the database believes us to be a public node, until the test ends."""
    public_node.make_role()
    public_node.become()


@pytest.fixture
def act() -> Iterator[object]:
    """One act, and from here on the database believes us to be a public node."""
    act = an_act(an_action(a_section()))
    as_a_public_node()
    yield act
    public_node.be_ourselves_again()


@pytest.mark.parametrize("statement", CLOSED)
def test_a_public_node_cannot_read_people_back(act: object, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_public_node_can_do_everything_an_act_needs(act: object) -> None:
    assert Action.objects.get().words.count() >= 0
    assert acts.confirm(act_id=act, at=AT).state == ActState.COUNTED
    assert acts.withdraw(act_id=act, at=AT + timedelta(hours=1)).changed


def test_a_public_node_takes_a_picture_it_cannot_look_at() -> None:
    action = an_action(a_section())
    as_a_public_node()
    token = enclosures.take(photograph(), action=action, section=action.section, at=AT)
    assert enclosures.named(token, action.ref) is not None


def test_a_public_node_takes_an_objection_it_cannot_read() -> None:
    section = a_section()
    as_a_public_node()
    said = {"section": section, "text": "It is the name of my cat.", "language": "en", "at": AT}
    decision = uuid7()
    assert object_to(decision, **said)
    assert not object_to(decision, **said)


def test_a_public_node_takes_a_sign_up_it_cannot_read_confirms_and_ends_it() -> None:
    world = pages.a_world()
    new_section_key(world.section, AT)
    ConsentNotice.objects.create(
        section=world.section, language="en", version=1, made_at=AT, to_target="a", public="b", news="c", sign_up="d"
    )
    as_a_public_node()
    client = Client()
    for _ in range(2):
        assert client.post("/xx/en/sign-up/", {"email": "rim@people.example"}).status_code == 303
    row = SignUp.objects.values_list("pk", flat=True).get()
    own = f"/xx/en/sign-up/{tokens.sign(row, purpose=LINK, key=settings.SECRET_KEY)}/"
    for verb in ("confirm", "end"):
        assert client.post(own, {"do": verb}).status_code == 303
        assert client.get(own).status_code == 200
    assert SignUp.objects.values_list("state", flat=True).get() == "ended"


def a_whole_world() -> pages.World:
    """A section with something of everything that its public pages can show."""
    world = pages.a_world()
    consent(world.case, ["photo", "social_media", "quote"])
    put_photo(
        case=world.case, facts=PhotoFacts(credit="Salma Example"), alts=dict.fromkeys(pages.LANGUAGES, "A woman"),
        upload=photograph(), actor=EDITOR, at=AT,
    )  # fmt: skip
    freed = pages.an_action(pages.a_case(world.section, "basma")).case
    said = OutcomeText(summary="She is free", thanks="Thank you", quote="I heard you", quote_by="Her")
    record_outcome(
        case=freed, type="pardoned", attribution="contributed", on="2020-06", actor=EDITOR, at=AT,
        texts=dict.fromkeys(pages.LANGUAGES, said),
    )  # fmt: skip
    _a_story(world)
    _a_campaign(world)
    pages.an_action(pages.a_case(world.section, "chama"))
    _a_page_that_moved(world)
    return world


def _a_page_that_moved(world: pages.World) -> None:
    home = HomePage.objects.get(section=world.section, locale__language_code="en")
    page = home.add_child(instance=StandardPage(title="Groups", slug="groups", locale=home.locale))
    own = {"section": world.section, "made_at": AT, "made_by": "An editor"}
    Redirect.objects.create(source=OLD[0], page_id=page.pk, **own)
    Redirect.objects.create(source=OLD[1], target="/xx/en/about/", **own)


def _a_story(world: pages.World) -> None:
    written = io.BytesIO(photograph((40, 30)))
    image = get_image_model().objects.create(title="A street", file=ImageFile(written, "street.jpg"))
    picture = {"image": image, "alt": "A street", "credit": "A. Example", "shows_person": True}
    body = [("picture", picture), ("quote", {"text": "I knew", "by": "Amina", "of_person": True})]
    group = Contributor.objects.create(section=world.section, kind="group", name="Group 48", agreed_on=AT.date())
    stories = publish_story(
        section=world.section, key="one", kind="article", on=AT.date(), tells=[world.case], actor=EDITOR, at=AT,
        credits=[(CreditRole.COORDINATED, group)],
        texts={code: StoryText(title=f"A story {code}", lead="In short", body=body) for code in pages.LANGUAGES},
    )  # fmt: skip
    for story in stories:
        draw_pictures(None, story)


def _a_campaign(world: pages.World) -> None:
    campaign = Campaign.objects.create(
        key="write", opens_on=date(2020, 11, 20), closes_on=date(2020, 12, 31), planned_cases=10, countries=["DZ"]
    )
    words.write(
        campaign,
        {code: {"name": f"Marathon {code}", "summary": "Ten cases, one Amina Example"} for code in pages.LANGUAGES},
    )
    campaign.cases.add(world.case)
    publish_campaign(section=world.section, campaign=campaign, languages=pages.LANGUAGES, actor=EDITOR, at=AT)


# Every kind of address that readers and their machines come to: one of each must have been drawn.
KINDS = (
    r"/", r"/xx/en/", r"/xx/en/cases/", r"/xx/en/cases/\?country=MA", r"/xx/en/title-amina-en/",
    r"/xx/en/title-amina-en/free-amina/", r"/xx/en/stories/", r"/xx/en/stories/a-story-en/", r"/xx/en/good-news/",
    r"/xx/en/marathon-en/", r"/xx/en/about/", r"/xx/en/safety/", r"/xx/en/accessibility/", r"/xx/en/contact/",
    r"/xx/en/privacy/", r"/xx/en/how-we-count/", r"/xx/en/feed\.atom", r"/xx/en/title-amina-en/feed\.atom",
    r"/xx/en/country/ma/feed\.atom", r"/photo/[0-9a-f]{32}/320\.webp", r"/photo/story/\d+/[0-9a-f-]+\.webp",
    r"/xx/en/card/home/\w+\.png", r"/xx/en/card/case/\w+/\w+\.png", r"/xx/en/card/action/\w+/\w+\.png",
    r"/ink/.*\.css", r"/xx/ar/.*", r"/xx/fr/.*", r"/xx/en/groups/",
)  # fmt: skip
# Addresses of old, which lead to where things stand now.
OLD = ("/xx/en/our-groups-of-old/", "/xx/who-we-were/")
UNLINKED = (
    "/xx/en/cases/?q=amina&status=open", "/xx/en/cases/?q=story", "/xx/en/deadlines.ics", "/xx/en/sitemap.xml",
    "/robots.txt", "/sitemap.xml", "/.well-known/security.txt",
)  # fmt: skip


# Wagtail leaves the file it draws into to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_public_node_can_draw_everything_that_links_lead_to(tmp_path: Path) -> None:
    with override_settings(MEDIA_ROOT=str(tmp_path)):
        a_whole_world()
        as_a_public_node()
        walk = Walk().begin("/", "/xx/en/country/ma/feed.atom", *OLD, *UNLINKED)
    assert walk.broken == []
    assert [path for path, status in walk.statuses.items() if status not in (200, 301, 302)] == []
    assert [walk.statuses[path] for path in OLD] == [302, 302]
    drawn = [path for path, status in walk.statuses.items() if status == 200]
    assert [kind for kind in KINDS if not any(re.fullmatch(kind, path) for path in drawn)] == []


def test_a_public_node_can_draw_what_follows_an_act() -> None:
    world = pages.a_world()
    new_section_key(world.section, AT)
    act = an_act(world.action)
    thanks = tokens.sign_for_now(world.action.ref, purpose="thanks", key=settings.SECRET_KEY)
    own = f"/xx/en/confirm/{tokens.sign(act, purpose='act', key=settings.SECRET_KEY)}/"
    as_a_public_node()
    client = Client()
    assert client.get(f"/xx/en/act/{world.action.ref}/").status_code == 302
    assert client.get(f"/xx/en/act/{world.action.ref}/thanks/{thanks}/").status_code == 200
    assert client.get(own).status_code == 200
    for verb in ("confirm", "withdraw"):
        assert client.post(own, {"do": verb}).status_code == 303
    resend = client.post(f"/xx/en/act/{world.action.ref}/resend/", {"email": "somebody@people.example"})
    assert resend.status_code == 200


def test_a_public_node_finds_representatives_tells_what_they_did_and_takes_answers_in() -> None:
    world = pages.a_world()
    Action.objects.filter(pk=world.action.pk).update(kind="lobby_own_government")
    new_section_key(world.section, AT)
    bring_in(example("CA", on=AT.date()), actor=EDITOR, at=AT)
    told = LobbyContact.objects.create(section=world.section, case=world.case, did="met_family", told_at=AT)
    words.write(told, {"en": {"text": "He met her family"}})
    release(contact=told, reason="They agreed", actor=EDITOR, at=AT)
    row = Representative.objects.earliest("pk")
    as_a_public_node()
    own = f"/{world.section.key}/en/act/{world.action.ref}/representatives/"
    client = Client()
    for address in (pages.address_of(world, "en"), f"{own}areas", f"{own}area-{row.area_id}", f"{own}{row.ref}",
                    f"{own}answer-{row.ref}"):  # fmt: skip
        assert client.get(address).status_code == 200, address
    assert client.post(f"{own}find", {"q": "cedar"}).status_code == 200
    assert "He met her family" in client.get(pages.address_of(world, "en", case_only=True)).content.decode()
    assert client.post(f"{own}answer-{row.ref}", {"answer": "She will write"}).status_code == 303
    public_node.be_ourselves_again()
    assert LobbyContact.objects.filter(representative=row, sealed__isnull=False).count() == 1
