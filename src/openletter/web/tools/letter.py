"""Writing a letter: the model or own words, in the language of the office, as a PDF to sign and post.

What is typed here makes one paper and is gone; counting begins when somebody tells us that it is posted.
"""

from __future__ import annotations

import re
import threading
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse

from openletter.actions.kinds import Tool
from openletter.actions.papers import (
    MOST_LETTERS,
    EnvelopeFormat,
    EnvelopePaper,
    Format,
    LabelPaper,
    LetterPaper,
    Sender,
    addressee_of,
    draw_envelopes,
    draw_labels,
    draw_letters,
    envelope_of,
    format_of,
)  # fmt: skip
from openletter.web import answers, asking
from openletter.web.tools import Matter, typed
from openletter.web.tools.letterform import LetterTool, form_of, looked_at, titled
from openletter.web.tools.papers import comes_back, to_the_page, unchanging
from openletter.web.tools.posting import Post, post_of

BLANK = re.compile(
    r"(?P<what>letter|envelope|labels)(?:-(?P<language>[a-z-]{2,10}?))??-(?P<size>a4|us-letter|dl|c[56]|number-10)\.pdf"
)
MADE = ("paper", "envelope", "labels", "group")
MOST_OF_A_GROUP = 600_000  # characters of own words on all its letters together: some seconds of the press
_group = threading.Lock()  # one group's papers at a time; other presses stay free for other people
PATIENCE = 2  # seconds: who waits holds one of Django's few threads


def build(matter: Matter) -> LetterTool:
    """The form, empty, with the letter proposed in the reader's language."""
    return form_of(matter, post_of(matter), typed.nothing())


def answer(request: HttpRequest, matter: Matter, leaf: str) -> HttpResponse:
    """A paper: to fill in by hand (GET, the same for everybody), or with what was typed (POST, kept by nobody)."""
    post = post_of(matter)
    if not post.goes:
        return to_the_page(matter)
    if found := BLANK.fullmatch(leaf):
        return answers.paper(_blank(matter, post, **found.groupdict()), f"{found['what']}.pdf")
    if leaf not in MADE:
        raise Http404
    if request.method != "POST":
        return to_the_page(matter)
    return _made(request, matter, post, leaf)


def _made(request: HttpRequest, matter: Matter, post: Post, leaf: str) -> HttpResponse:
    sheet = typed.read(request.POST)
    if leaf == "group" and (wrong := _wrong_with_group(sheet, post)):
        sheet = replace(sheet, errors={**sheet.errors, "people": wrong})
    tool = form_of(matter, post, sheet, remarks=looked_at(matter, post, sheet))
    if tool.comes_back:
        return comes_back(request, matter, Tool.LETTER, tool, titled())
    if leaf == "group":
        return _of_group(request, matter, post, sheet)
    return answers.own_paper(_drawn(matter, post, sheet, leaf), f"{'letter' if leaf == 'paper' else leaf}.pdf")


def _of_group(request: HttpRequest, matter: Matter, post: Post, sheet: typed.Typed) -> HttpResponse:
    """Hundreds of letters in one file. Nobody can fill the press with such: they come one after the other."""
    if not asking.has_room_for_a_tool(request, asking.OF_GROUPS, at=matter.at) or not _group.acquire(timeout=PATIENCE):
        return answers.too_much()
    try:
        return answers.own_paper(_drawn(matter, post, sheet, "group"), "letter.pdf")
    finally:
        _group.release()


def _wrong_with_group(sheet: typed.Typed, post: Post) -> str:
    """A group needs names, and one file holds so many letters: to three offices, fewer people's."""
    people = len(sheet.people())
    if not people:
        return typed.REQUIRED
    letters = people * len(post.to)
    own = len(sheet.values["own_letter"]) if post.own_words(sheet) else 0
    return typed.TOO_LONG if letters > 2 * MOST_LETTERS or letters * own > MOST_OF_A_GROUP else ""


def _drawn(matter: Matter, post: Post, sheet: typed.Typed, leaf: str) -> bytes:
    usual = matter.place.section.territory
    if leaf == "envelope":
        return _envelopes(matter, post, sheet.envelope(envelope_of(usual)), sheet.sender())
    if leaf == "labels":
        return _labels(matter, post, sheet.format(format_of(usual)))
    senders = sheet.people() if leaf == "group" else (sheet.sender(),)
    letters = post.letters(sheet, format=sheet.format(format_of(usual)), on=matter.at.date())
    return draw_letters([letter.signed_by(sender) for sender in senders for letter in letters], at=matter.at)


def _blank(matter: Matter, post: Post, what: str, language: str | None, size: str) -> bytes:
    """A paper with nobody's name on it. It bears the day the action opened, so that it stays the same."""
    if what == "envelope" and size in EnvelopeFormat and not language:
        return _envelopes(matter, post, EnvelopeFormat(size), Sender())
    if size not in Format:
        raise Http404
    if what == "labels" and not language:
        return _labels(matter, post, Format(size))
    if what != "letter" or language not in post.languages:
        raise Http404
    letters: list[LetterPaper] = post.letters(
        typed.Typed({**typed.nothing().values, "language": language}), format=Format(size), on=None
    )
    return draw_letters(letters, at=unchanging(matter))


def _envelopes(matter: Matter, post: Post, size: EnvelopeFormat, sender: Sender) -> bytes:
    country, language = matter.place.section.territory, matter.place.language
    papers = [EnvelopePaper(size, country, language, sender, addressee_of(to, post.address_in(to))) for to in post.to]
    return draw_envelopes(papers, title=titled(), at=unchanging(matter))


def _labels(matter: Matter, post: Post, format_: Format) -> bytes:
    to = tuple(addressee_of(each, post.address_in(each)) for each in post.to)
    paper = LabelPaper(format_, matter.place.section.territory, matter.place.language, to)
    return draw_labels(paper, title=titled(), at=unchanging(matter))
