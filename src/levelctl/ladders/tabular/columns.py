"""
Finds out how a table of a ladder is laid out: where its heading is, and what its columns hold.

There are three ways. A *long* table has a row for each responsibility. In others, the levels stand
*across* in the heading, or *down* in a column, and the dimensions along the other side.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from levelctl.errors import LevelctlError
from levelctl.ladders import headings
from levelctl.ladders.headings import plain, role_of
from levelctl.ladders.rungs import LIKELY
from levelctl.ladders.said import Said
from levelctl.ladders.sources import BrokenSourceError
from levelctl.ladders.tabular.column_roles import by_columns
from levelctl.ladders.tabular.grids import Grid
from levelctl.ladders.tabular.layouts import Layout, NoLayoutError, Orientation, shown_headings
from levelctl.ladders.tabular.level_runs import certainty_of, level_run
from levelctl.ladders.tabular.measures import MOSTLY, length, level_column, quoted, share
from levelctl.text.safe import visible

AHEAD = 12
"""The most rows in which the heading is looked for."""


def layout_of(grid: Grid, said: Said) -> Layout:
    """
    Return the layout of *grid*, as far as it is not *said*, as it is most likely.

    Raises NoLayoutError if nothing in it names levels, LevelctlError if what is said does not fit.
    """
    header = _said_header(grid, said)
    if header is None:
        header = _header(grid, said)
    layout = _laid_out(grid, header, said)
    if not layout.columns(headings.LEVEL):
        raise NoLayoutError(
            f"{visible(grid.place)}: no column names the levels; "
            f"the headings are {shown_headings(grid.rows[header])}",
            hint="say which one does with --column level=HEADING, or in a map"
            + ("; or leave out the orientation" if said.orientation else ""),
        )
    return layout


def _said_header(grid: Grid, said: Said) -> int | None:
    if said.header is None:
        return None
    if said.header > len(grid.rows):
        raise LevelctlError(
            f"{visible(grid.place)} has no row {said.header}: it has {len(grid.rows)} rows",
            hint="give the number of the row with the headings, counted from one",
        )
    return said.header - 1


def _header(grid: Grid, said: Said) -> int:
    """Return the index of the row that looks most like a heading; a later one must be better."""
    rows = [at for at, row in enumerate(grid.rows) if any(cell.text.strip() for cell in row)]
    if not rows:
        raise BrokenSourceError(
            f"{visible(grid.place)} is empty", hint="give a table with a heading"
        )
    return max(rows[:AHEAD], key=lambda at: (_likeness(grid, at, said), -at))


def _likeness(grid: Grid, header: int, said: Said) -> float:
    row = grid.rows[header]
    # A merged cell stands in several columns, and is one heading.
    texts = [text for text in {cell.place: cell.text for cell in row}.values() if text.strip()]
    named = sum(5 for text in texts if said.role(text))
    known = sum(3 if role_of(text) == headings.LEVEL else 2 for text in texts if role_of(text))
    rungs = sum(certainty_of(row[at], said) for at in level_run(grid, header, said))
    return named + known + rungs if len(texts) > 1 or named else 0


def _laid_out(grid: Grid, header: int, said: Said) -> Layout:
    orientation = said.orientation or _orientation(grid, header, said)
    if orientation == Orientation.ACROSS:
        return _across(grid, header, said)
    return by_columns(grid, header, said, orientation or None)


def has_column(grid: Grid, layout: Layout, heading: str) -> bool:
    """
    Return whether *grid* has a column called *heading*, or with the number *#3*.

    With the levels across, a row can be called so too.
    """
    row = grid.rows[layout.header]
    labels = layout.columns(headings.THEME) if layout.orientation == Orientation.ACROSS else ()
    called = [*row, *(line[at] for line in grid.rows for at in labels)]
    texts = {" ".join(cell.text.split()) for cell in called}
    texts |= {plain(cell.text) for cell in called} - {""}
    numbers = {f"#{at}" for at in range(1, len(row) + 1)}
    return heading in texts | numbers or plain(heading) in texts


def _orientation(grid: Grid, header: int, said: Said) -> str:
    """Return the orientation, or nothing if the columns must tell."""
    row = grid.rows[header]
    run = level_run(grid, header, said)
    told = [at for at, cell in enumerate(row) if said.role(cell.text, at) == headings.LEVEL]
    if len(told) > 1 or (len(run) > 1 and any(_is_beside(grid, header, at, run) for at in told)):
        return Orientation.ACROSS
    by_heading = any(role_of(cell.text) == headings.LEVEL for cell in row[1:])
    if told or len(run) <= 1:
        return ""
    weight = sum(certainty_of(row[at], said) for at in run)
    in_column = level_column(grid, header)
    if by_heading and in_column is not None and weight < LIKELY * len(run):
        return ""
    return Orientation.ACROSS


def _is_beside(grid: Grid, header: int, column: int, run: Sequence[int]) -> bool:
    """Return whether *column* is a further level of *run*, and none that has levels below it."""
    return column in run or share(grid, header, column) < MOSTLY


def _across(grid: Grid, header: int, said: Said) -> Layout:
    row = grid.rows[header]
    told = [at for at, cell in enumerate(row) if said.role(cell.text, at) == headings.LEVEL]
    guessed = [at for at in level_run(grid, header, said) if said.role(row[at].text, at) is None]
    # One level that is said joins those that are guessed; several are all that there are.
    run = told if len(told) > 1 else sorted({*told, *guessed})
    roles = [said.role(cell.text, at) or "" for at, cell in enumerate(row)]
    doubts = []
    for at in run:
        roles[at] = headings.LEVEL
        if not told and certainty_of(row[at], said) < LIKELY:
            doubts.append(f"{quoted(row[at])} was taken for a level.")
    first = min(run, default=0)
    step = min((after - before for before, after in pairwise(run)), default=1)
    for at, cell in enumerate(row):
        if roles[at] or not any(line[at].text.strip() for line in grid.rows[header:]):
            continue
        if run and first < at < max(run) + step:
            roles[at] = headings.PROFICIENCY
        else:
            roles[at] = _beside_levels(role_of(cell.text), before=at < first)
            if (
                roles[at] == headings.THEME
                and headings.THEME in roles[:at]
                and _explains(grid, header, at)
            ):
                roles[at] = headings.ABOUT
    return Layout(Orientation.ACROSS, header, tuple(roles), tuple(doubts))


def _explains(grid: Grid, header: int, column: int) -> bool:
    """Return whether the cells of a column are too long for names of themes."""
    return length(grid, header, column) >= LONGEST_NAME


LONGEST_NAME = 40
"""The average length of cells that explain themes rather than name them."""


def _beside_levels(role: str, *, before: bool) -> str:
    """Return the role of a column in a table with the levels across, whose heading has *role*."""
    if role in {headings.FOCUS, headings.FUNCTION, headings.ABOUT, headings.LINK, headings.IGNORE}:
        return role
    if role == headings.TEXT:
        return headings.ABOUT
    return headings.THEME if before else headings.ABOUT
