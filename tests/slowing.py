"""How the time that work takes grows with its size, so that nothing grows with the square of it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

Make = Callable[[int], Callable[[], object]]
"""Returns the work on an input of a size; making the input is not measured."""

FACTOR = 8
"""How much larger the larger input is."""

MOST = 32.0
"""
The most growth in time: far above `FACTOR`, which is linear, and far below its square.

A machine that does other things, too, makes single runs slower, but not the fastest of several.
"""

FAST = 0.02
"""Seconds of the larger work below which its growth says nothing."""


def growth(make: Make, size: int) -> float:
    """Return how many times as long `FACTOR` times the *size* takes; 1 if that is fast."""
    longer = _fastest(make(FACTOR * size))
    return longer / max(_fastest(make(size)), FAST / MOST) if longer > FAST else 1.0


def _fastest(work: Callable[[], object]) -> float:
    return min(_seconds(work) for _ in range(3))


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started
