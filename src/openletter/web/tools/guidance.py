"""What a message to the person may hold, told beside the field, and the same rules for a browser that checks along."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from openletter.actions.kinds import Tool
from openletter.actions.wording.finding import LANGUAGES, words_listed
from openletter.actions.wording.message import FORBIDDEN, NEVER, REQUIRED, RULES, Guidance
from openletter.solidarity import queries
from openletter.web.context import figures, of_messages
from openletter.web.context.acting import ActForm, Field
from openletter.web.tools import Matter

SENTENCES = (
    "organisation", "religion", "mentions_case", "politics", "season", "email", "link", "phone", "address",
    "too_long_for_case",
)  # fmt: skip


@dataclass(frozen=True)
class View:
    """The guidance in plain words; `rules` is where a browser finds the same as data."""

    welcome: tuple[str, ...]
    never: tuple[str, ...]
    practical: tuple[str, ...]
    pictures: bool
    over: bool
    rules: str
    longest: int
    return_address: str
    script: bool = True
    style: bool = True

    def fit(self, form: ActForm) -> ActForm:
        """The form as the case asks it: the sender's address where there may be one, a picture where one may come."""
        fields = tuple(_fitted(field, self) for field in form.fields if self._asks(field))
        return replace(form, fields=fields, encloses=form.encloses and self.pictures)

    def _asks(self, field: Field) -> bool:
        if field.name == "picture":
            return self.pictures or bool(field.fault or field.remarks)
        return field.name != "sender_address" or self.return_address != FORBIDDEN or bool(field.value)


def build(matter: Matter) -> View:
    """The guidance of the case, as it stands now."""
    guidance = queries.guidance_of(matter.action.case_id)
    manner = figures.manner(matter.place.language, matter.place.section.territory)
    until = figures.day(date.fromisoformat(guidance.available_until), manner) if guidance.available_until else ""
    return View(
        welcome=tuple(of_messages.welcome(guidance)),
        never=tuple(of_messages.never(guidance)),
        practical=tuple(of_messages.practical(guidance, until, matter.place.section.days_to_moderate)),
        pictures=guidance.takes_pictures,
        over=of_messages.is_over(guidance, matter.at.date()),
        rules=matter.address(Tool.GUIDANCE, "rules.json"),
        longest=guidance.max_length,
        return_address=guidance.return_address,
    )


def answer(request: HttpRequest, matter: Matter, leaf: str) -> HttpResponse:
    """`rules.json`: the lists that this case looks for, and what is said of each; fetched once somebody writes."""
    if leaf != "rules.json":
        raise Http404
    guidance = queries.guidance_of(matter.action.case_id)
    names = queries.names_of(matter.place.section) if guidance.mention_organisation == NEVER else ()
    return JsonResponse(
        {
            "longest": guidance.max_length, "names": list(names), "lists": _lists(guidance),
            "said": {code: of_messages.sentence(code) for code in SENTENCES},
            "quoted": of_messages.quoted("%(expression)s"),
            # Translators: below a field while somebody writes, such as "120 of 600 characters"
            "count": _("%(length)s of %(most)s characters"),
        },
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )  # fmt: skip


def _lists(guidance: Guidance) -> dict[str, list[str]]:
    wanted = {code: name for rule, name, code in RULES if getattr(guidance, rule) == NEVER}
    if guidance.mention_organisation == NEVER:
        wanted["organisation"] = "organisation"
    wanted["address"] = "street"
    return {code: [w for each in LANGUAGES for w in words_listed(each)[name]] for code, name in wanted.items()}


def _fitted(field: Field, view: View) -> Field:
    if field.name != "sender_address":
        return replace(field, rows=8) if field.name == "message" else field
    field = replace(field, rows=4)
    needed: dict[str, Any] = {
        "required": True, "if_missing": of_messages.sentence("address_missing"),
        "hint": _("It is needed for delivery, printed under your message, and used for nothing else."),
    }  # fmt: skip
    if view.return_address == REQUIRED:
        return replace(field, **needed)
    return replace(field, hint=_("Only if you want an answer by post. It is printed under your message."))
