"""``levelctl rubric``: shows tables that compare levels."""

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
        typer.Argument(metavar="[REF]", help="A focus. Default: the ladder.", show_default=False),
    ] = None,
    table: Annotated[
        TableName | None,
        typer.Option("--table", help="Show only this table; attributes come from the ladder."),
    ] = None,
    levels: Annotated[
        str,
        typer.Option(
            "--levels", metavar="RANGE", help="Levels, such as P2..P5 or P2,M1. Default: all."
        ),
    ] = "",
    transpose: Annotated[
        bool, typer.Option("--transpose", help="Show levels side by side.")
    ] = False,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Show tables of levels: attributes of the ladder, or guidelines and responsibilities.

    If a focus has themes, its responsibilities have a column for each. If it names steps of its
    skills, a table has the step of each skill at each level.
    """
    from levelctl import rubric

    session = Session.of(context)
    result = rubric(
        session.open(),
        " ".join(ref) if ref else None,
        table=table,
        levels=levels,
        transposed=transpose,
    )

    known = any(each.dimensions for each in result.tables)
    hint = "" if known or ref else "for the responsibilities of a role: levelctl rubric FOCUS"
    session.answer(form, result, views.RUBRIC, hint=hint)
