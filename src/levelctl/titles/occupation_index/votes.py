"""How similar the known titles of a code are to a title: the most similar ones vote."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from levelctl.canon.canon import key
from levelctl.text.words import Words
from levelctl.titles.occupation_index import postings
from levelctl.titles.occupation_index.evidence import Evidence
from levelctl.titles.occupation_index.postings import START, UNIT, IndexValues, Own, pieces

VOTE = 5 * UNIT
"""The factor for the votes of a code's titles."""
VOTERS = 8
"""How many of a code's most similar titles vote."""
SIMILAR = 2**14
"""
The similarity of two titles with the same words.

Similarities are whole numbers, so that the sum of the votes does not depend on their order. What
two titles share is one too, though in a float: that is faster, and exact.
"""
POWER = 3
"""The power of a similarity in a vote: the higher, the more similar titles outvote others."""
NO_VOTE = 0.05
"""What is added to the votes, so that a code without votes has a logarithm."""

_TITLES, _NEAR = 2048, 32_768
"""How many codes have their titles cached, and how many similarities of two words are."""


class Votes:
    """The votes of the titles in *source*, with words weighted by *evidence*."""

    def __init__(self, source: IndexValues, evidence: Evidence) -> None:
        self._source = source
        self._word = evidence.word
        self._own = lru_cache(_TITLES)(self._titles)
        self._similarity = lru_cache(_NEAR)(self._shared_pieces)

    def of(self, words: Words, codes: Iterable[int]) -> list[int]:
        """Return for each of *codes*, as evidence, the votes of its titles for *words*."""
        distinct = tuple(dict.fromkeys(words))
        scale = scale_of(sum([self._word(word).weight for word in distinct]))
        return [as_evidence(self._votes(distinct, code, scale)) for code in codes]

    def _votes(self, words: Words, code: int, scale: float) -> int:
        """Return the sum of the votes of the titles of *code* for *words*."""
        starts, lengths = self._own(code)
        shared: dict[int, float] = {}
        for word in words:
            for other, numbers in starts.get(word[:START], ()):
                similarity = self._similarity(word, other)
                for number in numbers:
                    shared[number] = shared.get(number, 0.0) + similarity
        similar = [each * lengths[number] for number, each in shared.items()]
        similar.sort()
        return sum([int(each * scale) ** POWER for each in similar[-VOTERS:]])

    def _shared_pieces(self, word: str, other: str) -> float:
        """Return the total weight of the pieces of *word* that are also in *other*."""
        rarities = self._word(word).rarities
        return float(sum([rarities[piece] for piece in pieces(other) if piece in rarities]))

    def _titles(self, code: int) -> Own:
        return self._source.get(key(postings.OWN, str(code)), Own) or Own({}, ())


def scale_of(weight: int) -> float:
    """Return what makes a similarity of what a title shares, if its words have this *weight*."""
    return SIMILAR / math.sqrt(weight or 1)


def as_evidence(votes: int) -> int:
    """Return the sum of *votes* as evidence."""
    return round(VOTE * math.log(NO_VOTE + votes / SIMILAR**POWER))
