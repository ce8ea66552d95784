"""Who may come in, and how surely we know it is them."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled


def has_second_factor(user: Any) -> bool:
    """Whether the user has set up an authenticator app or a passkey."""
    return bool(is_mfa_enabled(user))
