"""
Finds the columns of a table that a reader has filled in, whatever became of its first row.

A heading that begins with the key or the text of a question is that question's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from levelctl.answers.review.columns import DUTY, OF_ALL, PLACED, REMARK, TEXT
from levelctl.canon.questions import ReviewQuestion
from levelctl.canon.reviews import ReadsAs
from levelctl.errors import CanonError
from levelctl.tables.placed import PlacedRow
from levelctl.text.formulas import unguarded
from levelctl.text.safe import one_line, visible

_SHOWN = 60
"""The most characters of a heading that a message quotes."""


class AnswerColumns(NamedTuple):
    """Where the columns of a table are, from 0."""

    duty: int
    text: int
    placed: int | None
    questions: dict[str, int]
    remark: int | None
    asked: tuple[str, ...]
    """All questions of the canon, also those without a column."""
    known: frozenset[int]
    """All columns that mean something."""
    unknown: dict[int, str]
    """What names each of the others that has a heading."""

    def missing(self, reads_as: ReadsAs) -> tuple[str, ...]:
        """Return the headings of the columns for answers of such a reader that are not there."""
        absent = [name for name in self.asked if name not in self.questions]
        if self.placed is None and reads_as == "trade":
            absent.insert(0, PLACED)
        return (*absent, *([REMARK] if self.remark is None else []))


def columns_of(questions: Sequence[ReviewQuestion], first: PlacedRow, path: Path) -> AnswerColumns:
    """
    Return the columns of the table *path*, whose *first* row has the headings.

    Raises CanonError if it lacks the duty or its text; or if there is no answer, or no question
    while there are columns of which nobody knows what they are.
    """
    headings = [one_line(unguarded(first.cell(index))) for index in range(len(first.cells))]
    of_all = _of_all(headings)
    for needed in (DUTY, TEXT):
        if needed not in of_all:
            raise CanonError(
                f"{first.place}: there is no column {needed!r}",
                hint="keep the first row of the table that levelctl review export wrote",
            )
    asked = _asked(questions, headings, {*of_all.values()})
    known = frozenset((*of_all.values(), *asked.values()))
    unknown = {
        index: f"{first.at(index)}, {visible(heading)[:_SHOWN]!r}"
        for index, heading in enumerate(headings)
        if heading and index not in known
    }
    names = tuple(each.name for each in questions)
    placed = of_all.get(PLACED)
    if not asked and (unknown or placed is None):
        told = f"; not known: {'; '.join(unknown.values())}" if unknown else ""
        raise CanonError(
            f"{first.place}: there is no column for an answer in {path}{told}",
            hint=f"expected: {PLACED}, {', '.join(names)}",
        )
    remark = of_all.get(REMARK)
    return AnswerColumns(of_all[DUTY], of_all[TEXT], placed, asked, remark, names, known, unknown)


def _of_all(headings: Sequence[str]) -> dict[str, int]:
    """Return where the columns are that every table has; one with a colon is a question's."""
    found: dict[str, int] = {}
    for index, heading in enumerate(headings):
        if heading.casefold() in OF_ALL:
            found.setdefault(heading.casefold(), index)
    return found


def _asked(
    questions: Sequence[ReviewQuestion], headings: Sequence[str], taken: set[int]
) -> dict[str, int]:
    """Return the column of each question: the one that names it best, and then the first."""
    found: dict[str, int] = {}
    # The longest key first: one can begin with another.
    by_length = sorted(questions, key=lambda each: -len(each.name))
    for is_meant in _WAYS:
        for question in by_length:
            if question.name in found:
                continue
            free = (index for index in range(len(headings)) if index not in taken)
            column = next((each for each in free if is_meant(headings[each], question)), None)
            if column is not None:
                found[question.name] = column
                taken.add(column)
    return {each.name: found[each.name] for each in questions if each.name in found}


def _names(heading: str, question: ReviewQuestion) -> bool:
    return heading.partition(":")[0].strip().casefold() == question.name.casefold()


def _asks(heading: str, question: ReviewQuestion) -> bool:
    """Return whether *heading* begins with the text of *question*, with or without its mark."""
    text = one_line(question.ask).casefold().rstrip("?.! ")
    return bool(text) and _begins(heading.casefold(), text)


def _begins_with_key(heading: str, question: ReviewQuestion) -> bool:
    return _begins(heading.casefold(), question.name.casefold())


def _begins(heading: str, words: str) -> bool:
    """Return whether *heading* begins with *words*, and no word goes on behind them."""
    behind = heading[len(words) : len(words) + 1]
    return heading.startswith(words) and not (behind.isalnum() or behind in ("-", "_"))


_WAYS: tuple[Callable[[str, ReviewQuestion], bool], ...] = (_names, _asks, _begins_with_key)
"""The ways in which a heading means a question, the surest first."""
