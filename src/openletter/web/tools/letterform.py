"""The form in which a letter is written: its fields, what was wrong with them, and what is said of own words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from openletter.actions.kinds import Tool
from openletter.actions.papers import EnvelopeFormat, Format, envelope_of, format_of
from openletter.actions.wording import Remark, asks_again, digest, look
from openletter.kernel.languages import direction, endonym, in_a_row
from openletter.web.context import of_remarks
from openletter.web.context.acting import Field, Option
from openletter.web.context.of_refusal import fault_words
from openletter.web.tools import Matter, typed
from openletter.web.tools.posting import Post

LOOKED_AT = ("subject", "letter")


@dataclass(frozen=True)
class LetterTool:
    """The tool on the page. `goes` is false where no letter can be made; then `emails` says who else may be written to.

    `texts` is the letter in each language as JSON, for the script that changes it with the language.
    """

    goes: bool
    late: bool
    emails: tuple[str, ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()
    writing: tuple[Field, ...] = ()
    sending: tuple[Field, ...] = ()
    people: Field | None = None
    envelope: Field | None = None
    beside: str = ""
    beside_chosen: bool = False
    blanks: tuple[tuple[str, str, str], ...] = ()
    offices: str = ""
    several: bool = False
    texts: str = ""
    heeded: str = ""
    postage: str = ""
    as_it_is: bool = False
    comes_back: bool = False
    script: bool = True

    @property
    def at(self) -> dict[str, str]:
        """The addresses that papers are made at, by name."""
        return dict(self.addresses)


def titled() -> str:
    """The title of the page on which the form comes back, and of envelopes."""
    return _("Your letter")


def looked_at(matter: Matter, post: Post, sheet: typed.Typed) -> tuple[Remark, ...]:
    """What is worth a second look in own words; nothing in the letter proposed."""
    if not post.own_words(sheet):
        return ()
    return look(_as_looked_at(sheet), matter.about(sheet.values["language"] or post.reader))


def form_of(matter: Matter, post: Post, sheet: typed.Typed, remarks: Sequence[Remark] = ()) -> LetterTool:
    """The form, empty or with everything that was typed."""
    if not post.goes:
        emails = tuple(to.email for to in post.found.targets if to.email)
        return LetterTool(goes=False, late=post.late, emails=emails if post.late else (), script=False)
    heeded = digest(_as_looked_at(sheet), LOOKED_AT) if remarks else ""
    again = asks_again(remarks) and (sheet.values["heeded"] != heeded or any(remark.grave for remark in remarks))
    fields = [_filled(field, sheet, remarks if again else ()) for field in _fields(matter, post)]
    made = {name: matter.address(Tool.LETTER, name) for name in ("paper", "envelope", "labels", "group")}
    other = post.reader in post.texts and len(post.texts) > 1
    return LetterTool(
        goes=True, late=False, addresses=tuple(made.items()),
        writing=tuple(fields[:3]), sending=tuple(fields[3:7]), people=fields[7], envelope=fields[8],
        # Translators: %(language)s is a language's name in itself, such as "English" or "Français".
        beside=_("Print the letter in %(language)s beside it") % {"language": endonym(post.reader)} if other else "",
        beside_chosen=sheet.beside, blanks=_blanks(matter, post),
        offices=in_a_row(to.name for to in post.to), several=len(post.to) > 1,
        texts=json.dumps({code: [*text, direction(code)] for code, text in post.texts.items()}, ensure_ascii=False),
        heeded=heeded if again else "", postage=_postage(matter, post),
        as_it_is=again and not any(remark.grave for remark in remarks), comes_back=again or bool(sheet.errors),
    )  # fmt: skip


def _as_looked_at(sheet: typed.Typed) -> dict[str, str]:
    return {"subject": sheet.values["own_subject"], "letter": sheet.values["own_letter"]}


def _fields(matter: Matter, post: Post) -> list[Field]:
    country, longest = matter.place.section.territory, typed.LONGEST
    shown = post.reader if post.reader in post.texts else next(iter(post.texts))
    subject, body = post.texts[shown]
    way = direction(shown)
    return [
        Field("language", _("Language of the letter"), "select", hint=_languages_hint(post),
              options=_languages(post)),
        Field("own_subject", _("Subject"), value=subject, required=True, direction=way,
              maxlength=longest["own_subject"]),
        Field("own_letter", _("The letter"), "textarea", value=body, required=True, rows=14, direction=way,
              maxlength=longest["own_letter"],
              hint=_("It may go as it is. Own words are welcome: stay polite and brief, and keep to what is asked.")),
        Field("sender_name", _("Your name"), autocomplete="name", maxlength=longest["sender_name"]),
        Field("sender_address", _("Your address"), "textarea", autocomplete="street-address", rows=3,
              maxlength=longest["sender_address"],
              hint=_("As it shall stand on the letter. Left empty, there are lines to fill in by hand.")),
        Field("sender_place", _("Place you write from"), autocomplete="address-level2",
              maxlength=longest["sender_place"]),
        Field("paper", _("Paper"), "select", required=True, options=_papers(format_of(country))),
        # Not required of the browser: it would keep back everybody who makes a letter of their own alone.
        Field("people", _("Names and towns"), "textarea", rows=6, maxlength=longest["people"],
              hint=_("One person a line, the town after a comma. Up to 200.")),
        Field("envelope", _("Envelope"), "select", required=True, options=_envelopes(envelope_of(country))),
    ]  # fmt: skip


def _languages(post: Post) -> tuple[Option, ...]:
    """The office's own language unless another is chosen."""
    options = (Option(code, endonym(code)) for code in post.languages)
    if len(post.to) > 1:
        # Translators: a choice of language: each office is written to in the language it reads best.
        return (Option("", _("The one each office reads best")), *options)
    # Translators: a choice of language: the office is written to in the language it reads best.
    return (Option("", _("The one the office reads best")), *options)


