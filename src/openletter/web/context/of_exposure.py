"""Who sees that somebody acted, said before they act: by default, by choice, and how to act with less."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openletter.actions.exposure import Exposure, Safer, Shown
from openletter.supporters.rules import Purpose


@dataclass(frozen=True)
class Told:
    """One question a careful reader has, and the answers."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class ExposureView:
    """What stands above an act: questions with answers, and what to do with ties to the country.

    The first answer is read by everybody, the rest by who opens it. `country` is its name, empty where nothing warns.
    """

    told: tuple[Told, ...]
    safer: tuple[str, ...]
    country: str


def exposure_of(exposure: Exposure, *, offers: tuple[str, ...], months: int, country: str) -> ExposureView:
    """The words of an exposure. `country` is the name of the case's country where staff warn of ties to it, else empty.

    `months` is how long after its end what was typed is kept. Countries in which supporters are warned are not named.
    """
    told = (
        Told(_("Who sees my name?"), tuple(_shown(shown) for shown in exposure.shown)),
        Told(_("Is it public?"), (_public(exposure, offers),)),
        Told(_("What is kept, and until when?"), (_kept(months),)),
    )
    safer = tuple(_safer(way) for way in exposure.safer) if country else ()
    return ExposureView(told, safer, country)


def _shown(shown: Shown) -> str:
    return {
        Shown.NAME_BY_CHOICE: _("The officials get your name only if you tick that. Without a tick you are counted."),
        Shown.COUNTED: _("The officials are told how many people acted. Your name is not given to them."),
        Shown.LETTER_BY_US: _("We send your letter from an address of ours. Your own stays with us unless you say so."),
        Shown.PAPER: _("A letter you post shows your name and address to the officials and to whoever handles it."),
        Shown.OPEN_CARD: _("A postcard can be read by everybody on its way, with the name you write on it."),
        Shown.OWN_PROGRAM: _("Mail from your own program shows your name and your e-mail address to who receives it."),
        Shown.OWN_ACCOUNT: _("Everybody sees your post, and which account it comes from."),
        Shown.OWN_NUMBER: _("Whoever answers may see your telephone number, unless you withhold it."),
        Shown.OWN_LEGISLATOR: _("Your own legislator sees your name and where you live; they answer only to voters."),
        Shown.THE_PERSON: _("We read your message first. Guards may read it too before it reaches the person."),
    }[shown]


def _public(exposure: Exposure, offers: tuple[str, ...]) -> str:
    if exposure.is_public:
        return _("Yes, what you post is public for as long as you leave it there. This site names nobody.")
    if Purpose.PUBLIC in offers:
        return _("Only if you tick that your name may be shown here. Otherwise pages show how many acted, not who.")
    return _("No. These pages show how many acted, not who.")


def _kept(months: int) -> str:
    return ngettext(
        "What you type here is sealed, and destroyed %(count)s month after the action has ended. The number stays.",
        "What you type here is sealed, and destroyed %(count)s months after the action has ended. The number stays.",
        months,
    ) % {"count": months}


def _safer(way: Safer) -> str:
    return {
        Safer.NO_TICK: _("leave the box for the officials empty: you are counted all the same"),
        Safer.INITIALS: _("give your initials and town instead of your name"),
        Safer.NO_SENDER: _("leave your address off the paper"),
        Safer.OTHER_ACCOUNT: _("use an account that does not carry your name"),
        Safer.WITHHELD_NUMBER: _("withhold your number before you call"),
        Safer.FIRST_NAME: _("sign with a first name alone"),
    }[way]
