"""
What the words of a job title state about its level, by the level words of a ladder.

This module contains no level words. They come from ``ladder.yaml`` and from families that give
some of them another meaning. If a title states no level, nothing is returned; ``titles/levels.py``
says which level is assumed then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from levelctl.canon.model import Ladder, TitleWord
from levelctl.record import Record
from levelctl.text.normal import normalized
from levelctl.text.words import Words, word_pattern

_TOKEN = word_pattern(signs=r"[,;:/()|–—]|(?<=\s)-(?=\s)")
_PHRASE = word_pattern(letters="|[?*]")
_DOTTED = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W_])")
"""Initials such as V.P., which is the same as VP."""
_BREAK = frozenset(",;:/()|–—-")
"""The signs that separate parts of a title; no phrase continues across one."""

READ = 200
"""The most characters of a title that are read; real titles are shorter."""

STEP = 1.0
"""The difference in rank that a word allows if public ladders state no range for it."""

BETWEEN = 2
"""The most other words between two words of a phrase."""


class Seniority(Record):
    """What a title states about its level."""

    words: tuple[str, ...]
    """The level words of the title, in its order."""
    level: str
    range: tuple[str, str] | None
    """The lowest and highest level of such words on public ladders; None if those agree."""
    below_scale: bool = False
    """Whether the title is below the ladder's lowest level, as *intern* is."""


class LevelStatement(Record):
    """What one word or phrase of a title states about its level."""

    words: str
    """The words as the title has them, in lower case, without other words between them."""
    level: str
    range: tuple[str, str] | None
    below_scale: bool = False


class _LevelPhrase(Record):
    """A phrase of the ladder in a title, from the word *start* to before the word *end*."""

    start: int
    end: int
    phrase: Words
    """The phrase as the ladder has it."""
    written: Words
    """The phrase as the title has it."""
    word: TitleWord


