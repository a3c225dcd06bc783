"""The values of a JSON array, read as they come: the array itself can be of any size."""

from __future__ import annotations

import re
from collections import deque
from typing import Any, Self

from levelctl.errors import CanonError
from levelctl.tables.decoding import READ, Decoded
from levelctl.tables.lines import LONGEST
from levelctl.tables.rows import BadRow, Row, json_value

_OUTSIDE = re.compile(rb'["\[\]{},]')
_INSIDE = re.compile(rb'["\\]')
_SPACE = b" \t\r\n"


class JsonArray:
    """
    The values of the array in *source*, each with the line on which it begins.

    A value that cannot be read is a bad row. `ready` is as for lines.

    Iterating raises CanonError if the text is not an array, or ends before the array does.
    """

    def __init__(self, source: Decoded, longest: int = LONGEST) -> None:
        self.longest = longest
        self._source = source
        self._here: deque[Row[Any] | BadRow] = deque()
        self._ended = False
        self._closed = False
        self._line = 1
        self._began = 1
        """The line on which the value begins."""
        self._value = bytearray()
        """What was read of the value, of which no more than *longest* bytes are stored."""
        self._size = 0
        self._depth = 0
        self._in_text = False
        self._escaped = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Row[Any] | BadRow:
        while not self._here and not self._ended:
            self._read(self._source.read1(READ))
        if not self._here:
            raise StopIteration
        return self._here.popleft()

    @property
    def ready(self) -> bool:
        """Whether the next value, or the end, can be returned without waiting for the source."""
        return bool(self._here) or self._ended

    def _read(self, data: bytes) -> None:
        """Take *data*, the next of the source; none is its end."""
        if not (data or self._closed):
            what = "the array is not closed" if self._depth else "there is no array"
            raise self._wrong(f"{what}: the file may be cut off")
        self._ended = not data
        place = 0
        while place < len(data) and not self._closed:
            place = self._text(data, place) if self._in_text else self._structure(data, place)
        if data[place:].strip(_SPACE):
            self._here.append(BadRow(self._line, "text follows the end of the array"))
            self._ended = True

    def _text(self, data: bytes, place: int) -> int:
        """Take a string up to its end, or to the end of *data*; return where that is."""
        if self._escaped:
            self._escaped = False
            self._take(data[place : place + 1])
            return place + 1
        found = _INSIDE.search(data, place)
        if not found:
            self._take(data[place:])
            return len(data)
        self._take(data[place : found.end()])
        self._escaped = found[0] == b"\\"
        self._in_text = self._escaped
        return found.end()

    def _structure(self, data: bytes, place: int) -> int:
        """Take what is outside of strings up to the next mark; return where that ends."""
        found = _OUTSIDE.search(data, place)
        if not found:
            self._take(data[place:])
            return len(data)
        mark = found[0]
        self._take(data[place : found.start()])
        if self._depth == 0:
            self._open(mark)
        elif self._depth == 1 and mark in b",]":
            self._close(mark)
        else:
            self._take(mark)
            self._in_text = mark == b'"'
            self._depth += (mark in b"[{") - (mark in b"]}")
        return found.end()

    def _open(self, mark: bytes) -> None:
        if mark != b"[" or self._value.strip():
            raise self._wrong("it is not an array")
        self._depth = 1
        self._value.clear()

    def _close(self, mark: bytes) -> None:
        """Store the value that ends before *mark*; before the last one there may be none."""
        value = bytes(self._value.strip(_SPACE))
        if value:
            self._store(value)
        elif mark == b",":
            self._here.append(BadRow(self._line, "it is not JSON: a value is missing"))
        self._closed = mark == b"]"
        self._value.clear()
        self._size = 0

    def _store(self, value: bytes) -> None:
        if self._size > self.longest:
            reason = f"it is longer than {self.longest:,} bytes"
            self._here.append(BadRow(self._began, reason))
        else:
            text = value.decode(errors="surrogateescape")
            self._here.append(json_value(self._began, text, self._source.encoding))

    def _take(self, data: bytes) -> None:
        if not self._value and not self._size:
            stripped = data.lstrip(_SPACE)
            self._line += data.count(b"\n", 0, len(data) - len(stripped))
            self._began = self._line
            data = stripped
        self._line += data.count(b"\n")
        self._size += len(data)
        if self._size <= self.longest:
            self._value += data

    def _wrong(self, reason: str) -> CanonError:
        return CanonError(
            f"line {self._line} of the titles cannot be read: {reason}",
            hint="give an array of objects or strings, or one object a line with --input ndjson",
        )
