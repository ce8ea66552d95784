"""What is said kindly of own words, and what must be mended: a sentence or two for each remark."""

from __future__ import annotations

from django.utils.translation import gettext as _

from openletter.actions.wording import Remark
from openletter.kernel.languages import in_a_row
from openletter.web.context import of_messages


def said(remark: Remark) -> str:
    """What stands beside the field: what was noticed, why it matters, what to do. Never who is at fault."""
    named = {
        "insult": _insult,
        "threat": _threat,
        "war_words": _war_words,
        "shouting": _shouting,
        "name_missing": _name_missing,
        "as_the_model": _as_the_model,
        "near_the_model": _near_the_model,
    }.get(remark.code)
    return named(remark) if named else of_messages.said(remark) or _("Please look at this once more.")


def _quoted(remark: Remark) -> dict[str, str]:
    # Translators: one expression out of a letter, in the quotation marks of your language.
    return {"words": in_a_row(_("“%(expression)s”") % {"expression": word} for word in remark.words)}


def _insult(remark: Remark) -> str:
    words = _(
        "This may be read as an insult: %(words)s. Officials put such letters aside, and the person you write for may "
        "be treated worse for it. Say what happened and what you ask. What others said may stand in quotation marks."
    )
    return words % _quoted(remark)


def _threat(remark: Remark) -> str:
    words = _(
        "This may be read as a threat: %(words)s. A threat can put the person you write for in danger, so it cannot be "
        "sent. Please write it differently. What others said may stand in quotation marks."
    )
    return words % _quoted(remark)


def _war_words(remark: Remark) -> str:
    words = _(
        "This sounds like a fight: %(words)s. A letter is read sooner when it keeps to the person and to what is asked."
    )
    return words % _quoted(remark)


def _shouting(remark: Remark) -> str:
    return _(
        "Capitals and rows of exclamation marks read as shouting, and letters that shout are put aside. "
        "A calm sentence weighs more."
    )


def _name_missing(remark: Remark) -> str:
    words = _("The full name is missing: %(name)s. Offices file letters by name, and many people have similar ones.")
    return words % {"name": "".join(remark.words[:1])}


def _as_the_model(remark: Remark) -> str:
    return _("This is the letter we propose, and it may go as it is. A sentence of your own makes it read.")


def _near_the_model(remark: Remark) -> str:
    # Translators: %(share)s is a number, such as 87: that many words out of a hundred.
    words = _("%(share)s%% of the words are those of the letter we propose. The rest is yours; it is what gets read.")
    return words % {"share": "".join(remark.words[:1])}
