"""Compares answers with a golden file: titles with the answers that a team expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from levelctl.canon.codes import same, split
from levelctl.canon.model import Band
from levelctl.errors import CanonError
from levelctl.record import Record, Result
from levelctl.titles.batch.batch import RowAnswer, TitleMatcher, answers, is_accepted
from levelctl.titles.batch.title_rows import BadTitleRow, TitleRow
from levelctl.titles.records import Match

PARTS = ("code", "level", "band")
"""The columns of a golden file with expected values; an empty cell expects nothing."""

BANDS = get_args(Band)


class GoldenAnswer(Record):
    """The expected or actual answer to a title; None for what a golden file does not specify."""

    code: str | None
    """
    The code; empty if no candidate is accepted.

    An expected code can be the first parts of one, such as FUNCTION.FOCUS, or several codes
    separated by |.
    """
    level: str | None
    band: str | None


class Regression(Record):
    """A title whose answer differs from the expected one."""

    line: int
    title: str
    expected: GoldenAnswer
    found: GoldenAnswer


class Golden(Result):
    """How many answers are as expected, and which differ."""

    SCHEMA = "levelctl.match/1"
    KIND = "golden"

    titles: int
    right: int
    regressions: tuple[Regression, ...]


def golden(matcher: TitleMatcher, rows: Iterable[TitleRow | BadTitleRow]) -> Golden:
    """
    Return how the answers of *matcher* compare with the columns code, level and band of *rows*.

    Raises CanonError for a row that cannot be read, expects nothing or expects an unknown band:
    a title that is not compared must not pass.
    """
    count = 0
    wrong = []
    for answer in answers(matcher, _checked(rows)):
        if isinstance(answer, RowAnswer):
            count += 1
            expected, actual = expected_of(answer.row), golden_answer(answer.match)
            if not _meets(actual, expected):
                wrong.append(Regression(answer.row.line, answer.row.title, expected, actual))
    return Golden(count, count - len(wrong), tuple(wrong))


def _checked(rows: Iterable[TitleRow | BadTitleRow]) -> Iterator[TitleRow]:
    for row in rows:
        if isinstance(row, BadTitleRow):
            raise CanonError(f"line {row.line} of the golden file cannot be read: {row.reason}")
        if row.is_blank:
            continue
        expected = expected_of(row)
        if expected == GoldenAnswer(None, None, None):
            message = f"line {row.line} of the golden file gives no code, level or band"
            raise CanonError(message, hint=f"its columns are title, {', '.join(PARTS)}")
        for band in _alternatives(expected.band or BANDS[0]):
            if band not in BANDS:
                message = f"line {row.line} of the golden file: {band!r} is not a band"
                raise CanonError(message, hint=f"the bands are: {', '.join(BANDS)}")
        yield row


def expected_of(row: TitleRow) -> GoldenAnswer:
    """Return the answer that the columns of *row* expect."""
    cells = {name.strip().casefold(): str(cell).strip() for name, cell in row.columns.items()}
    return GoldenAnswer(*(cells.get(name) or None for name in PARTS))


def golden_answer(match: Match) -> GoldenAnswer:
    """Return *match* in the terms of a golden file."""
    best = match.best if is_accepted(match) else None
    stated = match.level.level if match.level else None
    level = (best and best.level) or stated or ""
    return GoldenAnswer(best.code if best else "", level, match.band)


def _meets(actual: GoldenAnswer, expected: GoldenAnswer) -> bool:
    return (
        _begins(actual.code or "", expected.code)
        and _is_one(actual.level or "", expected.level)
        and _is_one(actual.band or "", expected.band)
    )


def _is_one(value: str, expected: str | None) -> bool:
    """Return whether *value* is one of the *expected* ones, in any case."""
    return expected is None or any(same(value, each) for each in _alternatives(expected))


def _begins(code: str, expected: str | None) -> bool:
    """Return whether *code* is one of the *expected* ones, or begins with all parts of one."""
    parts = split(code.casefold())
    firsts = (split(each.casefold()) for each in _alternatives(expected or ""))
    return expected is None or any(parts[: len(each)] == each for each in firsts)


def _alternatives(expected: str) -> list[str]:
    return [each.strip() for each in expected.split("|")]
