"""
The ways in which a title can be read as words: mended, its abbreviations written out, in part.

As it stands a title is certain; whatever is made of it is a little less so, and what has several
meanings less again. The canon says how much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice, product

from levelctl.canon.model import Matching
from levelctl.record import Record
from levelctl.text.words import singular, word_pattern
from levelctl.titles.aliases import AliasIndex, Words
from levelctl.titles.clean.lexicon import Lexicon
from levelctl.titles.levels import LevelReader
from levelctl.titles.spelling import corrected
from levelctl.titles.tokens import tokens

MOST = 8
"""
The most ways in which the abbreviations of one title are written out.

It bounds the work that a hostile title makes, and no title of people's own comes near it.
"""

WRITTEN_OUT = 0.995
"""
What a likeness counts that rests on an abbreviation of one meaning written out.

It only puts the spelling as it stands first among equals, which is no matter of a canon.
"""

_SEPARATOR = re.compile(r"\s*(?:[,;:|/(]|\s[-–—]\s)")
_ASIDE = re.compile(r"\s*(?:[,;:|(]|\s[-–—]\s)")
"""What parts a team from a title; what stands behind a slash is as much of it as what is before."""
_WORD = re.compile(r"[^\W\d_]{5,}")
_ANY_WORD = word_pattern()


class Interpretation(Record):
    """A title in one of its meanings."""

    words: Words
    """What is read: the whole title, or what stands before its first separator."""
    proper: Words
    """
    Those before a comma, dash or bracket, if they name any work, else all.

    What stands behind one may be a team, a place or a product.
    """
    given: Words
    """The words of the title proper as they were given."""
    whole: Words
    """All words as they were given."""
    certainty: float
    """How certain it is that this is meant, from 0 to 1."""
    meant: Mapping[str, str]
    """What its abbreviations stand for in this meaning; empty if they are read as they stand."""


class Interpreter:
    """Reads titles by the aliases in *index*, the abbreviations of *lexicon* and the *wanted*."""

    def __init__(
        self, index: AliasIndex, lexicon: Lexicon, wanted: Matching, levels: LevelReader
    ) -> None:
        self.index = index
        self.lexicon = lexicon
        self.wanted = wanted
        self.levels = levels
        self._spelled = frozenset(lexicon.spelled)
        self._once = {
            short: meanings[0]
            for short, meanings in lexicon.abbreviations.items()
            if len(meanings) == 1
        }

    def corrected(self, text: str) -> tuple[str, frozenset[str]]:
        """
        Return *text* with words that no alias has as the known ones that they are close to.

        The second are the known ones that stand there for others, as `tokens` gives them.
        """
        guessed: set[str] = set()

        def mend(found: re.Match[str]) -> str:
            word = self._mended(found[0])
            if word != found[0]:
                guessed.update(tokens(word))
            return word

        return _WORD.sub(mend, text), frozenset(guessed)

    def readings(self, text: str) -> Iterator[Interpretation]:
        """
        Yield each way in which *text* can be read.

        Where an alias has an abbreviation as it stands and is all of the title, the canon has
        said what that means: its other meanings are not tried.
        """
        proper = self._before(_ASIDE, text)
        yield from self._written_out(text, proper, text, 1.0)
        head = self._before(_SEPARATOR, text)
        if head != text:
            yield from self._written_out(head, proper, text, self.wanted.part)

    def written_out(self, text: str, meant: Mapping[str, str]) -> str:
        """
        Return *text*, a cleaned title, with abbreviations as what they are *meant* for.

        One that is not in *meant* is written out if it has but one meaning. Those that the ladder
        knows stay: it reads them itself.
        """

        def written(found: re.Match[str]) -> str:
            word = found[0]
            for short in (word, singular(word)):
                long = meant.get(short) or self._once.get(short)
                if long and not self.levels.knows(word):
                    return long
            return word

        return _ANY_WORD.sub(written, text)

    def _before(self, separator: re.Pattern[str], text: str) -> str:
        """Return what stands before the first *separator* of *text* if it names work, else all."""
        head = separator.split(text, maxsplit=1)[0]
        return head if head != text and self._names_work(self._words(head)) else text

    def _names_work(self, words: Words) -> bool:
        """Tell whether *words* have more of an alias than a level and one word of every trade."""
        known = [word for word in self.index.facts.work(words) if self.index.count(word)]
        return (
            len(known) > 1
            or any(len(self.index.foci(word)) <= self.wanted.vague for word in known)
            or self._is_alias(words)
        )

    def _written_out(
        self, text: str, proper: str, whole: str, certainty: float
    ) -> Iterator[Interpretation]:
        plain, given, everything = map(self._words, (text, proper, whole))
        yield Interpretation(plain, given, given, everything, certainty, {})
        joined = self._joined(plain)
        if joined != plain:
            one = self._joined(given)
            yield Interpretation(joined, one, one, everything, certainty * WRITTEN_OUT, {})
        short = self.lexicon.abbreviations
        met = [word for word in dict.fromkeys(plain) if word in short]
        ambiguous = any(len(short[word]) > 1 for word in met)
        if not met or (ambiguous and self._is_alias(plain)):
            return
        sure = certainty * (self.wanted.ambiguous if ambiguous else WRITTEN_OUT)
        for meanings in islice(product(*(short[word] for word in met)), MOST):
            written = dict(zip(met, meanings, strict=True))
            words, named = self._words(text, written), self._words(proper, written)
            yield Interpretation(words, named, given, everything, sure, written)

    def _words(self, text: str, written: Mapping[str, str] | None = None) -> Words:
        """Return the words of *text* with abbreviations *written* out, a phrase of level as one."""
        return self.levels.as_one(tokens(text, written))

    def _joined(self, words: Words) -> Words:
        """Return *words* with each two that are one word of an alias made that: *dev ops*."""
        joined: list[str] = []
        for word in words:
            one = singular(joined[-1] + word) if joined else ""
            if one and self.index.count(one):
                joined[-1] = one
            else:
                joined.append(word)
        return tuple(joined)

    def _is_alias(self, words: Words) -> bool:
        """Tell whether an alias names the same work as *words*."""
        return self.index.is_work(self.index.facts.work(words))

    def _mended(self, word: str) -> str:
        known = tokens(word)
        if word in self.lexicon.abbreviations or word in self._spelled:
            return word
        if any(map(self.index.count, known)):
            return word
        return corrected(known[0], self.index.of_length) or word
