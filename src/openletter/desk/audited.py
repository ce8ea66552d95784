"""Plain edits of a row and what hangs on it: one transaction, one audit entry, one word to the fronts."""

from __future__ import annotations

from typing import Any

from django.db import models

from openletter.kernel import audit, clock, marks

MARKS = (marks.PAGES, marks.ACTIONS, marks.RULES)


def section_key(subject: Any) -> str:
    """The section an audit entry belongs to; empty for what all sections share."""
    for step in ("section", "action", "case"):
        parent = getattr(subject, step, None)
        if parent is not None:
            return section_key(parent) if step != "section" else str(parent.key)
    return str(subject.key) if subject._meta.label_lower == "sections.section" else ""


def seen(subject: models.Model, relations: tuple[str, ...]) -> dict[str, Any]:
    """A row as it stands in the database, with the keys of its many-to-many `relations`."""
    if subject.pk is None:
        return {}
    row = type(subject)._default_manager.get(pk=subject.pk)
    chosen = {name: sorted(getattr(row, name).values_list("pk", flat=True)) for name in relations}
    return {**audit.snapshot(row), **chosen}


class AuditedSave:
    """For create and edit views: what was, what is, who and when. Mix in before Wagtail's view."""

    many_to_many: tuple[str, ...] = ()
    verb = ""
    request: Any
    form: Any
    model: Any

    def save_instance(self) -> Any:
        """Save the form; Wagtail calls this inside a transaction."""
        # The form has already moved its values into the instance: what was is read from the database.
        subject = self.form.instance
        before = seen(subject, self.many_to_many)
        verb = self.verb or f"{subject._meta.model_name}_{'edited' if before else 'created'}"
        saved = self.form.save()
        audit.record(
            actor=self.request.user.actor,
            verb=verb,
            subject=saved,
            at=clock.now(),
            before=before,
            after=seen(saved, self.many_to_many),
            section=section_key(saved),
        )
        marks.bump(*MARKS)
        return saved
