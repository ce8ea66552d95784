"""How long the text proposed is, in the measure of the way by which it goes: as the public page measures it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openletter.actions.kinds import Kind, Tool
from openletter.actions.models import Action, AppealWords
from openletter.actions.wording.mailto import TOO_LONG, mailto
from openletter.actions.wording.networks import BY_KEY
from openletter.kernel.languages import endonym

_ANYBODY = "office.of.the.minister@example.gov"  # as long as such addresses are
_LINK = 24  # a space and the address of the action's page, as networks count it
_A_MINUTE = 130  # words spoken calmly
_CLOSING = 120  # signs of greeting, closing and name around a letter


@dataclass(frozen=True, slots=True)
class Meter:
    """One length: of what, how much of how much, and what follows where it is too long."""

    name: str
    value: int
    most: int
    said: str

    @property
    def shown(self) -> int:
        """As much of it as a meter can show."""
        return min(self.value, self.most)

    @property
    def over(self) -> bool:
        """Whether it is too long."""
        return self.value > self.most


def meters_of(action: Action, kind: Kind) -> list[Meter]:
    """The lengths of the text for everybody, language by language; nothing for kinds without a measure."""
    rows = [row for appeal in action.appeals.all() if not appeal.use for row in appeal.words.all()]
    return [meter for row in rows for meter in _of(row, kind, action)]


def _of(row: AppealWords, kind: Kind, action: Action) -> list[Meter]:
    if Tool.OWN_MAIL in kind.tools:
        return [_mail(row)]
    if Tool.SOCIAL in kind.tools:
        chosen = kind.setting(action.settings, kind.uses)
        networks = [BY_KEY[key] for key in chosen if key in BY_KEY]
        return [
            _meter(row, network.name, network.length(row.body) + _LINK, network.longest)
            for network in networks
            if network.longest
        ]
    return [_spoken(row)] if Tool.CALL in kind.tools else []


def _mail(row: AppealWords) -> Meter:
    link = mailto((_ANYBODY,), subject=row.subject, body=row.body)
    # Translators: what carries a letter into the reader's own mail program; some programs cut off longer ones
    return _meter(row, _("link into a mail program"), len(link) + _CLOSING, TOO_LONG)


def _meter(row: AppealWords, way: str, value: int, most: int) -> Meter:
    # Translators: %(language)s by its own name, %(way)s such as "Bluesky" or "link into a mail program"
    name = _("%(language)s, %(way)s") % {"language": endonym(row.language), "way": way}
    said = _("%(value)s of %(most)s signs") % {"value": value, "most": most}
    return Meter(name, value, most, said)


def _spoken(row: AppealWords) -> Meter:
    seconds = round(len(row.body.split()) * 60 / _A_MINUTE)
    said = ngettext("about %(count)s second", "about %(count)s seconds", seconds) % {"count": seconds}
    # Translators: how long it takes to say a text on the telephone
    return Meter(_("%(language)s, spoken") % {"language": endonym(row.language)}, seconds, 60, said)
