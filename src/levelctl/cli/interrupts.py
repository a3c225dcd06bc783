"""Handles Ctrl-C, SIGTERM and SIGHUP during writes, so that no row or document is half written."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from types import FrameType, TracebackType
from typing import Any, NoReturn, Self

from levelctl.cli import streams
from levelctl.cli.exit_codes import BY_SIGNAL

ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""The signals that end the program; Windows has no SIGHUP."""


@contextlib.contextmanager
def uninterrupted(size: int) -> Iterator[None]:
    """
    Delay signals until the end of one write of *size* bytes, if the write could be cut short.

    A pipe accepts a short piece completely or not at all. So a short write to a full pipe can be
    interrupted while it waits. Windows has no signals that cut a write short.
    """
    if size <= streams.undivided() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    mask = signal.pthread_sigmask
    previous_mask = mask(signal.SIG_BLOCK, ENDING)  # type: ignore[attr-defined, unused-ignore]
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, previous_mask)  # type: ignore[attr-defined, unused-ignore]


class StreamedDocument:
    """
    A document that is written in pieces, from *begin* to *end*, and is always complete.

    If a signal or an error ends it early, it is closed with *cut* instead of *end*. Closing can
    have to wait for a slow reader; a second signal does not wait.
    """

    def __init__(self, put: Callable[[str], None], begin: str, end: str, cut: str) -> None:
        self._put = put
        self._begin, self._end, self._cut = begin, end, cut
        self._writing = True
        self._stopped_by = 0
        """The number of the signal that ends the document; 0 if none did."""
        self._previous_handlers: dict[int, Any] = {}
        """The earlier handlers of the signals that are not ignored."""

    def __enter__(self) -> Self:
        for number in ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._previous_handlers[number] = signal.signal(number, self._interrupted)
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
        elif not issubclass(kind, streams.UnwrittenError):
            with contextlib.suppress(streams.UnwrittenError):  # the first error counts
                self._put(self._cut)
        if self._stopped_by:
            os._exit(BY_SIGNAL + self._stopped_by)
        for number, handler in self._previous_handlers.items():
            signal.signal(number, handler)

    def write(self, piece: str) -> None:
        """Write *piece* completely; a signal waits until it is written."""
        self._writing = True
        self._put(piece)
        self._writing = False
        if self._stopped_by:
            self._close()

    def _interrupted(self, number: int, _frame: FrameType | None) -> None:
        # An exception could be lost in code that cannot propagate it, so this exits itself.
        if self._stopped_by:
            os._exit(BY_SIGNAL + number)
        self._stopped_by = number
        if not self._writing:
            self._close()

    def _close(self) -> NoReturn:
        with contextlib.suppress(streams.UnwrittenError):
            self._put(self._cut)
        os._exit(BY_SIGNAL + self._stopped_by)
