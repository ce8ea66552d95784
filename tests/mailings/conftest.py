"""What the tests about mails share."""

import pytest
from tests.world import making
from tests.world.acts import AT, a_section, an_action

from openletter.kernel import outbox
from openletter.mailings import tasks
from openletter.mailings.models import OutgoingMail


@pytest.fixture
def action(db):
    found = an_action(a_section())
    making.consent(found.case)
    return found


@pytest.fixture
def worker(monkeypatch):
    """A worker's round at a moment: what follows from facts, then what is due."""

    class Worker:
        at = AT

        def round(self, at=AT):
            self.at = at
            monkeypatch.setattr(tasks, "now", lambda: self.at)
            while outbox.dispatch(at=at):
                pass
            return tasks.send_answers(at) + tasks.send_news(at)

    return Worker()


@pytest.fixture
def states():
    def read():
        return sorted(f"{mail.kind} {mail.state}" for mail in OutgoingMail.objects.all())

    return read
