"""What the pages of signing in ask of the request."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from django import template
from django.http import HttpRequest

register = template.Library()


@register.filter
def is_a_number(request: HttpRequest) -> bool:
    """Whether the page was opened by the number of a machine. Browsers keep passkeys for names alone (WebAuthn, 5.1.3).

    >>> from django.test import RequestFactory
    >>> is_a_number(RequestFactory().get("/", headers={"host": "127.0.0.1:8000"}))
    True
    >>> is_a_number(RequestFactory().get("/", headers={"host": "localhost:8000"}))
    False
    """
    return _number(request) is not None


@register.filter
def by_name(request: HttpRequest) -> str:
    """The same page by the name that this very machine has for itself; empty where another machine is asked.

    >>> from django.test import RequestFactory
    >>> by_name(RequestFactory().get("/sign-in/", headers={"host": "127.0.0.1:8000"}))
    'http://localhost:8000/sign-in/'
    """
    number = _number(request)
    if number is None or not number.is_loopback:
        return ""
    port = urlsplit(f"//{request.get_host()}").port
    return f"{request.scheme}://localhost{f':{port}' if port else ''}{request.path}"


def _number(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(urlsplit(f"//{request.get_host()}").hostname or "")
    except ValueError:
        return None
