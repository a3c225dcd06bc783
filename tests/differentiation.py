"""How well the levels of a canon differ: can a duty's level be predicted from other foci?"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Profile
from levelctl.lint.marking_phrases import LevelText, marking_phrases, said
from levelctl.record import replace
from levelctl.text.similarity import stems


def tracks(focus: Focus) -> set[str]:
    return {profile.code.level[0] for profile in focus.profiles}


def marks(canon: Canon) -> re.Pattern[str]:
    """Return a pattern of the phrases that mark a level of *canon*, as level-phrase finds them."""
    texts = [
        LevelText(profile.code.level, number, said(duty))
        for number, focus in enumerate(canon.foci)
        for profile in focus.profiles
        for duty in profile.duties
    ]
    found = marking_phrases(texts, share=0.34, at_level=0.8, least_foci=10)
    phrases = sorted({each.phrase for each in found}, key=len, reverse=True)
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, phrases)) or '(?!)'})\b")


def steps_off(canon: Canon, without: re.Pattern[str] | None = None) -> Iterator[int]:
    """
    Yield for each duty how many steps the level that is found for it is from its own.

    What matches *without* is left out of all texts.
    """
    foci = [_masked(focus, without) if without else focus for focus in canon.foci]
    counts = {focus.code: _counted(focus) for focus in foci}
    whole = sum(counts.values(), Counter[tuple[str, str]]())
    for focus in foci:
        known = whole - counts[focus.code]
        for track in sorted(tracks(focus)):
            own = [each for each in focus.profiles if each.code.level[0] == track]
            levels = [each.code.level for each in own if known[each.code.level, ""]]
            for profile in own if len(levels) == len(own) > 1 else ():
                for duty in profile.duties:
                    found = max(levels, key=lambda level: _likelihood(known, level, duty))
                    yield abs(levels.index(found) - levels.index(profile.code.level))


def _masked(focus: Focus, without: re.Pattern[str]) -> Focus:
    """Return *focus* with duties that have nothing that matches *without*."""
    profiles = (
        replace(
            profile,
            responsibilities=tuple(
                replace(duty, text=without.sub(" ", duty.text)) for duty in profile.responsibilities
            ),
        )
        for profile in focus.profiles
    )
    return replace(focus, profiles=tuple(profiles))


def _counted(focus: Focus) -> Counter[tuple[str, str]]:
    """Return in how many texts of each level each stem is; under no stem, how many there are."""
    return Counter(
        (profile.code.level, stem)
        for profile in focus.profiles
        for text in _texts(profile)
        for stem in ("", *{*stems(text)})
    )


def _texts(profile: Profile) -> Iterator[str]:
    yield from profile.duties
    if profile.guideline:
        # The last names years.
        yield from (text for key, text in profile.guideline.cells if key != "experience")


SMOOTHING = 0.1
"""The count of a stem that was not seen at a level."""


def _likelihood(known: Counter[tuple[str, str]], level: str, text: str) -> float:
    """Return the logarithm of how likely the stems of *text* are at *level* (naive Bayes)."""
    texts = known[level, ""] + 2 * SMOOTHING
    return sum(
        math.log((known[level, stem] + SMOOTHING) / texts) for stem in sorted({*stems(text)})
    )


def by_chance(canon: Canon) -> tuple[float, float]:
    """Return how often a guess would find the level of a duty, and one at most one step off."""
    exact, beside = [], []
    for focus in canon.foci:
        for track in sorted(tracks(focus)):
            own = [each for each in focus.profiles if each.code.level[0] == track]
            if len(own) > 1:
                for place, profile in enumerate(own):
                    near = min(place, 1) + 1 + min(len(own) - 1 - place, 1)
                    exact += [1 / len(own)] * len(profile.duties)
                    beside += [near / len(own)] * len(profile.duties)
    return sum(exact) / len(exact), sum(beside) / len(beside)
