"""
What the words of a job title say of its level, by the words that a ladder lists.

No word stands here: they are those of ``ladder.yaml``. Where a title says nothing, nothing is
said; what to assume then is another question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from levelctl.model import Ladder, TitleWord
from levelctl.record import Record

Tokens = tuple[str, ...]

_TOKEN = re.compile(r"[^\W_]+|[,;:/()|–—]|(?<=\s)-(?=\s)")
_BREAK = frozenset(",;:/()|–—-")
"""What ends a part of a title: words on two sides of one make no phrase."""

READ = 200
"""The characters of a title that are read; nobody's has as many."""

STEP = 1.0
"""The ranks by which a level may be off where public ladders state no range for a word."""


class Seniority(Record):
    """What a title says of its level."""

    words: tuple[str, ...]
    """The words of the ladder that say it, in the order in which the title has them."""
    level: str
    range: tuple[str, str] | None
    """The lowest and the highest level that public ladders give such words, if they disagree."""
    below_scale: bool = False
    """Whether the title stands below the ladder's lowest step, as an intern's does."""


class _Hit(Record):
    """A phrase of the ladder's in a title, at its words from *start* to before *end*."""

    start: int
    end: int
    phrase: Tokens
    word: TitleWord


class TitleReader:
    """
    Reads titles by the words of a *ladder*.

    Of phrases, the longest counts: *senior director* is not *senior* and *director*, and it is
    the same with other words between, as in *senior marketing director*. Numerals count at the
    end of a title, or of a part of it, that has no other word.
    """

    def __init__(self, ladder: Ladder) -> None:
        self.ladder = ladder
        self.ranks = {level.code: level.rank for level in ladder.levels}
        self.words = {_tokens(text): word for word in ladder.titles.words for text in word.words}
        self.nouns = {_tokens(noun) for noun in ladder.titles.contributor_nouns}
        self.numerals = {text.casefold(): code for text, code in ladder.titles.numerals.items()}
        self.longest = max(map(len, (*self.words, *self.nouns)), default=0)

    def read(self, title: str) -> Seniority | None:
        """Return what *title* says of its level, or None if it says nothing that is sure."""
        tokens = _tokens(title[:READ])
        hits = self._joined(tokens, list(self._hits(tokens)))
        if any(hit.word.level is None for hit in hits):
            return None
        counted = [hit for hit in hits if self._counts(tokens, hit, hits)]
        return self._together(counted) if counted else self._numeral(tokens)

    def admits(self, found: Seniority, level: str) -> bool:
        """Tell whether a title that says *found* can be one of *level*, a code of the ladder."""
        rank = self.ranks[level]
        if found.range is None:
            return abs(rank - self.ranks[found.level]) <= STEP
        low, high = found.range
        return self.ranks[low] <= rank <= self.ranks[high]

    def _hits(self, tokens: Tokens) -> Iterator[_Hit]:
        """Yield the phrases in *tokens* in order, none within or across a longer one."""
        taken: set[int] = set()
        hits = []
        for length in range(self.longest, 0, -1):
            for start in range(len(tokens) - length + 1):
                end = start + length
                phrase = tokens[start:end]
                word = self.words.get(phrase)
                if (word or phrase in self.nouns) and taken.isdisjoint(range(start, end)):
                    taken.update(range(start, end))
                    hits += [_Hit(start, end, phrase, word)] if word else []
        yield from sorted(hits, key=lambda hit: hit.start)

    def _joined(self, tokens: Tokens, hits: list[_Hit]) -> list[_Hit]:
        """Return *hits* with those that are a phrase of the ladder's together made one."""
        for first, second in pairwise(hits):
            phrase = (*first.phrase, *second.phrase)
            apart = _BREAK.intersection(tokens[first.end : second.start])
            if phrase in self.words and not apart:
                whole = _Hit(first.start, second.end, phrase, self.words[phrase])
                at = hits.index(first)
                return self._joined(tokens, [*hits[:at], whole, *hits[at + 2 :]])
        return hits

    def _counts(self, tokens: Tokens, hit: _Hit, hits: list[_Hit]) -> bool:
        """Tell whether *hit* stands where its word asks to: before a contributor's noun, or any."""
        if hit.word.before is None:
            return True
        part = _part(tokens, hit.end)
        managed = any(hit.end <= other.start < hit.end + len(part) for other in hits)
        return bool(part) and part[0] not in self.numerals and not managed

    def _together(self, hits: list[_Hit]) -> Seniority:
        """Return what *hits* say together: the highest level, within the ranges of all."""
        below = [hit for hit in hits if hit.word.below_scale]
        words = [hit.word for hit in below or hits]
        levels = [word.level or "" for word in words]
        ranges = [word.range or (level, level) for word, level in zip(words, levels, strict=True)]
        widest = (
            min((low for low, _ in ranges), key=self._rank),
            max((high for _, high in ranges), key=self._rank),
        )
        return Seniority(
            tuple(" ".join(hit.phrase) for hit in below or hits),
            max(reversed(levels), key=self._rank),  # of two as high, the noun, which stands last
            None if len(words) == 1 and words[0].range is None else widest,
            below_scale=bool(below),
        )

    def _rank(self, code: str) -> float:
        return self.ranks[code]

    def _numeral(self, tokens: Tokens) -> Seniority | None:
        for start, token in enumerate(tokens):
            if token in self.numerals and not _part(tokens, start + 1):
                level = self.numerals[token]
                return Seniority((token,), level, self._around(level))
        return None

    def _around(self, code: str) -> tuple[str, str]:
        """Return the levels of the track of *code* that a numeral may be off to."""
        track = next(level.track for level in self.ladder.levels if level.code == code)
        codes = [level.code for level in self.ladder.levels if level.track == track]
        at, spread = codes.index(code), self.ladder.titles.numeral_spread
        return codes[max(0, at - spread)], codes[min(len(codes) - 1, at + spread)]


def _tokens(text: str) -> Tokens:
    return tuple(_TOKEN.findall(text.casefold()))


def _part(tokens: Tokens, start: int) -> Tokens:
    """Return *tokens* from *start* to the end of the part of the title."""
    ends = (at for at in range(start, len(tokens)) if tokens[at] in _BREAK)
    return tokens[start : next(ends, len(tokens))]
