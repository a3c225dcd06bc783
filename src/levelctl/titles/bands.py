"""
Assigns the band of an answer: confident, needs review, or no confident match.

A score alone does not decide it: an answer about which there is a doubt needs review. The
thresholds come from the canon. docs/matching.md explains the bands with examples.
"""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.canon.model import Band
from levelctl.record import Record
from levelctl.titles.banded_match import BandedMatch
from levelctl.titles.doubts import Doubts
from levelctl.titles.interpretations import Interpretation
from levelctl.titles.probability import MOST_DOUBTS, probability
from levelctl.titles.reading import Reading
from levelctl.titles.records import FoundLevel

_LITTLE = "it shares only a level word, or a word that many trades use, with the canon"


class Verdict(Record):
    """How sure an answer is, and why not."""

    band: Band
    doubts: tuple[str, ...] = ()
    p: float | None = None
    """The probability, from 0 to 1, that nobody has to change the answer; None without one."""


class Banding:
    """
    Assigns bands by the *doubts* about answers and their probability.

    An answer without doubts is confident if its probability is at least *confident_at*.
    """

    def __init__(self, doubts: Doubts, confident_at: float) -> None:
        self.doubts = doubts
        self.confident_at = confident_at
        self.index = doubts.index
        self.settings = doubts.settings

    def verdict(
        self,
        matches: Sequence[BandedMatch],
        level: FoundLevel,
        nearest: str | None,
        reading: Reading,
        of_level: Sequence[str] = (),
    ) -> Verdict:
        """
        Return how sure the first of *matches* is, which are ordered by their scores.

        *level* is what the title, of which *reading* is the text, states, and *of_level* why that
        is not certain. *nearest* is the level of the first match that is nearest to it; None
        without one.
        """
        if not matches:
            return Verdict("no confident match", ("nothing in the canon shares a word with it",))
        if matches[0].focus.score < self.settings.review:
            doubts: tuple[str, ...] = ("no alias is similar enough",)
        elif self.shares_little(matches[0]):
            doubts = (_LITTLE,)
        else:
            doubts = (*of_level, *self.doubts.of(matches, level, nearest, reading))
            p = probability(matches, len(doubts))
            if not doubts and p < self.confident_at:
                doubts = (f"p is below {self.confident_at:g}",)
            return Verdict("needs review" if doubts else "confident", doubts, round(p, 3))
        return Verdict("no confident match", doubts, round(probability(matches, MOST_DOUBTS), 3))

    def shares_little(self, best: BandedMatch) -> bool:
        """
        Return whether a title shares only level words, or one weak word, with its *best* alias.

        A word is weak if it is used in every trade; if it replaces a misspelled word; if it is a
        common noun and the whole title; or, where title and alias both have other words, if the
        title's noun is in no alias (*security guard*) or is the word itself (*wedding planner*).
        The last does not apply to a word that many aliases of a single focus have.
        """
        focus, interpretation = best.focus, best.interpretation
        shared = self.index.work(focus.shared)
        if focus.same_work or focus.exact or len(shared) > 1:
            return False
        if interpretation is None or best.confirmed:
            return False
        if not shared:
            return True
        (word,) = shared
        every_trade = len(self.index.foci(word)) > self.settings.vague
        return every_trade or self._is_weak(word, best, interpretation)

    def _is_weak(self, word: str, best: BandedMatch, interpretation: Interpretation) -> bool:
        title = self.index.work(interpretation.proper)
        if word in best.corrected:
            return True
        if title <= {word}:
            common = len(self.index.foci(word)) > self.settings.vague_noun
            return common and self.index.ends(word)
        if self.index.work(best.focus.alias.words) <= {word}:
            return False
        noun = [each for each in interpretation.proper if each in title][-1]
        return not self.index.count(noun) or (noun == word and not self._identifies(word))

    def _identifies(self, word: str) -> bool:
        """Return whether *word* identifies a focus: only that one has it, in many aliases."""
        many = self.index.count(word) >= self.settings.telling
        return many and len(self.index.foci(word)) == 1
