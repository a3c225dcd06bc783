"""Rows of responsibilities, skills and tools."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from levelctl.answers.diff.records import ChangeKind, ItemCell, ItemRow
from levelctl.record import Record, replace
from levelctl.text.similarity import Vocabulary, changed_runs

Pairs = dict[int, tuple[int, float]]
"""For items of one list: the index of the similar item in another, and the similarity."""

Pair = Callable[[Sequence[str], Sequence[str]], Pairs]
"""Pairs the texts of two lists."""


class Item(Record):
    """What a side has: a responsibility, a skill or a tool."""

    text: str
    theme: str | None = None
    proficiency: str | None = None
    degree: int | None = None
    """The place of its proficiency on the canon's scale, from 0 for the lowest."""
    generic: bool = False
    origin: str | None = None
    """The lower level that states it, if the side only includes that level."""


class ItemSide(Record):
    """The items of one side, and which other sides it includes, by index."""

    items: tuple[Item, ...]
    rank: float
    includes: frozenset[int] = frozenset()


def named(names: Iterable[str], rank: float) -> ItemSide:
    """Return the side with *rank* whose items are *names*, such as skills."""
    return ItemSide(tuple(map(Item, names)), rank)


def item_rows(
    sides: Sequence[ItemSide],
    pair: Pair,
    *,
    pair_only: Pair | None = None,
    themes: Sequence[str] = (),
) -> tuple[ItemRow, ...]:
    """
    Return a row for each item: the first side's in order, then those that other sides add.

    An item of a later side joins the row with whose first item *pair* pairs it: first inside a
    theme, then across themes. If two sides have only one item each in a theme, *pair_only* pairs
    these. The rows of a theme are together, in the order of *themes*. A side without items is
    not known, so none of the first side's count as dropped.
    """
    entries = [_Entry(0, item, {0: (item, 1.0)}) for item in sides[0].items]
    for side, other in enumerate(sides[1:], start=1):
        paired = _paired([entry.item for entry in entries], other.items, pair, pair_only or pair)
        for number, (index, alike) in paired.items():
            entries[number].items[side] = (other.items[index], alike)
        joined = {index for index, _ in paired.values()}
        entries += [
            _Entry(side, item, {side: (item, 1.0)})
            for index, item in enumerate(other.items)
            if index not in joined
        ]
    order = {theme: place for place, theme in enumerate(themes)}
    entries.sort(key=lambda entry: order.get(entry.item.theme or "", -1))
    return tuple(
        ItemRow(tuple(_cell(entry, side, sides) for side in range(len(sides))), entry.item.theme)
        for entry in entries
    )


def same(left: Sequence[str], right: Sequence[str]) -> Pairs:
    """Pair identical texts."""
    first = {text: j for j, text in reversed([*enumerate(right)])}
    return {i: (first[text], 1.0) for i, text in enumerate(left) if text in first}


def alike(vocabulary: Vocabulary, threshold: float) -> Pair:
    """Return a function that pairs texts with a similarity of at least *threshold*, from 0 to 1."""
    return lambda left, right: vocabulary.pair(left, right, threshold=threshold)


def _paired(left: Sequence[Item], right: Sequence[Item], pair: Pair, pair_only: Pair) -> Pairs:
    """Return the pairs inside each theme, then those among the items that are left."""
    here_by_theme, there_by_theme = _by_theme(left), _by_theme(right)
    pairs: Pairs = {}
    for theme, here in here_by_theme.items():
        there = there_by_theme.get(theme, {})
        only = theme is not None and len(here) == len(there) == 1
        pairs |= _among(here, there, pair_only if only else pair)
    if here_by_theme.keys() | there_by_theme.keys() != {None}:
        joined = {index for index, _ in pairs.values()}
        here = {i: item.text for i, item in enumerate(left) if i not in pairs}
        there = {j: item.text for j, item in enumerate(right) if j not in joined}
        pairs |= _among(here, there, pair)
    return pairs


def _by_theme(items: Sequence[Item]) -> dict[str | None, dict[int, str]]:
    """Return the texts of the *items* in each theme, by their index."""
    themes: dict[str | None, dict[int, str]] = {}
    for index, item in enumerate(items):
        themes.setdefault(item.theme, {})[index] = item.text
    return themes


def _among(left: dict[int, str], right: dict[int, str], pair: Pair) -> Pairs:
    """Return the pairs of texts by the indexes that the texts have in *left* and *right*."""
    here, there = list(left), list(right)
    pairs = pair(list(left.values()), list(right.values()))
    return {here[i]: (there[j], alike) for i, (j, alike) in pairs.items()}


@dataclass(slots=True)
class _Entry:
    side: int
    """The side that has it first."""
    item: Item
    items: dict[int, tuple[Item, float]] = field(default_factory=dict)
    """By side: its item, and the similarity to the first text."""


def _cell(entry: _Entry, side: int, sides: Sequence[ItemSide]) -> ItemCell:
    if side not in entry.items:
        return ItemCell(None, _absence(entry, side, sides), None)
    item, similarity = entry.items[side]
    cell = ItemCell(
        item.text,
        None,
        None,
        proficiency=item.proficiency,
        generic=item.generic,
        origin=item.origin,
    )
    if side == entry.side:
        return replace(cell, change=_addition(side, sides))
    if item.text == entry.item.text and item.proficiency == entry.item.proficiency:
        return replace(cell, change="kept")
    steps = sides[side].rank - sides[entry.side].rank
    if item.text == entry.item.text:
        change = _direction(_degrees(item, entry.item) or steps)
        return replace(cell, change=change, similarity=1.0)
    change = _direction(steps)
    pieces = changed_runs(item.text, entry.item.text)
    return replace(cell, change=change, similarity=round(similarity, 2), pieces=pieces)


def _addition(side: int, sides: Sequence[ItemSide]) -> ChangeKind | None:
    """Return the change of an item that *side* is the first to have."""
    if side == 0 or not sides[0].items:
        return None
    return "inherited" if side in sides[0].includes else "new"


def _absence(entry: _Entry, side: int, sides: Sequence[ItemSide]) -> ChangeKind | None:
    if not sides[side].items:
        return None
    if entry.side in sides[side].includes:
        return "inherited"
    return "dropped" if entry.side == 0 else "absent"


def _degrees(item: Item, first: Item) -> int:
    """Return how much higher the proficiency of *item* is on the scale; 0 if that is not known."""
    if item.degree is None or first.degree is None:
        return 0
    return item.degree - first.degree


def _direction(steps: float) -> ChangeKind:
    if steps == 0:
        return "reworded"
    return "escalated" if steps > 0 else "reduced"
