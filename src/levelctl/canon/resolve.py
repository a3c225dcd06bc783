"""From what a person typed to one thing in the canon, or to candidates or suggestions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from levelctl.canon.canon import Canon, Reference
from levelctl.canon.codes import LEVEL_LENGTH, same, split
from levelctl.canon.model import (
    Family,
    Focus,
    FocusSummary,
    Function,
    Ladder,
    Level,
    License,
    Profile,
    SharedSkill,
    SkillVocabulary,
    Tool,
)
from levelctl.errors import CanonError, LevelctlError
from levelctl.text.paths import joined

Thing = Profile | Focus | Function | Family | Level

SharedThing = SharedSkill | License | Tool
"""What foci share: its slug is its code, behind its kind and a colon, as in *skill:triage*."""

COMPARED = 5000
"""The most names that are compared with an unknown one, letter by letter."""

SHOWN = 8
"""The most candidates that an error names."""


def resolve(canon: Canon, text: str) -> Thing:
    """
    Return the one thing in *canon* that *text* means.

    *text* is a code or a unique part of one, a level, a name or an alias; case is ignored. A level
    can follow everything but a level, by code or name: ``technical product manager P2``. If a
    function and its only focus share a name, *text* means the focus.

    Raises LevelctlError if *text* matches several things or none, with the candidates or the
    nearest names as a hint; CanonError if errors in the canon may hide the match.
    """
    text = " ".join(joined(text).split())
    things = _things(canon, text)
    if not things:
        shared = shared_things(canon.vocabulary, text)
        raise _shared_only(text, shared[0]) if shared else _unknown(canon, text)
    return _only(text, things)


def resolve_shown(canon: Canon, text: str) -> Thing | SharedThing:
    """
    Return the one thing in *canon* that *text* means, which can also be a skill, license or tool.

    Those have slugs, names, other spellings, and references such as *skill:triage*. A role or level
    of the same name comes first; `also_shared` says what is behind it.

    Raises what `resolve` raises.
    """
    text = " ".join(joined(text).split())
    things = _things(canon, text)
    if things:
        return _only(text, things)
    shared = shared_things(canon.vocabulary, text)
    if not shared:
        raise _unknown(canon, text, [*_shared_names(canon.vocabulary)])
    return _only(text, shared)


def also_shared(canon: Canon, text: str, thing: Thing | SharedThing) -> str:
    """Return what else than *thing* the *text* means: the commands that show it, or nothing."""
    if isinstance(thing, SharedThing):
        return ""
    shared = shared_things(canon.vocabulary, " ".join(joined(text).split()))
    commands = _listing([f"levelctl show {reference(each)}" for each in shared])
    return f"what foci share has this name, too: {commands}" if shared else ""


T = TypeVar("T", bound=Thing | SharedThing)


def _only(text: str, things: list[T]) -> T:
    """Return the only one of *things*, all that *text* means. Raises LevelctlError for several."""
    if len(things) == 1:
        return things[0]
    raise LevelctlError(
        f"{text!r} is ambiguous: it has {len(things)} matches",
        hint="choose one of: " + _listing([reference(thing) for thing in things]),
    )


def shared_things(vocabulary: SkillVocabulary, text: str) -> list[SharedThing]:
    """Return the skills, licenses and tools that *text* means: a slug, a name or a reference."""
    name = text.casefold()
    return [each for each in _shared(vocabulary) if _is_called(each, name)]


def _shared(vocabulary: SkillVocabulary) -> Iterator[SharedThing]:
    yield from vocabulary.skills
    yield from vocabulary.licenses
    yield from vocabulary.tools


def _is_called(thing: SharedThing, name: str) -> bool:
    """Return whether *name*, casefolded, is the slug, a name or the reference of *thing*."""
    if name in (thing.slug, thing.name.casefold()) or name == reference(thing):
        return True
    return isinstance(thing, Tool) and any(name == each.casefold() for each in thing.also)


def _shared_names(vocabulary: SkillVocabulary) -> Iterator[str]:
    for thing in _shared(vocabulary):
        yield from (thing.slug, thing.name)


def _shared_only(text: str, thing: SharedThing) -> LevelctlError:
    """Return the error of a command that knows nothing of *thing*, which *text* means."""
    kind = reference(thing).partition(":")[0]
    return LevelctlError(
        f"{text!r} is a {kind}, and not a role or level",
        hint=f"levelctl show {reference(thing)} is its page",
    )


def resolve_profile(focus: Focus, level: str) -> Profile:
    """
    Return the profile of *focus* at *level*, ignoring case.

    Raises LevelctlError with the existing levels if the focus has no such level.
    """
    for profile in focus.profiles:
        if same(profile.code.level, level):
            return profile
    levels = ", ".join(known.code.level for known in focus.profiles)
    message = f"{reference(focus)} has no level {level}"
    raise LevelctlError(message, hint=f"its levels are {levels}")


def resolve_focus(canon: Canon, text: str) -> Focus:
    """
    Return the focus that *text* means, as `resolve` does; for a profile or function, its focus.

    Raises what `resolve` raises, and LevelctlError for a thing that does not have one focus.
    """
    thing = resolve(canon, text)
    match thing:
        case Focus():
            return thing
        case Profile():
            return canon.focus(thing.code.function, thing.code.focus)
        case Function(foci=(card,)):
            return canon.focus(card.function, card.code)
    raise LevelctlError(
        f"{reference(thing)} is a {_kind(thing)}, not a focus",
        hint="give a code such as FUNCTION.FOCUS; levelctl list shows the foci",
    )


def profile_of(canon: Canon, text: str) -> Profile:
    """
    Return the profile that *text* means, as `resolve` does.

    Raises what `resolve` raises, and LevelctlError with the existing profiles if *text* means
    something else.
    """
    thing = resolve(canon, text)
    if isinstance(thing, Profile):
        return thing
    raise LevelctlError(
        f"{reference(thing)} is a {_kind(thing)}, not a profile", hint=_profiles_of(canon, thing)
    )


def _kind(thing: Thing) -> str:
    return type(thing).__name__.lower()


def _profiles_of(canon: Canon, thing: Focus | Function | Family | Level) -> str:
    """Return a hint with the profiles of *thing*."""
    match thing:
        case Focus():
            codes = [str(profile.code) for profile in thing.profiles]
            return f"its profiles are {_listing(codes)}"
        case Function(foci=(card,)):
            return _profiles_of(canon, canon.focus(card.function, card.code))
        case Function():
            return f"levelctl list --function {thing.code} lists its profiles"
        case Family():
            return f"levelctl list --family {thing.slug} lists its profiles"
    return f"levelctl list --level {thing.code} lists its profiles"


def resolve_levels(ladder: Ladder, text: str) -> tuple[str, ...]:
    """
    Return the codes of the levels in *text*, such as ``P2..P5`` or ``P2,M1``, ignoring case.

    Raises LevelctlError for a level that is not on *ladder*, or for a range across tracks.
    """
    return tuple(code for part in text.split(",") for code in _range(ladder, part.strip()))


def without_ranges(ladder: Ladder, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return *wanted* with the codes of the levels instead of ranges, such as ``P2..P5``."""
    listed = (resolve_levels(ladder, text) if ".." in text else (text,) for text in wanted)
    return tuple(each for levels in listed for each in levels)


