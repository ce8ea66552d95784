"""What somebody hears of the answer to a letter of their own: that there is one, and what it amounts to."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from openletter.deliveries.models import OfficialResponse
from openletter.deliveries.rules.states import ResponseKind

ANSWERED = "answered"
# An answer that threatens, or that is none, is for campaigners alone.
TOLD = (
    ResponseKind.FAVOURABLE_ACTION, ResponseKind.ASSISTANCE, ResponseKind.PLEDGE, ResponseKind.REQUEST_FOR_INFORMATION,
    ResponseKind.DENIAL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """The words of such a mail: its subject, its sentences, and what follows the link."""

    subject: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def is_told(response_id: UUID) -> bool:
    """Whether who wrote hears of this answer, as it is judged now."""
    return OfficialResponse.objects.filter(pk=response_id, kind__in=TOLD, act_id__isnull=False).exists()


def words_of(response_id: UUID | None, *, written_on: str) -> Said | None:
    """What to say; None where the answer was judged otherwise meanwhile."""
    if response_id is None:
        return None
    answer = OfficialResponse.objects.defer("sealed").filter(pk=response_id, kind__in=TOLD).first()
    if answer is None:
        return None
    return Said(
        _("Your letter was answered"),
        (
            _("On %(date)s you wrote a letter with us. It was answered.") % {"date": written_on},
            # Translators: %(kind)s is a kind of answer, such as "Pledge" or "Denial".
            _("We read the answer as: %(kind)s.") % {"kind": answer.get_kind_display()},
        ),
        (_("The answer itself is kept sealed, because letters are quoted in it. Write to us to know more."),),
    )
