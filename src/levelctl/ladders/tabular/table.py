"""Reads a ladder from a table, in CSV, TSV or a workbook of Excel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePosixPath

from levelctl.errors import LevelctlError
from levelctl.ladders import headings
from levelctl.ladders.coding import level_codes
from levelctl.ladders.gathering import Gathering
from levelctl.ladders.records import LadderDraft, Quote, ReadingOptions
from levelctl.ladders.rungs import LIKELY, POSSIBLE, called, rung
from levelctl.ladders.said import Said, said
from levelctl.ladders.sources import BrokenSourceError, LadderSource
from levelctl.ladders.tabular import grids
from levelctl.ladders.tabular.columns import has_column, layout_of
from levelctl.ladders.tabular.filling import Place
from levelctl.ladders.tabular.grid_reading import read_grid
from levelctl.ladders.tabular.grids import Grid
from levelctl.ladders.tabular.layouts import Layout, NoLayoutError, Orientation, shown_headings
from levelctl.ladders.tabular.measures import is_long
from levelctl.record import replace
from levelctl.text.safe import visible

KIND = "table"

recognizes = grids.recognizes


def read(source: LadderSource, options: ReadingOptions) -> LadderDraft:
    """
    Return the ladder in the tables of *source*: its only one, or one of each sheet or file.

    Raises LevelctlError, with the place, for a table that cannot be read or names no levels.
    """
    told = said(options)
    remarks: list[str] = []
    tables = [each for each in grids.grids(source, told.sheets, remarks) if each.rows]
    name = options.name or PurePosixPath(source.given).stem or "ladder"
    gathering = Gathering(KIND, Quote(name), told)
    gathering.remarks += remarks
    tables = _without_ignored(tables, told, gathering)
    laid_out = _laid_out(tables, told, gathering)
    _refuse_missing(laid_out, told)
    for grid, layout in laid_out:
        _refuse_unvalued(grid, layout)
        single = len(laid_out) == 1 and (len(tables) == 1 or _is_default(grid.name))
        focus = Quote(name if single else " ".join(grid.name.split()))
        _tell(gathering, grid, layout)
        read_grid(gathering, grid, layout, Place(focus))
    _refuse_empty(gathering, source)
    draft = gathering.draft()
    return replace(draft, guessed_map=guessed_map(gathering, draft, laid_out, told))


def _without_ignored(tables: Sequence[Grid], told: Said, gathering: Gathering) -> list[Grid]:
    """Return *tables* without the rows to leave out. Raises LevelctlError if one is in none."""
    for row in told.ignored:
        alone = replace(told, ignored=(row,))
        if not any(grids.without_rows(grid, alone)[1] for grid in tables):
            raise LevelctlError(
                f"no table has a row {visible(row)!r}, which is said to be left out",
                hint="give the number of a row, such as 5, or the text of one of its cells",
            )
    found = []
    for grid in tables:
        kept, cells = grids.without_rows(grid, told)
        for cell in cells:
            gathering.omit(cell, "its row is to be ignored")
        found.append(kept)
    return found


def _laid_out(
    tables: Sequence[Grid], told: Said, gathering: Gathering
) -> list[tuple[Grid, Layout]]:
    """Return the tables with levels, and their layouts; of several, others are left out."""
    found = []
    error: LevelctlError | None = None
    for grid in tables:
        try:
            found.append((grid, layout_of(grid, told)))
        except NoLayoutError as caught:
            error = error or caught
            for row in grid.rows:
                for cell in row:
                    gathering.omit(cell, "its table names no levels")
    found = _ladders(_with_levels(found, gathering), gathering)
    if not found:
        raise error or LevelctlError("the source has no table", hint="give a file with a table")
    if error:
        gathering.remarks.append(f"Left out: {error}. The key 'sheet' of a map chooses sheets.")
    return found


def _refuse_missing(tables: Sequence[tuple[Grid, Layout]], told: Said) -> None:
    """Raise LevelctlError if a column is said that no table has."""
    for heading, role in told.columns:
        if not any(has_column(grid, layout, heading) for grid, layout in tables):
            grid, layout = tables[0]
            raise LevelctlError(
                f"{visible(grid.place)} has no column {visible(heading)!r}, which is said to have "
                f"the {role}; the headings are {shown_headings(grid.rows[layout.header])}",
                hint="give a heading of the table, or the number of a column, such as '#3'",
            )


def _ladders(tables: list[tuple[Grid, Layout]], gathering: Gathering) -> list[tuple[Grid, Layout]]:
    """
    Return those of several *tables* that have sentences, or the levels of those that have some.

    If none has sentences, return all of them.
    """
    with_sentences = [each for each in tables if _has_sentences(*each) and _has_levels(*each)]
    if len(with_sentences) in {0, len(tables)}:
        return tables
    known = {label for each in with_sentences for label in _labels(*each)}
    found = [each for each in tables if each in with_sentences or _labels(*each) <= known]
    _leave_out(
        [each for each in tables if each not in found], "no sentences about levels", gathering
    )
    return found


HALF = 0.5


def _with_levels(
    tables: list[tuple[Grid, Layout]], gathering: Gathering
) -> list[tuple[Grid, Layout]]:
    """Return those of several *tables* that have likely levels, or mostly the levels of those."""
    likely = [each for each in tables if _has_levels(*each, least=LIKELY)]
    known = {label for each in likely for label in _labels(*each)}
    shares = [len(_labels(*each) & known) / (len(_labels(*each)) or 1) for each in tables]
    found = [
        each for each, share in zip(tables, shares, strict=True) if each in likely or share >= HALF
    ]
    if not likely:
        return tables
    _leave_out([each for each in tables if each not in found], "no likely levels", gathering)
    return found


def _leave_out(tables: Sequence[tuple[Grid, Layout]], lack: str, gathering: Gathering) -> None:
    for grid, _ in tables:
        for row in grid.rows:
            for cell in row:
                gathering.omit(cell, f"its table has {lack}, as others have")
        gathering.remarks.append(
            f"Left out: {visible(grid.place)} has {lack}. The key 'sheet' of a map chooses sheets."
        )


def _labels(grid: Grid, layout: Layout) -> set[str]:
    """Return what the levels of a table are called."""
    columns = layout.columns(headings.LEVEL)
    if layout.orientation == Orientation.ACROSS:
        return {called(grid.rows[layout.header][at].text) for at in columns}
    return {called(row[columns[0]].text) for row in grid.rows[layout.header + 1 :]} - {""}


def _has_levels(grid: Grid, layout: Layout, least: int = POSSIBLE) -> bool:
    """Return whether at least half of what a table calls levels can be some, as sure as *least*."""
    labels = _labels(grid, layout)
    return sum(rung(each).certainty >= least for each in labels) * 2 >= len(labels)


def _has_sentences(grid: Grid, layout: Layout) -> bool:
    across = layout.orientation == Orientation.ACROSS
    roles = (headings.LEVEL,) if across else (headings.THEME, headings.TEXT)
    columns = [at for role in roles for at in layout.columns(role)]
    return any(is_long(grid, layout.header, at) for at in columns)


def _refuse_unvalued(grid: Grid, layout: Layout) -> None:
    """Raise LevelctlError if a column that counts has a formula without a value."""
    for row in grid.rows[layout.header :]:
        for cell, role in zip(row, layout.roles, strict=True):
            if cell.label == grids.UNVALUED and role not in {"", headings.IGNORE}:
                number = grids.row_number([cell])
                raise BrokenSourceError(
                    f"{visible(cell.place)}: the file does not say what the formula in this cell "
                    "gives",
                    hint="open it in Excel or LibreOffice and save it, put the text in its place, "
                    f"or leave the row out with --column 'ignore=row {number}'",
                )


def _is_default(name: str) -> bool:
    return name.rstrip("0123456789 ").casefold() in {
        "sheet",
        "tabelle",
        "feuil",
        "hoja",
        "planilha",
    }


def _tell(gathering: Gathering, grid: Grid, layout: Layout) -> None:
    """Say how *grid* was read, and what of that is not sure."""
    roles = {role: _names(grid, layout, role) for role in headings.ROLES}
    parts = [f"{role}: {', '.join(names)}" for role, names in roles.items() if names]
    gathering.remarks.append(
        f"{visible(grid.place)} was read as a table of the kind {layout.orientation}, with its "
        f"heading in row {layout.header + 1}. {'; '.join(parts)}."
    )
    for doubt in layout.doubts:
        gathering.remarks.append(
            f"Not sure: {doubt} Correct it with --column ROLE=HEADING, or in a map."
        )
    if grid.merged:
        gathering.remarks.append(
            f"The text of merged cells counts for each cell that they cover: "
            f"{', '.join(map(visible, grid.merged[:_MOST_SHOWN]))}"
            f"{' and others' if len(grid.merged) > _MOST_SHOWN else ''}."
        )


_MOST_SHOWN = 10


def _shown(text: str) -> str:
    return visible(" ".join(text.split()))


def _refuse_empty(gathering: Gathering, source: LadderSource) -> None:
    if not any(focus.profiles for focus in gathering.foci.values()):
        raise LevelctlError(
            f"{visible(source.given)}: no row has both a level and a text",
            hint="say which columns have them: --column level=HEADING --column text=HEADING",
        )


def guessed_map(
    gathering: Gathering, draft: LadderDraft, tables: Sequence[tuple[Grid, Layout]], told: Said
) -> str:
    """Return the map that says how *tables* were read, for people to edit."""
    headers = {layout.header + 1 for _, layout in tables}
    orientations = {layout.orientation.value for _, layout in tables}
    lines = [
        "# How the source was read. Edit it, and import again with --map and this file.",
        f"kind: {KIND}",
        *([f"sheet: [{', '.join(map(_quoted, told.sheets))}]"] if told.sheets else []),
        *([f"header: {headers.pop()}"] if len(headers) == 1 else []),
        *([f"ignore: [{', '.join(map(_quoted, told.ignored))}]"] if told.ignored else []),
        *([f"orientation: {orientations.pop()}"] if len(orientations) == 1 else []),
        "columns:",
    ]
    for role, what in headings.ROLES.items():
        names = dict.fromkeys(name for each in tables for name in _names(*each, role))
        names |= gathering.rows.get(role, {})
        if names:
            lines.append(f"  {role}: [{', '.join(map(_quoted, names))}] # {what}")
    return "\n".join([*lines, *level_lines(gathering, draft), ""])


def _names(grid: Grid, layout: Layout, role: str) -> list[str]:
    """Return the headings of the columns with *role*, or their numbers."""
    heading = grid.rows[layout.header]
    return [_shown(heading[at].text) or f"#{at + 1}" for at in layout.columns(role)]


def level_lines(gathering: Gathering, draft: LadderDraft) -> list[str]:
    """Return the lines of a map about the levels and whether the ladder is cumulative."""
    lines = ["levels: # what the source calls a level, and its code; an empty code is no level"]
    labels = {gathering.levels[key].id: label for key, label in gathering.labels.items()}
    for identifier, code in level_codes(each.id for each in draft.levels).items():
        lines.append(f"  {_quoted(labels[identifier])}: {_quoted(code)}")
    none = [label for label, code in gathering.said.levels if not code]
    lines += [f'  {_quoted(label)}: ""' for label in none]
    return [*lines, f"cumulative: {str(draft.cumulative).lower()}"]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
