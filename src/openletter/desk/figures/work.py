"""How our own work goes: words in each language, the time from draft to live, how long messages wait, letters sent."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from statistics import median, quantiles

from django.db.models import Count, Min, Q
from django.utils.translation import get_language_bidi, gettext, ngettext

from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case
from openletter.cases.rules import PUBLIC_STATUSES
from openletter.deliveries.models import TargetMail
from openletter.deliveries.rules.states import MailState
from openletter.desk import said
from openletter.desk.charts import Bar, Chart, bars
from openletter.desk.figures.asked import Asked, moments_of
from openletter.desk.figures.figure import Cell, Figure
from openletter.kernel.languages import endonym
from openletter.kernel.models import AuditEntry
from openletter.sections.access import Right, within
from openletter.sections.models import Section
from openletter.solidarity.models import SolidarityMessage
from openletter.translations.models import Rendering
from openletter.translations.rules import TranslationState

MOST = 20_000  # of the newest rows, so many are measured


def coverage(asked: Asked) -> Figure:
    """Of what readers see of each section, the share whose words are approved, by language."""
    rows = Rendering.objects.filter(_seen_by_readers(asked)).order_by()
    sums: dict[tuple[int | None, str], list[int]] = defaultdict(lambda: [0, 0])
    for section, language, state, number in rows.values_list("section_id", "language", "state").annotate(Count("pk")):
        sums[section, language][0] += number if state == TranslationState.APPROVED else 0
        sums[section, language][1] += number
    sections = Section.objects.filter(pk__in={pk for pk, _language in sums}).prefetch_related("words")
    names: dict[int | None, str] = {None: gettext("All sections"), **{row.pk: said.name(row) for row in sections}}
    order = sorted(sums, key=lambda key: (names[key[0]], endonym(key[1])))
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (f"{names[pk]}: {endonym(language)}", *sums[pk, language]) for pk, language in order
    )
    ready, all_of_them = sum(one for one, _all in sums.values()), sum(each for _one, each in sums.values())
    says = gettext("Nothing that readers see waits for other languages.")
    if all_of_them:
        told = gettext(
            "%(share)s of the translations of what readers see are approved: of live actions, of public cases with "
            "their updates and outcomes, of pages, and of what sections, campaigns and reasons say."
        )
        says = told % {"share": said.percent(ready / all_of_them)}
    drawn = bars(
        [Bar(str(name), int(one) / int(every), said.percent(int(one) / int(every))) for name, one, every in cells],
        most=1, mirrored=get_language_bidi(),
    )  # fmt: skip
    title = gettext("Languages of what readers see")
    head = (gettext("Section and language"), gettext("Approved"), gettext("Translations"))
    return Figure("coverage", title, says, head, cells, Chart("coverage", title, says, drawn) if cells else None)


def _seen_by_readers(asked: Asked) -> Q:
    """The translations of live actions; where no single action is asked of, of public cases; where no case, of all."""
    live = Action.objects.filter(asked.of(), status=ActionStatus.LIVE).values("pk")
    found = Q(kind=Rendering.Kind.ACTION, subject_id__in=live)
    if asked.action:
        return found
    own = within(asked.user, Right.FIGURES, "section_id")
    if asked.section:
        own &= Q(section_id=asked.section.pk)
    public = Case.objects.filter(own, status__in=PUBLIC_STATUSES, recalled_at=None)
    if asked.case:
        public = public.filter(pk=asked.case.pk)
    found |= Q(kind=Rendering.Kind.CASE, subject_id__in=public.order_by().values("pk"))
    if not asked.case:
        found |= own & Q(kind__in=(Rendering.Kind.PAGE, Rendering.Kind.SECTION, Rendering.Kind.REASON))
    return found | Q(section=None) if asked.is_all else found


def from_draft_to_live(asked: Asked) -> Figure:
    """The time from the first entry of an action in the audit to the one that it went live, of those that did."""
    first, end = asked.moments
    mine = Action.objects.filter(asked.of()).values_list("pk", flat=True)
    of_actions = AuditEntry.objects.filter(subject_type="actions.action").order_by()
    went = of_actions.filter(verb="action.live", at__gte=first, at__lt=end).values_list("subject_id")
    live = dict(went.annotate(Min("at"))[:MOST])
    own = {str(pk) for pk in mine.filter(pk__in=[int(pk) for pk in live])} if live else set()
    begun = dict(of_actions.filter(subject_id__in=own).values_list("subject_id").annotate(Min("at")))
    return _times(
        "draft-to-live", gettext("From draft to live"), gettext("Went live"),
        [live[pk] - begun[pk] for pk in own], gettext("No action went live in this time."),
    )  # fmt: skip


def moderation(asked: Asked) -> Figure:
    """How long messages to people at risk waited, of those decided in this time."""
    first, end = asked.moments
    rows = SolidarityMessage.objects.filter(asked.of("action__"), decided_at__gte=first, decided_at__lt=end)
    pairs = rows.order_by("-pk").values_list("received_at", "decided_at")[:MOST]
    return _times(
        "moderation", gettext("Messages read"), gettext("Decided"), [done - came for came, done in pairs if done],
        gettext("No message was decided on in this time."),
    )  # fmt: skip


def letters(asked: Asked) -> Figure:
    """What became of the letters to offices owed in this time."""
    first, end = moments_of(asked.period)
    rows = TargetMail.objects.filter(asked.of("action__"), Q(owed_at__gte=first, owed_at__lt=end)).order_by()
    found = dict(rows.values_list("state").annotate(Count("pk")))
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (str(state.label), found[state.value]) for state in MailState if found.get(state.value)
    )
    total, lost = sum(found.values()), found.get(MailState.BOUNCED, 0) + found.get(MailState.REFUSED, 0)
    told = ngettext(
        "%(total)s letter; %(lost)s came back or refused.", "%(total)s letters; %(lost)s came back or refused.", total
    )
    says = told % {"total": said.number(total), "lost": said.percent(lost / total)} if total else gettext("No letters.")
    drawn = bars([Bar(str(name), int(n), said.number(int(n))) for name, n in cells], mirrored=get_language_bidi())
    title = gettext("Letters to offices")
    head = (gettext("What became of them"), gettext("Letters"))
    return Figure("letters", title, says, head, cells, Chart("letters", title, says, drawn) if total else None)


def _times(key: str, title: str, what: str, waits: list[timedelta], none: str) -> Figure:
    head, hours = (title, gettext("Hours")), sorted(wait.total_seconds() / 3600 for wait in waits)
    if not hours:
        return Figure(key, title, none, head, ())
    quarter, middle, three = quantiles(hours, n=4) if len(hours) > 1 else (hours[0],) * 3
    # Translators: a middle time and the two between which half of all times lie, such as "3 hours".
    says = gettext("Half took less than %(middle)s; half of all took between %(quarter)s and %(three)s.") % {
        "middle": _lasting(median(hours)), "quarter": _lasting(quarter), "three": _lasting(three),
    }  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = (
        (gettext("A quarter took less than"), _decimal(quarter)),
        (gettext("Half took less than"), _decimal(middle)),
        (gettext("Three quarters took less than"), _decimal(three)),
        (gettext("The longest"), _decimal(hours[-1])),
        (what, len(hours)),
    )
    return Figure(key, title, says, head, rows)


def _decimal(hours: float) -> str:
    return said.number(round(hours, 1))


def _lasting(hours: float) -> str:
    if hours >= 48:
        days = round(hours / 24)
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    whole = max(round(hours), 1)
    return ngettext("%(hours)d hour", "%(hours)d hours", whole) % {"hours": whole}
