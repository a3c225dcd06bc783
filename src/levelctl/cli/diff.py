"""``levelctl diff``: levels or profiles side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from levelctl.answers.diff import Section
from levelctl.cli import views
from levelctl.cli.exit_codes import Exit
from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat

EXAMPLES = (
    "levelctl diff P2 P4",
    "levelctl diff P2 P4 --in TECHNICAF44E",
    "levelctl diff TECHNI2.TECHNICAF44E.P4 P5 --only responsibilities",
    "levelctl diff P3 P4 M1 --changed --format csv",
)


def command(
    context: typer.Context,
    side: Annotated[
        list[str],
        typer.Argument(metavar="A B [C D]", help="Levels or profiles; quote a name: 'tech pm P3'."),
    ],
    focus: Annotated[
        str | None,
        typer.Option(
            "--in",
            metavar="FOCUS",
            envvar="LEVELCTL_FOCUS",
            help="The focus in which bare levels are compared, with all its prose.",
        ),
    ] = None,
    only: Annotated[
        list[Section] | None, typer.Option("--only", help="Only this section; repeatable.")
    ] = None,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only the rows in which a side differs.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 if there are differences.")
    ] = False,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Compare two to four levels or profiles; the first is what the others are held against.

    Of duties it tells which are kept, escalated (the same duty at a higher level), reduced,
    new and dropped. Duties are paired by their words: a hint to read, not a verdict.
    """
    from levelctl import diff

    session = Session.of(context)
    result = diff(session.open(), *side, focus=focus, only=only or (), changed=changed)

    hint = _with_focus(side) if result.kind == "levels" else ""
    session.answer(form, result, views.DIFF, hint=hint)
    if exit_code and result.differs:
        raise typer.Exit(Exit.NO)


def _with_focus(sides: list[str]) -> str:
    command = f"levelctl diff {' '.join(sides)} --in FOCUS"
    return f"for a role's duties, guidelines and pay: {command}"
