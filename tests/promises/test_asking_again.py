"""Who floods the page that sends the mail once more fills nothing: the answer stays the same, the work is not noted."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world.acts import a_section, an_action

from openletter.kernel import clock
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import LimitRule, OutboxEntry
from openletter.web import asking
from openletter.web.operations import publish_windows


@pytest.mark.django_db
def test_a_network_asks_so_often_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_windows", asking.Windows())
    LimitRule.objects.filter(key="acts_per_network_without_proof").update(most=3)
    action = an_action(a_section())
    publish_windows(section=action.section, subject=action.case, languages=["fr"], actor=SYSTEM, at=clock.now())
    publish_windows(section=action.section, subject=action, languages=["fr"], actor=SYSTEM, at=clock.now())
    OutboxEntry.objects.all().delete()
    said = {
        Client().post(f"/xq/fr/act/{action.ref}/resend/", {"email": f"a{n}@people.example"}).content for n in range(8)
    }
    assert len(said) == 1
    assert OutboxEntry.objects.filter(fact="resend_asked").count() == 3
