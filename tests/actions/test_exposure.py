"""Every kind says who sees what of those who act; initials are initials in every script."""

import pytest

from openletter.actions import exposure
from openletter.actions.exposure import Safer, Shown
from openletter.actions.intake.checking import DISCLOSURE, INITIALS
from openletter.actions.kinds import Tool, all_kinds
from openletter.supporters.rules import Disclosure, named_as


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.key)
@pytest.mark.parametrize("offers_name", [True, False])
def test_every_kind_says_who_sees_what(kind, offers_name):
    told = kind.exposes(kind.tools, offers_name=offers_name)
    assert told.shown
    assert not kind.sends or kind.exposure or Shown.LETTER_BY_US in told.shown
    assert Tool.SOCIAL not in kind.tools or told.is_public
    assert Tool.CALL not in kind.tools or Shown.OWN_NUMBER in told.shown


def test_two_ways_on_one_page_say_each_thing_once():
    both = exposure.together([exposure.SIGNED, exposure.MAILED_BY_US, exposure.ON_PAPER])
    assert both.shown == (Shown.NAME_BY_CHOICE, Shown.LETTER_BY_US, Shown.PAPER)
    assert both.safer == (Safer.NO_TICK, Safer.INITIALS, Safer.NO_SENDER)


@pytest.mark.parametrize(
    ("name", "disclosure", "said"),
    [
        ("Amina bint Example", Disclosure.INITIALS_PLACE, "A. B. E., Oran"),
        ("أمينة المثال", Disclosure.INITIALS_PLACE, "أ. ا., Oran"),
        ("Amina Example", Disclosure.NAME_COUNTRY, "Amina Example, Algeria"),
        ("Amina Example", Disclosure.ANONYMOUS_COUNT, ""),
        ("Amina Example", "", "Amina Example, Algeria"),
    ],
)
def test_a_name_is_given_as_it_was_agreed_and_no_further(name, disclosure, said):
    assert named_as(name, disclosure, place="Oran", country="Algeria") == said


def test_the_hot_path_and_the_form_mean_the_same_choice():
    assert (DISCLOSURE, INITIALS) == ("disclosure", Disclosure.INITIALS_PLACE)


def test_no_tick_is_promised_that_the_form_does_not_offer():
    petition = next(kind for kind in all_kinds() if kind.key == "petition")
    offered, bare = (petition.exposes((), offers_name=one) for one in (True, False))
    assert offered.shown == (Shown.NAME_BY_CHOICE,)
    assert bare.shown == (Shown.COUNTED,)
    assert Safer.NO_TICK not in bare.safer
