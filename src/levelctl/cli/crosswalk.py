"""``levelctl crosswalk``: from a role to codes of published schemes, and back."""

from __future__ import annotations

from typing import Annotated

import typer

from levelctl.cli import views
from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat

EXAMPLES = (
    "levelctl crosswalk tech pm",
    "levelctl crosswalk 15-1252",
    "levelctl crosswalk 15-125 --format csv",
    "levelctl crosswalk 2512 --scheme ISCO --all",
)


def command(
    context: typer.Context,
    ref: Annotated[
        list[str],
        typer.Argument(
            metavar="REF|CODE",
            help="A focus or profile; or a code of a scheme, or the beginning of one.",
        ),
    ],
    scheme: Annotated[
        str | None,
        typer.Option("--scheme", metavar="NAME", help="It is a code of this scheme."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Look in wider groups even where a focus was found.")
    ] = False,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Show a role's codes in published schemes of occupations, or the foci that carry a code.

    A code that no focus carries leads to those of the group that it is in: of the SOC the broad
    occupation, then the minor and the major group. Each edition of a scheme is looked at by
    itself. In a pipe, each code or focus is a row. Exits with 1 if there is none.
    """
    from levelctl import crosswalk

    session = Session.of(context)
    result = crosswalk(session.open(), " ".join(ref), scheme=scheme, every=every)

    session.answer(form, result, views.CROSSWALK)
