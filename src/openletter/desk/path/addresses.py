"""The addresses of the path, and its way in from the menu."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from openletter.desk.path import deciding, entry, pages
from openletter.sections.access import Right, may

STEPS = (
    pages.CaseStep, pages.CallStep, pages.TargetsStep, pages.TextStep, pages.LanguagesStep, pages.TermsStep,
    pages.SafetyStep, deciding.PreviewStep, deciding.ReviewStep, deciding.PublishStep,
)  # fmt: skip

urls: list[URLPattern] = [
    path("publish/", entry.Begin.as_view(), name="desk_publish"),
    path("publish/new-case/", entry.OpenCase.as_view(), name="desk_publish_new_case"),
    *(path(f"publish/<int:pk>/{view.step}/", view.as_view(), name=f"desk_publish_{view.step}") for view in STEPS),
]


class PublishMenuItem(MenuItem):
    """Publishing, for people who may draft actions."""

    def is_shown(self, request: Any) -> bool:
        """Whether the person drafts actions anywhere."""
        return may(request.user, Right.EDIT_ACTIONS)


@hooks.register("register_admin_menu_item")
def publish_menu_item() -> MenuItem:
    """The way into the path."""
    return PublishMenuItem(_("Publish an action"), reverse("desk_publish"), name="publish", icon_name="edit", order=90)


@hooks.register("insert_global_admin_css")
def stylesheet() -> str:
    """How the path's pages are laid out."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/path.css"))
