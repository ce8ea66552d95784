"""One row of each kind that lists of the desk show, and the people who ask for the lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.desk import rows, world
from tests.desk.world import AT

from openletter.accounts.models import User
from openletter.actions.models import ActCount, Action, Invalidation, InvalidationRun, Trend
from openletter.campaigns.models import Campaign, CampaignWords
from openletter.cases.models import Case, CaseConcern, Development, DevelopmentWords, Update, UpdateWords
from openletter.deliveries.models import (
    DeliveryStep,
    LobbyContact,
    LobbyContactWords,
    PetitionDelivery,
    TargetMail,
)
from openletter.kernel.ids import uuid7
from openletter.kernel.models import Work
from openletter.mailings.models import OutgoingMail
from openletter.sections.models import Section
from openletter.supporters.operations import new_section_key
from openletter.targets.models import Office
from openletter.targets.representatives.models import Representative, RepresentativeContact
from openletter.translations.models import Rendering, TranslationRequest

SMALL = 199
SECRETARIAT, BIG_SECTION, SMALL_SECTION = "secretariat", "a large section", "a small section"


@dataclass(frozen=True, slots=True)
class Places:
    """The sections by id and key: the large one, and the small ones."""

    big: tuple[int, str]
    small: tuple[tuple[int, str], ...]


def make() -> Places:
    """The rows, two hundred sections, and three administrators: of everything, of the large section, of a small one."""
    sections = [world.section(f"s{number}") for number in range(SMALL + 1)]
    big, small = sections[0], sections[1:]
    new_section_key(big, AT)
    case = world.case(big)
    world.consent(case)
    action = world.action(case, status="live")
    people = [world.person(name, "admin", of) for name, of in _people(big, small[0])]
    place = rows.Place(big, case, action, people[0])
    for make_one in rows.FACTORIES.values():
        make_one(place)
    _more(big, case, action, people[0])
    return Places((big.pk, big.key), tuple((one.pk, one.key) for one in small))


def _people(big: Section, small: Section) -> list[tuple[str, Section | None]]:
    return [(SECRETARIAT.title(), None), ("Large", big), ("Small", small)]


def _more(section: Section, case: Case, action: Action, user: User) -> None:
    """What no address names and lists stand on."""
    english = world.locale("en")
    told = Update.objects.create(case=case, on=AT.date())
    UpdateWords.objects.create(fact=told, locale=english, title="News")
    happened = Development.objects.create(case=case, kind="arrest", on="2020-01-01")
    DevelopmentWords.objects.create(fact=happened, locale=english, note="Arrested.")
    asked = TranslationRequest.objects.create(section=section, asked_by="Ada", asked_at=AT)
    Rendering.objects.create(
        kind="case", subject_id=case.pk, section=section, language="fr", source_language="en", since=AT, total=4,
        request=asked,
    )  # fmt: skip
    office = Office.objects.order_by("pk")[0]
    TargetMail.objects.create(
        act_id=uuid7(), action=action, office=office, role="target", own_words=False, owed_at=AT, due_at=AT
    )
    ActCount.objects.create(action=action, about="country", since=date(2026, 11, 1), key="CA", number=30)
    Trend.objects.create(
        action=action, hour=AT, by="all", quantity=40, confirmed=10, pending=30, shadowed=0, seconds=20
    )
    OutgoingMail.objects.create(key="confirm:1", kind="confirm", act_id=uuid7(), owed_at=AT, due_at=AT, state="sent")
    CaseConcern.objects.create(case=case, concern="incommunicado")
    CampaignWords.objects.create(fact=Campaign.objects.all()[0], locale=english, name="Marathon")
    LobbyContactWords.objects.create(fact=LobbyContact.objects.all()[0], locale=english, text="They listened.")
    RepresentativeContact.objects.create(representative=Representative.objects.all()[0], kind="email", value="x@y.test")
    handover = PetitionDelivery.objects.all()[0]
    DeliveryStep.objects.create(delivery=handover, state=handover.state, on=AT.date(), recorded_at=AT, actor="Ada")
    judgement = Invalidation.objects.all()[0]
    InvalidationRun.objects.create(invalidation=judgement, undoes=False, actor="Ada", started_at=AT)
    Work.objects.create(kind="recount", title="Recount", owner_id=user.pk, owner=str(user), made_at=AT)
