"""What a reader gets when words are missing in their language."""

from django.utils.translation import override

from openletter.kernel.languages import direction, in_a_row, preference


def test_the_wanted_language_comes_first_even_where_it_is_a_fallback() -> None:
    assert preference("fr", ["ar", "en", "fr"]) == ("fr", "en", "ar")
    assert preference("en", ["ar", "en", "fr"]) == ("en", "fr", "ar")
    assert preference("ar", ["ar", "fr", "en"]) == ("ar", "en", "fr")


def test_without_the_wanted_language_english_then_french_then_any() -> None:
    assert preference("es", ["ar", "fr", "en"]) == ("en", "fr", "ar")
    assert preference("es", ["ar"]) == ("ar",)


def test_arabic_runs_right_to_left_whatever_its_region() -> None:
    assert direction("ar-MA") == "rtl"
    assert direction("fr-CA") == "ltr"


def test_a_list_has_the_comma_of_the_language_it_is_read_in() -> None:
    with override("fr-CA"):
        assert in_a_row(["un prénom", "un nom"]) == "un prénom, un nom"
    with override("ar"):
        assert in_a_row(["الاسم", "اللقب"]) == "الاسم، اللقب"
