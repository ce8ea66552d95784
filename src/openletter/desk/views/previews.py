"""What is not public yet, as it will be read: on a phone, on a desktop, on paper and as mail, in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case
from openletter.desk import mails, said
from openletter.desk.lacking import lacking_in
from openletter.desk.opened import note_preview
from openletter.desk.seeing import reads_case
from openletter.desk.views.screen import Screen
from openletter.desk.windows import Scene, papers_in_rehearsal, rehearse
from openletter.kernel import clock
from openletter.kernel.languages import endonym, known
from openletter.sections.access import Right, within
from openletter.sections.models import Section

_ON_THE_WAY = (ActionStatus.DRAFT, ActionStatus.CHANGES_REQUESTED, ActionStatus.IN_REVIEW, ActionStatus.APPROVED)
WAYS = {"phone": _("Phone"), "desktop": _("Desktop"), "print": _("On paper"), "mail": _("Mail")}
KINDS: dict[str, tuple[Any, Right, str]] = {
    "action": (Action, Right.SEE_CASES, "actions:inspect"),
    "case": (Case, Right.SEE_CASES, "cases:inspect"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One way of looking, or one language, to choose among others."""

    label: str
    url: str
    current: bool
    language: str = ""


def band(subject: Any) -> tuple[str, str]:
    """What stands across a page in preview: of an action that is open already, only that it is one."""
    live = isinstance(subject, Action) and subject.status == ActionStatus.LIVE
    title = gettext("Preview.") if live else gettext("Preview, not public.")
    return title, gettext("Forms are switched off, and nothing is counted.")


def subject_of(request: HttpRequest, kind: str, pk: int, language: str) -> Any:
    """The case or action, if the person may see it; otherwise it does not exist for them. Raises Http404."""
    model, right, _overview = KINDS[kind]
    if language not in known():
        raise Http404
    rows = model.objects.filter(within(request.user, right, "section_id")).select_related("section")
    subject = get_object_or_404(rows.prefetch_related("words", "section__words"), pk=pk)
    if isinstance(subject, Action) and not reads_case(request.user, subject.case):
        raise Http404
    return subject


def case_of(subject: Action | Case) -> Case:
    """The case that a preview tells of."""
    return subject.case if isinstance(subject, Action) else subject


def section_for(subject: Any, language: str, key: str = "") -> Section:
    """On whose site it is looked at: an action's own, a case's in a language that the section asked for speaks."""
    if isinstance(subject, Action) or not key:
        found: Section = subject.section
        return found
    rows = Section.objects.filter(is_active=True, key=key).prefetch_related("words")
    chosen = get_object_or_404(rows)
    if language not in chosen.languages:
        raise Http404
    return chosen


class Preview(Screen, TemplateView):
    """One page with four ways of looking; each is a link, so nothing needs a script."""

    template_name = "desk/preview.html"
    page_title = _("Preview")
    kind = "action"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the row, and what was asked to be seen of it."""
        super().setup(request, *args, **kwargs)
        self.language: str = kwargs["language"]
        self.subject = subject_of(request, self.kind, kwargs["pk"], self.language)
        self.section = section_for(self.subject, self.language, request.GET.get("section", ""))
        wanted = request.GET.get("as", "")
        self.seen_as = wanted if wanted in WAYS else "phone"
        self.dark = request.GET.get("dark") == "1"

    def _at(self, *, way: str = "", language: str = "", dark: bool | None = None) -> str:
        """This page with one thing chosen otherwise."""
        chosen = {"as": way or self.seen_as}
        if self.dark if dark is None else dark:
            chosen["dark"] = "1"
        if self.section.pk != self.subject.section_id:
            chosen["section"] = self.section.key
        address = reverse(f"desk_{self.kind}_preview", args=[self.subject.pk, language or self.language])
        return f"{address}?{urlencode(chosen)}"

    @property
    def _scene(self) -> Scene:
        return scene_of(self.kind, self.subject, self.section, self.language)

    def get_page_subtitle(self) -> str:
        """The row's title."""
        return said.title(self.subject)

    @property
    def back(self) -> str:
        """The row's own page."""
        return reverse(KINDS[self.kind][2], args=[self.subject.pk])

    def way(self) -> list[tuple[str, str]]:
        """The row."""
        return [(self.back, self.get_page_subtitle())]

    def _on_the_path(self) -> str:
        """Where publishing goes on; empty for a case, and for an action that is out."""
        if not isinstance(self.subject, Action) or self.subject.status not in _ON_THE_WAY:
            return ""
        return reverse("desk_publish_preview", args=[self.subject.pk])

    def _frame(self) -> str:
        chosen = f"?section={self.section.key}" if self.section.pk != self.subject.section_id else ""
        leaf = "print" if self.seen_as == "print" else "dark" if self.dark else "light"
        return f"{self._scene['base']}{leaf}{chosen}"

    def _mails(self) -> Any:
        return mails.of(self.subject, self.section, self.language, at=clock.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What there is to choose, what is missing, and what to look at."""
        note_preview(self.request, case_of(self.subject))
        missing = lacking_in(self.subject, self.section, self.language)
        languages = list(dict.fromkeys([*self.section.languages, self.language]))
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "subject": self.subject,
            "section": self.section,
            "language": self.language,
            "ways": [Tab(str(name), self._at(way=way), way == self.seen_as) for way, name in WAYS.items()],
            "languages": [
                Tab(endonym(code), self._at(language=code), code == self.language, code) for code in languages
            ],
            "way": self.seen_as,
            "dark": self.dark,
            "dark_url": self._at(dark=not self.dark),
            "missing": missing,
            "nothing": not self.subject.languages(),
            "frame": self._frame(),
            "alone": self._scene["base"],
            "public": isinstance(self.subject, Action) and self.subject.status == ActionStatus.LIVE,
            "papers": papers_in_rehearsal(self.request, self._scene) if self.seen_as == "print" else (),
            "mails": self._mails() if self.seen_as == "mail" else (),
            "back": self.back,
            "on_the_path": self._on_the_path(),
        }


def scene_of(kind: str, subject: Any, section: Section, language: str) -> Scene:
    """The page that is looked at, with its parts beneath this preview's address."""
    base = reverse(f"desk_{kind}_preview_shown", args=[subject.pk, language])
    return Scene(subject=subject, section=section, language=language, at=clock.now(), base=base, band=band(subject))


@require_safe
def shown(request: HttpRequest, kind: str, pk: int, language: str, leaf: str = "") -> HttpResponse:
    """The page itself, for the frame, or a part of it."""
    subject = subject_of(request, kind, pk, language)
    section = section_for(subject, language, request.GET.get("section", ""))
    note_preview(request, case_of(subject))
    return rehearse(request, leaf, scene_of(kind, subject, section, language))


def _addresses(kind: str, folder: str) -> list[URLPattern]:
    start, name = f"{folder}/<int:pk>/preview/<slug:language>/", f"desk_{kind}_preview"
    return [
        path(start, Preview.as_view(kind=kind), name=name),
        path(f"{start}page/", shown, {"kind": kind}, name=f"{name}_shown"),
        path(f"{start}page/<path:leaf>", shown, {"kind": kind}, name=f"{name}_part"),
    ]


urls: list[URLPattern] = [*_addresses("action", "actions"), *_addresses("case", "cases")]
