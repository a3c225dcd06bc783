"""Turns a comparison into a document: a table per section, a column per side, changes marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from levelctl.answers.diff import (
    Cell,
    ChangeKind,
    Comparison,
    ComparisonRow,
    DistanceCell,
    DistanceRow,
    ItemCell,
    ItemRow,
    PayCell,
    PayRow,
    Section,
    Side,
    counts,
)
from levelctl.canon.pay_range import Range, comparable
from levelctl.layout import values
from levelctl.text.document import (
    NOT_KNOWN,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Run,
    Style,
    Table,
    TableRow,
    TableRows,
    Text,
    bare,
    joined,
    text,
)
from levelctl.text.similarity import changed_runs

PROSE = {2: 38, 3: 26, 4: 24}
"""The columns that a side needs on a terminal, by the number of sides."""

_HEADINGS: dict[Section, str] = {
    Section.PLACEMENT: "Placement",
    Section.DISTANCE: "Distance from the first",
    Section.LEVEL: "Level",
    Section.PAY: "Pay (median and range)",
    Section.RESPONSIBILITIES: "Responsibilities",
    Section.SKILLS: "Skills",
    Section.LICENSES: "Licenses",
    Section.TOOLS: "Tools",
    Section.ALIASES: "Title aliases",
}

_NOTHING = {True: "No differences.", False: "The canon has none for any side."}

_CHANGES: dict[str, Style] = {
    "kept": "muted",
    "inherited": "muted",
    "escalated": "good",
    "reduced": "bad",
    "reworded": "muted",
    "new": "good",
    "dropped": "bad",
    "absent": "muted",
}


def document(result: Comparison) -> Document:
    """Return *result* as a document; a section without rows says so."""
    blocks: list[Block] = [Heading(_title(result.sides), depth=1)]
    for name in result.sections:
        rows = getattr(result, name)
        if name is Section.GUIDELINE and not result.guideline_heading:
            continue
        blocks.append(Heading(_heading(result, name)))
        if name is Section.RESPONSIBILITIES:
            blocks += _inclusions(result)
        if rows:
            blocks.append(Table(_columns(result.sides), tuple(_table_rows(result, name))))
        else:
            blocks.append(Paragraph(text(_NOTHING[result.changed], "muted")))
    if not result.sections:
        blocks.append(Paragraph(text(_NOTHING[True], "muted")))
    return tuple(blocks)


def _title(sides: tuple[Side, ...]) -> Text:
    names = ((Run(side.code, "code"), Run(f" {side.title}", "strong")) for side in sides)
    return joined(names, " → ")


def _heading(result: Comparison, name: Section) -> Text:
    """Return the heading of a section; for responsibilities and steps, with counted changes."""
    headings = {**_HEADINGS, Section.GUIDELINE: result.guideline_heading}
    heading = text(headings[name], "strong")
    if name is not Section.RESPONSIBILITIES and not (name is Section.SKILLS and _stepped(result)):
        return heading
    rows: Sequence[ItemRow] = getattr(result, name)
    tallies = (
        ", ".join(f"{count} {change}" for change, count in _change_counts(rows, side))
        for side in range(1, len(result.sides))
    )
    return (*heading, Run(f" ({'; '.join(tally or 'not known' for tally in tallies)})", "muted"))


def _change_counts(rows: Sequence[ItemRow], side: int) -> Iterator[tuple[str, int]]:
    tally = counts(rows, side).items()
    return ((change, count) for change, count in tally if change != "absent")


def _columns(sides: tuple[Side, ...]) -> tuple[Column, ...]:
    """Return a column for row names and one per side, named by level if the levels differ."""
    levels = {side.level for side in sides}
    names = [side.level for side in sides] if len(levels) == len(sides) else _codes(sides)
    least = PROSE[len(sides)]
    return (Column(text("")), *(Column(text(name, "strong"), least) for name in names))


def _codes(sides: tuple[Side, ...]) -> list[str]:
    """Return the codes of *sides*; if an overlay changes one thing, which of both it is."""
    codes = [side.code for side in sides]
    return codes if len({*codes}) == len(codes) else ["below", "here"][: len(codes)]


def _table_rows(result: Comparison, section: Section) -> Iterator[TableRow]:
    rows: Sequence[ComparisonRow | DistanceRow | PayRow | ItemRow] = getattr(result, section)
    if section is Section.SKILLS and _stepped(result):
        yield from map(_skill_row, result.skills)
        return
    names = _theme_names(result)
    for row in rows:
        if isinstance(row, PayRow):
            for line in _pay_lines(row, changed=result.changed):
                cells = ((cell,) for cell in line.cells)
                yield TableRow(((text(line.name, "strong"),), *cells))
        else:
            yield _row(row, names)


def _row(row: ComparisonRow | DistanceRow | ItemRow, themes: Mapping[str, str]) -> TableRow:
    match row:
        case DistanceRow():
            cells = [(_distance_cell(cell),) for cell in row.cells[1:]]
            nothing = (text("–", "muted"),)
            return TableRow(((text(row.space, "strong"),), nothing, *cells))
        case ComparisonRow():
            cells = [(_cell(row.name, cell),) for cell in row.cells]
            return TableRow(((text(row.name, "strong"),), *cells))
        case ItemRow():
            first = row.cells[0]
            cells = [(_item_cell(cell, first),) for cell in row.cells]
            return TableRow(((_item_name(row, themes),), *cells))


def _cell(name: str, cell: Cell) -> Text:
    if cell.text is None:
        return NOT_KNOWN
    if name == "Status":
        return text(values.status(cell.text))
    return values.pieces(cell.pieces) or text(cell.text)


def _distance_cell(cell: DistanceCell) -> Text:
    return (Run(f"{cell.distance:.2f}", "strong"), Run(f", {cell.band}"))


class _PayLine(NamedTuple):
    """One property of the pay of every side."""

    name: str
    texts: tuple[str | None, ...]
    """None for a side that lacks it."""
    cells: tuple[Text, ...]

    @property
    def changed(self) -> bool:
        return any(value != self.texts[0] for value in self.texts)


def _pay_lines(row: PayRow, *, changed: bool = False) -> Iterator[_PayLine]:
    """Yield a line for each property of pay; if *changed*, only for those that differ."""
    for name, value_of in _PAY.items():
        texts = tuple(value_of(cell.pay) if cell.pay else None for cell in row.cells)
        cells = (
            (*_pay_cell(name, each, texts[0], cell), *_difference(name, cell, row.cells[0]))
            for each, cell in zip(texts, row.cells, strict=True)
        )
        line = _PayLine(name, texts, tuple(cells))
        if (name == "Median" or any(texts)) and (line.changed or not changed):
            yield line


_PAY: dict[str, Callable[[Range], str | None]] = {
    "Median": values.median,
    "What": lambda pay: values.what_it_is(pay) or None,
    "Range": values.range_or_not,
    "Spread": lambda pay: None if pay.spread is None else f"{pay.spread:.1f} %",
    "Basis": values.bare_basis,
    "Source": lambda pay: pay.source,
    "Method": lambda pay: pay.method,
}


def _pay_cell(name: str, value: str | None, first: str | None, cell: PayCell) -> Text:
    """Return a property of a side; mark a basis, source or method that differs from *first*."""
    if value is None:
        return text("–", "muted") if cell.pay else NOT_KNOWN
    if name == "Median":
        return text(value, "strong")
    if name == "Basis" and first and value != first:
        return text(value, "changed")
    if name in ("Source", "Method") and first and value != first:
        return values.pieces(changed_runs(value, first))
    return text(value)


def _difference(name: str, cell: PayCell, first: PayCell) -> Text:
    """Return the difference from the median of the *first* side, or that the units differ."""
    if name != "Median" or not (cell.pay and first.pay):
        return ()
    if cell.difference is None or cell.percent is None:
        other_unit = not comparable(cell.pay, first.pay)
        return (Run(", not comparable", "muted"),) if other_unit else ()
    return (Run(", "), Run(f"{cell.difference:+,} ({cell.percent:+.1f} %)", "strong"))


def _changes(row: ItemRow) -> Text:
    """Return the change of the item on each side except the first."""
    changes = [cell.change for cell in row.cells[1:] if cell.change]
    if len(set(changes)) == 1:
        changes = changes[:1]
    return joined((text(change, _CHANGES[change]) for change in changes), ", ")


def _inclusions(result: Comparison) -> Iterator[Block]:
    """Yield a line for each side that includes lower levels."""
    for side in result.sides:
        if side.includes:
            levels = values.enumerated(side.includes)
            line = f"{side.level} includes the responsibilities of {levels}."
            yield Paragraph(text(line, "muted"))


def _item_name(row: ItemRow, themes: Mapping[str, str]) -> Text:
    """Return the theme of the item, if it has one, and its changes."""
    changes = _changes(row)
    if row.theme is None:
        return changes
    theme = text(themes.get(row.theme, row.theme), "strong")
    return (*theme, Run(": ", "muted"), *changes) if changes else theme


def _theme_names(result: Comparison) -> dict[str, str]:
    return {theme.slug: theme.name for theme in result.themes}


def _stepped(result: Comparison) -> bool:
    """Return whether the step of any skill is known."""
    return any(cell.proficiency for row in result.skills for cell in row.cells)


def _skill_row(row: ItemRow) -> TableRow:
    """Return a row with the name of a skill, and the step of each side."""
    name, first = _skill_name(row), row.cells[0]
    cells = ((_step_cell(cell, first, name),) for cell in row.cells)
    return TableRow(((text(name, "strong"),), *cells))


def _skill_name(row: ItemRow) -> str:
    """Return what the first side that has the skill calls it."""
    return next(cell.text for cell in row.cells if cell.text is not None)


def _step_cell(cell: ItemCell, first: ItemCell, name: str) -> Text:
    """Return the step of a side, after that of the *first* one if it is another."""
    if cell.text is None:
        return text("–", "muted") if cell.change != "dropped" else text("dropped", "bad")
    step = text(cell.proficiency) if cell.proficiency else NOT_KNOWN
    own = () if cell.text == name else (Run(f", as {cell.text}", "muted"),)
    if cell.change == "new":
        return (*step, Run(", "), Run("new", "good"), *own)
    if cell.change in (None, "kept") or first.text is None:
        return (*step, *own)
    before = text(first.proficiency) if first.proficiency else NOT_KNOWN
    return (*before, Run(" → "), *step, Run(", "), *_change(cell.change), *own)


def _change(change: ChangeKind) -> Text:
    return text(change, _CHANGES[change])


def _item_cell(cell: ItemCell, first: ItemCell) -> Text:
    if cell.change == "inherited" and cell.text is None:
        return text("included", "muted")
    if cell.text is None:
        return text("–", "muted") if cell.change else NOT_KNOWN
    return (*(values.pieces(cell.pieces) or text(cell.text)), *_marks(cell, first))


def _marks(cell: ItemCell, first: ItemCell) -> Text:
    """Return what else is known of an item; a proficiency other than the first one is strong."""
    differs = first.text is not None and cell.proficiency != first.proficiency
    marks = (
        text(cell.proficiency, "strong" if differs else "muted") if cell.proficiency else (),
        text("generic", "muted") if cell.generic else (),
        text(f"from {cell.origin}", "muted") if cell.origin else (),
    )
    shown = [mark for mark in marks if mark]
    return (Run(" (", "muted"), *joined(shown, ", "), Run(")", "muted")) if shown else ()


def rows(result: Comparison) -> TableRows:
    """Yield a row for each row of each section: section, name or change, and the sides."""
    names = _theme_names(result)
    yield ("section", "row", "change", *_codes(result.sides))
    for section in result.sections:
        for row in getattr(result, section):
            if isinstance(row, PayRow):
                yield from ((section, *each) for each in _pay_rows(row, changed=result.changed))
            elif section is Section.SKILLS and _stepped(result):
                yield (section, _skill_name(row), _change_list(row), *map(_bare_step, row.cells))
            else:
                yield (section, *_comparison_row(row, names))


def _bare_step(cell: ItemCell) -> str:
    """Return the step of a side; empty if the side does not need the skill."""
    return "" if cell.text is None else cell.proficiency or bare(NOT_KNOWN)


def _change_list(row: ItemRow) -> str:
    return ", ".join(cell.change for cell in row.cells[1:] if cell.change)


def _pay_rows(row: PayRow, *, changed: bool) -> TableRows:
    for line in _pay_lines(row, changed=changed):
        texts = (each or "" for each in line.texts)
        yield (line.name, "changed" if line.changed else "same", *texts)


def _comparison_row(
    row: ComparisonRow | DistanceRow | ItemRow, themes: Mapping[str, str]
) -> Sequence[str]:
    changed = "changed" if row.changed else "same"
    match row:
        case ComparisonRow():
            return (row.name, changed, *(cell.text or "" for cell in row.cells))
        case DistanceRow():
            return (row.space, changed, *(bare(_distance_cell(cell)) for cell in row.cells))
        case ItemRow():
            changes = _change_list(row)
            theme = themes.get(row.theme, row.theme) if row.theme else ""
            return (theme, changes, *(cell.text or "" for cell in row.cells))