class LevelWordReader:
    """
    Reads the level words in titles, by a *ladder* and by *meanings* that replace some of its own.

    The longest phrase counts: *senior director* is not *senior* and *director*, even with other
    words between them, as in *senior marketing director*. A numeral counts only if a title has no
    level word, and only at the end of a part of the title. In the words of the ladder, ``?`` is
    any letter and ``*`` one or more letters; a word without them takes precedence.
    """

    def __init__(self, ladder: Ladder, meanings: Iterable[TitleWord] = ()) -> None:
        self.ladder = ladder
        self.ranks = {level.code: level.rank for level in ladder.levels}
        titles = ladder.titles
        listed = (*titles.words, *meanings)
        self.words = {_phrase(text): word for word in listed for text in word.words}
        self.nouns = {_phrase(noun) for noun in titles.contributor_nouns}
        self.numerals = {text.casefold(): code for text, code in titles.numerals.items()}
        self.longest = max(map(len, (*self.words, *self.nouns)), default=0)
        self._short = {short.casefold(): word for short, word in titles.abbreviations}
        self._vocabulary = {token for phrase in (*self.words, *self.nouns) for token in phrase}
        self._patterns = _patterns(self._vocabulary)
        self._openings, self._endings = self._longer_phrases()

    def read(self, title: str) -> Seniority | None:
        """Return what *title* states about its level, or None if it states nothing certain."""
        statements = self.statements(title)
        return self._combined(statements) if statements else None

    def statements(self, title: str) -> tuple[LevelStatement, ...]:
        """Return what each level word of *title* states, in order; () if nothing is certain."""
        written = _tokens(title[:READ])
        tokens = tuple(map(self._canonical, written))
        hits, tokens = self._hits(tokens, written)
        hits = self._completed(tokens, written, self._merged(tokens, hits))
        if any(hit.word.level is None for hit in hits):
            return ()
        counted = [_statement(hit) for hit in hits if self._counts(tokens, hit, hits)]
        return tuple(counted) or self._numeral(tokens)

    def knows(self, word: str) -> bool:
        """Return whether *word*, in lower case, is a level word or an abbreviation of one."""
        return self._canonical(word) in self._vocabulary

    def admits(self, seniority: Seniority, level: str) -> bool:
        """Return whether a title with this *seniority* can belong to *level*, a ladder code."""
        rank = self.ranks[level]
        if seniority.range is None:
            return abs(rank - self.ranks[seniority.level]) <= STEP
        low, high = seniority.range
        return self.ranks[low] <= rank <= self.ranks[high]

    def _canonical(self, token: str) -> str:
        """Return the word of the ladder that *token* stands for, or *token* if there is none."""
        word = self._short.get(token, token)
        if word in self._vocabulary:
            return word
        return next((text for text, form in self._patterns if form.fullmatch(word)), word)

    def _longer_phrases(self) -> tuple[dict[Words, list[Words]], dict[Words, list[Words]]]:
        """Return by phrase the longer phrases that begin with it, and those that end with it."""
        openings: dict[Words, list[Words]] = {}
        endings: dict[Words, list[Words]] = {}
        for phrase in sorted(self.words, key=len, reverse=True):
            for at in range(1, len(phrase)):
                if phrase[:at] in self.words:
                    openings.setdefault(phrase[:at], []).append(phrase)
                if phrase[at:] in self.words:
                    endings.setdefault(phrase[at:], []).append(phrase)
        return openings, endings

    def _hits(self, tokens: Words, written: Words) -> tuple[list[_LevelPhrase], Words]:
        """
        Return the phrases in *tokens*, in order, and *tokens* without contributors' nouns.

        No phrase overlaps a longer one. The words of a noun are replaced with empty strings.
        """
        taken: set[int] = set()
        silent: set[int] = set()
        hits = []
        for length in range(min(self.longest, len(tokens)), 0, -1):
            for start in range(len(tokens) - length + 1):
                end = start + length
                phrase = tokens[start:end]
                word = self.words.get(phrase)
                if word and word.alone and not _alone(tokens, start, end):
                    word = None
                if (word or phrase in self.nouns) and taken.isdisjoint(range(start, end)):
                    taken.update(range(start, end))
                    if word:
                        hits.append(_LevelPhrase(start, end, phrase, written[start:end], word))
                    else:
                        silent.update(range(start, end))
        audible = tuple("" if at in silent else token for at, token in enumerate(tokens))
        return sorted(hits, key=lambda hit: hit.start), audible

    def _merged(self, tokens: Words, hits: list[_LevelPhrase]) -> list[_LevelPhrase]:
        """Return *hits*, with two in a row merged if they form one phrase of the ladder."""
        for first, second in pairwise(hits):
            phrase = (*first.phrase, *second.phrase)
            apart = _BREAK.intersection(tokens[first.end : second.start])
            if phrase in self.words and not apart:
                written = (*first.written, *second.written)
                whole = _LevelPhrase(first.start, second.end, phrase, written, self.words[phrase])
                at = hits.index(first)
                return self._merged(tokens, [*hits[:at], whole, *hits[at + 2 :]])
        return hits

    def _completed(
        self, tokens: Words, written: Words, hits: list[_LevelPhrase]
    ) -> list[_LevelPhrase]:
        """Return *hits*, each extended to the longer phrase in *tokens* that it is part of."""
        whole: list[_LevelPhrase] = []
        for at, hit in enumerate(hits):
            least = whole[-1].end if whole else 0
            most = hits[at + 1].start if at + 1 < len(hits) else len(tokens)
            whole.append(next(self._completions(tokens, written, hit, (least, most)), hit))
        return whole

    def _completions(
        self, tokens: Words, written: Words, hit: _LevelPhrase, free: tuple[int, int]
    ) -> Iterator[_LevelPhrase]:
        """Yield the longer phrases that *hit* forms with *tokens* nearby, in the range *free*."""
        for phrase in self._openings.get(hit.phrase, ()):
            rest = phrase[len(hit.phrase) :]
            for start in range(hit.end, min(hit.end + BETWEEN, free[1] - len(rest)) + 1):
                end = start + len(rest)
                if tokens[start:end] == rest and _BREAK.isdisjoint(tokens[hit.end : start]):
                    whole = (*hit.written, *written[start:end])
                    yield _LevelPhrase(hit.start, end, phrase, whole, self.words[phrase])
        for phrase in self._endings.get(hit.phrase, ()):
            rest = phrase[: -len(hit.phrase)]
            for end in range(hit.start, max(hit.start - BETWEEN, free[0] + len(rest)) - 1, -1):
                start = end - len(rest)
                if tokens[start:end] == rest and _BREAK.isdisjoint(tokens[end : hit.start]):
                    whole = (*written[start:end], *hit.written)
                    yield _LevelPhrase(start, hit.end, phrase, whole, self.words[phrase])

    def _counts(self, tokens: Words, hit: _LevelPhrase, hits: list[_LevelPhrase]) -> bool:
        """Return whether *hit* is before an individual contributor's noun, if its word must be."""
        if hit.word.before is None:
            return True
        part = _rest_of_part(tokens, hit.end)
        managed = any(hit.end <= other.start < hit.end + len(part) for other in hits)
        return bool(part) and part[0] not in self.numerals and not managed

    def _combined(self, statements: tuple[LevelStatement, ...]) -> Seniority:
        """Return what *statements* mean together: the highest level, and the range of them all."""
        counted = counted_of(statements)
        levels = [each.level for each in counted]
        ranges = [each.range or (each.level, each.level) for each in counted]
        widest = (
            min((low for low, _ in ranges), key=self._rank),
            max((high for _, high in ranges), key=self._rank),
        )
        return Seniority(
            tuple(each.words for each in counted),
            max(reversed(levels), key=self._rank),  # of equals the last, which is the noun
            None if len(counted) == 1 and counted[0].range is None else widest,
            below_scale=counted[0].below_scale,
        )

    def _rank(self, code: str) -> float:
        return self.ranks[code]

    def _numeral(self, tokens: Words) -> tuple[LevelStatement, ...]:
        for start, token in enumerate(tokens):
            if token in self.numerals and not _rest_of_part(tokens, start + 1):
                level = self.numerals[token]
                return (
                    LevelStatement(
                        token, level, self.around(level, self.ladder.titles.numeral_spread)
                    ),
                )
        return ()

    def around(self, code: str, spread: int = 1) -> tuple[str, str]:
        """Return the levels *spread* steps below and above *code*, within its track."""
        track = next(level.track for level in self.ladder.levels if level.code == code)
        codes = [level.code for level in self.ladder.levels if level.track == track]
        at = codes.index(code)
        return codes[max(0, at - spread)], codes[min(len(codes) - 1, at + spread)]


