"""The front speaks before Django can, in English, and afterwards in every language of the house."""

from __future__ import annotations

import subprocess
import sys

from openletter.kernel.languages import known
from openletter.web.front.acts import STATUS
from openletter.web.front.words import plain, spoken

ALONE = """
import sys
import openletter.config.asgi
from openletter.web.front.words import plain
assert plain().refusals["busy"]
from django.apps import apps
assert not apps.ready
strangers = {name.split(".")[0] for name in sys.modules} & {"wagtail", "modelcluster", "treebeard"}
assert not strangers, strangers
"""


def test_before_django_stands_the_front_can_speak_and_has_not_loaded_the_page_tree() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_refusal_has_words_in_every_language() -> None:
    words = spoken()
    assert set(words) == set(known())
    for said in words.values():
        assert set(said.refusals) == set(STATUS)
        assert all(said.refusals.values())
        assert all(said.fields.values())
        assert said.fields.keys() == plain().fields.keys()
