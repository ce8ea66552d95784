"""How often one network may ask for what costs us work without being an act: a mail again, a paper, a preview.

Asked about the network alone, never about an address typed.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from openletter.actions.intake.known import Limit
from openletter.actions.intake.limits import Networks, Windows
from openletter.kernel.models import LimitRule
from openletter.web.front.requests import address_of

_networks, _windows, _tools = Networks(), Windows(), Windows()
# A tool is asked each time somebody leaves a field, and a school has one network; a group's papers are heavy.
OF_TOOLS, OF_GROUPS = Limit(most=300, seconds=600), Limit(most=12, seconds=600)


def has_room(request: HttpRequest, *, at: datetime) -> bool:
    """Whether the sender's network may ask once more, by the limit that holds for its acts."""
    rule = LimitRule.objects.filter(key=LimitRule.Key.ACTS_PER_NETWORK_WITHOUT_PROOF).first()
    if rule is None:
        return True
    key = _networks.key(_address(request), on=at.date())
    return _windows.allows(key, Limit(rule.most, rule.seconds), at=at.timestamp())


def has_room_for_a_tool(request: HttpRequest, limit: Limit = OF_TOOLS, *, at: datetime) -> bool:
    """Whether the sender's network may have one more paper or preview made."""
    key = _networks.key(_address(request), on=at.date()) + bytes([limit is OF_GROUPS])
    return _tools.allows(key, limit, at=at.timestamp())


def _address(request: HttpRequest) -> str:
    scope = {"client": (request.META.get("REMOTE_ADDR", ""), 0)}
    hops = {b"x-forwarded-for": request.META.get("HTTP_X_FORWARDED_FOR", "").encode("latin-1", "replace")}
    return address_of(scope, hops, trusted_proxies=settings.ENV.trusted_proxies)
