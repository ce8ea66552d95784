"""The form of an action: what it asks, what it offers, and what was wrong with what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from openletter.actions.kinds import kind_of
from openletter.actions.queries import PublicAction
from openletter.actions.rules import Field as Asked
from openletter.kernel import countries, tokens
from openletter.sections.routing import Place
from openletter.supporters.models import ConsentNotice
from openletter.supporters.rules import Purpose
from openletter.web.context.acting import ActForm, Choice, Field, Option
from openletter.web.context.of_action import button_of
from openletter.web.context.of_refusal import fault_words, refusal_words

NOTHING: Mapping[str, str] = {}


def form_of(
    action: PublicAction,
    place: Place,
    *,
    values: Mapping[str, str] = NOTHING,
    errors: Mapping[str, str] = NOTHING,
    code: str = "",
) -> ActForm:
    """The form, empty or with everything that was typed and refused."""
    notice = notice_of(place)
    return ActForm(
        action=f"/act/{action.ref}",
        submit=button_of(action.kind, action.button),
        fields=tuple(_fields(action, place, values, errors)),
        choices=_choices(action, notice, values),
        hidden=(
            ("section", place.section.key),
            ("language", place.language),
            ("notice", str(notice.pk) if notice else ""),
            ("started", _started(action, values, code)),
        ),
        proof="/proof" if place.section.proof_of_work else "",
        refusal=refusal_words(code, len(errors)) if code else "",
    )


def _started(action: PublicAction, values: Mapping[str, str], code: str) -> str:
    """When the form was first shown. Who mends a fault at once is no robot, so a refused form keeps its time."""
    kept = values.get("started", "") if code != "too_old" else ""
    return kept or tokens.sign_for_now(action.ref, purpose="form", key=settings.SECRET_KEY)


def notice_of(place: Place) -> ConsentNotice | None:
    """The wording of the choices in force for a section and language: the highest version."""
    notices = ConsentNotice.objects.filter(section=place.section, language=place.language)
    return notices.order_by("-version").first()


def _fields(action: PublicAction, place: Place, values: Mapping[str, str], errors: Mapping[str, str]) -> list[Field]:
    required = kind_of(action.kind).required
    asked = [*required, *(name for name in Asked if name in action.asks and name not in required)]
    fields = [_asked(name, name in required) for name in asked if name == Asked.NAME]
    fields += [_email(), _country(place.language, values.get("country", place.section.territory))]
    fields += [_asked(name, name in required) for name in asked if name != Asked.NAME]
    typed = [field.name for field in fields if field.kind not in ("select", "textarea")]
    fields = [replace(field, enterkeyhint="send") if field.name == typed[-1] else field for field in fields]
    return [_filled(field, values, errors) for field in fields]


def _filled(field: Field, values: Mapping[str, str], errors: Mapping[str, str]) -> Field:
    fault = fault_words(field.name, errors[field.name]) if field.name in errors else ""
    return replace(
        field,
        value=values.get(field.name, ""),
        fault=fault,
        if_missing=fault_words(field.name, "required") if field.required else "",
        if_malformed=fault_words(field.name, "malformed") if field.kind == "email" else "",
    )


def _email() -> Field:
    return Field(
        name="email",
        label=_("E-mail address"),
        kind="email",
        hint=_("We send you one message to confirm. Your address is shown to nobody."),
        required=True,
        autocomplete="email",
        maxlength=254,
        direction="ltr",
    )


def _country(language: str, chosen: str) -> Field:
    # Translators: stands in a list of countries while none is chosen.
    nothing = Option("", _("Choose a country or territory"))
    listed = (Option(code, name, code == chosen) for code, name in countries.listed(language))
    return Field(
        name="country",
        label=_("Country"),
        kind="select",
        required=True,
        autocomplete="country",
        options=(nothing, *listed),
    )


def _asked(name: Asked, required: bool) -> Field:
    """One of the optional questions; `required` where the kind of action needs it."""
    more = {
        Asked.NAME: Field("name", _("Your name"), autocomplete="name", maxlength=120),
        Asked.TOWN: Field("town", _("Town"), autocomplete="address-level2", maxlength=80),
        Asked.POSTCODE: Field("postcode", _("Postcode"), autocomplete="postal-code", maxlength=16),
        Asked.PHONE: Field("phone", _("Telephone"), kind="tel", autocomplete="tel", maxlength=30, direction="ltr"),
        Asked.COMMENT: Field("comment", _("A word of yours"), kind="textarea", maxlength=600),
    }[name]
    return replace(more, required=required)


def _choices(action: PublicAction, notice: ConsentNotice | None, values: Mapping[str, str]) -> tuple[Choice, ...]:
    words = {
        Purpose.TO_TARGET: _("Give my name to the officials addressed. Without a tick I am counted and not named."),
        Purpose.PUBLIC: _("Show my name on this site."),
        Purpose.NEWS: _("Write to me about other people at risk. Every mail has a link to stop."),
    }
    offered = [purpose for purpose in Purpose if purpose in action.offers]
    return tuple(
        Choice(
            name=purpose.value,
            label=getattr(notice, purpose.value, "") or words[purpose],
            chosen=values.get(purpose.value) == "yes",
        )
        for purpose in offered
    )
