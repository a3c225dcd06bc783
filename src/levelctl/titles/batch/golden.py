"""Titles with the answers that a team expects of its canon: which of them have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from levelctl.errors import CanonError
from levelctl.record import Record, Result
from levelctl.tables.rows import BadRow
from levelctl.titles.batch.batch import RowAnswer, TitleMatcher, answers, found
from levelctl.titles.batch.rows import TitleRow
from levelctl.titles.records import Band, Match

PARTS = ("code", "level", "band")
"""The columns that say what is expected; an empty cell says nothing."""

BANDS = get_args(Band)


class GoldenAnswer(Record):
    """What is expected of a title, or what was found; None is what a golden file leaves open."""

    code: str | None
    """
    The code; empty where no candidate may be taken.

    Expected, it may be its beginning, such as FUNCTION.FOCUS, or several with | between.
    """
    level: str | None
    band: str | None


class Regression(Record):
    """A title whose answer is not what is expected."""

    line: int
    title: str
    expected: GoldenAnswer
    found: GoldenAnswer


class Golden(Result):
    """How the answers stand to those that are expected."""

    SCHEMA = "levelctl.match/1"
    KIND = "golden"

    titles: int
    right: int
    regressions: tuple[Regression, ...]


def golden(matcher: TitleMatcher, rows: Iterable[TitleRow | BadRow]) -> Golden:
    """
    Return how *matcher* answers *rows* against their columns code, level and band.

    Raises CanonError for a row that cannot be read, or expects a band that there is not: what
    is not compared must not pass.
    """
    count = 0
    wrong = []
    for answer in answers(matcher, _checked(rows)):
        if isinstance(answer, RowAnswer):
            count += 1
            expected, told = expected_of(answer.row), golden_answer(answer.match)
            if not _meets(told, expected):
                wrong.append(Regression(answer.row.line, answer.row.title, expected, told))
    return Golden(count, count - len(wrong), tuple(wrong))


def _checked(rows: Iterable[TitleRow | BadRow]) -> Iterator[TitleRow]:
    for row in rows:
        if isinstance(row, BadRow):
            raise CanonError(f"line {row.line} of the golden file cannot be read: {row.reason}")
        expected = expected_of(row)
        if expected == GoldenAnswer(None, None, None):
            message = f"line {row.line} of the golden file expects nothing"
            raise CanonError(message, hint=f"it has columns title, {', '.join(PARTS)}")
        for band in _either(expected.band or BANDS[0]):
            if band not in BANDS:
                message = f"line {row.line} of the golden file: {band!r} is not a band"
                raise CanonError(message, hint=f"bands are: {', '.join(BANDS)}")
        yield row


def expected_of(row: TitleRow) -> GoldenAnswer:
    """Return what the columns of *row* expect of its title."""
    cells = {name.strip().casefold(): str(cell).strip() for name, cell in row.columns.items()}
    return GoldenAnswer(*(cells.get(name) or None for name in PARTS))


def golden_answer(match: Match) -> GoldenAnswer:
    """Return what *match* says, in the terms of a golden file."""
    best = match.best if found(match) else None
    said = match.level.level if match.level else ""
    level = (best and best.level) or said
    return GoldenAnswer(best.code if best else "", level, match.band)


def _meets(told: GoldenAnswer, expected: GoldenAnswer) -> bool:
    return (
        _fits(told.code, expected.code)
        and _fits(told.level, expected.level)
        and _fits(told.band, expected.band)
    )


def _fits(value: str | None, wanted: str | None) -> bool:
    """Tell whether *value* is one of those *wanted*, or a code that begins as one of them."""
    return wanted is None or any(f"{value}.".startswith(f"{each}.") for each in _either(wanted))


def _either(wanted: str) -> list[str]:
    return [each.strip() for each in wanted.split("|")]
