"""Many titles → their answers, in order, in no more memory however many they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from levelctl.record import Record
from levelctl.tables.rows import BadRow
from levelctl.titles.batch.rows import TitleRow
from levelctl.titles.records import Match

AT_ONCE = 256
"""The most rows that are read before the first of them is answered."""

REMEMBERED = 8_192
"""The titles whose answers are remembered."""


class TitleMatcher(Protocol):
    """What answers titles."""

    def match(self, title: str, *, top: int = 5) -> Match:
        """Return what *title* means, with at most *top* candidates."""

    def match_many(self, titles: Iterable[str], *, top: int = 5) -> Iterator[Match]:
        """Yield what each of *titles* means, in order."""


class RowAnswer(Record):
    """What the title of a row means."""

    row: TitleRow
    match: Match

    def found(self, *, strict: bool = False) -> bool:
        """Tell whether its best candidate may be taken; *strict*, without a look at it."""
        return found(self.match, strict=strict)


def found(match: Match, *, strict: bool = False) -> bool:
    """Tell whether *match* has a candidate to take; *strict*, one that needs no review."""
    if strict:
        return match.band == "confident"
    return match.best is not None and match.band != "no confident match"


def answers(
    matcher: TitleMatcher,
    rows: Iterable[TitleRow | BadRow],
    *,
    top: int = 5,
    ready: Callable[[], bool] = lambda: True,
) -> Iterator[RowAnswer | BadRow]:
    """
    Yield the answer to each of *rows*, in their order; a bad row stands for itself.

    Rows are taken together while more of them are *ready*, so that who writes one row and waits
    gets an answer. The same title is not looked up twice, as long as it is remembered.
    """
    known: dict[str, Match] = {}
    for several in _together(rows, ready):
        titles = dict.fromkeys(each.title for each in several if isinstance(each, TitleRow))
        new = [title for title in titles if title not in known]
        found = _matched(matcher, new, top)
        for title in titles:  # those of the latest use come last
            known[title] = found[title] if title in found else known.pop(title)
        for each in several:
            yield each if isinstance(each, BadRow) else RowAnswer(each, known[each.title])
        for title in list(known)[: max(0, len(known) - REMEMBERED)]:
            del known[title]


def _together(
    rows: Iterable[TitleRow | BadRow], ready: Callable[[], bool]
) -> Iterator[list[TitleRow | BadRow]]:
    several: list[TitleRow | BadRow] = []
    for row in rows:
        several.append(row)
        if len(several) == AT_ONCE or not ready():
            yield several
            several = []
    if several:
        yield several


def _matched(matcher: TitleMatcher, titles: list[str], top: int) -> dict[str, Match]:
    if len(titles) == 1:
        return {titles[0]: matcher.match(titles[0], top=top)}
    return dict(zip(titles, matcher.match_many(titles, top=top), strict=True)) if titles else {}


class Tally:
    """What came of many titles, counted as they go by."""

    def __init__(self, *, strict: bool = False) -> None:
        self.strict = strict
        self.bands: Counter[str] = Counter()
        self.bad = 0
        self.blank = 0
        self.missed = 0
        """The titles without a candidate to take."""

    def add(self, each: RowAnswer | BadRow) -> None:
        if isinstance(each, BadRow):
            self.bad += 1
        elif not each.row.title:
            self.blank += 1
        else:
            self.bands[each.match.band] += 1
            self.missed += not each.found(strict=self.strict)

    @property
    def titles(self) -> int:
        """The titles that were answered; a blank line is none."""
        return self.bands.total()

    @property
    def unreadable(self) -> bool:
        """Whether there were rows, and none could be read."""
        return self.bad > 0 and self.titles + self.blank == 0

    def __str__(self) -> str:
        parts: list[Any] = [f"{self.titles:,} title{'' if self.titles == 1 else 's'}"]
        counts = [f"{count:,} {band}" for band, count in sorted(self.bands.items())]
        asides = ((self.blank, "blank"), (self.bad, "unreadable"))
        counts += [f"{count:,} {word}" for count, word in asides if count]
        return f"{parts[0]}: {', '.join(counts)}" if counts else parts[0]
