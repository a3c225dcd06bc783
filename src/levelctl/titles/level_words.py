"""
What the words of a job title say of its level, by the words that a ladder lists.

No word stands here: they are those of ``ladder.yaml``, and those to which a family gives a
meaning of its own. Where a title says nothing, nothing is said; what to assume then is another
question, which ``titles/levels.py`` answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from levelctl.canon.model import Ladder, TitleWord
from levelctl.record import Record
from levelctl.text.words import word_pattern

Tokens = tuple[str, ...]

_TOKEN = word_pattern(signs=r"[,;:/()|–—]|(?<=\s)-(?=\s)")
_PHRASE = word_pattern(letters="|[?*]")
_DOTTED = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W_])")
"""Letters that stand for a word each, as in V.P., which is the same as VP."""
_BREAK = frozenset(",;:/()|–—-")
"""What ends a part of a title: words on two sides of one make no phrase."""

READ = 200
"""The characters of a title that are read; nobody's has as many."""

STEP = 1.0
"""The ranks by which a level may be off where public ladders state no range for a word."""

BETWEEN = 2
"""How many words of no level may stand between the words of a phrase."""


class Seniority(Record):
    """What a title says of its level."""

    words: tuple[str, ...]
    """The words of the ladder that say it, in the order in which the title has them."""
    level: str
    range: tuple[str, str] | None
    """The lowest and the highest level that public ladders give such words, if they disagree."""
    below_scale: bool = False
    """Whether the title stands below the ladder's lowest step, as an intern's does."""


class LevelStatement(Record):
    """What one word or phrase of a title says of its level."""

    words: str
    """As the title has them, in lower case, without what stands between them."""
    level: str
    range: tuple[str, str] | None
    below_scale: bool = False


class _LevelPhrase(Record):
    """A phrase of the ladder's in a title, at its words from *start* to before *end*."""

    start: int
    end: int
    phrase: Tokens
    """As the ladder has it."""
    said: Tokens
    """As the title has it."""
    word: TitleWord


