"""The form of a case's photo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.cases.models import Case, CasePhoto
from openletter.cases.operations import PhotoFacts
from openletter.cases.operations.photos import hidden_parts, waiting_photo
from openletter.desk.days import Day
from openletter.desk.fields import DATE_HELP, DATE_INPUT
from openletter.desk.forms.texts import Text, TextsForm
from openletter.kernel.fields import validate_edtf
from openletter.kernel.pictures import MOST_PARTS, Part

# The numbers of one part, in the order in which they are kept, with the least each can be.
EDGES = (
    ("left", _("From the left"), 0),
    ("top", _("From the top"), 0),
    ("width", _("Width"), 1),
    ("height", _("Height"), 1),
)
# So many rows for parts stand open; the others are folded away.
OPEN = 3


@dataclass(frozen=True, slots=True)
class PartRow:
    """The four fields of one part, and how it is called."""

    number: int
    fields: list[Any]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed in it."""
        return all(field.value() in (None, "") for field in self.fields)


class PhotoForm(TextsForm):
    """The file, who took it, where the face is, what must not be recognised, and what it shows in each language."""

    upload = forms.FileField(
        label=_("The photo"),
        required=False,
        help_text=_(
            "JPEG, PNG, WebP, AVIF or HEIC, at most 10 MB. Place, time and owner are taken out of it before it is kept."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif"}),
    )
    credit = forms.CharField(
        label=_("Credit"), required=False, max_length=160, help_text=_("Who took it; shown beside the photo.")
    )
    focus_x = forms.IntegerField(
        label=_("Focal point, from the left, in percent"),
        min_value=0,
        max_value=100,
        help_text=_("Where the face is. Every size is cut around this point."),
        widget=forms.NumberInput(attrs={"data-focus": "x"}),
    )
    focus_y = forms.IntegerField(
        label=_("Focal point, from the top, in percent"),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"data-focus": "y"}),
    )
    taken_on = forms.CharField(
        label=_("Taken on"),
        required=False,
        max_length=40,
        validators=[validate_edtf],
        help_text=DATE_HELP,
        widget=DATE_INPUT,
    )
    expires_on = Day(label=_("Last day it may be shown"), required=False)
    rights_note = forms.CharField(
        label=_("Rights"),
        required=False,
        help_text=_("Who allowed us to use it, for what, where that is written. Never public."),
        widget=AdminAutoHeightTextInput,
    )
    faceless = forms.BooleanField(
        label=_("Nobody can be recognised by their face in it"),
        required=False,
        help_text=_("Taken from behind, or every face is hidden. The safety check then counts no face."),
    )
    texts = (Text("alt", _("What the photo shows, for those who do not see it"), 240),)

    def __init__(self, *args: Any, hidden: tuple[Part, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hidden = hidden
        for number in range(1, MOST_PARTS - len(hidden) + 1):
            for edge, label, least in EDGES:
                self.fields[f"part{number}_{edge}"] = _percent(edge, label, least)

    @property
    def plain(self) -> list[Any]:
        """The fields that have no language and are of no part."""
        return [field for field in super().plain if not field.name.startswith("part")]

    @property
    def parts(self) -> list[PartRow]:
        """A row for each part that can still be hidden."""
        numbers = range(1, MOST_PARTS - len(self.hidden) + 1)
        return [PartRow(number, [self[f"part{number}_{edge}"] for edge, *_rest in EDGES]) for number in numbers]

    @property
    def open_parts(self) -> list[PartRow]:
        """The rows that stand open."""
        return self.parts[:OPEN]

    @property
    def folded_parts(self) -> list[PartRow]:
        """The rows that are folded away."""
        return self.parts[OPEN:]

    @property
    def folded_in_use(self) -> bool:
        """Whether anything is typed in a row that is folded away."""
        return any(not row.is_empty for row in self.folded_parts)

    @property
    def hidden_said(self) -> str:
        """How many parts are hidden already; empty where none is."""
        number = len(self.hidden)
        said = ngettext(
            "%(n)s part is unrecognisable already. What was there is not kept: to show it, take the photo in anew.",
            "%(n)s parts are unrecognisable already. What was there is not kept: to show it, take the photo in anew.",
            number,
        )  # fmt: skip
        return said % {"n": number} if number else ""

    def clean(self) -> dict[str, Any]:
        """A part begun needs all four numbers; what is missing is said at its first empty field."""
        data = super().clean()
        for row in self.parts:
            names = [field.name for field in row.fields]
            begun = [name for name in names if data.get(name) is not None]
            missing = [name for name in names if name not in begun and name not in self.errors]
            if begun and missing:
                self.add_error(missing[0], gettext("Write all four numbers of this part, or none."))
        return data

    def _new_parts(self) -> tuple[Part, ...]:
        rows = [[self.cleaned_data.get(field.name) for field in row.fields] for row in self.parts]
        whole = [[value for value in row if value is not None] for row in rows]
        return tuple((row[0], row[1], row[2], row[3]) for row in whole if len(row) == len(EDGES))

    def facts(self) -> PhotoFacts:
        """What is known of the photo. A picture taken in anew shows what the earlier one hid."""
        data = self.cleaned_data
        standing = () if data["upload"] else self.hidden
        return PhotoFacts(
            credit=data["credit"],
            focus=(data["focus_x"], data["focus_y"]),
            rights_note=data["rights_note"],
            taken_on=data["taken_on"],
            expires_on=data["expires_on"],
            blurred=(*standing, *self._new_parts()),
            faceless=data["faceless"],
        )


def _percent(edge: str, label: Any, least: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"data-edge": edge, "inputmode": "numeric"})
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=100, widget=widget)


def hidden_in(case: Case) -> tuple[Part, ...]:
    """What is unrecognisable already in the picture that is worked on."""
    return hidden_parts(case, waiting_photo(case))


def initial_of(case: Case, photo: CasePhoto | None) -> dict[str, Any]:
    """What waits or stands, to be changed; where there is no photo yet, the middle of its upper half."""
    if pending := waiting_photo(case):
        alts = {f"alt_{language}": said["alt"] for language, said in pending.wanted["texts"].items()}
        return {**pending.wanted, **alts}
    if photo is None:
        return {"focus_x": 50, "focus_y": 40}
    alts = {f"alt_{row.language}": row.alt for row in photo.words.all()}
    names = ("credit", "focus_x", "focus_y", "taken_on", "expires_on", "rights_note", "faceless")
    return {name: getattr(photo, name) for name in names} | alts
