"""A test that forces a sign-in stands before the desk as somebody who has just signed in, password and all.

`Client.force_login` goes past the library that writes down how somebody proved who they are; here it is written down.
Who comes in by the page is left alone: what that writes is under test.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in


def _write_down(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    from allauth.account.internal.flows.login import record_authentication

    if not request.path:  # only a forced sign-in comes from no page
        record_authentication(request, user, "password")


def fresh_when_forced() -> None:
    """From now on."""
    user_logged_in.connect(_write_down, dispatch_uid="tests.world.signed_in")
