"""The text of a sheet becomes its fields; what is not in it is named, and nothing is made up."""

from tests.actions.urgent.sheets import FRENCH, LETTER, THIRD

from openletter.actions.urgent.sheet import Way
from openletter.actions.urgent.text import read


def test_numbers_of_the_head() -> None:
    """Series, place, index, days and country stand in the head and the foot of the page."""
    sheet = read(THIRD).sheet
    assert (sheet.ua_number, sheet.ua_sequence, sheet.index_number) == ("UA 912/16", 3, "AMR 99/6674/2017")
    assert (sheet.issued_on, sheet.appeal_deadline, sheet.country) == ("2017-06-28", "2017-08-09", "DO")
    assert sheet.preferred_languages == ("es", "en")


def test_headline_summary_and_background() -> None:
    """Broken words are whole again, and paragraphs are paragraphs."""
    said = read(THIRD).sheet.words["en"]
    assert said.title == "LIBRARIAN STILL MISSING AFTER SEVEN MONTHS"
    assert said.summary.startswith("Marisol Ejemplo, a librarian of San Ejemplo, has not been seen")
    assert "2 November 2016" in said.summary
    assert said.summary.endswith("received threats.")
    assert said.background.split("\n\n")[1].startswith("Two men who had worked for the police")
    assert "LIBRARIAN" not in said.background
    assert said.pronouns == "f"


def test_demands_without_their_bullets() -> None:
    """Each demand is one, in its own words."""
    assert [demand["en"] for demand in read(THIRD).sheet.demands] == [
        "Search for Marisol Ejemplo without delay and make known where she is",
        "Tell her family immediately what the investigation has found",
        "Protect her sister, in the way that she herself wishes.",
    ]


def test_two_columns_of_targets() -> None:
    """Offices beside each other are two, each with its holder, its ways and its salutation."""
    first, second = read(THIRD).sheet.targets
    assert (first.words["en"].name, first.holder) == ("Attorney General", "Ana Invento")
    assert first.words["en"].salutation == "Dear Attorney General / Estimada Señora"
    assert first.ways == (
        Way("postal", "Calle Ejemplo 1\nSanto Domingo"),
        Way("fax", "+1 809 555 0100"),
        Way("email", "fiscal@example.org"),
    )
    assert (second.words["en"].name, second.holder) == ("Minister of the Interior", "Juan Ficticio")
    assert second.words["en"].salutation == "Dear Minister / Estimado Señor Ministro"
    assert Way("x_twitter", "@ejemplo_mip") in second.ways


def test_copies_and_embassies() -> None:
    """Copies are offices too; the lines left for an embassy's address are none."""
    sheet = read(THIRD).sheet
    assert [office.words["en"].name for office in sheet.copies] == ["Committee of Families of Example"]
    assert sheet.diplomatic_copies


def test_what_is_not_there_is_said() -> None:
    """The old sheets have no model letter and no line of what is asked; the reader is told so."""
    assert read(THIRD).missing == ("ask", "letters", "previous")


def test_a_sheet_in_french() -> None:
    """French labels, days and ordinals."""
    reading = read(FRENCH)
    sheet = reading.sheet
    assert reading.language == "fr"
    assert (sheet.ua_number, sheet.ua_sequence, sheet.index_number) == ("UA 907/18", 2, "MDE 98/0042/2018")
    assert (sheet.issued_on, sheet.appeal_deadline, sheet.country) == ("2018-03-01", "2018-04-12", "MA")
    assert sheet.preferred_languages == ("ar", "fr")
    assert sheet.words["fr"].title == "UN INSTITUTEUR PRIVÉ DE SOINS"
    assert [demand["fr"] for demand in sheet.demands][1] == "de lui permettre de voir son avocat."
    (minister,) = sheet.targets
    assert (minister.words["fr"].name, minister.holder) == ("Ministre de la Justice", "Nom Inventé")
    assert minister.words["fr"].salutation == "Monsieur le Ministre,"
    assert [office.words["fr"].name for office in sheet.copies] == ["Délégué général de l’administration pénitentiaire"]
    assert sheet.diplomatic_copies
    assert sheet.people == ({"fr": "Karim Exemple"},)


def test_a_sheet_with_a_model_letter() -> None:
    """The newer sheets have a letter, and the office it goes to above it."""
    sheet = read(LETTER).sheet
    assert (sheet.ua_number, sheet.ua_sequence) == ("UA 60/20", 1)
    assert (sheet.issued_on, sheet.appeal_deadline) == ("2020-05-15", "2020-06-26")
    assert sheet.words["en"].title == "A poet is on trial for a poem"
    assert sheet.letters["en"].body.split("\n\n") == [
        "I am writing about Aminetou Modele, who is on trial for a poem.",
        "I ask you to see that the charges are dropped.",
    ]
    (minister,) = sheet.targets
    assert minister.words["en"].name == "Minister of Justice"
    assert (minister.words["en"].salutation, minister.words["en"].closing) == ("Dear Minister,", "Yours sincerely,")
    assert minister.ways[0].value.startswith("Ministry of Example\nBP 99")
    assert sheet.preferred_languages == ("ar", "fr")
    assert (sheet.people, sheet.words["en"].pronouns) == (({"en": "Aminetou Modele"},), "she/her")


def test_text_that_is_no_sheet() -> None:
    """Anything at all can be pasted; all that is missing is named and nothing is invented."""
    reading = read("A shopping list\n\nbread, milk")
    assert {"ua_number", "targets", "appeal_deadline"} <= set(reading.missing)
    assert reading.sheet.targets == ()
    assert read("").sheet.words == {}
