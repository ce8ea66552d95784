"""What sections say of themselves."""

import pytest
from tests.world import making

from openletter.sections.queries import active_sections, public_section

pytestmark = pytest.mark.django_db


def test_a_section_speaks_the_language_asked_for_if_it_can_and_its_own_if_not() -> None:
    making.section("aa", ("fr", "ar"), order=2)
    making.section("bb", ("en",), order=1)
    making.section("cc", ("en", "ar"), is_active=False)
    assert [(found.key, found.language) for found in active_sections("ar")] == [("bb", "en"), ("aa", "ar")]


def test_a_section_without_words_says_nothing() -> None:
    section = making.section()
    section.words.all().delete()
    assert public_section(section, "en") is None


def test_many_sections_take_no_more_queries_than_one(django_assert_num_queries) -> None:
    for key in ("aa", "bb", "cc"):
        making.section(key)
        active_sections("fr")
        with django_assert_num_queries(2):
            active_sections("fr")
