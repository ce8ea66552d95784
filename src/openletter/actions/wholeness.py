"""In which languages an action is whole, so that nobody reads half of it in one language and half in another."""

from __future__ import annotations

from collections.abc import Collection

from openletter.actions.kinds import kind_of
from openletter.actions.kinds.registry import Need
from openletter.actions.models import Action
from openletter.kernel.languages import preference
from openletter.sections.rules import HalfTranslated


def whole_in(action: Action) -> frozenset[str]:
    """The languages in which the action, its case, every demand and a text that serves everybody have words.

    What its kind leaves out is not asked for. Reads words that were fetched along.
    """
    leaves_out = kind_of(action.kind).leaves_out
    found = action.languages() & action.case.languages()
    if Need.DEMAND not in leaves_out:
        for demand in action.demands.all():
            found &= demand.languages() or found
    texts = [appeal.languages() for appeal in action.appeals.all() if not appeal.use]
    if any(texts) and Need.LETTER not in leaves_out:
        found &= frozenset[str]().union(*texts)
    return frozenset(found)


def read_in(action: Action, language: str) -> str:
    """The language in which a reader of `language` gets the whole action: theirs, their section's, or the nearest.

    Where the action is whole in none, theirs: each text then stands in the nearest language it has.
    """
    whole = whole_in(action)
    if language in whole or not whole:
        return language
    own = action.section.default_language
    return str(own) if own in whole else preference(language, whole)[0]


def pages_in(action: Action, wanted: Collection[str] | None = None) -> frozenset[str]:
    """The languages wanted (as chosen, or these) in which a page can go up: action and case have words in them."""
    written = action.languages() & action.case.languages()
    return frozenset(code for code in (action.wanted_languages() if wanted is None else wanted) if code in written)


def shown_in(action: Action, language: str) -> str:
    """The language in which readers of a page in `language` read the action; empty where they get no page of it.

    A language without a page, and one that is not whole where the section hides such pages, gets none.
    """
    if language not in pages_in(action):
        return ""
    if action.section.half_translated == HalfTranslated.HIDE:
        return language if language in whole_in(action) else ""
    return read_in(action, language)
