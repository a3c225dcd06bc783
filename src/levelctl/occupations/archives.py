"""Reads published files from a folder or a zip archive, up to a limit of bytes."""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from levelctl.errors import CanonError


class MissingError(CanonError):
    """A file does not exist."""


@contextlib.contextmanager
def readable(path: Path, hint: str) -> Iterator[None]:
    """Raise CanonError for what goes wrong while *path* is read; *hint* says what to give."""
    try:
        yield
    except FileNotFoundError as error:
        raise MissingError(f"{error.filename or path}: {error.strerror}") from error
    except OSError as error:
        raise CanonError(f"{error.filename or path}: {error.strerror or error}") from error
    # A damaged or encrypted archive raises one of these, depending on what is read first. A path
    # that no file can have raises ValueError.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise CanonError(
            f"{path} is not a zip archive that can be read: {error}", hint=hint
        ) from error


def load(path: Path, most: int) -> bytes:
    """Return the content of the file *path*. Raises CanonError if it has over *most* bytes."""
    with path.open("rb") as opened:
        return _bounded(str(path), opened.read(most + 1), most)


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, most: int) -> bytes:
    """Return a file of *archive*, called *name* in messages. Raises CanonError as `load` does."""
    if info.file_size > most:
        raise _too_large(name, most)
    with archive.open(info) as opened:
        # The size that the archive declares may be wrong.
        return _bounded(name, opened.read(most + 1), most)


def _bounded(name: str, data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise _too_large(name, most)
    return data


def _too_large(name: str, most: int) -> CanonError:
    return CanonError(f"{name} is larger than {most:,} bytes")
