"""``levelctl pay``: what a profile is paid, and where a salary stands in that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.cli import views
from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat

if TYPE_CHECKING:
    from levelctl.answers.pay import PayAnswer

EXAMPLES = (
    "levelctl pay TECHNI2.TECHNICAF44E.P3",
    "levelctl pay tech pm P3 --salary 95k",
    "levelctl pay tech pm P3 --salary 88000 --currency EUR --rate 1.08",
    "levelctl pay tech pm --salary 95,000 --format csv",
)


def command(
    context: typer.Context,
    ref: Annotated[
        list[str],
        typer.Argument(metavar="REF", help="A profile, or a focus for all of its levels."),
    ],
    salary: Annotated[
        str | None,
        typer.Option(
            "--salary", metavar="SUM", help="A salary to find the place of: 95000, 95,000, 95k."
        ),
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option("--currency", metavar="CODE", help="The salary's currency; else the range's."),
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(
            "--rate", metavar="N", help="How many of the range's currency one of the salary's is."
        ),
    ] = None,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Show the pay of a profile with its basis, and where a salary stands in its range.

    The compa-ratio is the salary divided by the median, the penetration its way from the low end
    of the range to the high one; both are given against every level of the focus. Nothing is
    converted, between currencies without a rate and between periods at all. Once wages are
    imported, the range is held against the percentiles of the focus's occupation. Exits with 1
    if the pay is not known.
    """
    from levelctl import pay

    session = Session.of(context)
    result = pay(session.open(), " ".join(ref), salary=salary, currency=currency, rate=rate)

    session.answer(form, result, views.PAY, hint=_hint(result))


def _hint(result: PayAnswer) -> str:
    """Return how an occupation's wages come in, if none are there."""
    if not result.wages or not result.wages.missing or result.wages.release is not None:
        return ""
    codes = ", ".join(result.wages.missing)
    return f"to see it among the wages of {codes}: levelctl import oews PATH"
