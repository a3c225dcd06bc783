"""
Finds out how a table of a ladder is laid out: where its heading is, and what its columns hold.

There are three ways. A *long* table has a row for each responsibility. In others, the levels stand
*across* in the heading, or *down* in a column, and the dimensions along the other side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from levelctl.errors import LevelctlError
from levelctl.ladders import headings
from levelctl.ladders.grids import Grid
from levelctl.ladders.headings import plain, role_of
from levelctl.ladders.records import Origin
from levelctl.ladders.rungs import CERTAIN, LIKELY, POSSIBLE, is_bare, rung, years_in
from levelctl.ladders.said import Said
from levelctl.record import Record
from levelctl.text.safe import visible

AHEAD = 12
"""The most rows in which the heading is looked for."""

LONG_TEXT = 25
"""The average length of the cells of a column that has responsibilities."""

MOSTLY = 0.6
"""The share of the cells of a column that name levels if the column does."""


class Orientation(StrEnum):
    LONG = "long"
    ACROSS = "levels-across"
    DOWN = "levels-down"


class Layout(Record):
    """How a table is laid out."""

    orientation: Orientation
    header: int
    """The index of the row with the heading."""
    roles: tuple[str, ...]
    """By column: its role, of `headings.ROLES`, or nothing."""
    doubts: tuple[str, ...] = ()
    """What was guessed and is not sure, in sentences."""

    def columns(self, role: str) -> list[int]:
        """Return the indexes of the columns with *role*."""
        return [at for at, each in enumerate(self.roles) if each == role]


class NoLayoutError(LevelctlError):
    """A table has no column or row that names levels."""


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
            hint="say which one does with --column level=HEADING, or in a map",
        )
    return layout


def shown_headings(row: Sequence[Origin]) -> str:
    texts = [visible(" ".join(cell.text.split()))[:_SHOWN] for cell in row if cell.text.strip()]
    return ", ".join(repr(text) for text in texts[:_MOST_SHOWN]) or "empty"


_SHOWN = 40
_MOST_SHOWN = 12


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
        raise LevelctlError(f"{visible(grid.place)} is empty", hint="give a table with a heading")
    return max(rows[:AHEAD], key=lambda at: (_likeness(grid, at, said), -at))


def _likeness(grid: Grid, header: int, said: Said) -> float:
    row = grid.rows[header]
    texts = [cell.text for cell in row if cell.text.strip()]
    named = sum(5 for text in texts if said.role(text))
    known = sum(3 if role_of(text) == headings.LEVEL else 2 for text in texts if role_of(text))
    rungs = sum(_certainty(row[at], said) for at in _run(grid, header, said))
    return named + known + rungs if len(texts) > 1 or named else 0


def _laid_out(grid: Grid, header: int, said: Said) -> Layout:
    orientation = said.orientation or _orientation(grid, header, said)
    if orientation == Orientation.ACROSS:
        return _across(grid, header, said)
    return _by_columns(grid, header, said, orientation or None)


def has_column(grid: Grid, layout: Layout, heading: str) -> bool:
    """Return whether *grid* has a column called *heading*, or with the number *#3*."""
    row = grid.rows[layout.header]
    texts = {" ".join(cell.text.split()) for cell in row} | {plain(cell.text) for cell in row}
    numbers = {f"#{at}" for at in range(1, len(row) + 1)}
    return heading in texts | numbers or plain(heading) in texts


def _orientation(grid: Grid, header: int, said: Said) -> str:
    """Return the orientation, or nothing if the columns must tell."""
    row = grid.rows[header]
    run = _run(grid, header, said)
    told = [cell for cell in row if said.role(cell.text) == headings.LEVEL]
    if len(told) > 1:
        return Orientation.ACROSS
    by_heading = any(role_of(cell.text) == headings.LEVEL for cell in row[1:])
    if told or len(run) <= 1:
        return ""
    weight = sum(_certainty(row[at], said) for at in run)
    in_column = _level_column(grid, header)
    if by_heading and in_column is not None and weight < LIKELY * len(run):
        return ""
    return Orientation.ACROSS


