"""Mails to staff about their account: the way to the page where they set their password, and what was taken."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from openletter.accounts.models import User
from openletter.accounts.operations import password_link


def address_of(user: User) -> str:
    """The whole address of the page where the person sets their password."""
    return f"{settings.ENV.public_url}{password_link(user)}"


def send(user: User, *, link: str) -> None:
    """Mail the link, in the language in which the desk is being read. Raises OSError when no server takes it."""
    text = render_to_string("accounts/invitation.txt", {"user": user, "link": link})
    EmailMessage(subject=_("Your access to the desk"), body=text, to=[user.email]).send()


def tell_of_factor(user: User) -> bool:
    """The person knows that their second factor was taken away, so that who did not ask for it can object.

    False when no server takes the mail.
    """
    text = render_to_string("accounts/factor_taken.txt", {"user": user})
    try:
        EmailMessage(subject=_("Your second factor at the desk was taken away"), body=text, to=[user.email]).send()
    except (OSError, SMTPException):
        return False
    return True
