"""Every page in every language of its section: the words of the interface are there, whole and well set."""

from __future__ import annotations

from datetime import UTC, datetime
from gettext import c2py
from pathlib import Path

import django
import pytest
from babel import Locale as Babel
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import ngettext, override
from wagtail.models import Locale

from openletter.config.spoken import spoken
from openletter.kernel.languages import direction, endonym, known
from openletter.solidarity.models import ReasonWords
from openletter.web.operations import welcome_languages
from tools import messages

TRANSLATED = tuple(code for code in known() if code != "en")


def test_every_string_is_translated_whole_and_well_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.check() == 0, capsys.readouterr().out


def test_a_file_of_translated_words_is_all_it_takes_to_offer_a_language(tmp_path: Path) -> None:
    assert messages.languages() == TRANSLATED
    for folder in ("es", "pt_BR", "empty"):
        (tmp_path / folder / "LC_MESSAGES").mkdir(parents=True)
    for folder in ("es", "pt_BR"):
        (tmp_path / folder / "LC_MESSAGES" / "django.po").touch()
    offered = spoken(tmp_path, source="en")
    assert [code for code, _name in offered] == ["en", "es", "pt-br"]
    with override("fr"):
        assert [str(name) for _code, name in offered] == ["anglais", "espagnol", "portugais (Brésil)"]
    assert [endonym(code) for code, _name in offered] == ["English", "Español", "Português (Brasil)"]


@pytest.mark.django_db
def test_pages_can_be_written_in_every_language_offered() -> None:
    ReasonWords.objects.filter(locale__language_code="ar").delete()  # those an installation begins with
    Locale.objects.filter(language_code="ar").delete()
    welcome_languages()
    welcome_languages()
    assert sorted(Locale.objects.values_list("language_code", flat=True)) == sorted(known())


@pytest.mark.parametrize("language", known())
def test_a_language_is_known_by_its_own_name_and_its_way_of_writing(language: str) -> None:
    with override(language):
        assert endonym(language).casefold() == str(dict(settings.LANGUAGES)[language]).casefold()
    assert endonym("xx-none") == "xx-none"
    assert direction(language) == {"left-to-right": "ltr", "right-to-left": "rtl"}[Babel(language).character_order]


@pytest.mark.parametrize("language", TRANSLATED)
def test_plurals_are_chosen_as_in_the_framework_so_that_its_words_and_ours_agree(language: str) -> None:
    theirs = Path(django.__file__).parent / "conf" / "locale" / language / "LC_MESSAGES" / "django.po"
    from babel.messages.pofile import read_po

    with theirs.open("rb") as source:
        catalog = read_po(source, locale=language)
    rule = c2py(messages.read(language).plural_forms.split("plural=")[1].rstrip(";"))
    their_rule = c2py(catalog.plural_expr)
    numbers = (*range(220), 1000, 999_999, 1_000_000, 1_000_001, 3_000_000)
    assert [rule(n) for n in numbers] == [their_rule(n) for n in numbers]


SIGNED = "%(number)s person has signed", "%(number)s people have signed"


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("fr", 0, "0 personne a signé"),
        ("fr", 1, "1 personne a signé"),
        ("fr", 786, "786 personnes ont signé"),
        ("fr", 2_000_000, "2000000 de personnes ont signé"),
        ("ar", 0, "لم يوقّع أحد بعد"),
        ("ar", 1, "شخص واحد وقّع"),
        ("ar", 2, "شخصان وقّعا"),
        ("ar", 7, "7 أشخاص وقّعوا"),
        ("ar", 42, "42 شخصًا وقّعوا"),
        ("ar", 100, "100 شخص وقّعوا"),
    ],
)
def test_a_number_of_people_is_said_as_a_native_says_it(language: str, count: int, said: str) -> None:
    with override(language):
        assert ngettext(*SIGNED, count) % {"number": count} == said


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Nov. 1, 2026, 4:05 p.m."), ("fr", "1 novembre 2026 16:05"), ("ar", "1 نوفمبر 2026، 16:05")],
)
def test_moments_at_the_desk_have_the_order_and_comma_of_the_language(language: str, said: str) -> None:
    with override(language):
        assert date_format(datetime(2026, 11, 1, 16, 5, tzinfo=UTC), "DATETIME_FORMAT") == said
