"""
The level of a title as a point and a range, and the level of a focus that comes nearest.

The words come from the ladder, and from the family where it gives some a meaning of its own: a
bank's vice president, a nurse on the staff. A word whose range is not on record is given one step
of its track either way; one that stands below the scale is given none above it.
"""

from __future__ import annotations

from collections.abc import Iterable

from levelctl.canon.model import Family, Ladder, Level, TitleWord
from levelctl.titles.level_words import LevelStatement, TitleReader, counted_of
from levelctl.titles.records import FoundLevel
from levelctl.titles.tokens import Words, tokens

LevelOrder = tuple[bool, bool, bool, float, float]


class LevelReader:
    """Reads the level of titles by a *ladder* and, once their family is known, by *families*."""

    def __init__(self, ladder: Ladder, families: Iterable[Family] = ()) -> None:
        self.ladder = ladder
        self._plain = TitleReader(ladder)
        self._of_family = {
            family.slug: TitleReader(ladder, _known(family.titles, ladder))
            for family in families
            if family.titles
        }
        plain = (word for word in ladder.titles.words if not word.names_work)
        texts = (tokens(text) for word in plain for text in word.words)
        phrases = {words for words in texts if len(words) > 1}
        self._phrases = frozenset(map(" ".join, phrases))
        self._endings = frozenset(words[-1] for words in phrases)
        self.contributors = [frozenset(tokens(text)) for text in ladder.titles.contributor_nouns]
        """The words of each noun that is no manager's though one may stand in it."""
        managing = {track.code for track in ladder.tracks if track.manages}
        self._managing = {level.code for level in ladder.levels if level.track in managing}

    @property
    def phrases(self) -> frozenset[str]:
        """The phrases of several words of the ladder that name no work."""
        return self._phrases

    def as_one(self, words: Words) -> Words:
        """
        Return *words* with the words of each of the `phrases` as one: *vice president*, *sales*.

        Words may stand between those of a phrase: *senior marketing director*.
        """
        if self._endings.isdisjoint(words):
            return words
        joined = list(words)
        for said in self._plain.said(" ".join(words)):
            parts = said.words.split()
            if said.words in self._phrases and all(part in joined for part in parts):
                joined[joined.index(parts[0])] = said.words
                for part in parts[1:]:
                    joined.remove(part)
        return tuple(joined)

    def own(self, family: str | None) -> str:
        """Return *family* if it gives words a meaning of its own, else nothing."""
        return family if family in self._of_family else ""

    def manages(self, level: str) -> bool:
        """Tell whether who is of *level*, a code of the ladder, leads people."""
        return level in self._managing

    def above(self, one: str, other: str) -> bool:
        """Tell whether the level *one* is of a higher rank than *other*; both are codes."""
        return self._plain.ranks[one] > self._plain.ranks[other]

    def knows(self, word: str) -> bool:
        """Tell whether *word*, in lower case, is one of the ladder's, or short for one."""
        return self._plain.knows(word)

    def agree(self, title: str, family: str | None = None) -> bool:
        """
        Tell whether the words of *title* that say a level can all be true of one.

        *Senior* and *lead* can; *junior* and *senior* cannot, nor *manager* and *director*.
        """
        reader = self._reader(family)
        ranges = [_range(reader, each) for each in counted_of(reader.said(title))]
        lowest = max((reader.ranks[low] for low, _ in ranges), default=0.0)
        return all(reader.ranks[high] >= lowest for _, high in ranges)

    def found_level(self, title: str, family: str | None = None) -> FoundLevel:
        """
        Return the level of *title*, which is the ladder's assumed one if the title says nothing.

        Of several words the one of the highest level counts, with its own range; a word below
        the scale, as *intern*, counts before all others. *family* is the slug of the family that
        the title is in, if that is known: its words go before those of the ladder.
        """
        reader = self._reader(family)
        counted = counted_of(reader.said(title))
        if not counted:
            titles = self.ladder.titles
            return FoundLevel(titles.assumed, *titles.assumed_range, (), assumed=True)
        # Of two as high, the noun, which stands last.
        leading = max(reversed(counted), key=lambda each: reader.ranks[each.level])
        words = tuple(each.words for each in counted)
        return FoundLevel(leading.level, *_range(reader, leading), words, assumed=False)

    def _reader(self, family: str | None) -> TitleReader:
        return self._of_family.get(self.own(family), self._plain)


