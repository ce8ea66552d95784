"""The form of an action: what it asks, what it offers, and what was wrong with what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from openletter.actions.enclosures.operations import named
from openletter.actions.intake.checking import ENCLOSURE, NO_PICTURE, PICTURE
from openletter.actions.kinds import Address, Question, kind_of
from openletter.actions.queries import PublicAction, asks_proof
from openletter.actions.rules import Field as Asked
from openletter.actions.wording import Remark, digest
from openletter.kernel import countries, tokens
from openletter.sections.routing import Place
from openletter.supporters.models import ConsentNotice
from openletter.supporters.rules import Disclosure, Purpose
from openletter.web.context import of_remarks
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
    remarks: Sequence[Remark] = (),
    code: str = "",
) -> ActForm:
    """The form, empty or with everything that was typed and refused, and what there is to say of it."""
    notice, kind = notice_of(place), kind_of(action.kind)
    as_it_is = bool(remarks) and not any(remark.grave for remark in remarks)
    heeded = digest(values, kind.looked_at()) if remarks else ""
    return ActForm(
        action=f"/act/{action.ref}",
        # Translators: a button below a letter of one's own, after something was said about its words
        submit=_("Send it as it is") if as_it_is else _submit(action),
        begin=button_of(action.kind, action.button),
        fields=tuple(_fields(action, place, values, errors, remarks)),
        encloses=kind.encloses,
        choices=_choices(action, notice, values),
        hidden=(
            ("section", place.section.key),
            ("language", place.language),
            ("notice", str(notice.pk) if notice else ""),
            ("started", _started(action, values, code)),
            *((("heeded", heeded),) if kind.looks else ()),
            *(((ENCLOSURE, _kept(action, values)),) if kind.encloses else ()),
        ),
        proof="/proof" if place.section.proof_of_work or asks_proof(action.id, place.section.pk) else "",
        refusal=refusal_words(code, len(errors)) if code else "",
    )


def _submit(action: PublicAction) -> str:
    return str(kind_of(action.kind).report) or button_of(action.kind, action.button)


def _started(action: PublicAction, values: Mapping[str, str], code: str) -> str:
    """When the form was first shown. Who mends a fault at once is no robot, so a refused form keeps its time."""
    kept = values.get("started", "") if code != "too_old" else ""
    return kept or tokens.sign_for_now(action.ref, purpose="form", key=settings.SECRET_KEY)


def notice_of(place: Place) -> ConsentNotice | None:
    """The wording of the choices in force for a section and language: the highest version."""
    notices = ConsentNotice.objects.filter(section=place.section, language=place.language)
    return notices.order_by("-version").first()


def _fields(
    action: PublicAction, place: Place, values: Mapping[str, str], errors: Mapping[str, str], remarks: Sequence[Remark]
) -> list[Field]:  # fmt: skip
    kind = kind_of(action.kind)
    required = kind.required
    asked = [*required, *(name for name in Asked if name in action.asks and name not in required)]
    fields = [question_field(question, action) for question in kind.asks]
    fields += [_picture(_kept(action, values))] if kind.encloses else []
    fields += [_asked(name, name in required) for name in asked if name == Asked.NAME]
    fields += [_email(kind.address), _country(place.language, values.get("country", place.section.territory))]
    fields += [_asked(name, name in required) for name in asked if name != Asked.NAME]
    typed = [field.name for field in fields if field.kind not in ("select", "textarea", "file")]
    fields = [replace(field, enterkeyhint="send") if field.name == typed[-1] else field for field in fields]
    return [_filled(field, values, errors, remarks) for field in fields]


def _filled(
    field: Field, values: Mapping[str, str], errors: Mapping[str, str], remarks: Sequence[Remark]
) -> Field:  # fmt: skip
    fault = fault_words(field.name, errors[field.name]) if field.name in errors else ""
    return replace(
        field,
        value=values.get(field.name, field.value) if field.kind != "file" else field.value,
        options=tuple(replace(o, chosen=o.value == values[field.name]) for o in field.options)
        if field.name in values
        else field.options,
        fault=fault,
        remarks=tuple(of_remarks.said(remark) for remark in remarks if remark.field == field.name),
        if_missing=(field.if_missing or fault_words(field.name, "required")) if field.required else "",
        if_malformed=fault_words(field.name, "malformed") if field.kind == "email" else "",
    )


def question_field(question: Question, action: PublicAction) -> Field:
    """A question of the kind's own as a field, filled in with the text proposed where it says so."""
    letter = action.letters[0] if action.letters and question.fill else None
    proposed = {"letter.subject": letter.subject, "letter.body": letter.body} if letter else {}
    own = action.settings.get(question.of, ()) if question.of else None
    choices = [(key, str(label)) for key, label in question.choices if own is None or key in own]
    # Translators: stands in a list while nothing is chosen
    nothing = () if question.required and len(choices) == 1 else (Option("", _("Choose")),)
    return Field(
        name=question.name,
        label=str(question.label),
        kind={"line": "text", "block": "textarea", "choice": "select"}[question.shape],
        value=proposed.get(question.fill, ""),
        hint=str(question.hint),
        required=question.required,
        if_missing=str(question.missing),
        maxlength=question.longest,
        rows=14 if question.longest > 1_500 else 6,
        options=(*nothing, *(Option(key, label) for key, label in choices)) if choices else (),
    )


def _kept(action: PublicAction, values: Mapping[str, str]) -> str:
    """The name of a picture that came with a form we refused, and waits for it to come back."""
    token = "" if values.get(NO_PICTURE) else values.get(ENCLOSURE, "")
    return token if token and named(token, action.ref) else ""


def _picture(kept: str) -> Field:
    return Field(
        name=PICTURE,
        label=_("A drawing or photo"),
        kind="file",
        value=kept,
        hint=_(
            "JPEG, PNG, WebP, AVIF or HEIC, up to 10 MB. We keep the picture alone: not where or when it was taken."
        ),
    )


def _email(address: Address) -> Field:
    required = address is Address.REQUIRED
    hint = _(
        "We send you one message to confirm, and later what becomes of the person. Your address is shown to nobody."
    )
    if not required:
        hint = _("Only if you want to hear what becomes of it. We then send you one message to confirm.")
    return Field(
        name="email",
        label=_("E-mail address"),
        kind="email",
        hint=hint,
        required=required,
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
            how=_disclosure(values) if purpose == Purpose.TO_TARGET else None,
        )
        for purpose in offered
    )


def _disclosure(values: Mapping[str, str]) -> Field:
    """How much of the name the officials get, for who gives it: the whole name unless something else was chosen."""
    chosen = values.get("disclosure", "")
    said = {
        # Translators: two ways in which a supporter's name may be given to officials
        Disclosure.NAME_COUNTRY: _("My name and country"),
        Disclosure.INITIALS_PLACE: _("My initials and town only"),
    }
    options = tuple(Option(value.value, label, value.value == chosen) for value, label in said.items())
    # Translators: above a list of two: "My name and country", "My initials and town only"
    return Field(name="disclosure", label=_("If I tick this, they get:"), kind="select", options=options)
