"""Why the level of a title is not certain, each reason as a clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from levelctl.titles.level_readings import LevelCombiner, LevelEvidence
from levelctl.titles.level_words import LevelStatement, Numerals
from levelctl.titles.records import FoundLevel

_APART = 1.0
"""The most ranks between a grade and the level of the words beside it."""


class LevelDoubts:
    """Finds what leaves a level uncertain that *combiner* found."""

    def __init__(self, combiner: LevelCombiner) -> None:
        self._combiner = combiner
        self._reader = combiner.reader

    def of(
        self, evidence: LevelEvidence, found: FoundLevel, base: str | None = None
    ) -> tuple[str, ...]:
        """Return the doubts about the level *found* by *evidence*, for work at the level *base*."""
        if found.level is None:
            return (*self._of_nothing(evidence),)
        if not evidence.says_anything:
            return ()
        return (
            *self._of_words(evidence, found),
            *self._of_base(evidence, found, base),
            *self._of_grades(evidence, found),
        )

    def _of_nothing(self, evidence: LevelEvidence) -> Iterator[str]:
        """Yield why nothing tells the level, in a canon that does not say which one to assume."""
        yield from (f'the grade "{text}" is not in the canon' for text in evidence.unknown)
        yield from self._of_foreign(evidence)
        yield "it states no level, and the canon assumes none"

    def _of_words(self, evidence: LevelEvidence, found: FoundLevel) -> Iterator[str]:
        managing = self._combiner.managing(evidence)
        used = self._used(found)
        if self._combiner.office(managing):
            offices = _listed(f'"{each.words}"' for each in managing if each.word.office)
            yield f"it names several offices, {offices}; the lower was used"
        elif self._contradict(evidence):
            different = _listed(self._stated(evidence))
            yield f"{different} are different levels; {used} was used"
        if evidence.stated.other_job:
            yield "it names several jobs, and the level of only one of them"
        if evidence.stated.assisted:
            yield "it names the level of somebody who is assisted"
        for each in (*evidence.words, *evidence.grades):
            if each.word.unsure:
                yield f'"{each.words}" {self._can_mean(each)}'

        # What is removed as noise is in front of the whole title, and is the post itself.
        for each in managing:
            if each.acting:
                yield f'the post of "{each.words}" is held only for a while, beside the job'

    def _stated(self, evidence: LevelEvidence) -> Iterator[str]:
        """Yield what states a level, with the level."""
        words = (each for each in evidence.stated.counted if not each.named)
        for each in (*words, *evidence.names, *evidence.grades):
            if not each.word.base:
                yield f'"{each.words}" ({each.level})'
        if evidence.numerals and evidence.names and not evidence.grades:
            yield f'"{evidence.numerals.text}" ({evidence.numerals.levels[0]})'

    def _of_base(
        self, evidence: LevelEvidence, found: FoundLevel, base: str | None
    ) -> Iterator[str]:
        name = self._reader.name
        beyond = self._combiner.beyond(evidence, base)
        if beyond:
            used = self._used(found)
            yield f'"{beyond.words}" is above all levels of such work; {used} was used'
        lowering = self._combiner.lowering(evidence, base) if base else ""
        if base and lowering:
            yield f'how far "{lowering}" is below {name(base)}, the level of such work, is not said'

    def _of_grades(self, evidence: LevelEvidence, found: FoundLevel) -> Iterator[str]:
        name = self._reader.name
        for text in evidence.unknown:
            used = "a guess" if found.assumed else "what the other words say"
            yield f'the grade "{text}" is not in the canon, so {self._used(found)} is {used}'
        yield from self._of_foreign(evidence)
        if self._are_apart(evidence):
            levels = {each.level for each in evidence.grades if each.named}
            names = _listed(map(name, sorted(levels, key=self._combiner.rank)))
            yield f"it names several levels: {names}"
        numerals = evidence.numerals
        if numerals and numerals.steps[-1] - numerals.steps[0] > 1:
            yield f'it names several grades: "{numerals.text}"'
        elif numerals and self._are_beside(numerals, evidence):
            rank, own = self._combiner.rank, numerals.levels[0]
            if not rank(found.low) <= rank(own) <= rank(found.high):
                used = self._used(found)
                yield f'the grade "{numerals.text}" ({own}) and the words differ; {used} was used'

    def _can_mean(self, statement: LevelStatement) -> str:
        low, high = self._reader.range_of(statement)
        if statement.named and low == high:
            return f"is not how the ladder says {self._reader.name(low)}"
        many = "is the name of several" if statement.named else "can mean many"
        return f"{many} levels, {low} to {high}"

    def _are_beside(self, numerals: Numerals, evidence: LevelEvidence) -> bool:
        """
        Return whether *numerals* are a grade of their own, beside words that tell a level.

        Those of a ladder that lists none are the codes and names of its levels: beside another
        name they tell another level. Those that it lists do beside a code that is not near.
        """
        if evidence.words:
            return not self._combiner.graded(evidence)
        if self._reader.ladder.titles.numerals:
            rank, own = self._combiner.rank, numerals.levels[0]
            codes = self._combiner.coded(evidence)
            far = all(abs(rank(code) - rank(own)) > _APART for code in codes)
            return bool(codes) and far
        told = (*evidence.grades, *evidence.names)
        named = {word for each in told for word in each.phrase.split()}
        return bool(named) and numerals.text not in named

    def _of_foreign(self, evidence: LevelEvidence) -> Iterator[str]:
        for each in evidence.foreign:
            level = self._reader.name(each.level)
            yield f"{level} is a level of managers, but nothing in the title manages people"

    def _used(self, found: FoundLevel) -> str:
        return self._reader.name(found.level) if found.level else "none"

    def _are_apart(self, evidence: LevelEvidence) -> bool:
        """Return whether several levels are named that are not a range of two in a row."""
        named = [each for each in evidence.grades if each.named]
        levels = {each.level for each in named}
        span = self._combiner.span_of(evidence)
        ends = {each.place[1] for each in named if not each.coded} - {0}
        if len(levels) > 1 and any(each.place[0] in ends for each in named if not each.coded):
            return True  # nothing joins "senior" and "staff engineer" to a range
        two = span is not None and self._reader.steps(span.low, span.high) == 1
        return len(levels) > 1 and not two

    def _contradict(self, evidence: LevelEvidence) -> bool:
        """
        Return whether no level fits all words and grades.

        One fits *senior* and *lead*. None fits *junior* and *senior*, or a trainee and a manager.
        """
        if any(self._differs_from_code(name, evidence) for name in evidence.names):
            return True
        stated = [each for each in evidence.words if not each.word.base]
        if len(evidence.stated.counted) <= 1 and not evidence.grades:
            return False
        if evidence.words and evidence.words[0].below_scale:
            return any(self._reader.manages(each.level) for each in evidence.stated.counted)
        ranges = [self._reader.range_of(each) for each in stated]
        lowest = max((self._combiner.rank(low) for low, _ in ranges), default=0.0)
        if any(self._combiner.rank(high) < lowest for _, high in ranges):
            return True
        if len({each.level for each in evidence.grades}) > 1:
            return all(self._differs(evidence, each.level) for each in evidence.grades)
        return any(self._differs(evidence, each.level) for each in evidence.grades)

    def _differs_from_code(self, name: LevelStatement, evidence: LevelEvidence) -> bool:
        """
        Return whether the *name* of a level is far from all codes that the title states.

        The noun in the name of a coded level is not: every *staff engineer* is an *engineer*.
        """
        reader, rank = self._reader, self._combiner.rank
        levels = reader.range_of(name)
        low, high = map(rank, levels)
        for code in self._combiner.coded(evidence):
            near = low - _APART <= rank(code) <= high + _APART
            if near and reader.track(code) in map(reader.track, levels):
                return False
            noun = reader.names.is_noun(name.words, code)
            if noun and reader.manages(code) == reader.manages(name.level):
                return False
        return True

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


def _listed(texts: Iterable[str]) -> str:
    """Return *texts* in a sentence, each once: *a, b and c*."""
    *others, last = dict.fromkeys(texts)
    return f"{', '.join(others)} and {last}" if others else last
