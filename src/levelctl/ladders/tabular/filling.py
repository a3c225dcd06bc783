"""What reading the cells of a table has in common, whichever way the table is laid out."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence

from levelctl.ladders import headings
from levelctl.ladders.gathering import GatheredFocus, Gathering, link
from levelctl.ladders.mending import quote
from levelctl.ladders.passages import is_mark, passages, says_nothing
from levelctl.ladders.records import DraftDuty, Origin, Quote
from levelctl.ladders.tabular.grids import Grid
from levelctl.ladders.tabular.layouts import Layout
from levelctl.record import Record

GridRow = Sequence[Origin]

URL = re.compile(r"https?://[^\s<>()\"']+[^\s<>()\"'.,;:]")

_ABOUT_LEVELS = frozenset({headings.THEME, headings.TEXT, headings.FOCUS, headings.FUNCTION})
"""The roles of columns that a cell cannot have together with that of a level."""

BANNER = "it covers the whole row, so it is a title or a note"


class Place(Record):
    """Where the texts of a table belong."""

    focus: Quote
    function: Quote | None = None
    at: Origin | None = None
    group: tuple[Quote, ...] = ()
    """What comes before the name of each theme, such as the heading of a part of a document."""


class Filling(ABC):
    """What the three ways have in common."""

    def __init__(self, gathering: Gathering, grid: Grid, layout: Layout, place: Place) -> None:
        self.gathering = gathering
        self.grid = grid
        self.layout = layout
        self.place = place
        self.heading = grid.rows[layout.header]
        self.below = grid.rows[layout.header + 1 :]
        self.carried: dict[int, Origin] = {}

    @abstractmethod
    def fill(self) -> None:
        """Gather the cells of the table."""

    def cells(self, row: GridRow, role: str) -> list[Origin]:
        return [row[at] for at in self.layout.columns(role) if row[at].text.strip()]

    def cell(self, row: GridRow, role: str) -> Origin:
        return next(iter(self.cells(row, role)), Origin("", ""))

    def carry(self, row: GridRow, role: str) -> list[Origin]:
        """
        Return the cells of *row* with *role*; an empty one has that of the row above.

        A new cell ends what the columns of the same role to its right carry.
        """
        columns = self.layout.columns(role)
        filled = [at for at in columns if row[at].text.strip()]
        for at in columns:
            if filled and at > filled[0]:
                self.carried.pop(at, None)
            if row[at].text.strip():
                self.carried[at] = row[at]
        return [self.carried[at] for at in columns if at in self.carried]

    def is_banner(self, row: GridRow) -> bool:
        """
        Return whether one merged cell of *row* covers a level and what it is about.

        Such a cell is a title, a note, or the heading of the rows below it, and no text of a level.
        """
        pairs = zip(row, self.layout.roles, strict=True)
        covered: dict[str, set[str]] = {}
        for cell, role in pairs:
            if cell.text.strip():
                covered.setdefault(cell.place, set()).add(role)
        return any(headings.LEVEL in roles and roles & _ABOUT_LEVELS for roles in covered.values())

    def omit_row(self, row: GridRow, reason: str) -> None:
        for cell in row:
            self.gathering.omit(cell, reason)

    def focus(self, row: GridRow) -> GatheredFocus:
        function = next(iter(self.carry(row, headings.FUNCTION)), None)
        name = next(iter(self.carry(row, headings.FOCUS)), None)
        owner = quote(function) if function else self.place.function
        if name is None:
            return self.gathering.focus(self.place.focus, owner, self.place.at)
        return self.gathering.focus(quote(name), owner)

    def omit_headings(self, kept: Sequence[str] = ()) -> None:
        for at, cell in enumerate(self.heading):
            role = self.layout.roles[at]
            if role not in kept:
                self.gathering.omit(cell, f"it is the heading of a column: {role or 'none'}")

    def ignore(self, row: GridRow) -> None:
        for at, cell in enumerate(row):
            if self.layout.roles[at] == headings.IGNORE:
                self.gathering.omit(cell, f"its column, {self.heading[at].text!r}, is left out")
            elif not self.layout.roles[at]:
                self.gathering.omit(cell, "its column has no heading")

    def say(
        self,
        cell: Origin,
        focus: GatheredFocus,
        level: str,
        theme: str,
        at: Sequence[Origin],
        proficiency: Quote | None = None,
    ) -> None:
        """Gather the responsibilities in *cell*."""
        if not cell.text.strip():
            return
        if says_nothing(cell.text):
            self.gathering.omit(cell, "it says nothing")
            return
        for each in passages(cell.text):
            if each.is_lead:
                self.gathering.omit(cell, f"{each.text!r} only leads into its list")
                continue
            examples = tuple(quote(cell, detail) for detail in each.details)
            links = tuple(link(cell, url) for url in URL.findall(each.text))
            duty = DraftDuty(quote(cell, each.text), theme, proficiency, examples, links, tuple(at))
            self.gathering.duty(focus, level, duty)

    def rate(
        self, label: Origin, cell: Origin, focus: GatheredFocus, level: str, theme: str, at: GridRow
    ) -> None:
        """Gather that *level* has *label* with the proficiency *cell*."""
        if not cell.text.strip() or says_nothing(cell.text):
            self.gathering.omit(cell, "it says nothing")
            return
        rated = None if is_mark(cell.text) else quote(cell)
        duty = DraftDuty(quote(label), theme, rated, at=(*at, cell))
        self.gathering.duty(focus, level, duty)
