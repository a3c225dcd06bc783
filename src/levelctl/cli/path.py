"""``levelctl path``: a route from one profile to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.cli.exit_codes import Exit
from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat, require_whole

if TYPE_CHECKING:
    from levelctl.text.document import Document, TableRows

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
    canon = session.open()
    result = path(canon, start, goal, most_steps=most)

    def document() -> Document:
        from levelctl.layout import path as layout

        return layout.path(result)

    def rows(*, headings: bool = True) -> TableRows:
        from levelctl.layout.path import path_rows

        return path_rows(result, headings=headings)

    session.answer(form, result, document, rows=rows, piped=lambda: rows(headings=False))
    if not result.steps and session.in_rows(form):
        from levelctl.layout.path import told

        session.remark(told(result))
    require_whole(canon)
    if result.answer == "no route":
        raise typer.Exit(Exit.NO)
