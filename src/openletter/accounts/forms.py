"""The library's forms, whose fields are called as the rest of the entrance speaks."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordKeyForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

AGAIN = _("The new password once more")
NEW = _("New password")
NAME = _("Name of the passkey")


class _Called:
    """A form whose fields have other labels."""

    labels: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            self.fields[name].label = label  # type: ignore[attr-defined]


class SignIn(_Called, LoginForm):
    """Address and password."""

    labels = {"login": _("E-mail address"), "remember": _("Stay signed in on this device")}


class ChangePassword(_Called, ChangePasswordForm):
    """A new password for somebody who knows the old one."""

    labels = {"oldpassword": _("Password until now"), "password1": NEW, "password2": AGAIN}


class SetPassword(_Called, ResetPasswordKeyForm):
    """A new password by a link from a mail."""

    labels = {"password1": NEW, "password2": AGAIN}


class SetUpApp(_Called, ActivateTOTPForm):
    """The first code of an authenticator app."""

    labels = {"code": _("Code that the app shows")}


class AddPasskey(_Called, AddWebAuthnForm):
    """A new passkey."""

    labels = {"name": NAME}


class RenamePasskey(_Called, EditWebAuthnForm):
    """Another name for a passkey."""

    labels = {"name": NAME}
