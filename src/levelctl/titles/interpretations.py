"""
The interpretations of a title as words: with spelling corrected, abbreviations expanded, in part.

A title as it is written is certain. Each change makes an interpretation less certain, and an
abbreviation with several meanings less certain still. The factors come from the canon.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from itertools import islice, product

from levelctl.canon.model import MatchSettings
from levelctl.record import Record
from levelctl.text.words import Words, singular, word_pattern
from levelctl.titles.aliases import AliasIndex
from levelctl.titles.clean.lexicon import Lexicon
from levelctl.titles.conjuncts import completed, conjuncts
from levelctl.titles.levels import LevelReader
from levelctl.titles.spelling import corrected, is_likely
from levelctl.titles.tokens import tokens

MOST = 8
"""
The most combinations of meanings that are tried for the abbreviations of one title.

It bounds the work that a hostile title causes. Titles that people write stay far below it.
"""

EXPANDED = 0.995
"""
The factor for the score of an interpretation with an expanded abbreviation of one meaning.

It puts the title as written first among equals. So it is no setting of a canon.
"""

_JOINED = 256
"""The titles whose phrases of level words are cached."""

_SEPARATOR = re.compile(r"\s*(?:[,;:|/(]|\s[-–—]\s)")
_STRONG_SEPARATOR = re.compile(r"\s*(?:[,;:|(]|\s[-–—]\s)")
"""Separates a team from a title. A slash does not: both of its sides are the title."""
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_WORD = word_pattern()


class Interpretation(Record):
    """One meaning that a title can have."""

    words: Words
    """The words of the whole title, or of the part before its first separator."""
    proper: Words
    """
    The words before a comma, dash or bracket if they name any work, otherwise all words.

    The words behind one can be a team, a place or a product.
    """
    written: Words
    """The words of the title proper as they are written, with no abbreviation expanded."""
    all_written: Words
    """All words of the title as they are written."""
    certainty: float
    """How certain this meaning is, from 0 to 1."""
    expansions: Mapping[str, str]
    """What its abbreviations stand for; empty if none is expanded."""

    @property
    def behind(self) -> Words:
        """The words that the title has besides the title proper, as they are written."""
        return tuple(Counter(self.all_written) - Counter(self.written))


class Interpreter:
    """Interprets titles by the aliases in *index* and the abbreviations in *lexicon*."""

    def __init__(
        self, index: AliasIndex, lexicon: Lexicon, matching: MatchSettings, levels: LevelReader
    ) -> None:
        self.index = index
        self.lexicon = lexicon
        self.matching = matching
        self.levels = levels
        self._spelled = frozenset(lexicon.spelled)
        self._areas = frozenset(lexicon.areas)
        # The whole title and its parts are mostly the same words.
        self._with_phrases = lru_cache(_JOINED)(levels.join_phrases)
        self._as_written = lru_cache(_JOINED)(lambda text: self._with_phrases(tokens(text)))
        self._unambiguous = {
            short: meanings[0]
            for short, meanings in lexicon.abbreviations.items()
            if len(meanings) == 1
        }

    def knows(self, word: str) -> bool:
        """Return whether an alias or the ladder has *word*, in lower case."""
        known = word in self.lexicon.abbreviations or self.levels.knows(word)
        return known or any(map(self.index.count, tokens(word)))

    def corrected(self, text: str) -> tuple[str, frozenset[str]]:
        """
        Return *text* with its misspelled words corrected, and the corrections.

        A word is misspelled if no alias has it but one has a similar word. The corrections are in
        the form that `tokens` returns.
        """
        corrections: set[str] = set()

        def correct(match: re.Match[str]) -> str:
            word = self._corrected_word(match[0])
            if word != match[0]:
                corrections.update(tokens(word))
            return word

        return _LONG_WORD.sub(correct, text), frozenset(corrections)

    def is_alias(self, text: str) -> bool:
        """Return whether *text*, a cleaned title, names the same work as an alias."""
        variants = self._variants(text, text, text, 1.0)
        return any(self._is_alias(each.words) for each in variants)

    def functions(self, text: str) -> tuple[Words, ...]:
        """
        Return the functions that *text*, a cleaned title, joins, in its order; () if it is one.

        Each is completed with the noun or the field that it shares with its neighbor.
        """
        proper = self._head(_STRONG_SEPARATOR, text)
        last = self._words(proper)[-1:]
        of_person = not self.index.facts.persons.isdisjoint(last)
        parts = conjuncts(proper, partial(self._is_one, of_person=of_person))
        words = [self._work_in_order(part) for part in parts]
        words = [each for each in words if each]
        if len(words) < 2:  # noqa: PLR2004 - two are the fewest that can be joined
            return ()
        for at in range(len(words) - 1):
            words[at], words[at + 1] = completed(
                words[at], words[at + 1], self.index.facts.persons.__contains__
            )
        return tuple(words)

    def interpretations(
        self, text: str, functions: tuple[Words, ...] = ()
    ) -> Iterator[Interpretation]:
        """
        Yield each interpretation of *text*, a cleaned title that joins *functions*, if any.

        If the whole title is an alias as written, its abbreviations have the meaning that they
        have in that alias, and no others are tried. If it joins functions, they are its
        interpretations: together they would be another job.
        """
        proper = self._head(_STRONG_SEPARATOR, text)
        if functions and not self._is_alias(self._words(text)):
            for words in functions:
                yield from self._variants(" ".join(words), proper, text, self.matching.part)
            return
        yield from self._variants(text, proper, text, 1.0)
        head = self._head(_SEPARATOR, text)
        if head != text:
            yield from self._variants(head, proper, text, self.matching.part)

    def expanded(self, text: str, expansions: Mapping[str, str]) -> str:
        """
        Return *text*, a cleaned title, with its abbreviations expanded.

        An abbreviation that is not in *expansions* is expanded if it has only one meaning. The
        abbreviations of the ladder stay: the ladder expands them itself.
        """

        def expand(match: re.Match[str]) -> str:
            word = match[0]
            for short in (word, singular(word)):
                long = expansions.get(short) or self._unambiguous.get(short)
                if long and not self.levels.knows(word):
                    return long
            return word

        return _WORD.sub(expand, text)

    def _is_one(self, words: str, *, of_person: bool) -> bool:
        """
        Return whether two *words* that a title joins are of one function.

        They are if an alias joins them, or if they are areas and not *of_person*, a noun behind
        them: *developer (iOS / Android)*, but not *growth & product manager*.
        """
        areas = not of_person and self._areas.issuperset(words.split())
        return areas or words in self.index.facts.joined

    def _work_in_order(self, text: str) -> Words:
        """Return the words of *text* that name work, in order, with abbreviations as written."""
        words = self._words(text)
        work = self.index.work(words)
        return tuple(word for word in words if word in work)

    def _head(self, separator: re.Pattern[str], text: str) -> str:
        """Return the part of *text* before the first *separator* if it names work, or all."""
        head = separator.split(text, maxsplit=1)[0]
        return head if head != text and self._names_work(self._words(head)) else text

    def _names_work(self, words: Words) -> bool:
        """Return whether *words* share more with aliases than a level and one common word."""
        known = [word for word in self.index.work(words) if self.index.count(word)]
        return (
            len(known) > 1
            or any(len(self.index.foci(word)) <= self.matching.vague for word in known)
            or self._is_alias(words)
        )

    def _variants(
        self, text: str, proper: str, whole: str, certainty: float
    ) -> Iterator[Interpretation]:
        """Yield *text* as written, with compounds joined, and with abbreviations expanded."""
        words, written, all_written = map(self._words, (text, proper, whole))
        yield Interpretation(words, written, written, all_written, certainty, {})
        joined = self._with_compounds(words)
        if joined != words:
            one = self._with_compounds(written)
            everything = self._with_compounds(all_written)
            yield Interpretation(joined, one, one, everything, certainty * EXPANDED, {})
        meanings = self.lexicon.abbreviations
        short = [word for word in dict.fromkeys(words) if word in meanings]
        ambiguous = any(len(meanings[word]) > 1 for word in short)
        if not short or (ambiguous and self._is_alias(words)):
            return
        certainty *= self.matching.ambiguous if ambiguous else EXPANDED
        for long in islice(product(*(meanings[word] for word in short)), MOST):
            expansions = dict(zip(short, long, strict=True))
            yield Interpretation(
                self._words(text, expansions),
                self._words(proper, expansions),
                written,
                all_written,
                certainty,
                expansions,
            )

    def _words(self, text: str, expansions: Mapping[str, str] | None = None) -> Words:
        """Return the words of *text* with *expansions*, and level phrases as one word."""
        if not expansions:
            return self._as_written(text)
        return self._with_phrases(tokens(text, expansions))

    def _with_compounds(self, words: Words) -> Words:
        """Return *words* with *dev ops* as one word if an alias has *devops*."""
        joined: list[str] = []
        for word in words:
            one = singular(joined[-1] + word) if joined else ""
            if one and self.index.count(one):
                joined[-1] = one
            else:
                joined.append(word)
        return tuple(joined)

    def _is_alias(self, words: Words) -> bool:
        """Return whether an alias names the same work as *words*."""
        return self.index.is_work(self.index.work(words))

    def _corrected_word(self, word: str) -> str:
        words = tokens(word)
        if word in self.lexicon.abbreviations or word in self._spelled:
            return word
        if any(map(self.index.count, words)):
            return word
        found = corrected(words[0], self.index.of_length)
        return found if found and is_likely(words[0], found) else word
