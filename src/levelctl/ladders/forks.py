"""Finds the tracks of a ladder that its level names tell, as *(Individual Contributor)* does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from levelctl.ladders.records import DraftLevel, DraftTrack, Quote
from levelctl.record import Record, replace

_BRACKET = re.compile(r"^(?P<base>.*\S)\s*[(\[](?P<branch>[^()\[\]]+)[)\]]$")

_MANAGES = re.compile(
    r"\b(?:manag\w*|directors?|heads?|vp|vice[ -]president|chief|people leads?|pm|em)\b",
    re.IGNORECASE,
)
"""Words of a name that say that its people manage others."""


class _NamedLevel(Record):
    level: DraftLevel
    base: str
    branch: str


def forked(levels: Sequence[DraftLevel]) -> tuple[tuple[DraftTrack, ...], tuple[DraftLevel, ...]]:
    """
    Return the tracks that the names of *levels* tell, and the levels with track and rank.

    If names differ only in brackets, the ladder forks there: each bracket is a track. The levels
    below the fork are on its first track, and the others branch from it. A level above the fork is
    on the track that manages people if its name says so, as *Director* does, else on the first.
    Without a fork, there are no tracks, and levels are as they were.
    """
    named = [_parted(level) for level in levels]
    bases = [each.base.casefold() for each in named]
    twins = [each for each in named if each.branch and bases.count(each.base.casefold()) > 1]
    branches = dict.fromkeys(each.branch.casefold() for each in twins)
    if len(branches) < 2:  # noqa: PLR2004 - a fork has two
        return (), tuple(levels)
    tracks = _tracks(twins, [*branches])
    ids = {track.id.casefold(): track.id for track in tracks}
    managing = next((track.id for track in tracks if track.manages), tracks[0].id)
    placed: list[DraftLevel] = []
    ranks: dict[str, int] = {}
    last_twin = max(levels.index(each.level) for each in twins)
    for index, each in enumerate(named):
        rank = ranks.setdefault(each.base.casefold(), len(ranks) + 1)
        above = index > last_twin and _MANAGES.search(each.base)
        track = ids.get(each.branch.casefold(), managing if above else tracks[0].id)
        placed.append(replace(each.level, track=track, rank=float(rank)))
    return tracks, tuple(placed)


def manages_people(name: str) -> bool:
    """Return whether the *name* of a track says that its people manage others."""
    return _MANAGES.search(name) is not None


def _parted(level: DraftLevel) -> _NamedLevel:
    match = _BRACKET.fullmatch(level.name.text)
    if match is None:
        return _NamedLevel(level, level.name.text, "")
    return _NamedLevel(level, match["base"], " ".join(match["branch"].split()))


def _tracks(twins: Sequence[_NamedLevel], branches: Sequence[str]) -> tuple[DraftTrack, ...]:
    """Return a track for each of *branches*, those without people to manage first."""
    tracks = []
    for branch in branches:
        first = next(each for each in twins if each.branch.casefold() == branch)
        manages = _MANAGES.search(first.branch) is not None
        tracks.append(DraftTrack(first.branch, Quote(first.branch), manages=manages))
    tracks.sort(key=lambda track: track.manages)
    main = tracks[0].id
    return tuple(
        track if track.id == main else replace(track, branches_from=main) for track in tracks
    )
