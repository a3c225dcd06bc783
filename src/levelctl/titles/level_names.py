"""
The names of a ladder's levels, as titles have them.

A name is noise to whoever looks for the work, and evidence of the level: *auditor, associate
partner*. What a name has in brackets, and a grade in it, are names too: *band 6*. So is each part
of a name with a dash or colon: *IC3 - senior engineer*. The adjective of a name, such as *senior*,
means all levels that have it, unless the ladder says more of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from levelctl.canon.model import Ladder, Level, TitleWord
from levelctl.record import replace
from levelctl.text.normal import without_emoji
from levelctl.text.words import FUNCTION_WORDS, Words
from levelctl.titles.clean.folding import fold
from levelctl.titles.clean.lexicon import Noise
from levelctl.titles.level_phrases import persons_of, phrase_of

K = TypeVar("K", bound=Hashable)

READ = 200
"""The most characters of a title that are read; real titles are shorter."""

NAME = "level name"
"""The kind of noise that is the name of a level."""

ROMAN = dict(zip("i ii iii iv v vi vii viii ix x".split(), map(str, range(1, 11)), strict=True))
"""By Roman numeral, in lower case, the Arabic one."""

_DASH = re.compile(r"\s[-–—|]\s|:\s")

_BRACKETS = re.compile(r"(?:(?<!\s)\s+)?\(([^()]+)\)\s*")
_PART = re.compile(r"[,;:|()\[\]]|\s[-–—]\s")
_NUMBER = re.compile(r"\d+")
_GRADE = re.compile(r"([a-z]*)(\d+)")

GRADE_WORDS = {
    "band": "band",
    "g": "grade",
    "gr": "grade",
    "grade": "grade",
    "ic": "ic",
    "l": "level",
    "level": "level",
    "lvl": "level",
}
"""The words for the step of any ladder, each with the one that it stands for."""

_SIGN = re.compile(r"[/&(),:+]|\s(?:[-–—]|and)\s")


class LevelNames:
    """
    The names and codes of the levels of *ladder* that *words*, its title words, do not define.

    If several levels have one name, it means the lowest to the highest of them.
    """

    def __init__(self, ladder: Ladder, words: Mapping[Words, object]) -> None:
        self._words = words
        levels = [_readable(level) for level in ladder.levels]
        self._levels = {level.code: level for level in levels}
        self._ranks = {level.code: level.rank for level in ladder.levels}
        self._adjectives = frozenset(ladder.titles.adjectives)
        self._is_person = persons_of(ladder.titles)
        self._managing = {
            level.code for level in ladder.levels if ladder.track(level.track).manages
        }
        self._graded = {
            name[:-1]
            for level in levels
            if level.code not in self._managing
            for name in map(phrase_of, _names(level.name))
        }
        """What is in front of the last word of names of people who manage nobody."""
        self.stating: dict[Words, TitleWord] = {}
        """The codes with a digit, and the names that are no *engineer*: they count anywhere."""
        self.plain: dict[Words, TitleWord] = {}
        """The other names, which count as a whole part: every *engineer* is called that."""
        self.with_signs: dict[Words, TitleWord] = {}
        """The names with signs or *and* between their words, such as *principal & fellow*."""
        self.in_brackets: dict[Words, list[str]] = {}
        """What names have in brackets, with the levels: it tells one only as a whole title."""
        self._texts: list[str] = []
        """The names as titles can have them, in lower case."""
        self.codes = _codes(levels)
        """The codes that are no names: they count at an end of a part of a title."""
        self.grades: dict[str, str] = {}
        """By grade in a name, such as *ic5* and *band6*, its level."""
        self.unsure_grades: set[str] = set()
        """Those of the grades that have another word than the ladder."""
        self.numerals = _unique(self._numerals(levels))
        """By numeral, the one level whose name it ends: *engineer 2*."""
        for level in levels:
            self._add(level)
        for level in levels:
            self._add_adjectives(level)
        self._add_brackets(levels)
        self._add_grades(levels)

    @property
    def words(self) -> Iterator[str]:
        """Yield the words that only tell a level: the adjectives and numerals of names."""
        for phrase in self.stating:
            for word in phrase:
                if (word,) in self.stating or _is_numeral(word):
                    yield word

    def level_of(self, text: str) -> TitleWord | None:
        """Return what *text* means if it is the name of a level."""
        name = tuple(word for word in phrase_of(text) if word != "and")
        return self.plain.get(name) or self.stating.get(name) or self.with_signs.get(name)

    def of_title(self, title: str) -> TitleWord | None:
        """Return what *title* means if it is only the name, the grade or the brackets of one."""
        phrase = phrase_of(title)
        known, grade = self.level_of(title), self.grades.get("".join(phrase))
        if known:
            return known
        for code in [grade] if grade else self.in_brackets.get(phrase, ()):
            known = self._shared(known, code)
        return known

    def brackets_in(self, title: str) -> Iterator[tuple[str, list[str]]]:
        """Yield the parts of *title* that names have in brackets, with the levels."""
        for part in _PART.split(title) if self.in_brackets else ():
            levels = self.in_brackets.get(phrase_of(part))
            if levels:
                yield part.strip(), levels

    def is_noun(self, text: str, code: str) -> bool:
        """
        Return whether *text* names the work in the name of the level *code*.

        It is what follows the adjectives of the name: *engineer* in *staff engineer II*.
        """
        noun = phrase_of(text)
        if not noun or _is_numeral(noun[-1]):
            return False
        for name in filter(None, map(phrase_of, _names(self._levels[code].name))):
            for phrase in (name, _without_numeral(name)):
                before = phrase[: len(phrase) - len(noun)]
                if phrase == (*before, *noun) and self._adjectives.issuperset(before):
                    return True
        return False

    def noise(self, is_work: Callable[[Words], bool]) -> Noise:
        """
        Return the names as noise of titles.

        A name that is part of the name of some work counts only without other words in its part:
        *is_work* tells that. A *support specialist* may be one in an *IT support specialist*.
        """
        alone = self._known
        beside = tuple(
            text for text in alone if len(phrase_of(text)) > 1 and not is_work(phrase_of(text))
        )
        return Noise(NAME, alone=alone, at_an_end=(*beside, *self._grade_texts), in_front=beside)

    @property
    def texts(self) -> tuple[str, ...]:
        """The names and the grades in them: all texts that `noise` has."""
        return (*self._known, *self._grade_texts)

    @property
    def _known(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(self.level_of, self._texts)))

    def _add(self, level: Level) -> None:
        for text in _names(level.name):
            for phrase in _forms(phrase_of(text)):
                self._mean(phrase, level.code)
                self._texts.append(" ".join(phrase))
                self._mean(self._without_noun(phrase), level.code)
                if level.code in self._managing and phrase[:-1] not in self._graded:
                    self._mean(_without_numeral(phrase), level.code)
            self._texts.extend((fold(text).text, fold(text.replace("&", " and ")).text))
        code = phrase_of(level.code)
        if FUNCTION_WORDS.isdisjoint(code):
            self._mean(code, level.code, is_code=any(map(str.isdigit, level.code)))
        if len(code) > 1:
            self._texts.extend((" ".join(code), fold(level.code).text))
        for text in (level.name, level.name.partition("(")[0]):
            whole = tuple(word for word in phrase_of(text) if word != "and")
            # "Director, executive" is the title word "executive director" in another order.
            listed = {*whole} in map(set, self._words)
            if _SIGN.search(text) and len(whole) > 1 and not listed:
                self.with_signs[whole] = self._shared(self.with_signs.get(whole), level.code)

    def _without_noun(self, name: Words) -> Words:
        """Return *name* without the noun between an adjective and a numeral: *senior 2*; or ()."""
        *words, noun, last = ("", "", *name)
        is_graded = _is_numeral(last) and self._is_person(noun)
        return (*words[2:], last) if is_graded and {*words} & self._adjectives else ()

    def _add_adjectives(self, level: Level) -> None:
        """Add the adjectives in the name of *level*; those of a *senior manager* are no work's."""
        if level.code in self._managing:
            return
        for word in phrase_of(level.name.partition("(")[0])[:-1]:
            if word in self._adjectives and (word,) not in self._words:
                self.stating[word,] = self._shared(self._adjective(word), level.code)

    def _add_brackets(self, levels: Iterable[Level]) -> None:
        """Add what names have in brackets: *Engineer 2 (Individual Contributor)*."""
        for level in levels:
            for text in _BRACKETS.findall(level.name):
                phrase = phrase_of(text)
                if phrase not in self._words and _is_told(phrase):
                    self.in_brackets.setdefault(phrase, []).append(level.code)

    def _adjective(self, word: str) -> TitleWord | None:
        """Return what *word* means so far, unless only a manager's level has it as its name."""
        known = self.stating.get((word,))
        return None if known and known.level in self._managing else known

    def _add_grades(self, levels: Iterable[Level]) -> None:
        """Add the grades that only one name has."""
        own = _unique((text, each.code) for each in levels for text in self._grades(each.name))
        self.grades = {grade.replace(" ", ""): code for grade, code in own.items()}
        texts = [*own]
        for word, number, code, exact in self._same_grades(levels):
            grade = f"{word}{number}"
            if grade not in self.grades:
                self.grades[grade] = code
                texts += [grade, f"{word} {number}"]
                if not exact:
                    self.unsure_grades.add(grade)
        self._grade_texts = tuple(texts)

    def _same_grades(self, levels: Iterable[Level]) -> Iterator[tuple[str, str, str, bool]]:
        """
        Yield the word, number and level of grades that can only mean one, and whether they do.

        *L4* is *Level 4*, and *grade 4* may be. A word that the ladder has itself means what it
        says: with bands 1 to 5 and a grade 9, there is no *band 9*. Only a title with a word for
        managers can have the grade of a manager, so those are left out.
        """
        numbers = _unique((number, each.code) for each in levels for number in _numbers(each))
        steps = {(step, each.code) for each in levels for step in _steps(each)}
        own = {word for (word, _), _ in steps}
        for (word, number), code in sorted(steps):
            if numbers.get(number) != code or code in self._managing:
                continue
            for other, meaning in GRADE_WORDS.items():
                if meaning == word or meaning not in own:
                    yield other, number, code, word in ("", meaning)

    def _grades(self, name: str) -> Iterator[str]:
        """Yield the grades in the *name* of a level: *ic3* in *IC3 specialist*, *band 6*."""
        words = phrase_of(name)
        for before, word in zip(("", *words), words, strict=False):
            if word.isdigit() and before.isalpha() and not self._is_person(before):
                yield f"{before} {word}"
            elif not word.isdigit() and any(map(str.isdigit, word)):
                yield word

    def _numerals(self, levels: Iterable[Level]) -> Iterator[tuple[str, str]]:
        """Yield the numerals that end the name of some person, with the level."""
        for level in levels:
            words = phrase_of(level.name.partition("(")[0])
            plain = self._adjectives.isdisjoint(words) and level.code not in self._managing
            if len(words) > 1 and plain and _is_numeral(words[-1]) and self._is_person(words[-2]):
                yield from ((form[-1], level.code) for form in _forms(words))

    def _mean(self, phrase: Words, code: str, *, is_code: bool = False) -> None:
        if phrase in self._words or not _is_told(phrase):
            return
        known = self.stating if is_code or self._states(phrase, code) else self.plain
        known[phrase] = self._shared(known.get(phrase), code)

    def _states(self, name: Words, code: str) -> bool:
        """
        Return whether *name* states the level *code* anywhere: it is no bare noun for a person.

        It is that of managers, or has a level word, a numeral or an adjective before its noun, or
        it is one word for no person, such as *intermediate*.
        """
        if code in self._managing or (len(name) == 1 and not self._is_person(name[0])):
            return True
        if not self._adjectives.isdisjoint(name[:-1]):
            return True
        return any((each,) in self._words or _is_numeral(each) for each in name)

    def _shared(self, first: TitleWord | None, code: str) -> TitleWord:
        """Return what the name of the level *code* means, if it means *first* as well."""
        known = first.range if first and first.range else (code,)
        low, *_, high = sorted((*known, code), key=self._ranks.__getitem__)
        manage = {each in self._managing for each in (*known, code)}
        unsure = len(manage) > 1 or bool(first and first.unsure)
        return replace(meaning_of(low, (low, high)), unsure=unsure)


