"""The sides of a comparison: two to four levels or profiles."""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Level, Profile
from levelctl.canon.resolve import Thing, reference, resolve, resolve_profile
from levelctl.errors import LevelctlError

MOST_SIDES = 4


def sides(canon: Canon, texts: Sequence[str], focus: Focus | None = None) -> list[Level | Profile]:
    """
    Return what *texts* mean: all levels or all profiles.

    A level alone means the profile of *focus* at that level; without *focus*, that of the first
    profile's focus, if any side is a profile.

    Raises LevelctlError if there are not two to four, or if one is neither.
    """
    if not 1 < len(texts) <= MOST_SIDES:
        raise LevelctlError(
            f"diff compares 2 to {MOST_SIDES} levels or profiles, not {len(texts)}",
            hint="for example: levelctl diff P2 P4",
        )
    things = [_side(resolve(canon, text), text) for text in texts]
    first = next((thing for thing in things if isinstance(thing, Profile)), None)
    if first and not focus:
        focus = canon.focus(first.code.function, first.code.focus)
    if not focus:
        return list(things)
    return [
        thing if isinstance(thing, Profile) else resolve_profile(focus, thing.code)
        for thing in things
    ]


def _side(thing: Thing, text: str) -> Level | Profile:
    if isinstance(thing, Level | Profile):
        return thing
    raise LevelctlError(
        f"{text!r} is neither a level nor a profile",
        hint=f"add a level; levelctl show {reference(thing)!r} lists the levels",
    )
