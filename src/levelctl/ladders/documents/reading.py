"""Reads a document, whose outline is known, into what is gathered of a ladder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from levelctl.errors import LevelctlError
from levelctl.ladders import headings
from levelctl.ladders.documents.blocks import (
    Aside,
    BulletList,
    ListItem,
    MarkdownBlock,
    MarkdownDocument,
    Prose,
)
from levelctl.ladders.documents.level_reading import ReaderBelowLevel, TextPlace
from levelctl.ladders.documents.outline import (
    DocumentSection,
    Outline,
    below_level,
    lead_of,
    of_one_level,
    outline_of,
    sections_of,
)
from levelctl.ladders.gathering import ALL, ALL_LEVELS, GatheredFocus, Gathering
from levelctl.ladders.headings import plain, role_of
from levelctl.ladders.mending import quote
from levelctl.ladders.passages import says_nothing
from levelctl.ladders.records import Origin, Quote
from levelctl.ladders.rungs import CERTAIN, LIKELY, POSSIBLE, rung
from levelctl.ladders.said import Said
from levelctl.ladders.tabular.columns import layout_of
from levelctl.ladders.tabular.filling import Place
from levelctl.ladders.tabular.grid_reading import read_grid
from levelctl.ladders.tabular.grids import Grid
from levelctl.ladders.tabular.layouts import Layout, NoLayoutError, Orientation
from levelctl.ladders.tabular.measures import is_long
from levelctl.record import replace
from levelctl.text.safe import visible


class DocumentReading:
    """The reading of one document; see `read`."""

    def __init__(
        self,
        gathering: Gathering,
        document: MarkdownDocument,
        focus: Quote,
        *,
        theme: Quote | None = None,
        level: Prose | None = None,
        track: Origin | None = None,
        outline: Outline | None = None,
    ) -> None:
        """
        *theme*, *level* or *track* is that of the whole document; its *outline* can be given.

        A *level* is its first heading, or stands in its front matter or the name of its file.
        """
        self.gathering = gathering
        self.document = document
        self.sections = sections_of(document)
        if level:
            self.sections = below_level(self.sections, level)
            outline = of_one_level(self.sections, gathering.said)
        self.outline: Outline = outline or outline_of(self.sections, gathering.said)
        self.default = focus
        self.theme = (theme,) if theme else ()
        self.track = track
        self.tables: list[tuple[DocumentSection, Grid, Layout]] = []

    def find_levels(self) -> None:
        """Gather the levels that headings name; to be called for all documents before `read`."""
        self._note_items()
        for section in self.sections:
            for level in self.outline.of_role(section, headings.LEVEL):
                self._level(level)

    def read(self) -> None:
        """Gather the whole document: what goes nowhere is left out, with the reason."""
        self._find_tables()
        for section in self.sections:
            self._section(section)
        title = self.outline.title
        if title is not None and not self.gathering.is_used(title.origin):
            self.gathering.omit(title.origin, "it is the title of the document")
        for doubt in self.outline.doubts:
            self.gathering.remarks.append(
                f"Not sure: {doubt} Correct it by the depth of such headings, as in --column "
                "theme=h2, or in a map."
            )

    def omit(self, reason: str) -> None:
        """Leave the whole document out, for *reason*."""
        before = {*self.gathering.items}
        self._note_items()
        for place in [each for each in self.gathering.items if each not in before]:
            self.gathering.omit(self.gathering.items[place], reason)

    def _note_items(self) -> None:
        for section in self.sections:
            if section.path:
                self.gathering.item(section.path[-1].origin)
            for block in section.blocks:
                self._note(block)

    def _note(self, block: MarkdownBlock | ListItem) -> None:
        match block:
            case Prose() | Aside():
                self.gathering.item(block.origin)
            case ListItem(prose=prose, items=items):
                self.gathering.item(prose.origin)
                for each in items:
                    self._note(each)
            case BulletList(items=items):
                for each in items:
                    self._note(each)
            case Grid(rows=rows):
                for row in rows:
                    self.gathering.item(*row)

    def _level(self, heading: Prose) -> str:
        if ALL_LEVELS.fullmatch(plain(heading.text)):
            return ALL
        return self.gathering.level(heading.origin, heading.text)

    def _focus(self, section: DocumentSection) -> GatheredFocus:
        named = self.outline.of_role(section, headings.FOCUS)
        owners = self.outline.of_role(section, headings.FUNCTION)
        owner = quote(owners[-1].origin, owners[-1].text) if owners else None
        if named:
            return self.gathering.focus(quote(named[-1].origin, named[-1].text), owner)
        return self.gathering.focus(self.default, owner)

    def _section(self, section: DocumentSection) -> None:
        focus = self._focus(section)
        levels = self.outline.of_role(section, headings.LEVEL)
        themes = self.outline.of_role(section, headings.THEME)
        names = (*self.theme, *(_named_below(each, levels) for each in themes))
        if levels:
            level = self._level(levels[-1])
            tracks = map(plain_origin, self.outline.of_role(section, headings.TRACK))
            for track in (*tracks, *([self.track] if self.track else [])):
                self.gathering.track(level if level != ALL else "", track)
            spot = TextPlace(level, names, tuple(section.path))
            self.gathering.call(level, levels[-1].origin, rung(levels[-1].text).name, focus)
            if level:
                ReaderBelowLevel(
                    self.gathering, self.outline, focus, spot, has_more=self._has_more(section)
                ).read(section)
                return
        self._beside_levels(section, focus, names)

    def _has_more(self, section: DocumentSection) -> bool:
        """Return whether *section* has more than paragraphs, or sections below it."""
        below = any(
            len(each.path) > len(section.path) and each.path[: len(section.path)] == section.path
            for each in self.sections
        )
        return below or any(isinstance(block, BulletList | Grid) for block in section.blocks)

    def _beside_levels(
        self, section: DocumentSection, focus: GatheredFocus, names: Sequence[Quote]
    ) -> None:
        """Read a *section* that is below no level: it explains a theme, or lists levels."""
        used = bool(names)
        names = names or self._theme_of_list(section)
        for block in section.blocks:
            match block:
                case Prose():
                    if names and not says_nothing(block.text):
                        self.gathering.theme(names, quote(block.origin, block.text))
                        self.gathering.check_cumulative(block.origin)
                    else:
                        self._explain(section, block, focus)
                case BulletList():
                    used = self._levels_in_list(section, block, focus) or used
                case Grid():
                    used = self._table(section, block, focus) or used
                case Aside():
                    self.gathering.omit(block.origin, f"it is {block.what}")
        if section.path and section.path[-1] is not self.outline.title:
            self._omit_heading(section.path[-1], used=used)

    def _omit_heading(self, heading: Prose, *, used: bool) -> None:
        reason = "it only stands above levels" if used else "its section is about no level"
        if not self.gathering.is_used(heading.origin):
            self.gathering.omit(heading.origin, reason)

    def _theme_of_list(self, section: DocumentSection) -> tuple[Quote, ...]:
        """Return the heading of a section that lists levels, as a theme."""
        lists = [block for block in section.blocks if isinstance(block, BulletList)]
        heading = section.path[-1] if section.path else None
        if heading is None or heading is self.outline.title:
            return ()
        is_summary = role_of(heading.text) == headings.SUMMARY
        if is_summary or not any(map(self._level_labels, lists)):
            return ()
        return (quote(heading.origin, heading.text),)

    def _explain(self, section: DocumentSection, block: Prose, focus: GatheredFocus) -> None:
        """Take the first paragraph of a document for the summary of its focus."""
        at_start = not section.path or section.path[-1] is self.outline.title
        if at_start and not focus.summary and not says_nothing(block.text):
            focus.summary.append(quote(block.origin, block.text))
            self.gathering.check_cumulative(block.origin)
        elif not self._explains(block):
            self.gathering.omit(block.origin, "it is about no level")

    def _explains(self, prose: Prose) -> bool:
        """Take a text that begins with the name of a theme for what the theme means."""
        lead, rest = lead_of(prose)
        if not rest or plain(lead) not in self.outline.leads:
            return False
        self.gathering.theme([quote(prose.origin, lead)], quote(prose.origin, rest))
        return True

    def _level_labels(self, block: BulletList) -> list[tuple[str, str]]:
        """Return what each item of *block* begins with, and the rest, if most of it is levels."""
        named = [self._labelled(each) for each in block.items]
        found = [rung(label).certainty for label, _ in named]
        least = LIKELY if sum(each >= LIKELY for each in found) > 1 else POSSIBLE
        sure = sum(each >= least for each in found)
        if sure * 2 <= len(named) or sure <= 1:
            return []
        return named if self._may_name(label for label, _ in named) else []

    def _levels_in_list(
        self, section: DocumentSection, block: BulletList, focus: GatheredFocus
    ) -> bool:
        """Read a list whose items begin with levels; return whether it is one."""
        named = self._level_labels(block)
        if not named:
            for each in block.items:
                if not self._explains(each.prose):
                    self._omit_items((each,), "it is about no level")
            return False
        heading = section.path[-1] if section.path else None
        heading = None if heading is self.outline.title else heading
        names = (quote(heading.origin, heading.text),) if heading else ()
        is_summary = heading is not None and role_of(heading.text) == headings.SUMMARY
        for item, (label, rest) in zip(block.items, named, strict=True):
            level = self.gathering.level(item.prose.origin, label) if rung(label).certainty else ""
            if not level:
                self._omit_items((item,), "it names no level")
                continue
            if is_summary and rest and self.gathering.summarize(level, item.prose.origin, rest):
                self._omit_items(item.items, "it stands below the summary of a level")
                continue
            reading = ReaderBelowLevel(
                self.gathering, self.outline, focus, TextPlace(level, names, tuple(section.path))
            )
            reading.say(replace(item.prose, text=rest), names)
            for each in item.items:
                reading.item(each, names)
        if heading and is_summary:
            self.gathering.omit(heading.origin, "it is the heading of summaries")
        return True

    def _may_name(self, labels: Iterable[str]) -> bool:
        """Return whether a list can name levels: one beside headings of levels must name those."""
        known = [label for label in labels if self.gathering.is_known(label)]
        return not self.gathering.levels or len(known) > 1 or not self._has_level_headings()

    def _has_level_headings(self) -> bool:
        return headings.LEVEL in self.outline.roles.values()

    @staticmethod
    def _labelled(item: ListItem) -> tuple[str, str]:
        lead, rest = lead_of(item.prose)
        if not lead and item.items:
            return item.prose.text, ""
        return lead, rest

    def _omit_items(self, items: Sequence[ListItem], reason: str) -> None:
        for each in items:
            self.gathering.omit(each.prose.origin, reason)
            self._omit_items(each.items, reason)

    def _find_tables(self) -> None:
        """Find the tables with levels; levels that only they name are gathered as they are read."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Grid) and block.rows:
                    try:
                        layout = layout_of(block, self._said_of(block))
                    except NoLayoutError:
                        continue
                    self.tables.append((section, block, layout))
                    self._name_levels(section, block, layout)

    def _name_levels(self, section: DocumentSection, grid: Grid, layout: Layout) -> None:
        """Gather the levels of a table that has names beside codes, before others use the names."""
        names = layout.columns(headings.NAME)
        if layout.orientation != Orientation.DOWN or not names or not self._fits(grid, layout):
            return
        column = layout.columns(headings.LEVEL)[0]
        rows = [row for row in grid.rows[layout.header + 1 :] if row[column].text.strip()]
        if any(rung(row[column].text).certainty == CERTAIN for row in rows):
            for row in rows:
                level = self.gathering.level(row[column])
                self.gathering.name_level(level, row[names[0]], self._focus(section))

    def _said_of(self, grid: Grid) -> Said:
        """Return what is said of *grid*: the column that has levels which headings name is told."""
        said = self.gathering.said
        if not self._has_level_headings():
            return said
        for column in range(grid.width):
            cells = [row[column].text for row in grid.rows[1:] if row[column].text.strip()]
            if len(cells) > 1 and sum(map(self.gathering.is_known, cells)) * 2 > len(cells):
                return replace(said, columns=(*said.columns, (f"#{column + 1}", headings.LEVEL)))
        return said

    def _table(self, section: DocumentSection, grid: Grid, focus: GatheredFocus) -> bool:
        """Read a table with levels; return whether *grid* is one."""
        layout = next((layout for _, each, layout in self.tables if each is grid), None)
        if layout is None or not self._fits(grid, layout):
            for row in grid.rows:
                for cell in row:
                    self.gathering.omit(cell, "its table names no level of this document")
            return False
        is_overview = self._has_level_headings() or len(self.tables) > 1
        if is_overview and layout.orientation == Orientation.DOWN:
            layout = _with_attributes(grid, layout)
        place = Place(focus.name, group=self._group(section, layout))
        read_grid(self.gathering, grid, layout, place)
        for cell in _level_cells(grid, layout):
            if self.gathering.is_known(cell.text):
                name = rung(cell.text).name
                self.gathering.call(self.gathering.level(cell), cell, name, focus)
        self._tell(grid, layout)
        return True

    def _fits(self, grid: Grid, layout: Layout) -> bool:
        """Return whether the levels of a table are those that headings name, if some do."""
        labels = [cell.text for cell in _level_cells(grid, layout)]
        if sum(map(self.gathering.is_job, labels)) * 2 > len(labels):
            return False
        if not self._has_level_headings():
            return True
        named = [
            label
            for label in labels
            if self.gathering.is_known(label) or rung(label).certainty == CERTAIN
        ]
        return len(named) * 2 > len(labels)

    def _group(self, section: DocumentSection, layout: Layout) -> tuple[Quote, ...]:
        """Return the heading that goes before the themes of a table, if it tells tables apart."""
        heading = section.path[-1] if section.path else None
        if heading is None or heading is self.outline.title:
            return ()
        has_themes = bool(layout.columns(headings.THEME))
        if has_themes and len(self.tables) <= 1:
            return ()
        if self.outline.roles.get(heading.origin.place) == headings.FOCUS:
            return ()
        return (quote(heading.origin, heading.text),)

    def _tell(self, grid: Grid, layout: Layout) -> None:
        self.gathering.remarks.append(
            f"The table at {visible(grid.place)} was read as one of the kind {layout.orientation}."
        )
        for doubt in layout.doubts:
            self.gathering.remarks.append(
                f"Not sure: {doubt} Correct it with --column ROLE=HEADING, or in a map."
            )


