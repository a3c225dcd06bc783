"""Reads a table with the levels across into what is gathered of a ladder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from levelctl.ladders import headings
from levelctl.ladders.gathering import link
from levelctl.ladders.headings import plain, role_of
from levelctl.ladders.mending import quote
from levelctl.ladders.passages import is_mark
from levelctl.ladders.records import DraftDuty, Origin, Quote
from levelctl.ladders.rungs import rung, years_in
from levelctl.ladders.tabular.filling import BANNER, Filling, GridRow
from levelctl.ladders.tabular.measures import are_rated


class LevelsAcross(Filling):
    """A table with the levels across: a row is a dimension, or says something of the levels."""

    def fill(self) -> None:
        self.omit_headings((headings.LEVEL,))
        level_of = self._levels()
        self._tracks(level_of)
        rated = are_rated([row[at].text for row in self.below for at in level_of])
        for row in self._above(level_of):
            if not self._is_of_levels(row, level_of):
                self._row(row, level_of, self.cells(row, headings.THEME), rated=False)
        group: Origin | None = None
        for number, row in enumerate(self.below):
            if self.is_banner(row):
                group = self._banner(row, self.below[number + 1 :], group)
            else:
                group = self._any_row(row, level_of, group, first=number == 0, rated=rated)

    def _levels(self) -> dict[int, str]:
        """Return the levels by column, without those that a map says are none."""
        found = {}
        for at in self.layout.columns(headings.LEVEL):
            level = self.gathering.level(self.heading[at])
            if level:
                found[at] = level
            else:
                self.omit_row([row[at] for row in self.below], "its column is no level")
                self.gathering.omit(self.heading[at], "it is no level")
        return found

    def _any_row(
        self,
        row: GridRow,
        level_of: dict[int, str],
        group: Origin | None,
        *,
        first: bool,
        rated: bool,
    ) -> Origin | None:
        """Read *row*; return the group that it begins, or else *group*, the one that it is in."""
        labels = self.carry(row, headings.THEME)
        if self._is_repeated(row):
            self.omit_row(row, "it repeats the heading")
        elif not any(row[at].text.strip() for at in level_of):
            return self._group(row, group)
        elif first and not self.cells(row, headings.THEME):
            self._names(row, level_of)
        elif not self._is_of_levels(row, level_of):
            self._row(row, level_of, [*([group] if group else []), *labels], rated=rated)
        return group

    def _above(self, level_of: dict[int, str]) -> list[GridRow]:
        """Return the rows above the heading that say something of most levels; they stay in."""
        found: list[GridRow] = []
        for row in self.grid.rows[: self.layout.header]:
            filled = [at for at in level_of if row[at].text.strip()]
            labelled = self.cells(row, headings.THEME) and not self.is_banner(row)
            if len(filled) * 2 > len(level_of) and labelled:
                found.append(row)
        kept = {cell for row in found for cell in row}
        left_out = self.gathering.left_out
        self.gathering.left_out = [each for each in left_out if each.origin not in kept]
        return found

    def _tracks(self, level_of: dict[int, str]) -> None:
        """Take the tracks from the row above the heading, if it has some above the levels."""
        above = self.grid.rows[self.layout.header - 1] if self.layout.header else ()
        told = [at for at in level_of if at < len(above) and above[at].text.strip()]
        names = {plain(above[at].text) for at in told}
        if not 1 < len(names) < len(level_of):
            return
        held = Origin("", "")
        for at, level in level_of.items():
            held = above[at] if above[at].text.strip() else held
            self.gathering.track(level, held)
        self.gathering.left_out = [
            each
            for each in self.gathering.left_out
            if each.origin not in {above[at] for at in told}
        ]

    def _is_repeated(self, row: GridRow) -> bool:
        columns = self.layout.columns(headings.LEVEL)
        return all(plain(row[at].text) == plain(self.heading[at].text) for at in columns)

    def _banner(
        self, row: GridRow, following: Sequence[GridRow], group: Origin | None
    ) -> Origin | None:
        """Return the group that *row*, a merged cell, begins if it is short and rows follow."""
        label = next(cell for cell in row if cell.text.strip())
        more = any(
            any(other[at].text.strip() for at in self.layout.columns(headings.LEVEL))
            and not self.is_banner(other)
            for other in following
        )
        if more and len(label.text) <= _LONGEST_NAME and not label.text.strip().endswith("."):
            return label
        self.omit_row(row, BANNER)
        return group

    def _group(self, row: GridRow, group: Origin | None) -> Origin | None:
        """Return the group that a *row* without levels begins; it ends the *group* before it."""
        labels = self.cells(row, headings.THEME)
        about = self.cells(row, headings.ABOUT)
        self.ignore(row)
        if len(labels) == 1 and not about and len(self.layout.columns(headings.THEME)) == 1:
            return labels[0]
        for cell in (*labels, *about):
            self.gathering.omit(cell, "no level has a text in its row")
        return group

    def _names(self, row: GridRow, level_of: dict[int, str]) -> None:
        """Take a first row without a label: the names of the levels, or sentences on them."""
        focus = self.focus(row)
        if len(level_of) > 1 and len({row[at].place for at in level_of}) == 1:
            self.omit_row(row, BANNER)
            return
        for at, level in level_of.items():
            if rung(row[at].text).certainty or len(row[at].text) <= _SHORT:
                self.gathering.name_level(level, row[at], focus, for_certain=True)
            elif row[at].text.strip() and not self.gathering.summarize(level, row[at]):
                self.say(row[at], focus, level, "", (self.heading[at],))

    def _is_of_levels(self, row: GridRow, level_of: dict[int, str]) -> bool:
        """Gather a row that says something of the levels themselves; return whether it does."""
        label = self.cell(row, headings.THEME)
        role = self.gathering.said.role(label.text) or role_of(label.text)
        cells = {at: row[at] for at in level_of if row[at].text.strip()}
        if role == headings.YEARS and _mostly(
            years_in(cell.text) is not None for cell in cells.values()
        ):
            for at, cell in cells.items():
                self.gathering.say_years(level_of[at], cell)
        elif role == headings.NAME and all(
            len(cell.text) <= _LONGEST_NAME for cell in cells.values()
        ):
            for at, cell in cells.items():
                self.gathering.name_level(level_of[at], cell, self.focus(row))
        elif role in {headings.SUMMARY, headings.ATTRIBUTE}:
            self._say_of_levels(role, label, level_of, cells)
        elif role == headings.TRACK:
            for at, cell in cells.items():
                self.gathering.track(level_of[at], cell)
        else:
            return False
        self.gathering.rows.setdefault(role, {}).setdefault(" ".join(label.text.split()))
        self.gathering.omit(label, "it is the heading of a row about the levels")
        self.ignore(row)
        return True

    def _say_of_levels(
        self, role: str, label: Origin, level_of: dict[int, str], cells: dict[int, Origin]
    ) -> None:
        for at, cell in cells.items():
            if role == headings.ATTRIBUTE:
                self.gathering.attribute(level_of[at], label, cell)
            elif not self.gathering.summarize(level_of[at], cell):
                self.gathering.omit(cell, "its level has a summary already")

    def _row(
        self, row: GridRow, level_of: dict[int, str], labels: list[Origin], *, rated: bool
    ) -> None:
        focus = self.focus(row)
        names = [*self.place.group, *map(quote, labels[:-1] if rated else labels)]
        theme = self.gathering.theme(names)
        for about in self.cells(row, headings.ABOUT):
            if theme:
                self.gathering.theme(names, quote(about))
            else:
                self.gathering.omit(about, "it has no theme")
        links = tuple(link(cell, cell.text) for cell in self.cells(row, headings.LINK))
        self.ignore(row)
        for at, level in level_of.items():
            around = (self.heading[at], *labels)
            proficiency = self._rating(row, at)
            if rated and labels:
                self.rate(labels[-1], row[at], focus, level, theme, around)
            elif is_mark(row[at].text) and labels:
                self.gathering.duty(
                    focus, level, DraftDuty(quote(labels[-1]), theme, at=(*around, row[at]))
                )
            else:
                self.say(row[at], focus, level, theme, around, proficiency)
        for each in links:
            self.gathering.omit(each.url.origins[0], "a theme has no links")

    def _rating(self, row: GridRow, column: int) -> Quote | None:
        """Return the proficiency beside the cell in *column*; further ones are left out."""
        found: Quote | None = None
        for cell, role in zip(row[column + 1 :], self.layout.roles[column + 1 :], strict=True):
            if role != headings.PROFICIENCY:
                break
            if found is None and cell.text.strip() and row[column].text.strip():
                found = quote(cell)
            else:
                self.gathering.omit(cell, "a level has one proficiency in a row")
        return found


_SHORT = 40
_LONGEST_NAME = 80


def _mostly(truths: Iterator[bool]) -> bool:
    found = list(truths)
    return bool(found) and sum(found) * 2 > len(found)
