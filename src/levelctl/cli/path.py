"""``levelctl path``: finds a route from one profile to another."""

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
        str,
        typer.Argument(metavar="B", help="Another profile; a level alone means the focus of A."),
    ],
    most: Annotated[
        int | None,
        typer.Option("--max-steps", min=1, metavar="N", help="Allow at most N steps."),
    ] = None,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Find a step-by-step route from one profile to another through existing profiles.

    Each step is within the tolerance of the structural space. The route has the fewest steps;
    ties are broken by total distance, then by code order. Each step shows what it adds. In a
    pipe, each step is a row. If there is no route, the gap is shown. Exits with 1 then.
    """
    from levelctl import path

    session = Session.of(context)
    result = path(session.open(), start, goal, most_steps=most)

    session.answer(form, result, views.PATH)
