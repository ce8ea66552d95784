"""Papers that people post: letters, envelopes, labels, postcards. Frozen values in, PDF out; no query.

See docs/develop/mechanisms/papers.md.
"""

from openletter.actions.papers.addresses import Addressee, Sender, country_line
from openletter.actions.papers.envelope import EnvelopePaper, LabelPaper, draw_envelopes, draw_labels
from openletter.actions.papers.formats import EnvelopeFormat, Format, envelope_of, format_of
from openletter.actions.papers.letter import MOST_LETTERS, LetterPaper, Wording, draw_letters
from openletter.actions.papers.of_recipients import addressee_of, by_post, copies_of, languages_read, wording_of
from openletter.actions.papers.postcard import Face, PostcardPaper, draw_postcard

__all__ = [
    "MOST_LETTERS", "Addressee", "EnvelopeFormat", "EnvelopePaper", "Face", "Format", "LabelPaper", "LetterPaper",
    "PostcardPaper", "Sender", "Wording", "addressee_of", "by_post", "copies_of", "country_line", "draw_envelopes",
    "draw_labels", "draw_letters", "draw_postcard", "envelope_of", "format_of", "languages_read", "wording_of",
]  # fmt: skip
