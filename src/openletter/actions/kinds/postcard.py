"""The postcard: the person's name on its face, a few words on its back. One card posted counts once."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from openletter.actions.kinds.letter import lacks_an_address
from openletter.actions.kinds.registry import Address, Kind, Need, Tool, register
from openletter.actions.rules import Channel, EvidenceLevel
from openletter.actions.wording import look

POSTCARD = register(
    Kind(
        key="postcard",
        name=pgettext_lazy("kind of action", "Postcard"),
        button=_("Print my postcard"),
        report=_("I posted my postcard"),
        definition=_("One postcard is one person’s, posted. Whoever posts four tells us once."),
        # Translators: on the page the number stands above the rest in large figures, so put it first.
        counted=ngettext_lazy("%(number)s postcard posted", "%(number)s postcards posted", "count"),
        channel=Channel.POST,
        evidence_at_first=EvidenceLevel.SELF_REPORTED,
        evidence_confirmed=EvidenceLevel.CONFIRMED_EMAIL,
        required=(),
        templates="postcard",
        address=Address.OPTIONAL,
        tools=(Tool.POSTCARD,),
        # Translators: heading above the few words on a postcard.
        text_name=_("The words on the card"),
        has_subject=False,
        looks=look,
        lacks=lacks_an_address,
        lacks_in=Need.TARGET,
    )
)
