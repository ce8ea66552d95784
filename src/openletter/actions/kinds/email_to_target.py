"""E-mail to officials: a letter in one's own words, sent by us once confirmed, or from one's own mail program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from openletter.actions.kinds.registry import Address, Kind, Need, Option, Question, Tool, register
from openletter.actions.rules import Channel, EvidenceLevel, Field
from openletter.actions.wording import look

if TYPE_CHECKING:
    from openletter.actions.models import Action


def _lacks(action: Action) -> list[str]:
    """A sender of ours, and an office that a mail reaches."""
    from openletter.actions.recipients import recipients_of
    from openletter.config.env import env
    from openletter.kernel.clock import today

    lacking = []
    if not env().target_mail_from:
        lacking.append(gettext("Letters to offices have no sender yet: OPENLETTER_TARGET_MAIL_FROM is not set."))
    section = action.section
    found = recipients_of(action.pk, country=section.territory, on=today(), language=section.default_language)
    if found.targets and not any(to.email for to in found.targets):
        lacking.append(gettext("None of the offices addressed has an e-mail address that works."))
    return lacking


EMAIL_TO_TARGET = register(
    Kind(
        key="email_to_target",
        name=_("E-mail to officials"),
        button=_("Send my letter"),
        definition=_(
            "One e-mail action is one person who wrote to the officials and confirmed by e-mail, however many officials"
            " and copies the letter goes to."
        ),
        # Translators: on the page the number stands above the rest in large figures, so put it first.
        counted=ngettext_lazy("%(number)s person has written", "%(number)s people have written", "count"),
        channel=Channel.SERVER_MAIL,
        evidence_at_first=EvidenceLevel.CLICKED,
        evidence_confirmed=EvidenceLevel.CONFIRMED_EMAIL,
        required=(Field.NAME,),
        templates="email_to_target",
        address=Address.REQUIRED,
        tools=(Tool.OWN_MAIL,),
        asks=(
            Question(
                "subject", _("Subject"), longest=160, required=True, fill="letter.subject",
                missing=_("Give your letter a subject: mails without one are not read."),
            ),
            Question(
                "letter", _("Your letter"), "block", longest=5000, required=True, fill="letter.body",
                hint=_("A few sentences of your own weigh more than a text that many send. We add greeting and name."),
                missing=_("Write what you ask of the officials."),
            ),
            Question(
                "own_address", _("Where may the officials answer?"), "choice",
                choices=(
                    # Translators: an answer of the officials.
                    ("no", _("To the organisation only; they do not learn my address")),
                    ("yes", _("Also to me: my e-mail address stands in the letter's reply line")),
                ),
            ),
        ),
        options=(
            Option(
                "own_program", _("Offer one's own mail program too"), default=True,
                hint=_("Such letters are not counted: we cannot know whether they were sent."),
            ),
        ),
        sends=True,
        looks=look,
        lacks=_lacks,
        lacks_in=Need.TARGET,
        text_name=_("The letter"),
    )
)  # fmt: skip
