"""A small canon whose levels and tracks have codes as companies write them, and no title words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from small import write_canon

LEVELS = (
    ("IC3", "IC", "Engineer"),
    ("L5", "IC", "Engineer 2"),
    ("senior-2-ic", "IC", "Senior Engineer 2 (Individual Contributor)"),
    ("J040", "IC", "Staff Engineer"),
    ("2.1", "IC", "Principal Engineer"),
    ("2.10", "IC", "Distinguished Engineer"),
    ("4", "IC", "Fellow"),
    ("lead", "people-manager", "Senior Engineer 2 (People Manager)"),
    ("M_2", "people-manager", "Group Manager"),
)
"""The code, track and name of each level."""

TRACKS = """\
tracks:
  IC: {name: Individual contributor, summary: Knows a field.}
  people-manager:
    name: People manager
    summary: Manages people.
    manages: true
    branches_from: IC
"""

PAY = "{currency: EUR, period: year, low: 30000, median: 40000, high: 50000, basis: survey}"

FOCUS = """\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after the patients of a ward.
aliases:
  - Staff Nurse
  - {title: Charge Nurse, level: "2.1"}
levels:
"""


def level(code: str, track: str, name: str, *, rank: str = "") -> str:
    """Return a level as a file has it, with all attributes."""
    attributes = "scope autonomy complexity impact decision_rights leadership".split()
    given = "".join(f"    {key}: The {key} of {code}\n" for key in ("summary", *attributes))
    ranked = f"    rank: {rank}\n" if rank else ""
    years = "    years: {low: 1, high: 3}\n"
    return f'  "{code}":\n    track: {track}\n    name: {name!r}\n{ranked}{years}{given}'


def ladder(levels: Iterable[tuple[str, str, str]] = LEVELS, more: str = "") -> str:
    """Return a ladder with *levels*, and with *more* text at its end."""
    listed = "".join(level(*each, rank=RANKS.get(each[0], "")) for each in levels)
    return f"{TRACKS}levels:\n{listed}{more}"


RANKS = {"lead": "3.5", "M_2": "5"}


def focus(levels: Iterable[tuple[str, str, str]] = LEVELS) -> str:
    """Return a focus that has all *levels*."""
    return FOCUS + "".join(
        f'  "{code}": {{status: draft, version: 1, region: global, pay: {PAY}}}\n'
        for code, *_ in levels
    )


def write_own_codes(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the canon into *root* with *changes* to its files."""
    own = {
        "ladder.yaml": ladder(),
        "functions/nursing/ward-nurse.yaml": focus(),
        "functions/nursing/clinic-nurse.yaml": None,
        "functions/storage/storekeeper.yaml": None,
    }
    return write_canon(root, {**own, **(changes or {})})
