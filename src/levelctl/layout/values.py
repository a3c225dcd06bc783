"""Words the values of a canon in the same way on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from levelctl.canon.model import (
    Classification,
    Link,
    OvertimeStatus,
    Pay,
    Responsibility,
    Source,
    Theme,
)
from levelctl.canon.pay_range import KINDS, in_order, named, not_a_range, spread
from levelctl.text.document import NOT_KNOWN, Run, Text, joined, known, text
from levelctl.text.similarity import TextRun

MARKED_FROM = 0.1
"""The share of a text that must be unchanged for its changes to be marked, from 0 to 1."""

_BASIS = {
    "inherited": "inherited from the function's level curve",
    "modelled": "modelled",
    "survey": "from a survey",
    "observed": "observed",
}


def amount(value: float) -> str:
    """
    Return an amount of money as people read it.

    >>> amount(78000), amount(18.5)
    ('78,000', '18.50')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def pay(value: Pay | None) -> Text:
    """Return the median with its period, what else it says of itself, and its basis; or unknown."""
    if value is None:
        return NOT_KNOWN
    what = f"{what_it_is(value)}, " if what_it_is(value) else ""
    return (*_amounts(value), Run(f", {what}{basis(value)}", "muted"))


def _amounts(value: Pay) -> Text:
    return (
        Run(f"{value.currency} {amount(value.median)}", "strong"),
        Run(f" {a(value.period)} ({_ends_and_spread(value)})"),
    )


def _ends_and_spread(value: Pay) -> str:
    if not_a_range(value) is None:
        return f"{pay_range(value)}, spread {spread(value):.1f} %"
    return f"{pay_range(value)}: {ends(value)}, {NOT_A_RANGE}"


NOT_A_RANGE = "not a salary range"


def ends(value: Pay) -> str:
    """
    Return what low and high of figures are.

    >>> ends(Pay("USD", "year", 1, 2, 3, "survey", ends="p40-p60 of occupation"))
    'percentiles 40 and 60 of occupation'
    >>> ends(Pay("USD", "year", 1, 2, 3, "modelled"))
    'ends of an estimate'
    """
    if not in_order(value):
        return "not in order"
    if value.ends is None or value.ends == "range":
        return "ends of an estimate" if not_a_range(value) else "ends of a range"
    percentiles, *of = value.ends.split(" ", 1)
    low, high = percentiles.replace("p", "").split("-")
    return " ".join((f"percentiles {low} and {high}", *of))


def what_it_is(value: Pay) -> str:
    """
    Return place, kind, dates and sample of figures; empty if they say none of these.

    >>> what_it_is(Pay("USD", "year", 1, 2, 3, "survey", place="US", kind="base", n=240))
    'US, base pay, of 240 people'
    >>> what_it_is(Pay("USD", "year", 1, 2, 3, "survey"))
    ''
    """
    return _in_words(value, but=())


def _in_words(value: Pay, *, but: Sequence[str]) -> str:
    """Return what figures say of themselves, but what is below one of the headings *but*."""
    said = (pair for pair in described(value) if pair[0] not in but)
    return ", ".join(f"{_BEFORE.get(heading, '')}{text}" for heading, text in said)


_BEFORE = {
    "As of": "as of ",
    "Aged": "aged to ",
    "Sample": "of ",
    "Bonus": "bonus at target ",
    "Shared with": "the same figures as ",
}
"""What makes a sentence of the text below a heading."""


def described(value: Pay) -> Iterator[tuple[str, str]]:
    """Yield what figures say of themselves beside amounts and basis, each with its heading."""
    if value.place:
        yield "Place", value.place
    if value.kind:
        yield "Kind", KINDS[value.kind]
    if value.split:
        yield "Split", f"{value.split.base:g} % base, {value.split.variable:g} % variable"
    if value.as_of:
        yield "As of", value.as_of
    if value.aged_to and value.aging is not None:
        yield "Aged", f"{value.aged_to} at {100 * value.aging:.4g} % a year"
    if value.hours:
        yield "Hours", f"{value.hours:g} hours a week"
    if value.n or value.employers:
        yield "Sample", _sample(value)
    if value.bonus:
        yield "Bonus", f"{value.bonus.low:g}–{value.bonus.high:g} % of base"
    if value.shared_with:
        yield "Shared with", enumerated(value.shared_with)


def _sample(value: Pay) -> str:
    people = f"{value.n:,} people" if value.n else "an unknown number of people"
    employers = f" at {value.employers:,} employers" if value.employers else ""
    return f"{people}{employers}"


def no_pay(why: str | None) -> Text:
    """Return that pay is not known, and *why* if that is."""
    return (*NOT_KNOWN, Run(f": {why}", "muted")) if why else NOT_KNOWN


