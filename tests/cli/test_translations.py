"""What translators write becomes what programs read, without a gettext program."""

import gettext
from pathlib import Path

import pytest

from openletter.cli import translations

PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Sign the petition"
msgstr "Signer la pétition"

#, fuzzy
msgid "Closed"
msgstr "Fermé peut-être"
"""


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO)
    monkeypatch.setattr(translations, "LOCALE", tmp_path)
    return folder


def test_what_is_sure_is_translated_and_what_is_not_stays_english(locale: Path) -> None:
    assert translations.compile_translations() == 1
    with (locale / "django.mo").open("rb") as file:
        french = gettext.GNUTranslations(file)
    assert french.gettext("Sign the petition") == "Signer la pétition"
    assert french.gettext("Closed") == "Closed"


def test_only_what_changed_is_compiled_again(locale: Path) -> None:
    translations.compile_translations()
    assert translations.compile_translations() == 0
    (locale / "django.mo").unlink()
    assert translations.compile_translations() == 1
