"""Signing in. Pages of the library that staff accounts do not have are answered as not there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path


def not_here(request: HttpRequest) -> HttpResponse:
    """Accounts are opened by invitation, and an address is changed by an administrator."""
    raise Http404


urlpatterns = [
    path("signup/", not_here),
    path("email/", not_here),
    path("", include("allauth.urls")),
]
