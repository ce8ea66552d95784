"""Where every page of a section in a language begins."""

from __future__ import annotations

from django.http import Http404

from openletter.sections.routing import Place
from openletter.web.models import HomePage


def home_of(place: Place) -> HomePage:
    """The section's front page in the place's language. Raises Http404 while there is none."""
    home = HomePage.at(place)
    if home is None:
        raise Http404
    return home
