"""An urgent action for tests, complete enough to be opened."""

from datetime import date
from typing import Any

from tests.world import making
from tests.world.making import AT, EDITOR

from openletter.actions.models import Action, UrgentSheet
from openletter.actions.operations import life
from openletter.cases.models import Case
from openletter.kernel import words

NUMBER = "UA 912/26"


def urgent(case: Case, sequence: int = 1, *, number: str = NUMBER, **more: Any) -> Action:
    """A draft with its sheet in English and French."""
    fields = {"status": "draft", "deadline": date(2027, 1, 31)} | more
    row = making.action(case, **fields)
    Action.objects.filter(pk=row.pk).update(kind="urgent_action", asks=[])
    row.refresh_from_db()
    sheet = UrgentSheet.objects.create(
        action=row, ua_number=number, ua_sequence=sequence, index_number=f"MDE 99/000{sequence}/2026",
        issued_on=date(2026, 3, 1), preferred_languages=["ar", "fr"],
    )  # fmt: skip
    texts = {"summary": "She was taken from her home.", "background": "One.\n\nTwo.", "pronouns": "she/her"}
    words.write(sheet, dict.fromkeys(("en", "fr"), texts))
    return row


def published(action: Action, at: Any = AT) -> Action:
    """Reviewed, approved, open."""
    for step in (life.submit, life.approve, life.open_action):
        action = step(action=action, actor=EDITOR, at=at)
    return action
