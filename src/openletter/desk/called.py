"""What a case or an action is called at the desk, to each reader: a case is named to nobody who may not read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, TitleColumn

from openletter.actions.models import Action
from openletter.cases.models import Case
from openletter.desk import said
from openletter.desk.seeing import reads_case

Called = Callable[[Any, Any], str]


def case_called(user: Any, case: Case) -> str:
    """A case's title; of one that the person may not read, only that there is one. Its key may be a name, too."""
    return said.title(case) if reads_case(user, case) else _("A case that is not public yet")


def action_called(user: Any, action: Action) -> str:
    """An action's title; one without words is called by its case."""
    return said.title(action) if action.languages() else case_called(user, action.case)


class _Called:
    """A column that says of a row what the reader may know; `called` is given the person and the row."""

    def __init__(self, name: str, *, called: Called, **kwargs: Any) -> None:
        super().__init__(name, accessor=lambda _row: "", **kwargs)  # type: ignore[call-arg]
        self.called = called

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """With what this reader is told."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)  # type: ignore[misc]
        told = self.called(parent_context["request"].user, instance)
        return {**context, "raw_value": told, "value": told}


class CalledColumn(_Called, Column):
    """Plain."""


class CalledTitleColumn(_Called, TitleColumn):
    """The one that links to the row's page."""
