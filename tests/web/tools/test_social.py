"""A post in the supporter's own name."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.web.tools.making import kind, matter, text, way
from tests.world import pages

from openletter.actions.kinds.social_post import lacks
from openletter.web.tools import social

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(world):
    kind(world, "social_post", networks=["x", "mastodon", "facebook"], hashtags="FreeAmina")
    return world


def _text(post):
    return parse_qs(urlsplit(post.link).query)["text"][0]


def test_a_post_calls_the_office_where_it_is_and_leads_to_the_page(posting):
    way(posting, "x_twitter", "minister")
    x, mastodon, facebook = social.build(matter(posting)).posts
    page = f"/xx/en/act/{posting.action.ref}/"
    assert _text(x).startswith("I write to you.\n\n@minister #FreeAmina\n\nhttp")
    assert _text(x).endswith(page)
    assert "@minister" not in mastodon.text
    assert facebook.link.startswith("https://www.facebook.com/sharer/")


def test_a_network_has_its_own_text_in_a_language_the_reader_reads(posting):
    text(posting, "Short.", use="x")
    assert social.build(matter(posting)).posts[0].text.startswith("Short.")
    assert social.build(matter(posting)).posts[1].text.startswith("I write to you.")
    french = social.build(matter(posting, "fr")).posts[0]
    assert (french.language, french.text[:5]) == ("fr", "I wri")  # its text for everybody, for there is none for X


def test_the_page_draws_plain_links_that_tell_the_network_nothing(posting, client):
    html = client.get(pages.address_of(posting, "en")).content.decode()
    links = re.findall(r'<a class="button" href="(https://[^"]+)"([^>]*)>', html)
    assert len(links) == 3
    assert all('rel="noopener noreferrer"' in more and 'target="_blank"' in more for _link, more in links)
    assert html.count("<form") == 3 + 1
    assert "Not yet" not in html


def test_own_words_make_a_link_of_their_own_without_a_script(posting, client):
    address = f"/xx/en/act/{posting.action.ref}/social/mastodon"
    answer = client.post(address, {"text": "Own\r\nwords", "server": "social.example.org"})
    html = answer.content.decode()
    assert 'href="https://social.example.org/share?text=Own%0Awords"' in html
    assert answer["Cache-Control"] == "no-store"
    assert client.get(address).status_code == 405
    assert client.post(address.replace("mastodon", "bluesky"), {"text": "x"}).status_code == 404


def test_a_server_that_is_none_is_said_and_not_followed(posting, client):
    html = client.post(f"/xx/en/act/{posting.action.ref}/social/mastodon", {"text": "x", "server": "no host"})
    assert 'href="https://share.joinmastodon.org/#text=x"' in html.content.decode()
    assert "no server we can read" in html.content.decode()


def test_too_long_a_post_says_so(posting, client):
    html = client.post(f"/xx/en/act/{posting.action.ref}/social/x", {"text": "م" * 281}).content.decode()
    assert "281</bdi>" in html
    assert "Too long for X: take something out.</p>" in html


def test_an_action_whose_text_no_network_takes_is_not_ready(posting):
    text(posting, "م" * 285, use="x")
    assert lacks(posting.action) == ["The text for X (en) is 5 too long."]
