"""The lines of a text, file or pipe, read as they come; a line that is too long is skipped."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple, Protocol, Self

from levelctl.errors import CanonError

LONGEST = 1_000_000
"""The most bytes in a line; a longer line is not read."""

ENDLESS = 1_000_000_000
"""The most bytes of a line that are skipped: what has no line end here has none at all."""

READ = 65_536
"""The most bytes requested from a source at once."""

_MARK = b"\xef\xbb\xbf"
"""The byte order mark that some editors write at the start of a file in UTF-8."""

_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""The byte order marks of UTF-16."""


class ByteStream(Protocol):
    """A binary file or pipe."""

    def read1(self, size: int, /) -> bytes:
        """Return at most *size* available bytes, or none at the end."""


class Line(NamedTuple):
    number: int
    """Counted from one."""
    text: str | None
    """The line without its end, or None if it is too long. A surrogate is a byte not in UTF-8."""


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
    The lines of the *source* of some *content*, such as titles, in UTF-8.

    `ready` lets a caller answer the lines that have arrived before it waits for more.

    Iterating raises CanonError if the source cannot be read or is in UTF-16.
    """

    def __init__(self, source: ByteStream, content: str = "titles") -> None:
        super().__init__(())
        self._source = source
        self._content = content
        self._rest = bytearray()
        self._skipping = False
        self._skipped = 0
        self._started = False

    def _read(self) -> None:
        data = self._more()
        if not data:
            self._end()
            return
        if not self._started:
            data = self._without_mark(data)
        *whole, rest = data.split(b"\n")
        for piece in whole:
            self._grow(piece)
            self._close()
        self._grow(rest)

    def _without_mark(self, data: bytes) -> bytes:
        """Return *data*, the first of the source, without a byte order mark."""
        while len(data) < len(_MARK) and (more := self._more()):
            data += more
        self._started = True
        if data.startswith(_WIDE):
            raise CanonError(f"the {self._content} are in UTF-16", hint="save them as UTF-8")
        return data.removeprefix(_MARK)

    def _more(self) -> bytes:
        try:
            return self._source.read1(READ)
        except OSError as error:
            message = f"the {self._content} cannot be read: {error.strerror}"
            raise CanonError(message) from error

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
        if self._rest or self._skipping:
            self._close()
