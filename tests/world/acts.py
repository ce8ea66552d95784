"""Small worlds for tests about acts: a section with a key, a case, a petition, people who sign."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import transaction
from wagtail.models import Locale

from openletter.actions.models import Action, ActionTaken, ActionWords, TallyDelta
from openletter.actions.rules import ActionStatus, ActState, Channel, EvidenceLevel, LedgerSource
from openletter.cases.models import Case, CaseWords
from openletter.cases.operations import record_consent
from openletter.cases.rules import CaseStatus, ConsentGiver
from openletter.kernel import outbox
from openletter.kernel.audit import SYSTEM
from openletter.kernel.ids import uuid7
from openletter.kernel.models import DataKey
from openletter.kernel.sealing import new_data_key, seal, wrap
from openletter.sections.models import Section, SectionWords
from openletter.supporters.models import ConsentNotice
from openletter.supporters.operations import new_section_key
from openletter.supporters.queries import person_of_address, sealing_key_of

PAGE_SCOPES = ("case_work", "name", "surname")
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
NAMES = {"en": "Letters Canada", "fr": "Lettres Canada", "ar": "رسائل كندا"}
TITLES = {"en": "Free the poet", "fr": "Libérez le poète", "ar": "أطلقوا سراح الشاعر"}


def a_section(key: str = "xq", *, host: str = "", with_key: bool = True) -> Section:
    """A section in three languages that can take acts."""
    section = Section.objects.create(
        key=key,
        territory="CA",
        host=host,
        languages=["en", "fr", "ar"],
        default_language="fr",
        contact_email="bonjour@section.example",
        mail_from="lettres@section.example",
    )
    for language, name in NAMES.items():
        SectionWords.objects.create(fact=section, locale=_locale(language), name=name)
    if with_key:
        new_section_key(section, AT)
    return section


def an_action(
    section: Section, *, status: str = ActionStatus.LIVE, deadline: date | None = None, with_consent: bool = True
) -> Action:
    """A petition for a new case of the section."""
    case = Case.objects.create(
        key=f"case-{uuid7().hex}",
        section=section,
        status=CaseStatus.ACTIVE,
        country="MA",
        opened_on=date(2017, 6, 1),
        source="Published sources",
    )
    action = Action.objects.create(
        case=case,
        section=section,
        kind="petition",
        status=status,
        deadline=deadline,
        asks=["town"],
        offers=["to_target", "public", "news"],
    )
    if with_consent:
        record_consent(
            case=case, scopes=PAGE_SCOPES, giver=ConsentGiver.FAMILY, on=date(2017, 6, 2), evidence="Call noted",
            actor=SYSTEM, at=AT,
        )  # fmt: skip
    for language, title in TITLES.items():
        CaseWords.objects.create(fact=case, locale=_locale(language), title="Idriss Nadir", headline="Held for a poem.")
        ActionWords.objects.create(fact=action, locale=_locale(language), title=title, ask="Sign.")
    return action


def an_act(
    action: Action,
    email: str = "rim@people.example",
    *,
    name: str = "Rim Bensaid",
    language: str = "fr",
    news: bool = False,
    at: datetime = AT,
    more: dict[str, str] | None = None,
) -> UUID:
    """Someone signs: what the intake stores, stored by hand. `more` is what the action's kind asks beyond the usual."""
    act_id = uuid7()
    words = {"email": email, "name": name, "town": "Laval", "comment": "", "phone": "", "postcode": "", **(more or {})}
    key, plain_key = a_data_key(action.section)
    with transaction.atomic():
        ActionTaken.objects.create(
            id=act_id,
            action=action,
            section=action.section,
            person=person_of_address(email),
            state=ActState.PENDING,
            channel=Channel.WEB_FORM,
            evidence=EvidenceLevel.CLICKED,
            language=language,
            country="CA",
            taken_at=at,
            to_target=True,
            public=False,
            news=news,
            notice=a_notice(action.section, language),
            data_key=key,
            sealed=seal(json.dumps(words).encode(), plain_key, bound_to=act_id.bytes),
        )
        TallyDelta.objects.create(action=action, source=LedgerSource.UNCONFIRMED, quantity=1, at=at)
        outbox.write("acts_taken", {"taken": [act_id.hex], "repeated": []}, at=at)
    return act_id


def a_repeat(action: Action, email: str = "rim@people.example", *, at: datetime = AT) -> None:
    """Someone signs with an address that has signed: the intake stores nothing but the fact."""
    with transaction.atomic():
        repeated = [[action.pk, person_of_address(email).hex()]]
        outbox.write("acts_taken", {"taken": [], "repeated": repeated}, at=at)


def a_data_key(section: Section) -> tuple[DataKey, bytes]:
    """A data key as a recording process makes one."""
    sealing = sealing_key_of(section)
    assert sealing is not None
    plain = new_data_key()
    wrapped = wrap(plain, bytes(sealing.public), label=sealing.holder)
    return DataKey.objects.create(sealing_key=sealing, wrapped=wrapped, made_at=AT), plain


def a_notice(section: Section, language: str) -> ConsentNotice:
    """The words of the choices in a language."""
    notice, _new = ConsentNotice.objects.get_or_create(
        section=section,
        language=language,
        version=1,
        defaults={"to_target": "T", "public": "P", "news": "N", "made_at": AT},
    )
    return notice


def sums(action: Action) -> dict[str, int]:
    """The tally deltas of an action, added up by source."""
    found: dict[str, int] = {}
    for delta in TallyDelta.objects.filter(action=action):
        found[delta.source] = found.get(delta.source, 0) + delta.quantity
    return found


def _locale(language: str) -> Locale:
    return Locale.objects.get(language_code=language)