class TitleLevel:
    """What one *title* says of its level, read once for each meaning that families give words."""

    def __init__(self, reader: LevelReader, title: str) -> None:
        self._reader = reader
        self._title = title
        self._found: dict[str, FoundLevel] = {}

    def in_family(self, family: str | None) -> FoundLevel:
        """Return the level in the *family* of that slug; without one, by the ladder alone."""
        own = self._reader.own(family)
        if own not in self._found:
            self._found[own] = self._reader.found_level(self._title, own)
        return self._found[own]

    def agrees(self, family: str | None) -> bool:
        """Tell whether the words that say a level can all be true of one, in the *family*."""
        one = len(self.in_family(family).words) <= 1
        return one or self._reader.agree(self._title, family)


def nearest_level(
    ladder: Ladder, found: FoundLevel, levels: Iterable[str]
) -> tuple[str, str | None]:
    """
    Return the one of *levels* that comes nearest to *found*, and what was said instead of it.

    *levels* are codes of the *ladder*. Nothing was said instead where the title says that very
    level, or says nothing: what was only assumed is not contradicted.

    Those who manage people come nearest to others who do, and those who do not likewise; then a
    level within the range, then one of the same track, then the nearest rank, the lower of two.
    Two tracks that manage nobody share no work, and so are compared by years of experience:
    *P2* is *S2*, though their ranks are one apart.

    Raises ValueError if *levels* are none of the ladder's.
    """
    wanted = frozenset(levels)
    if found.level in wanted:
        return found.level, None
    having = [level for level in ladder.levels if level.code in wanted]
    nearest = min(having, key=_Distance(ladder, found)).code
    return nearest, None if found.assumed else found.level


class _Distance:
    """How far levels of a *ladder* are from what was *found*, to compare them by."""

    def __init__(self, ladder: Ladder, found: FoundLevel) -> None:
        by_code = {level.code: level for level in ladder.levels}
        self.managing = {track.code for track in ladder.tracks if track.manages}
        self.said, self.low, self.high = (
            by_code[code] for code in (found.level, found.low, found.high)
        )

    def __call__(self, level: Level) -> LevelOrder:
        apart = level.track != self.said.track
        manages = self._manages(level) != self._manages(self.said)
        by_years = apart and not any(map(self._manages, (level, self.said, self.low, self.high)))
        if by_years:
            outside = not self._years_within(level)
            far = _years_between(level, self.said)
        else:
            outside = not self.low.rank <= level.rank <= self.high.rank
            far = abs(level.rank - self.said.rank)
        return manages, outside, apart, far, level.rank

    def _manages(self, level: Level) -> bool:
        return level.track in self.managing

    def _years_within(self, level: Level) -> bool:
        low, high = self.low.years.low, self.high.years.high
        return low <= level.years.low and level.years.high <= high


def _years_between(one: Level, other: Level) -> float:
    return abs(one.years.low - other.years.low) + abs(one.years.high - other.years.high)


def _known(words: Iterable[TitleWord], ladder: Ladder) -> list[TitleWord]:
    """Return *words* without those of a level that the *ladder* lacks, as a faulty canon may."""
    codes = {level.code for level in ladder.levels}
    return [word for word in words if codes.issuperset((word.level, *(word.range or ())))]


def _range(reader: TitleReader, said: LevelStatement) -> tuple[str, str]:
    if said.range:
        return said.range
    low, high = reader.around(said.level)
    return (low, said.level) if said.below_scale else (low, high)
