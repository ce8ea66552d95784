"""An edit form whose changes wait for a second person: it opens with what waits already, and keeps what is added."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from openletter.desk.views.cases import SENT_BACK
from openletter.kernel import clock
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import discard


class WaitsForAnother:
    """Mix in before `Edit`. `changing` is the slice's module of that name."""

    changing: Any
    request: Any
    form: Any
    model: Any
    kept = False
    pending: Proposal | None = None
    template_name = "desk/edit_what_waits.html"

    def waits(self, before: Any, after: Any) -> bool:
        """Whether what would stand needs a second person. Both are rows with what hangs on them; `after` is unsaved."""
        raise NotImplementedError

    def get_object(self, queryset: Any = None) -> Any:
        """The row as it would be with what waits of it."""
        row = super().get_object(queryset)  # type: ignore[misc]
        self.pending = self.changing.pending_change(row)
        return self.changing.with_change(row, self.pending) if self.pending else row

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """That what the form shows is not what readers see, where something waits."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "proposals": [self.pending] if self.pending else [], "laid_over": self.pending}

    def save_instance(self) -> Any:
        """Keep it for a second person, or save it and drop what waited and says nothing new any more."""
        live = self.model._default_manager.get(pk=self.form.instance.pk)
        changed = self.form.save(commit=False)
        by = {"actor": self.request.user.actor, "at": clock.now()}
        if self.waits(live, changed):
            self.pending = self.changing.propose_change(changed=changed, **by)
            self.kept = self.pending is not None
            return live
        saved = super().save_instance()  # type: ignore[misc]
        if pending := self.changing.pending_change(saved):
            self.let_go(saved, pending, by)
        return saved

    def let_go(self, saved: Any, pending: Proposal, by: dict[str, Any]) -> None:
        """What waited says nothing new any more."""
        discard(proposal=pending, **by)

    def get_success_message(self, *args: Any) -> str:
        """That it waits, where it does; that it was sent back, where it differs in nothing from what was."""
        if self.kept and self.pending and self.pending.returned_at:
            return str(SENT_BACK)
        if self.kept:
            return gettext(
                "Your changes are kept and wait: somebody else looks at them and approves them. Until then readers see "
                "what stood."
            )
        said: str = super().get_success_message(*args)  # type: ignore[misc]
        return said
