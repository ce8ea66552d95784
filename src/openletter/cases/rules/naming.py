"""Whether a text names somebody: in any spelling in which the search would find them, in parts joined or apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from itertools import product

from django.utils.html import strip_tags

from openletter.cases.rules.exposure import is_full_name
from openletter.cases.rules.spelling import Part, bones_of, part_of, plain_words, without_prefixes, words_of_name
from openletter.kernel.folding import skeleton

# Consonants alone tell two people apart only where there are enough of them: "Ali Aarrass" would be found in "la rose".
_BONES_OF_A_WORD, _BONES_IN_ALL = 2, 6
_BONES_OF_A_PART, _BONES_IN_BOTH = 3, 7  # where words are joined or parted
_SOUNDS_OF_A_PART, _SOUNDS_IN_BOTH = 3, 7  # so do sounds: "Li Na" must be written as it is
_LETTERS_OF_A_SHAPE = 5
_LONGEST_PART = 3  # words that one part of a name may be written in
# With these a name goes on in the next word. Other words are joined only where every vowel fits.
_PARTICLES = """
    abd abdel abdul abdoul abder abou abu aboul abul ait ben bin bou bu ibn ould oulad um umm oum
    bn abn abw bw ayt bd wld am da de del della der di do dos du la le mac mc san santa van von
"""
_GOES_ON = frozenset(_PARTICLES.split())
_HUMP = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")  # within "#NasserZefzafi"
_TAG = re.compile(r"<[^>]*>")
type _Span = tuple[int, int]  # the word it begins with, and the one after it
_NOWHERE: set[_Span] = set()


class Heard:
    """A text as it is listened to for names; made once, asked for many names."""

    def __init__(self, *texts: str) -> None:
        # A mark may part two words, or stand within one: both are read.
        whole = " ".join(texts)
        read = {unescape(_TAG.sub(" ", whole)), unescape(strip_tags(whole))}
        read |= {_HUMP.sub(" ", text) for text in read}
        read |= {freed for text in read for freed in without_prefixes(text)}
        said = [plain_words(text) for text in read]
        self._words = [f" {' '.join(words)} " for words in said]
        self._bones_said = [f" {' '.join(map(skeleton, words))} " for words in said]
        self._known = {word for words in said for word in words} | {skeleton(word) for words in said for word in words}
        self._sounds: defaultdict[str, set[_Span]] = defaultdict(set)
        self._shapes: defaultdict[str, set[_Span]] = defaultdict(set)
        self._bones: defaultdict[str, set[_Span]] = defaultdict(set)
        apart = 1 + max(map(len, said))
        for number, words in enumerate(said):
            self._listen(words, number * apart)

    def names(self, name: str) -> bool:
        """Whether a full name stands in it; a first name alone names nobody.

        >>> Heard("<p>NASSER ZÉFZAFI was beaten.</p>").names("Nasser Zefzafi")
        True
        >>> Heard("Zafzafi, Naser").names("ناصر الزفزافي")
        True
        >>> Heard("We met Tariq Ben Zouba.").names("Tarik Benzouba")
        True
        >>> Heard("Nasser was beaten.").names("Nasser Zefzafi")
        False
        """
        if not is_full_name(name):
            return False
        words = words_of_name(name)
        ways = ((words[:at], words[at:]) for at in range(1, len(words)))
        return self._as_written(words) or any(self._in_two(*sorted(way, key=len)) for way in ways)

    def _as_written(self, words: tuple[str, ...]) -> bool:
        """Word for word, in either order."""
        if not words or not (words[0] in self._known or bones_of(words[0]) in self._known):
            return False
        bones = tuple(map(bones_of, words))
        tells = min(map(len, bones)) >= _BONES_OF_A_WORD and sum(map(len, bones)) >= _BONES_IN_ALL
        return _stand_in(words, self._words) or (tells and _stand_in(bones, self._bones_said))

    def _in_two(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Two parts side by side, in either order, each in one word or in several."""
        first = part_of(one)
        if not self._is_heard(first) or not self._is_heard(last := part_of(other)):
            return False
        tell = _enough(first.bones, last.bones, _BONES_OF_A_PART, _BONES_IN_BOTH)
        if tell and _meet(self._bones.get(first.bones, _NOWHERE), self._bones.get(last.bones, _NOWHERE)):
            return True
        sound = _enough(first.sound, last.sound, _SOUNDS_OF_A_PART, _SOUNDS_IN_BOTH)
        return sound and any(_meet(*each) for each in product(self._sounding(first), self._sounding(last)))

    def _is_heard(self, part: Part) -> bool:
        return part.bones in self._bones or part.sound in self._sounds  # its bones are, where its shape is

    def _sounding(self, part: Part) -> Iterator[set[_Span]]:
        """Where a part sounds alike; with enough consonants, also where only its vowels are others."""
        yield self._sounds.get(part.sound, _NOWHERE)
        if len(part.bones) >= _BONES_OF_A_PART and len(part.shape) >= _LETTERS_OF_A_SHAPE:
            yield self._shapes.get(part.shape, _NOWHERE)

    def _listen(self, words: tuple[str, ...], offset: int) -> None:
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST_PART, len(words)) + 1):
                part, span = part_of(words[start:end]), (offset + start, offset + end)
                self._sounds[part.sound].add(span)
                if end == start + 1 or words[start] in _GOES_ON:
                    self._shapes[part.shape].add(span)
                    self._bones[part.bones].add(span)


def _stand_in(words: tuple[str, ...], texts: list[str]) -> bool:
    ways = (f" {' '.join(words)} ", f" {' '.join((*words[-1:], *words[:-1]))} ")
    return any(way in text for way in ways for text in texts)


def _enough(one: str, other: str, least: int, in_all: int) -> bool:
    return min(len(one), len(other)) >= least and len(one) + len(other) >= in_all


def _meet(first: set[_Span], last: set[_Span]) -> bool:
    """Whether a span of one begins where a span of the other ends."""
    few, many = sorted((first, last), key=len)
    lengths = range(1, _LONGEST_PART + 1)
    return any((end, end + more) in many or (start - more, start) in many for start, end in few for more in lengths)
