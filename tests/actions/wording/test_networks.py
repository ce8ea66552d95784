"""Where posts are written, and what is proposed for each network."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openletter.actions.wording.networks import BY_KEY, NETWORKS, compose, host_of, propose, too_long_by

PAGE = "https://example.org/us/en/act/sahraw2011/"
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=120)


@given(TEXT)
def test_the_compose_page_is_given_the_text_and_nothing_more(text):
    for network in NETWORKS:
        link = urlsplit(compose(network, text, PAGE))
        asked = parse_qs(link.query, keep_blank_values=True)
        assert link.scheme == "https"
        if network.key in ("x", "bluesky", "whatsapp"):
            assert asked == {"text": [text]}
        elif network.key == "mastodon":
            assert (link.query, unquote(link.fragment)) == ("", f"text={text}")
        else:
            assert asked.keys() <= {"u", "url", "text"}
            assert [PAGE] in asked.values()


def test_somebody_with_a_server_of_their_own_posts_there():
    link = compose(BY_KEY["mastodon"], "a b", PAGE, server="social.example.org")
    assert link == "https://social.example.org/share?text=a%20b"


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("", ""),
        ("mastodon.example", "mastodon.example"),
        (" HTTPS://Social.Example.org/@me ", "social.example.org"),
        ("@me@social.example.org", "social.example.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("localhost", None),
        ("127.0.0.1", None),
        ("social.example.org:8080", None),
        ("a b.example", None),
        ("evil.example/#@social.example", "evil.example"),
        ("@", None),
        ("a" * 64 + ".example", None),
    ],
)
def test_a_server_is_a_host_name_or_nothing(typed, host):
    assert host_of(typed) == host


def test_a_proposal_names_whom_it_calls_and_ends_with_the_page():
    post = propose(BY_KEY["x"], "End it.", handles=("ministry", "@Court"), hashtags=("#Seven",), address=PAGE)
    assert post == f"End it.\n\n@ministry @Court #Seven\n\n{PAGE}"


def test_what_the_text_says_already_is_not_said_twice():
    text = f"End it, @Ministry. #seven {PAGE}"
    assert propose(BY_KEY["x"], text, handles=("ministry",), hashtags=("#Seven",), address=PAGE) == text


def test_a_long_text_goes_without_hashtags_and_then_without_handles():
    x, names = BY_KEY["x"], {"handles": ("ministry",), "hashtags": ("#Seven",), "address": PAGE}
    # 280 less the page (23), two empty lines (2 each) and "@ministry" (9): 244 signs leave room for the handle alone.
    assert propose(x, "م" * 244, **names) == f"{'م' * 244}\n\n@ministry\n\n{PAGE}"
    assert propose(x, "م" * 245, **names) == f"{'م' * 245}\n\n{PAGE}"
    assert too_long_by(x, propose(x, "م" * 260, **names)) == 5


def test_a_network_where_handles_call_nobody_gets_none():
    post = propose(BY_KEY["whatsapp"], "End it.", handles=("ministry",), hashtags=(), address=PAGE)
    assert "@" not in post


def test_bluesky_counts_octets_beside_signs():
    family = "👨\u200d👩\u200d👧\u200d👦"
    assert too_long_by(BY_KEY["bluesky"], family * 120) == 0
    assert too_long_by(BY_KEY["bluesky"], family * 121) == 1
    assert too_long_by(BY_KEY["facebook"], "x" * 10_000) == 0
