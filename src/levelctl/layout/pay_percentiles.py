"""Turns the comparison of pay with published wages into blocks of a document."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.answers.pay import (
    LevelEstimate,
    LevelEstimates,
    OccupationWages,
    PayAnswer,
    Percentile,
    SalaryPlace,
    WageComparison,
)
from levelctl.layout import values
from levelctl.text.document import Block, Facts, Heading, Paragraph, Run, Text, joined, text


def at_level(estimates: LevelEstimates) -> Iterator[Block]:
    """Yield a section with the published mean wages of a level, or why there are none."""
    yield Heading(text(f"Published at the level, in {estimates.place}", "strong"))
    if not estimates.work_levels:
        yield Paragraph(text("The canon names no work levels for this level.", "muted"))
        return
    levels = ", ".join(estimates.work_levels)
    if not estimates.estimates:
        none = f"{estimates.release} has no wage at work level {levels} of these occupations."
        yield Paragraph(text(none, "muted"))
        return
    facts = [("Work level", text(f"{levels}: {estimates.why}"))]
    facts += [(each.published, _estimate(each)) for each in estimates.estimates]
    yield Facts(tuple(facts))
    note = "A mean, not a median; a year has 2,080 hours."
    yield Paragraph(text(f"{note} Source: {estimates.source}", "muted"))


def _estimate(estimate: LevelEstimate) -> Text:
    error = f", standard error {estimate.error:g} %" if estimate.error is not None else ""
    return (
        Run(f"USD {values.amount(estimate.yearly)}", "strong"),
        Run(
            f" a year ({estimate.hourly:.2f} an hour), {estimate.title}, "
            f"{estimate.workers.lower()}{error}"
        ),
    )


def among_wages(result: PayAnswer, wages: WageComparison) -> Iterator[Block]:
    """Yield a section for each occupation, and one for occupations without published wages."""
    for occupation in wages.occupations:
        yield from _occupation(result, occupation, f" in {wages.area}" if wages.area else "")
    if wages.release and wages.missing:
        codes = ", ".join(wages.missing)
        yield Heading(text("Published wages", "strong"))
        yield Paragraph(text(f"{wages.release} has no wages of {codes}.", "muted"))


def _occupation(result: PayAnswer, occupation: OccupationWages, where: str) -> Iterator[Block]:
    name = f"Among the wages of {occupation.published} {occupation.title}{where}"
    yield Heading(text(name, "strong"))
    percentiles = (text(_percentile(percentile)) for percentile in occupation.percentiles)
    facts = [
        ("Wages", (Run(f"{occupation.currency} {values.a(occupation.period)}"),)),
        ("Percentiles", joined(percentiles, " · ")),
        *((_POINTS[place.of], _place(place)) for place in occupation.places),
    ]
    yield Facts(tuple(facts))
    yield Paragraph(text(" ".join(_notes(result, occupation)), "muted"))


_POINTS = {
    "low": "Low end",
    "median": "Median",
    "high": "High end",
    "salary": "Salary",
}


def _percentile(percentile: Percentile) -> str:
    wage = "not published" if percentile.wage is None else values.amount(percentile.wage)
    highest = " (above the highest wage that is published)" if percentile.topped else ""
    return f"{_ordinal(percentile.percentile)} {wage}{highest}"


def _place(place: SalaryPlace) -> Text:
    return (Run(f"{values.amount(place.amount)} "), Run(_among(place), "strong"))


def _among(place: SalaryPlace) -> str:
    """Return where an amount is among the published percentiles."""
    if place.percentile is None:
        if place.above is None and place.below is None:
            return "cannot be placed: no percentile is published"
        beyond = "below" if place.above is None else "above"
        return f"{beyond} the {_ordinal(place.below or place.above or 0)} percentile"
    about = "at" if place.above == place.below else "about"
    return f"{about} the {_ordinal(round(place.percentile))} percentile"


def _ordinal(number: int) -> str:
    """
    Return *number* as an ordinal.

    >>> [_ordinal(each) for each in (10, 11, 21, 42, 53)]
    ['10th', '11th', '21st', '42nd', '53rd']
    """
    tens, ones = number // 10 % 10, number % 10
    ending = "th" if tens == 1 else {1: "st", 2: "nd", 3: "rd"}.get(ones, "th")
    return f"{number}{ending}"


def _notes(result: PayAnswer, occupation: OccupationWages) -> Iterator[str]:
    if occupation.published != occupation.code:
        yield f"These are wages of the broad occupation; none are published for {occupation.code}."
    if occupation.places:
        yield "Values between published percentiles are interpolated linearly."
    elif result.pay:
        unit = f"{occupation.currency} {values.a(occupation.period)}"
        yield f"The range is in {values.unit(result.pay)}, not in {unit}: no conversion is made."
    yield f"Source: {occupation.source}"
