"""The bytes of a text in some encoding, as they come, in UTF-8 and without a byte order mark."""

from __future__ import annotations

import codecs
import re
from typing import Protocol

from levelctl.errors import CanonError, LevelctlError

READ = 65_536
"""The most bytes requested from a source at once."""

UTF8 = "utf-8"

GUESS = "guess"
"""Stands for the encoding that the text itself suggests."""

SAMPLE = 1_000_000
"""The bytes by which an encoding is guessed."""

START = 4_096
"""The most bytes of a text by which its format is told."""

_MARKS = (
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # it begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MARKED = ("utf-16", "utf-32")
"""The encodings that a byte order mark completes."""

_ARRAY = re.compile(rb'\[\s*[{"\[]')

_OF_NAMES = ("idna", "punycode", "undefined")
"""Codecs of Python that no file is written in."""


class ByteStream(Protocol):
    """A binary file or pipe."""

    def read1(self, size: int, /) -> bytes:
        """Return at most *size* available bytes, or none at the end."""


def codec_of(name: str) -> str:
    """
    Return Python's name of the encoding *name*; *guess* stays.

    Raises LevelctlError if there is no such encoding of text.

    >>> codec_of("Windows-1252"), codec_of("UTF8")
    ('cp1252', 'utf-8')
    """
    if name.casefold() == GUESS:
        return GUESS
    try:
        found = codecs.lookup(name).name
        b"a".decode(found, "ignore")  # not every codec is one of text
        codecs.getincrementaldecoder(found)
    except (LookupError, ValueError):
        found = _OF_NAMES[0]
    if found in _OF_NAMES:
        raise LevelctlError(
            f"{name!r} is not an encoding of text",
            hint=f"give a name such as utf-8, cp1252, mac-roman or utf-16, or {GUESS}",
        )
    return UTF8 if found == "utf-8-sig" else found


class Decoded:
    """
    The text in *source*, in UTF-8, of some *content*, such as titles.

    Its encoding is that of its byte order mark, or else *encoding*, a `codec_of` some name. A
    byte that is not in its encoding becomes one that is not UTF-8, so its line can be reported.

    Reading raises CanonError if the source cannot be read.
    """

    def __init__(
        self, source: ByteStream, content: str = "titles", encoding: str | None = None
    ) -> None:
        self.encoding = encoding or UTF8
        """The encoding; known once something was read."""
        self._source = source
        self._content = content
        self._decoder: codecs.IncrementalDecoder | None = None
        self._begun = False
        self._ahead = bytearray()
        """Bytes in UTF-8 that were read and not yet given."""
        self._ended = False

    def read1(self, size: int, /) -> bytes:
        """Return some bytes, or none at the end; *size* only matters to the source."""
        if self._ahead:
            data = bytes(self._ahead)
            self._ahead.clear()
            return data
        return self._read(size)

    def start(self) -> bytes:
        """
        Return the first bytes, without consuming them.

        They end after the first line that is not blank, at `START` bytes or with the text, or when
        they show that it is an array of JSON, whose lines say nothing.
        """
        while not (_says_enough(self._ahead) or len(self._ahead) >= START):
            data = self._read(READ)
            if not data:
                break
            self._ahead += data
        return bytes(self._ahead[:START])

    def _read(self, size: int) -> bytes:
        data = self._more(size) if self._begun else self._first()
        while data and self._decoder:
            text = self._decoder.decode(data)
            if text:
                return text.encode(UTF8, _HANDLER)
            data = self._more(size)
        if self._decoder and not self._ended:
            self._ended = True
            return self._decoder.decode(b"", final=True).encode(UTF8, _HANDLER)
        return data

    def _first(self) -> bytes:
        """Return the first bytes, and find out their encoding."""
        self._begun = True
        data = b""
        while any(len(data) < len(mark) and mark.startswith(data) for mark, _ in _MARKS):
            more = self._more(READ)
            if not more:
                break
            data += more
        for mark, encoding in _MARKS:
            if data.startswith(mark):
                data, self.encoding = data[len(mark) :], encoding
                break
        else:
            if self.encoding == GUESS:
                data = self._sampled(data)
            elif self.encoding in _MARKED:
                data = data or self._more(READ)
                _refuse_unmarked(data, self.encoding)
        if self.encoding != UTF8:
            self._decoder = codecs.getincrementaldecoder(self.encoding)(_HANDLER)
        return data or self._more(READ)

    def _sampled(self, data: bytes) -> bytes:
        from levelctl.tables.guessing import guessed

        sample = bytearray(data)
        while len(sample) < SAMPLE and (more := self._more(READ)):
            sample += more
        self.encoding = guessed(bytes(sample))
        return bytes(sample)

    def _more(self, size: int) -> bytes:
        try:
            return self._source.read1(size)
        except OSError as error:
            message = f"the {self._content} cannot be read: {error.strerror}"
            raise CanonError(message) from error


def _refuse_unmarked(data: bytes, encoding: str) -> None:
    """
    Raise CanonError if there are *data*, which have no byte order mark that *encoding* needs.

    The hint names an encoding that suits the zeros in the data.
    """
    if not data:
        return
    if b"\0" not in data:
        hint = "if it is UTF-8, leave --encoding out; else give its encoding, or guess"
    else:
        from levelctl.tables.guessing import wide_order

        hint = f"give the order of its bytes: --encoding {encoding}-{wide_order(data, encoding)}"
    message = f"the text has no byte order mark, which {encoding.upper()} needs"
    raise CanonError(message, hint=hint)


def _says_enough(data: bytearray) -> bool:
    text = data.lstrip()
    return b"\n" in text or b"\r" in text or _ARRAY.match(text) is not None


def _marked(error: UnicodeError) -> tuple[str | bytes, int]:
    """Turn what cannot be decoded into bytes that are not UTF-8; surrogates stand for them."""
    if isinstance(error, UnicodeDecodeError):
        wrong = error.object[error.start : error.end]
        return "".join(chr(0xDC00 + max(byte, 0x80)) for byte in wrong), error.end
    if isinstance(error, UnicodeEncodeError):
        text = error.object[error.start : error.end]
        return bytes(_byte(ord(each)) for each in text), error.end
    raise error


def _byte(surrogate: int) -> int:
    return surrogate - 0xDC00 if 0xDC80 <= surrogate <= 0xDCFF else 0x80  # noqa: PLR2004 - an escaped byte


_HANDLER = "levelctl-unreadable"

codecs.register_error(_HANDLER, _marked)
