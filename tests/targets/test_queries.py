"""How offices are addressed."""

import pytest
from tests.world import making

from openletter.targets.models import Office
from openletter.targets.queries import addressee

pytestmark = pytest.mark.django_db


def test_an_office_is_addressed_in_the_language_asked_for_or_the_nearest() -> None:
    found = addressee(making.office(), "ar")
    assert found is not None
    assert [address.language for address in found.addresses] == ["ar", "en"]
    assert found.in_language("ar").salutation == "معالي الوزير،"
    assert found.in_language("fr").salutation == "Your Excellency,"


def test_an_office_without_words_is_not_addressed() -> None:
    assert addressee(Office.objects.create(key="mute", kind="other", territory="MA"), "en") is None
