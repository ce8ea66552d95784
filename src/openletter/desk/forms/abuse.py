"""Forms against floods: a switch, and what acts judged together have in common."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.actions.abuse.judging import Verdict
from openletter.actions.abuse.switches import Does, Whom
from openletter.actions.abuse.traces import LABEL
from openletter.actions.criteria import Criteria
from openletter.actions.models import Action
from openletter.actions.operations.switches import canonical_domain
from openletter.actions.rules import ActionStatus, ActState, Channel, EvidenceLevel
from openletter.desk import said
from openletter.desk.days import Moment
from openletter.desk.fields import SearchableSelect, listed_countries
from openletter.kernel.languages import endonym, known
from openletter.sections.models import Section

_NOW = (ActionStatus.LIVE, ActionStatus.SUSPENDED, ActionStatus.CLOSED)
MOST = 300
ANY = ("", "—")


def _actions(sections: Any, chosen: str) -> Any:
    """The latest actions of these sections, and the one asked for."""
    rows = Action.objects.filter(section__in=sections)
    latest = list(rows.filter(status__in=_NOW).order_by("-pk").values_list("pk", flat=True)[:MOST])
    if chosen.isdecimal():
        latest.append(int(chosen))
    return rows.filter(pk__in=latest).prefetch_related("words").order_by("-pk")


class _Scoped(forms.Form):
    """A form about the acts of somebody's own sections."""

    def __init__(self, *args: Any, sections: Any, everywhere: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = str(self.initial.get("action", "") or self.data.get("action", ""))
        fields: Any = self.fields
        fields["action"].queryset = _actions(sections, chosen)
        fields["action"].label_from_instance = said.title
        fields["section"].queryset = sections
        fields["section"].label_from_instance = said.name
        self.everywhere = everywhere


class SwitchForm(_Scoped):
    """What, for whom, where, until when, and why."""

    does = forms.ChoiceField(label=_("What it does"), choices=Does.choices)
    whom = forms.ChoiceField(label=_("For whom"), choices=Whom.choices)
    value = forms.CharField(
        label=_("Which one"), required=False, max_length=253,
        help_text=_("A domain such as mail.example, a country's two letters, or a network's label of today."),
    )  # fmt: skip
    most = forms.IntegerField(label=_("Above which number"), required=False, min_value=1, max_value=1_000_000)
    seconds = forms.IntegerField(label=_("In how many seconds"), required=False, min_value=1, max_value=86_400)
    action = forms.ModelChoiceField(label=_("Action"), queryset=Action.objects.none(), required=False)
    section = forms.ModelChoiceField(
        label=_("Section"), queryset=Section.objects.none(), required=False,
        help_text=_("Acts taken on this section's pages. Without an action and a section it holds everywhere."),
    )  # fmt: skip
    until = Moment(label=_("Until"))
    reason = forms.CharField(label=_("Reason"), widget=AdminAutoHeightTextInput, help_text=_("Only staff read it."))

    def clean(self) -> dict[str, Any]:
        """What holds everywhere is for those who work everywhere."""
        data: dict[str, Any] = super().clean() or {}
        if not self.everywhere and not data.get("action") and not data.get("section"):
            self.add_error("action", _("Choose an action or a section."))
        return data


class JudgeForm(_Scoped):
    """Which acts, and what becomes of them."""

    verdict = forms.ChoiceField(label=_("What becomes of them"), choices=Verdict.choices)
    section = forms.ModelChoiceField(label=_("Section"), queryset=Section.objects.none())
    action = forms.ModelMultipleChoiceField(
        label=_("Actions"), queryset=Action.objects.none(), required=False,
        help_text=_("None chosen means all actions of the section."),
    )  # fmt: skip
    since = Moment(label=_("Taken from"), required=False)
    until = Moment(label=_("Taken before"), required=False)
    domain = forms.CharField(label=_("Mail domain"), required=False, max_length=253)
    network = forms.CharField(label=_("Network, by its label"), required=False, max_length=LABEL)
    words = forms.CharField(label=_("Same words, by their label"), required=False, max_length=LABEL)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[
            ANY, *((s.value, s.label) for s in (ActState.PENDING, ActState.COUNTED, ActState.SHADOWED)),
        ],
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("Way"), required=False, choices=[ANY, *Channel.choices])
    evidence = forms.ChoiceField(label=_("Evidence"), required=False, choices=[ANY, *EvidenceLevel.choices])
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: [ANY, *((code, endonym(code)) for code in known())]
    )
    country = forms.ChoiceField(
        label=_("Country"), required=False, widget=SearchableSelect, choices=lambda: [ANY, *listed_countries()]
    )
    reason = forms.CharField(label=_("Reason"), widget=AdminAutoHeightTextInput, help_text=_("Only staff read it."))

    def clean_domain(self) -> str:
        """As acts are counted under it."""
        typed = self.cleaned_data["domain"]
        domain = canonical_domain(typed) if typed else ""
        if typed and not domain:
            raise forms.ValidationError(_("Write a domain such as mail.example."))
        return domain

    def clean_network(self) -> str:
        """A label."""
        return self._label("network")

    def clean_words(self) -> str:
        """A label."""
        return self._label("words")

    def _label(self, name: str) -> str:
        typed: str = self.cleaned_data[name].strip().lower()
        if typed and (len(typed) != LABEL or any(sign not in "0123456789abcdef" for sign in typed)):
            raise forms.ValidationError(_("A label has eight signs: digits, and letters from a to f."))
        return typed

    def criteria(self) -> Criteria:
        """What was said, as it is kept."""
        data = self.cleaned_data
        names = ("network", "domain", "words", "state", "channel", "evidence", "language", "country")
        return Criteria(
            since=_iso(data["since"]), until=_iso(data["until"]), **{name: data[name] for name in names}
        )  # fmt: skip


class UndoForm(forms.Form):
    """Why it is undone."""

    reason = forms.CharField(label=_("Reason"), widget=AdminAutoHeightTextInput, help_text=_("Only staff read it."))


def _iso(value: datetime | None) -> str:
    return value.astimezone(UTC).isoformat() if value else ""
