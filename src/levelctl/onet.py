"""
The O*NET database's text files → a scheme of occupations.

Source of the form: the O*NET database, U.S. Department of Labor, Employment and Training
Administration, release 30.0; columns are found by their names, so that other releases are read
as well.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from levelctl.errors import CanonError
from levelctl.schemes import Scheme

NAME = "O*NET-SOC"

TAXONOMY = "2019"
"""The edition of the taxonomy that every release from 25.1 on uses."""

ATTRIBUTION = (
    "O*NET database by the U.S. Department of Labor, Employment and Training Administration "
    "(USDOL/ETA), used under the CC BY 4.0 licence"
)

OCCUPATIONS = "Occupation Data.txt"

MAX_BYTES = 64_000_000
"""The largest file that is read; release 30.0 has half a million bytes of occupations."""

CODE, TITLE = "O*NET-SOC Code", "Title"

_CODE = re.compile(r"\d\d-\d{4}\.\d\d")


def read(path: Path, version: str = TAXONOMY) -> Scheme:
    """
    Return the occupations in *path*, a folder or zip archive of O*NET's text files.

    Raises CanonError, which names the line, if a file is missing, cut off or of another form.
    """
    name, text = _text(path)
    lines = text.split("\n")
    columns = lines[0].rstrip("\r").split("\t")
    if not {CODE, TITLE} <= {*columns}:
        raise CanonError(f"{name}:1:1: it has no columns {CODE!r} and {TITLE!r}")
    titles = dict(_rows(name, lines, columns))
    if not titles:
        raise CanonError(f"{name}: it holds no occupation")
    return Scheme(NAME, version, ATTRIBUTION, titles)


def _rows(name: str, lines: list[str], columns: list[str]) -> Iterator[tuple[str, str]]:
    if lines[-1]:
        raise CanonError(f"{name}:{len(lines)}:1: the file is cut off: its last line has no end")
    code, title = columns.index(CODE), columns.index(TITLE)
    for number, line in enumerate(lines[1:-1], 2):
        cells = line.rstrip("\r").split("\t")
        if len(cells) != len(columns):
            raise CanonError(f"{name}:{number}:1: it has {len(cells)} columns, not {len(columns)}")
        if not _CODE.fullmatch(cells[code]):
            raise CanonError(
                f"{name}:{number}:1: {cells[code]!r} is not an O*NET-SOC code",
                hint="a code looks like 11-3021.00",
            )
        yield cells[code], cells[title]


def _text(path: Path) -> tuple[str, str]:
    """Return the file of occupations in *path*, and its name for messages."""
    try:
        if path.is_dir():
            name = str(path / OCCUPATIONS)
            _refuse_large(name, Path(name).stat().st_size)
            data = Path(name).read_bytes()
        else:
            name, data = _from_archive(path)
    except OSError as error:
        raise CanonError(f"{error.filename or path}: {error.strerror or error}") from error
    # A damaged or encrypted archive raises one of these, by what of it is read first.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise CanonError(
            f"{path} is not a zip archive that can be read: {error}",
            hint="name the folder or the archive of the database's text files",
        ) from error
    try:
        return name, data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CanonError(f"{name}: the byte {error.start + 1} is not UTF-8") from error


def _from_archive(path: Path) -> tuple[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if PurePosixPath(info.filename).name == OCCUPATIONS:
                name = f"{path}/{info.filename}"
                _refuse_large(name, info.file_size)
                with archive.open(info) as file:
                    data = file.read(MAX_BYTES + 1)
                _refuse_large(name, len(data))  # the archive's word for it may be wrong
                return name, data
    raise CanonError(f"{path} has no {OCCUPATIONS!r}")


def _refuse_large(name: str, size: int) -> None:
    if size > MAX_BYTES:
        raise CanonError(f"{name} is larger than {MAX_BYTES:,} bytes")