def counted_of(statements: tuple[LevelStatement, ...]) -> tuple[LevelStatement, ...]:
    """Return the *statements* that count: only those below the scale, if there are any."""
    return tuple(each for each in statements if each.below_scale) or statements


def _statement(hit: _LevelPhrase) -> LevelStatement:
    # If a phrase of a title has no level, the title states nothing, and this is not called.
    level = hit.word.level or ""
    return LevelStatement(" ".join(hit.written), level, hit.word.range, hit.word.below_scale)


def _tokens(text: str) -> Words:
    folded = normalized("NFKC", text).casefold()
    plain = _DOTTED.sub(lambda match: match[0].replace(".", ""), folded)
    return tuple(_TOKEN.findall(plain))


def _phrase(text: str) -> Words:
    return tuple(_PHRASE.findall(normalized("NFKC", text).casefold()))


def _patterns(vocabulary: set[str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the words with ``?`` or ``*`` and their regular expressions, the longest first."""
    open_words = sorted((each for each in vocabulary if {"?", "*"} & {*each}), key=_letters)
    return tuple((word, re.compile(_form(word))) for word in open_words)


def _form(word: str) -> str:
    """
    Return the regular expression of a *word* with ``?`` or ``*``.

    All letters of a star but the last are as few as possible, and are not tried again: more would
    match no other word, and could take forever.
    """
    first, *others = word.replace("?", _LETTER).split("*")
    *inner, last = others or [""]
    stars = "".join(f"(?>{_LETTER}+?{fixed})" for fixed in inner)
    return f"{first}{stars}{_LETTER}+{last}" if others else first


_LETTER = r"[^\W\d_]"


def _letters(word: str) -> tuple[int, str]:
    return -len(word), word


def _rest_of_part(tokens: Words, start: int) -> Words:
    """Return *tokens* from *start* to the next separator."""
    ends = (at for at in range(start, len(tokens)) if tokens[at] in _BREAK)
    return tokens[start : next(ends, len(tokens))]


def _alone(tokens: Words, start: int, end: int) -> bool:
    """
    Return whether the words from *start* to *end* are a whole part of the title.

    A slash does not count as a separator: a *product manager/owner* does not own a company.
    """
    sides = (*tokens[max(0, start - 1) : start], *tokens[end : end + 1])
    return (_BREAK - {"/"}).issuperset(sides)