def _run(grid: Grid, header: int, said: Said) -> list[int]:
    """
    Return the columns of the levels in the heading row: from the first to the last, or none.

    An unlikely one between likely ones counts too, such as *Engineer* between *Junior Engineer*
    and *Senior Engineer*, and so does one beside them that has their last word.
    """
    row = grid.rows[header]
    sure = [_certainty(cell, said) for cell in row]
    least = LIKELY if sum(each >= LIKELY for each in sure) > 1 else POSSIBLE
    likely = [
        at
        for at, each in enumerate(sure)
        if each >= least and not _is_of_levels(grid, header, at, said)
    ]
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


def _are_different(row: Sequence[Origin], columns: Sequence[int]) -> bool:
    labels = [plain(row[at].text) for at in columns]
    return len({*labels}) == len(labels)


def _are_apart(columns: list[int], sure: Sequence[int]) -> bool:
    """Return whether *columns* can be levels with others between them, such as ratings."""
    steps = {after - before for before, after in pairwise(columns)}
    certain = all(sure[at] == CERTAIN for at in columns)
    return len(columns) >= FEWEST_APART and (len(steps) == 1 or certain)


FEWEST_APART = 3
"""The fewest levels in a heading that has other columns between them."""


def _certainty(cell: Origin, said: Said) -> int:
    return CERTAIN if said.code(cell.text) is not None else rung(cell.text).certainty


def _is_of_levels(grid: Grid, header: int, column: int, said: Said) -> bool:
    """
    Return whether half of the cells below *header* name levels, so that they stand down.

    In the last row, the cells above it tell.
    """
    below = [row[column] for row in grid.rows[header + 1 :]]
    above = [row[column] for row in grid.rows[:header]]
    filled = [cell for cell in below if cell.text.strip()] or [
        cell for cell in above if cell.text.strip()
    ]
    rungs = sum(_certainty(cell, said) >= LIKELY for cell in filled)
    return rungs > 0 and rungs * 2 >= len(filled)


def _across(grid: Grid, header: int, said: Said) -> Layout:
    row = grid.rows[header]
    told = [at for at, cell in enumerate(row) if said.role(cell.text, at) == headings.LEVEL]
    run = told or _run(grid, header, said)
    roles = [said.role(cell.text, at) or "" for at, cell in enumerate(row)]
    doubts = []
    for at in run:
        roles[at] = headings.LEVEL
        if not told and _certainty(row[at], said) < LIKELY:
            doubts.append(f"{_quoted(row[at])} was taken for a level.")
    first = min(run, default=0)
    step = min((after - before for before, after in pairwise(run)), default=1)
    for at, cell in enumerate(row):
        if roles[at] or not any(line[at].text.strip() for line in grid.rows[header:]):
            continue
        if first < at < max(run) + step:
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
    return _length(grid, header, column) >= LONGEST_NAME


LONGEST_NAME = 40
"""The average length of cells that explain themes rather than name them."""


def _beside_levels(role: str, *, before: bool) -> str:
    """Return the role of a column in a table with the levels across, whose heading has *role*."""
    if role in {headings.FOCUS, headings.FUNCTION, headings.ABOUT, headings.LINK, headings.IGNORE}:
        return role
    if role == headings.TEXT:
        return headings.ABOUT
    return headings.THEME if before else headings.ABOUT


def _by_columns(grid: Grid, header: int, said: Said, told: str | None) -> Layout:
    row = grid.rows[header]
    roles = [said.role(cell.text, at) or role_of(cell.text) for at, cell in enumerate(row)]
    said_roles = [said.role(cell.text, at) for at, cell in enumerate(row)]
    doubts: list[str] = []
    _one_level_column(grid, header, roles, said_roles, doubts)
    if headings.LEVEL not in roles:
        return Layout(Orientation.LONG, header, tuple(roles))
    _mend_years(grid, header, roles, said_roles)
    orientation = told or _long_or_down(grid, header, roles)
    if orientation == Orientation.DOWN:
        roles = _for_levels_down(grid, header, roles, said_roles)
    else:
        roles = _for_long(grid, header, roles, said_roles, doubts)
    return Layout(Orientation(orientation), header, tuple(roles), tuple(doubts))


