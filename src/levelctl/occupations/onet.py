"""
The O*NET database's text files → a scheme of occupations.

Source of the format: the O*NET database, U.S. Department of Labor, Employment and Training
Administration, release 30.0. Columns are found by their names, so other releases can be read as
well.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path, PurePosixPath

from levelctl.errors import CanonError, LevelctlError
from levelctl.occupations import scheme_codes
from levelctl.occupations.schemes import Scheme
from levelctl.record import Record
from levelctl.tables.archives import (
    MissingError,
    archive,
    load,
    opened,
    readable,
    shown,
    unpack,
)
from levelctl.tables.rows import Quotes
from levelctl.tables.whole import WholeTable, undecodable

NAME = scheme_codes.ONET

CALLED = ("onet", "o*net")
"""Its short names, in lower case, as in ``levelctl import onet`` and ``match --scheme onet``."""

ATTRIBUTION = (
    "O*NET database by the U.S. Department of Labor, Employment and Training Administration "
    "(USDOL/ETA), used under the CC BY 4.0 license"
)

OCCUPATIONS = "Occupation Data.txt"
ALTERNATES = "Alternate Titles.txt"
TASKS = "Task Statements.txt"

MAX_BYTES = 64_000_000
"""The largest file that is read, in bytes; the alternate titles of release 30.0 have 3 million."""

LONGEST = 2_000
"""The most characters of a title or task that is accepted; those of release 30.0 have 332."""

MOST_TEXT = 3_000_000
"""The most characters of titles, or of tasks, that are accepted; release 30.0 has 1.9 million.
Their index takes up to 600 bytes of memory for each of them."""

NAMED = "give the folder or archive with the database's text files"

ONE_RELEASE = "give a folder or archive with all files of one release, and of no other"

DOWNLOAD = (
    "they are in the download 'Text' of onetcenter.org/database.html, db_30_0_text.zip or later; "
    "give the archive, or the folder in it"
)

CODE, TITLE = "O*NET-SOC Code", "Title"
ALTERNATE, SHORT, TASK = "Alternate Title", "Short Title", "Task"

NO_TITLE = ("", "n/a")
"""The cells of a short title that does not exist."""

TAB = "\t"

_CODE = re.compile(r"\d\d-\d{4}\.\d\d")


class OnetRelease(Record):
    """What is read from a release of the database."""

    scheme: Scheme
    alternates: tuple[tuple[str, str], ...]
    """Alternate titles, each with the code of its occupation; short titles are among them."""
    tasks: tuple[tuple[str, str], ...]
    """Sentences about the work in an occupation, each with the code of the occupation."""


def read(path: Path, taxonomy: str | None = None) -> OnetRelease:
    """
    Return the occupations in *path*, a folder or zip archive of O*NET's text files.

    Their edition is that whose codes they have: the newest, if several have them all. *taxonomy*
    must be that edition, or one that levelctl does not know yet. Alternate titles and tasks are
    read if their files exist; the scheme names those that are missing.

    Raises CanonError, with the line, if a file is missing, is cut off, has another format or codes
    that the occupations lack, and LevelctlError if the codes are of another edition than
    *taxonomy*, or of none.
    """
    try:
        titles = dict(_rows(_table(path, OCCUPATIONS), (CODE, TITLE)))
    except MissingError as error:
        raise MissingError(str(error), hint=DOWNLOAD) from error
    if not titles:
        raise CanonError(f"{path} contains no occupations")
    edition = edition_of(frozenset(titles), taxonomy)
    alternates, tasks = _optional(path, ALTERNATES), _optional(path, TASKS)
    missing = [file for file, table in ((ALTERNATES, alternates), (TASKS, tasks)) if table is None]
    return OnetRelease(
        Scheme(NAME, edition, ATTRIBUTION, titles, tuple(missing)),
        tuple(_alternates(alternates, titles)) if alternates else (),
        tuple((task, code) for code, task in _rows(tasks, (CODE, TASK), titles)) if tasks else (),
    )


def edition_of(codes: frozenset[str], told: str | None) -> str:
    """
    Return the edition of the taxonomy that has all *codes*; the newest one, or *told*.

    Raises LevelctlError if no edition has them and none is *told*, or if *told* lacks some.
    """
    editions = scheme_codes.editions(NAME)
    having = [each for each, known in editions.items() if codes <= known]
    if told in having:
        return told
    if told is None and having:
        return having[-1]
    if told is None:
        near = max(editions, key=lambda each: len(codes & editions[each]))
        raise LevelctlError(
            f"the codes are of no taxonomy of {NAME} that is known: "
            f"{_lacking(codes, editions[near])} in that of {near}",
            hint="give the year of a newer taxonomy with --taxonomy YEAR",
        )
    if told in editions:
        of = f", but in that of {having[-1]}" if having else ""
        message = f"{_lacking(codes, editions[told])} in the taxonomy of {told}{of}"
    elif having:
        message = f"the codes are of the taxonomy of {having[-1]}, not of {told}"
    elif told > max(editions):
        return told
    else:
        message = f"there is no taxonomy of {told}: there are {', '.join(editions)}"
    hint = f"--taxonomy {having[-1]}, or leave it out" if having else "leave --taxonomy out"
    raise LevelctlError(message, hint=hint)


def _lacking(codes: frozenset[str], known: frozenset[str]) -> str:
    """Return which of *codes* are not *known*, up to a verb."""
    lacking = sorted(codes - known)
    if len(lacking) == 1:
        return f"{lacking[0]} is not"
    return f"{lacking[0]} and {len(lacking) - 1:,} other codes are not"


def _optional(path: Path, file: str) -> WholeTable | None:
    """Return what `_table` returns, or None if *file* does not exist."""
    try:
        return _table(path, file)
    except MissingError:
        return None


def _alternates(alternates: WholeTable, codes: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield the titles in *alternates* with their codes, which are all among *codes*."""
    yield from ((title, code) for code, title in _rows(alternates, (CODE, ALTERNATE), codes))
    if SHORT in alternates.heading(TAB):
        for code, title in _rows(alternates, (CODE, SHORT), codes):
            if title not in NO_TITLE:
                yield title, code


