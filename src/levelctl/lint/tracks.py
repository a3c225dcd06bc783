"""The levels of a ladder as they follow one another, each track from its lowest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from levelctl.canon.model import Ladder, Level


def tracks(ladder: Ladder) -> Iterator[tuple[Level, ...]]:
    """Yield the levels of each track, in the order of the ladder's file."""
    for track in ladder.tracks:
        yield tuple(level for level in ladder.levels if level.track == track.code)


def steps(ladder: Ladder) -> Iterator[tuple[Level, Level]]:
    """Yield each level, after the one next below it on its track."""
    for track in tracks(ladder):
        yield from pairwise(track)
