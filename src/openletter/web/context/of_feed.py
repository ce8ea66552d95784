"""What a feed tells: new cases, actions that opened, updates, outcomes and stories, in one section and language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from openletter.cases.queries import NewsKind, NewsLine, case_news
from openletter.cases.rules import OutcomeType
from openletter.kernel.languages import direction
from openletter.web.context.of_windows import Windows

MOST = 50


@dataclass(frozen=True)
class Entry:
    """One entry of a feed. `id` never changes; `html` is safe to show as it is."""

    id: str
    kind: str
    title: str
    href: str
    published: datetime
    html: SafeString
    language: str


def entries(windows: Windows) -> tuple[Entry, ...]:
    """The latest entries, the newest first."""
    found = [entry for source in SOURCES for entry in source(windows) if entry.published <= windows.at]
    return tuple(sorted(found, key=lambda entry: (entry.published, entry.id), reverse=True)[:MOST])


def entry_id(windows: Windows, uid: UUID, kind: str) -> str:
    """The name of an entry for good: the same in every feed of this section and language that tells it."""
    return uuid5(uid, f"{windows.place.section.key}/{windows.place.language}/{kind}").urn


def _of_cases(windows: Windows) -> Iterator[Entry]:
    for line in case_news(windows.cases, windows.place.language, on=windows.at.date()):
        yield _of_news(windows, line)


def _of_news(windows: Windows, line: NewsLine) -> Entry:
    page = windows.cases[line.case_id]
    opened = line.kind == NewsKind.OPENED
    return Entry(
        id=entry_id(windows, line.uid, line.kind),
        kind=line.kind,
        title=_title(line),
        href=windows.href(page),
        # A case was opened long before it came to this site; here, that is the news.
        published=(page.first_published_at or _at(line.on)) if opened else _at(line.on),
        html=_marked(_text(line), line.language),
        language=line.language,
    )


def _title(line: NewsLine) -> str:
    if line.kind == NewsKind.OPENED:
        # Translators: title of an entry in a news feed; %(title)s is most often a person's name.
        return _("New case: %(title)s") % {"title": line.title}
    said = line.title if line.kind == NewsKind.UPDATE else str(OutcomeType(line.type).label)
    # Translators: a person's name, then what is told of them.
    return _("%(name)s: %(text)s") % {"name": line.case_title, "text": said}


def _text(line: NewsLine) -> SafeString:
    if line.kind == NewsKind.UPDATE:
        return mark_safe(expand_db_html(line.text))  # noqa: S308 - as the case's page shows it
    return format_html("<p>{}</p>", line.text)


def _of_actions(windows: Windows) -> Iterator[Entry]:
    for page, _door in windows.actions:
        said = page.action.in_language(windows.place.language)
        if said is None:
            continue
        begun = [when for when in (page.action.opens_at, page.first_published_at) if when]
        yield Entry(
            id=entry_id(windows, page.action.uid, "action"),
            kind="action",
            # Translators: title of an entry in a news feed; %(title)s is what one can do, such as "Free Amina".
            title=_("New action: %(title)s") % {"title": said.title},
            href=windows.href(page),
            published=max(begun, default=windows.at),
            html=_marked(format_html("<p>{}</p>", said.ask), said.language),
            language=said.language,
        )


def _of_stories(windows: Windows) -> Iterator[Entry]:
    for story in windows.stories[:MOST]:
        yield Entry(
            id=entry_id(windows, story.translation_key, "story"),
            kind="story",
            title=story.title,
            href=windows.href(story),
            published=_at(story.on),
            html=_marked(format_html("<p>{}</p>", story.lead), windows.place.language),
            language=windows.place.language,
        )


def _marked(html: SafeString, language: str) -> SafeString:
    """Atom has words for a language but none for a direction; HTML has both."""
    return format_html('<div lang="{}" dir="{}">{}</div>', language, direction(language), html)


def _at(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


# What else there comes to be told has a source of its own here.
SOURCES: tuple[Callable[[Windows], Iterable[Entry]], ...] = (_of_cases, _of_actions, _of_stories)
