"""
Which codes a title is likely to mean, by the titles that each code is known to have.

Three kinds of evidence are added. The first is a naive Bayes model of the title's words, pairs of
words, and pieces of three or four letters. The second is the words of longer texts about a code,
as weak evidence (both in `evidence`). The third compares the title with the titles of the
likeliest codes: the most similar few of each code vote, so that several similar titles outweigh
one (`votes`). All weights are computed when the index is built (`build`).

For a title only what it needs is read: its words, their pieces, and the titles of the likeliest
codes. An index in memory has the same values, so it gives the same answers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from typing import TYPE_CHECKING

from levelctl.canon.canon import StoredRows, key
from levelctl.record import Record
from levelctl.text.words import Words
from levelctl.titles.occupation_index import postings
from levelctl.titles.occupation_index.evidence import Evidence
from levelctl.titles.occupation_index.postings import (
    UNIT,
    IndexHead,
    InMemory,
    Stored,
    read,
)
from levelctl.titles.occupation_index.votes import Votes
from levelctl.titles.spelling import corrected
from levelctl.titles.tokens import tokens

if TYPE_CHECKING:
    from levelctl.titles.occupation_index.prior import Prior

LIKELIEST = 8
"""The codes whose own titles vote."""

EXACT = 5 * UNIT
"""How much a code with exactly the same title is put above those without it."""
SOFTENING = 5 * UNIT
"""The divisor of evidence for shares: its kinds overlap, so their sum is too large."""

_WORDS, _LENGTHS = 4096, 64
"""How many corrected words, and lists of words of one length, are cached."""


class Ranked(Record):
    """A code that a title can mean."""

    code: str
    score: float
    """Its share among the likely codes, from 0 to 1."""
    by: tuple[str, ...]
    """The alias that equals the title, or the words of the title that titles of the code have."""


class TitleIndex:
    """The titles of codes, to rank the codes that a title can mean. Thread-safe."""

    def __init__(self, source: InMemory | Stored, abbreviations: Mapping[str, str]) -> None:
        self._source = source
        self._abbreviations = abbreviations
        self.head = source.get(key(postings.HEAD), IndexHead) or IndexHead((), ())
        self._evidence = Evidence(source, self.head)
        self._votes = Votes(source, self._evidence)
        self._correct = lru_cache(_WORDS)(self._corrected)
        self._lengths = lru_cache(_LENGTHS)(self._of_length)

    @classmethod
    def build(
        cls,
        entries: Iterable[tuple[str, str]],
        abbreviations: Mapping[str, str] | None = None,
        weak: Iterable[tuple[str, str]] = (),
    ) -> TitleIndex:
        """Return the index of *entries* (titles with codes) and *weak* (texts with codes)."""
        # An index that is read from a store does not need this import.
        from levelctl.titles.occupation_index.build import values

        short = dict(abbreviations or {})
        return cls(InMemory(dict(values(entries, short, weak))), short)

    @classmethod
    def from_rows(
        cls, rows: StoredRows, abbreviations: Mapping[str, str] | None = None, prefix: str = ""
    ) -> TitleIndex:
        """
        Return the index in *rows*, as the method `rows` returned them for *prefix*.

        The *abbreviations* must be those with which the index was built. If a row is damaged,
        ranking raises ValueError, or what *rows* raises.
        """
        return cls(Stored(rows, prefix), dict(abbreviations or {}))

    def rows(self, prefix: str = "") -> dict[str, bytes]:
        """Return the rows to store, their names after *prefix*. Raises TypeError if not built."""
        if not isinstance(self._source, InMemory):
            raise TypeError("only an index in memory can be turned into rows")
        return self._source.rows(prefix)

    def rank(self, title: str | Words, top: int = 5, prior: Prior | None = None) -> list[Ranked]:
        """
        Return the *top* likeliest codes of *title*, the likeliest first; none without evidence.

        Codes with exactly this title come first, with equal scores, in the order of the evidence
        and then of the codes. *title* can be a tuple of words in the form of `tokens`. *prior* adds
        to the evidence.
        """
        words = self.words(title)
        exact = self._exact(words)
        more = prior.evidence(words) if prior else None
        evidence = self._likely(self._evidence.of(words), exact, more)
        if not evidence:
            return []
        votes = self._votes.of(words, evidence)
        voted = {code: evidence[code] + votes[code] for code in evidence}
        order = sorted(voted, key=lambda code: (code not in exact, -voted[code], code))
        if exact:
            first = max(voted.values()) + EXACT
            voted.update(dict.fromkeys(exact, first))
        shares = _shares(voted)
        name = (" ".join(words),)
        return [
            Ranked(
                self.head.codes[code],
                shares[code],
                name if code in exact else self._shared(words, code),
            )
            for code in order[:top]
        ]

    def words(self, title: str | Words) -> Words:
        """Return the words of *title* that are looked up, with their spelling corrected."""
        words = tokens(title, self._abbreviations) if isinstance(title, str) else title
        return tuple(map(self._correct, read(words)))

    def knows(self, word: str) -> bool:
        """Return whether a title or text of the index has *word*, in the form of `tokens`."""
        return self._evidence.knows(word)

    def _corrected(self, word: str) -> str:
        """Return *word* with its spelling corrected."""
        return word if self.knows(word) else corrected(word, self._lengths) or word

    def _of_length(self, length: int) -> dict[str, int]:
        return self._source.get(key(postings.LENGTH, str(length)), dict[str, int]) or {}

    def _exact(self, words: Words) -> tuple[int, ...]:
        return self._source.get(key(postings.TITLE, " ".join(words)), tuple[int, ...]) or ()

    def _likely(
        self, evidence: list[int], exact: tuple[int, ...], more: Sequence[int] | None
    ) -> dict[int, int]:
        """
        Return the *exact* codes and the likeliest ones with any evidence, with their sums.

        *more* is added to the evidence of a code, and is none by itself.
        """
        usual = self.head.priors
        total = evidence
        if more:
            each = zip(evidence, usual, more, strict=True)
            total = [own + added if own > least else -1 for own, least, added in each]
        least = min(nlargest(LIKELIEST, total), default=0)
        best = [code for code, each in enumerate(total) if each >= least]
        likely = [code for code in best if evidence[code] > usual[code]]
        return {code: evidence[code] + (more[code] if more else 0) for code in (*exact, *likely)}

    def _shared(self, words: Words, code: int) -> tuple[str, ...]:
        """Return the *words* that titles of *code* have."""
        distinct = dict.fromkeys(words)
        return tuple(word for word in distinct if code in self._evidence.word(word).titled)


def _shares(evidence: Mapping[int, int]) -> dict[int, float]:
    most = max(evidence.values())
    odds = {code: math.exp((each - most) / SOFTENING) for code, each in evidence.items()}
    whole = math.fsum(odds.values())
    return {code: each / whole for code, each in odds.items()}
