"""
Writes tables to fill in, for readers without a terminal.

A table has a row a duty, in random order and without the levels. What a row is about is in its
first cell: a digest of the focus, the level and the text, which does not tell the level.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from levelctl.answers.review.columns import (
    DUTY,
    FOCUS,
    LEVELS,
    PLACED,
    REMARK,
    TEXT,
    levels_of,
    name_of,
)
from levelctl.answers.review.duties import DutyToRead, drawn, duties_of, foci_of
from levelctl.answers.review.records import ReviewReceipt
from levelctl.answers.review.status import questions_canon_asks
from levelctl.canon import atomic_write
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus
from levelctl.canon.reviews import ReadsAs
from levelctl.errors import LevelctlError, MachineError
from levelctl.text.formulas import guarded
from levelctl.text.safe import one_line, visible

_WIDTHS = {DUTY: 18, FOCUS: 24, LEVELS: 16, TEXT: 60, REMARK: 40}
"""The widths of columns in a workbook, in characters; the others have one of `_NARROW`."""

_NARROW = 14

SheetRows = list[tuple[str, ...]]


def export(
    canon: Canon,
    focus: Focus | None,
    path: Path,
    *,
    reads_as: ReadsAs,
    seed: int = 0,
    size: int | None = None,
) -> ReviewReceipt:
    """
    Write the duties of *focus*, or of all foci, to the new file *path*: XLSX, or else CSV.

    They are in the random order of *seed*; *size* limits them. A reader of the trade has a column
    for the level. Raises LevelctlError if the file exists, MachineError if it cannot be written.
    """
    duties = drawn(duties_of(foci_of(canon, focus)), str(seed))[:size]
    if not duties:
        raise LevelctlError("there is no duty to export", hint="the canon, or the focus, has none")
    rows = [*_rows(canon, duties, reads_as)]
    _write_new(path, _workbook(canon, rows) if _is_workbook(path) else _csv(rows))
    return ReviewReceipt("export", None, len(duties), 0, (str(path),))


def _is_workbook(path: Path) -> bool:
    return path.suffix.casefold() == ".xlsx"


def _rows(
    canon: Canon, duties: Sequence[DutyToRead], reads_as: ReadsAs
) -> Iterator[tuple[str, ...]]:
    questions = [f"{each.name}: {one_line(each.ask)}" for each in questions_canon_asks(canon)]
    place = (PLACED,) if reads_as == "trade" else ()
    yield (DUTY, FOCUS, LEVELS, TEXT, *place, *questions, REMARK)
    empty = ("",) * (len(place) + len(questions) + 1)
    choices = {each: " ".join(levels_of(canon, each)) for each in {duty.focus for duty in duties}}
    for duty in duties:
        levels = choices[duty.focus]
        yield (name_of(duty), one_line(duty.title), levels, duty.text, *empty)


def _csv(rows: SheetRows) -> bytes:
    import csv
    import io

    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(
        [guarded(each) for each in row] for row in rows
    )
    # Excel takes a CSV for one in its own encoding unless it begins with this mark.
    return file.getvalue().encode("utf-8-sig")


def _workbook(canon: Canon, rows: SheetRows) -> bytes:
    from levelctl.tables.workbook import NewSheet, workbook_of

    headings = rows[0]
    names = {each.name for each in questions_canon_asks(canon)}
    choices: dict[int, tuple[str, ...]] = {}
    for column, heading in enumerate(headings):
        if heading.partition(":")[0] in names:
            choices[column] = ("yes", "no")
        elif heading == PLACED:
            levels = dict.fromkeys(level for row in rows[1:] for level in row[2].split())
            choices[column] = tuple(levels)
    widths = [_WIDTHS.get(heading, _NARROW) for heading in headings]
    return workbook_of(NewSheet("review", rows, widths, choices))


def _write_new(path: Path, content: bytes) -> None:
    """Write *content* to the new file *path*, completely or not at all."""
    temporary = atomic_write.temporary_in(path.parent)
    try:
        if os.path.lexists(path):
            raise _already_there(path)
        with atomic_write.undone(lambda: atomic_write.remove(temporary)):
            atomic_write.fill(temporary, content)
            atomic_write.link(path, temporary)
    except UnicodeEncodeError as error:
        message = f"no file can have the name '{visible(str(path))}'"
        raise LevelctlError(message, hint="give another one") from error
    except FileExistsError as error:
        raise _already_there(path) from error
    except OSError as error:
        raise MachineError(f"{path} cannot be written: {error.strerror or error}") from error


def _already_there(path: Path) -> LevelctlError:
    return LevelctlError(f"{path} already exists", hint="nothing was written; move or delete it")
