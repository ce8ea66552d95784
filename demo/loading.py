"""Loading the demo world in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from demo import (
    of_actions,
    of_adaptations,
    of_cases,
    of_messages,
    of_offices,
    of_sections,
    of_signatures,
    of_stories,
    of_translations,
)
from demo.facts import ACTOR, edtf, make
from demo.reading import cases, read
from openletter.actions.models import Action
from openletter.campaigns.models import Campaign
from openletter.cases.models import Case
from openletter.deliveries.models import PetitionDelivery
from openletter.sections.models import Section
from openletter.solidarity.models import SolidarityMessage
from openletter.targets.models import Office
from openletter.targets.representatives.files import EXAMPLES, example
from openletter.targets.representatives.importing import bring_in
from openletter.targets.representatives.models import Legislature
from openletter.web.models import StoryPage
from openletter.web.operations import publish_campaign


@transaction.atomic
def load_world(*, at: datetime, password: str) -> None:
    """Everything in the files that is not there yet stands in the database."""
    for section in read("sections"):
        if not Section.objects.filter(key=section["key"]).exists():
            of_sections.load(section, at)
    of_sections.load_staff(read("staff"), password, at)
    of_translations.load_terms(read("glossary"))
    for office in read("offices"):
        if not Office.objects.filter(key=office["key"]).exists():
            of_offices.load(office)
    of_offices.load_routes(read("routes"))
    for country in EXAMPLES if not Legislature.objects.exists() else ():
        bring_in(example(country, on=at.date()), actor=ACTOR, at=at)
    new = [case for case in cases() if not Case.objects.filter(key=case["key"]).exists()]
    for case in new:
        of_cases.load(case, at)
    for case in new:
        of_cases.join(case, at)
        of_actions.join(case)
    for taken in read("adaptations"):
        if not Action.objects.filter(ref=taken["ref"]).exists():
            of_adaptations.load(taken, at)
    for campaign in read("campaigns"):
        if not Campaign.objects.filter(key=campaign["key"]).exists():
            _campaign(campaign, at)
    if not SolidarityMessage.objects.exists():
        of_messages.load(read("messages"), at)
        of_messages.report(read("reports"), at)
    if not PetitionDelivery.objects.exists():
        of_signatures.load(read("signatures"), at)
    if not StoryPage.objects.exists():
        for story in read("stories"):
            of_stories.load(story, at)
        of_translations.ask(at)


def _campaign(data: dict[str, Any], at: datetime) -> None:
    campaign = make(
        Campaign, f"campaign/{data['key']}", data["words"], key=data["key"], opens_on=edtf(data["opens_on"]),
        closes_on=edtf(data["closes_on"]), planned_cases=data["planned_cases"], countries=data["countries"],
    )  # fmt: skip
    campaign.cases.set(Case.objects.filter(key__in=data["cases"]))
    for key, languages in data["windows"].items():
        publish_campaign(
            section=Section.objects.get(key=key), campaign=campaign, languages=languages, actor=ACTOR, at=at
        )  # fmt: skip
