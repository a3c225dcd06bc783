"""Ctrl-C while something is written that a person sees: what was begun is undone or ended."""

from __future__ import annotations

import contextlib
import select
import signal
from collections.abc import Iterator

import typer


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C, which elsewhere ends the program at once, be undone before it does."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Abort from None
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def whole(size: int) -> Iterator[None]:
    """
    Let Ctrl-C wait for the end of one write of *size* bytes, if it could cut it short.

    A pipe takes a short piece as a whole or not at all, so that who waits for a pipe that is
    full can still be interrupted.
    """
    if size <= select.PIPE_BUF:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