def _readable(level: Level) -> Level:
    """
    Return *level* with what is read of its name: none that is longer than a title.

    What stands in brackets behind a grade is the name: *Level 4 (Staff Engineer)*.
    """
    name = without_emoji(level.name) if len(level.name) <= READ else ""
    grade, *inside = filter(None, _BRACKETS.split(name)) if name else ("",)
    if len(inside) == 1 and (_step(phrase_of(grade)) or phrase_of(grade) == phrase_of(level.code)):
        name = f"{grade} - {inside[0]}"
    return replace(level, name=name)


def _steps(level: Level) -> Iterator[tuple[str, str]]:
    """Yield the word, or "", and the number of *level* by its code and its name: *Level IV*."""
    for text in (level.code, *_names(level.name)):
        step = _step(phrase_of(text))
        if step:
            yield step


def _step(phrase: Words) -> tuple[str, str] | None:
    """Return the word, or "", and the number of a *phrase* that is only a step of a ladder."""
    *words, last = phrase or ("",)
    match = _GRADE.fullmatch("".join((*words, ROMAN.get(last, last))))
    if match is None or (match[1] and match[1] not in GRADE_WORDS):
        return None
    return GRADE_WORDS.get(match[1], ""), match[2]


def _numbers(level: Level) -> Iterator[str]:
    """Yield the numbers in the code and the name of *level*, in Arabic."""
    for word in (*phrase_of(level.code), *phrase_of(level.name)):
        yield from _NUMBER.findall(ROMAN.get(word, word))


