"""How the permission matrix knocks at an address: with words that fit, and at the bare view with no door before it."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from django.urls import resolve, reverse

from openletter.desk.doors.addresses import Address

FITS = {"int": "1", "slug": "x", "str": "x", "path": "x", "uuid": "0198c0de-0000-7000-8000-000000000000"}
GROUPS = {"rest": "", "revision_id_a": "live", "revision_id_b": "latest"}


def somewhere(address: Address) -> str:
    """The address with words that fit and mean nothing."""
    path = re.sub(r"<(int|slug|str|uuid|path):\w+>", lambda m: FITS[m[1]], address.route)
    path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda m: GROUPS.get(m[1], "1"), path)
    path = re.sub(r"\(\?:([^|)]*)[^)]*\)", r"\1", path).replace(".*", "nowhere")
    return "/" + re.sub(r"[\^$\\]", "", path)


def let_in(url: str, user: Any, method: str = "GET") -> bool:
    """Whether the view itself answers this person.

    Refusing is a row that is not there, permission denied, or a way of asking that the view does not know.
    """
    request: HttpRequest = RequestFactory().generic(method, url)
    request.user, request.session = user, SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    request.resolver_match = match = resolve(url)
    try:
        answer = match.func(request, *match.args, **match.kwargs)
    except (Http404, PermissionDenied):
        return False
    home = answer.status_code == 302 and answer.headers["Location"] == reverse("wagtailadmin_home")
    return answer.status_code not in (403, 404, 405) and not home
