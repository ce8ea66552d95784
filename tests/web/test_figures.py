"""Numbers and days as a language and a country write them."""

from openletter.web.context import figures


def test_a_language_is_written_as_its_country_writes_it_and_one_of_a_country_keeps_its_own_manner():
    assert [figures.manner(language, "DZ") for language in ("ar", "en", "pt-br")] == ["ar-DZ", "en", "pt-br"]
