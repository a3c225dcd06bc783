"""How far a long reading is, on stderr, where there is a terminal and it takes a while."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

DELAY = 1.0
"""Seconds of silence before anything is shown."""

INTERVAL = 0.1
"""Seconds between two lines."""


class ProgressLine:
    """One line on a terminal that says how much is done, and goes away."""

    def __init__(self, *, quiet: bool) -> None:
        stream = sys.__stderr__
        self.stream = stream if stream and stream.isatty() and not quiet else None
        self.next = time.monotonic() + DELAY
        self.shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """Take the line away, so that another can be written."""
        if self.shown:
            self.show("")
            self.shown = False

    def advance(self, done: int, total: int) -> None:
        """Show that *done* of *total* files have been read, if it is time to."""
        if self.due:
            self.show(f"reading the canon: {done:,} of {total:,} files ({100 * done // total} %)")

    def count(self, what: str, done: int) -> None:
        """Show that *done* of *what*, whose number is not known, are done, if it is time to."""
        if self.due:
            self.show(f"{what}: {done:,}")

    @property
    def due(self) -> bool:
        """Whether there is a terminal, and it is time for a line; if so, the next is later."""
        if self.stream is None or time.monotonic() < self.next:
            return False
        self.next = time.monotonic() + INTERVAL
        return True

    def show(self, text: str) -> None:
        if self.stream:
            self.shown = True
            # Back to the start of the line, and clear what stood there.
            self.stream.write(f"\r\x1b[K{text}")
            self.stream.flush()
