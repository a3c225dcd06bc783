"""Reads the cells of a table, whose layout is known, into what is gathered of a ladder."""

from __future__ import annotations

from itertools import pairwise

from levelctl.ladders.gathering import Gathering
from levelctl.ladders.rungs import rung
from levelctl.ladders.sources import BrokenSourceError
from levelctl.ladders.tabular.filling import Place
from levelctl.ladders.tabular.grids import Grid
from levelctl.ladders.tabular.layouts import Layout, Orientation
from levelctl.ladders.tabular.levels_across import LevelsAcross
from levelctl.ladders.tabular.levels_down import LevelsDown
from levelctl.ladders.tabular.long_rows import LongRows
from levelctl.text.safe import visible

_WAYS: dict[Orientation, type[LevelsAcross | LevelsDown | LongRows]] = {
    Orientation.ACROSS: LevelsAcross,
    Orientation.DOWN: LevelsDown,
    Orientation.LONG: LongRows,
}


def read_grid(gathering: Gathering, grid: Grid, layout: Layout, place: Place) -> None:
    """
    Gather all cells of *grid*: those that go nowhere are left out, with the reason.

    Raises LevelctlError if a row has cells beyond the heading.
    """
    if grid.is_separated:
        _refuse_longer(grid, layout)
    for row in grid.rows:
        gathering.item(*row)
    if layout.orientation != Orientation.ACROSS:
        for row in grid.rows[layout.header + 1 :]:
            gathering.pairs += pairwise(
                cell.text.strip() for cell in row if rung(cell.text).code == cell.text.strip() != ""
            )
    for row in grid.rows[: layout.header]:
        for cell in row:
            gathering.omit(cell, "it stands above the heading of the table")
    _WAYS[layout.orientation](gathering, grid, layout, place).fill()


def _refuse_longer(grid: Grid, layout: Layout) -> None:
    """Raise LevelctlError if a row has a text beyond the last cell of the heading."""
    width = sum(1 for cell in grid.rows[layout.header] if cell.place)
    for row in grid.rows[layout.header + 1 :]:
        beyond = next((cell for cell in row[width:] if cell.text.strip()), None)
        if beyond:
            raise BrokenSourceError(
                f"{visible(beyond.place)}: the row has more cells than the heading, of {width}",
                hint="put texts that contain the separator in quotation marks; in Markdown, write "
                "\\| for it",
            )
