"""Opening and closing windows: a case, an action or a campaign on a section's site, one page per language."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Collection, Locale, Page, Revision

from openletter.actions.models import Action
from openletter.actions.operations import life
from openletter.actions.rules import ActionStatus
from openletter.actions.safety import require_safe
from openletter.campaigns.models import Campaign
from openletter.cases.models import Case
from openletter.cases.operations import release, require_consent, take_on
from openletter.cases.queries import named_people
from openletter.cases.rules import PUBLIC_STATUSES, CaseStatus
from openletter.kernel import audit, languages, marks
from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.refusals import Refused
from openletter.kernel.text import slug_of
from openletter.kernel.words import KEYS
from openletter.sections.models import Section
from openletter.sections.rules import RESERVED
from openletter.web.models import ActionPage, CampaignPage, CasePage, HomePage, SectionPictures, StoriesPage, WindowPage

_SHOWN = (ActionStatus.LIVE, ActionStatus.CLOSED)
_SLUG_LENGTH = 80


@transaction.atomic
def publish_windows(
    *, section: Section, subject: Case | Action, languages: Iterable[str], actor: Actor, at: datetime
) -> tuple[WindowPage, ...]:
    """The case, or the action beneath its case, stands on the section's site in these languages; twice is as once.

    Where a name was changed for safety since, the pages move to addresses of the new one.

    Homes and case pages that are missing are made on the way. Refuses without the consent the pages need (naming what
    is missing), whoever wrote any of the case since it was last let out, what the safety check finds, a case or action
    that is not public yet or is stopped, and a language that the section does not speak or in which there are no words.
    """
    case = subject if isinstance(subject, Case) else subject.case
    _require_public(subject)
    require_consent(case, on=at.date())
    require_safe(case, subject if isinstance(subject, Action) else None, on=at.date(), answers=actor.id is not None)
    release(case=case, actor=actor, at=at)
    wanted = tuple(dict.fromkeys(languages))
    _require_words(section, case, wanted)
    if isinstance(subject, Action):
        _require_words(section, subject, wanted)
    pages = tuple(_window(section, subject, language, at) for language in wanted)
    audit.record(
        actor=actor, verb="pages.publish", subject=subject, at=at, section=section.key,
        after={"languages": list(wanted), "pages": [page.pk for page in pages]},
    )  # fmt: skip
    marks.bump(marks.PAGES, marks.ACTIONS)
    return pages


@transaction.atomic
def open_action(*, action: Action, actor: Actor, at: datetime) -> tuple[WindowPage, ...]:
    """The action is live and stands on its section's site in each language wanted in which it is written.

    A case that was accepted for it becomes active with it. All of it or nothing: refuses what opening or publishing
    refuses, and an action without a language in common with its case.
    """
    case = take_on(case=action.case, actor=actor, at=at) if action.case.status == CaseStatus.ACCEPTED else action.case
    row = life.open_action(action=action, actor=actor, at=at)
    written = row.languages() & case.languages()
    chosen = [code for code in row.wanted_languages() if code in written]
    if not chosen:
        raise Refused(_("The action and its case have no language of the section in common yet."))
    return publish_windows(section=row.section, subject=row, languages=chosen, actor=actor, at=at)


@transaction.atomic
def close_windows(*, action: Action, languages: Iterable[str], actor: Actor, at: datetime) -> tuple[ActionPage, ...]:
    """The action's pages in these languages are taken down; twice is as once.

    Readers find the neutral stone there. The case's pages stay, and publishing in the language again puts the page up.
    """
    rows = ActionPage.objects.live().filter(action=action, locale__language_code__in=list(languages))
    pages = tuple(rows.select_related("locale").order_by("pk"))
    if not pages:
        return ()
    for page in pages:
        page.unpublish(log_action=False)  # our own audit tells it
    audit.record(
        actor=actor, verb="pages.down", subject=action, at=at, section=action.section.key,
        after={"languages": [page.locale.language_code for page in pages], "pages": [page.pk for page in pages]},
    )  # fmt: skip
    marks.bump(marks.PAGES, marks.ACTIONS)
    return pages


def open_due(*, at: datetime) -> int:
    """Scheduled actions whose moment has come are opened; returns how many.

    What is refused stays scheduled and is tried again: the desk says what stands in its way.
    """
    opened = 0
    due = Action.objects.filter(status=ActionStatus.SCHEDULED, opens_at__lte=at).order_by("opens_at", "pk")
    for action in due.select_related("case", "section"):
        try:
            open_action(action=action, actor=SYSTEM, at=at)
        except Refused:
            continue
        opened += 1
    return opened


def welcome_languages() -> None:
    """Pages and facts can be written in every language the installation speaks; twice is as once."""
    for code in languages.known():
        Locale.objects.get_or_create(language_code=code)


@transaction.atomic
def publish_campaign(
    *, section: Section, campaign: Campaign, languages: Iterable[str], actor: Actor, at: datetime
) -> tuple[CampaignPage, ...]:
    """The campaign stands on the section's site in these languages; twice is as once.

    Its page names those of its cases that have a page of their own on the site and may be shown. Refuses a language
    that the section does not speak or in which the campaign has no words.
    """
    wanted = tuple(dict.fromkeys(languages))
    _require_words(section, campaign, wanted)
    pages = tuple(_campaign(section, campaign, language, at) for language in wanted)
    audit.record(
        actor=actor, verb="pages.publish", subject=campaign, at=at, section=section.key,
        after={"languages": list(wanted), "pages": [page.pk for page in pages]},
    )  # fmt: skip
    marks.bump(marks.PAGES)
    return pages


@transaction.atomic
def open_homes(*, section: Section, at: datetime) -> tuple[HomePage, ...]:
    """The section has a front page in each of its languages and a place for pictures; twice is as once."""
    homes = tuple(_home(section, language, at) for language in section.languages)
    pictures_of(section)
    marks.bump(marks.PAGES)
    return homes


def pictures_of(section: Section) -> Collection:
    """Where the pictures of a section's pages are kept; it is made if it is missing."""
    found = SectionPictures.objects.filter(section=section).select_related("collection").first()
    if found is None:
        top = Collection.get_first_root_node()
        found = SectionPictures.objects.create(
            section=section, collection=top.add_child(instance=Collection(name=section.key))
        )
    kept: Collection = found.collection
    return kept


