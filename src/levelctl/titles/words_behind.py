"""
What stands behind the first comma, dash or bracket of a title, and whether it makes another job.

Most of it is a team, a place or a product. It can also be a second job, a trade, or another focus.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from levelctl.record import cached_property
from levelctl.text.words import Words
from levelctl.titles.banded_match import BandedMatch
from levelctl.titles.focus_words import FocusWords
from levelctl.titles.interpretations import Interpretation
from levelctl.titles.levels import LevelReader
from levelctl.titles.reading import Reading
from levelctl.titles.tokens import tokens, words_in

PLACE = "place"
"""The kind of noise that can limit an office."""

_PERSON = re.compile(r"[a-z]{3,}(?:er|or|eer|ist|ian|man|men|person|woman|wright|keeper)")
"""What English nouns for a person look like."""


class WordsBehind:
    """Judges the words behind the first separator, by the *words* of foci and the *levels*."""

    def __init__(self, words: FocusWords, levels: LevelReader) -> None:
        self.words = words
        self.index = words.index
        self.lexicon = words.lexicon
        self.levels = levels

    # Only some titles need these words, and they are many.

    @cached_property
    def _areas(self) -> frozenset[str]:
        return frozenset(words_in(self.lexicon.areas))

    @cached_property
    def _regions(self) -> frozenset[str]:
        return frozenset(words_in(self.lexicon.regions))

    @cached_property
    def _trades(self) -> frozenset[str]:
        return frozenset(words_in(self.lexicon.trades))

    def other_alias(self, matches: Sequence[BandedMatch]) -> str:
        """
        Return the alias of a focus other than the best one that the title contains whole, or "".

        That alias must have a word of work that is not shared with the best alias. It can be in
        the title proper or after it. After it, an alias with a single word of work does not count,
        because it can name a team.
        """
        best, *others = matches
        interpretation = best.interpretation
        if interpretation is None:
            return ""
        proper = frozenset(interpretation.written)
        after = frozenset(interpretation.behind)
        work_behind = self.words.work(interpretation.behind)
        telling = work_behind - self._areas if work_behind else work_behind
        for other in others:
            work = self.words.work(other.focus.alias.words)
            several = len(work) > 1
            words = work if several else frozenset(other.focus.alias.words)
            in_title = words <= proper or (several and words <= after)
            in_both = words <= proper | after and self._is_of(other, best, work_behind, telling)
            if (in_title or in_both) and work - {*best.focus.shared}:
                return other.focus.alias.title
            known = frozenset(word for word in telling if self.words.has(other.focus.code, word))
            if known and self.words.is_job(other.focus.code, known):
                return other.focus.alias.title
        return ""

    def _is_of(
        self,
        other: BandedMatch,
        best: BandedMatch,
        behind: frozenset[str],
        telling: frozenset[str],
    ) -> bool:
        """Return whether the words *behind* are of the *other* focus rather than of the *best*."""
        alias = frozenset(other.focus.alias.words)
        if telling:
            return telling < alias
        # Areas say nothing each, but together they can be what only the other focus works on.
        of_other = all(self.words.has(other.focus.code, word) for word in behind)
        of_best = all(self.words.has(best.focus.code, word) for word in behind)
        return bool(behind & alias) and of_other and not of_best

    def names_second_job(self, interpretation: Interpretation) -> bool:
        """
        Return whether the title names a person twice: *web designer, production manager*.

        Behind the first comma, dash or bracket, a level word for people who manage others is a
        job of its own if words of work stand beside it.
        """
        if self.words.work(interpretation.written).isdisjoint(self.words.persons):
            return False
        after = interpretation.behind
        ranks = {*after} - self.words.work(after)
        if not ranks or ranks == {*after}:
            return False
        level = self.levels.level_of(" ".join(word for word in after if word in ranks))
        return not level.assumed and self.levels.manages(level.level)

    def puts_noun_last(self, best: BandedMatch, reading: Reading) -> bool:
        """
        Return whether the words of *best* stand before a comma, and its noun only behind it.

        *Product manager, growth* is one job, and *growth, product manager* can be two.
        """
        words = tokens(reading.first)
        first = self.words.work(words)
        persons, shared = self.words.persons, {*best.focus.shared}
        of_work = first and first == {*words} and first <= shared and first.isdisjoint(persons)
        return bool(of_work) and not persons.isdisjoint(shared - first)

    def foreign(self, best: BandedMatch, reading: Reading, *, manages: bool) -> list[str]:
        """
        Return the words after the first comma, dash or bracket that name another job or trade.

        They are nouns for a person, and the trades that the canon lists, unless the text about
        the focus has them. Other unknown words are mostly teams and places, but those in brackets
        mostly say what the job is about. Behind the comma of somebody who *manages* a field, the
        words of other foci name one more field: *VP sales, marketing*.
        """
        interpretation = best.interpretation
        if interpretation is None:
            return []
        code, after = best.focus.code, interpretation.behind
        work = self.words.work(after)
        initials = _initials(interpretation.written)
        persons = self.words.persons
        of_field = manages and self.words.work(interpretation.written).isdisjoint(persons)

        def is_foreign(word: str) -> bool:
            if of_field and word in reading.behind_commas and self.index.count(word):
                return word not in self._areas and not self.words.has(code, word)
            inside = word in reading.in_brackets and not word.isdigit()
            person = word in reading.last_words and _PERSON.fullmatch(word)
            telling = inside or person or self._is_trade(word)
            return telling and not self._explains(code, word)

        return [
            word
            for word in after
            if word in work
            and is_foreign(word)
            and word not in best.corrected
            and not (len(word) > 1 and word in initials)
        ]

    def of_a_part(self, best: BandedMatch, reading: Reading) -> bool:
        """Return whether the title names a region or a part of a company: *CFO, Asia*."""
        places = (tokens(each.text) for each in reading.removed if each.kind == PLACE)
        if any(not self._regions.isdisjoint(words) for words in places):
            return True
        interpretation = best.interpretation
        after = interpretation.behind if interpretation else ()
        initials = _initials(interpretation.written) if interpretation else ""
        return any(
            not self._explains(best.focus.code, word) and word not in initials
            for word in self.words.work(after)
        )

    def _is_trade(self, word: str) -> bool:
        """Return whether *word*, or the one thing that it stands for, names a trade or a person."""
        meanings = self.lexicon.abbreviations.get(word, ())
        words = {word, *(tokens(meanings[0]) if len(meanings) == 1 else ())}
        return not self._trades.isdisjoint(words) or word in self.words.persons

    def _explains(self, code: str, word: str) -> bool:
        if word in self._areas or self.words.has(code, word):
            return True
        vocabulary = self.index.vocabulary(code)
        meanings = map(tokens, self.lexicon.abbreviations.get(word, ()))
        return word in vocabulary or any(vocabulary.issuperset(meaning) for meaning in meanings)


def _initials(words: Words) -> str:
    """Return the initials of *words*, with a level phrase as its words: *cfo*."""
    return "".join(word[0] for word in " ".join(words).split())
