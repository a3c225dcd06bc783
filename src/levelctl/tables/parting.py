"""Notices that lines which are read whole are the rows of a table, and what separates the cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from levelctl.tables.lines import Line, Lines

AHEAD = 20
"""The most lines that are looked at."""

LOOKED_AT = 1_000
"""The most characters of a line that are looked at."""

SAME = 0.9
"""The share of the lines that have as many cells as the first one, if they are rows."""

MANY = 3
"""How many cells make a row of a line, whatever they hold."""

MOST = 20
"""The most characters that are tried."""

_MARK = re.compile(r" [^\w\s] |[^\w\s]|_")
"""What can separate cells; spaces around it are a part of it."""

_IN_TITLES = frozenset(".'\u2019&+,()-\u2013:")
"""Marks that titles have themselves, so that two lines with as many of them say little."""

_IN_LISTS = frozenset(".):#")
"""Marks behind the number of an item in a list."""

_NEVER_IN_TITLES = frozenset(",;|^~¦§¬")
"""Marks that no title has between two words without a space."""

_ROW_ALONE = re.compile(r"[^\s;^~¦§¬][;^~¦§¬][^\s;^~¦§¬]")
"""What makes a row even of a single line."""


def is_parted(text: str) -> bool:
    """
    Return whether the line *text* has a mark between two words that no title has there.

    >>> is_parted("Nurse;Ulm"), is_parted("Nurse; RN"), is_parted("Nurse/Medic")
    (True, False, False)
    """
    return _ROW_ALONE.search(text[:LOOKED_AT]) is not None


def unquoted(text: str) -> str:
    """Return *text* without the quotation marks around it, if they enclose all of it."""
    text = text.strip()
    inner = text[1:-1]
    return inner if text == f'"{inner}"' and '"' not in inner else text


def parted_by(texts: Sequence[str], is_heading: Callable[[Sequence[str]], bool]) -> str | None:
    """
    Return what separates the cells of the lines *texts*, if they are rows of a table, or None.

    They are if nearly all have as many cells as the first line, and it is the heading, or the
    first cells below it are numbers, or the cells are many, or a mark separates them that no
    title has.

    >>> parted_by(["id/Job Title", "7/Nurse"], lambda cells: "Job Title" in cells)
    '/'
    >>> parted_by(["Nurse/Medic", "Cook/Waiter"], lambda _: False)
    """
    texts = [unquoted(text[:LOOKED_AT]) for text in texts if text.strip()]
    if len(texts) <= 1:
        return None
    marks = list(dict.fromkeys(_MARK.findall(texts[0])))[:MOST]
    return next((mark for mark in marks if _is_between_cells(mark, texts, is_heading)), None)


def _is_between_cells(
    mark: str, texts: list[str], is_heading: Callable[[Sequence[str]], bool]
) -> bool:
    rows = [[cell.strip() for cell in text.split(mark)] for text in texts]
    first, below = rows[0], rows[1:]
    same = [row for row in below if len(row) == len(first)]
    if len(first) == 1 or len(same) < SAME * len(below):
        return False
    if is_heading(first):
        return True
    if all(row[0].isdecimal() for row in same) and mark.strip() not in _IN_LISTS:
        return True
    if not all(first):
        return False
    if mark in _NEVER_IN_TITLES and not any(f"{mark} " in text for text in texts):
        return True
    spaced_comma = mark == "," and any(", " in text for text in texts)
    enough = len(texts) >= MANY or mark.strip() not in _IN_TITLES
    return len(first) >= MANY and enough and not spaced_comma


def arrived(lines: Lines, most: int = AHEAD) -> list[str]:
    """Return the texts of the next *lines* that wait for nothing; none of them is consumed."""
    found: list[Line] = []
    while len(found) < most and lines.ready and (line := next(lines, None)):
        found.append(line)
    lines.back(found)
    return [line.text for line in found if line.text]
