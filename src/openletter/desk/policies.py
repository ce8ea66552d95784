"""Who may see, add or change which rows at the desk: Wagtail's permission questions answered from section roles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from wagtail.permission_policies.base import BasePermissionPolicy

from openletter.kernel.models import AuditEntry
from openletter.sections.access import Right, holdings, sections_for

# Wagtail asks for these words; an action that is not named is refused to everybody, superusers included.
Rights = dict[str, Right]


class SectionPolicy(BasePermissionPolicy):
    """Rows that belong to a section; `path` leads from the row to the section's id."""

    def __init__(self, model: type[models.Model], *, path: str, rights: Rights) -> None:
        super().__init__(model)
        self.path, self.rights = path, rights

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the action is open to the person in at least one section."""
        right = self.rights.get(action)
        return right is not None and holdings(user).has(right)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether the action is open to the person on this row."""
        right = self.rights.get(action)
        return right is not None and holdings(user).has(right, self.section_id(instance))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """The rows on which one of the actions is open."""
        rows = self.model._default_manager
        held = [self.rights[action] for action in actions if action in self.rights]
        if not held:
            return rows.none()
        # The union of what each right opens; a right held everywhere opens everything.
        ids: set[int] = set()
        for right in held:
            sections = holdings(user).section_ids(right)
            if sections is None:
                return rows.all()
            ids |= sections
        return rows.filter(**{f"{self.path}__in": ids})

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        """Wagtail asks this for its own workflows, which we do not use."""
        return get_user_model().objects.none()

    def section_id(self, instance: Any) -> int:
        """The section a row belongs to."""
        value = instance
        for step in self.path.split("__"):
            value = getattr(value, step)
        return int(value)


class SharedPolicy(SectionPolicy):
    """Rows that all sections share: the right held in any section is enough, or everywhere where `house` is asked."""

    def __init__(self, model: type[models.Model], *, rights: Rights) -> None:
        super().__init__(model, path="pk", rights=rights)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """As for any other row."""
        return self.user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """All rows, or none."""
        rows = self.model._default_manager
        return rows.all() if self.user_has_any_permission(user, actions) else rows.none()


class HousePolicy(SectionPolicy):
    """Rows of a section, and beside them rows of the whole house, which are for who holds the right everywhere."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether the action is open to the person on this row."""
        right = self.rights.get(action)
        ids = holdings(user).section_ids(right) if right else frozenset()
        return ids is None or getattr(instance, self.path) in ids


class AuditPolicy(SharedPolicy):
    """The audit is read only; entries name their section by key, those of the house are for auditors of all."""

    def __init__(self) -> None:
        super().__init__(AuditEntry, rights={"view": Right.AUDIT})

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """The entries of the sections in which the person may read the audit."""
        if not self.user_has_any_permission(user, actions):
            return AuditEntry.objects.none()
        if holdings(user).section_ids(Right.AUDIT) is None:
            return AuditEntry.objects.all()
        keys = sections_for(user, Right.AUDIT).values_list("key", flat=True)
        return AuditEntry.objects.filter(section__in=list(keys))
