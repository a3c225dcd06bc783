"""How near the titles that a code is known to have come to a title: the nearest of them vote."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from levelctl.canon.canon import key
from levelctl.titles.occupation_index import postings
from levelctl.titles.occupation_index.evidence import Evidence
from levelctl.titles.occupation_index.postings import START, UNIT, IndexValues, Own, pieces
from levelctl.titles.tokens import Words

VOTE = 5 * UNIT
"""How much the votes of a code's titles count."""
VOTERS = 8
"""How many of a code's titles vote, the nearest."""
POWER = 3
"""By which power a near title outvotes a far one."""
NO_VOTE = 0.05

_TITLES, _NEAR = 2048, 32_768
"""How many codes' titles, and likenesses of two words, are remembered."""


class Votes:
    """The votes of the titles of codes in *source*, whose words are weighed by *evidence*."""

    def __init__(self, source: IndexValues, evidence: Evidence) -> None:
        self._source = source
        self._word = evidence.word
        self._own = lru_cache(_TITLES)(self._titles)
        self._like = lru_cache(_NEAR)(self._likeness)

    def of(self, words: Words, codes: Iterable[int]) -> dict[int, int]:
        """Return, as evidence, how the titles of each of *codes* vote on a title of *words*."""
        distinct = tuple(dict.fromkeys(words))
        length = math.sqrt(sum(self._word(word).weight for word in distinct)) or 1.0
        votes = {code: self._nearness(distinct, code) / length**POWER for code in codes}
        return {code: round(VOTE * math.log(NO_VOTE + vote)) for code, vote in votes.items()}

    def _nearness(self, words: Words, code: int) -> float:
        """Return the votes of the titles of *code* for one of *words*, by its length."""
        own = self._own(code)
        near: dict[int, int] = {}
        for word in words:
            for other, places in own.starts.get(word[:START], ()):
                like = self._like(word, other)
                for place in places:
                    near[place] = near.get(place, 0) + like
        nearest = sorted([like * own.lengths[place] for place, like in near.items()])[-VOTERS:]
        return sum([each**POWER for each in nearest])

    def _likeness(self, word: str, other: str) -> int:
        """Return how much of *word* is in *other*, by pieces."""
        rarities = self._word(word).rarities
        return sum([rarities[piece] for piece in pieces(other) if piece in rarities])

    def _titles(self, code: int) -> Own:
        return self._source.get(key(postings.OWN, str(code)), Own) or Own({}, ())
