"""The browser looks along by the rules the server goes by."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from tests.actions.wording.test_message import FORBIDDEN, KIND, NAMES, NOTHING_ALLOWED

import openletter.web
from openletter.actions.wording.message import places
from openletter.web.tools.guidance import _lists

SOURCE = Path(openletter.web.__file__).parent / "static/openletter/js/guidance.js"
TEXTS = [*(text for _code, text in FORBIDDEN), *KIND]


@pytest.mark.journey
def test_the_browser_remarks_what_the_server_remarks(browser):
    module = "data:text/javascript;base64," + base64.b64encode(SOURCE.read_bytes()).decode()
    page = browser.new_page()
    told = page.evaluate(
        """async ([module, rules, texts]) => {
          const { found, readied } = await import(module);
          const ready = readied(rules);
          return texts.map((text) => Object.keys(found(text, ready)).sort());
        }""",
        [module, {"lists": _lists(NOTHING_ALLOWED), "names": list(NAMES)}, TEXTS],
    )
    page.close()
    expected = [
        sorted({found.code for found in places(text, guidance=NOTHING_ALLOWED, organisation=NAMES)}) for text in TEXTS
    ]
    assert dict(zip(TEXTS, told, strict=True)) == dict(zip(TEXTS, expected, strict=True))
