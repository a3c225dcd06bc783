"""Ctrl-C while files are written that a person sees: what was begun is undone first."""

from __future__ import annotations

import contextlib
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
