"""The petition: a name under a common text. One signature of one person counts once."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from openletter.actions.kinds.registry import Kind, register
from openletter.actions.rules import Channel, EvidenceLevel, Field

PETITION = register(
    Kind(
        key="petition",
        name=_("Petition"),
        button=_("Sign the petition"),
        definition=_("One signature is one person who signed and confirmed by e-mail, or one name on a paper sheet."),
        # Translators: on the page the number stands above the rest in large figures, so put it first.
        counted=ngettext_lazy("%(number)s person has signed", "%(number)s people have signed", "count"),
        channel=Channel.WEB_FORM,
        evidence_at_first=EvidenceLevel.CLICKED,
        evidence_confirmed=EvidenceLevel.CONFIRMED_EMAIL,
        required=(Field.NAME,),
        templates="petition",
    )
)
