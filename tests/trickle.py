"""A pipe whose data arrives in pieces."""

from __future__ import annotations


class Trickle:
    """A pipe that gives its pieces one by one, and counts them."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = list(pieces)
        self.given = 0

    def read1(self, _size: int) -> bytes:
        self.given += 1
        return self.pieces.pop(0) if self.pieces else b""
