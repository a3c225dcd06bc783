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
    blocks: list[Block] = [Heading(text("Pay beside published wages", "strong"), depth=1)]
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


_COLUMNS = ("Profile", "Median", "Work level", "Mean", "Off", "Percentile", "Wage", "Off")


def _table(result: PayComparison) -> Table:
    return Table(
        tuple(Column(text(name)) for name in _COLUMNS),
        tuple(TableRow(tuple((text(cell),) for cell in _cells(row))) for row in result.rows),
    )


def _cells(row: ComparedPay) -> Iterator[str]:
    yield row.code
    yield values.amount(row.median)
    yield ", ".join(row.work_levels) or "–"
    yield _amount(row.estimate)
    yield _percent(row.off)
    yield "–" if row.percentile is None else f"{row.percentile:g}"
    yield _amount(row.wage)
    yield _percent(row.wage_off)


def _amount(value: float | None) -> str:
    return "–" if value is None else values.amount(round(value))


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:+.1f} %"


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
        f"{summary.compared:,} {profiles}: median error {summary.median_error:.1f} %, half of them "
        f"above {_percent(summary.median_off)}; {summary.near:.1f} % within 10 %"
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
