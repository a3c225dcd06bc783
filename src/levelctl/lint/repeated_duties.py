"""Which duties of a canon repeat an earlier one; only what a change touches is compared anew."""

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
    Return every duty of *foci* that is like an earlier one, with the one that is most alike.

    They are alike from a share of *threshold* of their words on; earlier is what comes first
    by path and place in the file. If only the files *changed* have changed, come or gone since
    the repeats *known* were found, all others are taken from these.
    """
    duties = sorted(
        ((focus.path, number), duty.words)
        for focus in foci
        for number, duty in enumerate(focus.duties)
    )
    index = {place: number for number, (place, _) in enumerate(duties)}
    nearest: dict[int, NearDuplicate] = {}
    asked: Collection[int] = range(len(duties))
    if changed is not None:
        nearest = {
            index[each.path, each.number]: NearDuplicate(
                index[each.earlier_path, each.earlier_number], each.share
            )
            for each in known
            if not changed & {each.path, each.earlier_path}
        }
        lost = {(each.path, each.number) for each in known if each.earlier_path in changed}
        asked = [index[place] for place in index if place[0] in changed or place in lost]
    for number, like in nearest_duplicates(
        asked, [words for _, words in duties], threshold
    ).items():
        if like.beats(nearest.get(number)):
            nearest[number] = like
    return tuple(
        Repeat(*duties[number][0], *duties[like.place][0], like.share)
        for number, like in sorted(nearest.items())
    )
