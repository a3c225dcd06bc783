"""``levelctl crosswalk``: maps a role to occupation codes, or a code to roles."""

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
            help="A focus or profile; or a code of a scheme, or its beginning.",
        ),
    ],
    scheme: Annotated[
        str | None,
        typer.Option("--scheme", metavar="NAME", help="Read the code as one of this scheme."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also search wider groups after a focus is found.")
    ] = False,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Show a role's codes in published occupation schemes, or the foci that have a code.

    If no focus has the code, levelctl searches wider groups: for the SOC, the broad occupation,
    then the minor and the major group. Editions of a scheme are never mixed. In a pipe, each code
    or focus is a row. Exits with 1 if nothing is found.
    """
    from levelctl import crosswalk

    session = Session.of(context)
    result = crosswalk(session.open(), " ".join(ref), scheme=scheme, every=every)

    session.answer(form, result, views.CROSSWALK)
