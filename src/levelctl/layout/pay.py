"""Turns the pay of a profile or focus, with the place of a salary, into a document or rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from levelctl.answers.pay import PayAnswer, PayRung, Position, Range, Salary, Standing
from levelctl.answers.pay.adjusting import AdjustedPay, Adjustment
from levelctl.layout import values
from levelctl.layout.pay_drawing import ends, range_line, short
from levelctl.layout.pay_percentiles import among_wages, at_level
from levelctl.text.document import (
    NOT_KNOWN,
    Block,
    Bullets,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Run,
    Style,
    Table,
    TableRow,
    TableRows,
    Text,
    text,
)

_STYLES: dict[Position, Style] = {"below": "bad", "within": "good", "above": "bad"}


def document(result: PayAnswer) -> Document:
    """Return *result* as a document: pay, salary, all levels, and the wages of the occupation."""
    blocks: list[Block] = [*_head(result)]
    if result.level:
        blocks += _pay(result)
    if result.salary:
        blocks += _salary(result, result.salary)
    blocks += _levels(result)
    if result.estimates:
        blocks += at_level(result.estimates)
    if result.wages:
        blocks += among_wages(result, result.wages)
    return tuple(blocks)


def _head(result: PayAnswer) -> Iterator[Block]:
    title = f"{result.title} — {result.level}" if result.level else result.title
    yield Heading(text(title, "strong"), depth=1)
    yield Paragraph(text(result.code, "code"))


def _pay(result: PayAnswer) -> Iterator[Block]:
    yield Heading(text("Market pay", "strong"))
    facts = list(_pay_facts(result, result.pay)) if result.pay else []
    if result.pay is None:
        yield Paragraph(values.no_pay(result.pay_missing))
    if result.adjusted and result.adjustment:
        facts += _adjusted(result.adjusted, result.adjustment)
    if result.flsa:
        facts.append(("Overtime", values.overtime(result.flsa)))
    if facts:
        yield Facts(tuple(facts))
    if len(result.figures) > 1:
        yield Paragraph(text("There is also:", "muted"))
        yield Bullets(tuple(values.figure(each) for each in result.figures[1:]))


def _pay_facts(result: PayAnswer, pay: Range) -> Iterator[tuple[str, Text]]:
    median = Run(f"{pay.currency} {values.amount(pay.median)}", "strong")
    yield "Median", (median, Run(f" {values.a(pay.period)}"))
    if pay.not_a_range:
        yield "Low and high", (Run(f"{values.pay_range(pay)}: "), Run(f"{values.ends(pay)}"))
        yield "Caution", text(f"{values.NOT_A_RANGE}: {pay.not_a_range}", "bad")
    else:
        yield from _range_facts(result, pay)
    yield from ((heading, text(each)) for heading, each in values.described(pay))
    yield "Basis", text(values.bare_basis(pay))
    if pay.source:
        yield "Source", text(pay.source)
    if pay.method:
        yield "Method", text(pay.method)


def _adjusted(adjusted: AdjustedPay, wanted: Adjustment) -> Iterator[tuple[str, Text]]:
    """Yield what somebody asked for: projected figures, and by what they differ."""
    figure = adjusted.figure
    yield (
        "Adjusted",
        (
            Run(f"{figure.currency} {values.amount(figure.median)}", "strong"),
            Run(f" {values.a(figure.period)} ({values.range_or_not(figure)})"),
        ),
    )
    if adjusted.aged_months is not None and wanted.aging is not None:
        rate = f"{100 * wanted.aging:.4g} % a year"
        yield "Aged", text(f"{adjusted.aged_months} months to {wanted.age_to} at {rate}")
    for place in adjusted.path:
        date = f", as of {place.as_of}" if place.as_of else ""
        source = f"; {place.source}" if place.source else ""
        what = f"{place.name}: × {place.differential:g} of {place.of}{date}{source}"
        yield "Differential", text(what)
    yield "In all", text(f"× {adjusted.factor:g} of the figures above, which are the original ones")


def _range_facts(result: PayAnswer, pay: Range) -> Iterator[tuple[str, Text]]:
    yield "Range", text(values.pay_range(pay))
    if result.midpoint is not None and result.midpoint != pay.median:
        half = Run(
            ": halfway between the ends; half of the people earn less than the median", "muted"
        )
        yield "Midpoint", (Run(values.amount(result.midpoint)), half)
    above = Run(": the high end is this far above the low end", "muted")
    if pay.spread is not None:
        yield "Spread", (Run(f"{pay.spread:.1f} %"), above)


# The salary.


def _salary(result: PayAnswer, salary: Salary) -> Iterator[Block]:
    yield Heading(text("The salary", "strong"))
    facts = [("Salary", _salary_text(salary))]
    pay = result.adjusted.figure if result.adjusted else result.pay
    if result.adjusted:
        facts.append(("Compared", text("with the adjusted figures")))
    if pay and result.standing:
        facts += _standing(pay, result.standing, salary)
    yield Facts(tuple(facts))


def _salary_text(salary: Salary) -> Text:
    amount = Run(f"{salary.currency} {values.amount(salary.amount)}", "strong")
    if salary.rate is None:
        return (amount, Run(f" {values.a(salary.period)}"))
    return (
        amount,
        Run(f" {values.a(salary.period)}, which is "),
        Run(f"{salary.compared_in} {values.amount(salary.compared)}", "strong"),
        Run(f" at the given rate of {salary.rate:.10g}"),
    )


def _standing(pay: Range, standing: Standing, salary: Salary) -> Iterator[tuple[str, Text]]:
    start, end = ends([pay], salary.compared)
    line = range_line(pay, start, end, salary.compared)
    among = "Among figures" if pay.not_a_range else "In the range"
    yield among, (Run(f"{short(start)} "), *line, Run(f" {short(end)}"))
    yield "Position", _position(pay, standing, salary.compared)
    yield "Compa-ratio", _compa_ratio(standing)
    yield "Penetration", _penetration(standing)


def _compa_ratio(standing: Standing) -> Text:
    if standing.compa_ratio is None:
        return _refused(standing)
    return (Run(f"{standing.compa_ratio:.2f}", "strong"), Run(f" {_WHY}", "muted"))


def _refused(standing: Standing) -> Text:
    return (Run("refused", "strong"), Run(f": {standing.refused}", "muted"))


_WHY = (
    "of the median. Employers usually divide by the midpoint of their own range; this range "
    "describes a market."
)


def _position(pay: Range, standing: Standing, salary: float) -> Text:
    position = Run(standing.position, _STYLES[standing.position])
    if pay.not_a_range:
        return _among(pay, standing, salary)
    match standing.position:
        case "below":
            return (
                position,
                Run(f" the range, {values.amount(pay.low - salary)} under its low end"),
            )
        case "above":
            return (
                position,
                Run(f" the range, {values.amount(salary - pay.high)} over its high end"),
            )
    return (position, Run(f" the range, {_from_median(standing.from_median)}"))


def _among(pay: Range, standing: Standing, salary: float) -> Text:
    """Return where a salary is among figures that are no range."""
    median = _from_median(standing.from_median)
    match standing.position:
        case "below":
            return text(f"{median}, {values.amount(pay.low - salary)} under the low figure")
        case "above":
            return text(f"{median}, {values.amount(salary - pay.high)} over the high figure")
    return text(f"{median}, between the low and the high figure")


def _from_median(difference: float) -> str:
    if not difference:
        return "at its median"
    beside = "above" if difference > 0 else "below"
    return f"{values.amount(abs(difference))} {beside} its median"


def _penetration(standing: Standing) -> Text:
    if standing.refused:
        return _refused(standing)
    if standing.penetration is None:
        return text("none: both ends of the range are the same", "muted")
    way = Run(" of the way from the low end to the high end", "muted")
    return (Run(f"{standing.penetration:.1f} %", "strong"), way)


# The levels.


def _levels(result: PayAnswer) -> Iterator[Block]:
    paid = [rung.pay for rung in result.levels if rung.pay]
    units = {values.unit(pay) for pay in paid}
    only = units.pop() if len(units) == 1 else None
    yield Heading(text(f"Levels of the focus{f', {only}' if only else ''}", "strong"))
    if not paid:
        yield Paragraph(text("The pay of no level is known.", "muted"))
        return
    yield _table(result, unit=not only)
    yield from _no_ranges(result.levels)
    yield from _missing(result.levels)
    shown = {result.pay.basis} if result.pay else set()
    if result.salary and {pay.basis for pay in paid} != shown:  # not in the table
        yield Paragraph(_bases(result.levels))
    if only:
        yield from _picture(result)


def _table(result: PayAnswer, *, unit: bool) -> Table:
    more = ("Salary is", "Compa-ratio", "Penetration") if result.salary else ("Spread", "Basis")
    no_range = any(rung.pay and rung.pay.not_a_range for rung in result.levels)
    projected = ("Adjusted",) if result.adjustment else ()
    names = ("Level", "Median", "Low–high" if no_range else "Range", *projected, *more)
    rows = (
        TableRow(tuple((cell,) for cell in _row(result, rung, unit=unit)), rung.shown)
        for rung in result.levels
    )
    return Table(tuple(Column(text(name)) for name in names), tuple(rows))


def _row(result: PayAnswer, rung: PayRung, *, unit: bool) -> list[Text]:
    """Return the cells of a level, with the projected median if somebody asked for it."""
    cells = list(_cells(rung, bool(result.salary), unit))
    if rung.pay is None and result.choice:
        cells[1] = text("no such figure", "muted")
    if result.adjustment:
        found = rung.adjusted
        cells.insert(3, text(values.amount(found.figure.median)) if found else text("–", "muted"))
    return cells


def _cells(rung: PayRung, salary: bool, unit: bool) -> Iterator[Text]:
    """Yield the cells of a level: with *salary*, its standing; with *unit*, the unit of pay."""
    yield text(_marked(rung), "mark" if rung.shown else "strong")
    pay = rung.pay
    if pay is None:
        yield NOT_KNOWN
        yield from (text("–", "muted") for _ in range(4 if salary else 3))
        return
    yield text(values.amount(pay.median) + (f" {values.unit(pay)}" if unit else ""))
    yield text(values.pay_range(pay))
    if salary:
        yield from _standing_cells(rung.standing)
    else:
        yield text("–", "muted") if pay.spread is None else text(f"{pay.spread:.1f} %")
        yield text(pay.basis)


def _standing_cells(standing: Standing | None) -> Iterator[Text]:
    if standing is None:
        yield from (text("–", "muted") for _ in range(3))
        return
    if standing.refused:
        yield text("between" if standing.position == "within" else standing.position)
    else:
        yield text(standing.position, _STYLES[standing.position])
    yield text("–" if standing.compa_ratio is None else f"{standing.compa_ratio:.2f}")
    yield text("–" if standing.penetration is None else f"{standing.penetration:.1f} %")


def _no_ranges(levels: Iterable[PayRung]) -> Iterator[Block]:
    """Yield for each reason which levels have no salary range."""
    by_reason: dict[str, list[str]] = {}
    for rung in levels:
        if rung.pay and rung.pay.not_a_range:
            by_reason.setdefault(rung.pay.not_a_range, []).append(rung.level)
    for reason, codes in by_reason.items():
        line = f"{values.enumerated(codes)}: {values.NOT_A_RANGE}; {reason}."
        yield Paragraph(text(line, "muted"))


def _missing(levels: Iterable[PayRung]) -> Iterator[Block]:
    """Yield for each reason which levels have no pay."""
    by_reason: dict[str, list[str]] = {}
    for rung in levels:
        if rung.pay is None and rung.pay_missing:
            by_reason.setdefault(rung.pay_missing, []).append(rung.level)
    for reason, codes in by_reason.items():
        yield Paragraph(text(f"{values.enumerated(codes)}: not known: {reason}", "muted"))


def _bases(levels: Iterable[PayRung]) -> Text:
    """Return the levels of each basis."""
    by_basis: dict[str, list[str]] = {}
    for rung in levels:
        if rung.pay:
            by_basis.setdefault(rung.pay.basis, []).append(rung.level)
    parts = (f"{', '.join(codes)} {basis}" for basis, codes in by_basis.items())
    return text(f"Basis: {'; '.join(parts)}", "muted")


def _picture(result: PayAnswer) -> Iterator[Block]:
    """Yield a drawing of all ranges on one scale; they must have the same unit."""
    salary = _comparable(result)
    paid = [(rung, rung.pay) for rung in result.levels if rung.pay]
    start, end = ends([pay for _, pay in paid], salary)
    mark = "" if salary is None else " and ● the salary"
    yield Paragraph(
        text(f"From {values.amount(start)} to {values.amount(end)}, ┼ the median{mark}:", "muted")
    )
    yield Facts(tuple((_marked(rung), range_line(pay, start, end, salary)) for rung, pay in paid))


def _marked(rung: PayRung) -> str:
    return f"{rung.level} ◀" if rung.shown else rung.level


def _comparable(result: PayAnswer) -> float | None:
    """Return the salary in the unit of all levels, or None without a salary."""
    return result.salary.compared if result.salary else None


# Rows.

_HEADINGS = (
    "code",
    "title",
    "level",
    "level name",
    "asked for",
    "currency",
    "period",
    "low",
    "median",
    "high",
    "spread %",
    "basis",
    "source",
    "method",
    "salary is",
    "compa-ratio",
    "penetration %",
    "from median",
)


def rows(result: PayAnswer) -> TableRows:
    """Yield a row for each level; amounts have no separators, and unknown values are empty."""
    more = any(map(_says_more, result.levels))
    projected = _ADJUSTED if result.adjustment else ()
    yield (*_HEADINGS, *(_MORE if more else ()), *projected)
    for rung in result.levels:
        head = (rung.code, result.title, rung.level, rung.name, "yes" if rung.shown else "no")
        cells = (*head, *_pay_row(rung.pay), *_standing_row(rung.standing))
        adjusted = _adjusted_row(rung.adjusted) if projected else ()
        yield (*cells, *(_more_row(rung) if more else ()), *adjusted)


_ADJUSTED = ("adjusted low", "adjusted median", "adjusted high", "factor")
"""The headings of projected figures; salaries are compared with these."""


def _adjusted_row(adjusted: AdjustedPay | None) -> tuple[str, ...]:
    if adjusted is None:
        return ("",) * len(_ADJUSTED)
    figure = adjusted.figure
    return (f"{figure.low}", f"{figure.median}", f"{figure.high}", f"{adjusted.factor:g}")


_MORE = (
    "place",
    "kind",
    "base %",
    "variable %",
    "as of",
    "aged to",
    "aging",
    "ends",
    "hours",
    "n",
    "employers",
    "bonus low %",
    "bonus high %",
    "shared with",
    "salary range",
    "why not",
)
"""The headings of what only some figures say; without any, their columns are left out."""


def _says_more(rung: PayRung) -> bool:
    pay = rung.pay
    told = pay and any(getattr(pay, name) not in (None, ()) for name in pay.OPTIONAL)
    return bool(told or rung.pay_missing)


def _more_row(rung: PayRung) -> Iterator[str]:
    pay = rung.pay
    if pay is None:
        yield from ("",) * (len(_MORE) - 1)
        yield rung.pay_missing or ""
        return
    split, bonus = pay.split, pay.bonus
    cells = (
        pay.place,
        pay.kind,
        split and f"{split.base:g}",
        split and f"{split.variable:g}",
        pay.as_of,
        pay.aged_to,
        pay.aging,
        pay.ends,
        pay.hours and f"{pay.hours:g}",
        pay.n,
        pay.employers,
        bonus and f"{bonus.low:g}",
        bonus and f"{bonus.high:g}",
        " ".join(pay.shared_with),
        "no" if pay.not_a_range else "yes",
        pay.not_a_range,
    )
    yield from ("" if cell is None else str(cell) for cell in cells)


def _pay_row(pay: Range | None) -> tuple[str, ...]:
    if pay is None:
        return ("",) * 9
    spread = "" if pay.spread is None else pay.spread
    sums = (f"{amount}" for amount in (pay.low, pay.median, pay.high, spread))
    return (pay.currency, pay.period, *sums, pay.basis, pay.source or "", pay.method or "")


def _standing_row(standing: Standing | None) -> tuple[str, ...]:
    if standing is None:
        return ("",) * 4
    penetration = "" if standing.penetration is None else f"{standing.penetration}"
    ratio = "" if standing.compa_ratio is None else f"{standing.compa_ratio}"
    return (standing.position, ratio, penetration, f"{standing.from_median}")
