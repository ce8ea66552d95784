"""What every kind of action must be, whoever adds one: whole in its one file and its templates."""

from __future__ import annotations

from importlib.resources import files

import pytest
from django.template.loader import get_template
from django.utils.translation import override

from openletter.actions.kinds import Address, Kind, Tool, all_kinds
from openletter.actions.rules import EvidenceLevel, Field
from openletter.kernel.languages import known
from openletter.supporters.rules import Purpose
from openletter.web.tools import module_of

# The words that the field has for kinds of action.
OF_THE_FIELD = {
    "urgent_action", "petition", "email_to_target", "letter", "postcard", "phone_call", "fax", "social_post",
    "solidarity_message", "drawing_or_photo_action", "lobby_own_government", "embassy_visit", "vigil_or_stunt", "event",
    "media_letter", "pledge", "donation_link", "other",
}  # fmt: skip
# What the form has besides: a question of the same name would be sent twice.
TAKEN = {*Field.values, *Purpose.values, "email", "country", "section", "language", "notice", "started", "website"} | {
    "heeded", "once", "way", "altcha", "enclosure", "to",
}  # fmt: skip

every_kind = pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.key)


@every_kind
def test_a_kind_is_called_as_the_field_calls_it(kind: Kind) -> None:
    assert kind.key in OF_THE_FIELD
    assert files("openletter.actions.kinds").joinpath(f"{kind.key}.py").is_file(), "one kind, one file"


@every_kind
def test_a_kind_has_its_template_and_its_tools(kind: Kind) -> None:
    assert get_template(f"web/kinds/{kind.templates}.html")
    for tool in kind.tools:
        assert callable(module_of(tool).build)
        assert get_template(f"web/tools/{tool.value}.html")


@every_kind
@pytest.mark.parametrize("language", known())
def test_a_kind_says_in_every_language_what_counts_as_one(kind: Kind, language: str) -> None:
    with override(language):
        for number in (0, 1, 2, 3, 11, 100):
            sentence = str(kind.counted % {"count": number, "number": "\0"})
            assert len(sentence) > 3
            assert "\0" in sentence or number < 3, "Arabic says one and two in words"
        assert str(kind.name)
        assert str(kind.button)
        assert len(str(kind.definition)) > 30, "a sentence, not a word"


@every_kind
def test_questions_have_names_of_their_own(kind: Kind) -> None:
    names = [question.name for question in kind.asks]
    assert len(set(names)) == len(names)
    assert not set(names) & TAKEN
    options = {option.name for option in kind.options}
    for question in kind.asks:
        assert question.shape == "choice" or not question.choices
        assert not question.of or question.of in options, "a setting that the desk asks for"


@every_kind
def test_evidence_is_not_claimed_before_there_is_any(kind: Kind) -> None:
    first = {Address.REQUIRED: EvidenceLevel.CLICKED, Address.OPTIONAL: EvidenceLevel.SELF_REPORTED}
    assert kind.evidence_at_first == first[kind.address]
    assert kind.evidence_confirmed == EvidenceLevel.CONFIRMED_EMAIL
    assert not kind.sends or kind.address is Address.REQUIRED, "nothing is mailed before somebody confirmed"


@every_kind
def test_settings_hold_what_they_may(kind: Kind) -> None:
    for option in kind.options:
        keys = {key for key, _label in option.choices}
        assert not option.several or set(option.default) <= keys
        assert option.several or not option.choices or option.default in keys
        assert kind.setting({}, option.name) == option.default


def test_every_tool_is_used_and_has_its_module() -> None:
    used = {tool for kind in all_kinds() for tool in kind.tools}
    assert used <= set(Tool)
