"""People who sign in: staff and volunteers of sections."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.kernel.audit import Actor


class UserManager(BaseUserManager["User"]):
    """Makes users known by their e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user who can sign in once a role lets them in."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


# Buttons of libraries for what goes its own way here, which superusers would meet beside ours.
_NOBODYS = frozenset({"wagtail_localize.submit_translation"})


class User(AbstractUser):
    """A member of staff or a volunteer; roles are held per section (sections.Membership)."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()  # type: ignore[misc,assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """As Django says; nobody is shown a second way to what goes its own way here."""
        return perm not in _NOBODYS and super().has_perm(perm, obj)

    @property
    def actor(self) -> Actor:
        """This person as the audit names them."""
        return Actor(id=self.pk, name=str(self))


class SignIn(models.Model):
    """That a person is signed in on a device. What it is, roughly, and since when; no network address is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    key = models.CharField(max_length=40, unique=True, editable=False)  # of Django's session
    browser = models.CharField(_("browser"), max_length=20, blank=True)
    system = models.CharField(_("system"), max_length=20, blank=True)
    began_at = models.DateTimeField(_("signed in on"))
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering: ClassVar = ["-seen_at", "-pk"]
