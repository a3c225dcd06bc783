"""
The level of a title as a point and a range, and the level of a focus that is nearest to it.

The level words come from the ladder, and from families that give some of them another meaning: a
vice president in a bank, a staff nurse. A word without a known range gets one step of its track
in each direction; a word below the scale gets none upward.
"""

from __future__ import annotations

from collections.abc import Iterable

from levelctl.canon.model import Family, Ladder, Level, TitleWord
from levelctl.text.words import Words
from levelctl.titles.level_words import LevelStatement, LevelWordReader, counted_of
from levelctl.titles.records import FoundLevel, Removal
from levelctl.titles.tokens import tokens

LevelOrder = tuple[bool, bool, bool, float, float]


class LevelReader:
    """Reads the level of titles by a *ladder* and, if the family of a title is known, by that."""

    def __init__(self, ladder: Ladder, families: Iterable[Family] = ()) -> None:
        self.ladder = ladder
        self._plain = LevelWordReader(ladder)
        self._of_family = {
            family.slug: LevelWordReader(ladder, _on_ladder(family.titles, ladder))
            for family in families
            if family.titles
        }
        plain = (word for word in ladder.titles.words if not word.names_work)
        texts = (tokens(text) for word in plain for text in word.words)
        phrases = {words for words in texts if len(words) > 1}
        self._phrases = frozenset(map(" ".join, phrases))
        self._endings = frozenset(words[-1] for words in phrases)
        self.contributors = [frozenset(tokens(text)) for text in ladder.titles.contributor_nouns]
        """The words of each noun, such as *account manager*, for a person who manages nobody."""
        managing = {track.code for track in ladder.tracks if track.manages}
        self._managing = {level.code for level in ladder.levels if level.track in managing}

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
            parts = statement.words.split()
            if statement.words in self._phrases and all(part in joined for part in parts):
                joined[joined.index(parts[0])] = statement.words
                for part in parts[1:]:
                    joined.remove(part)
        return tuple(joined)

    def own_family(self, family: str | None) -> str:
        """Return *family* if it gives level words another meaning, otherwise ""."""
        return family if family in self._of_family else ""

    def manages(self, level: str) -> bool:
        """Return whether people at *level*, a code of the ladder, manage others."""
        return level in self._managing

    def above(self, one: str, other: str) -> bool:
        """Return whether the level *one* has a higher rank than *other*; both are codes."""
        return self._plain.ranks[one] > self._plain.ranks[other]

    def apart(self, one: str, other: str) -> float:
        """Return how many ranks are between the levels *one* and *other*; both are codes."""
        return abs(self._plain.ranks[one] - self._plain.ranks[other])

    def knows(self, word: str) -> bool:
        """Return whether *word*, in lower case, is a level word or an abbreviation of one."""
        return self._plain.knows(word)

    def is_consistent(self, title: str, family: str | None = None) -> bool:
        """
        Return whether one level fits all level words of *title*.

        One fits *senior* and *lead*. None fits *junior* and *senior*, or *manager* and *director*.
        """
        reader = self._reader(family)
        ranges = [_range(reader, each) for each in counted_of(reader.statements(title))]
        lowest = max((reader.ranks[low] for low, _ in ranges), default=0.0)
        return all(reader.ranks[high] >= lowest for _, high in ranges)

    def level_of(self, title: str, family: str | None = None) -> FoundLevel:
        """
        Return the level of *title*, or the ladder's assumed level if the title states none.

        The word with the highest level counts, with its own range. A word below the scale, such
        as *intern*, takes precedence over all others. *family* is the slug of the title's family,
        if it is known; its level words take precedence over those of the ladder.
        """
        reader = self._reader(family)
        counted = counted_of(reader.statements(title))
        if not counted:
            titles = self.ladder.titles
            return FoundLevel(titles.assumed, *titles.assumed_range, (), assumed=True)
        # Of equals the last, which is the noun.
        leading = max(reversed(counted), key=lambda each: reader.ranks[each.level])
        words = tuple(each.words for each in counted)
        return FoundLevel(leading.level, *_range(reader, leading), words, assumed=False)

    def _reader(self, family: str | None) -> LevelWordReader:
        return self._of_family.get(self.own_family(family), self._plain)


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
        self._levels: dict[tuple[str, str | None], FoundLevel] = {}

    def in_family(self, family: str | None, base: str | None = None) -> FoundLevel:
        """
        Return the level in the family with this slug, or by the ladder alone if it is None.

        *base* is the level that the work has by itself, such as that of the alias *AP clerk*:
        words such as *senior* are then relative to it.
        """
        key = (self._reader.own_family(family), base)
        if key not in self._levels:
            self._levels[key] = self._reader.level_of(self._title, key[0])
        return self._levels[key]

    def doubts(self, family: str | None, base: str | None = None) -> tuple[str, ...]:
        """
        Return why the level is not certain, each as a clause: *it names two offices*.

        A title with a doubt is never confident.
        """
        del family, base
        return ()

    def is_consistent(self, family: str | None) -> bool:
        """Return whether one level fits all level words of the title in this *family*."""
        one = len(self.in_family(family).words) <= 1
        return one or self._reader.is_consistent(self._title, family)


def nearest_level(
    ladder: Ladder, stated: FoundLevel, levels: Iterable[str]
) -> tuple[str, str | None]:
    """
    Return the one of *levels* that is nearest to the *stated* level, and the stated one.

    *levels* are codes of the *ladder*. The second value is None if the stated level is among
    *levels*, or if it is only assumed.

    A level that manages people is nearer to another that does, and one that does not to another
    that does not. After that, a level within the range is nearer, then one of the same track,
    then one of a nearer rank; of two equally near ranks, the lower. Two tracks that manage nobody
    have no work in common, so their levels are compared by years of experience: *P2* is nearest
    to *S2*, although their ranks differ by one.

    Raises ValueError if none of *levels* is on the ladder.
    """
    wanted = frozenset(levels)
    if stated.level in wanted:
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
            by_code[code] for code in (stated.level, stated.low, stated.high)
        )

    def __call__(self, level: Level) -> LevelOrder:
        apart = level.track != self.stated.track
        manages = self._manages(level) != self._manages(self.stated)
        by_years = apart and not any(map(self._manages, (level, self.stated, self.low, self.high)))
        if by_years:
            outside = not self._years_within(level)
            far = _years_between(level, self.stated)
        else:
            outside = not self.low.rank <= level.rank <= self.high.rank
            far = abs(level.rank - self.stated.rank)
        return manages, outside, apart, far, level.rank

    def _manages(self, level: Level) -> bool:
        return level.track in self.managing

    def _years_within(self, level: Level) -> bool:
        low, high = self.low.years.low, self.high.years.high
        return low <= level.years.low and level.years.high <= high


def _years_between(one: Level, other: Level) -> float:
    return abs(one.years.low - other.years.low) + abs(one.years.high - other.years.high)


def _on_ladder(words: Iterable[TitleWord], ladder: Ladder) -> list[TitleWord]:
    """Return *words* without those whose level is not on the *ladder*, as in a faulty canon."""
    codes = {level.code for level in ladder.levels}
    return [word for word in words if codes.issuperset((word.level, *(word.range or ())))]


def _range(reader: LevelWordReader, statement: LevelStatement) -> tuple[str, str]:
    if statement.range:
        return statement.range
    low, high = reader.around(statement.level)
    return (low, statement.level) if statement.below_scale else (low, high)
