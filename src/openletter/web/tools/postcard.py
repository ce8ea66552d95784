"""A postcard to print: the name and the stamp on its face, own words and the address on its back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openletter.actions.kinds import Tool
from openletter.actions.papers import Format, PostcardPaper, addressee_of, draw_postcard, format_of
from openletter.targets.resolution import Recipient
from openletter.web import answers
from openletter.web.context.of_page import absolute
from openletter.web.tools import Matter, typed
from openletter.web.tools.cardface import face_of
from openletter.web.tools.cardform import LONGEST, CardTool, form_of, titled
from openletter.web.tools.letterform import looked_at
from openletter.web.tools.papers import comes_back, to_the_page, unchanging
from openletter.web.tools.posting import Post, post_of

BLANK = re.compile(r"postcard-(?P<language>[a-z-]{2,10}?)-(?P<size>a4|us-letter)(?P<four>-four)?\.pdf")


def build(matter: Matter) -> CardTool:
    """The form, empty, with the words proposed in the reader's language."""
    return form_of(matter, post_of(matter), typed.nothing())


def answer(request: HttpRequest, matter: Matter, leaf: str) -> HttpResponse:
    """A card to sign by hand (GET, the same for everybody), or with what was typed (POST, kept by nobody)."""
    post = post_of(matter)
    if not post.goes:
        return to_the_page(matter)
    if found := BLANK.fullmatch(leaf):
        if found["language"] not in post.languages:
            raise Http404
        layout = "four" if found["four"] else "one"
        sheet = typed.nothing()
        sheet = replace(sheet, values={**sheet.values, "language": found["language"], "layout": layout})
        return answers.paper(_drawn(matter, post, sheet, Format(found["size"]), unchanging(matter)), "postcard.pdf")
    if leaf != "card":
        raise Http404
    return _made(request, matter, post) if request.method == "POST" else to_the_page(matter)


def _made(request: HttpRequest, matter: Matter, post: Post) -> HttpResponse:
    sheet = typed.read(request.POST)
    if len(sheet.values["own_letter"]) > LONGEST:
        sheet = replace(sheet, errors={**sheet.errors, "own_letter": typed.TOO_LONG})
    tool = form_of(matter, post, sheet, remarks=looked_at(matter, post, sheet))
    if tool.comes_back:
        return comes_back(request, matter, Tool.POSTCARD, tool, titled())
    size = sheet.format(format_of(matter.place.section.territory))
    return answers.own_paper(_drawn(matter, post, sheet, size, matter.at), "postcard.pdf")


def _drawn(matter: Matter, post: Post, sheet: typed.Typed, size: Format, at: datetime) -> bytes:
    to = _chosen(post, sheet.values["office"])
    letter = replace(post, to=(to,)).letters(sheet, format=size, on=None)[0]
    paper = PostcardPaper(
        format=size, four=sheet.values["layout"] == "four", country=post.country, language=letter.text.language,
        salutation=letter.text.salutation, text=letter.text.body, closing=letter.text.closing,
        to=addressee_of(to, letter.text.language), face=face_of(matter, letter.text.language),
        name=sheet.values["sender_name"], link=_link(matter) if post.foot else "",
    )  # fmt: skip
    return draw_postcard(paper, title=_("Postcard"), at=at)


def _chosen(post: Post, office: str) -> Recipient:
    return next((to for to in post.to if to.office == office), post.to[0])


def _link(matter: Matter) -> str:
    """The short address of the action, which says nothing of whoever posts the card; none for a sensitive case."""
    if matter.case.hide_from_search:
        return ""
    return absolute(matter.place.section, matter.place.address(f"act/{matter.action.ref}/")).partition("://")[2]
