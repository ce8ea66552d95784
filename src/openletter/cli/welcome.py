"""What is said when everything runs: where to look, and who can sign in."""

from __future__ import annotations

from openletter.cli.commands import demo
from openletter.config.env import Env


def welcome(settings: Env) -> str:
    """The addresses, and in demo mode the staff logins."""
    site = settings.public_url or f"http://{settings.host}:{settings.port}"
    lines = ["", f"  Site     {site}/"]
    if settings.serves_desk:
        lines.append(f"  Desk     {site}/desk/")
    if settings.serves_desk and not settings.public_url and settings.host == "127.0.0.1":
        lines.append(f"  Passkeys http://localhost:{settings.port}/desk/   (they need a name, not a number)")
    if not settings.mail_url:
        lines.append(f"  Mailbox  {site}/mailbox/   (mails stay on this machine)")
    if settings.mode == "demo" and demo.is_available():
        lines += ["", "  Demo staff"]
        logins = demo.world().LOGINS
        width = max(len(email) for _who, email, _password in logins)
        lines += [f"    {email:{width}}  {password}  {who}" for who, email, password in logins]
    return "\n".join([*lines, "", "  Ctrl-C stops everything.", ""])
