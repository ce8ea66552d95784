"""How signing in behaves: for staff only, by invitation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class StaffOnlyAdapter(DefaultAccountAdapter):
    """Nobody opens an account by themselves; accounts are made in the desk."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Never."""
        return False
