"""Opening windows on a section's site."""

import pytest
from tests.world import making
from tests.world.making import AT, EDITOR

from openletter.actions.operations import life
from openletter.cases.operations import ConsentMissing
from openletter.kernel.refusals import Refused
from openletter.web.models import ActionPage, CasePage, HomePage
from openletter.web.operations import publish_windows

pytestmark = pytest.mark.django_db


def publish(section, subject, *languages):
    return publish_windows(section=section, subject=subject, languages=languages, actor=EDITOR, at=AT)


def test_a_case_without_consent_gets_no_window_and_the_refusal_names_what_is_missing():
    section = making.section()
    case = making.case(section)
    making.consent(case, ["case_work", "name"])
    with pytest.raises(ConsentMissing) as refusal:
        publish(section, case, "en")
    assert refusal.value.scopes == ("surname",)
    assert not HomePage.objects.exists()


def test_windows_open_once_in_each_language_and_are_translations_of_each_other():
    section = making.section()
    action = making.action(making.case(section))
    making.consent(action.case)
    life.open_action(action=action, actor=EDITOR, at=AT)
    action.refresh_from_db()
    first = publish(section, action, "en", "fr")
    assert [page.pk for page in publish(section, action, "en", "fr")] == [page.pk for page in first]
    assert (HomePage.objects.count(), CasePage.objects.count(), ActionPage.objects.live().count()) == (2, 2, 2)
    english, french = first
    assert french in english.get_translations()
    assert english.get_url_parts()[2] == "/xx/en/title-a-case-en/petition-en/"
    assert french.get_url_parts()[2] == "/xx/fr/title-a-case-fr/petition-fr/"


def test_what_is_not_public_yet_gets_no_window():
    section = making.section()
    action = making.action(making.case(section), status="draft")
    making.consent(action.case)
    with pytest.raises(Refused, match="not live"):
        publish(section, action, "en")


@pytest.mark.parametrize("language", ["ar", "fr"], ids=["not spoken", "no words"])
def test_a_language_without_site_or_words_is_refused(language):
    section = making.section()
    case = making.case(section)
    case.words.filter(locale__language_code="fr").delete()
    making.consent(case)
    with pytest.raises(Refused):
        publish(section, case, "en", language)
    assert not CasePage.objects.exists()


def test_two_cases_of_one_name_stand_at_two_addresses():
    section = making.section()
    cases = [making.case(section, key=key) for key in ("one", "two")]
    for case in cases:
        making.consent(case)
        case.words.update(title="Same Name")
    assert [publish(section, case, "en")[0].slug for case in cases] == ["same-name", "same-name-2"]
