"""Finds the order of the proficiencies that a source names, but does not list in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from levelctl.ladders.records import DraftDuty, DraftFocus, DraftLevel, Quote


def scale(levels: Sequence[DraftLevel], focus: DraftFocus) -> tuple[Quote, ...]:
    """
    Return the proficiencies of *focus* from the lowest, if its levels tell their order.

    Each proficiency counts as far up as the average of the *levels* that have it. There is no
    order, and so no scale, if two of them are equally far up.
    """
    positions = {level.id: index for index, level in enumerate(levels)}
    found: dict[str, list[int]] = {}
    first: dict[str, Quote] = {}
    for level, duty in _duties(focus):
        if duty.proficiency:
            found.setdefault(duty.proficiency.text, []).append(positions[level])
            first.setdefault(duty.proficiency.text, duty.proficiency)
    height = {text: sum(each) / len(each) for text, each in found.items()}
    order = sorted(height, key=lambda text: height[text])
    if any(height[low] == height[high] for low, high in pairwise(order)):
        return ()
    return tuple(Quote(text) for text in order)


def _duties(focus: DraftFocus) -> Iterator[tuple[str, DraftDuty]]:
    for profile in focus.profiles:
        for duty in profile.duties:
            yield profile.level, duty