def _one_level_column(
    grid: Grid, header: int, roles: list[str], said: Sequence[str | None], doubts: list[str]
) -> None:
    """Leave one column of *roles* with the level: the one that is said, or that has levels."""
    row = grid.rows[header]
    if headings.LEVEL in said:
        found = said.index(headings.LEVEL)
    else:
        named = [at for at, role in enumerate(roles) if role == headings.LEVEL]
        best = max(named, key=lambda at: _share(grid, header, at), default=None)
        other = _level_column(grid, header)
        if best is None and other is None:
            return
        found = best if best is not None else other or 0
        if best is None:
            doubts.append(f"The column {_quoted(row[found])} was taken for that of the levels.")
    for at, role in enumerate(roles):
        if role == headings.LEVEL and at != found:
            roles[at] = (
                headings.NAME
                if _share(grid, header, at) and not _are_codes(grid, header, at)
                else ""
            )
    roles[found] = headings.LEVEL
    _name_column(grid, header, roles)


def _name_column(grid: Grid, header: int, roles: list[str]) -> None:
    """Take the first column without a role whose cells name levels for their names."""
    if headings.NAME in roles:
        return
    for at, role in enumerate(roles):
        if not role and _share(grid, header, at) >= MOSTLY and not _are_codes(grid, header, at):
            roles[at] = headings.NAME
            return


def _are_codes(grid: Grid, header: int, column: int) -> bool:
    found = [rung(text) for text in _below(grid, header, column)]
    return sum(each.code == each.label for each in found) * 2 > len(found)


def _quoted(cell: Origin) -> str:
    return f"“{visible(' '.join(cell.text.split()))}”"


def _level_column(grid: Grid, header: int) -> int | None:
    """Return the first column most of whose cells name levels."""
    shares = [(_share(grid, header, at), -at) for at in range(grid.width)]
    best = max(shares, default=(0.0, 0))
    column = -best[1]
    several = len({plain(text) for text in _below(grid, header, column)}) > 1
    return column if best[0] >= MOSTLY and several and grid.width > 1 else None


def _share(grid: Grid, header: int, column: int) -> float:
    cells = _below(grid, header, column)
    rungs = sum(rung(text).certainty >= LIKELY for text in cells)
    return rungs / len(cells) if cells else 0.0


def _below(grid: Grid, header: int, column: int) -> list[str]:
    return [row[column].text for row in grid.rows[header + 1 :] if row[column].text.strip()]


def _mend_years(grid: Grid, header: int, roles: list[str], said: Sequence[str | None]) -> None:
    """Take from *roles* the years that the cells of a column do not have."""
    for at, role in enumerate(roles):
        if role == headings.YEARS and said[at] is None:
            cells = _below(grid, header, at)
            if sum(years_in(text) is not None for text in cells) < MOSTLY * len(cells):
                roles[at] = ""


def _long_or_down(grid: Grid, header: int, roles: Sequence[str]) -> str:
    """Return the orientation: *long* if levels repeat, or if only one column has texts."""
    texts = [at for at, role in enumerate(roles) if role in _OF_TEXTS and is_long(grid, header, at)]
    keys = [at for at, role in enumerate(roles) if role in _OF_KEYS]
    level = list(roles).index(headings.LEVEL)
    rows = {row[level].place: row for row in grid.rows[header + 1 :] if row[level].text.strip()}
    seen = Counter(tuple(plain(row[at].text) for at in (*keys, level)) for row in rows.values())
    told = headings.TEXT in roles
    if len(texts) > 1 and not told and headings.THEME not in roles:
        return Orientation.DOWN
    if headings.THEME in roles and len(texts) <= 1 and (told or headings.PROFICIENCY in roles):
        return Orientation.LONG
    repeats = any(count > 1 for count in seen.values())
    return Orientation.LONG if repeats or (told and len(texts) <= 1) else Orientation.DOWN


