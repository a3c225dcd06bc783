"""Reads what stands below a level of a document into what is gathered of a ladder."""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.ladders import headings
from levelctl.ladders.documents.blocks import Aside, BulletList, ListItem, MarkdownBlock, Prose
from levelctl.ladders.documents.outline import MOST_WORDS, DocumentSection, Outline, lead_of
from levelctl.ladders.gathering import ALL, GatheredFocus, Gathering
from levelctl.ladders.headings import plain, role_of
from levelctl.ladders.mending import quote
from levelctl.ladders.passages import is_lead, passages, says_nothing
from levelctl.ladders.records import DraftDuty, DraftLink, Quote
from levelctl.ladders.rungs import says_only_years, years_in
from levelctl.ladders.tabular.grids import Grid
from levelctl.record import Record, replace


class TextPlace(Record):
    """Where a text of the document belongs."""

    level: str
    themes: tuple[Quote, ...]
    at: tuple[Prose, ...]
    """The headings above."""


class ReaderBelowLevel:
    """The reading of what stands below a level."""

    def __init__(
        self,
        gathering: Gathering,
        outline: Outline,
        focus: GatheredFocus,
        spot: TextPlace,
        *,
        has_more: bool = True,
    ) -> None:
        self.gathering = gathering
        self.outline = outline
        self.focus = focus
        self.spot = spot
        self.has_more = has_more
        self.theme: tuple[Quote, ...] = spot.themes

    def read(self, section: DocumentSection) -> None:
        blocks = list(section.blocks)
        for number, block in enumerate(blocks):
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            match block:
                case Prose():
                    if not self._leads(block, following):
                        self._paragraph(block, first=number == 0)
                case BulletList():
                    self._list(block, blocks[number - 1] if number else None)
                case Grid():
                    self._table(block)
                case Aside():
                    self.gathering.omit(block.origin, f"it is {block.what}")

    def _list(self, block: BulletList, previous: MarkdownBlock | None) -> None:
        """Take the items of a list, unless they lead elsewhere or *previous* has said them."""
        if all(each.prose.leads_elsewhere and not each.items for each in block.items):
            for each in block.items:
                self.gathering.omit(each.prose.origin, "it links to another document")
        elif not self._is_said_already(previous):
            for each in block.items:
                self.item(each, self.theme)

    def _leads(self, block: Prose, following: MarkdownBlock | None) -> bool:
        """Take a paragraph that leads into a list, as a theme or as a text with details."""
        if not isinstance(following, BulletList):
            return False
        text = block.text.rstrip(": ")
        if is_lead(block.text):
            self.gathering.omit(block.origin, "it only leads into its list")
            return True
        whole = block.bold.rstrip(": ") == text
        if whole or (block.text.endswith(":") and len(text.split()) <= MOST_WORDS):
            self.theme = (*self.spot.themes, quote(block.origin, text))
            return True
        if block.text.endswith(":"):
            details = [line for each in following.items for line in _lines(each)]
            self._duty(block, block.text, self.theme, details)
            return True
        return False

    def _is_said_already(self, previous: MarkdownBlock | None) -> bool:
        """Return whether a list is the details of the paragraph before it."""
        if not isinstance(previous, Prose) or not previous.text.endswith(":"):
            return False
        text = previous.text.rstrip(": ")
        is_theme = previous.bold.rstrip(": ") == text or len(text.split()) <= MOST_WORDS
        return not is_theme and not is_lead(previous.text)

    def _paragraph(self, block: Prose, *, first: bool) -> None:
        lead, rest = lead_of(block)
        if lead and rest and plain(lead) in self.outline.leads:
            self._led(block, lead, rest)
            return
        of_years = role_of(lead) == headings.YEARS and years_in(block.text)
        if of_years or (self._level and says_only_years(block.text)):
            self.gathering.say_years(self._level, block.origin, block.text)
            return
        summarized = first and self.has_more and not self.spot.themes and self._level
        if summarized and self.gathering.summarize(self._level, block.origin, block.text):
            return
        self.say(block, self.theme)

    @property
    def _level(self) -> str:
        return self.spot.level if self.spot.level != ALL else ""

    def _led(self, block: Prose, lead: str, rest: str) -> None:
        """Take a text that begins with the name of its theme, or with what it says of the level."""
        role, level = role_of(lead), self._level
        if role == headings.YEARS and years_in(rest) and level:
            self.gathering.say_years(level, block.origin, rest)
        elif role == headings.NAME and level:
            self.gathering.name_level(level, block.origin, self.focus, rest)
        elif role != headings.SUMMARY or not self.gathering.summarize(level, block.origin, rest):
            names = (*self.spot.themes, quote(block.origin, lead))
            self.say(replace(block, text=rest), names)

    def item(self, item: ListItem, themes: Sequence[Quote]) -> None:
        """Take an item of a list: a theme with what is below it, or a responsibility."""
        prose = item.prose
        lead, rest = lead_of(prose)
        name = lead if lead and not rest else prose.text.rstrip(": ")
        named = plain(name) in self.outline.leads or prose.bold or prose.text.endswith(":")
        alone = not (lead and rest)
        if item.items and alone and named and len(name.split()) <= MOST_WORDS:
            below = (*themes, quote(prose.origin, name))
            for each in item.items:
                self.item(each, below)
        elif item.items and is_lead(prose.text):
            self.gathering.omit(prose.origin, "it only leads into its list")
            for each in item.items:
                self.item(each, themes)
        elif lead and rest and plain(lead) in self.outline.leads and not item.items:
            self._led(prose, lead, rest)
        else:
            details = [line for each in item.items for line in _lines(each)]
            self._duty(prose, prose.text, themes, details)

    def say(self, prose: Prose, themes: Sequence[Quote]) -> None:
        """Take the responsibilities in *prose*."""
        if says_nothing(prose.text):
            if prose.text.strip():
                self.gathering.omit(prose.origin, "it says nothing")
            return
        for each in passages(prose.text):
            if each.is_lead:
                self.gathering.omit(prose.origin, f"{each.text!r} only leads into its list")
            else:
                self._duty(prose, each.text, themes, ())

    def _duty(
        self, prose: Prose, text: str, themes: Sequence[Quote], details: Sequence[Prose]
    ) -> None:
        if says_nothing(text):
            self.gathering.omit(prose.origin, "it says nothing")
            return
        theme = self.gathering.theme(themes)
        links = tuple(
            DraftLink(quote(prose.origin, url), quote(prose.origin, title) if title else None)
            for url, title in prose.links
        )
        examples = tuple(quote(each.origin, each.text) for each in details if each.text)
        named = (origin for each in themes for origin in each.origins)
        at = tuple(dict.fromkeys((*(each.origin for each in self.spot.at), *named)))
        duty = DraftDuty(quote(prose.origin, text), theme, None, examples, links, at)
        self.gathering.duty(self.focus, self.spot.level, duty)

    def _table(self, grid: Grid) -> None:
        """Take a table below a level: its first column names themes, the others have texts."""
        for cell in grid.rows[0] if grid.rows else ():
            self.gathering.omit(cell, "it is the heading of a column")
        for row in grid.rows[1:]:
            first, *others = row
            names = (*self.theme, quote(first)) if first.text.strip() and others else self.theme
            for cell in others or [first]:
                if cell.text.strip():
                    self.say(Prose(cell.text, cell), names)


def _lines(item: ListItem) -> list[Prose]:
    """Return the texts of *item* and of those below it."""
    return [item.prose, *(line for each in item.items for line in _lines(each))]
