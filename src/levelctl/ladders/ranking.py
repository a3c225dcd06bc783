"""Puts the levels of several tracks on one scale, by their codes, years and names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from levelctl.ladders.records import DraftLevel, DraftTrack
from levelctl.ladders.seniority import says_senior
from levelctl.record import replace
from levelctl.text.safe import visible


def ranked(
    tracks: Sequence[DraftTrack],
    levels: Sequence[DraftLevel],
    remarks: list[str],
    pairs: Sequence[tuple[str, str]] = (),
) -> tuple[DraftLevel, ...]:
    """
    Return *levels* with ranks if a track branches from another, or if their codes tell ranks.

    Both levels of each of *pairs* are peers. Otherwise a track that branches begins above the level
    where it does: that of which its first level has the years, else one called senior, else the one
    in the middle. *remarks* receives what was guessed.
    """
    if len(tracks) < 2:  # noqa: PLR2004 - one track has nothing to align with
        return tuple(levels)
    if any(level.rank is not None for level in levels):
        ranks = _filled(tracks, levels)
    elif any(track.branches_from for track in tracks):
        ranks = _branched(
            tracks, levels, remarks, dict((*pairs, *((two, one) for one, two in pairs)))
        )
    else:
        return tuple(levels)
    placed = [replace(level, rank=ranks[level.id]) for level in levels]
    rise = all(
        (low.rank or 0) < (high.rank or 0)
        for track in tracks
        for low, high in pairwise(each for each in placed if each.track == track.id)
    )
    return tuple(placed) if rise else tuple(replace(level, rank=None) for level in levels)


def _filled(tracks: Sequence[DraftTrack], levels: Sequence[DraftLevel]) -> dict[str, float]:
    """Return the ranks of *levels*; one without stands between those of its neighbors."""
    ranks: dict[str, float] = {}
    for track in tracks:
        own = [level for level in levels if level.track == track.id]
        for at, level in enumerate(own):
            below = ranks[own[at - 1].id] if at else None
            above = next((each.rank for each in own[at:] if each.rank is not None), None)
            ranks[level.id] = level.rank or _between(below, above)
    return ranks


def _between(below: float | None, above: float | None) -> float:
    if above is None:
        return (below or 0) + 1
    if below is None:
        return above - 1 if above > 1 else above / 2
    return (below + above) / 2


def _branched(
    tracks: Sequence[DraftTrack],
    levels: Sequence[DraftLevel],
    remarks: list[str],
    peers: dict[str, str],
) -> dict[str, float]:
    ranks: dict[str, float] = {}
    for track in sorted(tracks, key=lambda each: bool(each.branches_from)):
        own = [level for level in levels if level.track == track.id]
        start = 1.0
        main = [level for level in levels if level.track == track.branches_from]
        paired = [at for at, level in enumerate(own) if peers.get(level.id) in ranks]
        if paired:
            start = ranks[peers[own[paired[0]].id]] - paired[0]
            remarks.append(
                f"The ranks of the track {visible(track.name.text)!r} are those of the levels "
                "beside its own in a table."
            )
        elif own and main:
            below, why = _branching(main, own[0])
            start = ranks[below.id] + 1
            remarks.append(
                f"Not sure: the track {visible(track.name.text)!r} was taken to branch from "
                f"{visible(below.name.text)!r}, {why}, so it begins at rank {start:g}. Correct "
                "that with 'rank' in ladder.yaml."
            )
        ranks |= {level.id: start + at for at, level in enumerate(own)}
    return ranks


def _branching(main: Sequence[DraftLevel], first: DraftLevel) -> tuple[DraftLevel, str]:
    """Return the level of *main* above which a track begins with *first*, and what tells that."""
    if first.years:
        least = first.years.low
        below = [each for each in main if each.years and each.years.low <= least]
        if below:
            return below[-1], "as the years tell"
    senior = next((each for each in main if says_senior(each)), None)
    if senior is not None:
        return senior, "the first that is called senior"
    return main[(len(main) - 1) // 2], "the one in the middle, since nothing tells"
