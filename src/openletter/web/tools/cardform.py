"""The form of a postcard: which words, to which office, one card or four."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from openletter.actions.kinds import Tool
from openletter.actions.papers import format_of
from openletter.actions.wording import Remark
from openletter.web.context.acting import Field, Option
from openletter.web.context.of_refusal import fault_words
from openletter.web.tools import Matter, typed
from openletter.web.tools.letterform import form_of as letter_form
from openletter.web.tools.posting import Post

LONGEST = 700


@dataclass(frozen=True)
class CardTool:
    """The tool on the page. `goes` is false where no card can be made; then `emails` are the offices' instead."""

    goes: bool
    late: bool
    emails: tuple[str, ...] = ()
    card: str = ""
    fields: tuple[Field, ...] = ()
    blanks: tuple[tuple[str, str, str], ...] = ()
    texts: str = ""
    heeded: str = ""
    postage: str = ""
    as_it_is: bool = False
    comes_back: bool = False
    script: bool = True


def titled() -> str:
    """The title of the page on which the form comes back."""
    return _("Your postcard")


def form_of(matter: Matter, post: Post, sheet: typed.Typed, remarks: Sequence[Remark] = ()) -> CardTool:
    """The form, empty or with everything that was typed: a letter's, with what a card has beside."""
    letter = letter_form(matter, post, sheet, remarks)
    if not letter.goes:
        return CardTool(goes=False, late=letter.late, emails=letter.emails, script=False)
    by_name = {field.name: field for field in (*letter.writing, *letter.sending)}
    words = replace(
        by_name["own_letter"], label=_("The words on the card"), maxlength=LONGEST, rows=7,
        hint=_("They may go as they are. Own words are welcome: polite, brief, and keeping to what is asked."),
    )  # fmt: skip
    name = replace(
        by_name["sender_name"], hint=_("Printed below the words. Left empty, there is room to sign by hand.")
    )
    size = format_of(matter.place.section.territory).value
    return CardTool(
        goes=True, late=False, card=matter.address(Tool.POSTCARD, "card"),
        fields=(by_name["language"], *_offices(post, sheet), words, name, _layout(sheet), by_name["paper"]),
        blanks=tuple(
            (code, spoken, matter.address(Tool.POSTCARD, f"postcard-{code}-{size}-four.pdf"))
            for code, spoken, _href in letter.blanks
        ),
        texts=letter.texts, heeded=letter.heeded, postage=letter.postage, as_it_is=letter.as_it_is,
        comes_back=letter.comes_back or bool(sheet.errors),
    )  # fmt: skip


def _offices(post: Post, sheet: typed.Typed) -> tuple[Field, ...]:
    """To which office, where there is a choice."""
    if len(post.to) < 2:
        return ()
    chosen = sheet.values["office"]
    options = tuple(Option(to.office, to.name, to.office == chosen) for to in post.to)
    return (Field("office", _("To whom"), "select", required=True, options=options),)


def _layout(sheet: typed.Typed) -> Field:
    fault, chosen = sheet.errors.get("layout", ""), sheet.values["layout"] or "four"
    options = (
        Option("four", _("Four on a sheet, to print on both sides and cut"), chosen == "four"),
        Option("one", _("One card on its own"), chosen == "one"),
    )
    return Field(
        "layout", _("Cards"), "select", required=True, options=options,
        hint=_("Print on both sides, on stiff paper, turned along the short edge."),
        fault=fault_words("layout", fault) if fault else "",
    )  # fmt: skip
