"""Which responsibilities of the sides are one duty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from levelctl.compare.records import (
    Change,
    ItemCell,
    ItemRow,
)
from levelctl.compare.rows import item_change
from levelctl.wording import Vocabulary, pieces


def duty_rows(
    lists: Sequence[Sequence[str]],
    ranks: Sequence[float],
    vocabulary: Vocabulary,
    threshold: float,
) -> tuple[ItemRow, ...]:
    """
    Return a row for each duty: the first side's in its order, then what others add.

    A later side's duty joins the row whose first text is most like it.
    """
    rows = [_Duty(0, text, {0: (text, 1.0)}) for text in lists[0]]
    for side, duties in enumerate(lists[1:], start=1):
        firsts = [row.text for row in rows]
        paired = vocabulary.pair(firsts, duties, threshold=threshold)
        for number, (index, alike) in paired.items():
            rows[number].texts[side] = (duties[index], alike)
        joined = {index for index, _ in paired.values()}
        rows += [
            _Duty(side, text, {side: (text, 1.0)})
            for index, text in enumerate(duties)
            if index not in joined
        ]
    return tuple(_duty_row(row, ranks) for row in rows)


@dataclass(slots=True)
class _Duty:
    side: int
    """The side that has it first."""
    text: str
    texts: dict[int, tuple[str, float]]
    """By side: its words there, and how like the first they are."""


def _duty_row(duty: _Duty, ranks: Sequence[float]) -> ItemRow:
    return ItemRow(tuple(_duty_cell(duty, side, ranks) for side in range(len(ranks))))


def _duty_cell(duty: _Duty, side: int, ranks: Sequence[float]) -> ItemCell:
    if side not in duty.texts:
        return ItemCell(None, item_change(False, duty.side == 0) if side else None, None)
    text, alike = duty.texts[side]
    if side == duty.side:
        return ItemCell(text, "new" if side else None, None)
    if text == duty.text:
        return ItemCell(text, "kept", None)
    change = _direction(ranks[side] - ranks[duty.side])
    return ItemCell(text, change, round(alike, 2), pieces(text, duty.text))


def _direction(steps: float) -> Change:
    if steps == 0:
        return "reworded"
    return "escalated" if steps > 0 else "reduced"