def _range(ladder: Ladder, text: str) -> list[str]:
    """
    Return the codes in ``P2`` or ``P2..P5``.

    Both ends must be on one track, or the track of the upper one branches from that of the lower.
    """
    first, dots, last = text.partition("..")
    low, high = ladder.typed(first.strip()), ladder.typed((last or first).strip())
    if low is None or high is None or (dots and not last):
        code, end = (first, "start") if low is None else (last, "end")
        reason = f"{code} is not on the ladder" if code else f"its {end} is missing"
        raise LevelctlError(
            f"{text!r} is not a range of levels: {reason}",
            hint="give one level, or two levels of one track, such as P2..P5",
        )
    way = [level.code for level in (*ladder.below(high), high)]
    if low.code not in way:
        raise LevelctlError(
            f"{text!r} is not a range of levels",
            hint="give two levels of one track, the lower one first, such as P2..P5",
        )
    return way[way.index(low.code) :]


def reference(thing: Thing | FocusSummary | SharedThing) -> str:
    """Return the code of *thing*; for a family, its slug."""
    match thing:
        case SharedSkill():
            return f"skill:{thing.slug}"
        case License():
            return f"license:{thing.slug}"
        case Tool():
            return f"tool:{thing.slug}"
        case Focus() | FocusSummary():
            return f"{thing.function}.{thing.code}"
        case Family():
            return thing.slug
    return str(thing.code)


