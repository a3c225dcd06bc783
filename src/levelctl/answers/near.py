"""
The profiles around a profile in one space, each with its distance and the reasons.

Spaces are never mixed: an answer is from one of them, and names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import get_args

from levelctl.answers.distances import ExplainedComponent, ProfileLine
from levelctl.canon.canon import Canon
from levelctl.canon.codes import split
from levelctl.canon.model import Band, Focus, Pay, Profile
from levelctl.canon.resolve import profile_of, resolve_profile
from levelctl.errors import LevelctlError
from levelctl.record import Record, Result
from levelctl.space.measures import FARTHEST, Component, Nearby, Space

BANDS: tuple[Band, ...] = get_args(Band)
"""From the nearest to the farthest."""

TOP = 10
"""The default number of neighbors."""


class Weight(Record):
    name: str
    """As in ``canon.yaml``."""
    weight: float
    """From 0 to 1."""


class SpaceSummary(Record):
    """The weights and bounds of a space. Distances are from 0 to 1, in whole hundredths."""

    name: str
    """With its edition: *structural@1*."""
    weights: tuple[Weight, ...]
    tolerance: float
    """The largest distance of a confident neighbor."""
    review: float
    """The largest distance that still needs review."""
    cap: float
    """The distance to which a larger sum of components is cut."""


class Neighbor(Record):
    """A profile and its distance."""

    code: str
    title: str
    level: str
    distance: float
    band: Band
    components: tuple[ExplainedComponent, ...]
    """They add up to the distance, unless that is the cap."""
    pay: Pay | None


class Neighborhood(Result):
    """A profile and its neighbors."""

    SCHEMA = "levelctl.near/1"
    KEYS = (("neighbors", "neighbours"),)

    space: SpaceSummary
    profile: ProfileLine
    to: str | None
    """The code of the one requested profile; None if all were searched."""
    neighbors: tuple[Neighbor, ...]
    """By distance and then by code; levels of one track in the order of the ladder."""
    absence: str | None
    """Why there is no distance; None if there can be one."""


def _structural(canon: Canon, _cache: bool) -> Space:
    from levelctl.space.structural import StructuralSpace

    return StructuralSpace(canon)


def _content(canon: Canon, cache: bool) -> Space:
    from levelctl.space.content import ContentSpace

    return ContentSpace(canon, cache=cache)


def _stepped_content(canon: Canon, cache: bool) -> Space:
    from levelctl.space.stepped import SteppedContentSpace

    return SteppedContentSpace(canon, cache=cache)


def _pay(canon: Canon, _cache: bool) -> Space:
    from levelctl.space.pay import PaySpace

    return PaySpace(canon)


_MAKERS: dict[str, Callable[[Canon, bool], Space]] = {
    "structural@1": _structural,
    "content@1": _content,
    "content@2": _stepped_content,
    "pay@1": _pay,
}
"""The function that creates each space, given the canon and whether to cache derived data."""

SPACES = tuple(_MAKERS)
"""The names of the spaces, with their editions."""


def space_of(canon: Canon, name: str, *, cache: bool = True) -> Space:
    """
    Return the space *name* of *canon*, with or without its edition; case is ignored.

    Without an edition, it is the newest one that the canon has weights for. With *cache*, derived
    data is cached. Raises LevelctlError if there is no such space, or if the canon has no weights
    for it.
    """
    return _MAKERS[_full_name(canon, name)](canon, cache)


def _full_name(canon: Canon, name: str) -> str:
    """Return *name* with its edition."""
    wanted = name.strip().casefold()
    newest = [full for full in SPACES if full != "content@2" or canon.settings.stepped_content]
    names = {full: full for full in SPACES} | {full.partition("@")[0]: full for full in newest}
    if wanted in names:
        return names[wanted]
    from levelctl.suggest import did_you_mean

    hints = (did_you_mean(wanted.partition("@")[0], names), f"choose one of: {', '.join(SPACES)}")
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
    Return the *top* profiles nearest to *profile* in *space*.

    *bands* and *tracks* limit the result: bands by name, with spaces or hyphens, and tracks by
    code or name. Raises LevelctlError if there is no such band or track, or if *top* is below 1.
    """
    if top < 1:
        raise LevelctlError(f"top is {top}", hint="give 1 or more")
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
    """Return *other* as the only neighbor of *profile* in *space*."""
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
    Return the profile that *text* means; a level alone means the one of the focus of *profile*.

    Raises LevelctlError as `resolve_profile` and `profile_of` do.
    """
    level = canon.ladder.typed(text.strip())
    if level is None:
        return profile_of(canon, text)
    return resolve_profile(canon.focus(profile.code.function, profile.code.focus), level.code)


def scale(space: Space) -> SpaceSummary:
    """Return the weights and bounds of *space*."""
    return SpaceSummary(
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
    """Return the *top* nearest profiles in *bands*; stop early if *bands* are the first."""
    begins = bands == {*BANDS[: len(bands)]}
    nearest = space.nearest(profile, top if begins else None, levels)
    return [each for each in nearest if space.bounds.band(each.hundredths) in bands][:top]


def _profiles(canon: Canon, nearest: list[Nearby]) -> Iterator[Profile]:
    foci: dict[tuple[str, str], Focus] = {}
    for each in nearest:
        function, focus, level = split(each.code)
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
    """Return which profile is not in *space* and why, or why there is no distance, or None."""
    for each in (profile, other):
        why = space.absence(each) if each else None
        if each and why:
            return f"{each.code} is not in {space.name}: {why}"
    why = space.incomparable(profile, other) if other else None
    return f"{profile.code} and {other.code} cannot be compared: {why}" if other and why else None


def _bands(names: Sequence[str]) -> frozenset[Band]:
    """Return the bands *names*, or all if there are none."""
    by_name = {each.replace(" ", "-"): each for each in BANDS}
    wanted = [name.strip().casefold().replace(" ", "-") for name in names]
    for typed, name in zip(names, wanted, strict=True):
        if name not in by_name:
            raise LevelctlError(
                f"{typed!r} is not a band", hint=f"choose one of: {', '.join(by_name)}"
            )
    return frozenset(by_name[name] for name in wanted) or frozenset(BANDS)


def _levels(canon: Canon, tracks: Sequence[str]) -> frozenset[str]:
    """Return the levels of *tracks*, by code or name, or of all if there are none."""
    by_name = {each.name.casefold(): each.code for each in canon.ladder.tracks}
    by_name |= {each.code.casefold(): each.code for each in canon.ladder.tracks}
    unknown = [text for text in tracks if text.strip().casefold() not in by_name]
    if unknown:
        codes = ", ".join(each.code for each in canon.ladder.tracks)
        raise LevelctlError(f"{unknown[0]!r} is not a track", hint=f"choose one of: {codes}")
    wanted = {by_name[text.strip().casefold()] for text in tracks}
    return frozenset(
        each.code for each in canon.ladder.levels if not wanted or each.track in wanted
    )
