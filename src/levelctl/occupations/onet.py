"""
The O*NET database's text files → a scheme of occupations.

Source of the form: the O*NET database, U.S. Department of Labor, Employment and Training
Administration, release 30.0; columns are found by their names, so that other releases are read
as well.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from levelctl.errors import CanonError
from levelctl.occupations.archives import MissingError, loaded, reading, unpacked
from levelctl.occupations.schemes import Scheme
from levelctl.record import Record
from levelctl.tables.rows import Quotes
from levelctl.tables.whole import WholeTable

NAME = "O*NET-SOC"

CALLED = ("onet", "o*net")
"""What people call it, in lower case: ``levelctl import onet`` and ``match --scheme onet``."""

TAXONOMY = "2019"
"""The edition of the taxonomy that every release from 25.1 on uses."""

ATTRIBUTION = (
    "O*NET database by the U.S. Department of Labor, Employment and Training Administration "
    "(USDOL/ETA), used under the CC BY 4.0 licence"
)

OCCUPATIONS = "Occupation Data.txt"
ALTERNATES = "Alternate Titles.txt"
TASKS = "Task Statements.txt"

MAX_BYTES = 64_000_000
"""The largest file that is read; release 30.0 has three million bytes of alternate titles."""

CODE, TITLE = "O*NET-SOC Code", "Title"
ALTERNATE, SHORT, TASK = "Alternate Title", "Short Title", "Task"

NO_TITLE = ("", "n/a")
"""What stands in the place of a short title where there is none."""

TAB = "\t"

_CODE = re.compile(r"\d\d-\d{4}\.\d\d")


class OnetRelease(Record):
    """What is read of a release of the database."""

    scheme: Scheme
    alternates: tuple[tuple[str, str], ...]
    """Other titles, each with the code of its occupation; short forms are titles of their own."""
    tasks: tuple[tuple[str, str], ...]
    """What is done in an occupation, a sentence each with its code."""


def read(path: Path, version: str = TAXONOMY) -> OnetRelease:
    """
    Return the occupations in *path*, a folder or zip archive of O*NET's text files.

    Their alternate titles and tasks are read where there are any. Raises CanonError, which names
    the line, if a file is missing, cut off or of another form.
    """
    titles = dict(_rows(*_text(path, OCCUPATIONS), (CODE, TITLE)))
    if not titles:
        raise CanonError(f"{path}: it holds no occupation")
    scheme = Scheme(NAME, version, ATTRIBUTION, titles)
    return OnetRelease(scheme, tuple(_alternates(path)), tuple(_tasks(path)))


def _tasks(path: Path) -> Iterator[tuple[str, str]]:
    found = _optional(path, TASKS)
    if found:
        yield from ((task, code) for code, task in _rows(*found, (CODE, TASK)))


def _optional(path: Path, file: str) -> tuple[str, str] | None:
    """Return what `_text` does, or None if *file* is not there."""
    try:
        return _text(path, file)
    except MissingError:
        return None


def _alternates(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the alternate titles in *path* with their codes, if it has the file of them."""
    found = _optional(path, ALTERNATES)
    if found is None:
        return
    name, text = found
    yield from ((title, code) for code, title in _rows(name, text, (CODE, ALTERNATE)))
    if SHORT in text.partition("\n")[0].rstrip("\r").split("\t"):
        for code, title in _rows(name, text, (CODE, SHORT)):
            if title not in NO_TITLE:
                yield title, code


def _rows(name: str, text: str, wanted: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the two columns that are *wanted*, a code and a title, of each row of a file."""
    table = WholeTable(name, text, Quotes.NONE, "\n")
    columns = table.heading(TAB)
    if not {*wanted} <= {*columns}:
        raise table.fault(1, f"it has no columns {wanted[0]!r} and {wanted[1]!r}")
    table.refuse_cut_off()
    code, title = map(columns.index, wanted)
    for line, cells in table.rows(TAB, len(columns)):
        if not _CODE.fullmatch(cells[code]):
            message = f"{cells[code]!r} is not an O*NET-SOC code"
            raise table.fault(line, message, "a code looks like 11-3021.00")
        yield cells[code], cells[title]


def _text(path: Path, file: str) -> tuple[str, str]:
    """Return the path of *file* in *path*, a folder or archive, for messages, and what it says."""
    with reading(path, "name the folder or the archive of the database's text files"):
        name, data = _from_folder(path, file) if path.is_dir() else _from_archive(path, file)
    try:
        return name, data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CanonError(f"{name}: the byte {error.start + 1} is not UTF-8") from error


def _from_folder(path: Path, file: str) -> tuple[str, bytes]:
    return str(path / file), loaded(path / file, MAX_BYTES)


def _from_archive(path: Path, file: str) -> tuple[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if PurePosixPath(info.filename).name == file:
                name = f"{path}/{info.filename}"
                return name, unpacked(archive, info, name, MAX_BYTES)
    raise MissingError(f"{path} has no {file!r}")
