"""
The level of a title as a point and a range, and the level of a focus that is nearest to it.

The level words come from the ladder, and from families that give some of them another meaning: a
vice president in a bank, a staff nurse. A word without a known range gets one step of its track
in each direction; a word below the scale gets none upward.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from levelctl.canon.model import Family, Ladder, Level, TitleWord
from levelctl.record import Record, replace
from levelctl.text.words import Words, singular, word_pattern
from levelctl.titles.clean.lexicon import Grade, Noise
from levelctl.titles.level_doubts import LevelDoubts
from levelctl.titles.level_phrases import phrase_of
from levelctl.titles.level_readings import LevelCombiner
from levelctl.titles.level_words import LevelWordReader
from levelctl.titles.records import FoundLevel, Removal
from levelctl.titles.tokens import tokens

_WORD = word_pattern()

LevelOrder = tuple[bool, bool, bool, float, float]


class LevelReading(Record):
    """The level of a title, and why it is not certain."""

    found: FoundLevel
    doubts: tuple[str, ...] = ()
    """Each as a clause, such as *"chief analyst" can mean many levels*."""
    below_scale: str = ""
    """The word for somebody below the lowest level, such as *intern*, or ""."""


class LevelReader:
    """
    Reads the level of titles by a *ladder* and, if the family of a title is known, by that.

    *grades* are those of other organizations that the canon maps to levels.
    """

    def __init__(
        self, ladder: Ladder, families: Iterable[Family] = (), grades: Iterable[Grade] = ()
    ) -> None:
        self.ladder = ladder
        self._grades = _mapped(grades, ladder)
        self._plain = LevelWordReader(ladder)
        self._words_of = {
            family.slug: _on_ladder(family.titles, ladder) for family in families if family.titles
        }
        self._combiners: dict[tuple[str, str], tuple[LevelCombiner, LevelDoubts]] = {}
        self._bases: dict[frozenset[str], str | None] = {}
        plain = (word for word in ladder.titles.words if not word.names_work)
        texts = (tokens(text) for word in plain for text in word.words)
        phrases = {words for words in texts if len(words) > 1}
        self._phrases = frozenset(map(" ".join, phrases))
        self._endings = frozenset(words[-1] for words in phrases)
        self.contributors = [frozenset(tokens(text)) for text in ladder.titles.contributor_nouns]
        """The words of each noun, such as *account manager*, for a person who manages nobody."""

    @property
    def phrases(self) -> frozenset[str]:
        """The ladder's phrases of two or more words that do not name work."""
        return self._phrases

    def join_phrases(self, words: Words) -> Words:
        """
        Return *words* with each of the `phrases` as one word: ("vice president", "sales").

        Other words can be between those of a phrase, as in *senior marketing director*.
        """
        if self._endings.isdisjoint(words):
            return words
        joined = list(words)
        for statement in self._plain.statements(" ".join(words)):
            parts, phrase = statement.words.split(), statement.phrase
            in_order = phrase if sorted(parts) == sorted(phrase.split()) else statement.words
            if in_order in self._phrases and all(part in joined for part in parts):
                joined[joined.index(parts[0])] = in_order
                for part in parts[1:]:
                    joined.remove(part)
        return tuple(joined)

    def without(self, title: str, words: Iterable[str]) -> str:
        """Return *title* without *words*, in any form that the ladder knows, such as *mgr*."""
        among = frozenset(words)
        return _WORD.sub(lambda match: "" if self._word(match[0]) in among else match[0], title)

    def words_of(self, title: str) -> Words:
        """Return the words of *title*, each in the singular and as the ladder writes it."""
        return tuple(map(self._word, _WORD.findall(title)))

    def _word(self, text: str) -> str:
        return singular(self._plain.phrases.canonical(text.casefold()))

    @property
    def own_words(self) -> Iterator[str]:
        """Yield the words of names and codes that only tell a level, in lower case."""
        yield from self._plain.names.words
        yield from self._plain.numerals

    @property
    def names(self) -> tuple[str, ...]:
        """The names of levels and the grades in them, in lower case."""
        return self._plain.names.texts

    def names_as_noise(self, is_work: Callable[[Words], bool]) -> Noise:
        """Return the names of levels as noise; *is_work* tells whether some work is called so."""
        return self._plain.names.noise(is_work)

    def named(self, text: str) -> FoundLevel | None:
        """Return the level whose name *text* is, or None."""
        word = self._plain.names.of_title(text)
        if word is None or word.level is None:
            return None
        low, high = word.range or (word.level, word.level)
        return FoundLevel(word.level, low, high, (text,), assumed=False)

    def has_in_brackets(self, text: str) -> bool:
        """Return whether *text* is all of what the name of a level has in brackets."""
        return phrase_of(text) in self._plain.names.in_brackets

    def own_family(self, family: str | None) -> str:
        """Return *family* if it gives level words another meaning, otherwise ""."""
        return family if family in self._words_of else ""

    def manages(self, level: str | None) -> bool:
        """Return whether people at *level*, a code of the ladder, manage others; not if None."""
        return level is not None and self._plain.manages(level)

    def name(self, level: str) -> str:
        """Return the name of *level* with its code: *Senior Manager (M3)*."""
        name = next(each.name for each in self.ladder.levels if each.code == level)
        return f"{name} ({level})"

    def is_highest(self, level: str) -> bool:
        """Return whether no level of the ladder has a higher rank than *level*, a code."""
        return self._plain.ranks[level] == max(self._plain.ranks.values())

    def span(self, levels: Iterable[str]) -> tuple[str, str]:
        """Return the lowest and the highest of *levels*, which are codes."""
        return self._plain.span(levels)

    def apart(self, one: str, other: str) -> float:
        """Return how many ranks are between the levels *one* and *other*; both are codes."""
        return abs(self._plain.ranks[one] - self._plain.ranks[other])

    def knows(self, word: str) -> bool:
        """Return whether *word*, in lower case, is a level word or an abbreviation of one."""
        return self._plain.knows(word)

    def base_of(self, levels: Iterable[str]) -> str | None:
        """
        Return the level of work without level words in a focus with *levels*, or None.

        It is None if the focus has levels of the track of the assumed level: there words such as
        *senior* mean what the ladder says.
        """
        wanted = frozenset(levels)
        assumed = self._plain.usual
        if wanted not in self._bases:
            tracks = {self._plain.track(code) for code in wanted}
            nearest = None
            if wanted and self._plain.track(assumed) not in tracks:
                nothing = replace(self._combiner("", None)[0].nothing, level=assumed)
                nearest, _ = nearest_level(self.ladder, nothing, wanted)
            managed = nearest is None or self.manages(nearest)
            self._bases[wanted] = None if managed else nearest
        return self._bases[wanted]

    def contributor_words(self, title: str) -> frozenset[str]:
        """Return the words of the contributors' nouns in *title*, such as *account manager*."""
        return self._plain.contributor_words(title)

    def level_of(self, title: str, family: str | None = None) -> FoundLevel:
        """
        Return the level of *title*, or the ladder's assumed level if the title states none.

        *family* is the slug of the title's family, if it is known; its level words take
        precedence over those of the ladder.
        """
        return self.reading(title, family).found

    def reading(
        self,
        title: str,
        family: str | None = None,
        base: str | None = None,
        removed: Iterable[Removal] = (),
    ) -> LevelReading:
        """
        Return the level of *title* and its doubts.

        *base* is the level of the work by itself, and *removed* the noise of the title.
        """
        combiner, doubts = self._combiner(self.own_family(family), base)
        evidence = combiner.evidence(title, tuple(removed))
        found = combiner.found(evidence, base)
        reasons = (*doubts.of(evidence, found, base), *self._of_brackets(title, found))
        return LevelReading(found, reasons, evidence.below_scale)

    def _of_brackets(self, title: str, found: FoundLevel) -> Iterator[str]:
        """Yield the doubt that parts of *title* are those of names of levels other than *found*."""
        for text, levels in self._plain.names.brackets_in(title):
            if found.level and found.level not in levels:
                yield f'"{text}" stands in the name of {" and ".join(map(self.name, levels))}'

    def _combiner(self, family: str, base: str | None) -> tuple[LevelCombiner, LevelDoubts]:
        """
        Return the combiner of a *family* with words of its own, or of none if it is "".

        What a family says of professionals does not hold for support: if *base* is a level of
        support, its words for levels of other tracks do not count.
        """
        track = self._plain.track(base or self._plain.usual)
        if base is None or self.manages(base):
            track = self._plain.track(self._plain.usual)
        key = family, track
        if key not in self._combiners:
            words = self._words_of.get(family, [])
            if track != self._plain.track(self._plain.usual):
                words = [each for each in words if self._is_on(track, each)]
            reader = LevelWordReader(self.ladder, words) if words else self._plain
            combiner = LevelCombiner(reader, self._grades)
            self._combiners[key] = combiner, LevelDoubts(combiner)
        return self._combiners[key]

    def _is_on(self, track: str, word: TitleWord) -> bool:
        return word.level is not None and self._plain.track(word.level) == track


