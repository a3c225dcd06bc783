"""How far a long reading is, on stderr, where there is a terminal and it takes a while."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

PATIENCE = 1.0
"""Seconds of silence before anything is shown."""

PAUSE = 0.1
"""Seconds between two lines."""


class Progress:
    """One line on a terminal that says how many files have been read, and goes away."""

    def __init__(self, *, quiet: bool) -> None:
        stream = sys.__stderr__
        self.stream = stream if stream and stream.isatty() and not quiet else None
        self.next = time.monotonic() + PATIENCE
        self.shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.shown:
            self.show("")

    def advance(self, done: int, total: int) -> None:
        """Show that *done* of *total* files have been read, if it is time to."""
        if self.stream and time.monotonic() >= self.next:
            self.next = time.monotonic() + PAUSE
            self.show(f"reading the canon: {done:,} of {total:,} files ({100 * done // total} %)")

    def show(self, text: str) -> None:
        if self.stream:
            self.shown = True
            # Back to the start of the line, and clear what stood there.
            self.stream.write(f"\r\x1b[K{text}")
            self.stream.flush()
