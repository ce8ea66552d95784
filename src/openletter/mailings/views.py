"""The local mailbox: what would have been sent, for whoever sits at this machine and nobody else."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from openletter.kernel.languages import direction
from openletter.mailings import mailbox

View = Callable[..., HttpResponse]

PAGE_POLICY: dict[str, Any] = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}
# A mail is shown as a mail program shows it: its own style attributes and nothing else, no script, no picture.
MAIL_POLICY: dict[str, Any] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


def at_this_machine(view: View) -> View:
    """Answer only requests that come from this machine itself; for everybody else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not _is_local(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@never_cache
@require_safe
@at_this_machine
def listing(request: HttpRequest) -> HttpResponse:
    """Every mail, newest first."""
    return render(request, "mailings/mailbox.html", {"mails": mailbox.newest()} | _frame(request))


@csp_override(PAGE_POLICY)
@never_cache
@require_safe
@at_this_machine
def one(request: HttpRequest, mail: UUID) -> HttpResponse:
    """One mail: its heads, its text with links that work, and how its HTML looks."""
    found = _found(mail)
    context = {"mail": found, "mail_direction": direction(found.language)} | _frame(request)
    return render(request, "mailings/mailbox_mail.html", context)


@csp_override(MAIL_POLICY)
@xframe_options_sameorigin
@never_cache
@require_safe
@at_this_machine
def as_html(request: HttpRequest, mail: UUID) -> HttpResponse:
    """The HTML of a mail, for the frame on its page."""
    return HttpResponse(_found(mail).html)


def _found(mail: UUID) -> mailbox.Kept:
    found = mailbox.kept(mail)
    if found is None:
        raise Http404
    return found


def _frame(request: HttpRequest) -> dict[str, str]:
    language = str(request.LANGUAGE_CODE)
    return {"language": language, "direction": direction(language)}


def _is_local(request: HttpRequest) -> bool:
    """Behind a proxy everybody seems local, so there nobody is."""
    if settings.ENV.trusted_proxies or "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