def _rows(
    table: WholeTable, wanted: tuple[str, str], codes: Container[str] | None = None
) -> Iterator[tuple[str, str]]:
    """
    Yield the *wanted* columns of each row of *table*: a code, and a title or task.

    The code must be one of *codes*, unless these are None.
    """
    columns = table.heading(TAB)
    if not {*wanted} <= {*columns}:
        raise table.fault(1, f"it has no columns {wanted[0]!r} and {wanted[1]!r}")
    table.refuse_cut_off()
    code, text = map(columns.index, wanted)
    left = MOST_TEXT
    for line, cells in table.rows(TAB, len(columns)):
        if not _CODE.fullmatch(cells[code]):
            message = f"{cells[code][:LONGEST]!r} is not an O*NET-SOC code"
            raise table.fault(line, message, "a code looks like 11-3021.00")
        if codes is not None and cells[code] not in codes:
            raise table.fault(line, f"{OCCUPATIONS} has no code {cells[code]}", ONE_RELEASE)
        if len(cells[text]) > LONGEST:
            message = f"its {wanted[1]} has {len(cells[text]):,} characters, more than {LONGEST:,}"
            raise table.fault(line, message)
        left -= len(cells[text])
        if left < 0:
            raise table.fault(line, f"{wanted[1]} has over {MOST_TEXT:,} characters so far")
        yield cells[code], cells[text]


def _table(path: Path, file: str) -> WholeTable:
    """Return the table *file* in *path*, a folder or archive."""
    with readable(path, NAMED):
        name, data = _from_folder(path, file) if path.is_dir() else _from_archive(path, file)
    wrong = undecodable(data, "utf-8-sig")
    if wrong is not None:
        raise CanonError(f"{name}: the byte {wrong + 1} is not UTF-8")
    return WholeTable(name, data, Quotes.NONE, "\n")


def _from_folder(path: Path, file: str) -> tuple[str, bytes]:
    return str(path / file), load(path / file, MAX_BYTES, NAMED)


def _from_archive(path: Path, file: str) -> tuple[str, bytes]:
    with opened(path, NAMED) as packed, archive(packed, path, NAMED) as zipped:
        found = [each for each in zipped.infolist() if PurePosixPath(each.filename).name == file]
        if len(found) > 1:
            names = " and ".join(shown(each.filename) for each in found[:2])
            raise CanonError(f"{path} has {len(found)} files {file!r}: {names}", hint=ONE_RELEASE)
        for info in found:
            name = f"{path}/{shown(info.filename)}"
            return name, unpack(zipped, info, name, MAX_BYTES)
    raise MissingError(f"{path} has no {file!r}")
