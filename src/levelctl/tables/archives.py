"""Reads published files from a folder or a zip archive, up to a limit of bytes."""

from __future__ import annotations

import contextlib
import copy
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Protocol

from levelctl.errors import CanonError, LevelctlError
from levelctl.tables.opening import open_regular

MAX_DIRECTORY = 16_000_000
"""The most bytes of an archive's directory: enough for a hundred thousand files."""

_READ = 65_536
"""How many packed bytes are read at once."""

_SHOWN = 120
"""The most characters of a name in an archive that a message shows."""


class MissingError(CanonError):
    """A file does not exist."""


class _Decoder(Protocol):
    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, size: int, /) -> bytes:
        """Return at most *size* bytes of what is unpacked."""


@contextlib.contextmanager
def readable(path: Path, hint: str) -> Iterator[None]:
    """Raise CanonError for what goes wrong while *path* is read; *hint* says what to give."""
    try:
        yield
    except FileNotFoundError as error:
        raise MissingError(f"{error.filename or path}: {error.strerror}") from error
    except OSError as error:
        raise CanonError(f"{error.filename or path}: {error.strerror or error}") from error
    except ValueError as error:  # a path that no file can have
        raise CanonError(f"{path} cannot be read: {error}", hint=hint) from error


def load(path: Path, most: int, hint: str) -> bytes:
    """
    Return the content of the file *path*.

    Raises CanonError if it has over *most* bytes, is not a regular file or cannot be read.
    """
    with opened(path, hint) as file:
        return content(file, str(path), most)


def content(file: io.BufferedReader, name: str, most: int) -> bytes:
    """Return what is left of *file*, called *name*. Raises CanonError if it has over *most*."""
    data = io.BytesIO()
    while piece := file.read(_READ):
        data.write(piece)
        if data.tell() > most:
            raise _too_large(name, most)
    return data.getvalue()


@contextlib.contextmanager
def opened(path: Path, hint: str) -> Iterator[io.BufferedReader]:
    """Open the regular file *path*. Raises CanonError as `load` and `readable` do."""
    with readable(path, hint), _Bounded(open_regular(path, hint)) as file:
        yield file


@contextlib.contextmanager
def archive(file: io.BufferedReader, path: Path, hint: str) -> Iterator[zipfile.ZipFile]:
    """
    Open the zip archive in *file*. Do nothing but read it in the `with` block.

    Raises CanonError for whatever a damaged, encrypted or hostile archive raises.
    """
    try:
        with zipfile.ZipFile(file) as zipped:
            yield zipped
    except LevelctlError:
        raise
    # zipfile, the decoders and the codecs of names raise a dozen different errors, and others in
    # the next release.
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        message = f"{path} is not a zip archive that can be read: {reason[:_SHOWN]}"
        raise CanonError(message, hint=hint) from error


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, most: int) -> bytes:
    """
    Return a file of *archive*, called *name* in messages, with at most *most* bytes.

    zipfile unpacks bzip2 and LZMA without a limit, so it only gives the packed bytes here. Never
    more memory is used than the size that the archive declares. Raises CanonError if that is over
    *most*, and an error that `archive` catches if the archive is damaged.
    """
    data = io.BytesIO()
    for piece in pieces(archive, info, name, most):
        data.write(piece)
    return data.getvalue()


def pieces(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, most: int
) -> Iterator[bytes]:
    """Yield what `unpack` returns, in pieces; it raises the same."""
    if info.file_size > most:
        raise _too_large(name, most)
    if info.compress_type not in DECODERS:
        raise NotImplementedError(f"its compression method {info.compress_type} is not known")
    packed = copy.copy(info)
    packed.compress_type = zipfile.ZIP_STORED
    packed.file_size = packed.compress_size
    del packed.CRC
    size = check = 0
    with archive.open(packed) as file:
        decoder = DECODERS[info.compress_type](file, info.file_size)
        for piece in _unpacked(file, decoder, info.file_size):
            size, check = size + len(piece), zlib.crc32(piece, check)
            yield piece
    if size != info.file_size or check != info.CRC:
        raise zipfile.BadZipFile("a file in it is damaged")


def _unpacked(file: IO[bytes], decoder: _Decoder, size: int) -> Iterator[bytes]:
    """Yield what *decoder* makes of *file*: at most *size* bytes, and one more if there are."""
    # A decoder leaves a part of its input only if it was allowed no more output, the last time.
    while size >= 0 and not decoder.eof and (packed := file.read(_READ)):
        piece = decoder.decompress(packed, size + 1)
        size -= len(piece)
        yield piece


class _Copy:
    eof = False

    def decompress(self, data: bytes, size: int, /) -> bytes:
        return data[:size]


def _stored(_file: IO[bytes], _size: int) -> _Decoder:
    return _Copy()


def _deflate(_file: IO[bytes], _size: int) -> _Decoder:
    return zlib.decompressobj(-zlib.MAX_WBITS)


def _bzip2(_file: IO[bytes], _size: int) -> _Decoder:
    import bz2  # a Python can lack it

    return bz2.BZ2Decompressor()


def _lzma(file: IO[bytes], size: int) -> _Decoder:
    """Return the decoder that the first bytes of *file* describe."""
    import lzma  # a Python can lack it

    length, byte, dictionary = struct.unpack("<2xHBL", file.read(9))
    if length != _LZMA_PROPERTIES:
        raise zipfile.BadZipFile("its LZMA properties are damaged")
    rest, lc = divmod(byte, 9)
    pb, lp = divmod(rest, 5)
    # A dictionary is memory, and one larger than the file is never used.
    dictionary = min(dictionary, max(size, _SMALLEST_DICTIONARY))
    filters = [{"id": lzma.FILTER_LZMA1, "dict_size": dictionary, "lc": lc, "lp": lp, "pb": pb}]
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)


_LZMA_PROPERTIES = 5
_SMALLEST_DICTIONARY = 4_096

DECODERS: dict[int, Callable[[IO[bytes], int], _Decoder]] = {
    zipfile.ZIP_STORED: _stored,
    zipfile.ZIP_DEFLATED: _deflate,
    zipfile.ZIP_BZIP2: _bzip2,
    zipfile.ZIP_LZMA: _lzma,
}
"""By method: the decoder of a packed file, of which a size is declared."""


class _Bounded(io.BufferedReader):
    """A file of which nobody reads more at once than the largest directory of an archive."""

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = MAX_DIRECTORY + 1 if size is None or size < 0 else size
        data: Any = super().read(min(wanted, MAX_DIRECTORY + 1))
        if data is None:
            raise BlockingIOError(0, "it waits for data, as no file does")
        if len(data) > MAX_DIRECTORY:
            raise zipfile.BadZipFile(f"its directory is larger than {MAX_DIRECTORY:,} bytes")
        return bytes(data)


def shown(name: str) -> str:
    """Return the *name* of a file in an archive, shortened if it is very long."""
    return name if len(name) <= _SHOWN else f"…{name[-_SHOWN:]}"


def _too_large(name: str, most: int) -> CanonError:
    return CanonError(f"{name} is larger than {most:,} bytes")
