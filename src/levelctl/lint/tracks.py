"""The levels of a ladder in sequence, each track from its lowest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from levelctl.canon.model import Ladder, Level


def tracks(ladder: Ladder) -> Iterator[tuple[Level, ...]]:
    """Yield the levels of each track, in the order of the ladder's file."""
    for track in ladder.tracks:
        yield tuple(level for level in ladder.levels if level.track == track.code)


def steps(ladder: Ladder) -> Iterator[tuple[Level, Level]]:
    """Yield each pair of neighboring levels of a track, the lower one first."""
    for track in tracks(ladder):
        yield from pairwise(track)
