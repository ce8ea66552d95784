"""The front's own words: refusals in JSON, and the pages it must draw itself because Django cannot be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, override

from openletter.kernel.languages import known


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the front says in one language."""

    refusals: Mapping[str, str]
    fields: Mapping[str, str]
    busy_title: str
    busy_kept: str
    send_again: str


def spoken() -> dict[str, Words]:
    """The words in every language of the installation. Django must be set up."""
    words = {}
    for language in known():
        with override(language):
            words[language] = _words(gettext)
    return words


def plain() -> Words:
    """The words in English, for as long as Django is not there to translate them."""
    return _words(str)


def _words(_: Callable[[str], str]) -> Words:
    """All of them, through a function that translates; its name is the one that message collectors look for."""
    return Words(
        refusals={
            "invalid": _("Please correct the fields named below."),
            "look_again": _("Please read what stands beside your words. You can send them as they are."),
            "not_yet": _("This action has not opened yet."),
            "expired": _("The deadline has passed. Please ask the section before you send anything."),
            "closed": _("This action is closed."),
            "recalled": _("This action has been recalled."),
            "hidden": _("There is no such action."),
            "too_many": _("Too many acts came from your network. Please try again later."),
            "too_fast": _("That was very quick. Please check your entries and send them again."),
            "too_old": _("This form has been open for too long. Please send it again."),
            "busy": _("Very many people are acting at this moment. Nothing was recorded yet. Please send it again."),
            # Translators: somebody floods this action to falsify its number; whoever reads this is not accused of it.
            "stopped": _("New acts are not taken here for a while, to protect the number. Nothing was recorded yet."),
            "unreadable": _("What was sent could not be read."),
        },
        fields={
            "required": _("Please fill in this field."),
            "too_long": _("This is too long."),
            "malformed": _("This does not look right. Please check it."),
            "unknown": _("Please choose from the list."),
            "control_characters": _("This contains characters that cannot be kept. Please type it anew."),
            "not_an_address": _("This does not look like an e-mail address."),
        },
        busy_title=_("Please send it once more"),
        busy_kept=_("What you typed is kept on this page."),
        send_again=_("Send again"),
    )