def _languages_hint(post: Post) -> str:
    from openletter.actions.papers import languages_read

    read = in_a_row(endonym(code) for code in languages_read(post.to))
    # Translators: %(languages)s are names of languages, each in itself, best first.
    return _("Read best there: %(languages)s") % {"languages": read} if read else ""


def _papers(usual: Format) -> tuple[Option, ...]:
    names = {Format.A4: "A4", Format.LETTER: pgettext("paper size", "US Letter")}
    return tuple(Option(size.value, names[size], size == usual) for size in Format)


def _envelopes(usual: EnvelopeFormat) -> tuple[Option, ...]:
    names = {
        EnvelopeFormat.DL: _("DL (220 × 110 mm, folded in three)"),
        EnvelopeFormat.C6: _("C6 (162 × 114 mm, folded in four)"),
        EnvelopeFormat.C5: _("C5 (229 × 162 mm, folded once)"),
        EnvelopeFormat.NUMBER_10: _("No. 10 (9½ × 4⅛ inches, folded in three)"),
    }
    return tuple(Option(size.value, names[size], size == usual) for size in EnvelopeFormat)


def _filled(field: Field, sheet: typed.Typed, remarks: Sequence[Remark]) -> Field:
    asked = {"subject": "own_subject", "letter": "own_letter"}
    value = sheet.values.get(field.name, "") or field.value
    fault = sheet.errors.get(field.name, "")
    options = (
        tuple(replace(option, chosen=option.value == value) for option in field.options) if value else field.options
    )
    return replace(
        field, value=value, options=options, fault=fault_words(field.name, fault) if fault else "",
        remarks=tuple(of_remarks.said(remark) for remark in remarks if asked.get(remark.field) == field.name),
    )  # fmt: skip


def _blanks(matter: Matter, post: Post) -> tuple[tuple[str, str, str], ...]:
    """The letter to fill in by hand: language, its name, where it is."""
    size = format_of(matter.place.section.territory).value
    return tuple(
        (code, endonym(code), matter.address(Tool.LETTER, f"letter-{code}-{size}.pdf")) for code in post.languages
    )


def _postage(matter: Matter, post: Post) -> str:
    """What a letter abroad costs; nothing where every letter stays at home, for an embassy forwards it."""
    if not any(to.reached.postal and to.reached.postal.country != post.country for to in post.to):
        return ""
    words = matter.place.section.in_language(matter.place.language)
    return words.postage if words else ""
