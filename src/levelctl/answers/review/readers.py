"""Who reads: what a reader says about himself or herself, and what is remembered of it."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import get_args

from levelctl.canon.reviews import DutyReader, ReadsAs
from levelctl.errors import LevelctlError
from levelctl.occupations.imported import ImportedStore
from levelctl.record import decode, encode
from levelctl.text.normal import normalized
from levelctl.text.safe import one_line

LONGEST_INITIALS = 12
"""The most characters of initials."""

MOST_YEARS = 80
"""The most years that somebody has worked in a trade."""

_STORE = "reader"
_DIGITS = 4


def reader_of(
    initials: str, reads_as: ReadsAs, trade: str | None = None, years: int | None = None
) -> DutyReader:
    """Return the reader. Raises LevelctlError for what cannot be initials or years."""
    letters = normalized("NFC", initials.strip())
    if not (letters.isalnum() and len(letters) <= LONGEST_INITIALS):
        raise LevelctlError(
            f"{initials!r} are no initials; expected up to {LONGEST_INITIALS} letters and digits",
            hint="two persons with the same initials add a digit: JD2",
        )
    if years is not None and not 0 <= years <= MOST_YEARS:
        raise LevelctlError(f"{years} years are not from 0 to {MOST_YEARS}")
    return DutyReader(letters, reads_as, one_line(trade or "") or None, years)


def role_of(text: str) -> ReadsAs:
    """Return what a reader reads as. Raises LevelctlError if *text* is none of it."""
    for role in get_args(ReadsAs):
        if text == role:
            found: ReadsAs = role
            return found
    raise LevelctlError(f"{text!r} is not trade or editor")


def now() -> str:
    """Return the time of what is said now: 2026-11-30T22:31:05.250Z, in UTC."""
    moment = dt.datetime.now(tz=dt.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def whole_years(text: str) -> int:
    """Return the number of years that *text* is. Raises LevelctlError if it is none."""
    if not (text.isascii() and text.isdecimal()):
        raise LevelctlError(f"{text!r} is no whole number of years")
    return int(text[:_DIGITS])


def remembered() -> DutyReader | None:
    """Return the last reader on this computer, or None if there is none."""
    with contextlib.suppress(LevelctlError, ValueError):
        rows = ImportedStore(_STORE).open()
        row = rows.get(_STORE) if rows else None
        return decode(row, DutyReader) if row is not None else None
    return None


def remember(reader: DutyReader) -> None:
    """Keep *reader* to offer it again; where nothing can be kept, it is asked for again."""
    with contextlib.suppress(LevelctlError):
        ImportedStore(_STORE).write({_STORE: encode(reader)})