_OF_KEYS = (headings.FOCUS, headings.FUNCTION, headings.TRACK)
_OF_TEXTS = ("", headings.TEXT, headings.THEME, headings.ABOUT, headings.SUMMARY)


def is_long(grid: Grid, header: int, column: int) -> bool:
    """Return whether the cells of a column are lists, or sentences rather than words."""
    cells = _below(grid, header, column)
    if any("\n" in text.strip() or text.startswith("\u2022") for text in cells):
        return True
    return bool(cells) and sum(map(len, cells)) / len(cells) >= LONG_TEXT


def _for_levels_down(
    grid: Grid, header: int, roles: Sequence[str], said: Sequence[str | None]
) -> list[str]:
    """Return *roles* with a theme for each column that says nothing of the level itself."""
    found = []
    for at, role in enumerate(roles):
        told = said[at]
        if told is None and role in _OF_KEYS and _are_unique(grid, header, at):
            role = headings.NAME  # noqa: PLW2901 - a role for each level is its name
        if told is None and role == headings.NAME and is_long(grid, header, at):
            role = ""  # noqa: PLW2901
        kept = told or (role if role in _OF_LEVELS else headings.THEME)
        empty = not any(row[at].text.strip() for row in grid.rows[header:])
        found.append("" if empty else kept)
    return found


_OF_LEVELS = (headings.LEVEL, headings.NAME, headings.YEARS, headings.SUMMARY, *_OF_KEYS)


def _are_unique(grid: Grid, header: int, column: int) -> bool:
    cells = [plain(text) for text in _below(grid, header, column)]
    return len({*cells}) == len(cells)


def _for_long(
    grid: Grid, header: int, roles: Sequence[str], said: Sequence[str | None], doubts: list[str]
) -> list[str]:
    """Return *roles* with a text: the column that is said, or has the longest texts."""
    found = [
        headings.THEME
        if role == headings.NAME
        and said[at] is None
        and not _is_of_each_level(grid, header, roles, at)
        else role
        for at, role in enumerate(roles)
    ]
    texts = [at for at, role in enumerate(found) if role == headings.TEXT]
    untold = [at for at in texts if said[at] is None]
    if not texts:
        free = [at for at, role in enumerate(found) if role in _FREE and said[at] is None]
        best = max(free, key=lambda at: _length(grid, header, at), default=None)
        if best is not None:
            found[best] = headings.TEXT
            doubts.append(
                f"The column {_quoted(grid.rows[header][best])} was taken for that of the texts."
            )
    elif len(texts) > 1:
        best = max(texts, key=lambda at: (said[at] is not None, _length(grid, header, at)))
        for at in untold:
            if at != best:
                found[at] = headings.ABOUT
    return [
        role or (headings.THEME if _is_named(grid, header, at) else "")
        for at, role in enumerate(found)
    ]


_FREE = ("", headings.ABOUT, headings.SUMMARY, headings.EXAMPLE, headings.NAME, headings.THEME)


def _is_of_each_level(grid: Grid, header: int, roles: Sequence[str], column: int) -> bool:
    """Return whether a column has the same text wherever the level is the same."""
    level = list(roles).index(headings.LEVEL)
    rows = [row for row in grid.rows[header + 1 :] if row[column].text.strip()]
    pairs = {(plain(row[level].text), plain(row[column].text)) for row in rows}
    return len({level for level, _ in pairs}) == len(pairs)


def _is_named(grid: Grid, header: int, column: int) -> bool:
    return bool(grid.rows[header][column].text.strip()) and bool(_below(grid, header, column))


def _length(grid: Grid, header: int, column: int) -> float:
    cells = _below(grid, header, column)
    return sum(map(len, cells)) / len(cells) if cells else 0.0
