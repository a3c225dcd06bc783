"""Handles Ctrl-C during writes, so that no file or document stays half written."""

from __future__ import annotations

import contextlib
import os
import select
import signal
from collections.abc import Callable, Iterator
from types import FrameType, TracebackType
from typing import Any, NoReturn, Self

import typer

from levelctl.cli import streams
from levelctl.cli.exit_codes import Exit
from levelctl.errors import LevelctlError


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Make Ctrl-C raise typer.Abort after cleanup, instead of ending the program at once."""
    previous_handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Abort from None
    finally:
        signal.signal(signal.SIGINT, previous_handler)


@contextlib.contextmanager
def uninterrupted(size: int) -> Iterator[None]:
    """
    Delay Ctrl-C until the end of one write of *size* bytes, if the write could be cut short.

    A pipe accepts a short piece completely or not at all. So a short write to a full pipe can be
    interrupted while it waits.
    """
    if size <= select.PIPE_BUF:
        yield
        return
    previous_mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, previous_mask)


class StreamedDocument:
    """
    A document that is written in pieces, from *begin* to *end*, and is always complete.

    If Ctrl-C or an error in the input ends it early, it is closed with *cut* instead of *end*.
    Closing can have to wait for a slow reader; a second Ctrl-C does not wait.
    """

    def __init__(self, put: Callable[[str], None], begin: str, end: str, cut: str) -> None:
        self._put = put
        self._begin, self._end, self._cut = begin, end, cut
        self._writing = True
        self._stopping = False
        self._previous_handler: Any = None
        """The earlier handler of Ctrl-C; None if Ctrl-C is ignored."""

    def __enter__(self) -> Self:
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            self._previous_handler = signal.signal(signal.SIGINT, self._interrupted)
        self.write(self._begin)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._writing = True
        if kind is None:
            self._put(self._end)
        elif issubclass(kind, LevelctlError):
            self._put(self._cut)
        if self._stopping:
            os._exit(Exit.INTERRUPTED)
        if self._previous_handler is not None:
            signal.signal(signal.SIGINT, self._previous_handler)

    def write(self, piece: str) -> None:
        """Write *piece* completely; Ctrl-C waits until it is written."""
        self._writing = True
        self._put(piece)
        self._writing = False
        if self._stopping:
            self._close()

    def _interrupted(self, _number: int, _frame: FrameType | None) -> None:
        # An exception could be lost in code that cannot propagate it, so this exits itself.
        if self._stopping:
            os._exit(Exit.INTERRUPTED)
        self._stopping = True
        if not self._writing:
            self._close()

    def _close(self) -> NoReturn:
        with contextlib.suppress(streams.UnwrittenError):
            self._put(self._cut)
        os._exit(Exit.INTERRUPTED)
