"""A post on a network, in the supporter's own name. One post that somebody tells us of counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from openletter.actions.kinds.registry import Address, Kind, Need, Option, Question, Tool, register
from openletter.actions.rules import Channel, EvidenceLevel
from openletter.actions.wording.networks import BY_KEY, NETWORKS, too_long_by

if TYPE_CHECKING:
    from openletter.actions.models import Action

_CHOICES = tuple((network.key, network.name) for network in NETWORKS)


def lacks(action: Action) -> list[str]:
    """Texts that a network would not take, each with by how much."""
    found = []
    for appeal in action.appeals.all():
        if (network := BY_KEY.get(appeal.use)) is None:
            continue
        for words in appeal.words.all():
            if over := too_long_by(network, words.body):
                # Translators: a network, a language's code, and a number of signs
                line = gettext("The text for %(network)s (%(language)s) is %(over)s too long.")
                found.append(line % {"network": network.name, "language": words.language, "over": over})
    return found


SOCIAL_POST = register(
    Kind(
        key="social_post",
        name=_("Post on a network"),
        button=_("Post it"),
        report=_("I posted it"),
        definition=_("One post is one that somebody told us of, on any network. Opening a network does not count."),
        # Translators: on the page the number stands above the rest in large figures, so put it first.
        counted=ngettext_lazy("%(number)s person has posted", "%(number)s people have posted", "count"),
        channel=Channel.SOCIAL,
        evidence_at_first=EvidenceLevel.SELF_REPORTED,
        evidence_confirmed=EvidenceLevel.CONFIRMED_EMAIL,
        required=(),
        templates="social_post",
        address=Address.OPTIONAL,
        tools=(Tool.SOCIAL,),
        needs=frozenset({Need.LETTER}),
        has_subject=False,
        text_name=_("The post"),
        uses="networks",
        asks=(
            Question(
                name="network", label=_("Where you posted it"), shape="choice", required=True, choices=_CHOICES,
                of="networks", missing=_("Choose where you posted it."),
            ),
        ),
        options=(
            Option(
                name="networks", label=_("Networks"), choices=_CHOICES, several=True,
                default=tuple(key for key, _name in _CHOICES),
            ),
            Option(
                name="hashtags", label=_("Hashtags"),
                hint=_("With spaces between. They are left out where a post would become too long with them."),
            ),
        ),
        lacks=lacks,
        lacks_in=Need.LETTER,
    )
)  # fmt: skip
