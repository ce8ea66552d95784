"""Asking one's own legislator to act: a letter to somebody who answers to the writer."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from openletter.actions.kinds.registry import Address, Kind, Need, Question, Tool, register
from openletter.actions.rules import Channel, EvidenceLevel

LOBBY_OWN_GOVERNMENT = register(
    Kind(
        key="lobby_own_government",
        name=_("Letter to one’s own representative"),
        button=_("Ask your representative"),
        report=_("I wrote to my representative"),
        definition=_(
            "One is one person who told us that they wrote to a representative of their own country about this. "
            "Whoever writes to two counts once. Those who gave an e-mail address and confirmed it are counted apart."
        ),
        # Translators: on the page the number stands above the rest in large figures, so put it first.
        counted=ngettext_lazy(
            "%(number)s person wrote to their representative",
            "%(number)s people wrote to their representative",
            "count",
        ),
        channel=Channel.POST,
        evidence_at_first=EvidenceLevel.SELF_REPORTED,
        evidence_confirmed=EvidenceLevel.CONFIRMED_EMAIL,
        required=(),
        templates="lobby_own_government",
        address=Address.OPTIONAL,
        tools=(Tool.REPRESENTATIVE,),
        asks=(
            Question(
                name="representative",
                label=_("To whom did you write?"),
                longest=160,
                hint=_("The name of your representative. It is kept sealed, and helps us to ask for the answer."),
            ),
        ),
        needs=frozenset({Need.DEMAND, Need.LETTER}),
        leaves_out=frozenset({Need.TARGET}),
        text_name=_("The letter to your representative"),
    )
)
