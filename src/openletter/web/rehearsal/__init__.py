"""Pages read before they are public: by staff at the desk, and by whoever was given a link to read.

The page is drawn by the public site's own context and templates from rows that are not public yet; there is no second
template. It stands still: nothing on it can be sent, clicked away to or counted, and nobody may keep it.
See docs/campaign/preview.md.
"""

from openletter.web.rehearsal.papers import papers_of
from openletter.web.rehearsal.showing import Scene, show

__all__ = ["Scene", "papers_of", "show"]
