"""Words the values of a canon in the same way on every page."""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.canon.model import Classification, Link, Pay, Responsibility, Source, Theme
from levelctl.canon.pay_range import spread
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
    """Return the median with its period, range, spread and basis, or that it is not known."""
    if value is None:
        return NOT_KNOWN
    return (
        Run(f"{value.currency} {amount(value.median)}", "strong"),
        Run(f" {a(value.period)} ({pay_range(value)}, spread {spread(value):.1f} %)"),
        Run(f", {basis(value)}", "muted"),
    )


def median(value: Pay) -> str:
    """Return the median with its currency and period."""
    return f"{value.currency} {amount(value.median)} {a(value.period)}"


def pay_range(value: Pay) -> str:
    """Return the ends of a range of pay, without its currency."""
    return f"{amount(value.low)}–{amount(value.high)}"


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
