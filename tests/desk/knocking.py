"""How the permission matrix knocks at an address: with words that fit, at the door alone, and at the bare view."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.template.backends.django import Template
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils.safestring import SafeString

from openletter.desk.doors.addresses import Address
from openletter.desk.middleware import HouseDoorsMiddleware

FITS = {"int": "1", "slug": "x", "str": "x", "path": "x", "uuid": "0198c0de-0000-7000-8000-000000000000"}
GROUPS = {"rest": "", "revision_id_a": "live", "revision_id_b": "latest"}


def somewhere(address: Address) -> str:
    """The address with words that fit and mean nothing."""
    path = re.sub(r"<(int|slug|str|uuid|path):\w+>", lambda m: FITS[m[1]], address.route)
    path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda m: GROUPS.get(m[1], "1"), path)
    path = re.sub(r"\(\?:([^|)]*)[^)]*\)", r"\1", path).replace(".*", "nowhere")
    return "/" + re.sub(r"[\^$\\]", "", path)


def _request(url: str, user: Any, method: str) -> HttpRequest:
    request: HttpRequest = RequestFactory().generic(method, url)
    request.user, request.session = user, SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    request.resolver_match = resolve(url)
    return request


def at_the_door(url: str, user: Any, method: str = "GET") -> HttpResponse | None:
    """What the door answers this person before any view is asked; None where it opens."""
    request = _request(url, user, method)
    view, args, named = request.resolver_match
    try:
        return HouseDoorsMiddleware(lambda _request: HttpResponse()).process_view(request, view, args, named)
    except Http404:
        return HttpResponseNotFound()


def let_in(url: str, user: Any, method: str = "GET") -> bool:
    """Whether the view itself answers this person.

    Refusing is a row that is not there, permission denied, or a way of asking that the view does not know.
    """
    request = _request(url, user, method)
    view, args, named = request.resolver_match
    try:
        answer = view(request, *args, **named)
    except (Http404, PermissionDenied):
        return False
    _let_go(answer)
    home = answer.status_code == 302 and answer.headers["Location"] == reverse("wagtailadmin_home")
    return answer.status_code not in (403, 404, 405) and not home


def _let_go(answer: HttpResponse) -> None:
    """Close the files that were to be sent; the database is needed for the next question, as Django's client knows."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


@contextmanager
def undrawn() -> Iterator[None]:
    """Views gather all they show and answer; the writing out of their templates, which takes longest, is left out."""
    with patch.object(Template, "render", lambda *_of, **_more: SafeString("")):
        yield
