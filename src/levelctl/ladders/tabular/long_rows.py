"""Reads a table with a row for each responsibility into what is gathered of a ladder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from levelctl.ladders import headings
from levelctl.ladders.gathering import ALL, ALL_LEVELS, GatheredFocus, link
from levelctl.ladders.headings import plain
from levelctl.ladders.mending import quote
from levelctl.ladders.passages import passages, says_nothing
from levelctl.ladders.records import DraftDuty, DraftLink, Origin, Quote
from levelctl.ladders.rungs import LONGEST
from levelctl.ladders.tabular.filling import BANNER, URL, Filling, GridRow


class LongRows(Filling):
    """A table with a row for each responsibility."""

    def fill(self) -> None:
        self.omit_headings()
        for row in self.below:
            if self.is_banner(row):
                self.omit_row(row, BANNER)
            elif any(cell.text.strip() for cell in row):
                self._row(row)

    def _row(self, row: GridRow) -> None:
        self.ignore(row)
        focus = self.focus(row)
        named = next(iter(self.carry(row, headings.LEVEL)), Origin("", ""))
        themes = self.carry(row, headings.THEME)
        level = self._level(named)
        about = self.cell(row, headings.ABOUT)
        names = [*self.place.group, *map(quote, themes)]
        theme = self.gathering.theme(names, quote(about) if about.text.strip() else None)
        if not theme:
            for cell in self.cells(row, headings.ABOUT):
                self.gathering.omit(cell, "its row has no theme")
        if level:
            self._facts(row, level, focus)
        self._text(row, focus, level, theme, [named, *themes, *self.cells(row, headings.FOCUS)])

    def _level(self, named: Origin) -> str:
        if ALL_LEVELS.fullmatch(plain(named.text)):
            return ALL
        told = self.gathering.said.code(named.text) is not None
        if not told and (says_nothing(named.text) or len(named.text) > LONGEST):
            return ""
        return self.gathering.level(named)

    def _facts(self, row: GridRow, level: str, focus: GatheredFocus) -> None:
        of_level = level if level != ALL else ""
        for cell in self.cells(row, headings.NAME):
            self.gathering.name_level(of_level, cell, focus)
        for cell in self.cells(row, headings.YEARS):
            self.gathering.say_years(of_level, cell)
        for cell in self.cells(row, headings.SUMMARY):
            if not self.gathering.summarize(of_level, cell):
                self._merge_summary(of_level, cell)
        for cell in self.carry(row, headings.TRACK):
            self.gathering.track(of_level, cell)
        for at in self.layout.columns(headings.ATTRIBUTE):
            self.gathering.attribute(of_level, self.heading[at], row[at])

    def _merge_summary(self, level: str, cell: Origin) -> None:
        known = self.gathering.levels[level].summary if level else None
        if known is None or known.text != quote(cell).text:
            self.gathering.omit(cell, "its level has another summary already")

    def _text(
        self, row: GridRow, focus: GatheredFocus, level: str, theme: str, at: Sequence[Origin]
    ) -> None:
        texts = self.cells(row, headings.TEXT)
        if not level or not texts:
            reason = "its row has no level" if not level else "its row has no text"
            for cell in row:
                if cell.text.strip() and (texts or not level):
                    self.gathering.omit(cell, reason)
            return
        rated = self.cell(row, headings.PROFICIENCY)
        examples = [
            quote(cell, each.text)
            for cell in self.cells(row, headings.EXAMPLE)
            for each in passages(cell.text)
        ]
        links = [each for cell in self.cells(row, headings.LINK) for each in _links(cell)]
        for cell in texts:
            self._say_all(cell, focus, level, theme, at, rated, examples, links)

    def _say_all(
        self,
        cell: Origin,
        focus: GatheredFocus,
        level: str,
        theme: str,
        at: Sequence[Origin],
        rated: Origin,
        examples: Sequence[Quote],
        links: Sequence[DraftLink],
    ) -> None:
        if says_nothing(cell.text):
            self.gathering.omit(cell, "it says nothing")
            return
        proficiency = quote(rated) if rated.text.strip() else None
        for each in passages(cell.text):
            if each.is_lead:
                self.gathering.omit(cell, f"{each.text!r} only leads into its list")
                continue
            details = tuple(quote(cell, detail) for detail in each.details)
            duty = DraftDuty(
                quote(cell, each.text),
                theme,
                proficiency,
                (*details, *examples),
                tuple(links),
                tuple(at),
            )
            self.gathering.duty(focus, level, duty)


def _links(cell: Origin) -> Iterator[DraftLink]:
    found = URL.findall(cell.text)
    title = " ".join(URL.sub("", cell.text).split()).strip(" :-()")
    for url in found:
        yield link(cell, url, title if len(found) == 1 else "")
