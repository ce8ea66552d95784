"""How signing in behaves: for staff only, by invitation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context

from openletter.accounts import sessions
from openletter.kernel import clock


class StaffOnlyAdapter(DefaultAccountAdapter):
    """Nobody opens an account by themselves; accounts are made in the desk."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Never."""
        return False

    def login(self, request: Any, user: Any) -> None:
        """Sign in, and write the device down."""
        super().login(request, user)
        sessions.began(request.session, user, said=request.META.get("HTTP_USER_AGENT", ""), at=clock.now())

    def set_password(self, user: Any, password: str) -> None:
        """A new password ends every other session: whoever knew the old one is out."""
        super().set_password(user, password)
        here = context.request.session.session_key if context.request else None
        rows = user.sign_ins.exclude(key=here)
        sessions.end(rows, user=user, actor=user.actor, at=clock.now())
