"""What a section says of its own in an action that it took over: the original's texts beside its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.actions.adaptation import Piece, Same, same_or_own
from openletter.actions.models import Action, ActionWords, AppealWords, DemandWords, SheetWords
from openletter.actions.operations.adapting import Own
from openletter.actions.rules import TargetRole
from openletter.desk import said
from openletter.desk.days import Day, DeadlineAhead, Moment
from openletter.desk.finding import offer
from openletter.kernel.languages import direction, endonym
from openletter.sections.models import Section
from openletter.targets.models import Office
from openletter.targets.rules import OfficeKind

_MODELS: dict[str, type[models.Model]] = {
    "words": ActionWords, "demand": DemandWords, "letter": AppealWords, "sheet": SheetWords,
}  # fmt: skip


def label_of(key: str) -> str:
    """What a piece is, in words: its field and its language."""
    piece = Piece.of(key)
    if piece.part in _MODELS:
        name = capfirst(str(_MODELS[piece.part]._meta.get_field(piece.field).verbose_name))  # type: ignore[union-attr]
        return f"{name} · {endonym(piece.language)}"
    return {
        "deadline": gettext("Deadline"), "settings": gettext("Settings of its kind"),
        "targets": gettext("Offices addressed"), "copies": gettext("Copies to"),
    }[piece.part]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One text: the original's as it was taken over, ours, and whether they are the same."""

    label: str
    source: str
    language: str
    own: bool
    field: Any = None


class AdaptForm(DeadlineAhead, forms.Form):
    """A field for each text that may be adapted, the dates, the goal, and who else gets a copy."""

    opens_at = Moment(label=_("Opens"), required=False, help_text=_("Empty: when it is published."))
    deadline = Day(label=_("Deadline"), required=False)
    goal = forms.IntegerField(
        label=_("Goal"), required=False, min_value=1, help_text=_("Empty: the goal moves by itself.")
    )
    display_threshold = forms.IntegerField(label=_("Hide the number below"), min_value=0, initial=0)
    copies: Any = forms.ModelMultipleChoiceField(
        label=_("Copies to"),
        queryset=Office.objects.none(),
        required=False,
        help_text=_("For example the embassy in your country. Several can be chosen."),
    )

    def __init__(self, *args: Any, action: Action, ours: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken: dict[str, str] = action.adaptation.taken
        self.ours = ours
        offices = Office.objects.prefetch_related(said.titles_of(Office))
        offer(self, "copies", offices, said.name, ("key", "words__name"))
        self._keys = {key: f"text_{number}" for number, key in enumerate(self._asked())}
        for key, name in self._keys.items():
            self.fields[name] = _field(key, ours.get(key, ""))

    def _asked(self) -> list[str]:
        """The texts of its own: what was taken over, and what it has said besides; demands are not asked."""
        found = dict.fromkeys([*self.taken, *self.ours])
        return [key for key in found if (piece := Piece.of(key)).part in _MODELS and not piece.is_followed]

    @property
    def plain(self) -> list[Any]:
        """The fields that are no texts."""
        return [self[name] for name in ("opens_at", "deadline", "goal", "display_threshold", "copies")]

    @property
    def rows(self) -> list[Row]:
        """Each text with what it was taken over as."""
        told = same_or_own(self.taken, self.ours)
        return [
            Row(label_of(key), self.taken.get(key, ""), Piece.of(key).language, told.get(key) != Same.TAKEN, self[name])
            for key, name in self._keys.items()
        ]

    @property
    def followed(self) -> list[Row]:
        """What is the same in every section."""
        keys = [key for key in self.ours if Piece.of(key).part == "demand"]
        return [Row(label_of(key), self.ours[key], Piece.of(key).language, False) for key in keys]

    def own(self) -> Own:
        """What was written, for the verb; a text left as it is, is not written again."""
        data = self.cleaned_data
        texts = {key: data[name] for key, name in self._keys.items() if data[name] != self.ours.get(key, "")}
        return Own(
            texts=texts, opens_at=data["opens_at"], deadline=data["deadline"], goal=data["goal"],
            display_threshold=data["display_threshold"], copies=tuple(data["copies"]),
        )  # fmt: skip


def _field(key: str, text: str) -> forms.CharField:
    piece = Piece.of(key)
    made: Any = _MODELS[piece.part]._meta.get_field(piece.field)
    attrs = {"lang": piece.language, "dir": direction(piece.language)}
    longest = made.max_length
    widget = forms.TextInput(attrs=attrs) if longest else AdminAutoHeightTextInput(attrs=attrs)
    return forms.CharField(
        label=label_of(key), required=not made.blank, max_length=longest, initial=text, widget=widget
    )


def copies_of(action: Action) -> list[int]:
    """The offices that get a copy now."""
    return [row.office_id for row in action.targets.all() if row.role == TargetRole.COPY]


def embassies_in(country: str) -> Any:
    """The embassies accredited to a country: a section's own copies begin with one of them."""
    return Office.objects.filter(kind=OfficeKind.AMBASSADOR, accreditations__country=country).prefetch_related("words")


class TakeForm(forms.Form):
    """For which section."""

    section: Any = forms.ModelChoiceField(label=_("For our section"), queryset=Section.objects.none())

    def __init__(self, *args: Any, sections: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["section"]
        field.queryset, field.label_from_instance = sections, said.name
        rows = list(sections[:2])
        if len(rows) == 1:
            field.initial = rows[0].pk
