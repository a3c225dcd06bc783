"""Finds the levels in the heading of a table that has them across."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from levelctl.ladders.headings import plain
from levelctl.ladders.records import Origin
from levelctl.ladders.rungs import (
    CERTAIN,
    LIKELY,
    POSSIBLE,
    called,
    is_bare,
    is_word_of_scale,
    rung,
)
from levelctl.ladders.said import Said
from levelctl.ladders.tabular.grids import Grid
from levelctl.ladders.tabular.measures import are_rated


def level_run(grid: Grid, header: int, said: Said) -> list[int]:
    """
    Return the columns of the levels in the heading row: from the first to the last, or none.

    An unlikely one between likely ones counts too, such as *Engineer* between *Junior Engineer*
    and *Senior Engineer*, and so does one beside them that has their last word.
    """
    row = grid.rows[header]
    sure = _on_one_scale(row, [certainty_of(cell, said) for cell in row])
    least = LIKELY if sum(each >= LIKELY for each in sure) > 1 else POSSIBLE
    likely = [at for at, each in enumerate(sure) if each >= least]
    if not _are_rated(grid, header, likely):
        likely = [at for at in likely if not _is_of_levels(grid, header, at, said)]
    if len(likely) <= 1:
        return []
    first, last = likely[0], likely[-1]
    labels = [plain(row[at].text) for at in likely]
    while first > 0 and is_bare(plain(row[first - 1].text), labels):
        first -= 1
    while last + 1 < len(row) and is_bare(plain(row[last + 1].text), labels):
        last += 1
    filled = [at for at in range(first, last + 1) if row[at].text.strip()]
    most = len(likely) * 2 >= len(filled)
    if most and _are_different(row, filled):
        return filled
    return likely if _are_apart(likely, sure) and _are_different(row, likely) else []


def _on_one_scale(row: Sequence[Origin], sure: Sequence[int]) -> list[int]:
    """Return *sure*, in which words of one scale are alike: *Beginner* is as sure as *Expert*."""
    words = [at for at, each in enumerate(sure) if each and is_word_of_scale(row[at].text)]
    most = max((sure[at] for at in words), default=0)
    several = len(words) > 2  # noqa: PLR2004 - two words can be a theme and a level
    return [most if several and at in words else each for at, each in enumerate(sure)]


def _are_rated(grid: Grid, header: int, columns: Sequence[int]) -> bool:
    """Return whether the cells below several *columns* are proficiencies, such as *Expert*."""
    cells = [row[at].text for row in grid.rows[header + 1 :] for at in columns]
    return len(columns) > 1 and are_rated(cells)


def _are_different(row: Sequence[Origin], columns: Sequence[int]) -> bool:
    labels = [called(row[at].text) for at in columns]
    return len({*labels}) == len(labels)


def _are_apart(columns: list[int], sure: Sequence[int]) -> bool:
    """Return whether *columns* can be levels with others between them, such as ratings."""
    steps = {after - before for before, after in pairwise(columns)}
    certain = all(sure[at] == CERTAIN for at in columns)
    return len(columns) >= FEWEST_APART and (len(steps) == 1 or certain)


FEWEST_APART = 3
"""The fewest levels in a heading that has other columns between them."""


def certainty_of(cell: Origin, said: Said) -> int:
    return CERTAIN if said.code(cell.text) is not None else rung(cell.text).certainty


def _is_of_levels(grid: Grid, header: int, column: int, said: Said) -> bool:
    """
    Return whether most of the cells below *header* name levels, so that they stand down.

    In the last row, the cells above it tell. Below a code, only codes do.
    """
    least = certainty_of(grid.rows[header][column], said)
    below = [row[column] for row in grid.rows[header + 1 :]]
    above = [row[column] for row in grid.rows[:header]]
    filled = [cell for cell in below if cell.text.strip()] or [
        cell for cell in above if cell.text.strip()
    ]
    rungs = sum(certainty_of(cell, said) >= max(least, LIKELY) for cell in filled)
    return rungs * 2 > len(filled)
