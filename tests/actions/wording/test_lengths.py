"""Lengths of posts, from a table worked out by hand."""

from __future__ import annotations

import pytest
from tests.actions.wording.table import POSTS

from openletter.actions.wording import lengths


@pytest.mark.parametrize(("text", "on_x", "seen", "octets", "on_mastodon"), POSTS)
def test_a_post_has_the_length_that_its_network_counts(text, on_x, seen, octets, on_mastodon):
    assert lengths.weight_on_x(text) == on_x
    assert lengths.graphemes(text) == seen
    assert lengths.octets(text) == octets
    assert lengths.length_on_mastodon(text) == on_mastodon