def _require_not_stopped(subject: Case | Action) -> None:
    """Pass unless the safety stop keeps the pages of a case or an action down. Raises Refused."""
    case = subject if isinstance(subject, Case) else subject.case
    if case.recalled_at is not None or (isinstance(subject, Action) and subject.status == ActionStatus.SUSPENDED):
        raise Refused(_("This is stopped. Its pages stay down in every language until somebody else lifts the stop."))


def _require_public(subject: Case | Action) -> None:
    _require_not_stopped(subject)
    if isinstance(subject, Case) and subject.status not in PUBLIC_STATUSES:
        raise Refused(_("This case is not public yet. Move it to “Active” first."))
    if isinstance(subject, Action) and subject.status not in _SHOWN:
        raise Refused(_("This action is not live yet. Have it approved and open it first."))


def _require_words(section: Section, fact: Case | Action | Campaign, wanted: Iterable[str]) -> None:
    written = fact.languages()
    for language in wanted:
        if language not in section.languages:
            raise Refused(_("This section has no site in %(language)s.") % {"language": languages.endonym(language)})
        if language not in written:
            raise Refused(
                # Translators: %(fact)s is the title of a case, an action or a campaign.
                _("“%(fact)s” has no words in %(language)s yet.")
                % {"fact": fact, "language": languages.endonym(language)}
            )


