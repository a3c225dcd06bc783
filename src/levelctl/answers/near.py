"""
The profiles around a profile: how far each stands from it, in one space, and why.

Spaces are never blended: an answer is from one of them, and says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import get_args

from levelctl.answers.distances import ExplainedComponent, ProfileLine
from levelctl.canon.canon import Canon
from levelctl.canon.model import Band, Focus, Pay, Profile, Track
from levelctl.canon.resolve import profile_of, resolve_profile
from levelctl.errors import LevelctlError
from levelctl.record import Record, Result
from levelctl.space.measures import FARTHEST, Component, Nearby, Space

BANDS: tuple[Band, ...] = get_args(Band)
"""From the nearest to the farthest."""

TOP = 10
"""How many neighbours are told if nobody asks for another number."""


class Weight(Record):
    name: str
    """As in ``canon.yaml``."""
    weight: float
    """From 0 to 1."""


class Scale(Record):
    """What a space measures with. Distances are from 0 to 1, in whole hundredths."""

    name: str
    """With its edition: *structural@1*."""
    weights: tuple[Weight, ...]
    tolerance: float
    """The largest distance that is still a confident neighbour."""
    review: float
    """The largest distance that a person should still look at."""
    cap: float
    """The distance that a larger sum of components is cut to."""


class Neighbor(Record):
    """A profile at a distance."""

    code: str
    title: str
    level: str
    distance: float
    band: Band
    components: tuple[ExplainedComponent, ...]
    """They add up to the distance, unless that is the cap."""
    pay: Pay | None


class Neighborhood(Result):
    """A profile and what stands around it."""

    SCHEMA = "levelctl.near/1"
    KEYS = (("neighbors", "neighbours"),)

    space: Scale
    profile: ProfileLine
    to: str | None
    """The code of the one profile that was asked for; None if all were looked at."""
    neighbors: tuple[Neighbor, ...]
    """By distance and then by code."""
    absence: str | None
    """Why there is no distance at all; None if there may be one."""


def _structural(canon: Canon, _cache: bool) -> Space:
    from levelctl.space.structural import Structural

    return Structural(canon)


def _content(canon: Canon, cache: bool) -> Space:
    from levelctl.space.content import Content

    return Content(canon, cache=cache)


def _pay(canon: Canon, _cache: bool) -> Space:
    from levelctl.space.pay import PayScale

    return PayScale(canon)


_MAKERS: dict[str, Callable[[Canon, bool], Space]] = {
    "structural@1": _structural,
    "content@1": _content,
    "pay@1": _pay,
}
"""What makes each space, given whether it keeps what it has to work out first."""

SPACES = tuple(_MAKERS)
"""The names of the spaces, with their editions."""


def space_of(canon: Canon, name: str, *, cache: bool = True) -> Space:
    """
    Return the space *name* of *canon*, named with or without its edition, in any case.

    With *cache*, what it has to work out first is kept. Raises LevelctlError if there is no
    such space, or the canon has no weights for it.
    """
    return _MAKERS[_full_name(name)](canon, cache)


def _full_name(name: str) -> str:
    """Return *name* with its edition."""
    wanted = name.strip().casefold()
    names = {full: full for full in SPACES} | {full.partition("@")[0]: full for full in SPACES}
    if wanted in names:
        return names[wanted]
    from levelctl.suggest import did_you_mean

    hints = (did_you_mean(wanted.partition("@")[0], names), f"the spaces are: {', '.join(SPACES)}")
    raise LevelctlError(f"{name!r} is not a space", hint=" ".join(filter(None, hints)))


def near(
    canon: Canon,
    profile: Profile,
    space: Space,
    *,
    top: int = TOP,
    bands: Sequence[str] = (),
    tracks: Sequence[str] = (),
) -> Neighborhood:
    """
    Return the *top* profiles that are nearest to *profile* in *space*.

    *bands* and *tracks* narrow to those that are in one of them: bands by name, with spaces or
    hyphens, tracks by code or name. Raises LevelctlError if there is no such band or track.
    """
    chosen_bands, levels = _bands(bands), _levels(canon, tracks)
    absence = _absence(space, profile)
    nearest = [] if absence else _nearest(space, profile, top, chosen_bands, levels)
    neighbors = (
        neighbor
        for other in _profiles(canon, nearest)
        if (neighbor := _neighbor(space, profile, other))
    )
    return Neighborhood(scale(space), _side(profile), None, tuple(neighbors), absence)


def pair(profile: Profile, other: Profile, space: Space) -> Neighborhood:
    """Return *other* as the only neighbour of *profile* in *space*."""
    neighbor = _neighbor(space, profile, other)
    return Neighborhood(
        scale(space),
        _side(profile),
        str(other.code),
        (neighbor,) if neighbor else (),
        _absence(space, profile, other),
    )


def other_profile(canon: Canon, text: str, profile: Profile) -> Profile:
    """
    Return the profile that *text* means beside *profile*: a bare level is one of its focus.

    Raises LevelctlError as `resolve_profile` and `profile_of` do.
    """
    level = canon.ladder.level(text.strip().upper())
    if level is None:
        return profile_of(canon, text)
    return resolve_profile(canon.focus(profile.code.function, profile.code.focus), level.code)


def scale(space: Space) -> Scale:
    """Return what *space* measures with."""
    return Scale(
        space.name,
        tuple(Weight(name, hundredths / 100) for name, hundredths in space.weights),
        space.bounds.tolerance / 100,
        space.bounds.review / 100,
        FARTHEST / 100,
    )


def _side(profile: Profile) -> ProfileLine:
    return ProfileLine(str(profile.code), profile.title, profile.code.level, profile.pay)


def _nearest(
    space: Space, profile: Profile, top: int, bands: frozenset[Band], levels: frozenset[str]
) -> list[Nearby]:
    """Return the *top* nearest in *bands*; of bands that begin with the first, none is passed."""
    begins = bands == {*BANDS[: len(bands)]}
    nearest = space.nearest(profile, top if begins else None, levels)
    return [each for each in nearest if space.bounds.band(each.hundredths) in bands][:top]


def _profiles(canon: Canon, nearest: list[Nearby]) -> Iterator[Profile]:
    foci: dict[tuple[str, str], Focus] = {}
    for each in nearest:
        function, focus, level = each.code.split(".")
        if (function, focus) not in foci:
            foci[function, focus] = canon.focus(function, focus)
        yield resolve_profile(foci[function, focus], level)


def _neighbor(space: Space, profile: Profile, other: Profile) -> Neighbor | None:
    distance = space.distance(profile, other)
    if distance is None:
        return None
    side = _side(other)
    return Neighbor(
        side.code,
        side.title,
        side.level,
        distance.hundredths / 100,
        space.bounds.band(distance.hundredths),
        tuple(map(_part, distance.components)),
        side.pay,
    )


def _part(component: Component) -> ExplainedComponent:
    return ExplainedComponent(
        component.name,
        component.hundredths / 100,
        component.reason,
        component.shared,
        component.here,
        component.there,
    )


def _absence(space: Space, profile: Profile, other: Profile | None = None) -> str | None:
    """Say who has no place in *space* and why, or why both have no distance; None if they have."""
    for each in (profile, other):
        why = space.absence(each) if each else None
        if each and why:
            return f"{each.code} has no place in {space.name}: {why}"
    why = space.incomparable(profile, other) if other else None
    return f"{profile.code} and {other.code} are not compared: {why}" if other and why else None


def _bands(names: Sequence[str]) -> frozenset[Band]:
    """Return the bands *names*, or all if there are none."""
    by_name = {each.replace(" ", "-"): each for each in BANDS}
    wanted = [name.strip().casefold().replace(" ", "-") for name in names]
    for typed, name in zip(names, wanted, strict=True):
        if name not in by_name:
            raise LevelctlError(
                f"{typed!r} is not a band", hint=f"the bands are: {', '.join(by_name)}"
            )
    return frozenset(by_name[name] for name in wanted) or frozenset(BANDS)


def _levels(canon: Canon, tracks: Sequence[str]) -> frozenset[str]:
    """Return the levels of *tracks*, by code or name, or of all if there are none."""
    by_name = {text.casefold(): each.code for each in canon.ladder.tracks for text in _names(each)}
    unknown = [text for text in tracks if text.strip().casefold() not in by_name]
    if unknown:
        codes = ", ".join(each.code for each in canon.ladder.tracks)
        raise LevelctlError(f"{unknown[0]!r} is not a track", hint=f"known are: {codes}")
    wanted = {by_name[text.strip().casefold()] for text in tracks}
    return frozenset(
        each.code for each in canon.ladder.levels if not wanted or each.track in wanted
    )


def _names(track: Track) -> tuple[str, str]:
    return track.name, track.code