def figure(value: Pay) -> Text:
    """Return a figure of pay beside others, with what distinguishes it in front."""
    more = _in_words(value, but=("Place", "Kind", "As of"))
    return (
        Run(f"{named(value)}: "),
        *_amounts(value),
        Run(f", {f'{more}, ' if more else ''}{basis(value)}", "muted"),
    )


def overtime(value: OvertimeStatus) -> Text:
    """
    Return whether a profile is exempt from overtime in the United States.

    >>> overtime(OvertimeStatus("exempt", "outside_sales"))[0].text
    'exempt (FLSA, outside sales test)'
    """
    test = f", {value.test.replace('_', ' ')} test" if value.test else ""
    status = "it depends" if value.status == "depends" else value.status
    note = f": {value.note}" if value.note else ""
    return text(f"{status} (FLSA{test}){note}")


def median(value: Pay) -> str:
    """Return the median with its currency and period."""
    return f"{value.currency} {amount(value.median)} {a(value.period)}"


def pay_range(value: Pay) -> str:
    """Return the ends of a range of pay, without its currency."""
    return f"{amount(value.low)}–{amount(value.high)}"


def range_or_not(value: Pay) -> str:
    """Return low and high, and that they are no salary range if they are none."""
    return f"{pay_range(value)}{f' ({NOT_A_RANGE})' if not_a_range(value) else ''}"


def unit(value: Pay) -> str:
    """
    Return the currency and period of a range of pay.

    >>> unit(Pay("USD", "hour", 18, 21, 25, "survey"))
    'USD an hour'
    """
    return f"{value.currency} {a(value.period)}"


def a(period: str) -> str:
    """
    Return *period* with its article, *a* or *an*.

    >>> a("year"), a("hour")
    ('a year', 'an hour')
    """
    return f"{'an' if period.startswith('h') else 'a'} {period}"


def basis(value: Pay) -> str:
    """Return where the figures come from: the basis, and the source and method if known."""
    parts = (bare_basis(value), value.source, value.method)
    return "; ".join(part for part in parts if part)


def bare_basis(value: Pay) -> str:
    """Return where the figures come from, without source and method."""
    return _BASIS.get(value.basis, value.basis)


def pay_cells(value: Pay | None) -> tuple[str, str, str, str]:
    """Return currency, period, median and basis as cells of a row; empty if not known."""
    if value is None:
        return ("", "", "", "")
    return (value.currency, value.period, str(value.median), value.basis)


def short_pay(value: Pay | None) -> Text:
    return known(f"{value.currency} {amount(value.median)}" if value else None)


def source(value: Source) -> Text:
    """Return a source with all that is known of it: its id, kind, place, levels and dates."""
    read = f"read {value.accessed}" if value.accessed else None
    kind = value.kind.replace("_", " ") if value.kind else None
    levels = None if value.levels is None else "knows levels" if value.levels else "knows no levels"
    parts = [value.title, value.url, kind, value.place, levels, read]
    known_parts = joined((text(part) for part in parts if part), ", ")
    return (Run(f"{value.id}: ", "code"), *known_parts) if value.id else known_parts


def responsibility(value: Responsibility) -> Text:
    """Return its text, with its proficiency, whether it is generic, and where it comes from."""
    origin = f"from {', '.join(value.origin)}" if value.origin else ""
    marks = ", ".join(filter(None, (value.proficiency, "generic" if value.generic else "", origin)))
    return (Run(value.text), Run(f" ({marks})", "muted")) if marks else text(value.text)


def theme(value: Theme, *, summary: bool = True) -> Text:
    """Return the name of a theme, with its *summary* if wanted and known."""
    if not (summary and value.summary):
        return text(value.name, "strong")
    return (Run(value.name, "strong"), Run(f": {value.summary}", "muted"))


def enumerated(codes: Sequence[str]) -> str:
    """
    Return *codes* with commas and a last *and*.

    >>> enumerated(["P1"]), enumerated(["P1", "P2", "P3"])
    ('P1', 'P1, P2 and P3')
    """
    *most, last = codes
    return f"{', '.join(most)} and {last}" if most else last


def link(value: Link) -> Text:
    return text(", ".join(filter(None, (value.title, value.url))))


def classification(value: Classification) -> Text:
    return (
        Run(f"{value.scheme} {value.version} "),
        Run(value.code, "code"),
        Run(f", by {value.source}", "muted"),
    )


def status(value: str) -> str:
    """
    Return a status as words.

    >>> status("in_review")
    'in review'
    """
    return value.replace("_", " ")


def pieces(value: tuple[TextRun, ...]) -> Text:
    """Return *value* with its changed words marked, unless nearly all words changed."""
    unchanged = sum(len(piece.text) for piece in value if not piece.changed)
    if unchanged < MARKED_FROM * sum(len(piece.text) for piece in value):
        return tuple(Run(piece.text) for piece in value)
    return tuple(Run(piece.text, "changed" if piece.changed else "plain") for piece in value)
