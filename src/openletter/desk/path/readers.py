"""What readers of each language will see of an action, said in plain words before it is published."""

from __future__ import annotations

from django.utils.translation import gettext as _

from openletter.actions.models import Action
from openletter.actions.wholeness import pages_in, shown_in
from openletter.kernel.languages import endonym


def readers_see(action: Action, language: str) -> str:
    """One sentence: what somebody who reads `language` gets of the action, as its words stand now."""
    if language not in action.wanted_languages():
        return _("Nothing: no page goes up.")
    if language not in pages_in(action):
        return _("Nothing: no page goes up before the case, the title and what is asked are written.")
    if not (shown := shown_in(action, language)):
        return _("Nothing: the page is hidden until everything is written. This is the section’s rule.")
    if shown != language:
        # Translators: %(language)s is a language by its own name, such as "Français".
        return _("The whole action in %(language)s, with a notice that says so. This is the section’s rule.") % {
            "language": endonym(shown)
        }
    return _("The whole action in their language.")
