"""A comparison as a document: a table a section, a column a side, changed words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from levelctl.compare import (
    Cell,
    Comparison,
    ItemCell,
    ItemRow,
    PayCell,
    PayRow,
    Row,
    Section,
    Side,
    counts,
)
from levelctl.document import (
    NOT_KNOWN,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Rows,
    Run,
    Style,
    Table,
    TableRow,
    Text,
    bare,
    joined,
    text,
)
from levelctl.layout import words

PROSE = {2: 38, 3: 26, 4: 24}
"""The columns that a side needs on a terminal, by the number of sides."""

_HEADINGS: dict[Section, str] = {
    Section.PLACEMENT: "Placement",
    Section.LEVEL: "Level",
    Section.PAY: "Pay (median and range)",
    Section.GUIDELINE: "Guidelines",
    Section.RESPONSIBILITIES: "Responsibilities",
    Section.SKILLS: "Skills",
    Section.TOOLS: "Tools",
}

_NOTHING = {True: "No differences.", False: "The canon holds none for any side."}

_CHANGES: dict[str, Style] = {
    "kept": "muted",
    "escalated": "good",
    "reduced": "bad",
    "reworded": "muted",
    "new": "good",
    "dropped": "bad",
    "absent": "muted",
}


def comparison(result: Comparison) -> Document:
    """Return *result* as a document; a section in which nothing is left says so."""
    blocks: list[Block] = [Heading(_title(result.sides), depth=1)]
    for name in result.sections:
        rows = getattr(result, name)
        blocks.append(Heading(_heading(result, name)))
        if rows:
            blocks.append(Table(_columns(result.sides), tuple(map(_row, rows))))
        else:
            blocks.append(Paragraph(text(_NOTHING[result.changed], "muted")))
    return tuple(blocks)


def _title(sides: tuple[Side, ...]) -> Text:
    names = ((Run(side.code, "code"), Run(f" {side.title}", "strong")) for side in sides)
    return joined(names, " → ")


def _heading(result: Comparison, name: Section) -> Text:
    """Return the section's heading; of duties, with how many changed in which way."""
    heading = text(_HEADINGS[name], "strong")
    if name is not Section.RESPONSIBILITIES:
        return heading
    tallies = (
        ", ".join(f"{count} {change}" for change, count in _told(result, place))
        for place in range(1, len(result.sides))
    )
    return (*heading, Run(f" ({'; '.join(tally or 'not known' for tally in tallies)})", "muted"))


def _told(result: Comparison, place: int) -> Iterator[tuple[str, int]]:
    found = counts(result.responsibilities, place).items()
    return ((change, count) for change, count in found if change != "absent")


def _columns(sides: tuple[Side, ...]) -> tuple[Column, ...]:
    """Return a column for the rows' names and one a side, by its level if that tells them apart."""
    levels = {side.level for side in sides}
    names = [side.level if len(levels) == len(sides) else side.code for side in sides]
    least = PROSE[len(sides)]
    return (Column(text("")), *(Column(text(name, "strong"), least) for name in names))


def _row(row: Row | PayRow | ItemRow) -> TableRow:
    match row:
        case Row():
            cells = [(_cell(row.name, cell),) for cell in row.cells]
            return TableRow(((text(row.name, "strong"),), *cells))
        case PayRow():
            cells = [(_pay_cell(cell),) for cell in row.cells]
            return TableRow(((text("Pay", "strong"),), *cells))
        case ItemRow():
            cells = [(_item_cell(cell),) for cell in row.cells]
            return TableRow(((_changes(row),), *cells))


def _cell(name: str, cell: Cell) -> Text:
    if cell.text is None:
        return NOT_KNOWN
    if name == "Status":
        return text(words.status(cell.text))
    return words.pieces(cell.pieces) or text(cell.text)


def _pay_cell(cell: PayCell) -> Text:
    told = words.pay(cell.pay)
    if cell.difference is None or cell.percent is None:
        return told
    return (*told, Run(", "), Run(f"{cell.difference:+,} ({cell.percent:+.1f} %)", "strong"))


def _changes(row: ItemRow) -> Text:
    """Return what became of the item on each side but the first."""
    changes = [cell.change for cell in row.cells[1:] if cell.change]
    if len(set(changes)) == 1:
        changes = changes[:1]
    return joined((text(change, _CHANGES[change]) for change in changes), ", ")


def _item_cell(cell: ItemCell) -> Text:
    if cell.text is None:
        return text("–", "muted") if cell.change else NOT_KNOWN
    return words.pieces(cell.pieces) or text(cell.text)


def comparison_rows(result: Comparison) -> Rows:
    """Yield a row for each row of each section: section, name or change, and the sides."""
    yield ("section", "row", "change", *(side.code for side in result.sides))
    for section in result.sections:
        for row in getattr(result, section):
            yield (section, *_comparison_row(row))


def _comparison_row(row: Row | PayRow | ItemRow) -> Sequence[str]:
    changed = "changed" if row.changed else "same"
    match row:
        case Row():
            return (row.name, changed, *(cell.text or "" for cell in row.cells))
        case PayRow():
            texts = (bare(words.pay(cell.pay)) if cell.pay else "" for cell in row.cells)
            return ("Pay", changed, *texts)
        case ItemRow():
            changes = ", ".join(cell.change for cell in row.cells[1:] if cell.change)
            return ("", changes, *(cell.text or "" for cell in row.cells))