def _things(canon: Canon, text: str) -> list[Thing]:
    level = canon.ladder.typed(text)
    if level:
        return [level] if level.code == text else _spelled(canon, text) or [level]
    return _named(canon, text) or _levels(canon, text) or _profiles(canon, text)


def _spelled(canon: Canon, text: str) -> list[Thing]:
    """Return what has *text* as its code, in this case: *LEAD* beside a level *lead*."""
    found = [each for each in canon.references(text) if each.by_code]
    return [_thing(canon, each) for each in found if text in split(each.code)]


def _levels(canon: Canon, text: str) -> list[Thing]:
    """Return the levels with the name *text*, with or without what it has in brackets."""
    levels, name = canon.ladder.levels, text.casefold()
    whole = [level for level in levels if level.name.casefold() == name]
    return [*whole] or [level for level in levels if name and _without_brackets(level) == name]


def _references(canon: Canon, text: str) -> list[Reference]:
    """Return what has *text* as its code; if nothing has, what has it as its name."""
    every = canon.references(text)
    found = [each for each in every if each.by_code] or list(every)
    functions = {each.code.partition(".")[0] for each in found if each.kind == "focus"}
    return [
        each
        for each in found
        if not (each.kind == "function" and each.code in functions and _single(canon, each.code))
    ]


def _single(canon: Canon, function: str) -> bool:
    return len(canon.function(function).foci) == 1


def _named(canon: Canon, text: str) -> list[Thing]:
    return [_thing(canon, each) for each in _references(canon, text)]


def _thing(canon: Canon, reference: Reference) -> Thing:
    if reference.kind == "family":
        return canon.family(reference.code)
    if reference.kind == "function":
        return canon.function(reference.code)
    focus = canon.focus(*split(reference.code))
    return resolve_profile(focus, reference.level) if reference.level else focus


Parted = tuple[str, list[str]]
"""The name of a focus or function, and the codes of the levels that a text behind it can mean."""


def _parted(canon: Canon, text: str) -> Iterator[Parted]:
    """
    Yield each way to read *text* as a name, a period or space, and the code of a level.

    Levels can have periods, so there can be several ways; the longest level is first.
    """
    ends = range(max(len(text) - LEVEL_LENGTH - 1, 0), len(text))
    for at in ends:
        level = canon.ladder.typed(text[at + 1 :]) if text[at] in ". " else None
        if level:
            yield text[:at].strip(), [level.code]


def _parted_by_name(canon: Canon, text: str) -> Iterator[Parted]:
    """Yield each way to read *text* as a name and the name of a level, the longest one first."""
    names: dict[str, list[str]] = {}
    for level in canon.ladder.levels:
        for name in {level.name.casefold(), _without_brackets(level)}:
            names.setdefault(name, []).append(level.code)
    folded = text.casefold()
    for name in sorted(names, key=len, reverse=True):
        if name and folded.endswith(f" {name}"):
            yield folded.removesuffix(name).strip(), names[name]


