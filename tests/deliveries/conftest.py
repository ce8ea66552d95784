"""What the tests about letters to offices share: an action that writes to offices, and people who wrote."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from tests.world.acts import AT as TAKEN_AT
from tests.world.acts import a_data_key, a_notice, a_section, an_action
from tests.world.smtp import Server, a_mail_server

from openletter.actions.models import Action, ActionTaken, ActionTarget, Appeal
from openletter.actions.rules import ActState, Channel, EvidenceLevel, TargetRole
from openletter.config.mail import TO_OFFICES, mailers
from openletter.deliveries.models import OfficeMail
from openletter.kernel import words
from openletter.kernel.ids import uuid7
from openletter.kernel.sealing import seal
from openletter.sections.models import Section
from openletter.supporters.queries import person_of_address
from openletter.targets.models import ContactPoint, Office

# A Monday at ten in the morning where the office is: it opens at nine.
AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOURS = "Mo-Fr 09:00-17:00"
MODEL = "I write to you about Idriss Nadir."


@pytest.fixture
def server(settings) -> Iterator[Server]:
    """A mail server that the mailer for offices is set to."""
    with a_mail_server() as found:
        own = mailers(f"smtp://127.0.0.1:{found.port}", TO_OFFICES)
        settings.MAILERS = {**settings.MAILERS, **own}
        yield found


def an_office(key: str = "minister", *, email: str = "minister@office.example.org", territory: str = "MA") -> Office:
    """An office in one time zone with known hours and one mail address."""
    texts = {"en": ("Minister of Justice", "Your Excellency,", "Yours sincerely,"),
             "ar": ("وزير العدل", "معالي الوزير،", "وتفضلوا بقبول فائق الاحترام،")}  # fmt: skip
    office = Office.objects.create(
        key=key, kind="minister", territory=territory, timezone="UTC", office_hours=HOURS
    )  # fmt: skip
    words.write(office, {c: {"name": n, "salutation": s, "closing": e} for c, (n, s, e) in texts.items()})
    if email:
        ContactPoint.objects.create(office=office, kind="email", value=email, health="ok")
    return office


def a_call(section: Section, *offices: Office, copies: tuple[Office, ...] = (), deadline: date | None = None) -> Action:
    """A live action that asks for e-mails to offices."""
    action = an_action(section, deadline=deadline)
    action.kind = "email_to_target"
    action.save()
    appeal = Appeal.objects.create(action=action)
    words.write(appeal, {"en": {"subject": "Idriss Nadir", "body": MODEL}})
    for role, those in ((TargetRole.TARGET, offices), (TargetRole.COPY, copies)):
        for office in those:
            ActionTarget.objects.create(action=action, office=office, role=role)
    return action


@pytest.fixture
def section(db: None) -> Section:
    return a_section()


@pytest.fixture
def office(section: Section) -> Office:
    return an_office()


@pytest.fixture
def action(section: Section, office: Office) -> Action:
    return a_call(section, office)


def a_letter_writer(
    action: Action, email: str = "rim@people.example", *, name: str = "Rim Bensaid", subject: str = "Idriss Nadir",
    letter: str = "Please release him.", own_address: str = "no", to_target: bool = True, language: str = "en",
    state: str = ActState.COUNTED,
) -> UUID:  # fmt: skip
    """Somebody wrote a letter and, unless said otherwise, confirmed it."""
    act_id = uuid7()
    typed = {"email": email, "name": name, "subject": subject, "letter": letter, "own_address": own_address}
    key, plain = a_data_key(action.section)
    ActionTaken.objects.create(
        id=act_id, action=action, section=action.section, person=person_of_address(email), state=state,
        channel=Channel.SERVER_MAIL, evidence=EvidenceLevel.CONFIRMED_EMAIL, language=language, country="CA",
        taken_at=TAKEN_AT, confirmed_at=TAKEN_AT, to_target=to_target, public=False, news=False,
        notice=a_notice(action.section, language), data_key=key,
        sealed=seal(json.dumps(typed).encode(), plain, bound_to=act_id.bytes),
    )  # fmt: skip
    return act_id


@pytest.fixture
def owed(action: Action) -> Callable[..., UUID]:
    """Somebody wrote and confirmed, and the letter is owed."""
    from openletter.deliveries.operations import owing

    def write(of: Action = action, at: datetime = AT, **more: object) -> UUID:
        act = a_letter_writer(of, **more)
        owing.owe(act_id=act, at=at)
        return act

    return write


def line_of(office: Office) -> OfficeMail:
    """How letters to an office go, read anew."""
    return OfficeMail.objects.get(office=office)


__all__ = ["AT", "HOURS", "MODEL", "a_call", "a_letter_writer", "an_office", "line_of"]
