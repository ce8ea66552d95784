"""A section's window on an action, wherever the action stands in its life."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openletter.actions.kinds import kind_of
from openletter.actions.queries import PublicAction, public_action
from openletter.actions.rules import Door
from openletter.cases.queries import PublicCase, public_case
from openletter.kernel import clock, countries
from openletter.kernel.languages import endonym
from openletter.sections.queries import public_section
from openletter.sections.routing import Place
from openletter.supporters.rules import Purpose
from openletter.web import answers
from openletter.web.context import figures, of_action, of_case, of_machines, of_recipients
from openletter.web.context.of_card import of_action_page
from openletter.web.context.of_exposure import ExposureView, exposure_of
from openletter.web.context.of_form import form_of
from openletter.web.context.of_onward import also_for
from openletter.web.context.of_page import absolute, frame_of, rest_of
from openletter.web.models import ActionPage
from openletter.web.readable import is_hidden
from openletter.web.tools import Matter, tools_of


def draw_action(request: HttpRequest, window: ActionPage, place: Place) -> HttpResponse:
    """The page everybody gets; a stone where the action was recalled or its case may not be shown."""
    both = found(window, place)
    if both is None:
        return answers.gone(request, place)
    action, case = both
    response = answers.shared(request, "web/action.html", context_of(window, place, action, case, {}))
    return answers.discreet(response, case)


def draw_refusal(
    request: HttpRequest, window: ActionPage, place: Place, refusal: Mapping[str, Any], *, status: int
) -> HttpResponse:
    """The same page for the one reader whose form was refused: all that was typed, and what is wrong with it."""
    both = found(window, place)
    if both is None:
        return answers.gone(request, place)
    action, case = both
    context = context_of(window, place, action, case, refusal)
    return answers.private(request, "web/action.html", context, status=status)


def found(window: ActionPage, place: Place) -> tuple[PublicAction, PublicCase] | None:
    """The action and its case in one language, or None where it was recalled or the case may not be shown.

    Raises Http404 where the section hides what is not whole in the reader's language.
    """
    if is_hidden(window, place.section):
        raise Http404
    at = clock.now()
    action = public_action(window.action_id, place.language, at=at)
    if action is None or action.door == Door.RECALLED:
        return None
    case = public_case(action.case_id, action.language, on=at.date())
    return (action, case) if case else None


def context_of(
    window: ActionPage, place: Place, action: PublicAction, case: PublicCase, refusal: Mapping[str, Any]
) -> dict[str, Any]:
    """All that `web/action.html` says; `refusal` is what one reader typed and what was wrong with it."""
    at = clock.now()
    manner = figures.manner(place.language, place.section.territory)
    told = of_case.view_of(case, manner, today=at.date(), deadline=_runs_until(action))
    form = form_of(
        action,
        place,
        values=refusal.get("values", {}),
        errors=refusal.get("errors", {}),
        remarks=refusal.get("remarks", ()),
        code=str(refusal.get("code", "")),
    )
    tools = tools_of(Matter(action, case, place, window, at))
    form = tools.fitted(form)
    title = _("%(name)s: %(text)s") % {"name": told.named.main.text, "text": action.title}
    card = of_action_page(case, action, place)
    return {
        "frame": frame_of(
            window,
            place,
            case,
            title,
            on_paper=absolute(place.section, place.address(f"act/{action.ref}/")),
            whole=action.languages,
            borrowed=action.language,
            **of_machines.of_case(
                window, place, case, title, name=told.named.main.text, today=at.date(), image=card.get("card", "")
            ),
            **card,
        ),
        "borrowed": endonym(action.language) if action.language != place.language else "",
        "spoken": endonym(place.language),
        "case": told,
        "action": of_action.view_of(action, place, at=at),
        "recipients": of_recipients.recipients(action, place, on=at.date()),
        "case_href": place.address(rest_of(window.get_parent())),
        "exposure": _exposure(action, case, place, manner),
        "privacy_line": _privacy_line(place),
        "form": form if action.door == Door.OPEN else None,
        "kind": kind_of(action.kind),
        **_of_kind(action),
        "also": also_for(action, place, at=at),
        "tools": tools.views,
        "scripts": tools.scripts,
        "styles": tools.styles,
        "refusal": form.refusal,
    }


def _privacy_line(place: Place) -> str:
    house = public_section(place.section, place.language)
    return house.privacy_line if house else ""


def _of_kind(action: PublicAction) -> dict[str, Any]:
    kind = kind_of(action.kind)
    return {
        "settings": kind.settings_of(action.settings),
        "kind_template": f"web/kinds/{kind.templates}.html",
        "writing": action.door == Door.OPEN and kind.is_writing(),
    }


def _runs_until(action: PublicAction) -> date | None:
    """The deadline, for the case's clock; None once the action ended otherwise: no time is left to act in."""
    return None if action.door == Door.CLOSED else action.deadline


def _exposure(action: PublicAction, case: PublicCase, place: Place, manner: str) -> ExposureView:
    kind = kind_of(action.kind)
    exposed = kind.exposes(kind.tools, offers_name=Purpose.TO_TARGET in action.offers)
    country = countries.name(case.country, manner) if case.warn_ties_to_country else ""
    return exposure_of(exposed, offers=action.offers, months=place.section.retention_months, country=country)
