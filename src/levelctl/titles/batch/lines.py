"""The lines of a file or pipe, as they come, in no more memory than the longest may take."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple, Protocol, Self

from levelctl.errors import CanonError

LONGEST = 1_000_000
"""The bytes of a line that are read; of a longer one nothing is."""

READ = 65_536
"""The most bytes that are asked for at once."""

_MARK = b"\xef\xbb\xbf"
"""What some editors put before a file in UTF-8."""

_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""What stands before a file in UTF-16."""


class ByteStream(Protocol):
    """A binary file or pipe."""

    def read1(self, size: int, /) -> bytes:
        """Return what there is, at most *size* bytes of it; nothing at the end."""


class Line(NamedTuple):
    number: int
    """Counted from one."""
    data: bytes | None
    """The line without its end, or None if it is too long."""


class LineReader:
    """
    The lines of a source in order.

    What a source has given is a number of lines: `ready` says whether another is here already,
    so that a reader can answer before it waits for more.

    Reading raises CanonError if the source cannot be read, or is in UTF-16.
    """

    def __init__(self, source: ByteStream) -> None:
        self._source = source
        self._number = 0
        self._here: deque[Line] = deque()
        self._rest = bytearray()
        self._skipping = False
        self._ended = False
        self._started = False

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
        """Whether the next line is here, or it is known that there is none."""
        return bool(self._here) or self._ended

    def peek(self) -> Line | None:
        """Return the next line without taking it, or None at the end."""
        line = next(self, None)
        if line is not None:
            self._here.appendleft(line)
        return line

    def back(self, lines: Iterable[Line]) -> None:
        """Give back *lines*, the last that were taken, in their order."""
        self._here.extendleft(reversed(list(lines)))

    def _read(self) -> None:
        data = self._more()
        if not data:
            self._end()
            return
        if not self._started:
            data = self._without_mark(data)
        *whole, rest = data.split(b"\n")
        for each in whole:
            self._grow(each)
            self._close()
        self._grow(rest)

    def _without_mark(self, data: bytes) -> bytes:
        """Return *data*, the first of the source, without the mark that may stand before it."""
        while len(data) < len(_MARK) and (more := self._more()):
            data += more
        self._started = True
        if data.startswith(_WIDE):
            raise CanonError("the titles are in UTF-16", hint="save them as UTF-8")
        return data.removeprefix(_MARK)

    def _more(self) -> bytes:
        try:
            return self._source.read1(READ)
        except OSError as error:
            raise CanonError(f"the titles cannot be read: {error.strerror}") from error

    def _grow(self, data: bytes) -> None:
        if not self._skipping:
            self._rest += data
        if len(self._rest) > LONGEST:
            self._rest.clear()
            self._skipping = True

    def _close(self) -> None:
        self._number += 1
        data = None if self._skipping else bytes(self._rest).removesuffix(b"\r")
        self._here.append(Line(self._number, data))
        self._rest.clear()
        self._skipping = False

    def _end(self) -> None:
        self._ended = True
        if self._rest or self._skipping:
            self._close()
