"""Countries by ISO 3166-1 alpha-2, plus territories whose status is disputed, named neutrally and without a flag."""

from functools import cache

import pycountry
from babel import Locale
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# ISO lists these too; the neutral words are ours and a section may not lend them a flag or a state's name.
TERRITORIES = {
    "EH": _("Western Sahara"),
    "PS": _("Palestine"),
    "XK": _("Kosovo"),
    "TW": _("Taiwan"),
    "HK": _("Hong Kong"),
}
CODES = frozenset(country.alpha_2 for country in pycountry.countries) | {"XK"}


def name(code: str, language: str) -> str:
    """A country's or territory's name in a language; the code itself where it is not known."""
    if code in TERRITORIES:
        return gettext(str(TERRITORIES[code]))
    return str(Locale.parse(language.replace("-", "_")).territories.get(code, code))


@cache
def listed(language: str) -> tuple[tuple[str, str], ...]:
    """Every (code, name), sorted as a reader of the language expects to find them."""
    from django.utils.translation import override

    with override(language):
        pairs = [(code, name(code, language)) for code in CODES]
    return tuple(sorted(pairs, key=lambda pair: collation_key(pair[1])))


def collation_key(text: str) -> str:
    """Accents do not move a name to the end of the list; Arabic's article does not gather half the world under it."""
    import unicodedata

    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.removeprefix("ال").casefold()


def choices() -> list[tuple[str, str]]:
    """(code, English name) pairs for model fields."""
    return list(_in_english())


@cache
def _in_english() -> tuple[tuple[str, str], ...]:
    names = Locale("en").territories
    return tuple(sorted(((code, str(names.get(code, code))) for code in CODES), key=lambda pair: pair[1]))
