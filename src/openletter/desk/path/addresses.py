"""The addresses of the path, and its way in from the menu."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from wagtail import hooks

from openletter.desk.path import deciding, entry, pages, writing

STEPS = (
    pages.CaseStep, pages.CallStep, pages.TargetsStep, writing.TextStep, writing.LanguagesStep, pages.TermsStep,
    pages.SafetyStep, deciding.PreviewStep, deciding.ReviewStep, deciding.PublishStep,
)  # fmt: skip

urls: list[URLPattern] = [
    path("publish/", entry.Begin.as_view(), name="desk_publish"),
    path("publish/new-case/", entry.OpenCase.as_view(), name="desk_publish_new_case"),
    *(path(f"publish/<int:pk>/{view.step}/", view.as_view(), name=f"desk_publish_{view.step}") for view in STEPS),
]


@hooks.register("insert_global_admin_css")
def stylesheet() -> str:
    """How the path's pages are laid out."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/path.css"))
