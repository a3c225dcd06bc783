"""Turns the comparison of pay with published wages, over many profiles, into a document or rows."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.answers.pay import ComparedPay, ComparisonSummary, PayComparison
from levelctl.layout import values
from levelctl.text.document import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
    TableRow,
    TableRows,
    Text,
    text,
)


def document(result: PayComparison) -> Document:
    """Return *result* as a document: a table of profiles, and how far they are off in all."""
    focus = f": {result.rows[0].title}" if result.rows and _is_one_focus(result) else ""
    heading = f"Pay beside published wages{focus}"
    blocks: list[Block] = [Heading(text(heading, "strong"), depth=1)]
    blocks.append(Facts(tuple(_sources(result))))
    if result.rows:
        blocks.append(_table(result))
    blocks += _summaries(result)
    return tuple(blocks)


def _sources(result: PayComparison) -> Iterator[tuple[str, Text]]:
    industry = f", industry {result.industry} (NAICS)" if result.industry else ""
    yield "Place", text(f"{result.place}{industry}")
    yield "By level", text(f"{result.by_level or 'not imported'}: mean wages at levels of work")
    percentile = "wages at the percentile that the figure names"
    yield "By percentile", text(f"{result.by_percentile or 'not imported'}: {percentile}")


# Short, so that a focus fits into 80 columns.
_LEVEL = ("Work", "Mean", "Off %")
_PERCENTILE = ("Percentile", "Wage", "Off %")


def _table(result: PayComparison) -> Table:
    """Return the table of profiles, with the columns of comparisons that any of them has."""
    by_level, by_percentile = bool(result.levels.compared), bool(result.percentiles.compared)
    names = (
        "Level" if _is_one_focus(result) else "Profile",
        "Median",
        *(_LEVEL if by_level else ()),
        *(_PERCENTILE if by_percentile else ()),
    )
    rows = (
        (
            row.level if _is_one_focus(result) else row.code,
            values.amount(row.median),
            *(_by_level(row) if by_level else ()),
            *(_by_percentile(row) if by_percentile else ()),
        )
        for row in result.rows
    )
    return Table(
        tuple(Column(text(name)) for name in names),
        tuple(TableRow(tuple((text(cell),) for cell in cells)) for cells in rows),
    )


def _is_one_focus(result: PayComparison) -> bool:
    """Return whether all profiles are of one focus, which the page then has as its heading."""
    return len({row.code.rpartition(f".{row.level}")[0] for row in result.rows}) == 1


def _by_level(row: ComparedPay) -> tuple[str, ...]:
    return ", ".join(row.work_levels) or "–", _amount(row.estimate), _signed(row.off)


def _by_percentile(row: ComparedPay) -> tuple[str, ...]:
    percentile = "–" if row.percentile is None else f"{row.percentile:g}"
    return percentile, _amount(row.wage), _signed(row.wage_off)


def _amount(value: float | None) -> str:
    return "–" if value is None else values.amount(round(value))


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.1f}"


def _summaries(result: PayComparison) -> Iterator[Block]:
    yield Heading(text("In all", "strong"))
    facts = (
        ("By level", text(_summary(result.levels))),
        ("By percentile", text(_summary(result.percentiles))),
    )
    yield Facts(facts)
    left = [
        (result.unpaid, "without pay"),
        (result.incomparable, "whose pay is not in dollars a year"),
    ]
    said = " and ".join(f"{number:,} {what}" for number, what in left if number)
    if said:
        yield Paragraph(text(f"Not compared: {said}.", "muted"))


def _summary(summary: ComparisonSummary) -> str:
    if not summary.compared:
        return "no profile can be compared"
    profiles = "profile" if summary.compared == 1 else "profiles"
    return (
        f"{summary.compared:,} {profiles}: median error {summary.median_error:.1f} %, median "
        f"difference {_signed(summary.median_off)} %; {summary.near:.1f} % within 10 %"
    )


_HEADINGS = (
    "code",
    "title",
    "level",
    "median",
    "basis",
    "place",
    "occupation",
    "work levels",
    "mean at level",
    "off %",
    "percentile",
    "wage at percentile",
    "wage off %",
    "stands at percentile",
)


def rows(result: PayComparison, *, headings: bool = True) -> TableRows:
    """Yield a row for each profile; unknown values are empty."""
    if headings:
        yield _HEADINGS
    for row in result.rows:
        known = (row.estimate, row.off, row.percentile, row.wage, row.wage_off, row.stands_at)
        figures = tuple("" if each is None else f"{each:g}" for each in known[1:])
        estimate = "" if row.estimate is None else str(row.estimate)
        wage = "" if row.wage is None else str(round(row.wage))
        yield (
            row.code,
            row.title,
            row.level,
            str(row.median),
            row.basis,
            row.place or "",
            row.occupation or "",
            " ".join(row.work_levels),
            estimate,
            figures[0],
            figures[1],
            wage,
            *figures[3:],
        )


def remarks(result: PayComparison) -> Iterator[str]:
    """Yield what a reader of rows alone would miss: how far the pay is off in all."""
    yield f"against the mean wages by level, {_summary(result.levels)}"
    yield f"against the wages by percentile, {_summary(result.percentiles)}"
