"""Doors that ask again who stands before them: a session left open, or stolen, does not come through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from openletter.accounts import proof
from openletter.desk.doors.asking import door_of
from openletter.kernel import clock

# Whoever came in has as long again to think and type: a reason is not lost because the clock went on meanwhile.
LOOKING, DOING = timedelta(minutes=15), timedelta(minutes=30)


def proven(request: HttpRequest) -> bool:
    """Whether the person proved who they are within the last 15 minutes; 30 for sending what they have before them."""
    return proof.given_within(request, DOING if request.method == "POST" else LOOKING, at=clock.now())


def asked_again(request: HttpRequest) -> HttpResponse:
    """The way to the page that asks, and from there back to what can be looked at. What was sent is not carried out."""
    if request.method == "POST":
        messages.warning(request, _("Nothing was done yet. Confirm that it is you, then send the form again."))
    back = next(_ways_back(request), reverse("wagtailadmin_home"))
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")


def _ways_back(request: HttpRequest) -> Iterator[str]:
    """The address itself, the page whose button was pressed, and what lies above: those of them that can be read."""
    sent_from, here = request.headers.get("referer", ""), request.path
    ways = [request.get_full_path()]
    if url_has_allowed_host_and_scheme(sent_from, {request.get_host()}):
        ways.append(urlsplit(sent_from)._replace(scheme="", netloc="", fragment="").geturl())
    while here.strip("/"):
        here = here.rstrip("/").rpartition("/")[0] + "/"
        ways.append(here)
    return filter(_can_be_read, ways)


def _can_be_read(way: str) -> bool:
    try:
        door = door_of(resolve(urlsplit(way).path).view_name)
    except Resolver404:
        return False
    return door is not None and "GET" in door.ways.value
