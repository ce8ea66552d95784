"""The letter, handed to the supporter's own mail program: one message to each office, as the reader wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from openletter.actions.kinds import Address, Tool, kind_of
from openletter.actions.queries import Letter
from openletter.actions.wording import look
from openletter.actions.wording.draft import draft
from openletter.actions.wording.mailto import TOO_LONG, Fit, fit_of, mailto
from openletter.kernel import text
from openletter.kernel.languages import direction, endonym
from openletter.targets.resolution import Recipient
from openletter.web import answers
from openletter.web.context import figures, of_remarks
from openletter.web.context.acting import LetterText
from openletter.web.context.of_page import frame
from openletter.web.tools import Matter
from openletter.web.tools.alone import alone, back

LONGEST: Final = {"subject": 200, "letter": 10_000, "name": 120}
PREVIEW, MODEL, DRAFT, PAPER = "preview", "model", "draft", "paper"


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language the letter can be written in, by its own name."""

    code: str
    name: str
    direction: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What the reader makes of the letter, in one language."""

    language: str
    subject: str
    letter: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one office. `bare` is its link without the letter, for when that is too long to be carried."""

    office: str
    name: str
    email: str
    salutation: str
    closing: str
    body: str
    cc: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    link: str = ""
    bare: str = ""

    @property
    def fit(self) -> str:
        """Whether mail programs take the link with the letter."""
        return fit_of(self.link).value


@dataclass(frozen=True, slots=True)
class OwnMail:
    """What the template draws; `offered` is whether the action wants this way beside another.

    `single` is the one message where there is but one; its salutation and closing stand around the field.
    """

    words: Words
    messages: tuple[Message, ...]
    tongues: tuple[Tongue, ...]
    preferred: tuple[str, ...]
    notes: tuple[str, ...]
    remarks: tuple[str, ...]
    clicks: bool
    offered: bool
    addresses: Mapping[str, str]
    manner: str
    script: bool = field(default=True, init=False)
    style: bool = field(default=True, init=False)

    @property
    def direction(self) -> str:
        """Which way the letter runs."""
        return direction(self.words.language)

    @property
    def single(self) -> Message | None:
        """The one message, where there is but one."""
        return self.messages[0] if len(self.messages) == 1 else None

    @property
    def length(self) -> int:
        """The longest of the links, in signs."""
        return max((len(message.link) for message in self.messages), default=0)

    @property
    def metered(self) -> int:
        """As much of it as a meter can show: HTML knows no value above the top of the scale."""
        return min(self.length, TOO_LONG)

    @property
    def length_shown(self) -> str:
        """The same as the reader's country writes figures."""
        return figures.number(self.length, self.manner)

    @property
    def most_shown(self) -> str:
        """How long a link may be."""
        return figures.number(TOO_LONG, self.manner)

    @property
    def warning(self) -> str:
        """What is said of a link above the first limit."""
        return _("The letter is getting long: some mail programs cut off what comes after this.")

    @property
    def refusal(self) -> str:
        """What is said of a link above the second."""
        return _(
            "The letter is too long for a link: mail programs would cut it off without a word. "
            "Copy it and paste it into the message, or take it as a file."
        )

    @property
    def state(self) -> str:
        """How the longest link fares, in words; nothing while it fits."""
        fits = {message.fit for message in self.messages}
        if Fit.TOO_LONG in fits:
            return self.refusal
        return self.warning if Fit.LONG in fits else ""


def build(matter: Matter) -> OwnMail:
    """The letter proposed, in the page's language or the nearest to it."""
    return _view(matter, _model(matter, matter.place.language))


def answer(request: HttpRequest, matter: Matter, leaf: str) -> HttpResponse:
    """The same part with the reader's own words, another language, a draft to open, or a letter to print.

    All of it by POST, and nothing of it is kept.
    """
    if leaf not in (PREVIEW, MODEL, DRAFT, PAPER):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if leaf == MODEL:
        view = _view(matter, _model(matter, request.POST.get("in", ""), name=_typed(request.POST, "name")))
    else:
        view = _view(matter, _own(matter, request.POST), own=True)
    if leaf in (DRAFT, PAPER):
        message = next((each for each in view.messages if each.office == request.POST.get("to")), None)
        if message is None:
            raise Http404
        return _draft(matter, view, message) if leaf == DRAFT else _paper(request, matter, view, message)
    return alone(request, matter, Tool.OWN_MAIL, view, _("Your letter"))


def whole(salutation: str, letter: str, closing: str, name: str) -> str:
    """A letter from its salutation to its name; the browser puts it together the same way (own_mail.js)."""
    return "\n\n".join(part for part in (salutation, letter.strip(), closing, name.strip()) if part)


