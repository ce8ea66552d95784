"""What an action's page puts into the supporter's hands: each tool is a module here, a template and, if need be, a
script and a style sheet of the same name.

A module has `build(matter)`, which gives the template its `tool`, and may have `answer(request, matter, leaf)` for the
addresses `act/<ref>/<tool>/<leaf>`. `ALWAYS = True` in a module: it is built, and its addresses answer, also when the
action is not open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from types import ModuleType
from typing import Any

from openletter.actions.kinds import About, Tool, kind_of
from openletter.actions.queries import PublicAction
from openletter.actions.recipients import recipients_of
from openletter.actions.rules import Door
from openletter.cases.queries import PublicCase
from openletter.sections.routing import Place
from openletter.targets.resolution import Recipient, Resolution
from openletter.web.context.acting import ActForm
from openletter.web.models import ActionPage


@dataclass(frozen=True, slots=True)
class Matter:
    """What a tool is for: an action that may be shown, its case, and where and when the page stands.

    `to` is somebody whom the reader chose to write to, a legislator of their own, in place of the action's offices.
    """

    action: PublicAction
    case: PublicCase
    place: Place
    window: ActionPage
    at: datetime
    to: Recipient | None = None

    def address(self, tool: Tool, leaf: str) -> str:
        """The path at which a tool answers, in this section and language; with `to`, for whoever was chosen."""
        if self.to is not None:
            tool, leaf = Tool.REPRESENTATIVE, f"{self.to.office}-{tool.value}-{leaf}"
        return self.place.address(f"act/{self.action.ref}/{tool.value}/{leaf}")

    def about(self, language: str) -> About:
        """What own words in a language are looked at beside: the letters proposed, and the person's names."""
        return About(
            language=language, texts={letter.language: (letter.subject, letter.body) for letter in self.action.letters},
            names=tuple(name.text for person in self.case.people for name in person.names),
        )  # fmt: skip

    def recipients(self, *, country: str = "", language: str = "") -> Resolution:
        """Whom the letter goes to: whoever was chosen, or the action's offices for a supporter in a country."""
        if self.to is not None:
            return Resolution((self.to.in_language(language or self.place.language),), (), ())
        return recipients_of(
            self.action.id, country=country or self.place.section.territory, on=self.at.date(),
            language=language or self.place.language,
        )  # fmt: skip


def module_of(tool: Tool) -> ModuleType:
    """The module of a tool, imported when first needed: some bring heavy libraries."""
    return import_module(f"openletter.web.tools.{tool.value}")


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools of one page: what their templates get, by name, and the scripts and styles they need."""

    views: Mapping[str, Any]
    scripts: tuple[str, ...]
    styles: tuple[str, ...]

    def fitted(self, form: ActForm) -> ActForm:
        """The form as these tools want it; a view with `fit(form)` may change what is asked."""
        for view in self.views.values():
            form = view.fit(form) if hasattr(view, "fit") else form
        return form


def tools_of(matter: Matter) -> Tools:
    """The tools of an action's kind, built for one page; once it is not open, only those that are there always."""
    found = ((tool.value, module_of(tool)) for tool in kind_of(matter.action.kind).tools)
    there = {name: tool for name, tool in found if matter.action.door == Door.OPEN or getattr(tool, "ALWAYS", False)}
    views = {name: tool.build(matter) for name, tool in there.items()}
    return Tools(
        views,
        scripts=tuple(f"openletter/js/{name}.js" for name, view in views.items() if getattr(view, "script", False)),
        styles=tuple(f"openletter/css/{name}.css" for name, view in views.items() if getattr(view, "style", False)),
    )
