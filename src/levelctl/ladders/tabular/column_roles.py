"""Finds the roles of the columns of a table that has its levels in one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from levelctl.ladders import headings
from levelctl.ladders.headings import role_of
from levelctl.ladders.rungs import called, is_word_of_scale, years_in
from levelctl.ladders.said import Said
from levelctl.ladders.tabular.grids import Grid
from levelctl.ladders.tabular.layouts import Layout, Orientation
from levelctl.ladders.tabular.measures import (
    MOSTLY,
    are_codes,
    below,
    is_long,
    length,
    level_column,
    quoted,
    share,
)


def by_columns(grid: Grid, header: int, said: Said, told: str | None) -> Layout:
    row = grid.rows[header]
    roles = [said.role(cell.text, at) or role_of(cell.text) for at, cell in enumerate(row)]
    said_roles = [said.role(cell.text, at) for at, cell in enumerate(row)]
    doubts: list[str] = []
    _one_level_column(grid, header, roles, said_roles, doubts)
    _proficiencies(grid, header, roles, said_roles, doubts)
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
        best = max(named, key=lambda at: share(grid, header, at), default=None)
        other = level_column(grid, header)
        if other is not None and said[other] is not None:
            other = None
        if best is None and other is None:
            return
        found = best if best is not None else other or 0
        if best is None:
            doubts.append(f"The column {quoted(row[found])} was taken for that of the levels.")
    for at, role in enumerate(roles):
        if role == headings.LEVEL and at != found and said[at] is None:
            if share(grid, header, at) and not are_codes(grid, header, at):
                roles[at] = headings.NAME
            elif are_codes(grid, header, at):
                roles[at] = headings.IGNORE
                doubts.append(f"The column {quoted(row[at])} names levels too, and was left out.")
            else:
                roles[at] = ""
    roles[found] = headings.LEVEL
    _name_column(grid, header, roles)


def _proficiencies(
    grid: Grid, header: int, roles: list[str], said: Sequence[str | None], doubts: list[str]
) -> None:
    """Take a column whose cells are words of one scale for that of the proficiencies."""
    if headings.PROFICIENCY in roles:
        return
    for at, role in enumerate(roles):
        words = below(grid, header, at)
        untold = said[at] is None and role in {"", headings.THEME, headings.ABOUT}
        if untold and len({*words}) > 1 and all(map(is_word_of_scale, words)):
            roles[at] = headings.PROFICIENCY
            doubts.append(
                f"The column {quoted(grid.rows[header][at])} was taken for proficiencies."
            )
            return


def _name_column(grid: Grid, header: int, roles: list[str]) -> None:
    """Take the first column without a role whose cells name levels for their names."""
    if headings.NAME in roles:
        return
    for at, role in enumerate(roles):
        if not role and share(grid, header, at) >= MOSTLY and not are_codes(grid, header, at):
            roles[at] = headings.NAME
            return


def _mend_years(grid: Grid, header: int, roles: list[str], said: Sequence[str | None]) -> None:
    """Take from *roles* the years that the cells of a column do not have."""
    for at, role in enumerate(roles):
        if role == headings.YEARS and said[at] is None:
            cells = below(grid, header, at)
            if sum(years_in(text) is not None for text in cells) < MOSTLY * len(cells):
                roles[at] = ""


def _long_or_down(grid: Grid, header: int, roles: Sequence[str]) -> str:
    """Return the orientation: *long* if levels repeat, or if only one column has texts."""
    texts = [at for at, role in enumerate(roles) if role in _OF_TEXTS and is_long(grid, header, at)]
    keys = [at for at, role in enumerate(roles) if role in _OF_KEYS]
    level = list(roles).index(headings.LEVEL)
    rows = {row[level].place: row for row in grid.rows[header + 1 :] if row[level].text.strip()}
    seen = Counter(tuple(called(row[at].text) for at in (*keys, level)) for row in rows.values())
    told = headings.TEXT in roles
    if len(texts) > 1 and not told and headings.THEME not in roles:
        return Orientation.DOWN
    if headings.THEME in roles and len(texts) <= 1 and (told or headings.PROFICIENCY in roles):
        return Orientation.LONG
    repeats = any(count > 1 for count in seen.values())
    return Orientation.LONG if repeats or (told and len(texts) <= 1) else Orientation.DOWN


_OF_KEYS = (headings.FOCUS, headings.FUNCTION, headings.TRACK)


_OF_TEXTS = ("", headings.TEXT, headings.THEME, headings.ABOUT, headings.SUMMARY)


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
            role = ""  # noqa: PLW2901 - a long text is no name
        kept = told or (role if role in _OF_LEVELS else headings.THEME)
        empty = not any(row[at].text.strip() for row in grid.rows[header:])
        found.append("" if empty else kept)
    return found


_OF_LEVELS = (headings.LEVEL, headings.NAME, headings.YEARS, headings.SUMMARY, *_OF_KEYS)


def _are_unique(grid: Grid, header: int, column: int) -> bool:
    cells = [called(text) for text in below(grid, header, column)]
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
        best = max(free, key=lambda at: length(grid, header, at), default=None)
        if best is not None:
            found[best] = headings.TEXT
            doubts.append(
                f"The column {quoted(grid.rows[header][best])} was taken for that of the texts."
            )
    elif len(texts) > 1:
        best = max(texts, key=lambda at: (said[at] is not None, length(grid, header, at)))
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
    pairs = {(called(row[level].text), called(row[column].text)) for row in rows}
    return len({level for level, _ in pairs}) == len(pairs)


def _is_named(grid: Grid, header: int, column: int) -> bool:
    return bool(grid.rows[header][column].text.strip()) and bool(below(grid, header, column))
