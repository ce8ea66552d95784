"""Whom an action reaches, as its page says it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.world import pages

from openletter.kernel import words
from openletter.targets.models import Accreditation, ContactPoint, Office, PostRoute
from openletter.targets.resolution import Notice, Recipient, Resolution
from openletter.targets.rules import ContactKind, NoticeCode
from openletter.web.context import of_recipients

POST, MAIL = frozenset({ContactKind.POSTAL}), frozenset({ContactKind.EMAIL})


def told(notice: Notice, uses: frozenset[ContactKind]) -> tuple[str, ...]:
    office = Recipient("minister", "minister", "MA", "target", "", "en", "Minister", "", "", notices=(notice,))
    view = of_recipients.view_of(Resolution((office,), (), ()), uses, "en")
    assert view is not None
    return view.to[0].notices


@pytest.mark.parametrize("code", NoticeCode)
@pytest.mark.parametrize("channel", ["postal", "email", "phone"])
def test_every_notice_has_words_for_those_it_concerns(code: NoticeCode, channel: str) -> None:
    assert all(told(Notice(code, "minister", channel, "MA"), frozenset(ContactKind)))
    assert told(Notice(code, "minister", channel, "MA"), frozenset(ContactKind))


def test_who_writes_by_post_is_not_told_of_telephones() -> None:
    assert told(Notice(NoticeCode.ADDRESS_DEAD, "minister", "phone"), POST) == ()
    assert told(Notice(NoticeCode.POST_SUSPENDED, "minister", "postal", "MA"), MAIL) == ()
    assert told(Notice(NoticeCode.NO_CHANNEL, "minister"), frozenset()) == ()


def test_the_last_day_of_a_suspension_is_named() -> None:
    [said] = told(Notice(NoticeCode.POST_SUSPENDED, "minister", "postal", "MA", date(2027, 3, 31)), POST)
    assert said == "Morocco: the post carries no letters there until March 31, 2027."


@pytest.fixture
def embassy(world: pages.World) -> Office:
    """The embassy of the target's country in that of the page's section, and the action's copy for any embassy."""
    target = world.action.targets.get().office
    ContactPoint.objects.create(office=target, kind="postal", value="2 Square\nRabat")
    made = Office.objects.create(key="embassy", kind="ambassador", territory=target.territory, seat="CA")
    any_one = Office.objects.create(key="any-embassy", kind="accredited_embassy", territory=target.territory)
    for office, name in ((made, "Embassy in Ottawa"), (any_one, "Some embassy")):
        words.write(office, {"en": {"name": name, "salutation": "Your Excellency,", "closing": "Yours,"}})
    ContactPoint.objects.create(office=made, kind="postal", value="38 Avenue\nOttawa")
    Accreditation.objects.create(office=made, country=world.section.territory)
    world.action.targets.create(office=any_one, role="copy")
    world.action.targets.commit()
    return made


def test_the_page_names_the_embassy_of_the_sections_country(
    world: pages.World, embassy: Office, client: Client
) -> None:
    page = client.get(pages.address_of(world, "en")).content.decode()
    assert "Who this goes to" in page
    assert "Embassy in Ottawa" in page
    assert "Some embassy" not in page


def test_the_page_of_a_letter_says_that_the_post_does_not_go(world: pages.World, embassy: Office) -> None:
    PostRoute.objects.create(to_country="MA", since="2020-01-01", source="The post", checked_on="2020-01-01")
    on = date(2026, 11, 21)
    found = of_recipients.recipients_of(world.action.pk, country=world.section.territory, on=on, language="en")
    view = of_recipients.view_of(found, POST, "en")
    assert view is not None
    assert view.to[0].notices == (
        "Morocco: the post carries no letters there at present.",
        "Write to the embassy instead; it is asked to forward your letter.",
    )
    assert view.to[0].ways == ()
    assert view.to[0].via is not None
    assert view.to[0].via.ways[0].lines == ("38 Avenue", "Ottawa", "Canada")
