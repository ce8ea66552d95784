"""Signing in. Pages of the library that staff accounts do not have are answered as not there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path


def not_here(request: HttpRequest, key: str = "") -> HttpResponse:
    """Accounts are opened by invitation, and an address is changed by an administrator."""
    raise Http404


urlpatterns = [
    path("signup/", not_here),
    path("email/", not_here),
    path("confirm-email/", not_here),
    path("confirm-email/<str:key>/", not_here),
    path("login/code/confirm/", not_here),
    path("password/set/", not_here),
    path("", include("allauth.urls")),
]