def _window(section: Section, subject: Case | Action, language: str, at: datetime) -> WindowPage:
    if isinstance(subject, Action):
        case_page = _window(section, subject.case, language, at)
        found = ActionPage.objects.child_of(case_page).filter(action=subject).first()
        page = found or ActionPage(action=subject)
        renamed = _goes_by_another_name(subject.case)
        title, key = subject.in_language(language).title, f"action:{section.key}:{subject.uid}"
        return put(page, case_page, title, key, at, renamed=renamed)
    home = _home(section, language, at)
    page = CasePage.objects.child_of(home).filter(case=subject).first() or CasePage(case=subject)
    title, key = subject.in_language(language).title, f"case:{section.key}:{subject.uid}"
    return put(page, home, title, key, at, renamed=_goes_by_another_name(subject))


def _goes_by_another_name(case: Case) -> bool:
    """Whether a name on the case's pages was changed for safety; an address could still hold the one before."""
    return any(person.is_pseudonym for person in named_people(case))


def _home(section: Section, language: str, at: datetime) -> HomePage:
    locale = Locale.objects.get(language_code=language)
    found = HomePage.objects.filter(section=section, locale=locale).first()
    if found is not None and found.live:
        return found
    name = section.in_language(language)
    page = found or HomePage(section=section, slug=f"{section.key}-{language}", locale=locale)
    title = name.name if name else section.key
    home = put(page, Page.get_first_root_node(), title, f"home:{section.key}", at)
    stories_of(home, at)
    return home


def stories_of(home: HomePage, at: datetime) -> StoriesPage:
    """Where the stories of a home's site stand; it is made if it is missing."""
    found = StoriesPage.objects.child_of(home).first() or StoriesPage(slug=StoriesPage.SLUG)
    with translation.override(home.locale.language_code):
        # Translators: the title of the folder of a section's stories
        title = _("Stories")
    return put(found, home, title, f"stories:{home.section.key}", at)


def _campaign(section: Section, campaign: Campaign, language: str, at: datetime) -> CampaignPage:
    home = _home(section, language, at)
    found = CampaignPage.objects.child_of(home).filter(campaign=campaign).first()
    name = campaign.in_language(language).name
    return put(found or CampaignPage(campaign=campaign), home, name, f"campaign:{section.key}:{campaign.uid}", at)


def put[P: WindowPage](page: P, parent: Page, title: str, key: str, at: datetime, *, renamed: bool = False) -> P:
    """Put a page beneath its parent if it is new, and publish it if it is not live.

    Where the person was `renamed`, a page with an older title moves to an address made from this one, and nothing leads
    there from the old one.
    """
    if page.pk is None:
        page.title = page.draft_title = title
        page.slug = page.slug or _free_slug(title, parent)
        if isinstance(parent.specific, WindowPage):
            page.locale = parent.locale
        page.translation_key = uuid.uuid5(KEYS, f"window:{key}")
        return _born_live(page, parent, at)
    if renamed and page.title != title:
        page.title = page.draft_title = title
        page.slug = _free_slug(title, parent)
    elif page.live:
        return page
    page.save_revision(changed=False).publish(skip_permission_checks=True)
    page.refresh_from_db()
    return page


def _born_live[P: WindowPage](page: P, parent: Page, at: datetime) -> P:
    """The new page with its first revision, as drafting and publishing it would leave it, written once, not thrice."""
    page.live, page.first_published_at, page.last_published_at = True, at, at
    parent.add_child(instance=page)
    first = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        content=page.serializable_data(),
        object_str=str(page),
    )
    type(page).objects.filter(pk=page.pk).update(
        live_revision=first, latest_revision=first, latest_revision_created_at=first.created_at
    )
    page.refresh_from_db()
    return page


def _free_slug(title: str, parent: Page) -> str:
    """A readable address in the page's own script, not yet taken beneath this parent."""
    base = slug_of(title)[:_SLUG_LENGTH].strip("-") or "page"
    taken = set(parent.get_children().values_list("slug", flat=True)) | RESERVED
    return next(s for s in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)
