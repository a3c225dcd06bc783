"""Reads a table with the levels down into what is gathered of a ladder."""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.ladders import headings
from levelctl.ladders.gathering import GatheredFocus
from levelctl.ladders.mending import quote
from levelctl.ladders.records import Origin
from levelctl.ladders.rungs import LONGEST, rung
from levelctl.ladders.tabular.filling import BANNER, Filling, GridRow
from levelctl.ladders.tabular.measures import are_rated


class LevelsDown(Filling):
    """A table with the levels down: a row is a level, and the other columns are dimensions."""

    def fill(self) -> None:
        self.omit_headings((headings.THEME, headings.ATTRIBUTE))
        level_at = self.layout.columns(headings.LEVEL)[0]
        themes = self.layout.columns(headings.THEME)
        self.titles = {at: [self.heading[at]] for at in themes if self.heading[at].text.strip()}
        rows = list(self.below)
        if (
            rows
            and not rows[0][level_at].text.strip()
            and any(row[level_at].text.strip() for row in rows)
        ):
            self._second_heading(rows.pop(0), themes)
        rated = are_rated([row[at].text for row in rows for at in themes])
        level = ""
        for row in rows:
            if self.is_banner(row):
                self.omit_row(row, BANNER)
                continue
            named = row[level_at]
            if named.text.strip():
                level = self.gathering.level(named) if self._names_level(row, named) else ""
            self._row(row, level, named, rated=rated)

    def _names_level(self, row: GridRow, named: Origin) -> bool:
        """Return whether *named* is a level, and not a note below the table."""
        alone = not any(cell.text.strip() for cell in row if cell is not named)
        return self.gathering.said.code(named.text) is not None or not (
            len(named.text) > LONGEST or (alone and not rung(named.text).certainty)
        )

    def _second_heading(self, row: GridRow, themes: Sequence[int]) -> None:
        for at, cell in enumerate(row):
            if at in themes and cell.text.strip():
                self.titles.setdefault(at, []).append(cell)
            else:
                self.gathering.omit(cell, "it is a second heading")

    def _row(self, row: GridRow, level: str, named: Origin, *, rated: bool) -> None:
        self.ignore(row)
        if not level:
            reason = "its row is no level" if named.text.strip() else "its row has no level"
            for cell in row:
                self.gathering.omit(cell, reason)
            return
        focus = self.focus(row)
        self._facts(row, level, focus)
        columns = self.layout.columns(headings.THEME)
        if len(columns) > 1 and len({row[at].place for at in columns}) == 1:
            self._of_all(row[columns[0]], focus, level, named)
            return
        for at in columns:
            titles = self.titles.get(at, [])
            around = (named, *titles)
            if rated and titles:
                theme = self.gathering.theme([*self.place.group, *map(quote, titles[:-1])])
                self.rate(titles[-1], row[at], focus, level, theme, around)
            elif row[at].text.strip():
                theme = self.gathering.theme([*self.place.group, *map(quote, titles)])
                self.say(row[at], focus, level, theme, around)

    def _of_all(self, cell: Origin, focus: GatheredFocus, level: str, named: Origin) -> None:
        """Take a cell that covers all dimensions for the summary of its level."""
        first, _, rest = cell.text.strip().partition("\n")
        if not rest.strip() and self.gathering.summarize(level, cell, first):
            return
        self.say(cell, focus, level, "", (named,))

    def _facts(self, row: GridRow, level: str, focus: GatheredFocus) -> None:
        for cell in self.cells(row, headings.NAME):
            self.gathering.name_level(level, cell, focus)
        for cell in self.cells(row, headings.YEARS):
            self.gathering.say_years(level, cell)
        for cell in self.cells(row, headings.SUMMARY):
            if not self.gathering.summarize(level, cell):
                self.say(cell, focus, level, "", ())
        for cell in self.carry(row, headings.TRACK):
            self.gathering.track(level, cell)
        for at in self.layout.columns(headings.ATTRIBUTE):
            self.gathering.attribute(level, self.heading[at], row[at])
