"""Which rows a person may see, also where several filters are joined by “or”."""

from __future__ import annotations

import pytest
from django.db.models import Q
from tests.desk import world

from openletter.sections.access import Right, within
from openletter.sections.models import Section


@pytest.mark.django_db
def test_a_right_held_everywhere_reaches_every_row_beside_another_filter() -> None:
    own, other = world.section("ca"), world.section("fr", ("fr",))
    everywhere, here = world.person("Ada", "approver"), world.person("Bea", "approver", own)
    alone = Q(key="nowhere")
    for which in (within(everywhere, Right.RELEASE, "pk"), within(everywhere, Right.RELEASE, "pk") | alone):
        assert set(Section.objects.filter(which)) == {own, other}
    assert set(Section.objects.filter(within(here, Right.RELEASE, "pk") | alone)) == {own}
    assert not Section.objects.filter(within(here, Right.HOUSE, "pk"))
