"""What a translation must keep, and that strings are found where people write them."""

import pytest
from babel.messages.catalog import Message
from tools.message_rules import broken, unpolished
from tools.messages import _marked


@pytest.mark.parametrize(
    "message",
    [
        Message("Signed by %(name)s", "Signé par %(nom)s"),
        Message("Read <em>this</em>", "Lisez ceci"),
        Message("Thank you", "Merci !"),
        Message("Closed", "Fermé", flags=["fuzzy"]),
        Message("Read on", "Lire la suite\n"),
        Message(("%(count)s day", "%(count)s days"), ("%(count)s jour", "%(total)s jours")),
    ],
)
def test_a_broken_translation_is_named(message: Message) -> None:
    assert list(broken(message))


@pytest.mark.parametrize(
    "message",
    [
        Message("Signed by %(name)s", "Signé par %(name)s"),
        Message(("%(count)s day", "%(count)s days"), ("un jour", "%(count)s jours")),
        Message("Not yet", ""),
    ],
)
def test_a_faithful_translation_passes(message: Message) -> None:
    assert list(broken(message)) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Ce qui s'est passé"),
        ("fr", "En jours : 861 jours"),
        ("fr", "Voulez-vous continuer ?"),
        ("fr", "« Actif »"),
        ("ar", "اكتب تاريخًا, مثل 2014"),
        ("ar", "٤٠ يومًا"),
    ],
)
def test_careless_typography_is_named(language: str, text: str) -> None:
    assert list(unpolished(language, text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Ce qui s’est passé\u00a0: voir https://example.org/?a=1"),
        ("fr", "«\u00a0Actif\u00a0»\u202f; à 12:30"),
        ("ar", "اكتب تاريخًا، مثل 2014؛ هل تريد؟"),
    ],
)
def test_good_typography_passes(language: str, text: str) -> None:
    assert list(unpolished(language, text)) == []


def test_strings_of_templates_are_found_with_their_context_and_plural() -> None:
    template = (
        '{% translate "Sign" context "button" %}'
        "{% blocktranslate count n=total trimmed %}one act{% plural %}\n   {{ n }} acts{% endblocktranslate %}"
    )
    found = {
        (words if isinstance(words, str) else tuple(words), context)
        for words, _, context in _marked("a.html", template)
    }
    assert found == {("Sign", "button"), (("one act", "%(n)s acts"), None)}


def test_strings_of_modules_are_found_with_what_translators_are_told() -> None:
    source = "# Translators: a court appeal, not a letter\nx = gettext_lazy('Appeal')\n"
    assert [(words, comments) for words, comments, _ in _marked("a.py", source)] == [
        ("Appeal", ["Translators: a court appeal, not a letter"])
    ]


def test_how_a_template_is_indented_hides_no_string() -> None:
    template = "{% load i18n %}\n    <ul>{% for a in b %}\n  {% translate 'One' %}\n {% endfor %}{% translate 'Two' %}"
    assert [words for words, *_rest in _marked("a.html", template)] == ["One", "Two"]