class TitleReader:
    """
    Reads titles by the words of a *ladder*, or by *meanings* that stand in for some of them.

    Of phrases, the longest counts: *senior director* is not *senior* and *director*, and it is
    the same with other words between, as in *senior marketing director*. Numerals count at the
    end of a title, or of a part of it, that has no other word. In the ladder's words, ``?``
    stands for any letter and ``*`` for any letters; a word that is written out comes first.
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
        self._openings, self._endings = self._halves()

    def read(self, title: str) -> Seniority | None:
        """Return what *title* says of its level, or None if it says nothing that is sure."""
        said = self.said(title)
        return self._together(said) if said else None

    def said(self, title: str) -> tuple[LevelStatement, ...]:
        """Return what each word of *title* says of its level; nothing if nothing is sure."""
        given = _tokens(title[:READ])
        tokens = tuple(map(self._canonical, given))
        hits, tokens = self._hits(tokens, given)
        hits = self._completed(tokens, given, self._joined(tokens, hits))
        if any(hit.word.level is None for hit in hits):
            return ()
        counted = [_said(hit) for hit in hits if self._counts(tokens, hit, hits)]
        return tuple(counted) or self._numeral(tokens)

    def knows(self, word: str) -> bool:
        """Tell whether *word*, in lower case, is one of the ladder's, or short for one."""
        return self._canonical(word) in self._vocabulary

    def admits(self, found: Seniority, level: str) -> bool:
        """Tell whether a title that says *found* can be one of *level*, a code of the ladder."""
        rank = self.ranks[level]
        if found.range is None:
            return abs(rank - self.ranks[found.level]) <= STEP
        low, high = found.range
        return self.ranks[low] <= rank <= self.ranks[high]

    def _canonical(self, token: str) -> str:
        """Return the word of the ladder that *token* is, or itself."""
        word = self._short.get(token, token)
        if word in self._vocabulary:
            return word
        return next((text for text, form in self._patterns if form.fullmatch(word)), word)

    def _halves(self) -> tuple[dict[Tokens, list[Tokens]], dict[Tokens, list[Tokens]]]:
        """Return the phrases that begin with another phrase, and those that end with one."""
        openings: dict[Tokens, list[Tokens]] = {}
        endings: dict[Tokens, list[Tokens]] = {}
        for phrase in sorted(self.words, key=len, reverse=True):
            for at in range(1, len(phrase)):
                if phrase[:at] in self.words:
                    openings.setdefault(phrase[:at], []).append(phrase)
                if phrase[at:] in self.words:
                    endings.setdefault(phrase[at:], []).append(phrase)
        return openings, endings

    def _hits(self, tokens: Tokens, given: Tokens) -> tuple[list[_LevelPhrase], Tokens]:
        """
        Return the phrases in *tokens* in order, and *tokens* without nouns that say nothing.

        No phrase stands within or across a longer one. Where a noun stood there are blanks.
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
                        hits.append(_LevelPhrase(start, end, phrase, given[start:end], word))
                    else:
                        silent.update(range(start, end))
        heard = tuple("" if at in silent else token for at, token in enumerate(tokens))
        return sorted(hits, key=lambda hit: hit.start), heard

    def _joined(self, tokens: Tokens, hits: list[_LevelPhrase]) -> list[_LevelPhrase]:
        """Return *hits* with those that are a phrase of the ladder's together made one."""
        for first, second in pairwise(hits):
            phrase = (*first.phrase, *second.phrase)
            apart = _BREAK.intersection(tokens[first.end : second.start])
            if phrase in self.words and not apart:
                said = (*first.said, *second.said)
                whole = _LevelPhrase(first.start, second.end, phrase, said, self.words[phrase])
                at = hits.index(first)
                return self._joined(tokens, [*hits[:at], whole, *hits[at + 2 :]])
        return hits

    def _completed(
        self, tokens: Tokens, given: Tokens, hits: list[_LevelPhrase]
    ) -> list[_LevelPhrase]:
        """Return *hits*, each of which is part of a longer phrase in *tokens* made that phrase."""
        whole: list[_LevelPhrase] = []
        for at, hit in enumerate(hits):
            least = whole[-1].end if whole else 0
            most = hits[at + 1].start if at + 1 < len(hits) else len(tokens)
            whole.append(next(self._completions(tokens, given, hit, (least, most)), hit))
        return whole

    def _completions(
        self, tokens: Tokens, given: Tokens, hit: _LevelPhrase, free: tuple[int, int]
    ) -> Iterator[_LevelPhrase]:
        """Yield the phrases that *hit* makes with words nearby, in *tokens* within *free*."""
        for phrase in self._openings.get(hit.phrase, ()):
            rest = phrase[len(hit.phrase) :]
            for start in range(hit.end, min(hit.end + BETWEEN, free[1] - len(rest)) + 1):
                end = start + len(rest)
                if tokens[start:end] == rest and _BREAK.isdisjoint(tokens[hit.end : start]):
                    said = (*hit.said, *given[start:end])
                    yield _LevelPhrase(hit.start, end, phrase, said, self.words[phrase])
        for phrase in self._endings.get(hit.phrase, ()):
            rest = phrase[: -len(hit.phrase)]
            for end in range(hit.start, max(hit.start - BETWEEN, free[0] + len(rest)) - 1, -1):
                start = end - len(rest)
                if tokens[start:end] == rest and _BREAK.isdisjoint(tokens[end : hit.start]):
                    said = (*given[start:end], *hit.said)
                    yield _LevelPhrase(start, hit.end, phrase, said, self.words[phrase])

    def _counts(self, tokens: Tokens, hit: _LevelPhrase, hits: list[_LevelPhrase]) -> bool:
        """Tell whether *hit* stands where its word asks to: before a contributor's noun, or any."""
        if hit.word.before is None:
            return True
        part = _part(tokens, hit.end)
        managed = any(hit.end <= other.start < hit.end + len(part) for other in hits)
        return bool(part) and part[0] not in self.numerals and not managed

    def _together(self, said: tuple[LevelStatement, ...]) -> Seniority:
        """Return what words *said* together: the highest level, within the ranges of all."""
        counted = counted_of(said)
        levels = [each.level for each in counted]
        ranges = [each.range or (each.level, each.level) for each in counted]
        widest = (
            min((low for low, _ in ranges), key=self._rank),
            max((high for _, high in ranges), key=self._rank),
        )
        return Seniority(
            tuple(each.words for each in counted),
            max(reversed(levels), key=self._rank),  # of two as high, the noun, which stands last
            None if len(counted) == 1 and counted[0].range is None else widest,
            below_scale=counted[0].below_scale,
        )

    def _rank(self, code: str) -> float:
        return self.ranks[code]

    def _numeral(self, tokens: Tokens) -> tuple[LevelStatement, ...]:
        for start, token in enumerate(tokens):
            if token in self.numerals and not _part(tokens, start + 1):
                level = self.numerals[token]
                return (
                    LevelStatement(
                        token, level, self.around(level, self.ladder.titles.numeral_spread)
                    ),
                )
        return ()

    def around(self, code: str, spread: int = 1) -> tuple[str, str]:
        """Return the levels *spread* steps below and above *code* on its track, or its ends."""
        track = next(level.track for level in self.ladder.levels if level.code == code)
        codes = [level.code for level in self.ladder.levels if level.track == track]
        at = codes.index(code)
        return codes[max(0, at - spread)], codes[min(len(codes) - 1, at + spread)]


def counted_of(said: tuple[LevelStatement, ...]) -> tuple[LevelStatement, ...]:
    """Return those of the words *said* that count: one below the scale does before all others."""
    return tuple(each for each in said if each.below_scale) or said


def _said(hit: _LevelPhrase) -> LevelStatement:
    # A phrase that says no level silences its title before it comes here.
    level = hit.word.level or ""
    return LevelStatement(" ".join(hit.said), level, hit.word.range, hit.word.below_scale)


def _tokens(text: str) -> Tokens:
    folded = unicodedata.normalize("NFKC", text).casefold()
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), folded)
    return tuple(_TOKEN.findall(plain))


def _phrase(text: str) -> Tokens:
    return tuple(_PHRASE.findall(unicodedata.normalize("NFKC", text).casefold()))


def _patterns(vocabulary: set[str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the words with ``?`` or ``*`` as expressions, the one with most letters first."""
    open_words = sorted((each for each in vocabulary if {"?", "*"} & {*each}), key=_letters)
    letters = {"?": r"[^\W\d_]", "*": r"[^\W\d_]+"}
    forms = ("".join(letters.get(char, char) for char in word) for word in open_words)
    return tuple(zip(open_words, map(re.compile, forms), strict=True))


def _letters(word: str) -> tuple[int, str]:
    return -len(word), word


def _part(tokens: Tokens, start: int) -> Tokens:
    """Return *tokens* from *start* to the end of the part of the title."""
    ends = (at for at in range(start, len(tokens)) if tokens[at] in _BREAK)
    return tokens[start : next(ends, len(tokens))]


def _alone(tokens: Tokens, start: int, end: int) -> bool:
    """
    Tell whether the part of the title has nothing but the words from *start* to *end*.

    A slash parts none: a *product manager/owner* owns no company.
    """
    sides = (*tokens[max(0, start - 1) : start], *tokens[end : end + 1])
    return (_BREAK - {"/"}).issuperset(sides)
