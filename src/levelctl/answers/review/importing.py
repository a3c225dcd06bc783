"""Reads tables that readers without a terminal have filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from levelctl.answers.review.columns import DUTY, PLACED, REMARK, TEXT, levels_of, name_of
from levelctl.answers.review.duties import DutyToRead, duties_of
from levelctl.answers.review.headings import AnswerColumns, columns_of
from levelctl.answers.review.records import RefusedRow, ReviewReceipt
from levelctl.answers.review.status import questions_canon_asks
from levelctl.answers.review.writing import ReviewWriter
from levelctl.canon.canon import Canon
from levelctl.canon.reviews import DutyAnswer, DutyReader, history
from levelctl.errors import CanonError
from levelctl.tables.placed import PlacedRow, placed_rows
from levelctl.text.formulas import unguarded
from levelctl.text.safe import one_line, visible

_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
_LONGEST = 2_000
"""The most characters of a remark."""
_SHOWN = 60
"""The most characters of a text that a message quotes."""


def import_answers(canon: Canon, path: Path, *, reader: DutyReader, now: str) -> ReviewReceipt:
    """
    Take over what *reader* has filled into the table *path*.

    What the reader has said before is not taken over again, even if he or she has said something
    else since. A row whose duty has changed since it
    was exported is refused, and the receipt says why. Raises CanonError, with every place, if a
    cell holds what is no answer: then nothing is written.
    """
    rows = placed_rows(path, (DUTY, TEXT, REMARK))
    first = next(rows, None)
    if first is None:
        raise CanonError(f"{path} is empty", hint="give a table of levelctl review export")
    columns = columns_of(questions_canon_asks(canon), first, path)
    duties = {name_of(duty): duty for duty in duties_of(canon.foci)}
    reading = _SheetReading(canon, columns, reader, now)
    found = [*_taken(rows, columns, duties, reading)]
    if reading.faults:
        raise _faulty(path, reading.faults)
    added = [(duty, answer) for duty, answer in found if _says(answer)]
    said = _SaidBefore(canon, reader)
    new = [(duty, answer) for duty, answer in added if not said.has(duty, answer)]
    writer = ReviewWriter(canon, reader, now)
    for focus in dict.fromkeys(duty.focus for duty, _ in new):
        writer.put(focus, [answer for duty, answer in new if duty.focus == focus])
    files = tuple(str(canon.root / each) for each in writer.paths)
    return ReviewReceipt(
        "import",
        reader,
        len(new),
        len(added) - len(new),
        files,
        tuple(reading.refused),
        outdated=sum(said.is_outdated(duty, answer) for duty, answer in added),
        unknown_columns=tuple(reading.unknown.values()),
        missing_columns=columns.missing(reader.reads_as),
    )


def _says(answer: DutyAnswer) -> bool:
    return bool(answer.answers or answer.placed or answer.remark)


class _SaidBefore:
    """What *reader* has said so far, at any time."""

    def __init__(self, canon: Canon, reader: DutyReader) -> None:
        self._states: dict[tuple[str, str, str], list[DutyAnswer]] = {}
        for focus in canon.foci:
            for one, answer in history(canon.reviews(focus.function, focus.code)):
                if one.who == reader.who:
                    key = (f"{focus.function}.{focus.code}", answer.level, answer.digest)
                    self._states.setdefault(key, []).append(answer)

    def has(self, duty: DutyToRead, answer: DutyAnswer) -> bool:
        """Return whether the reader said so once: a table that is old says nothing new."""
        return any(_is_said(state, answer) for state in self._states.get(duty.key, ()))

    def is_outdated(self, duty: DutyToRead, answer: DutyAnswer) -> bool:
        """Return whether the reader said so once, and something else since."""
        return self.has(duty, answer) and not _is_said(self._states[duty.key][-1], answer)


def _is_said(before: DutyAnswer, answer: DutyAnswer) -> bool:
    return (
        dict(before.answers) == {**dict(before.answers), **dict(answer.answers)}
        and answer.placed in (None, before.placed)
        and answer.remark in (None, before.remark)
    )


class _SheetReading:
    """Reads the answers of rows, and collects what is wrong with them."""

    def __init__(self, canon: Canon, columns: AnswerColumns, reader: DutyReader, now: str) -> None:
        self.levels = cache(partial(levels_of, canon))
        self.columns = columns
        self.reader = reader
        self.now = now
        self.faults: list[str] = []
        """What is no answer, with its place."""
        self.refused: list[RefusedRow] = []
        self.unknown = dict(columns.unknown)
        """The columns that nobody reads, by their index: what names each."""

    def note_unknown(self, row: PlacedRow) -> None:
        """Note each column without a heading in which *row* has something."""
        for index in range(len(row.cells)):
            if index not in self.columns.known and index not in self.unknown and row.cell(index):
                self.unknown[index] = f"{row.at(index)}, without a heading"

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
            self.now,
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
    columns: AnswerColumns,
    duties: dict[str, DutyToRead],
    reading: _SheetReading,
) -> Iterator[tuple[DutyToRead, DutyAnswer]]:
    """Yield what *rows* say about the duties of today; refuse the other rows."""
    seen: dict[str, str] = {}
    for row in rows:
        reading.note_unknown(row)
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
