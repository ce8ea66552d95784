"""Accounts of staff: made by invitation, never by signing up; closed without being deleted."""

from __future__ import annotations

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from openletter.accounts import sessions
from openletter.accounts.models import User
from openletter.kernel import audit, second
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused


@transaction.atomic
def open_account(*, email: str, first_name: str, last_name: str, actor: Actor, at: datetime) -> User:
    """There is an account, of no use until its person sets a password through a link. Refuses a known address."""
    address = User.objects.normalize_email(email.strip()).lower()
    if User.objects.filter(email__iexact=address).exists():
        raise Refused(_("There is an account with this address already."))
    user = User.objects.create_user(address, first_name=first_name.strip(), last_name=last_name.strip())
    audit.record(actor=actor, verb=second.OPENED, subject=user, at=at, after=_described(user))
    return user


@transaction.atomic
def close_account(*, user: User, actor: Actor, at: datetime, reason: str) -> None:
    """Nobody can sign in with the account any more, and open sessions end. Refuses one's own account."""
    if user.pk == actor.id:
        raise Refused(_("You cannot close your own account. Ask another administrator."))
    _set_active(user, False, actor=actor, at=at, reason=reason)
    sessions.end(user.sign_ins.all(), user=user, actor=actor, at=at)


@transaction.atomic
def reopen_account(*, user: User, actor: Actor, at: datetime, reason: str) -> None:
    """The person can sign in again, with the roles they still hold."""
    _set_active(user, True, actor=actor, at=at, reason=reason)


def vouch_for(*, user: User, actor: Actor, at: datetime, reason: str) -> None:
    """Another administrator says how they know that the login is of this person; it may approve what its maker wrote.

    Refuses one's own login, who vouches for it already, and a login that was made by the same person as this one.
    """
    by = second.vouchers_of(user.pk)
    ours = actor.id is not None and any(pk is not None and second.is_made_by(actor.id, pk) for pk in by)
    if ours or actor.id in {user.pk, *by}:
        raise Refused(_("Another administrator vouches for this login."))
    audit.record(actor=actor, verb=second.VOUCHED, subject=user, at=at, reason=reason)


@transaction.atomic
def take_second_factor(*, user: User, actor: Actor, at: datetime, reason: str) -> None:
    """The person has no second factor and no session any more, and sets up a new one when they come in again.

    For who lost theirs and the recovery codes. Refuses one's own, and where there is none.
    """
    if user.pk == actor.id:
        raise Refused(_("You cannot take your own second factor. Change it under your name."))
    kinds = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    if not kinds:
        raise Refused(_("There is no second factor to take."))
    Authenticator.objects.filter(user=user).delete()
    audit.record(
        actor=actor, verb="account.factor", subject=user, at=at, before={"second_factor": kinds}, reason=reason
    )
    sessions.end(user.sign_ins.all(), user=user, actor=actor, at=at)


def password_link(user: User) -> str:
    """The path of a page on which the person sets their password.

    It works once and for three days (Django's PASSWORD_RESET_TIMEOUT): setting a password or signing in spends it.
    """
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uidb36, _dash, token = key.partition("-")
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": token})


def _set_active(user: User, active: bool, *, actor: Actor, at: datetime, reason: str) -> None:
    before = _described(user)
    user.is_active = active
    user.save(update_fields=["is_active"])
    verb = "account.reopen" if active else "account.close"
    audit.record(actor=actor, verb=verb, subject=user, at=at, before=before, after=_described(user), reason=reason)


def _described(user: User) -> dict[str, object]:
    return {"name": user.get_full_name(), "email": user.email, "is_active": user.is_active}
