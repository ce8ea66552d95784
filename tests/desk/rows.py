"""One row of each kind that addresses of the desk name, for a section: what the permission matrix knocks with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.desk import world
from tests.desk.world import AT
from tests.world.acts import an_act
from wagtail.images import get_image_model

from openletter.accounts.models import SignIn, User
from openletter.actions.evidence import Opened, attach
from openletter.actions.models import Action, Invalidation, LedgerEntry, LedgerEvidence, ReadingLink, Switch
from openletter.actions.operations.adapting import take
from openletter.campaigns.models import Campaign
from openletter.cases.models import Case
from openletter.deliveries.models import DeliveryRequest, LobbyContact, OfficeMail, PetitionDelivery
from openletter.deliveries.operations.responses import Noted, write_down
from openletter.desk import today
from openletter.kernel import audit
from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.ids import uuid7
from openletter.kernel.models import LimitRule, Work
from openletter.kernel.proposals import propose
from openletter.sections.models import Contributor, Section
from openletter.sections.oversight.operations import draw
from openletter.solidarity.models import Bundle, Reason, SolidarityMessage
from openletter.solidarity.reports.models import PageReport
from openletter.supporters.models import EmailRule
from openletter.targets.models import ContactPoint, Office, PostRoute
from openletter.targets.representatives.models import Area, Legislature, Representative
from openletter.translations.models import GlossaryTerm
from openletter.web.models import HomePage, Redirect, StandardPage, StoryPage
from openletter.web.operations import open_homes, pictures_of, stories_of


@dataclass(frozen=True, slots=True)
class Place:
    """A section with a case and an action, and who asks."""

    section: Section
    case: Case
    action: Action
    user: User

    @property
    def of_case(self) -> dict[str, Any]:
        """Where the case and the section belong together."""
        return {"case": self.case, "section": self.section}

    @property
    def office(self) -> Office:
        """The one office there is."""
        return Office.objects.filter(key="minister").first() or world.office("minister")


def _person(at: Place) -> dict[str, Any]:
    colleague = world.person(f"Bea-{at.section.key}", "translator", at.section)
    return {"pk": colleague.pk, "role": colleague.memberships.get().pk}


def _act(at: Place) -> Any:
    return an_act(at.action, f"{uuid7().hex}@people.example")


def _entry(at: Place) -> LedgerEntry:
    return LedgerEntry.objects.create(action=at.action, source="paper", quantity=3, actor="Ada", recorded_at=AT)


def _evidence(at: Place) -> LedgerEvidence:
    return attach(entry=_entry(at), file=Opened("pdf", b"%PDF-"), actor=SYSTEM, at=AT)


def _switch(at: Place) -> dict[str, Any]:
    return _pk(Switch.objects.create(does="stop", action=at.action, reason="A flood", since=AT, until=AT))


def _judgement(at: Place) -> dict[str, Any]:
    row = Invalidation.objects.create(section=at.section, verdict="invalidate", reason="A flood", prepared_at=AT)
    return {"pk": row.pk, "deed": "drop"}


def _message(at: Place) -> dict[str, Any]:
    row = SolidarityMessage.objects.create(act_id=_act(at), action=at.action, received_at=AT, **at.of_case)
    return {"pk": row.pk, "deed": "accept"}


def _of_case(at: Place) -> dict[str, Any]:
    _bundle(at)
    return {"case": at.case.pk, "section": at.section.pk}


def _bundle(at: Place) -> dict[str, Any]:
    row, _made = Bundle.objects.get_or_create(
        number=1, **at.of_case, defaults={"route": "family", "made_at": AT, "made_by": "Ada"}
    )
    return {"pk": row.pk, "deed": "dissolve", "number": 1}


def _answer(at: Place) -> dict[str, Any]:
    said = Noted(
        action=at.action, office=at.office, way="post", kind="pledge", received_at=AT, text="We looked into it."
    )  # fmt: skip
    return {"pk": write_down(said, actor=SYSTEM, at=AT).pk}


def _handover(at: Place) -> PetitionDelivery:
    return PetitionDelivery.objects.create(action=at.action, office=at.office, made_at=AT, made_by="Ada")


def _names(at: Place) -> DeliveryRequest:
    return DeliveryRequest.objects.create(delivery=_handover(at), as_of=AT, people=1, asked_by="Ada")


def _audited(at: Place) -> dict[str, Any]:
    return {"pk": audit.record(actor=SYSTEM, verb="x", subject=at.case, at=AT, section=at.section.key).pk}


def _proposal(at: Place) -> dict[str, Any]:
    said = {"on": "2026-01-02", "texts": {"fr": {"title": "X", "body": ""}}, "tell_participants": False}
    row = propose(
        kind="case.update", subject=at.case, section=at.section.key, wanted=said, actor=Actor(0, "Bea"), at=AT
    )  # fmt: skip
    return {"pk": row.pk}


def _representative(at: Place) -> dict[str, Any]:
    house, _new = Legislature.objects.get_or_create(key="ca-house", country="CA")
    area, _new = Area.objects.get_or_create(country="CA", key="north", defaults={"names": {"": "North"}})
    row, _new = Representative.objects.get_or_create(
        legislature=house, key="one", defaults={"area": area, "names": {"": "One"}, "source": "x", "checked_on": AT}
    )
    return {"pk": row.pk}


def _offered(at: Place) -> Action:
    house, _new = Section.objects.get_or_create(key="zz", defaults={"languages": ["en"], "default_language": "en"})
    case = Case.objects.filter(key="offered").first() or world.case(house, "offered")
    found = Action.objects.filter(case=case, section=house).first()
    if found is None:
        found = world.action(case, status="live", section=house)
        Case.objects.filter(pk=case.pk).update(released_at=AT)
        Action.objects.filter(pk=found.pk).update(offered_at=AT)
    return found


def _adaptation(at: Place) -> Action:
    original = _offered(at)
    found = Action.objects.filter(original=original, section=at.section).first()
    return found or take(original=original, section=at.section, actor=SYSTEM, at=AT)


def _link(at: Place, action: Action | None) -> int:
    row = ReadingLink.objects.create(
        uid=uuid7(), case=at.case, action=action, section=at.section, language="en", reader="family", made_at=AT,
        made_by="Ada", ends_at=AT,
    )  # fmt: skip
    return row.pk


def _home(at: Place) -> HomePage:
    found = HomePage.objects.filter(section=at.section).first()
    return found or open_homes(section=at.section, at=AT)[0]


def _page(at: Place) -> dict[str, Any]:
    home = _home(at)
    made = []
    for _number in (1, 2):
        page = home.add_child(instance=StandardPage(title="Groups", slug=uuid7().hex, locale=home.locale))
        page.save_revision().publish(skip_permission_checks=True)
        made.append(page.pk)
    latest = StandardPage.objects.get(pk=made[0]).latest_revision_id
    names = dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "pk"), made[0])
    return {
        **names, "destination_id": made[1], "revision_id": latest, "revision_id_a": "live", "revision_id_b": "latest",
        "content_type_app_name": "web", "content_type_model_name": "standardpage",
    }  # fmt: skip


def _story(at: Place) -> dict[str, Any]:
    folder = stories_of(_home(at), AT)
    story = folder.add_child(instance=StoryPage(title="A story", slug=uuid7().hex, lead="x", locale=folder.locale))
    story.save_revision()
    return {"pk": story.pk, "language": at.section.languages[1]}


def _picture(at: Place) -> dict[str, Any]:
    _home(at)
    row = get_image_model()(title="x", collection=pictures_of(at.section), width=1, height=1, file=f"{uuid7().hex}.gif")
    get_image_model().objects.bulk_create([row])
    return {"pk": row.pk, "name": row.file.name}


def _pk(row: Any) -> dict[str, Any]:
    return {"pk": row.pk}


FACTORIES: dict[str, Callable[[Place], dict[str, Any]]] = {
    "case": lambda at: {**_pk(at.case), "language": "fr", "leaf": "x"},
    "case or its actions": lambda at: _pk(at.case),
    "action": lambda at: {**_pk(at.action), "language": "fr", "leaf": "x"},
    "ledger entry": lambda at: _pk(_entry(at)),
    "evidence": lambda at: _pk(_evidence(at)),
    "adaptation": lambda at: _pk(_adaptation(at)),
    "offered action": lambda at: _pk(_offered(at)),
    "link to a case": lambda at: {**_pk(at.case), "link": _link(at, None)},
    "link to an action": lambda at: {**_pk(at.action), "link": _link(at, at.action)},
    "act": lambda at: {"pk": _act(at)},
    "switch": _switch,
    "judgement": _judgement,
    "words": lambda at: {"kind": "case", "pk": at.case.pk, "language": "ar"},
    "section": lambda at: {"pk": at.section.pk, "language": "fr"},
    "person": _person,
    "message": _message,
    "messages of a case": _of_case,
    "bundle": _bundle,
    "glossary term": lambda at: _pk(
        GlossaryTerm.objects.get_or_create(section=at.section, term="case", language="fr", ours="dossier")[0]
    ),
    "contributor": lambda at: _pk(
        Contributor.objects.get_or_create(section=at.section, kind="group", name="Group 48")[0]
    ),
    "report": lambda at: {
        "pk": PageReport.objects.create(section=at.section, page="/x/", about="fact", said_at=AT).pk,
        "deed": "settle",
    },
    "reason": lambda at: _pk(Reason.objects.get_or_create(section=at.section, code="x")[0]),
    "answer": _answer,
    "hand-over": lambda at: {"pk": _handover(at).pk, "deed": "note", "language": at.section.default_language},
    "request for names": lambda at: {"pk": _names(at).pk, "deed": "release"},
    "lobby contact": lambda at: _pk(LobbyContact.objects.create(told_at=AT, **at.of_case)),
    "access report": lambda at: _pk(draw(at.section, AT.date().replace(day=1), at=AT)),
    "audit entry": _audited,
    "proposal": _proposal,
    "office": lambda at: _pk(at.office),
    "contact point": lambda at: _pk(
        ContactPoint.objects.get_or_create(office=at.office, kind="email", value="x@example.org", health="bounced")[0]
    ),
    "route": lambda at: _pk(
        PostRoute.objects.get_or_create(to_country="MA", since="2020-01-01", source="x", checked_on="2020-01-01")[0]
    ),
    "letters": lambda at: _pk(OfficeMail.objects.get_or_create(office=at.office)[0]),
    "representative": _representative,
    "page": _page,
    "story": _story,
    "picture": _picture,
    "redirect": lambda at: _pk(
        Redirect.objects.create(section=at.section, source=f"/{uuid7().hex}", target="/", made_at=AT, made_by="Ada")
    ),
    "file of a picture": _picture,
    "campaign": lambda at: _pk(
        Campaign.objects.get_or_create(key="m", opens_on="2020-11-20", closes_on="2020-12-31")[0]
    ),
    "limit": lambda at: _pk(LimitRule.objects.get_or_create(key="acts_per_network", defaults={"most": 3})[0]),
    "e-mail rule": lambda at: _pk(EmailRule.objects.get_or_create(domain="x.example")[0]),
    "figure": lambda at: {"key": "acts"},
    "group of Today": lambda at: {"name": today.registered()[0].name},
    "own sign-in": lambda at: _pk(SignIn.objects.create(user=at.user, key=uuid7().hex, began_at=AT, seen_at=AT)),
    "own work": lambda at: _pk(
        Work.objects.create(kind="recount", title="x", owner_id=at.user.pk, owner="x", made_at=AT)
    ),
}
