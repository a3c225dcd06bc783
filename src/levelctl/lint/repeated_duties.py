"""Finds responsibilities that repeat an earlier one; only changed files are compared again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet

from levelctl.lint.rule import FocusOutline, Repeat
from levelctl.text.near_duplicates import NearDuplicate, nearest_duplicates


def repeats(
    foci: Iterable[FocusOutline],
    threshold: float,
    *,
    known: Sequence[Repeat] = (),
    changed: AbstractSet[str] | None = None,
) -> tuple[Repeat, ...]:
    """
    Return every responsibility in *foci* that repeats an earlier one, with the most similar one.

    One repeats another if they share at least *threshold* (from 0 to 1) of their words. Earlier
    is by path, then by place in the file. With *changed*, the paths of the files that changed,
    were added or were removed since the repeats *known* were found, the repeats between all
    other files are taken from *known*.
    """
    duties = sorted(
        ((focus.path, number), duty.words)
        for focus in foci
        for number, duty in enumerate(focus.duties)
    )
    index = {place: number for number, (place, _) in enumerate(duties)}
    nearest: dict[int, NearDuplicate] = {}
    to_compare: Collection[int] = range(len(duties))
    if changed is not None:
        nearest = {
            index[repeat.path, repeat.number]: NearDuplicate(
                index[repeat.earlier_path, repeat.earlier_number], repeat.share
            )
            for repeat in known
            if not changed & {repeat.path, repeat.earlier_path}
        }
        lost = {(repeat.path, repeat.number) for repeat in known if repeat.earlier_path in changed}
        to_compare = [index[place] for place in index if place[0] in changed or place in lost]
    duplicates = nearest_duplicates(to_compare, [words for _, words in duties], threshold)
    for number, duplicate in duplicates.items():
        if duplicate.beats(nearest.get(number)):
            nearest[number] = duplicate
    return tuple(
        Repeat(*duties[number][0], *duties[duplicate.place][0], duplicate.share)
        for number, duplicate in sorted(nearest.items())
    )
