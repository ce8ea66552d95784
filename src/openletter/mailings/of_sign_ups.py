"""The mail to who asked for a section's news: it asks whether it was them, or says that news comes already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _
from django.utils.translation import override

from openletter.kernel import tokens
from openletter.kernel.audit import SYSTEM
from openletter.kernel.languages import day_in_words
from openletter.mailings.letters import Gone, Letter, footer
from openletter.mailings.models import OutgoingMail
from openletter.mailings.post import message_for
from openletter.sections.models import Section
from openletter.sections.routing import base_of, root_of
from openletter.supporters.models import SignUp
from openletter.supporters.sign_ups import LINK, open_sign_up


@dataclass(frozen=True, slots=True)
class AboutSignUp:
    """A sign-up, in the language it was asked in, or the section's own if it left that one."""

    sign_up: UUID
    section: Section
    language: str

    @property
    def own_link(self) -> str:
        """The page where news are confirmed or ended; whoever holds the link can do so."""
        base = f"{root_of(self.section)}{base_of(self.section, self.language)}"
        return f"{base}sign-up/{tokens.sign(self.sign_up, purpose=LINK, key=settings.SECRET_KEY)}/"


def message_of(mail: OutgoingMail, *, at: datetime) -> EmailMultiAlternatives:
    """The message to hand over. Raises Gone, Erased."""
    row = SignUp.objects.defer("sealed").select_related("section").filter(pk=mail.act_id).first()
    if row is None:
        raise Gone
    contact = open_sign_up(row.pk, by=SYSTEM, purpose=f"mail: {mail.kind}", at=at)
    spoken = row.language in row.section.languages
    subject = AboutSignUp(row.pk, row.section, row.language if spoken else row.section.default_language)
    with override(subject.language):
        return message_for(mail, subject, _letter(row, subject), contact.email, at=at)


def _letter(row: SignUp, subject: AboutSignUp) -> Letter:
    waiting = row.state == SignUp.State.WAITING
    title, button, before, after = _to_confirm(row, subject) if waiting else _already()
    return Letter(
        language=subject.language, subject=title, before=before, button=button, link=subject.own_link, after=after,
        footer=footer(subject),
    )  # fmt: skip


def _to_confirm(row: SignUp, subject: AboutSignUp) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    when = {"date": day_in_words(row.asked_at.date(), subject.language)}
    before = (
        _("Somebody asked on %(date)s that we send news to this address. Please tell us whether that was you.") % when,
        _("You get news only once you confirm. The link opens a page with one button; opening it alone does nothing."),
    )
    after = (
        _("It was not you? Do nothing: after seven days we erase the address. The same page erases it at once."),
        _("Keep this mail if you confirm. With the same link you can stop the news at any time."),
    )
    return _("Please confirm that you wish for our news"), _("Look and confirm"), before, after


def _already() -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    before = (_("Somebody asked again that we send news to this address. Nothing has changed: you get them already."),)
    after = (_("You wish for no more news? The page behind this link has a button for that."),)
    return _("You get our news already"), _("Look at it, or stop the news"), before, after
