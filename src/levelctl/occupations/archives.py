"""Files of other people's data: in a folder, in a zip archive or alone, and never too large."""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from levelctl.errors import CanonError


class MissingError(CanonError):
    """A file that was looked for is not there."""


@contextlib.contextmanager
def reading(path: Path, hint: str) -> Iterator[None]:
    """Let what goes wrong while *path* is read raise CanonError; *hint* says what it may be."""
    try:
        yield
    except FileNotFoundError as error:
        raise MissingError(f"{error.filename or path}: {error.strerror}") from error
    except OSError as error:
        raise CanonError(f"{error.filename or path}: {error.strerror or error}") from error
    # A damaged or encrypted archive raises one of these, by what of it is read first; a path
    # that no file can have, a ValueError.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise CanonError(
            f"{path} is not a zip archive that can be read: {error}", hint=hint
        ) from error


def loaded(path: Path, most: int) -> bytes:
    """Return the content of the file *path*. Raises CanonError if it has above *most* bytes."""
    with path.open("rb") as opened:
        return _bounded(str(path), opened.read(most + 1), most)


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, most: int) -> bytes:
    """Return a file of *archive*, *name* for messages. Raises CanonError as `loaded` does."""
    if info.file_size > most:
        raise _too_large(name, most)
    with archive.open(info) as opened:
        # The archive's word for the size may be wrong.
        return _bounded(name, opened.read(most + 1), most)


def _bounded(name: str, data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise _too_large(name, most)
    return data


def _too_large(name: str, most: int) -> CanonError:
    return CanonError(f"{name} is larger than {most:,} bytes")
