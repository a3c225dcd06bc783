"""
Which codes a title is likely to mean, by the titles that codes are known to have.

Three kinds of evidence add up. A naive Bayes of the title's words, their pairs and the three-
and four-letter pieces of the words, given the code; the words of longer texts about a code, as
weak evidence (both in `evidence`); and, among the likeliest codes, how near the nearest few of a
code's own titles come, so that several near titles outvote a single one (`votes`). How much
everything says is worked out once, when the index is made (`indexing`).

What a title needs is read by name: its words, their pieces, the titles of the likeliest codes.
In memory the same values are there at once, so the answers of both are the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from heapq import nlargest

from levelctl.canon.canon import key
from levelctl.record import Record
from levelctl.titles.occupation_index import postings
from levelctl.titles.occupation_index.evidence import Evidence
from levelctl.titles.occupation_index.postings import (
    UNIT,
    IndexHead,
    InMemory,
    Readable,
    Stored,
    read,
)
from levelctl.titles.occupation_index.votes import Votes
from levelctl.titles.spelling import corrected
from levelctl.titles.tokens import Words, tokens

LIKELIEST = 8
"""The codes whose own titles vote."""

EXACT = 5 * UNIT
"""How far a code that has the very title is put above those that do not."""
SOFTENING = 5 * UNIT
"""What evidence is divided by for shares: its kinds overlap, so that it says too much."""

_WORDS, _LENGTHS = 4096, 64
"""How many words, and lengths of words, are remembered when typos are mended."""


class Ranked(Record):
    """A code that a title may mean."""

    code: str
    score: float
    """Its share among the likely codes, from 0 to 1."""
    by: tuple[str, ...]
    """The alias that the title is, or else its words that titles of the code have."""


class TitleIndex:
    """The titles of codes, to rank codes by how likely a title means them. Thread-safe."""

    def __init__(self, source: InMemory | Stored, abbreviations: Mapping[str, str]) -> None:
        self._source = source
        self._abbreviations = abbreviations
        self.head = source.get(key(postings.HEAD), IndexHead) or IndexHead((), ())
        self._evidence = Evidence(source, self.head)
        self._votes = Votes(source, self._evidence)
        self._known = lru_cache(_WORDS)(self._mended)
        self._lengths = lru_cache(_LENGTHS)(self._of_length)

    @classmethod
    def made(
        cls,
        entries: Iterable[tuple[str, str]],
        abbreviations: Mapping[str, str] | None = None,
        weak: Iterable[tuple[str, str]] = (),
    ) -> TitleIndex:
        """Return the index of *entries*, titles with their codes, and *weak*, texts with theirs."""
        # Whoever finds it made, in a store, does not wait for this.
        from levelctl.titles.occupation_index.build import values

        short = dict(abbreviations or {})
        return cls(InMemory(dict(values(entries, short, weak))), short)

    @classmethod
    def of(
        cls, rows: Readable, abbreviations: Mapping[str, str] | None = None, prefix: str = ""
    ) -> TitleIndex:
        """
        Return the index that `rows` made *rows* of, whose names begin with *prefix*.

        The *abbreviations* are those that it was made with. Where a row is damaged, ranking
        raises ValueError, or what *rows* raises.
        """
        return cls(Stored(rows, prefix), dict(abbreviations or {}))

    def rows(self, prefix: str = "") -> dict[str, bytes]:
        """Return the index as rows. Raises TypeError if it is itself read from rows."""
        if not isinstance(self._source, InMemory):
            raise TypeError("only an index in memory can be made rows of")
        return self._source.rows(prefix)

    def rank(self, title: str | Words, top: int = 5) -> list[Ranked]:
        """
        Return the *top* likeliest codes of *title*, best first; none if nothing speaks for any.

        Codes that have the very title come first and are equals; among equals the evidence
        decides which stands first, then the code. A title already in words is a tuple.
        """
        given = tokens(title, self._abbreviations) if isinstance(title, str) else title
        words = tuple(map(self._known, read(given)))
        exact = self._exact(words)
        evidence = self._likely(self._evidence.of(words), exact)
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

    def knows(self, word: str) -> bool:
        """Tell whether a title or text of the index has *word*, as `tokens` gives it."""
        return self._evidence.knows(word)

    def _mended(self, word: str) -> str:
        """Return *word*, or the word that it was meant to be."""
        return word if self.knows(word) else corrected(word, self._lengths) or word

    def _of_length(self, length: int) -> dict[str, int]:
        return self._source.get(key(postings.LENGTH, str(length)), dict[str, int]) or {}

    def _exact(self, words: Words) -> tuple[int, ...]:
        return self._source.get(key(postings.TITLE, " ".join(words)), tuple[int, ...]) or ()

    def _likely(self, evidence: list[int], exact: tuple[int, ...]) -> dict[int, int]:
        """Return the codes that most speaks for, of those that anything does, and how much."""
        least = min(nlargest(LIKELIEST, evidence), default=0)
        best = [code for code, each in enumerate(evidence) if each >= least]
        spoken = [code for code in best if evidence[code] > self.head.priors[code]]
        return {code: evidence[code] for code in (*exact, *spoken)}

    def _shared(self, words: Words, code: int) -> tuple[str, ...]:
        """Return those of *words* that a title of *code* has."""
        distinct = dict.fromkeys(words)
        return tuple(word for word in distinct if code in self._evidence.word(word).titled)


def _shares(evidence: Mapping[int, int]) -> dict[int, float]:
    most = max(evidence.values())
    odds = {code: math.exp((each - most) / SOFTENING) for code, each in evidence.items()}
    whole = math.fsum(odds.values())
    return {code: each / whole for code, each in odds.items()}
