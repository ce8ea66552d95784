"""Where Wagtail finds the desk: policies, lists, pages, menu and home."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.account import ThemePreferencesForm
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from openletter.actions.models import Action, LedgerEntry
from openletter.campaigns.models import Campaign
from openletter.cases.models import Case
from openletter.deliveries.models import LobbyContact, OfficeMail, OfficialResponse
from openletter.desk import menu
from openletter.desk.path import addresses as publishing
from openletter.desk.policies import AuditPolicy, HousePolicy, SectionPolicy, SharedPolicy
from openletter.desk.views import (
    abuse,
    actions,
    acts,
    adapting,
    after_outcome,
    bundles,
    cases,
    deliveries,
    figures,
    glossary,
    handovers,
    judging,
    ledger,
    lobbying,
    messages,
    moderating,
    news,
    offered,
    offices,
    oversight,
    persons,
    photo,
    previews,
    proposals,
    queue,
    reading_links,
    redirects,
    reports,
    sections,
    sheets,
    sign_ins,
    site,
    staff,
    staff_deeds,
    stopping,
    stories,
    today,
    translation_files,
    translations,
    words,
    work,
)
from openletter.desk.views.stopping import SafetyStopPanel
from openletter.desk.views.today import WhatWaits
from openletter.desk.viewsets import ALL
from openletter.desk.viewsets.glossary import GlossaryPolicy
from openletter.desk.windows import newsroom
from openletter.kernel import audit, clock
from openletter.kernel.models import AuditEntry, LimitRule
from openletter.sections.access import Right
from openletter.sections.models import Contributor, Section
from openletter.solidarity.models import Reason
from openletter.supporters.models import EmailRule
from openletter.targets.models import ContactPoint, Office, PostRoute
from openletter.targets.representatives.models import Representative
from openletter.translations.models import GlossaryTerm

_CASES = {"view": Right.SEE_CASES, "add": Right.EDIT_CASES, "change": Right.EDIT_CASES}
_ACTIONS = {"view": Right.SEE_ACTIONS, "add": Right.EDIT_ACTIONS, "change": Right.EDIT_ACTIONS}
_SHARED = {"view": Right.DIRECTORY, "add": Right.DIRECTORY, "change": Right.DIRECTORY}
_HOUSE = {"view": Right.HOUSE, "add": Right.HOUSE, "change": Right.HOUSE}

register_permission_policy(Case, SectionPolicy(Case, path="section_id", rights=_CASES))
register_permission_policy(Action, SectionPolicy(Action, path="section_id", rights=_ACTIONS))
register_permission_policy(
    LedgerEntry, SectionPolicy(LedgerEntry, path="action__section_id", rights={"view": Right.SEE_ACTIONS})
)
# A new section is a decision of the whole house; its own administrators change what is there.
register_permission_policy(
    Section,
    SectionPolicy(Section, path="pk", rights={"view": Right.SECTION, "change": Right.SECTION, "add": Right.HOUSE}),
)
for _shared in (Office, ContactPoint, PostRoute, Representative):
    register_permission_policy(_shared, SharedPolicy(_shared, rights=_SHARED))
register_permission_policy(LobbyContact, SectionPolicy(LobbyContact, path="section_id", rights=_ACTIONS))
register_permission_policy(Campaign, SharedPolicy(Campaign, rights=_SHARED))
register_permission_policy(OfficeMail, SharedPolicy(OfficeMail, rights={"view": Right.DIRECTORY}))
register_permission_policy(
    OfficialResponse, SectionPolicy(OfficialResponse, path="action__section_id", rights={"view": Right.ANSWERS})
)
register_permission_policy(LimitRule, SharedPolicy(LimitRule, rights=_HOUSE))
register_permission_policy(EmailRule, SharedPolicy(EmailRule, rights=_HOUSE))
register_permission_policy(
    Reason,
    HousePolicy(
        Reason, path="section_id", rights={"view": Right.SECTION, "add": Right.SECTION, "change": Right.SECTION}
    ),
)
register_permission_policy(
    GlossaryTerm,
    GlossaryPolicy(
        GlossaryTerm, path="section_id", rights={"view": Right.REVIEW_WORDS, "add": Right.WORDS, "change": Right.WORDS}
    ),
)
register_permission_policy(
    Contributor,
    SectionPolicy(Contributor, path="section_id", rights={"view": Right.SITE, "add": Right.SITE, "change": Right.SITE}),
)
register_permission_policy(AuditEntry, AuditPolicy())

# On the account page, in the desk's own words.
ThemePreferencesForm.base_fields["keyboard_shortcuts"].help_text = _("Keys of the desk’s own. Press ? to read them.")

# What Wagtail offers besides, to superusers only: pages to look at, pictures and documents for texts.
FOR_SUPERUSERS = {"explorer", "images", "documents"}
OUR_SETTINGS = {"limits", "reasons", "email-rules", "redirects", "locales", "sites", "collections"}


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Our lists and forms."""
    return [viewset() for viewset in ALL]


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Our pages."""
    ours = (
        abuse,
        judging,
        cases,
        news,
        after_outcome,
        photo,
        proposals,
        previews,
        reading_links,
        offered,
        adapting,
        actions,
        words,
        translations,
        translation_files,
        glossary,
        sections,
        staff,
        staff_deeds,
        sign_ins,
        oversight,
        offices,
        stopping,
        messages,
        queue,
        moderating,
        reports,
        bundles,
        deliveries,
        lobbying,
        sheets,
        persons,
        acts,
        handovers,
        ledger,
        work,
        today,
        stories,
        site,
        redirects,
        publishing,
        figures,
    )
    return [address for views in ours for address in views.urls]


for _way in menu.WAYS:
    hooks.register("register_admin_menu_item", lambda way=_way: way)


@hooks.register("register_admin_menu_item")
def work_menu_item() -> MenuItem:
    """The way to long work."""
    return work.WorkMenuItem(_("Long work"), reverse("desk_works"), name="work", icon_name="tasks", order=800)


@hooks.register("construct_main_menu")
def main_menu(request: Any, items: list[Any]) -> None:
    """Only what the person's work needs, in its groups."""
    wanted = menu.NAMES - (set() if request.user.is_superuser else FOR_SUPERUSERS)
    items[:] = menu.grouped(request, [item for item in items if item.name in wanted])


