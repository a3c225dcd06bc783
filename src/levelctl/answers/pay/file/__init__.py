"""
A company's own pay file, seen in the place of the canon's pay.

It is read for one answer. Nothing of it is cached or written, so it can stay where only few may
read it. Figures of fewer people than the canon or the user says are not shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from levelctl.answers.pay.file.figures import PayFileRow, RowReader, UnusableRowError
from levelctl.answers.pay.file.profiles import ProfileFinder, UnmatchedTitleError
from levelctl.answers.pay.file.table import MOST_ROWS, opened_table
from levelctl.answers.pay.file_report import FileColumn, PayFileReport, Role, UnusedRow
from levelctl.canon.canon import Canon, ProfilePay
from levelctl.canon.model import Pay, Profile
from levelctl.canon.pay_range import named
from levelctl.canon.pay_view import PayView
from levelctl.errors import CanonError, LevelctlError
from levelctl.record import Record, replace
from levelctl.tables.rows import BadRow

__all__ = ["FileColumn", "PayFileReport", "Role", "UnusedRow", "read_pay_file", "with_pay_file"]


def read_pay_file(
    canon: Canon, path: Path, minimum_n: int | None = None, *, cache: bool = True
) -> PayFileReport:
    """
    Return the figures in the file *path* for profiles of *canon*, and what is not used of it.

    *minimum_n* is the fewest people of a figure; by default that of *canon*. With *cache*, the
    index of the canon's titles is cached; nothing of the file is.

    Raises CanonError if the file cannot be read, is no table with the columns needed, or has too
    many rows, and LevelctlError if *minimum_n* is below 1.
    """
    least = canon.settings.minimum_n if minimum_n is None else minimum_n
    if least < 1:
        raise LevelctlError(f"minimum_n is {least}", hint="give 1 or more")
    reading = _PayFileReading(canon, path, least, cache=cache)
    with opened_table(path) as (table, rows):
        reader = RowReader(table, path.name, canon.settings.currency)
        for number, row in enumerate(rows, 1):
            if number > MOST_ROWS:
                raise CanonError(f"{path} has more than {MOST_ROWS:,} rows")
            if isinstance(row, BadRow):
                reading.left_out.append(UnusedRow(row.line, row.reason))
            elif any(map(str.strip, row.value)):
                reading.add(reader, row.line, row.value)
        return reading.report(reader)


class _PayFileReading:
    """What was read of the pay file *path* so far."""

    def __init__(self, canon: Canon, path: Path, least: int, *, cache: bool) -> None:
        self.path = path
        self.least = least
        self.finder = ProfileFinder(canon, cache=cache)
        self.figures: dict[str, list[Pay]] = {}
        self.lines: dict[tuple[str, str | None, str | None, str | None], int] = {}
        self.suppressed: list[UnusedRow] = []
        self.unmatched: list[UnusedRow] = []
        self.left_out: list[UnusedRow] = []

    def add(self, reader: RowReader, line: int, cells: list[str]) -> None:
        try:
            few = self.too_few(reader, cells)
            if few:  # what else is wrong with it could tell an amount
                self.suppressed.append(UnusedRow(line, self.named(reader, line, cells) + few))
                return
            row = reader.row(line, cells)
            code = self.finder.profile(row)
        except UnusableRowError as error:
            self.left_out.append(UnusedRow(line, str(error)))
        except UnmatchedTitleError as error:
            self.unmatched.append(UnusedRow(line, str(error)))
        else:
            self.take(line, code, row)

    def too_few(self, reader: RowReader, cells: list[str]) -> str:
        """Return why a row is of too few people to be shown; empty if it is of enough."""
        if "n" not in reader.places:
            return ""
        count = reader.people(cells)
        if count is None:
            return "of how many is not said"
        return "" if count >= self.least else f"fewer than {self.least} people"

    def named(self, reader: RowReader, line: int, cells: list[str]) -> str:
        """Return what a row is about, without amounts; empty if it cannot be used anyway."""
        try:
            row = reader.row(line, cells)
            return f"{self.finder.profile(row)}, {named(row.figure)}: "
        except (UnusableRowError, UnmatchedTitleError):
            return ""

    def take(self, line: int, code: str, row: PayFileRow) -> None:
        figure = row.figure
        what = (code, figure.place, figure.kind, figure.as_of)
        first = self.lines.setdefault(what, line)
        if first != line:
            reason = f"{code}, {named(figure)}, is on line {first} already"
            self.left_out.append(UnusedRow(line, reason))
            return
        self.figures.setdefault(code, []).append(figure)

    def report(self, reader: RowReader) -> PayFileReport:
        return PayFileReport(
            name=self.path.name,
            columns=reader.columns,
            figures=tuple((code, tuple(pays)) for code, pays in self.figures.items()),
            used=len(self.lines),
            minimum_n=self.least,
            suppressed=tuple(self.suppressed),
            unmatched=tuple(self.unmatched),
            left_out=tuple(self.left_out),
            assumed=reader.assumed,
        )


def with_pay_file(canon: Canon, report: PayFileReport) -> Canon:
    """Return *canon* with the figures of *report* in front of those of the same place and kind."""
    return PayView(canon, _OwnFigures(dict(report.figures)))


class _OwnFigures(Record):
    """The figures of a pay file by the code of their profile."""

    by_code: dict[str, tuple[Pay, ...]]

    def seen(self, profile: Profile) -> Profile:
        pays = self.by_code.get(str(profile.code))
        if not pays:
            return profile
        taken = {(pay.place, pay.kind) for pay in pays}
        rest = (pay for pay in profile.pays if (pay.place, pay.kind) not in taken)
        first, *others = pays
        return replace(profile, pay=first, other_pays=(*others, *rest), pay_missing=None)

    def pays(self, canon: Canon, below: Canon) -> Iterator[ProfilePay]:
        """Yield the pay of every profile; no file of a focus needs to be read."""
        known = {each.code: each.pay for each in below.profile_pays}
        for function in canon.functions:
            for card in function.foci:
                for level, _ in card.levels:
                    code = f"{card.function}.{card.code}.{level}"
                    pay = next(iter(self.by_code.get(code, ())), None) or known.get(code)
                    if pay:
                        yield ProfilePay(code, card.name, pay)
