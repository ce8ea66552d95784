"""Reading what the supporters slice knows without opening anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from openletter.config.env import env
from openletter.kernel.models import SealingKey
from openletter.sections.models import Section
from openletter.supporters.models import EmailRule, SupporterConsent
from openletter.supporters.rules import MailboxRule, Purpose, canonical_email, person_of


def mailbox_rules() -> dict[str, MailboxRule]:
    """How each known mail provider treats its addresses, by domain."""
    return {
        rule.domain: MailboxRule(rule.same_as, rule.ignores_dots, rule.plus_addressing)
        for rule in EmailRule.objects.all()
    }


def person_key() -> bytes:
    """The key of the hash by which one person counts once."""
    return env().person_key.encode()


def person_of_address(address: str) -> bytes:
    """The keyed hash that stands for an address that has been checked to be one."""
    return person_of(canonical_email(address, mailbox_rules()), person_key())


def holder_of(section: Section) -> str:
    """The name under which a section holds keys; it is also the label that binds its data keys to it."""
    return f"section:{section.key}"


def sealing_key_of(section: Section) -> SealingKey | None:
    """The key to seal with: the newest of the section that is not retired."""
    return SealingKey.objects.filter(holder=holder_of(section), retired_at=None).order_by("made_at", "id").last()


def sections_without_key() -> list[Section]:
    """Active sections that could not take an act, because there is no key to seal to."""
    holders = set(SealingKey.objects.filter(retired_at=None).values_list("holder", flat=True))
    return [section for section in Section.objects.filter(is_active=True) if holder_of(section) not in holders]


@dataclass(frozen=True, slots=True)
class KeyStanding:
    """One key pair: since when, until when, and how many data keys still need its private half."""

    id: UUID
    holder: str
    made_at: datetime
    retired_at: datetime | None
    data_keys: int

    @property
    def removable(self) -> bool:
        """Whether the private file may be deleted: the key is retired and nothing is wrapped to it."""
        return self.retired_at is not None and self.data_keys == 0


def keys_standing() -> list[KeyStanding]:
    """Every key pair, oldest first within its holder."""
    rows = SealingKey.objects.annotate(count=Count("data_keys")).order_by("holder", "made_at")
    return [KeyStanding(row.id, row.holder, row.made_at, row.retired_at, row.count) for row in rows]


def agrees(supporter_id: UUID, purpose: Purpose) -> bool:
    """Whether the latest choice of a supporter for a purpose is yes."""
    latest = SupporterConsent.objects.filter(supporter_id=supporter_id, purpose=purpose).last()
    return latest is not None and latest.given
