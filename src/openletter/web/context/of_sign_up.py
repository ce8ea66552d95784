"""The form with which a reader asks a section for its news by e-mail."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from openletter.actions.intake.checking import LONGEST_EMAIL
from openletter.sections.routing import Place
from openletter.web.context.acting import Field
from openletter.web.context.of_form import notice_of
from openletter.web.context.of_refusal import fault_words

REST = "sign-up/"


@dataclass(frozen=True)
class SignUpForm:
    """One address, and the section's own words for what its sender agrees to; `notice` is their version."""

    action: str
    field: Field
    consent: str
    notice: int


def form_of(place: Place, *, value: str = "", fault: str = "") -> SignUpForm | None:
    """The form, with what was typed and the code of what is wrong with it; None where the section has no words."""
    notice = notice_of(place)
    if notice is None or not notice.sign_up:
        return None
    field = Field(
        "email", _("E-mail address"), kind="email", value=value, required=True, autocomplete="email",
        enterkeyhint="send", maxlength=LONGEST_EMAIL, direction="ltr",
        fault=fault_words("email", fault) if fault else "", if_missing=fault_words("email", "required"),
        if_malformed=fault_words("email", "malformed"),
    )  # fmt: skip
    return SignUpForm(f"{place.base}{REST}", field, notice.sign_up, notice.pk)