def _profiles(canon: Canon, text: str) -> list[Thing]:
    """
    Return the profiles that *text* means as a focus, a period or space, and a level.

    Raises LevelctlError if the focus does not have the level of this code.
    """
    for head, (level,) in _parted(canon, text):
        foci = _foci_named(canon, head)
        if foci:
            return _at(canon, foci, [level]) or [resolve_profile(_focus(canon, foci[0]), level)]
    for head, levels in _parted_by_name(canon, text):
        found = _at(canon, _foci_named(canon, head), levels)
        if found:
            return found
    return []


def _at(canon: Canon, foci: list[FocusSummary], levels: list[str]) -> list[Thing]:
    """Return the profiles of *foci* at those of *levels* that they have."""
    return [
        resolve_profile(_focus(canon, each), level)
        for each in foci
        for level in levels
        if each.has(level)
    ]


def _focus(canon: Canon, summary: FocusSummary) -> Focus:
    return canon.focus(summary.function, summary.code)


def _foci_named(canon: Canon, name: str) -> list[FocusSummary]:
    """Return the foci that *name* means, or those of the function that it means."""
    named = _references(canon, name)
    # A function has no levels: if one of its foci has the same name, that is meant.
    named = [each for each in named if each.kind == "focus"] or named
    return [*dict.fromkeys(focus for each in named for focus in _foci(canon, each))]


def _without_brackets(level: Level) -> str:
    """Return the name of *level* without what it has in brackets, casefolded."""
    return level.name.partition("(")[0].strip().casefold()


def _foci(canon: Canon, reference: Reference) -> tuple[FocusSummary, ...]:
    if reference.kind == "family":
        return ()
    function, _, focus = reference.code.partition(".")
    return tuple(each for each in canon.function(function).foci if focus in ("", each.code))


def _unknown(canon: Canon, text: str, more: Sequence[str] = ()) -> LevelctlError:
    """Return the error about *text*, which means nothing; *more* names could be meant, too."""
    from levelctl.suggest import similar

    folded = {name.casefold(): name for name in (*more, *_names(canon, text))}
    near = similar(text.casefold(), folded, most=3)
    track = _alike(canon.ladder, text)
    if track:
        hint = f"the levels of this track are {', '.join(track)}"
    elif near:
        hint = f"did you mean {_listing([folded[name] for name in near])}?"
    else:
        hint = "levelctl list shows the contents of the canon"
    if canon.diagnostics:
        message = f"{text!r} is not found, but errors in the canon may hide it"
        return CanonError(message, canon.diagnostics, hint=hint)
    return LevelctlError(f"{text!r} is not in the canon", hint=hint)


def _alike(ladder: Ladder, text: str) -> list[str]:
    """Return the levels of the tracks with codes such as *text*: *IC1* to *IC5* for *IC9*."""
    start = text.rstrip("0123456789.")
    tracks = {
        level.track
        for level in ladder.levels
        if same(level.code.rstrip("0123456789."), start) and same(level.code[: len(start)], start)
    }
    return [level.code for level in ladder.levels if level.track in tracks and start != text]


def _names(canon: Canon, text: str) -> list[str]:
    """Return names that *text* may have meant; if there are too many, those with the same start."""
    names = [level.code for level in canon.ladder.levels]
    names += canon.names
    if "." in text:
        names += [
            f"{reference(card)}.{level}"
            for function in canon.functions
            for card in function.foci
            for level, _ in card.levels
        ]
    if len(names) <= COMPARED:
        return names
    start = text[:2].casefold()
    return [name for name in names if name.casefold().startswith(start)][:COMPARED]


def _listing(names: list[str]) -> str:
    rest = len(names) - SHOWN
    more = f" and {rest} more" if rest > 0 else ""
    return ", ".join(names[:SHOWN]) + more