def meaning_of(level: str, levels: tuple[str, str] | None) -> TitleWord:
    """Return a meaning that is only a *level* and its range."""
    return TitleWord((), level, levels, None, below_scale=False, note=None)


def _without_numeral(name: Words) -> Words:
    """Return *name* without the numeral at its end: *manager* of *manager 2*; () without one."""
    return name[:-1] if _is_numeral(name[-1]) else ()


def _codes(levels: Iterable[Level]) -> frozenset[Words]:
    """Return the codes of *levels* that have a digit or a word of none of their names."""
    names = {word for level in levels for word in phrase_of(level.name)}
    phrases = {phrase_of(level.code): level.code for level in levels}
    return frozenset(
        phrase
        for phrase, code in phrases.items()
        if any(map(str.isdigit, code)) or not names.issuperset(phrase)
    )


def _unique(pairs: Iterable[tuple[K, str]]) -> dict[K, str]:
    """Return the values of those keys in *pairs* that have only one value."""
    values: dict[K, set[str]] = {}
    for key, value in pairs:
        values.setdefault(key, set()).add(value)
    return {key: value for key, (value, *others) in values.items() if not others}


def _is_told(phrase: Words) -> bool:
    """Return whether *phrase* is more than a numeral: it has a letter, or is a code as *2.1*."""
    return len(phrase) > 1 or any(map(str.isalpha, "".join(phrase)))


def _names(name: str) -> Iterator[str]:
    """
    Yield the *name* of a level without what it has in brackets, and each of *this / that*.

    Each part of a name with a dash or colon, such as *IC3 - Engineer*, is a name too.
    """
    outside = name.partition("(")[0].strip()
    yield outside
    parts = [part.strip() for part in _DASH.split(outside)]
    yield from parts if len(parts) > 1 else ()
    *others, last = outside.split("/")
    for other in others:
        yield f"{other} {last.split()[-1]}" if last.split() else other
    if others:
        yield last


def _forms(name: Words) -> Iterator[Words]:
    """Yield the *name* of a level, with its numeral in Arabic and in Roman."""
    roman = {number: text for text, number in ROMAN.items()}
    if name:
        yield name
        *first, last = name
        for other in (ROMAN.get(last), roman.get(last)):
            if other:
                yield (*first, other)


def _is_numeral(text: str) -> bool:
    return text.isdigit() or text in ROMAN