def _model(matter: Matter, language: str, *, name: str = "") -> Words:
    letters = {letter.language: letter for letter in matter.action.letters}
    letter = letters.get(language) or next(iter(matter.action.letters), None)
    if letter is None:
        return Words(matter.place.language, "", "", name)
    return Words(letter.language, letter.subject, letter.body, name)


def _own(matter: Matter, typed: Mapping[str, str]) -> Words:
    model = _model(matter, typed.get("language", ""))
    return Words(model.language, *(_typed(typed, name) for name in ("subject", "letter", "name")))


def _typed(typed: Mapping[str, str], name: str) -> str:
    value = text.without_controls(typed.get(name, ""))[: LONGEST[name]]
    clean = text.clean_block(value) if name == "letter" else text.clean_line(value)
    return clean or ""


def _view(matter: Matter, words: Words, *, own: bool = False) -> OwnMail:
    place = matter.place
    found = matter.recipients()
    offices = [office for office in found.targets if office.email]
    copies = [office for office in found.copies if office.email]
    messages = tuple(
        _message(office, words, copies if number == 0 else []) for number, office in enumerate(_once(offices))
    )
    return OwnMail(
        words=words,
        messages=messages,
        tongues=_tongues(matter.action.letters, words.language),
        preferred=tuple(endonym(code) for code in offices[0].preferred_languages) if offices else (),
        notes=_notes(found.targets),
        remarks=_remarks(matter, words) if own else (),
        clicks=kind_of(matter.action.kind).address is Address.OPTIONAL,
        offered=bool(matter.action.settings.get("own_program", True)),
        addresses={leaf: matter.address(Tool.OWN_MAIL, leaf) for leaf in (PREVIEW, MODEL, DRAFT, PAPER)},
        manner=figures.manner(place.language, place.section.territory),
    )


def _once(offices: list[Recipient]) -> list[Recipient]:
    """One message to one mailbox, also where two of the offices share it."""
    return list({office.email.casefold(): office for office in reversed(offices)}.values())[::-1]


def _message(office: Recipient, words: Words, copies: list[Recipient]) -> Message:
    said = office.in_language(words.language)
    body = whole(said.salutation, words.letter, said.closing, words.name)
    cc = tuple(copy.email for copy in copies if copy.email.casefold() != office.email.casefold())
    return Message(
        office=office.office, name=office.name, email=office.email, salutation=said.salutation, closing=said.closing,
        body=body, cc=cc, copies=tuple(copy.name for copy in copies),
        link=mailto((office.email,), cc=cc, subject=words.subject, body=body),
        bare=mailto((office.email,), cc=cc, subject=words.subject),
    )  # fmt: skip


def _tongues(letters: tuple[Letter, ...], chosen: str) -> tuple[Tongue, ...]:
    return tuple(
        Tongue(letter.language, endonym(letter.language), direction(letter.language), letter.language == chosen)
        for letter in letters
    )


def _notes(offices: tuple[Recipient, ...]) -> tuple[str, ...]:
    """Whom no message reaches: said, not passed over."""
    without = [office.name for office in offices if not office.email]
    # Translators: %(office)s is the name of an office
    words = _("%(office)s: no e-mail address that works is known to us, so no message goes there.")
    return tuple(words % {"office": name} for name in without)


def _remarks(matter: Matter, words: Words) -> tuple[str, ...]:
    """What is kindly said of own words. The letter is the sender's, so nothing is held back for it."""
    remarks = look({"subject": words.subject, "letter": words.letter}, matter.about(words.language))
    return tuple(of_remarks.said(remark) for remark in remarks)


def _draft(matter: Matter, view: OwnMail, message: Message) -> HttpResponse:
    body = draft((message.email,), cc=message.cc, subject=view.words.subject, body=message.body, at=matter.at)
    response = HttpResponse(body, content_type="message/rfc822")
    response["Content-Disposition"] = f'attachment; filename="{matter.action.ref}.eml"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _paper(request: HttpRequest, matter: Matter, view: OwnMail, message: Message) -> HttpResponse:
    letter = LetterText(
        language=view.words.language, direction=view.direction, subject=view.words.subject, to=(message.name,),
        salutation=message.salutation, paragraphs=tuple(part for part in view.words.letter.split("\n\n") if part),
        closing=message.closing, signed=view.words.name,
    )  # fmt: skip
    context = {
        "frame": frame(matter.place, _("Your letter"), index=False, quick_exit=matter.case.quick_exit),
        "letter": letter, "back": back(matter),
    }  # fmt: skip
    return answers.private(request, "web/tools/own_mail_paper.html", context)
