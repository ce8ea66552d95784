"""How much of a letter is the model letter, word by word."""

from __future__ import annotations

from openletter.actions.wording.folding import words


def share_of(letter: str, model: str) -> int:
    """How like the model the letter is, in percent of words: 100 is the model, however its lines break."""
    ours, theirs = words(letter), words(model)
    if ours == theirs:
        return 100
    from rapidfuzz.distance import Indel  # only who edits a letter needs it

    # Only the very same words are the model.
    return min(99, round(Indel.normalized_similarity(ours, theirs) * 100))
