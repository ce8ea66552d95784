"""Translations that wait: asked of this person, to be reviewed by somebody else than who wrote, gone stale."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from openletter.desk import said
from openletter.desk.today import Group, Line, most, waits
from openletter.desk.views.translating import called
from openletter.desk.views.translations import address_of, listed
from openletter.sections.access import Right
from openletter.translations.models import Rendering
from openletter.translations.queries import queue
from openletter.translations.rules import OPEN, TranslationState
from openletter.translations.texts import MODELS


@waits(order=20, right=Right.WORDS)
def translations_for_me(user: Any, today: date) -> Group:
    """What this person was asked to translate."""
    rows = queue(user).filter(translator=user, state__in=OPEN)[: most()]
    return _group(gettext("Translations asked of you"), rows, today, "?mine=on")


@waits(order=21, right=Right.REVIEW_WORDS)
def translations_to_review(user: Any, today: date) -> Group:
    """What somebody else wrote and nobody has read yet."""
    rows = queue(user).filter(state=TranslationState.IN_REVIEW, last_by__isnull=False).exclude(last_by=user)[: most()]
    return _group(gettext("Translations to read and approve"), rows, today, "?state=in_review")


@waits(order=43, right=Right.EDIT_ACTIONS)
def translations_i_asked_for(user: Any, today: date) -> Group:
    """What this person asked of others and is not approved yet, what is late first; their own stands in the other."""
    rows = queue(user).filter(request__asker=user).exclude(state=TranslationState.APPROVED)
    rows = rows.exclude(translator=user).select_related("translator")[: most()]
    return _group(gettext("Translations you asked of others"), rows, today, "?theirs=on", told=True)


@waits(order=42, right=Right.WORDS)
def stale_translations(user: Any, today: date) -> Group:
    """What readers of a language still read, though its source says something else now."""
    rows = queue(user).filter(state=TranslationState.STALE)[: most()]
    return _group(gettext("Translations whose source has changed"), rows, today, "?state=stale")


def _group(heading: str, rows: Any, today: date, more: str, *, told: bool = False) -> Group:
    lines, found = [], list(rows)
    # Pages have titles of their own; of all else only the words of what is shown are fetched.
    titles = {each["row"].pk: each["title"] for each in listed([row for row in found if row.kind not in MODELS])}
    for row in found:
        thing = MODELS[row.kind](pk=row.subject_id) if row.kind in MODELS else None
        title = partial(called, row.kind, thing) if thing else titles[row.pk]
        note = said.language(row.language)
        if told:
            note = _told(row)
        if row.due:
            # Translators: a language (or a language and how it stands), and the day until which a translation is wanted
            note = gettext("%(language)s, by %(day)s") % {"language": note, "day": said.day(row.due)}
        late = bool(row.due and row.due < today)
        lines.append(Line(title, address_of(row), note, late, (thing,) if thing else ()))
    return Group(heading, tuple(lines), more=reverse("desk_translations") + more)


def _told(row: Rendering) -> str:
    """Into which language, how it stands, and who was asked."""
    told = {"language": said.language(row.language), "state": row.get_state_display(), "who": str(row.translator or "")}
    if row.translator is None:
        # Translators: a language, and the state of a translation such as "In review"
        return gettext("%(language)s, %(state)s") % told
    # Translators: a language, the state of a translation such as "In review", and the person who was asked for it
    return gettext("%(language)s, %(state)s, asked of %(who)s") % told
