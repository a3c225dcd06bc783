"""``levelctl pay``: shows the pay range of a profile, and where a salary is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.cli import views
from levelctl.cli.options import (
    AsOfOption,
    KindOption,
    MinimumOption,
    PayFileOption,
    PlaceOption,
    TableFormatOption,
)
from levelctl.cli.session import Session, TableFormat
from levelctl.errors import LevelctlError

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
        list[str] | None,
        typer.Argument(metavar="REF", help="A profile, or a focus for all its levels."),
    ] = None,
    salary: Annotated[
        str | None,
        typer.Option("--salary", metavar="SUM", help="Salary to compare: 95000, 95,000 or 95k."),
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option(
            "--currency", metavar="CODE", help="Currency of the salary. Default: the range's."
        ),
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(
            "--rate",
            metavar="N",
            help="Exchange rate: the value of one unit of the salary's currency in the range's "
            "currency.",
        ),
    ] = None,
    place: PlaceOption = None,
    kind: KindOption = None,
    as_of: AsOfOption = None,
    pay_file: PayFileOption = None,
    minimum_n: MinimumOption = None,
    age_to: Annotated[
        str | None,
        typer.Option("--age-to", metavar="MONTH", help="Also project figures to this month."),
    ] = None,
    aging: Annotated[
        float | None,
        typer.Option("--aging", metavar="RATE", help="The rate a year of --age-to, such as 0.035."),
    ] = None,
    at_place: Annotated[
        str | None,
        typer.Option(
            "--at-place",
            metavar="PLACE",
            help="Also apply the differential that places.yaml has for this place.",
        ),
    ] = None,
    compare: Annotated[
        bool,
        typer.Option(
            "--compare", help="Compare all profiles, or those of REF, with published wages."
        ),
    ] = False,
    industry: Annotated[
        str | None,
        typer.Option(
            "--industry", metavar="NAICS", help="With --compare: the wages of one industry."
        ),
    ] = None,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Show the pay of a profile with its basis, and where a salary is in it.

    The compa-ratio is the salary divided by the median. The penetration is how far the salary is
    from the low end to the high end. Both are shown for every level of the focus, and refused if
    the figures are no salary range, as modeled ones. Currencies are converted only with --rate;
    periods are never converted. If wages are imported, the pay is compared with the percentiles of
    the focus's occupation and the mean at its level; --place chooses those of a state or a
    metropolitan area, too. --compare says how far the medians are off from them. Exits with 1 if
    the pay is not known, or not what is asked for.
    """
    from levelctl import pay

    session = Session.of(context)
    if compare:
        shown = (salary, currency, rate, kind, as_of, pay_file, minimum_n, age_to, aging, at_place)
        if any(each is not None for each in shown):
            raise LevelctlError(
                "--compare takes only --place and --industry",
                hint="leave out what chooses, projects or compares the figures of one profile",
            )
        _compare(session, ref, place, industry, form)
        return
    if not ref:
        raise LevelctlError(
            "there is no profile or focus to show", hint="give one: levelctl pay REF"
        )
    if industry is not None:
        raise LevelctlError("--industry needs --compare", hint="levelctl pay --compare REF")
    canon = session.open()
    result = pay(
        canon,
        " ".join(ref),
        salary=salary,
        currency=currency,
        rate=rate,
        place=place,
        kind=kind,
        as_of=as_of,
        pay_file=pay_file,
        minimum_n=minimum_n,
        age_to=age_to,
        aging=aging,
        at_place=at_place,
    )
    if pay_file and result.pay_file:
        from levelctl.cli.pay_file import remark_on  # few answers have one

        remark_on(canon, pay_file, result.pay_file, session.remark)

    session.answer(form, result, views.PAY, hint=_hint(result))


def _compare(
    session: Session,
    ref: list[str] | None,
    place: str | None,
    industry: str | None,
    form: TableFormat,
) -> None:
    from levelctl import compare_pay

    reference = " ".join(ref) if ref else None
    result = compare_pay(session.open(), reference, place=place, industry=industry)
    session.answer(form, result, views.PAY_COMPARISON)


def _hint(result: PayAnswer) -> str:
    """Return a hint to import wages if none are imported; otherwise nothing."""
    if not result.wages or not result.wages.missing or result.wages.release is not None:
        return ""
    codes = ", ".join(result.wages.missing)
    return f"to compare it with the wages of {codes}: levelctl import oews PATH"
