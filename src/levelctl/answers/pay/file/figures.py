"""From a row of a pay file to a figure of pay, or to the reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from levelctl.answers.pay.file.headings import ends_of, places_of
from levelctl.answers.pay.file.table import PayTable
from levelctl.answers.pay.file_report import FileColumn, Role
from levelctl.answers.pay.salaries import read, without_fraction
from levelctl.canon.model import Pay, PayKind
from levelctl.canon.pay_range import KINDS
from levelctl.errors import LevelctlError
from levelctl.record import Record
from levelctl.tables.rows import UNKNOWN
from levelctl.text.safe import one_line

QUOTED = 40
"""The most characters of a cell that a message quotes."""

MOST = 1_000_000_000_000
"""The largest amount, and the most people of a figure."""

PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,12}){0,3}")

_CURRENCY = re.compile(r"[A-Z]{3}")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?(?:[ T][0-9:.]{0,20})?")
_MONTH = re.compile(r"([0-9]{1,2})[./]([0-9]{4})")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_PERIODS = {
    "year": (
        "year",
        "yearly",
        "annual",
        "annually",
        "jahr",
        "jahrlich",
        "an",
        "ano",
        "anno",
        "jaar",
    ),
    "month": ("month", "monthly", "monat", "monatlich", "mois", "mes", "mese", "maand"),
    "hour": ("hour", "hourly", "stunde", "heure", "hora", "ora", "uur"),
}


class UnusableRowError(Exception):
    """A row cannot be used; the message says why, as a clause."""


class PayFileRow(Record):
    """What a row says: who is paid, and the figure."""

    code: str
    title: str
    level: str
    figure: Pay


class RowReader:
    """Reads the rows of *table*; what they leave out is of *currency* and a year."""

    def __init__(self, table: PayTable, name: str, currency: str) -> None:
        self.table = table
        self.name = name
        self.currency = currency
        self.places = places_of(table.heading)
        low, high = (table.heading[self.places[role]] for role in _ENDS)
        self.ends = ends_of(low, high)

    @property
    def columns(self) -> tuple[FileColumn, ...]:
        """The columns that are read, in the order of the file."""
        found = sorted(self.places.items(), key=lambda pair: pair[1])
        return tuple(FileColumn(role, one_line(self.table.heading[at])) for role, at in found)

    @property
    def assumed(self) -> tuple[str, ...]:
        """What is taken for granted, because the table has no column for it."""
        told = (
            ("currency", f"the currency is that of the canon, {self.currency}"),
            ("period", "the amounts are for a year"),
            ("n", "no column says of how many people a figure is, so none is suppressed"),
        )
        return tuple(words for role, words in told if role not in self.places)

    def row(self, line: int, cells: list[str]) -> PayFileRow:
        """Return what the row *cells* on *line* says. Raises UnusableRowError with the reason."""
        by_role = {role: _cell(cells, at) for role, at in self.places.items()}
        period = _period(by_role.get("period", ""))
        amounts = [self.amount(role, by_role[role], period) for role in _AMOUNTS]
        if amounts != sorted(amounts):
            shown = ", ".join(f"{without_fraction(each):,}" for each in amounts)
            raise UnusableRowError(f"low, median and high are not in order: {shown}")
        figure = Pay(
            self.currency_of(by_role),
            period,
            amounts[0],
            amounts[1],
            amounts[2],
            "observed",
            source=f"{self.name}, line {line}",
            place=_place(by_role.get("place", "")),
            kind=_kind(by_role.get("kind", "")),
            as_of=_as_of(by_role.get("as_of", "")),
            ends=self.ends,
            n=self.people(cells) or None,
            employers=_count("employers", by_role.get("employers", "")) or None,
        )
        code, title, level = (by_role.get(role, "") for role in _WHO)
        return PayFileRow(code, title, level, figure)

    def people(self, cells: list[str]) -> int | None:
        """
        Return of how many people the row *cells* is; None if it does not say that.

        Raises UnusableRowError, without any cell, if it is no number: it can be one of few people.
        """
        at = self.places.get("n")
        cell = "" if at is None else _cell(cells, at)
        try:
            return _count("n", cell)
        except UnusableRowError:
            raise UnusableRowError("its n is not a number of people") from None

    def amount(self, role: Role, cell: str, period: str) -> float:
        """Return the amount in *cell*, of pay for a *period*; it is whole if that is a year."""
        if cell is UNKNOWN:
            raise UnusableRowError(
                f"its {role} is a formula whose value is not stored; open the workbook in Excel "
                "or LibreOffice and save it"
            )
        if not cell:
            raise UnusableRowError(f"it has no {role}")
        text = cell.replace(".", "") if self.table.comma and _THOUSANDS.fullmatch(cell) else cell
        try:
            amount = read(text)
        except LevelctlError as error:
            reason = "is ambiguous" if "ambiguous" in str(error) else "is not an amount"
            raise UnusableRowError(f"its {role} {quoted(cell)} {reason}") from None
        return max(1, round(amount.value)) if period == "year" else amount.value

    def currency_of(self, by_role: Mapping[Role, str]) -> str:
        cell = by_role.get("currency", "")
        currency = cell.upper() or self.currency
        if not _CURRENCY.fullmatch(currency):
            raise UnusableRowError(f"{quoted(cell)} is not a currency, such as USD")
        for role in _AMOUNTS:
            stated = read(_bare(by_role[role])).currencies
            if stated and currency not in stated:
                raise UnusableRowError(f"its {role} is in {stated[0]}, but its currency {currency}")
        return currency


_ENDS: tuple[Role, Role] = ("low", "high")
_AMOUNTS: tuple[Role, Role, Role] = ("low", "median", "high")
_WHO: tuple[Role, Role, Role] = ("code", "title", "level")


def quoted(cell: str) -> str:
    """Return the beginning of *cell* in quotes, made visible on one line."""
    return f"'{one_line(cell[:QUOTED])}'"


def _bare(cell: str) -> str:
    """Return *cell*, an amount that was read, without points that separate thousands."""
    return cell.replace(".", "") if _THOUSANDS.fullmatch(cell) else cell


def _cell(cells: list[str], at: int) -> str:
    if at >= len(cells):
        return ""
    return cells[at] if cells[at] is UNKNOWN else cells[at].strip()


def _place(cell: str) -> str | None:
    place = cell.upper()
    if place and not PLACE.fullmatch(place):
        raise UnusableRowError(f"{quoted(cell)} is not a place, such as US or US-CA")
    return place or None


def _kind(cell: str) -> PayKind | None:
    words = " ".join(cell.casefold().replace("_", " ").replace("-", " ").split())
    if not words:
        return None
    for kind, name in KINDS.items():
        if words in (kind.replace("_", " "), name.casefold()):
            return cast("PayKind", kind)
    kinds = ", ".join(KINDS)
    raise UnusableRowError(f"{quoted(cell)} is not a kind of pay: {kinds}")


def _period(cell: str) -> str:
    words = cell.casefold().replace("ä", "a")
    if not words:
        return "year"
    for period, names in _PERIODS.items():
        if words in names:
            return period
    raise UnusableRowError(f"{quoted(cell)} is not a period: year, month or hour")


def _as_of(cell: str) -> str | None:
    """Return the date in *cell* as year, month and day, as far as it says them."""
    if not cell:
        return None
    match, month = _DATE.fullmatch(cell), _MONTH.fullmatch(cell)
    parts = [match[1], match[2], match[3]] if match else [month[2], month[1]] if month else []
    numbers = [int(part) for part in parts if part]
    limits = (9999, 12, 31)
    if not numbers or any(
        not 0 < each <= most for each, most in zip(numbers, limits, strict=False)
    ):
        raise UnusableRowError(f"{quoted(cell)} is not a date, such as 2026-05")
    return "-".join((f"{numbers[0]:04}", *(f"{each:02}" for each in numbers[1:])))


def _count(role: str, cell: str) -> int | None:
    if not cell:
        return None
    digits = cell.replace(",", "")
    if cell is UNKNOWN or not (digits.isascii() and digits.isdigit()) or len(digits) > _DIGITS:
        raise UnusableRowError(f"its {role} {quoted(cell)} is not a number of them")
    return int(digits)


_DIGITS = 9
"""The most digits of a number of people."""
