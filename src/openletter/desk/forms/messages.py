"""The forms of the moderation desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openletter.accounts.models import User
from openletter.desk import said
from openletter.desk.days import Day
from openletter.desk.fields import spoken
from openletter.desk.finding import FindingSelect, newest, told_in
from openletter.sections.models import Section
from openletter.solidarity import reasons
from openletter.solidarity.models import SolidarityMessage
from openletter.solidarity.reports.models import PageReport
from openletter.solidarity.rules import (
    CONCLUSIONS,
    DECIDED,
    LONGEST_REASON,
    LONGEST_TRANSLATION,
    Age,
    Asked,
    BundleState,
    Judged,
    Verdict,
)


class WithholdForm(forms.Form):
    """Why a message is not passed on."""

    reason = forms.ChoiceField(label=_("Reason"))
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    tell = forms.BooleanField(label=_("Tell the sender by mail, with these reasons"), required=False)

    def __init__(self, *args: Any, message: SolidarityMessage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = reasons.choosable(message.section_id, reasons.of_message(with_picture=message.has_picture))
        rows = [(each.code, str(each)) for each in found]
        self.fields["reason"].choices = [("", _("Choose")), *rows]  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """What came of a report."""

    reason = forms.ChoiceField(label=_("What came of it"))
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}), help_text=_("Only staff read it."),
    )  # fmt: skip

    def __init__(self, *args: Any, report: PageReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(each.code, str(each)) for each in reasons.choosable(report.section_id, (Judged.REPORT,))]
        self.fields["reason"].choices = [("", _("Choose")), *rows]  # type: ignore[attr-defined]


class SecondForm(forms.Form):
    """A question to somebody else."""

    leaning = forms.ChoiceField(
        label=_("What would you decide?"), required=False, widget=forms.RadioSelect,
        choices=[
            ("", _("I cannot say")), (Verdict.ACCEPTED, pgettext_lazy("decision", "Accept it")),
            (Verdict.WITHHELD, pgettext_lazy("decision", "Withhold it")),
        ],
    )  # fmt: skip
    note = forms.CharField(
        label=_("What should a second person look at?"), required=False, max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip


class TranslationForm(forms.Form):
    """The message in the recipient's language, beside the original."""

    language = forms.ChoiceField(label=_("Translated into"))
    text = forms.CharField(
        label=_("Translation"), required=False, max_length=LONGEST_TRANSLATION,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = spoken()  # type: ignore[attr-defined]


class SentForm(forms.Form):
    """When and how a bundle left."""

    on = Day(label=_("Sent on"))
    how = forms.CharField(
        label=_("How"), max_length=200, help_text=_("By registered post, with the lawyer, handed to the family …")
    )


class ConclusionForm(forms.Form):
    """What is known of a bundle that left."""

    state = forms.ChoiceField(
        label=_("What is known"), choices=[(state.value, state.label) for state in BundleState if state in CONCLUSIONS]
    )
    on = Day(label=_("Known on"))
    note = forms.CharField(label=_("Note"), required=False, max_length=300)


class WaitingForm(forms.Form):
    """Which of the waiting messages are listed."""

    section = forms.ModelChoiceField(label=_("Section"), queryset=Section.objects.none(), required=False)
    asked = forms.ChoiceField(
        label=pgettext_lazy("reading", "What is asked"), choices=[("", "—"), *Asked.choices], required=False
    )
    age = forms.ChoiceField(
        label=_("Age"), required=False,
        choices=[("", "—"), (Age.OVER, Age.OVER.label), (Age.NEAR, Age.NEAR.label)],
    )  # fmt: skip
    pictures = forms.BooleanField(label=_("Only with a picture"), required=False)

    def __init__(self, *args: Any, sections: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["section"]
        field.queryset, field.label_from_instance = sections, said.name


class DecisionsForm(forms.Form):
    """Which decisions are listed."""

    section = forms.ModelChoiceField(label=_("Section"), queryset=Section.objects.none(), required=False)
    by = forms.ModelChoiceField(label=_("Decided by"), queryset=User.objects.none(), required=False)
    verdict = forms.ChoiceField(
        label=_("Decision"), required=False,
        choices=[("", "—"), *((each.value, each.label) for each in DECIDED)],
    )  # fmt: skip
    reason = forms.ChoiceField(label=_("Reason"), required=False, widget=FindingSelect)
    since = Day(label=_("From"), required=False)
    until = Day(label=pgettext_lazy("last day", "To"), required=False)
    overturned = forms.BooleanField(label=_("Only overturned ones"), required=False)

    def __init__(self, *args: Any, sections: Any, people: Any, reasons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section: Any = self.fields["section"]
        section.queryset, section.label_from_instance = sections, said.name
        by: Any = self.fields["by"]
        by.queryset = people
        reason: Any = self.fields["reason"]
        reason.widget.told = told_in(self.data, "reason")
        found, reason.widget.more = newest(reasons, reason.widget.told, ("code", "words__text"))
        found.sort(key=lambda row: (row.order, row.code))
        chosen = reasons.filter(code=self.data.get("reason", ""))
        # One that a section words otherwise stands once.
        reason.choices = [("", "—"), *{row.code: str(row) for row in (*chosen, *found)}.items()]
