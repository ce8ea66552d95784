"""From one mail address in the environment to Django's mailers."""

from typing import Any
from urllib.parse import unquote, urlsplit

from openletter.config.env import BadEnvironment

TO_PEOPLE, TO_OFFICES = ("default", "bulk"), ("targets",)


def mailers(url: str, names: tuple[str, ...] = TO_PEOPLE) -> dict[str, dict[str, Any]]:
    """Mailers over one server: `default` for single mails (confirmations), `bulk` for many, `targets` for offices.

    Raises BadEnvironment when the address is not `smtp://` or `smtps://` with a host.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadEnvironment("OPENLETTER_MAIL_URL must look like smtp://user:password@host:587 or smtps://host:465.")
    implicit = parts.scheme == "smtps"
    local = parts.hostname in ("127.0.0.1", "localhost", "::1")
    options = {
        "host": parts.hostname,
        "port": parts.port or (465 if implicit else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": implicit,
        "use_tls": not implicit and not local,
        "timeout": 20,
    }
    return {name: {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options} for name in names}
