"""Shows the progress of a long read on stderr, if that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Self

from levelctl.canon.files import S, T

DELAY = 1.0
"""Seconds before anything is shown."""

INTERVAL = 0.1
"""Seconds between two updates."""


class ProgressLine:
    """A line on the terminal that shows progress and is then erased."""

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
        """Erase the line, so that other output can be written."""
        if self.shown:
            self.show("")
            self.shown = False

    def work(self, work: Callable[[S], T], files: Sequence[S], /) -> Iterator[T]:
        """Yield the results of *work* for *files*, from all processor cores, and show progress."""
        from levelctl.cli.processes import on_every_core

        for number, result in enumerate(on_every_core(work, files), 1):
            yield result
            self.advance(number, len(files))

    def advance(self, done: int, total: int) -> None:
        """Show that *done* of *total* files have been read, if an update is due."""
        if self.due:
            self.show(f"reading the canon: {done:,} of {total:,} files ({100 * done // total} %)")

    def train(self, done: int, total: int) -> None:
        """Show that *done* of *total* steps of a training are done, if an update is due."""
        if self.due:
            self.show(f"training the model ({100 * done // total} %)")

    def count(self, what: str, done: int) -> None:
        """Show that *done* of *what* are done, if an update is due; the total is not known."""
        if self.due:
            self.show(f"{what}: {done:,}")

    @property
    def due(self) -> bool:
        """Whether an update is due on a terminal; if so, the next one is scheduled."""
        if self.stream is None or time.monotonic() < self.next:
            return False
        self.next = time.monotonic() + INTERVAL
        return True

    def show(self, text: str) -> None:
        if self.stream:
            self.shown = True
            # Return to the start of the line and erase it.
            self.stream.write(f"\r\x1b[K{text}")
            self.stream.flush()
