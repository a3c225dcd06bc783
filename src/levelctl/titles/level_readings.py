"""
What all evidence of a title means together for its level: words, numerals, grades and a base.

Words of management lead over others. Of two offices, such as *SVP and CFO*, the lower one counts.
A grade that the canon defines or maps counts like a word; any other makes the range wider.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from levelctl.record import Record, replace
from levelctl.text.normal import is_formless, normalized
from levelctl.titles.clean.lexicon import Grade
from levelctl.titles.level_names import GRADE_WORDS, NAME, meaning_of
from levelctl.titles.level_phrases import phrase_of
from levelctl.titles.level_words import (
    LevelStatement,
    LevelWordReader,
    Numerals,
    TitleStatements,
    counted_of,
)
from levelctl.titles.records import FoundLevel, Removal

GRADE = "grade code"
"""The kind of noise that is a grade."""

PLACE = "place"
"""The kind of noise that can limit an office: *president, North America*."""


_COMMON = re.compile(r"[a-z]{1,2}[0-9]{1,2}")
"""The codes that many companies have for their levels."""

_PARTED = re.compile(r"[0-9][^A-Za-z0-9]+[0-9]")
"""A sign between digits: *L1.0* is not *L10*."""


class LevelRange(NamedTuple):
    """A level with the lowest and the highest one that is possible."""

    level: str
    low: str
    high: str


class LevelEvidence(Record):
    """What a title states, with what the cleaner removed from it."""

    stated: TitleStatements
    words: tuple[LevelStatement, ...]
    """The level words that count."""
    grades: tuple[LevelStatement, ...]
    """The names and codes of levels of the canon, and the grades that it maps."""
    unknown: tuple[str, ...]
    """The grades that it does not know, in upper case."""
    foreign: tuple[LevelStatement, ...]
    """The codes of managers' levels in a title of which no word manages people."""
    removed: tuple[Removal, ...]
    names: tuple[LevelStatement, ...] = ()
    """The names of levels beside the code of one: the code tells the level, and they do not."""

    @property
    def says_anything(self) -> bool:
        """Whether there is a level word, a numeral or a grade."""
        stated = self.words or self.grades or self.unknown or self.foreign
        return bool(stated or self.numerals or self.stated.lowering)

    @property
    def below_scale(self) -> str:
        """The word for somebody below the lowest level, such as *intern*, or ""."""
        return next((each.words for each in self.words if each.below_scale), "")

    @property
    def numerals(self) -> Numerals | None:
        return self.stated.numerals


