"""Why the level of a title is not certain, each reason as a clause."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.titles.level_readings import LevelCombiner, LevelEvidence
from levelctl.titles.records import FoundLevel

_APART = 1.0
"""The most ranks between a grade and the level of the words beside it."""


class LevelDoubts:
    """Finds what leaves a level uncertain that *combiner* found."""

    def __init__(self, combiner: LevelCombiner) -> None:
        self._combiner = combiner
        self._reader = combiner.reader

    def of(self, evidence: LevelEvidence, found: FoundLevel) -> tuple[str, ...]:
        """Return the doubts about the level *found* by *evidence*."""
        if not evidence.says_anything:
            return ()
        return (*self._of_words(evidence), *self._of_grades(evidence, found))

    def _of_words(self, evidence: LevelEvidence) -> Iterator[str]:
        managing = self._combiner.managing(evidence)
        if self._combiner.office(managing):
            offices = ", ".join(each.words for each in managing if each.word.office)
            yield f"it names several offices: {offices}"
        elif self._contradict(evidence):
            words = ", ".join(each.words for each in (*evidence.words, *evidence.grades))
            yield f"its words contradict each other on the level: {words}"
        if evidence.stated.other_job:
            yield "it names several jobs, and states the level of one of them"
        if evidence.stated.assisted:
            yield "it states the level of somebody else"
        for each in (*evidence.words, *evidence.grades):
            if each.word.unsure:
                yield f'"{each.words}" can mean many levels'
        # What is removed as noise is in front of the whole title, and is the post itself.
        if any(each.acting for each in managing):
            yield "somebody holds the post only for a while"

    def _of_grades(self, evidence: LevelEvidence, found: FoundLevel) -> Iterator[str]:
        for text in evidence.unknown:
            yield f'the canon does not say what the grade "{text}" means'
        numerals = evidence.numerals
        if numerals and numerals.steps[-1] - numerals.steps[0] > 1:
            yield f'it states several grades: "{numerals.text}"'
        elif numerals and evidence.words and not self._combiner.graded(evidence):
            rank = self._combiner.rank
            if not rank(found.low) <= rank(numerals.levels[0]) <= rank(found.high):
                yield f'its grade "{numerals.text}" and its words state different levels'

    def _contradict(self, evidence: LevelEvidence) -> bool:
        """
        Return whether no level fits all words and grades.

        One fits *senior* and *lead*. None fits *junior* and *senior*, or a trainee and a manager.
        """
        stated = [each for each in evidence.words if not each.word.base]
        if len(evidence.stated.counted) <= 1 and not evidence.grades:
            return False
        if evidence.words and evidence.words[0].below_scale:
            return any(self._reader.manages(each.level) for each in evidence.stated.counted)
        ranges = [self._reader.range_of(each) for each in stated]
        lowest = max((self._combiner.rank(low) for low, _ in ranges), default=0.0)
        if any(self._combiner.rank(high) < lowest for _, high in ranges):
            return True
        return any(self._differs(evidence, each.level) for each in evidence.grades)

    def _differs(self, evidence: LevelEvidence, grade: str) -> bool:
        """Return whether the level of a *grade* is not that of the words."""
        words = [each for each in evidence.words if not each.word.base]
        if not words:
            return False
        rank, manages = self._combiner.rank, self._reader.manages
        levels = [each.level for each in words]
        if any(map(manages, levels)) != manages(grade):
            return True
        return min(abs(rank(grade) - rank(level)) for level in levels) > _APART
