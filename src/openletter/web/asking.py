"""How often one network may ask for the confirmation mail again; asked about the network alone, never the address."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from openletter.actions.intake.known import Limit
from openletter.actions.intake.limits import Networks, Windows
from openletter.kernel.models import LimitRule
from openletter.web.front.requests import address_of

_networks, _windows = Networks(), Windows()


def has_room(request: HttpRequest, *, at: datetime) -> bool:
    """Whether the sender's network may ask once more, by the limit that holds for its acts."""
    rule = LimitRule.objects.filter(key=LimitRule.Key.ACTS_PER_NETWORK_WITHOUT_PROOF).first()
    if rule is None:
        return True
    key = _networks.key(_address(request), on=at.date())
    return _windows.allows(key, Limit(rule.most, rule.seconds), at=at.timestamp())


def _address(request: HttpRequest) -> str:
    scope = {"client": (request.META.get("REMOTE_ADDR", ""), 0)}
    hops = {b"x-forwarded-for": request.META.get("HTTP_X_FORWARDED_FOR", "").encode("latin-1", "replace")}
    return address_of(scope, hops, trusted_proxies=settings.ENV.trusted_proxies)
