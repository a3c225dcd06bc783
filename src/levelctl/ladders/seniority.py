"""The order of levels and their tracks, as their codes and names tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from levelctl.ladders.forks import manages_people
from levelctl.ladders.records import DraftLevel, DraftTrack, Quote
from levelctl.ladders.said import Said
from levelctl.record import replace
from levelctl.text.normal import without_accents

_CODED = re.compile(r"([A-Za-z]*)[-_ ]?(\d+(?:\.\d+)?)[A-Za-z]?")

_STEPS = (
    "intern trainee apprentice student",
    "graduate entry",
    "junior jr associate assistant",
    "mid middle intermediate regular",
    "senior sr",
    "lead leader",
    "staff",
    "principal",
    "distinguished fellow",
)
_SCALE = (
    "novice beginner awareness aware basic foundational foundation learning learner fundamental",
    "intermediate working developing competent",
    "advanced proficient practitioner",
    "expert mastery master",
)
"""The words of usual scales of proficiency, from the lowest step up."""
_STEP_OF = {word: at for at, words in enumerate(_STEPS) for word in words.split()}
_STEP_OF_SCALE = {word: at for at, words in enumerate(_SCALE) for word in words.split()}

_TRACK_NAMES = {
    "ic": ("Individual contributors", False),
    "m": ("Managers", True),
    "em": ("Engineering managers", True),
    "mgr": ("Managers", True),
    "mg": ("Managers", True),
}
"""What the letters of codes usually mean: the name of a track, and whether it manages people."""


def in_order(
    levels: Sequence[DraftLevel], said: Said, remarks: list[str]
) -> tuple[DraftLevel, ...]:
    """Return *levels* from the lowest up; *remarks* receives that they were turned around."""
    if said.levels:
        codes = [code.casefold() for _, code in said.levels]
        known = {code: at for at, code in enumerate(codes)}
        return tuple(sorted(levels, key=lambda each: known.get(each.id.casefold(), len(known))))
    if not _descends(levels):
        _doubt(levels, remarks)
        return _by_number(levels, remarks)
    remarks.append(
        "The source has the highest level first, as codes or names tell; the order was turned "
        "around. The key 'levels' of a map gives another order."
    )
    return tuple(reversed(levels))


def _doubt(levels: Sequence[DraftLevel], remarks: list[str]) -> None:
    """Note in *remarks* if the names of *levels* tell another order than that of the source."""
    numbers = [each for each in map(_number, levels) if each is not None]
    steps = [each for each in map(_step, levels) if each is not None]
    if len(numbers) <= 1 and len(steps) > 1 and steps != sorted(steps):
        remarks.append(
            "Not sure: the levels are in the order of the source, but their names tell another. "
            "Correct it with the key 'levels' of a map."
        )


def _by_number(levels: Sequence[DraftLevel], remarks: list[str]) -> tuple[DraftLevel, ...]:
    """Return *levels*, those with the same letters in their codes in the order of their numbers."""
    found = list(levels)
    for letters in dict.fromkeys(_letters(each) for each in levels):
        places = [at for at, each in enumerate(levels) if _letters(each) == letters]
        if letters and len(places) > 1:
            same = sorted((levels[at] for at in places), key=lambda each: _number(each) or 0)
            for at, each in zip(places, same, strict=True):
                found[at] = each
    if found != list(levels):
        remarks.append(
            "Levels whose codes have the same letters were put in the order of their numbers. The "
            "key 'levels' of a map gives another."
        )
    return tuple(found)


def by_seniority(levels: Sequence[DraftLevel]) -> tuple[DraftLevel, ...]:
    """Return *levels* in the order of their codes, or else of the words in their names."""
    numbers = [_number(each) for each in levels]
    if None not in numbers:
        return tuple(sorted(levels, key=lambda each: (_letters(each) or "", _number(each) or 0)))
    return tuple(sorted(levels, key=_place))


def _place(level: DraftLevel) -> float:
    step = _step(level)
    words = re.findall(r"[a-z]+", without_accents(level.name.text))
    above = next((at for at, word in enumerate(_ABOVE) if word in words), None)
    if above is not None:
        return len(_STEPS) + above
    return step if step is not None else _STEP_OF["mid"]


_ABOVE = ("manager", "architect", "head", "director", "vp", "vice", "chief", "cto", "ceo")
"""Words of levels above the others, from the lowest."""


def _descends(levels: Sequence[DraftLevel]) -> bool:
    for place in (_number, _step):
        places = [place(each) for each in levels]
        known = [each for each in places if each is not None]
        if len(known) > 1 and len(known) * 2 > len(levels):
            return all(high >= low for high, low in pairwise(known)) and known[0] > known[-1]
    return False


def _number(level: DraftLevel) -> float | None:
    match = _CODED.fullmatch(level.id)
    return float(match[2]) if match else None


def _step(level: DraftLevel) -> float | None:
    words = re.findall(r"[a-z]+", without_accents(level.name.text))
    if len(words) == 1 and words[0] in _STEP_OF_SCALE:
        return _STEP_OF_SCALE[words[0]]
    found = [_STEP_OF[word] for word in words if word in _STEP_OF]
    return max(found) if found else None


def tracks_of(
    levels: Sequence[DraftLevel], remarks: list[str], pairs: Sequence[tuple[str, str]] = ()
) -> tuple[tuple[DraftTrack, ...], tuple[DraftLevel, ...]]:
    """
    Return the tracks that the letters of codes tell, such as *IC* and *M*, and the levels on them.

    If their numbers are on one scale, as in IC1 to IC6 and M4 to M6, they are the ranks. They are
    not if *pairs* of peers have other numbers.
    """
    letters = [_letters(each) for each in levels]
    kinds = list(dict.fromkeys(each for each in letters if each))
    if len(kinds) < 2 or not any(each in _TRACK_NAMES for each in kinds):  # noqa: PLR2004 - tracks stand side by side
        return (), tuple(levels)
    kinds.sort(key=lambda each: _TRACK_NAMES.get(each, ("", False))[1])
    tracks = [_track(each, kinds[0]) for each in kinds]
    known = {each.id: each for each in levels if _letters(each)}
    peers = [(known[one], known[two]) for one, two in pairs if one in known and two in known]
    apart = any(
        _letters(one) != _letters(two) and _number(one) != _number(two) for one, two in peers
    )
    on_one_scale = not apart and any(
        (_number(each) or 0) > 1
        and _letters(each) not in {None, kinds[0]}
        and _is_first(each, levels)
        for each in levels
    )
    remarks.append(
        "The letters of the codes were taken for tracks: "
        f"{', '.join(each.upper() for each in kinds)}."
    )
    managing = next((each for each in kinds if each in _TRACK_NAMES and _TRACK_NAMES[each][1]), "")
    placed = (
        replace(
            each,
            track=kind or (managing if manages_people(each.name.text) else "") or kinds[0],
            rank=_number(each) if on_one_scale and kind else None,
        )
        for each, kind in zip(levels, letters, strict=True)
    )
    return tuple(tracks), tuple(placed)


def says_senior(level: DraftLevel) -> bool:
    """Return whether the name of *level* says that it is senior."""
    return bool({"senior", "sr"} & {*without_accents(level.name.text).split()})


def _letters(level: DraftLevel) -> str | None:
    match = _CODED.fullmatch(level.id)
    return match[1].casefold() if match and match[1] else None


def _is_first(level: DraftLevel, levels: Sequence[DraftLevel]) -> bool:
    return level is next(each for each in levels if _letters(each) == _letters(level))


def _track(letters: str, main: str) -> DraftTrack:
    name, manages = _TRACK_NAMES.get(letters, (letters.upper(), False))
    branches_from = main if manages and letters != main else ""
    return DraftTrack(letters, Quote(name), manages=manages, branches_from=branches_from)
