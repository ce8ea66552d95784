"""An edit form whose changes wait for a second person: it opens with what waits already, and keeps what is added."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openletter.desk.views.cases import SENT_BACK
from openletter.kernel import audit, clock
from openletter.kernel.clusters import same
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import CLASHES, mark_of, undo
from openletter.kernel.refusals import Refused

STALE = _(
    "Somebody wrote on this, or decided on it, since you opened the page. Open it anew beside this one and carry over "
    "what you typed: it is still here."
)


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
        laid_on = self.request.POST.get("laid_on", self._mark(self.form.instance))  # once another, it stays another
        waiting = [self.pending] if self.pending else []
        return {**context, "proposals": waiting, "laid_over": self.pending, "laid_on": laid_on}

    def form_valid(self, form: Any) -> Any:
        """Save it; what is refused is said above the form, and everything typed is still there."""
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except Refused as refusal:
            return self._refused(form, refusal.message)
        except IntegrityError:  # two of what there can be only one of, such as words in one language
            return self._refused(form, str(CLASHES))

    def _mark(self, row: Any) -> str:
        return mark_of(row, self.changing.pending_change(row), settled=self.changing.is_settled(row))

    def _refused(self, form: Any, why: str) -> Any:
        form.add_error(None, why)
        self.produced_error_message = why  # said above the form, as Wagtail says what it refuses itself
        return self.form_invalid(form)  # type: ignore[attr-defined]

    def save_instance(self) -> Any:
        """Keep it for a second person, or save it and drop what waited and says nothing new any more.

        Refuses a form that was opened on another state: its rows would be there twice, or undo what was decided since.
        Wagtail calls this inside a transaction.
        """
        live = self.model._default_manager.select_for_update(of=("self",)).get(pk=self.form.instance.pk)
        if self.request.POST.get("laid_on") not in (None, self._mark(live)):
            raise Refused(str(STALE))
        self._leave_alone(self.changing.with_change(live, self.pending) if self.pending else live)
        changed = self.form.save(commit=False)
        by = {"actor": self.request.user.actor, "at": clock.now()}
        if self.waits(live, changed):
            self.pending = self.changing.propose_change(changed=changed, **by)
            self.kept = self.pending is not None
            return live
        before = audit.snapshot(live)
        saved = super().save_instance()  # type: ignore[misc]
        if pending := self.changing.pending_change(saved):
            self.let_go(saved, pending, before, by)
        return saved

    def _leave_alone(self, stands: Any) -> None:
        """What the form does not ask is as it stands now: a stop or an approval since it was opened is not undone."""
        asked = {name for name, field in self.form.fields.items() if not field.disabled}
        for field in stands._meta.concrete_fields:
            if field.name not in asked:
                setattr(self.form.instance, field.attname, getattr(stands, field.attname))

    def let_go(self, saved: Any, pending: Proposal, before: dict[str, Any], by: dict[str, Any]) -> None:
        """What waited says nothing new any more. Who wrote none of it does not undo it; what else they did holds."""
        after = audit.snapshot(self.model._default_manager.get(pk=saved.pk))
        if by["actor"].id in pending.writers or same(before, after):
            undo(proposal=pending, **by)

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
