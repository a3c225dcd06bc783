"""Reads tables that readers without a terminal have filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from levelctl.answers.review.columns import DUTY, OF_ALL, PLACED, REMARK, TEXT, levels_of, name_of
from levelctl.answers.review.duties import DutyToRead, duties_of
from levelctl.answers.review.queue import said_by
from levelctl.answers.review.records import RefusedRow, ReviewReceipt
from levelctl.answers.review.status import questions_canon_asks
from levelctl.answers.review.writing import ReviewWriter
from levelctl.canon.canon import Canon
from levelctl.canon.reviews import DutyAnswer, DutyReader
from levelctl.errors import CanonError
from levelctl.tables.placed import PlacedRow, placed_rows
from levelctl.text.formulas import unguarded
from levelctl.text.safe import one_line, visible

_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
_LONGEST = 2_000
"""The most characters of a remark."""
_SHOWN = 60
"""The most characters of a text that a message quotes."""


class _Columns(NamedTuple):
    """Where the columns of a table are, from 0."""

    duty: int
    text: int
    placed: int | None
    questions: dict[str, int]
    remark: int | None


def import_answers(canon: Canon, path: Path, *, reader: DutyReader, today: str) -> ReviewReceipt:
    """
    Take over what *reader* has filled into the table *path*.

    Answers that are there already are not taken over again. A row whose duty has changed since it
    was exported is refused, and the receipt says why. Raises CanonError, with every place, if a
    cell holds what is no answer: then nothing is written.
    """
    rows = placed_rows(path, (DUTY, TEXT, REMARK))
    first = next(rows, None)
    if first is None:
        raise CanonError(f"{path} is empty", hint="give a table of levelctl review export")
    columns = _columns(canon, first, path)
    duties = {name_of(duty): duty for duty in duties_of(canon.foci)}
    reading = _SheetReading(canon, columns, reader, today)
    found = [*_taken(rows, columns, duties, reading)]
    if reading.faults:
        raise _faulty(path, reading.faults)
    added = [(duty, answer) for duty, answer in found if _says(answer)]
    new = _new_ones(canon, added, reader)
    writer = ReviewWriter(canon, reader, today)
    for focus in dict.fromkeys(duty.focus for duty, _ in new):
        writer.put(focus, [answer for duty, answer in new if duty.focus == focus])
    files = tuple(str(canon.root / each) for each in writer.paths)
    same = len(added) - len(new)
    return ReviewReceipt("import", reader, len(new), same, files, tuple(reading.refused))


def _says(answer: DutyAnswer) -> bool:
    return bool(answer.answers or answer.placed or answer.remark)


def _new_ones(
    canon: Canon, found: Iterable[tuple[DutyToRead, DutyAnswer]], reader: DutyReader
) -> list[tuple[DutyToRead, DutyAnswer]]:
    """Return those of *found* that say something else than what *reader* said last."""
    before = said_by(canon, canon.foci, reader)
    return [(duty, answer) for duty, answer in found if not _is_said(before.get(duty.key), answer)]


def _is_said(before: DutyAnswer | None, answer: DutyAnswer) -> bool:
    return (
        before is not None
        and dict(before.answers) == {**dict(before.answers), **dict(answer.answers)}
        and answer.placed in (None, before.placed)
        and answer.remark in (None, before.remark)
    )


def _columns(canon: Canon, first: PlacedRow, path: Path) -> _Columns:
    # A question can be called what a column of every table is called.
    headings: dict[str, int] = {}
    asked: dict[str, int] = {}
    for index, cell in enumerate(first.cells):
        name, colon, _ = cell.partition(":")
        name = name.strip().casefold()
        (asked if colon or name not in OF_ALL else headings).setdefault(name, index)
    for needed in (DUTY, TEXT):
        if needed not in headings:
            raise CanonError(
                f"{first.place}: there is no column {needed!r}",
                hint="keep the first row of the table that levelctl review export wrote",
            )
    names = [each.name for each in questions_canon_asks(canon)]
    questions = {name: asked[name] for name in names if name in asked}
    placed = headings.get(PLACED)
    if not questions and placed is None:
        raise CanonError(
            f"{first.place}: there is no column for an answer in {path}",
            hint=f"expected: {PLACED}, {', '.join(names)}",
        )
    return _Columns(headings[DUTY], headings[TEXT], placed, questions, headings.get(REMARK))


class _SheetReading:
    """Reads the answers of rows, and collects what is wrong with them."""

    def __init__(self, canon: Canon, columns: _Columns, reader: DutyReader, today: str) -> None:
        self.levels = cache(partial(levels_of, canon))
        self.columns = columns
        self.reader = reader
        self.today = today
        self.faults: list[str] = []
        """What is no answer, with its place."""
        self.refused: list[RefusedRow] = []

    def refuse(self, row: PlacedRow, reason: str) -> None:
        text = one_line(row.cell(self.columns.text))[:_SHOWN]
        self.refused.append(RefusedRow(row.place, f"{reason}: “{text}”"))

    def answer(self, row: PlacedRow, duty: DutyToRead) -> DutyAnswer:
        """Return what *row* says about *duty*."""
        given = {
            name: yes
            for name, column in self.columns.questions.items()
            if (yes := self.yes(row, column, name)) is not None
        }
        return DutyAnswer(
            duty.digest,
            duty.level,
            duty.text,
            self.today,
            tuple(given.items()),
            self.placed(row, duty),
            self.remark(row),
        )

    def yes(self, row: PlacedRow, column: int, name: str) -> bool | None:
        text = self.text(row, column).casefold()
        if text in _YES or text in _NO:
            return text in _YES
        if text:
            self.fault(row, column, f"{name} is {visible(text)[:_SHOWN]!r}; expected yes or no")
        return None

    def placed(self, row: PlacedRow, duty: DutyToRead) -> str | None:
        column = self.columns.placed
        text = self.text(row, column) if column is not None else ""
        if not text or column is None:
            return None
        levels = self.levels(duty.focus)
        found = next((each for each in levels if each.casefold() == text.casefold()), None)
        if found is None:
            expected = f"expected one of: {', '.join(levels)}"
            self.fault(row, column, f"{PLACED} is {visible(text)[:_SHOWN]!r}; {expected}")
        elif self.reader.reads_as == "editor":
            self.fault(row, column, "an editor does not place duties; read as trade, or empty it")
        return found

    def remark(self, row: PlacedRow) -> str | None:
        column = self.columns.remark
        text = self.text(row, column) if column is not None else ""
        if len(text) > _LONGEST and column is not None:
            self.fault(row, column, f"the remark is longer than {_LONGEST:,} characters")
        return text or None

    def text(self, row: PlacedRow, column: int) -> str:
        if row.is_unknown(column):
            self.fault(row, column, "the value of this formula is not in the file")
        return one_line(unguarded(row.cell(column)))

    def fault(self, row: PlacedRow, column: int, reason: str) -> None:
        self.faults.append(f"{row.at(column)}: {reason}")


def _taken(
    rows: Iterable[PlacedRow],
    columns: _Columns,
    duties: dict[str, DutyToRead],
    reading: _SheetReading,
) -> Iterator[tuple[DutyToRead, DutyAnswer]]:
    """Yield what *rows* say about the duties of today; refuse the other rows."""
    seen: dict[str, str] = {}
    for row in rows:
        name = row.cell(columns.duty).casefold()
        duty = duties.get(name)
        if duty is None:
            reading.refuse(row, "this duty was changed, or is no longer in the canon")
        elif unguarded(row.cell(columns.text)) != duty.text:
            reading.refuse(row, "its text was changed in the table")
        elif name in seen:
            reading.faults.append(f"{row.place}: this duty is in {seen[name]} already")
        else:
            seen[name] = row.place
            yield duty, reading.answer(row, duty)


def _faulty(path: Path, faults: Sequence[str]) -> CanonError:
    """Return the error about a table with *faults*, which are its notes."""
    error = CanonError(
        f"{path} has {len(faults)} cell{'s' * (len(faults) > 1)} that cannot be read",
        hint="nothing was written; mend them and import the table again",
    )
    for fault in faults:
        error.add_note(fault)
    return error
