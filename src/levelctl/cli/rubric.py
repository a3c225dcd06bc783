"""``levelctl rubric``: levels against what tells them apart."""

from __future__ import annotations

from typing import Annotated

import typer

from levelctl.answers.rubric import TableName
from levelctl.cli import views
from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat

EXAMPLES = (
    "levelctl rubric --levels P2..P5",
    "levelctl rubric TECHNICAF44E --table guidelines",
    "levelctl rubric tech pm --levels P3,P4 --transpose",
)


def command(
    context: typer.Context,
    ref: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF]", help="A focus; without it, the ladder.", show_default=False
        ),
    ] = None,
    table: Annotated[
        TableName | None,
        typer.Option("--table", help="Only this table; attributes are the ladder's."),
    ] = None,
    levels: Annotated[
        str, typer.Option("--levels", metavar="RANGE", help="Such as P2..P5, or P2,M1.")
    ] = "",
    transpose: Annotated[
        bool, typer.Option("--transpose", help="The levels side by side.")
    ] = False,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """Show tables of levels: the ladder's attributes, or a focus's guidelines and duties."""
    from levelctl import rubric

    session = Session.of(context)
    result = rubric(
        session.open(),
        " ".join(ref) if ref else None,
        table=table,
        levels=levels,
        transposed=transpose,
    )

    session.answer(form, result, views.RUBRIC)
