"""Notes of a chronology go through the same translation flow as pages: request, PO, stale, update.

Kept from the trial that chose this way (docs/decisions/0003-words-as-rows.md): it fails the day a new release of the
translation library stops carrying rows of words.
"""

import polib
import pytest
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from openletter.cases.models import Case, Development, DevelopmentWords
from openletter.sections.models import Section

pytestmark = pytest.mark.django_db

NOTE = "Sentenced to twenty years in prison."
NOTE_FR = "Condamné à vingt ans de prison."


@pytest.fixture
def note() -> DevelopmentWords:
    section = Section.objects.create(
        key="ca", territory="CA", languages=["en", "fr"], default_language="en", contact_email="post@example.org"
    )
    case = Case.objects.create(
        key="zefzafi", section=section, country="MA", opened_on="2017-06-01", source="Public record"
    )
    development = Development.objects.create(case=case, kind="sentencing", on="2018-06-27")
    return DevelopmentWords.objects.create(fact=development, locale=Locale.objects.get(language_code="en"), note=NOTE)


def translate(note: DevelopmentWords, text: str) -> Translation:
    source, _ = TranslationSource.update_or_create_from_instance(note)
    french = Locale.objects.get(language_code="fr")
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=french)
    po = translation.export_po()
    for entry in po:
        entry.msgstr = text
    translation.import_po(polib.pofile(str(po)))
    translation.save_target()
    return translation


def test_a_note_comes_back_from_po_as_a_row_of_the_same_fact(note: DevelopmentWords) -> None:
    translate(note, NOTE_FR)
    assert note.fact.in_language("fr").note == NOTE_FR
    assert note.fact.in_language("fr").translation_key == note.translation_key
    assert note.fact.languages() == {"en", "fr"}


def test_a_row_typed_by_hand_meets_its_translation(note: DevelopmentWords) -> None:
    french = Locale.objects.get(language_code="fr")
    by_hand = DevelopmentWords.objects.create(fact=note.fact, locale=french, note="Brouillon")
    translate(note, NOTE_FR)
    by_hand.refresh_from_db()
    assert by_hand.note == NOTE_FR
    assert note.fact.words.count() == 2


def test_a_changed_source_leaves_its_translation_unfinished(note: DevelopmentWords) -> None:
    translation = translate(note, NOTE_FR)
    assert translation.get_progress() == (1, 1)
    note.note = "Sentenced to twenty years in prison, after an unfair trial."
    note.save()
    translation.source.update_from_db()
    assert translation.get_progress() == (1, 0)
    assert note.fact.in_language("fr").note == NOTE_FR, "readers keep the old words until new ones are approved"
