"""
The names of a ladder's levels, as titles have them.

A name is noise to whoever looks for the work, and evidence of the level: *auditor, associate
partner*. What a name has in brackets, and a grade in it, are names too: *band 6*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from levelctl.canon.model import Ladder, Level, TitleWord
from levelctl.text.words import Words
from levelctl.titles.clean.folding import fold
from levelctl.titles.clean.lexicon import Noise
from levelctl.titles.level_phrases import phrase_of

NAME = "level name"
"""The kind of noise that is the name of a level."""

ROMAN = dict(zip("i ii iii iv v vi vii viii ix x".split(), map(str, range(1, 11)), strict=True))
"""By Roman numeral, in lower case, the Arabic one."""

_SIGN = re.compile(r"[/&(),:+]|\s(?:[-–—]|and)\s")


class LevelNames:
    """
    The names and codes of the levels of *ladder* that *words*, its title words, do not define.

    If several levels have one name, it means the lowest to the highest of them.
    """

    def __init__(self, ladder: Ladder, words: Mapping[Words, object]) -> None:
        self._words = words
        self.stating: dict[Words, TitleWord] = {}
        """The codes, and the names with a title word or a numeral: they count anywhere."""
        self.plain: dict[Words, TitleWord] = {}
        """The other names, which count as a whole part: every *engineer* is called that."""
        self.with_signs: dict[Words, TitleWord] = {}
        """The names with signs or *and* between their words, such as *principal & fellow*."""
        self._texts: list[str] = []
        """The names as titles can have them, in lower case."""
        self.grades: dict[str, str] = {}
        """By grade in a name, such as *ic5* and *band6*, its level."""
        for level in ladder.levels:
            self._add(level)
        self._add_grades(ladder.levels)

    def level_of(self, text: str) -> TitleWord | None:
        """Return what *text* means if it is the name of a level."""
        name = tuple(word for word in phrase_of(text) if word != "and")
        return self.plain.get(name) or self.stating.get(name) or self.with_signs.get(name)

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
            self._texts.extend((fold(text).text, fold(text.replace("&", " and ")).text))
        self._mean(phrase_of(level.code), level.code, is_code=True)
        for text in (level.name, level.name.partition("(")[0]):
            whole = tuple(word for word in phrase_of(text) if word != "and")
            # "Director, executive" is the title word "executive director" in another order.
            listed = {*whole} in map(set, self._words)
            if _SIGN.search(text) and len(whole) > 1 and not listed:
                self.with_signs[whole] = _meaning(level.code, level.code)

    def _add_grades(self, levels: Iterable[Level]) -> None:
        """Add the grades that only one name has."""
        holders: dict[str, set[str]] = {}
        for level in levels:
            for grade in _grades(level.name):
                holders.setdefault(grade, set()).add(level.code)
        own = {grade: code for grade, (code, *more) in holders.items() if not more}
        self.grades = {grade.replace(" ", ""): code for grade, code in own.items()}
        self._grade_texts = tuple(own)

    def _mean(self, phrase: Words, code: str, *, is_code: bool = False) -> None:
        if phrase in self._words or not any(map(str.isalpha, "".join(phrase))):
            return
        first = self.stating.get(phrase) or self.plain.get(phrase)
        meaning = _meaning(first.range[0] if first and first.range else code, code)
        if is_code or any((each,) in self._words or _is_numeral(each) for each in phrase):
            self.stating[phrase] = meaning
        else:
            self.plain[phrase] = meaning


def _meaning(low: str, high: str) -> TitleWord:
    return TitleWord((), low, (low, high), None, below_scale=False, note=None)


def _names(name: str) -> Iterator[str]:
    """Yield the *name* of a level without what it has in brackets, and each of *this / that*."""
    outside = name.partition("(")[0].strip()
    yield outside
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


def _grades(name: str) -> Iterator[str]:
    """Yield the grades in the *name* of a level: *ic3* in *IC3 specialist*, *band 6*."""
    words = phrase_of(name)
    for before, word in zip(("", *words), words, strict=False):
        if word.isdigit() and before.isalpha():
            yield f"{before} {word}"
        elif not word.isdigit() and any(map(str.isdigit, word)):
            yield word


def _is_numeral(text: str) -> bool:
    return text.isdigit() or text in ROMAN
