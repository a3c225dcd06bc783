"""
Whole numbers for each of many codes, packed into one number so that one addition adds them all.

Ranking a title adds some fifty lists of a number for each code. One by one, in Python, that takes
thousands of additions a title; packed, one of two very long numbers takes half a microsecond, and
no package such as numpy has to be loaded for it. Each code has its own `WIDTH` bytes; nothing
carries over into those of the next while sums stay from 0 to below 2**32.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

WIDTH = 4
"""The bytes of the number for one code."""


def packed(numbers: Iterable[tuple[int, int]], size: int) -> int:
    """
    Return *numbers*, pairs of a code's place below *size* and its number, as one; the others are 0.

    >>> unpacked(packed([(0, 7), (2, 9)], 3) + packed([(2, 1)], 3), 3)
    [7, 0, 10]
    """
    parts = memoryview(bytearray(WIDTH * size)).cast("I")
    for place, number in numbers:
        parts[place] = number
    return int.from_bytes(parts.cast("B"), sys.byteorder)


def unpacked(total: int, size: int) -> list[int]:
    """Return the numbers, *size* of them, that `packed` ones add up to in *total*."""
    return memoryview(total.to_bytes(WIDTH * size, sys.byteorder)).cast("I").tolist()
