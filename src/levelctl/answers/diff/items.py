"""Rows of responsibilities, skills and tools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from levelctl.answers.diff.records import ChangeKind, ItemCell, ItemRow
from levelctl.text.similarity import Vocabulary, changed_runs

Pair = Callable[[Sequence[str], Sequence[str]], dict[int, tuple[int, float]]]
"""For items of the first list: the index of the similar item in the second, and the similarity."""


def item_rows(
    lists: Sequence[Sequence[str]], ranks: Sequence[float], pair: Pair
) -> tuple[ItemRow, ...]:
    """
    Return a row for each item: the first side's in order, then those that other sides add.

    An item of a later side joins the row with whose first text *pair* pairs it. An empty list
    means not known, so none of its items count as dropped.
    """
    items = [_Item(0, text, {0: (text, 1.0)}) for text in lists[0]]
    for side, texts in enumerate(lists[1:], start=1):
        paired = pair([item.text for item in items], texts)
        for number, (index, alike) in paired.items():
            items[number].texts[side] = (texts[index], alike)
        joined = {index for index, _ in paired.values()}
        items += [
            _Item(side, text, {side: (text, 1.0)})
            for index, text in enumerate(texts)
            if index not in joined
        ]
    known = [bool(texts) for texts in lists]
    return tuple(
        ItemRow(tuple(_cell(item, side, ranks, known) for side in range(len(lists))))
        for item in items
    )


def same(left: Sequence[str], right: Sequence[str]) -> dict[int, tuple[int, float]]:
    """Pair identical texts."""
    first = {text: j for j, text in reversed([*enumerate(right)])}
    return {i: (first[text], 1.0) for i, text in enumerate(left) if text in first}


def alike(vocabulary: Vocabulary, threshold: float) -> Pair:
    """Return a function that pairs texts with a similarity of at least *threshold*, from 0 to 1."""
    return lambda left, right: vocabulary.pair(left, right, threshold=threshold)


@dataclass(slots=True)
class _Item:
    side: int
    """The side that has it first."""
    text: str
    texts: dict[int, tuple[str, float]]
    """By side: its text, and the similarity to the first text."""


def _cell(item: _Item, side: int, ranks: Sequence[float], known: Sequence[bool]) -> ItemCell:
    if side not in item.texts:
        return ItemCell(None, _absence(item) if known[side] else None, None)
    text, similarity = item.texts[side]
    if side == item.side:
        return ItemCell(text, "new" if side and known[0] else None, None)
    if text == item.text:
        return ItemCell(text, "kept", None)
    change = _direction(ranks[side] - ranks[item.side])
    return ItemCell(text, change, round(similarity, 2), changed_runs(text, item.text))


def _absence(item: _Item) -> ChangeKind:
    return "dropped" if item.side == 0 else "absent"


def _direction(steps: float) -> ChangeKind:
    if steps == 0:
        return "reworded"
    return "escalated" if steps > 0 else "reduced"