@hooks.register("construct_page_action_menu")
def page_actions(items: list[Any], request: Any, context: Any) -> None:
    """Nothing of the translation library's own: words go one way here (see `openletter.translations`)."""
    items[:] = [item for item in items if not str(item.name).startswith("localize-")]


@hooks.register("construct_settings_menu")
def settings_menu(request: Any, items: list[Any]) -> None:
    """Our rules, and of Wagtail's settings those that are in use."""
    items[:] = [item for item in items if item.name in OUR_SETTINGS]


@hooks.register("construct_homepage_panels")
def home(request: Any, panels: list[Any]) -> None:
    """The safety stop and what waits, and nothing else."""
    panels[:] = [SafetyStopPanel(), WhatWaits()]


@hooks.register("construct_homepage_summary_items")
def no_summary(request: Any, items: list[Any]) -> None:
    """Counts of pages and pictures tell nobody what to do."""
    items.clear()


@hooks.register("insert_global_admin_css")
def stylesheet() -> str:
    """The little that Wagtail's look needs from us."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("insert_global_admin_js")
def script() -> str:
    """Forms sent back open where the fault is; a day that cannot be read is not changed into another."""
    return format_html(
        '<script type="module" src="{}"></script><script src="{}"></script>',
        static("desk/first-fault.js"), static("desk/days.js"),
    )  # fmt: skip


A_SPELL = timedelta(minutes=10)


def _page_audit(verb: str) -> Any:
    def record(request: Any, page: Any, *more: Any) -> None:
        at, section = clock.now(), newsroom().section_at(page.path)
        key = Section.objects.filter(pk=section).values_list("key", flat=True).first() or ""
        # The editor saves by itself while somebody writes: one entry a spell says it.
        same = AuditEntry.objects.filter(
            verb="page.edit", subject_id=str(page.pk), actor_id=request.user.pk, at__gt=at - A_SPELL
        )
        if verb == "edit" and same.exists():
            return
        audit.record(
            actor=request.user.actor, verb=f"page.{verb}", subject=page, at=at, section=key,
            after={"title": page.title, "live": page.live},
        )  # fmt: skip

    return record


for _event in ("create", "edit", "delete", "publish", "unpublish", "move", "copy"):
    hooks.register(f"after_{_event}_page", _page_audit(_event))
