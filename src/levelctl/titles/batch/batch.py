"""Many titles → their answers, in order, in constant memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from levelctl.record import Record, replace
from levelctl.titles.batch.title_rows import BadTitleRow, TitleRow
from levelctl.titles.records import Match

AT_ONCE = 256
"""The most rows that are read before the first of them is answered."""

MOST_AT_ONCE = 4_000_000
"""About the most bytes of such rows."""

LONGEST = 1_000
"""The most characters of a title whose answer is cached."""

REMEMBERED = 8_192
"""How many titles have their answers cached."""


class TitleMatcher(Protocol):
    """Anything that answers titles: the matcher of a canon or of a scheme."""

    def match(self, title: str, *, top: int = 5) -> Match:
        """Return what *title* means, with at most *top* candidates."""

    def match_many(self, titles: Iterable[str], *, top: int = 5) -> Iterator[Match]:
        """Yield what each of *titles* means, in order."""


class RowAnswer(Record):
    """A row with the answer to its title."""

    row: TitleRow
    match: Match

    def is_accepted(self, *, strict: bool = False) -> bool:
        """Return whether the answer is accepted, as the function of that name does."""
        return is_accepted(self.match, strict=strict)


def is_accepted(match: Match, *, strict: bool = False) -> bool:
    """Return whether *match* has a best candidate; if *strict*, one that needs no review."""
    if strict:
        return match.band == "confident"
    return match.best is not None and match.band != "no confident match"


def answers(
    matcher: TitleMatcher,
    rows: Iterable[TitleRow | BadTitleRow],
    *,
    top: int = 5,
    ready: Callable[[], bool] = lambda: True,
) -> Iterator[RowAnswer | BadTitleRow]:
    """
    Yield the answer to each of *rows*, in order; a bad row is yielded as it is.

    Rows are answered in batches for as long as the next row is *ready*, so a program that writes
    one row and waits gets its answer. A title whose answer is cached is not looked up again.
    """
    known: dict[str, Match] = {}
    for several in _together(rows, ready):
        titles = dict.fromkeys(each.title for each in several if isinstance(each, TitleRow))
        new = [title for title in titles if title not in known]
        matches = _matched(matcher, new, top)
        for title in titles:  # the most recently used come last
            known[title] = matches[title] if title in matches else known.pop(title)
        for each in several:
            yield each if isinstance(each, BadTitleRow) else RowAnswer(each, known[each.title])
        for title in [title for title in titles if len(title) > LONGEST]:
            del known[title]
        for title in list(known)[: max(0, len(known) - REMEMBERED)]:
            del known[title]


def _together(
    rows: Iterable[TitleRow | BadTitleRow], ready: Callable[[], bool]
) -> Iterator[list[TitleRow | BadTitleRow]]:
    several: list[TitleRow | BadTitleRow] = []
    size = 0
    for row in rows:
        several.append(row)
        size += 0 if isinstance(row, BadTitleRow) else _size(row)
        if len(several) == AT_ONCE or size > MOST_AT_ONCE or not ready():
            yield several
            several, size = [], 0
    if several:
        yield several


def _size(row: TitleRow) -> int:
    """Return about how many bytes *row* takes in memory."""
    texts = (each for each in row.columns.values() if isinstance(each, str))
    return len(row.title) + sum(map(len, texts)) + 100 * len(row.columns)


def _matched(matcher: TitleMatcher, titles: list[str], top: int) -> dict[str, Match]:
    if len(titles) == 1:
        return {titles[0]: matcher.match(titles[0], top=top)}
    return dict(zip(titles, matcher.match_many(titles, top=top), strict=True)) if titles else {}


class RowFault(Record):
    """Why rows cannot be read."""

    cause: str
    """A clause about a row."""
    detail: str
    """What is particular to the first of the rows, or nothing."""
    count: int
    lines: tuple[int, ...]
    """The first lines on which such rows begin."""

    def __str__(self) -> str:
        """
        Return which rows are concerned, and why.

        >>> print(RowFault("it is not in UTF-8", "the byte 0xE9", 1, (7,)))
        line 7 cannot be read: it is not in UTF-8: the byte 0xE9
        >>> print(RowFault("it is not in UTF-8", "the byte 0xE9", 1204, (7, 9)))
        1,204 rows cannot be read, on lines 7, 9 and others: it is not in UTF-8
        """
        if self.count == 1:
            detail = f": {self.detail}" if self.detail else ""
            return f"line {self.lines[0]} cannot be read: {self.cause}{detail}"
        others = " and others" if self.count > len(self.lines) else ""
        lines = ", ".join(map(str, self.lines))
        return f"{self.count:,} rows cannot be read, on lines {lines}{others}: {self.cause}"


SHOWN = 5
"""The most lines that a fault names."""

FAULTS = 10
"""The most causes that are told apart."""


_NOT_WESTERN = ("81", "8D", "8F", "90", "9D")
"""How the bytes are shown that cp1252 lacks."""


def _is_ascii(row: TitleRow) -> bool:
    texts = (each for each in row.columns.values() if isinstance(each, str))
    return row.title.isascii() and all(map(str.isascii, texts))


class Tally:
    """Counts the answers to many titles, by their bands."""

    def __init__(self, *, strict: bool = False) -> None:
        self.strict = strict
        self.bands: Counter[str] = Counter()
        self.blank = 0
        self.missed = 0
        """The titles without an accepted answer."""
        self._faults: dict[str, RowFault] = {}
        self._accented = 0
        """The rows that can be read and have other characters than ASCII."""
        self._undecodable = 0
        self._is_western = True
        """Whether cp1252 has the bytes that are not in the encoding of the text."""

    def add(self, answer: RowAnswer | BadTitleRow) -> None:
        if isinstance(answer, BadTitleRow):
            self._add_fault(answer)
            return
        self._accented += not _is_ascii(answer.row)
        if not answer.row.title:
            self.blank += 1
        else:
            self.bands[answer.match.band] += 1
            self.missed += not answer.is_accepted(strict=self.strict)

    def _add_fault(self, row: BadTitleRow) -> None:
        from levelctl.tables.rows import UNDECODABLE

        cause, _, detail = row.reason.partition(": ")
        if cause.startswith(UNDECODABLE):
            self._undecodable += 1
            self._is_western = self._is_western and not detail.endswith(_NOT_WESTERN)
        if cause not in self._faults and len(self._faults) == FAULTS:
            cause, detail = "other causes", ""
        known = self._faults.get(cause) or RowFault(cause, detail, 0, ())
        lines = known.lines if len(known.lines) == SHOWN else (*known.lines, row.line)
        self._faults[cause] = replace(known, count=known.count + 1, lines=lines)

    def hint_of(self, fault: RowFault) -> str:
        """Return what to do about the rows of *fault*, or nothing."""
        from levelctl.titles.batch.rows import hint_of

        encoding = "cp1252" if self._is_western else None
        return hint_of(fault.cause, encoding, most=self._undecodable > self._accented)

    @property
    def faults(self) -> tuple[RowFault, ...]:
        """Why rows could not be read, in the order of the first ones."""
        return tuple(self._faults.values())

    @property
    def bad(self) -> int:
        """The number of rows that could not be read."""
        return sum(fault.count for fault in self.faults)

    @property
    def titles(self) -> int:
        """The number of titles that were answered; a blank line is not one."""
        return self.bands.total()

    def __str__(self) -> str:
        parts: list[Any] = [f"{self.titles:,} title{'' if self.titles == 1 else 's'}"]
        counts = [f"{count:,} {band}" for band, count in sorted(self.bands.items())]
        asides = ((self.blank, "blank"), (self.bad, "unreadable"))
        counts += [f"{count:,} {word}" for count, word in asides if count]
        return f"{parts[0]}: {', '.join(counts)}" if counts else parts[0]
