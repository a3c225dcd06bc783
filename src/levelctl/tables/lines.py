"""The lines of a text, file or pipe, read as they come; a line that is too long is skipped."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple, Self

from levelctl.errors import CanonError
from levelctl.tables.decoding import READ, UTF8, ByteStream, Decoded

LONGEST = 1_000_000
"""The most bytes in a line; a longer line is not read."""

ENDLESS = 1_000_000_000
"""The most bytes of a line that are skipped: what has no line end here has none at all."""


class Line(NamedTuple):
    number: int
    """Counted from one."""
    text: str | None
    """The line without its end; None if it is too long. A surrogate is a byte not decodable."""


class Lines:
    """The lines *texts*, of at most *longest* characters each, in order."""

    def __init__(self, texts: Iterable[str], longest: int = LONGEST) -> None:
        self.longest = longest
        self._texts = iter(texts)
        self._number = 0
        self._here: deque[Line] = deque()
        self._ended = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Line:
        while not self._here and not self._ended:
            self._read()
        if not self._here:
            raise StopIteration
        return self._here.popleft()

    @property
    def encoding(self) -> str:
        """The encoding of the text, once something was read of it."""
        return UTF8

    @property
    def ready(self) -> bool:
        """Whether the next line, or the end, can be returned without waiting for the source."""
        return bool(self._here) or self._ended

    def peek(self) -> Line | None:
        """Return the next line without consuming it, or None at the end."""
        line = next(self, None)
        if line is not None:
            self._here.appendleft(line)
        return line

    def back(self, lines: Iterable[Line]) -> None:
        """Put back *lines*, the last ones that were consumed, in their order."""
        self._here.extendleft(reversed(list(lines)))

    def _read(self) -> None:
        text = next(self._texts, None)
        if text is None:
            self._ended = True
        else:
            self._append(text if len(text) <= self.longest else None)

    def _append(self, text: str | None) -> None:
        self._number += 1
        self._here.append(Line(self._number, text))


class LineReader(Lines):
    """
    The lines of the *source* of some *content*, such as titles, in *encoding*; see `Decoded`.

    A line ends with LF or CRLF. If the first one ends with a bare CR, as on old Macs, others can.

    `ready` lets a caller answer the lines that have arrived before it waits for more.

    Iterating raises CanonError if the source cannot be read.
    """

    def __init__(
        self, source: ByteStream, content: str = "titles", encoding: str | None = None
    ) -> None:
        super().__init__(())
        self.source = Decoded(source, content, encoding)
        self._content = content
        self._rest = bytearray()
        self._skipping = False
        self._skipped = 0
        self._bare: bool | None = None
        """Whether a bare CR ends a line; None until the first line has ended."""
        self._held = b""
        """A CR, if the last data ended with one and an LF may follow."""

    @property
    def encoding(self) -> str:
        return self.source.encoding

    def start(self) -> bytes:
        """Return the first bytes of the text in UTF-8; see `Decoded.start`. Call it first."""
        return self.source.start()

    def _read(self) -> None:
        data = self.source.read1(READ)
        if not data:
            self._end()
            return
        if self._bare is not False:
            data = self._with_line_feeds(data)
        *whole, rest = data.split(b"\n")
        for piece in whole:
            self._grow(piece)
            self._close()
        self._grow(rest)

    def _with_line_feeds(self, data: bytes) -> bytes:
        """Return *data* with LF at the end of each line, if a bare CR ends the first one."""
        data = self._held + data
        self._held = b""
        while self._bare is None and data.endswith(b"\r") and b"\r" not in data[:-1]:
            more = self.source.read1(READ)
            data += more
            if not more:
                break
        place = data.find(b"\r")
        if self._bare is None and (b"\n" in data or place >= 0):
            self._bare = place >= 0 and b"\n" not in data[: place + 2]
        if not self._bare:
            return data
        if data.endswith(b"\r"):
            data, self._held = data[:-1], b"\r"
        return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _grow(self, data: bytes) -> None:
        if self._skipping:
            self._skip(len(data))
            return
        self._rest += data
        if len(self._rest) > self.longest:
            self._skipping, self._skipped = True, len(self._rest)
            self._rest.clear()

    def _skip(self, size: int) -> None:
        self._skipped += size
        if self._skipped > ENDLESS:
            message = f"line {self._number + 1} of the {self._content} has no end"
            raise CanonError(message, hint=f"it has more than {ENDLESS:,} bytes")

    def _close(self) -> None:
        data = self._rest.removesuffix(b"\r")
        self._append(None if self._skipping else data.decode(errors="surrogateescape"))
        self._rest.clear()
        self._skipping = False

    def _end(self) -> None:
        self._ended = True
        if self._rest or self._skipping or self._held:
            self._close()
