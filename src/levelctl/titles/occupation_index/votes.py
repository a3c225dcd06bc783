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

    def of(self, words: Words, codes: Iterable[int]) -> dict[int, int]:
        """Return by code, as evidence, the votes of the titles of *codes* for *words*."""
        distinct = tuple(dict.fromkeys(words))
        length = math.sqrt(sum(self._word(word).weight for word in distinct)) or 1.0
        votes = {code: self._nearness(distinct, code) / length**POWER for code in codes}
        return {code: round(VOTE * math.log(NO_VOTE + vote)) for code, vote in votes.items()}

    def _nearness(self, words: Words, code: int) -> float:
        """Return the votes of the titles of *code* for *words*, not divided by their length."""
        own = self._own(code)
        shared: dict[int, int] = {}
        for word in words:
            for other, numbers in own.starts.get(word[:START], ()):
                similarity = self._similarity(word, other)
                for number in numbers:
                    shared[number] = shared.get(number, 0) + similarity
        similar = sorted([each * own.lengths[number] for number, each in shared.items()])
        return sum([each**POWER for each in similar[-VOTERS:]])

    def _shared_pieces(self, word: str, other: str) -> int:
        """Return the total weight of the pieces of *word* that are also in *other*."""
        rarities = self._word(word).rarities
        return sum([rarities[piece] for piece in pieces(other) if piece in rarities])

    def _titles(self, code: int) -> Own:
        return self._source.get(key(postings.OWN, str(code)), Own) or Own({}, ())
