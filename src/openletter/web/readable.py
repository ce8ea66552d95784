"""Which pages of actions readers of a language get: the one place where a section's rule for half words holds."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from openletter.actions.kinds import all_kinds
from openletter.actions.kinds.registry import Need
from openletter.actions.models import ActionWords, Appeal, AppealWords, Demand, DemandWords
from openletter.cases.models import CaseWords
from openletter.sections.models import Section
from openletter.sections.rules import HalfTranslated
from openletter.web.models import ActionPage


def whole() -> Q:
    """Pages whose action is whole in their own language; the same as `actions.wholeness`, for many at once."""
    here = {"locale": OuterRef("locale")}
    unsaid = Demand.objects.filter(action=OuterRef("action"), words__isnull=False).exclude(
        Exists(DemandWords.objects.filter(fact=OuterRef("pk"), locale=OuterRef(OuterRef("locale"))))
    )
    texts = Appeal.objects.filter(action=OuterRef("action"), use="", words__isnull=False)
    text = AppealWords.objects.filter(fact__action=OuterRef("action"), fact__use="", **here)
    return (
        Q(Exists(ActionWords.objects.filter(fact=OuterRef("action"), **here)))
        & Q(Exists(CaseWords.objects.filter(fact=OuterRef("action__case"), **here)))
        & (Q(action__kind__in=_without(Need.DEMAND)) | ~Q(Exists(unsaid)))
        & (Q(action__kind__in=_without(Need.LETTER)) | ~Q(Exists(texts)) | Q(Exists(text)))
    )


def shown(section: Section) -> Q:
    """Pages of actions that a section shows: all, or only whole ones where it hides the others."""
    return whole() if section.half_translated == HalfTranslated.HIDE else Q()


def is_hidden(page: ActionPage, section: Section) -> bool:
    """Whether the section hides this page for now; asks nothing where its rule hides none."""
    if section.half_translated != HalfTranslated.HIDE or page.pk is None:
        return False
    return not ActionPage.objects.filter(shown(section), pk=page.pk).exists()


def _without(need: Need) -> list[str]:
    return [kind.key for kind in all_kinds() if need in kind.leaves_out]