class TitleLevel:
    """
    The level of one *title* from which the cleaner took *removed*, cached by family and base.

    A grade, a place or the word *acting* is noise to whoever looks for the work, and evidence of
    the level.
    """

    def __init__(self, reader: LevelReader, title: str, removed: tuple[Removal, ...] = ()) -> None:
        self._reader = reader
        self._title = title
        self._removed = removed
        self._readings: dict[tuple[str, str | None], LevelReading] = {}

    def without(self, words: Iterable[str]) -> TitleLevel:
        """Return the level of the title without *words*, which name its work."""
        return TitleLevel(self._reader, self._reader.without(self._title, words), self._removed)

    @property
    def is_one_part(self) -> bool:
        """Whether no comma parts the title."""
        return "," not in self._title

    @property
    def words(self) -> Words:
        """The words of the title, each in the singular and as the ladder writes it."""
        return self._reader.words_of(self._title)

    def in_family(
        self, family: str | None, base: str | None = None, levels: Iterable[str] = ()
    ) -> FoundLevel:
        """
        Return the level in the family with this slug, or by the ladder alone if it is None.

        *base* is the level that the work has by itself, such as that of the alias *AP clerk*:
        words such as *senior* are then relative to it. If it is None, *levels*, those of a focus,
        can have one: that of support if all its levels are support's or a manager's.
        """
        return self._reading(family, base, levels).found

    def doubts(
        self, family: str | None, base: str | None = None, levels: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """
        Return why the level is not certain, each as a clause: *"chief" can mean many levels*.

        A title with a doubt is never confident.
        """
        levels = tuple(levels)
        reading = self._reading(family, base, levels)
        word = reading.below_scale
        if word and levels and reading.found.level not in levels:
            return (*reading.doubts, f'"{word}" is below the lowest level of the focus')
        return reading.doubts

    def _reading(self, family: str | None, base: str | None, levels: Iterable[str]) -> LevelReading:
        key = (self._reader.own_family(family), base or self._reader.base_of(levels))
        if key not in self._readings:
            self._readings[key] = self._reader.reading(self._title, *key, self._removed)
        return self._readings[key]


def nearest_level(
    ladder: Ladder, stated: FoundLevel, levels: Iterable[str]
) -> tuple[str | None, str | None]:
    """
    Return the one of *levels* that is nearest to the *stated* level, and the stated one.

    *levels* are codes of the *ladder*. The second value is None if the stated level is among
    *levels*, or if it is only assumed; both are if nothing says the level.

    A level that manages people is nearer to another that does, and one that does not to another
    that does not. After that, a level within the range is nearer, then one of the same track,
    then one of a nearer rank; of two equally near ranks, the lower. Two tracks that manage nobody
    have no work in common, so their levels are compared by years of experience: *P2* is nearest
    to *S2*, although their ranks differ by one. A code has no range, and is compared by rank.

    Raises ValueError if none of *levels* is on the ladder.
    """
    wanted = frozenset(levels)
    if stated.level is None or stated.level in wanted:
        return stated.level, None
    having = [level for level in ladder.levels if level.code in wanted]
    nearest = min(having, key=_LevelDistance(ladder, stated)).code
    return nearest, None if stated.assumed else stated.level


class _LevelDistance:
    """A sort key: how far a level of a *ladder* is from the *stated* level."""

    def __init__(self, ladder: Ladder, stated: FoundLevel) -> None:
        by_code = {level.code: level for level in ladder.levels}
        self.managing = {track.code for track in ladder.tracks if track.manages}
        self.stated, self.low, self.high = (
            by_code[code] for code in (stated.level or stated.low, stated.low, stated.high)
        )

    def __call__(self, level: Level) -> LevelOrder:
        apart = level.track != self.stated.track
        manages = self._manages(level) != self._manages(self.stated)
        # A code of the ladder says which rank is meant, and words such as "senior" do not.
        exact = self.low == self.high
        managed = any(map(self._manages, (level, self.stated, self.low, self.high)))
        by_years = apart and not exact and not managed
        years = [_bounds(each) for each in (level, self.stated, self.low, self.high)]
        if by_years and all(years):
            outside, far = _by_years(*filter(None, years))
        else:
            outside = not self.low.rank <= level.rank <= self.high.rank
            far = abs(level.rank - self.stated.rank)
        return manages, outside, apart, far, level.rank

    def _manages(self, level: Level) -> bool:
        return level.track in self.managing


_Bounds = tuple[int, int]
"""The usual minimum and maximum of a level's years."""


def _bounds(level: Level) -> _Bounds | None:
    years = level.years
    return (years.low, years.high) if years and years.high is not None else None


def _by_years(
    level: _Bounds, stated: _Bounds, lowest: _Bounds, highest: _Bounds
) -> tuple[bool, float]:
    """Return whether *level* is outside *lowest* to *highest*, and how far it is from *stated*."""
    outside = not (lowest[0] <= level[0] and level[1] <= highest[1])
    return outside, sum(abs(one - other) for one, other in zip(level, stated, strict=True))


def _on_ladder(words: Iterable[TitleWord], ladder: Ladder) -> list[TitleWord]:
    """Return *words* without those whose level is not on the *ladder*, as in a faulty canon."""
    codes = {level.code for level in ladder.levels}
    return [word for word in words if codes.issuperset((word.level, *(word.range or ())))]


def _mapped(grades: Iterable[Grade], ladder: Ladder) -> dict[str, Grade]:
    """Return by code, without spaces and signs, the *grades* whose levels are on the *ladder*."""
    codes = {level.code for level in ladder.levels}
    return {
        "".join(phrase_of(text)): grade
        for grade in grades
        if codes.issuperset((grade.level, *(grade.range or ())))
        for text in grade.codes
    }
