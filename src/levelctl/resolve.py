"""What a person typed → a thing of the canon, or the candidates, or the nearest known."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from levelctl.errors import CanonError, LevelctlError
from levelctl.model import Canon, Family, Focus, Function, Level, Profile

Thing = Profile | Focus | Function | Family | Level

SHOWN = 8
"""The most candidates that an error names."""


def resolve(canon: Canon, text: str) -> Thing:
    """
    Return the one thing of *canon* that *text* means.

    *text* is a code in any case, a part of a code that is unique in the canon, a level, or
    a name or alias; a level may follow any but a level: ``technical product manager P2``.
    A function with a single focus of its own name gives way to the focus.

    Raises LevelctlError, with the candidates or the nearest names as a hint, if *text* fits
    several things or none; CanonError if the canon's faults may hide what it fits.
    """
    text = " ".join(text.split())
    found = _found(canon, text) or _profiles(canon, text)
    match found:
        case [only]:
            return only
        case []:
            raise _unknown(canon, text)
    raise LevelctlError(
        f"{text!r} fits {len(found)} things",
        hint="give one of: " + _listing([reference(thing) for thing in found]),
    )


def resolve_profile(focus: Focus, level: str) -> Profile:
    """
    Return the profile of *focus* at *level*, in any case.

    Raises LevelctlError with the levels that there are if the focus has no such level.
    """
    profile = focus.profile(level.upper())
    if profile is None:
        levels = ", ".join(each.code.level for each in focus.profiles)
        message = f"{reference(focus)} has no level {level.upper()}"
        raise LevelctlError(message, hint=f"it has {levels}")
    return profile


def resolve_focus(canon: Canon, text: str) -> Focus:
    """Return the focus that *text* means, as `resolve` does, a profile's focus included."""
    thing = resolve(canon, text)
    if isinstance(thing, Profile):
        return canon.focus(thing.code)
    if isinstance(thing, Focus):
        return thing
    raise LevelctlError(
        f"{text!r} is not a focus",
        hint="levelctl list shows the foci; give a code such as FUNCTION.FOCUS",
    )


def reference(thing: Thing) -> str:
    """Return the code that leads to *thing*; a family has a slug instead."""
    match thing:
        case Focus():
            return f"{thing.function}.{thing.code}"
        case Family():
            return thing.slug
    return str(thing.code)


def _found(canon: Canon, text: str) -> list[Thing]:
    """Return what has *text* as its code; if nothing has, what has it as its name."""
    things = list(_by_code(canon, text.upper())) or list(_by_name(canon, text.casefold()))
    unique = list({reference(thing): thing for thing in things}.values())
    foci = {thing.function for thing in unique if isinstance(thing, Focus)}
    return [
        thing
        for thing in unique
        if not (isinstance(thing, Function) and thing.code in foci and len(thing.foci) == 1)
    ]


def _profiles(canon: Canon, text: str) -> list[Thing]:
    """Return the profiles that *text* means as a focus and a level after a point or a space."""
    head, _, level = text.replace(" ", ".").rpartition(".")
    if canon.ladder.level(level.upper()) is None:
        return []
    foci = [focus for thing in _found(canon, text[: len(head)]) for focus in _foci(thing)]
    with_level = [focus for focus in foci if focus.profile(level.upper())]
    return [resolve_profile(focus, level) for focus in with_level or foci]


def _foci(thing: Thing) -> tuple[Focus, ...]:
    match thing:
        case Focus():
            return (thing,)
        case Function():
            return thing.foci
    return ()


def _by_code(canon: Canon, wanted: str) -> Iterator[Thing]:
    level = canon.ladder.level(wanted)
    if level:
        yield level
    for function in canon.functions:
        if wanted == function.code:
            yield function
        for focus in function.foci:
            if wanted in (focus.code, reference(focus)):
                yield focus


def _by_name(canon: Canon, wanted: str) -> Iterator[Thing]:
    for family in canon.families:
        if wanted in (family.slug, family.name.casefold()):
            yield family
    for function in canon.functions:
        if wanted == function.name.casefold():
            yield function
        for focus in function.foci:
            yield from _of_focus(focus, wanted)
    for level in canon.ladder.levels:
        if wanted == level.name.casefold():
            yield level


def _of_focus(focus: Focus, wanted: str) -> Iterator[Thing]:
    """Yield *focus*, or the profile of it, if *wanted* is its name or an alias."""
    if wanted == focus.name.casefold():
        yield focus
    for alias in focus.aliases:
        if wanted == alias.title.casefold():
            yield resolve_profile(focus, alias.level) if alias.level else focus


def _unknown(canon: Canon, text: str) -> LevelctlError:
    names = list(_names(canon))
    folded = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(text.casefold(), folded, n=3, cutoff=0.6)
    track = [level.code for level in canon.ladder.levels if level.track == text[:1].upper()]
    if track and text[1:].isdecimal():
        hint = f"the ladder has {', '.join(track)}"
    elif near:
        hint = f"did you mean {_listing([folded[name] for name in near])}?"
    else:
        hint = "levelctl list shows what the canon holds"
    if canon.diagnostics:
        message = f"{text!r} is not found, and the canon has faults that may hide it"
        return CanonError(message, canon.diagnostics, hint=hint)
    return LevelctlError(f"{text!r} is not in the canon", hint=hint)


def _names(canon: Canon) -> Iterator[str]:
    yield from (level.code for level in canon.ladder.levels)
    yield from (family.name for family in canon.families)
    for function in canon.functions:
        yield from (function.code, function.name)
        for focus in function.foci:
            yield from (focus.code, reference(focus), focus.name)
            yield from (alias.title for alias in focus.aliases)
            yield from (str(profile.code) for profile in focus.profiles)


def _listing(names: list[str]) -> str:
    rest = len(names) - SHOWN
    more = f" and {rest} more" if rest > 0 else ""
    return ", ".join(names[:SHOWN]) + more
