"""What a case asks of messages, in plain words; and what is said of a message beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openletter.actions.wording import Remark
from openletter.actions.wording.message import FORBIDDEN, NEVER, REQUIRED, Guidance
from openletter.kernel.languages import endonym, in_a_row

ENCOURAGED = "encouraged"


def sentence(code: str) -> str:
    """What stands beside the field for a remark; `%(words)s` is where the words found are quoted."""
    return {
        "organisation": _(
            "This names an organisation: %(words)s. A message that does may be kept from the person, or be held "
            "against them. Write as one human being to another."
        ),
        "religion": _("This speaks of religion: %(words)s. This case asks us to leave it out, whatever the faith."),
        "mentions_case": _(
            "This may be about the case: %(words)s. Charges, court and prison are left out, because what is written "
            "can be used against the person."
        ),
        "politics": _("This may be about politics: %(words)s. It could harm the person, so please leave it out."),
        "season": _("This greets for a feast day: %(words)s. This case asks us to leave such greetings out."),
        "unkind": _(
            "This may be read as an insult or a threat: %(words)s. Others read the message on the way, and the person "
            "may pay for it. A kind word reaches further."
        ),
        "email": _("Here is an e-mail address: %(words)s. Please take it out: others may read it on the way."),
        "link": _("Here is a link or the name of an account: %(words)s. Please take it out."),
        "phone": _("This may be a telephone number: %(words)s. Please take it out: others may read it on the way."),
        "address": _("This may be a postal address: %(words)s. Please take it out: others may read it on the way."),
        "language": _(
            "This seems to be in a language that cannot be passed on: %(words)s. Are we mistaken? Send it as it is."
        ),
        "too_long_for_case": _("This is too long: %(length)s characters of %(most)s. Shorten it."),
        "address_missing": _("Write your postal address: without a sender this message would not be delivered."),
        "address_forbidden": _("No sender’s address can be given here. Leave this empty."),
        "picture_not_allowed": _("No picture can be passed on to this person. Send your message without it."),
    }.get(code, "")  # fmt: skip


def said(remark: Remark) -> str:
    """The sentence with what it is about; empty for a remark of another kind of words."""
    words = sentence(remark.code)
    if remark.code == "too_long_for_case":
        return words % {"length": remark.words[0], "most": remark.words[1]}
    named = (endonym(word) for word in remark.words) if remark.code == "language" else map(quoted, remark.words)
    return words % {"words": in_a_row(named)} if "%(words)s" in words else words


def quoted(word: str) -> str:
    """One expression out of a message."""
    # Translators: one expression out of a message, in the quotation marks of your language.
    return _("“%(expression)s”") % {"expression": word}


def never(guidance: Guidance) -> Iterator[str]:
    """What is to be left out."""
    if guidance.mention_organisation == NEVER:
        yield _("The name of any organisation")
    if guidance.mention_case_or_charges == NEVER:
        yield _("The case, the charges, the court, the prison")
    if guidance.political_comment == NEVER:
        yield _("Politics: governments, parties, officials")
    if guidance.religious_content == NEVER:
        yield _("Religion: no prayer, no blessing")
    if guidance.seasonal_greeting == NEVER:
        yield _("Greetings for feast days, such as Christmas or New Year")
    yield _("Your address, telephone number, e-mail or accounts in the message")


def welcome(guidance: Guidance) -> Iterator[str]:
    """What to write."""
    yield _("Greet the person. Say that you think of them.")
    yield _("Tell something small: what you see from your window, what you cook, what you are reading.")
    if guidance.religious_content == ENCOURAGED:
        yield _("Words of faith are welcome.")
    if guidance.seasonal_greeting == ENCOURAGED:
        yield _("Season’s greetings are welcome.")
    if guidance.mention_organisation == ENCOURAGED:
        yield _("You may say how you heard of them.")


def promise(days: int) -> str:
    """Within what time a person reads what was written."""
    return ngettext(
        "A person reads every message, within %(days)d working day.",
        "A person reads every message, within %(days)d working days.",
        days,
    ) % {"days": days}


def practical(guidance: Guidance, until: str, days: int) -> Iterator[str]:
    """Languages, length, sender, picture, way and day."""
    if guidance.languages:
        # Translators: %(languages)s is a list of languages by their own names, such as "Français, العربية".
        yield _("Write in one of these: %(languages)s.") % {"languages": in_a_row(map(endonym, guidance.languages))}
    else:
        yield _("Write in any language.")
    yield ngettext(
        "At most %(number)s character.", "At most %(number)s characters.", guidance.max_length
    ) % {"number": guidance.max_length}  # fmt: skip
    yield promise(days)
    yield route(guidance)
    if guidance.return_address == REQUIRED:
        yield _("A sender’s address is needed, and is printed under your message.")
    elif guidance.return_address == FORBIDDEN:
        yield _("No sender’s address goes with it.")
    if not guidance.takes_pictures:
        yield _("No drawings or photos can be passed on.")
    yield _("An answer may come.") if guidance.reply_expected else _("Do not expect an answer.")
    if until:
        yield _("Messages can be passed on until %(day)s.") % {"day": until}


def route(guidance: Guidance) -> str:
    """By which way a message goes."""
    return {
        "prison": _("It goes by post to the prison, where others may read it first."),
        "family": _("It is handed to the family."),
        "lawyer": _("It is handed over by the lawyer."),
        "partner": _("It is handed over by people on the spot."),
        "section_office": _("Our office passes it on."),
        "online_only": _("No post reaches them at present. We keep your message until it can be shown to them."),
    }.get(guidance.recipient_route, "")  # fmt: skip


def is_over(guidance: Guidance, today: date) -> bool:
    """Whether the last day on which messages can be passed on is past."""
    return bool(guidance.available_until) and guidance.available_until < today.isoformat()
