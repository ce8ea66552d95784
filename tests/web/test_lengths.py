"""The browser measures as the server does: one table for both."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from tests.actions.wording.table import LETTERS, POSTS

import openletter.web

SOURCE = Path(openletter.web.__file__).parent / "static/openletter/js/lengths.js"


@pytest.mark.journey
def test_the_meters_in_the_browser_count_as_the_table_does(browser):
    module = "data:text/javascript;base64," + base64.b64encode(SOURCE.read_bytes()).decode()
    page = browser.new_page()
    told = page.evaluate(
        """async ([module, posts, letters]) => {
          const how = await import(module);
          return [
            posts.map((text) => [how.x(text), how.graphemes(text), how.octets(text), how.mastodon(text)]),
            letters.map((letter) => how.mailto(letter).length),
          ];
        }""",
        [module, [row[0] for row in POSTS], [json.loads(json.dumps(asked)) for asked, _length in LETTERS]],
    )
    page.close()
    assert told == [[list(row[1:]) for row in POSTS], [length for _asked, length in LETTERS]]