def _level_cells(grid: Grid, layout: Layout) -> list[Origin]:
    """Return the cells of *grid* that name levels."""
    columns = layout.columns(headings.LEVEL)
    if layout.orientation == Orientation.ACROSS:
        cells = [grid.rows[layout.header][at] for at in columns]
    else:
        cells = [row[columns[0]] for row in grid.rows[layout.header + 1 :]]
    return [cell for cell in cells if cell.text.strip()]


def _with_attributes(grid: Grid, layout: Layout) -> Layout:
    """Return *layout* with the short texts of a table as attributes of the levels."""
    roles = list(layout.roles)
    for at in layout.columns(headings.THEME):
        if not is_long(grid, layout.header, at):
            roles[at] = headings.ATTRIBUTE
    return replace(layout, roles=tuple(roles))


def _named_below(theme: Prose, levels: Sequence[Prose]) -> Quote:
    """Return the name of *theme*, without that of the level above it, if it begins with it."""
    said = quote(theme.origin, theme.text)
    if not levels:
        return said
    level = " ".join(levels[-1].text.split())
    rest = said.text[len(level) :].lstrip(" :-\u2013\u2014")
    if not rest or not said.text.casefold().startswith(f"{level.casefold()} "):
        return said
    change = "; ".join(filter(None, (said.change, f"shortened from {said.text!r}")))
    return Quote(rest, said.origins, change)


def plain_origin(prose: Prose) -> Origin:
    """Return the origin of *prose* with its text without markup."""
    return replace(prose.origin, text=prose.text)


def error_without_levels(
    documents: Sequence[MarkdownDocument], unread: Sequence[str]
) -> LevelctlError:
    """Return the error that nothing in *documents* names levels; the files *unread* are no such."""
    texts = [
        visible(section.path[-1].text)
        for document in documents
        for section in sections_of(document)
        if section.path
    ]
    shown = ", ".join(map(repr, dict.fromkeys(texts[:_MOST_SHOWN]))) or "none"
    several = f"none of {len(documents)} documents in Markdown names levels"
    single = f"{visible(documents[0].file)}: no heading, list or table names levels"
    others = f"; not read: {', '.join(unread[:_MOST_SHOWN])}" if unread else ""
    return LevelctlError(
        f"{several if len(documents) > 1 else single}; the headings are {shown}{others}",
        hint="say which headings do, by their depth, as in --column level=h2",
    )


_MOST_SHOWN = 10