class LevelCombiner:
    """
    Combines what *reader* finds in titles, with *grades* of other organizations.

    *grades* have by grade, without spaces and signs, what it means on the ladder.
    """

    def __init__(self, reader: LevelWordReader, grades: Mapping[str, Grade] | None = None) -> None:
        self.reader = reader
        self._grades = grades or {}
        self._titles = reader.ladder.titles
        self.codes = _by_letters(level.code for level in reader.ladder.levels)
        """By code without signs, in lower case, the code."""
        self._spelled = {level.code.casefold(): level.code for level in reader.ladder.levels}
        titles = self._titles
        self._acting = {text for word in titles.words if word.acting for text in word.words}
        levels = titles.assumed_range or reader.span(reader.ranks)
        self.nothing = FoundLevel(titles.assumed, *levels, (), assumed=True)
        """The level of a title that states none."""

    def evidence(self, title: str, removed: tuple[Removal, ...] = ()) -> LevelEvidence:
        """Return what *title* states, from which *removed* was taken as noise."""
        stated = self.reader.all_statements(title)
        if not stated.counted and not removed:
            return LevelEvidence(stated, (), (), (), (), ())
        words = [each for each in stated.counted if not each.named]
        grades = [each for each in stated.counted if each.named]
        unknown: list[str] = []
        for each in removed:
            if each.kind in {GRADE, NAME}:
                seen = (sign for sign in each.text if not is_formless(sign))
                text = normalized("NFKC", "".join(seen)).casefold()
                grade = self._grade(text)
                if grade:
                    grades.append(grade)
                else:
                    unknown.append(text.upper())
        telling_work = [*words, *(each for each in grades if not each.coded)]
        managed = any(self.reader.manages(each.level) for each in telling_work)
        foreign = [] if managed else [each for each in grades if self._is_foreign(each)]
        grades = [each for each in grades if each not in foreign]
        names = self._beside_code(grades, stated.numerals)
        telling = tuple(each for each in grades if each not in names)
        counted = counted_of(tuple(words))
        return LevelEvidence(
            stated, counted, telling, tuple(unknown), tuple(foreign), removed, tuple(names)
        )

    def found(self, evidence: LevelEvidence, base: str | None = None) -> FoundLevel:
        """
        Return the level that *evidence* means.

        *base* is the level of the work by itself, to which words such as *senior* are relative.
        """
        if not (base or evidence.says_anything):
            return self.nothing
        numerals = evidence.numerals
        stating = (*evidence.words, *evidence.names, *evidence.grades)
        words = tuple(each.words for each in stating)
        if evidence.stated.lowering and base and self.reader.manages(base):
            words = (*words, evidence.stated.lowering)
        bases = [each for each in evidence.words if each.word.base]
        if numerals and not base and bases and len(bases) == len(evidence.words):
            base = self._highest(bases).level
        leading = self._leading(evidence, base)
        if leading and numerals and self.graded(evidence):
            shifted = self._shifted(numerals, evidence, leading, base)
            found = FoundLevel(*shifted, (*words, numerals.text), assumed=False)
        elif leading:
            found = FoundLevel(*leading, words, assumed=False)
        elif numerals:
            levels = self._by_numerals(numerals, base)
            found = FoundLevel(*levels, (numerals.text,), assumed=False)
        elif base:
            found = FoundLevel(base, *self.reader.around(base), (), assumed=True)
        else:
            found = self.nothing
        found = self._widened(found) if evidence.unknown else found
        if evidence.foreign:
            highs = (found.high, *(each.level for each in evidence.foreign))
            found = replace(found, high=max(highs, key=self.rank))
        return self._limited(found, evidence) if evidence.removed else found

    def graded(self, evidence: LevelEvidence) -> bool:
        """Return whether the numerals are a grade of what the words mean."""
        numerals = evidence.numerals
        if numerals is None or any(each.named for each in evidence.grades):
            return False
        if any(each.phrase.endswith(f" {numerals.text}") for each in evidence.words):
            return False  # "manager i" is a phrase
        return numerals.alone or any(each.part == numerals.part for each in evidence.words)

    def managing(self, evidence: LevelEvidence) -> list[LevelStatement]:
        """Return the words that state a level whose people manage others."""
        return [each for each in evidence.words if self.reader.manages(each.level)]

    def office(self, managing: Sequence[LevelStatement]) -> LevelStatement | None:
        """Return the lower of the offices among *managing* statements, if there are several."""
        offices = [each for each in managing if each.word.office]
        if (
            len(offices) <= 1
            or len({(each.level, self.reader.range_of(each)) for each in offices}) <= 1
        ):
            return None
        lower = min(offices, key=self._office_order)
        upper = max(offices, key=self._office_order)
        low, _ = self.reader.range_of(lower)
        return replace(lower, range=(low, upper.level))

    def rank(self, code: str) -> float:
        return self.reader.ranks[code]

    def coded(self, evidence: LevelEvidence) -> tuple[str, ...]:
        """Return the levels whose codes, or whose numerals instead of a name, the title states."""
        codes = tuple(each.level for each in evidence.grades if each.coded)
        numerals = evidence.numerals
        return codes or (numerals.levels if numerals and evidence.names else ())

    def _beside_code(
        self, grades: Sequence[LevelStatement], numerals: Numerals | None
    ) -> list[LevelStatement]:
        """
        Return the names among *grades* that tell no level, because a code of the ladder does.

        An *engineer L3* is at L3, though *engineer* is the name of L2: it names the work. Only a
        bare noun gives way to *numerals*: a *senior engineer 2* may be at none of their levels.
        """
        names = [each for each in grades if each.named and not each.coded]
        if any(each.coded for each in grades):
            return names
        return [each for each in names if numerals and self._is_noun(each, numerals)]

    def _is_noun(self, name: LevelStatement, numerals: Numerals) -> bool:
        """Return whether *name* is a bare noun before a code, or of a level of *numerals*."""
        known = self.reader.names
        if self._are_codes(numerals) and phrase_of(name.words) in known.plain:
            return True
        return any(known.is_noun(name.words, level) for level in numerals.levels)

    def _are_codes(self, numerals: Numerals) -> bool:
        return all(text in self._spelled for text in numerals.text.split("/"))

    def _grade(self, text: str) -> LevelStatement | None:
        """Return what a grade states, by its *text*; None if the canon does not know it."""
        words = phrase_of(text)
        if text in self._spelled:
            code = self._spelled[text]
            return self._code(code, text, "".join(words))
        name = self.reader.names.level_of(text)
        if name and name.level and "".join(words) not in self.codes:
            return LevelStatement(text, name.level, name.range, name, " ".join(words), named=True)
        for start in range(len(words)):
            joined = "".join(words[start:])
            if start and joined.isdigit() and words[start - 1] not in GRADE_WORDS:
                continue  # "GS-4" is no 4
            if joined in self.codes or joined in self.reader.names.grades:
                code = self.codes.get(joined) or self.reader.names.grades[joined]
                return self._code(code, text, joined)
            if joined in self._grades:
                grade = self._grades[joined]
                word = replace(meaning_of(grade.level, grade.range), unsure=grade.unsure)
                return LevelStatement(text, grade.level, grade.range, word)
        return None

    def _code(self, code: str, text: str, phrase: str) -> LevelStatement:
        """Return the statement of a *text* that is the *code* of a level, or a grade in a name."""
        names = self.reader.names
        unsure = phrase not in self.codes and phrase in names.unsure_grades
        word = replace(meaning_of(code, (code, code)), unsure=unsure)
        coded = phrase in names.grades or phrase_of(code) in names.codes
        return LevelStatement(text, code, word.range, word, phrase, named=True, coded=coded)

    def _is_foreign(self, statement: LevelStatement) -> bool:
        """
        Return whether a code of the ladder is more likely the grade of another company.

        It is if its people manage others and no word of the title does: a *SWE E6* is no executive.
        Other companies have no code such as *senior-2-pm*.
        """
        common = _COMMON.fullmatch(statement.phrase) is not None
        is_code = common and statement.phrase in self.codes
        return is_code and self.reader.manages(statement.level)

    def _leading(self, evidence: LevelEvidence, base: str | None) -> LevelRange | None:
        """Return the level that the title states by words or grades, or None."""
        words, managing = evidence.words, self.managing(evidence)
        if evidence.below_scale:
            return self._below_scale(words, base)
        grades = [each for each in evidence.grades if each.named or not managing]
        if grades:
            return self.span_of(evidence) or self._by_grade(self._highest(grades), words)
        if base and self.reader.manages(base):
            if self.lowering(evidence, base):
                level = self.reader.below(base)
                return LevelRange(level, self.reader.below(level), base)
            return self._above(base, words, managing)
        if managing:
            return self._level(self.office(managing) or self._highest(managing))
        return self._by_work(words, base)

    def span_of(self, evidence: LevelEvidence) -> LevelRange | None:
        """Return the range of several levels of one track that a title names, or None."""
        levels = {each.level for each in evidence.grades if each.named}
        if len({self.reader.track(level) for level in levels}) != 1 or len(levels) == 1:
            return None
        low, high = min(levels, key=self.rank), max(levels, key=self.rank)
        middle = self.reader.step(low, self.reader.steps(low, high) // 2)
        return LevelRange(middle, low, high)

    def lowering(self, evidence: LevelEvidence, base: str) -> str:
        """
        Return the word that says that a title is below the *base* of its work, or "".

        It is *junior* or *deputy*, before work that the canon lists under a level of its own, well
        above the assumed one: how far below is not said.
        """
        lower = [each for each in evidence.words if self._lowers(each)]
        if self.managing(evidence) or len(lower) < len(evidence.words):
            return ""
        if self.reader.manages(base):
            return lower[0].words if lower else evidence.stated.lowering
        return lower[0].words if lower and self._is_high(base) else ""

    def beyond(self, evidence: LevelEvidence, base: str | None) -> LevelStatement | None:
        """
        Return the words that mean a level far above every one of the work's track, or None.

        A distinguished clerk is at the top of support at most.
        """
        bases = [each for each in evidence.words if each.word.base]
        base = base or (self._highest(bases).level if bases else None)
        if base is None or self.reader.manages(base) or not evidence.words:
            return None
        highest = self.reader.step(base, len(self.reader.ladder.levels))
        said = self._highest(evidence.words)
        tracks = {self.reader.track(each) for each in (base, said.level)}
        known = self.reader.track(base) in dict(said.word.by_track)
        far = self.rank(said.level) > self.rank(highest) + 1
        managed = self.managing(evidence) or evidence.grades
        return said if far and len(tracks) > 1 and not known and not managed else None

    def _below_scale(self, words: Sequence[LevelStatement], base: str | None) -> LevelRange:
        """Return the level of a trainee, on the track of *base* if that manages nobody."""
        found = self._level(self._highest(words))
        if base is None or self.reader.manages(base):
            return found
        if self.reader.track(base) == self.reader.track(found.level):
            return found
        lowest = self.reader.step(base, -len(self.reader.ladder.levels))
        return LevelRange(lowest, lowest, lowest)

    def _by_grade(self, grade: LevelStatement, words: Sequence[LevelStatement]) -> LevelRange:
        """Return the level of *grade*, or of *words* relative to it if it is a level's name."""
        is_grade = grade.phrase in self.codes or grade.phrase in self.reader.names.grades
        is_name = grade.named and not (grade.coded or is_grade)
        rising = bool(words) and all(map(self._rises, words))
        managed = any(self.reader.manages(each.level) for each in (grade, *words))
        if is_name and rising and not managed:
            return self._relative(grade.level, words)
        return self._level(grade)

    def _above(
        self, base: str, words: Sequence[LevelStatement], managing: Sequence[LevelStatement]
    ) -> LevelRange | None:
        """Return the level of *words* relative to a *base* that manages people."""
        reader = self.reader
        steps = [self._steps(each) for each in managing if each.level != base]
        if any(steps):
            level = reader.step(base, max(steps, key=abs))
            return LevelRange(level, *reader.around(level))
        others = [each for each in managing if not self._includes(each, base)]
        if any(each.level == base for each in managing):
            others = [each for each in others if self.rank(each.level) > self.rank(base)]
        if others:
            return self._level(self._highest(others))
        if any(each not in managing and self._rises(each) for each in words):
            level = reader.step(base, 1)
            return LevelRange(level, base, reader.step(level, 1))
        return LevelRange(base, *reader.around(base)) if words else None

    def _steps(self, statement: LevelStatement) -> int:
        """Return by how many levels the adjective of a phrase changes it: *senior manager*."""
        adjective, *noun = statement.phrase.split()
        meanings = self.reader.phrases.words.get(tuple(noun), ())
        if adjective not in self.reader.phrases.adjectives or not meanings:
            return 0
        level = meanings[0].level
        if level is None or self.reader.track(level) != self.reader.track(statement.level):
            return 0
        return self.reader.steps(level, statement.level)

    def _by_work(self, words: Sequence[LevelStatement], base: str | None) -> LevelRange | None:
        """Return the level of *words* of people who manage nobody, relative to a base if any."""
        bases = [each for each in words if each.word.base]
        others = [each for each in words if not each.word.base]
        if base and not others:
            return LevelRange(base, *self.reader.around(base)) if bases else None
        if base or (bases and others):
            # A coordinator's word is below the assumed level, wherever the canon lists the alias.
            stepwise = any(self._is_low(each.level) for each in bases)
            return self._relative(base or self._highest(bases).level, others, stepwise=stepwise)
        return self._level(self._highest(words)) if words else None

    def _relative(
        self, base: str, words: Iterable[LevelStatement], *, stepwise: bool = False
    ) -> LevelRange:
        """Return the highest level that one of *words* means for work at the level *base*."""
        levels = (self.relative(base, each, stepwise=stepwise) for each in words)
        level = max(levels, key=self.rank)
        return LevelRange(level, *self.reader.around(level))

    def relative(self, base: str, statement: LevelStatement, *, stepwise: bool = False) -> str:
        """
        Return the level that *statement* means for work whose own level is *base*.

        Words have their own level on their own track, and by the ladder on others: a senior clerk
        has the senior level of support. If the base is below the assumed level, or *stepwise*,
        they mean steps above it: a senior coordinator is one above a coordinator.
        """
        reader, rises = self.reader, self._rises(statement)
        if statement.lowered:
            return reader.step(base, -1)
        level = dict(statement.word.by_track).get(reader.track(base))
        if level is None and reader.track(base) == reader.track(statement.level):
            level = None if rises and (stepwise or self._is_low(base)) else statement.level
            if self._lowers(statement) and self._is_high(base):
                level = reader.step(base, -1)
        if level is None or (rises and self.rank(level) <= self.rank(base)):
            return reader.step(base, statement.word.steps if rises else -1)
        return level

    def _shifted(
        self,
        numerals: Numerals,
        evidence: LevelEvidence,
        leading: LevelRange,
        base: str | None,
    ) -> LevelRange:
        """
        Return the level *leading* as the *numerals* behind its words change it.

        The first two grades of a *senior engineer* share its level, the lower and upper half of
        its range; each further grade is one level more. The grades of a clerk, and of others up to
        the assumed level, are the levels of the track in order.
        """
        reader, (level, low, high) = self.reader, leading
        if all(each.word.base for each in evidence.words):
            return self._by_numerals(numerals, base)
        own = numerals.levels[0]
        within = self.rank(low) <= self.rank(own) <= self.rank(high)
        within = within and reader.track(own) == reader.track(level)
        if within and self.rank(level) <= self.rank(self.reader.usual):
            return LevelRange(own, low if own == level else level, high)
        first, last = numerals.steps[0], numerals.steps[-1]
        point = reader.step(level, max(first - 2, 0))
        top = reader.step(level, max(last - 1, 0))
        return LevelRange(point, low if first == 1 else level, max(top, point, key=self.rank))

    def _by_numerals(self, numerals: Numerals, base: str | None) -> LevelRange:
        """Return the level of *numerals* without level words, on the track of *base* if any."""
        reader, first, last = self.reader, numerals.steps[0], numerals.steps[-1]
        low, high = numerals.levels[0], numerals.levels[-1]
        if base and reader.track(base) != reader.track(low):
            lowest = reader.step(base, -len(reader.ladder.levels))
            low, high = reader.step(lowest, first - 1), reader.step(lowest, last - 1)
        if first < last:
            return LevelRange(reader.step(low, (last - first) // 2), low, high)
        return LevelRange(low, *reader.around(low, self._titles.numeral_spread))

    def _widened(self, found: FoundLevel) -> FoundLevel:
        """Return *found* with a range that a grade of unknown meaning allows."""
        steps = len(self.reader.ladder.levels) if found.assumed else 1
        low, high = self.reader.step(found.low, -steps), self.reader.step(found.high, steps)
        return replace(found, low=low, high=high)

    def _limited(self, found: FoundLevel, evidence: LevelEvidence) -> FoundLevel:
        """
        Return *found*, lower if what was removed limits it.

        A place limits an office that only a whole title states, and *acting* every office.
        """
        step = self.reader.step
        if any(" ".join(phrase_of(each.text)) in self._acting for each in evidence.removed):
            found = replace(found, low=step(found.low, -1))
        whole = [each.level for each in evidence.words if each.word.by_itself]
        if found.level not in whole or not any(each.kind == PLACE for each in evidence.removed):
            return found
        return replace(found, level=step(found.level, -1), low=step(found.low, -1))

    def _includes(self, statement: LevelStatement, level: str) -> bool:
        low, high = self.reader.range_of(statement)
        return self.rank(low) <= self.rank(level) <= self.rank(high)

    def _rises(self, statement: LevelStatement) -> bool:
        """Return whether the words of *statement* mean more than the assumed level."""
        return self.rank(statement.level) > self.rank(self.reader.usual)

    def _lowers(self, statement: LevelStatement) -> bool:
        """Return whether *statement* means less than the assumed level, as *junior* does."""
        return not statement.word.base and self._is_low(statement.level)

    def _is_low(self, level: str) -> bool:
        return self.rank(level) < self.rank(self.reader.usual)

    def _is_high(self, base: str) -> bool:
        """Return whether *base* is more than one rank above the assumed level."""
        return self.rank(base) > self.rank(self.reader.usual) + 1

    def _office_order(self, office: LevelStatement) -> tuple[float, float]:
        low, _ = self.reader.range_of(office)
        return self.rank(office.level), -self.rank(low)

    def _highest(self, statements: Iterable[LevelStatement]) -> LevelStatement:
        # Of equals the one that says more, and then the last, which is the noun.
        return max(reversed([*statements]), key=self._height)

    def _height(self, statement: LevelStatement) -> tuple[float, float]:
        low, _ = self.reader.range_of(statement)
        return self.rank(statement.level), self.rank(low)

    def _level(self, statement: LevelStatement) -> LevelRange:
        low, high = self.reader.range_of(statement)
        if statement.acting:
            low = self.reader.step(low, -1)
        return LevelRange(statement.level, low, high)


def _by_letters(codes: Iterable[str]) -> dict[str, str]:
    """Return *codes* by their letters and digits, without those that only signs tell apart."""
    by_letters: dict[str, list[str]] = {}
    for code in codes:
        if not _PARTED.search(code):
            by_letters.setdefault("".join(phrase_of(code)), []).append(code)
    return {letters: code for letters, (code, *others) in by_letters.items() if not others}
