"""What the cells of a column of a table are like: levels, codes, names or sentences."""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.ladders.headings import plain
from levelctl.ladders.passages import is_mark, says_nothing
from levelctl.ladders.records import Origin
from levelctl.ladders.rungs import LIKELY, called, is_scale_word, rung
from levelctl.ladders.tabular.grids import Grid
from levelctl.text.safe import visible

LONG_TEXT = 25
"""The average length of the cells of a column that has responsibilities."""


MOSTLY = 0.6
"""The share of the cells of a column that name levels if the column does."""


FEW = 8
"""The most different cells of a table that has proficiencies only."""

FEWEST = 4
"""The fewest cells of one."""


def are_codes(grid: Grid, header: int, column: int) -> bool:
    found = [rung(text) for text in below(grid, header, column)]
    return sum(each.code == each.label for each in found) * 2 > len(found)


def quoted(cell: Origin) -> str:
    return f"“{visible(' '.join(cell.text.split()))}”"


def level_column(grid: Grid, header: int) -> int | None:
    """Return the first column most of whose cells name levels."""
    shares = [(share(grid, header, at), -at) for at in range(grid.width)]
    best = max(shares, default=(0.0, 0))
    column = -best[1]
    several = len({called(text) for text in below(grid, header, column)}) > 1
    return column if best[0] >= MOSTLY and several and grid.width > 1 else None


def share(grid: Grid, header: int, column: int) -> float:
    cells = below(grid, header, column)
    rungs = sum(rung(text).certainty >= LIKELY for text in cells)
    return rungs / len(cells) if cells else 0.0


def below(grid: Grid, header: int, column: int) -> list[str]:
    return [row[column].text for row in grid.rows[header + 1 :] if row[column].text.strip()]


def is_long(grid: Grid, header: int, column: int) -> bool:
    """Return whether the cells of a column are lists, or sentences rather than words."""
    cells = below(grid, header, column)
    if any("\n" in text.strip() or text.startswith("\u2022") for text in cells):
        return True
    return bool(cells) and sum(map(len, cells)) / len(cells) >= LONG_TEXT


def length(grid: Grid, header: int, column: int) -> float:
    cells = below(grid, header, column)
    return sum(map(len, cells)) / len(cells) if cells else 0.0


def are_rated(texts: Sequence[str]) -> bool:
    """Return whether *texts*, the cells of a table, are proficiencies, such as 1 to 5."""
    filled = [text for text in texts if text.strip() and not says_nothing(text)]
    different = {plain(text) for text in filled}
    rated = [text for text in filled if is_scale_word(text) or is_mark(text)]
    return len(filled) >= FEWEST and len(rated) == len(filled) and len(different) <= FEW
