"""``levelctl path``: a route from one profile to another."""

from __future__ import annotations

from typing import Annotated

import typer

from levelctl.cli import views
from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat

EXAMPLES = (
    "levelctl path TECHNI2.TECHNICAF44E.P2 P6",
    "levelctl path 'backend engineering P2' 'engineering management M3'",
    "levelctl path 'product manager P2' 'tech pm P5' --format csv",
)


def command(
    context: typer.Context,
    start: Annotated[
        str, typer.Argument(metavar="A", help="A profile; quote a name: 'tech pm P3'.")
    ],
    goal: Annotated[
        str, typer.Argument(metavar="B", help="Another; a bare level means the focus of A.")
    ],
    most: Annotated[
        int | None,
        typer.Option("--max-steps", min=1, metavar="N", help="No route of more than N steps."),
    ] = None,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Find a route from one profile to another through those that exist.

    Each step is a confident one in the structural space. Of all routes it is the one with the
    fewest steps, then the least distance, then the codes that come first in order. Each step
    tells what is gained by it; in a pipe it is a row. Exits with 1 if there is no route, and
    shows the gap.
    """
    from levelctl import path

    session = Session.of(context)
    result = path(session.open(), start, goal, most_steps=most)

    session.answer(form, result, views.PATH)
