"""``levelctl skills``: lists the skills that foci share, and who needs them at which steps."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from levelctl.cli import views
from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat

EXAMPLES = (
    "levelctl skills",
    "levelctl skills negotiation",
    "levelctl skills --level P4 --step expert",
    "levelctl skills --format csv",
)


def _names(flag: str, metavar: str, what: str) -> Any:
    return typer.Option(flag, metavar=metavar, help=f"{what}; repeatable.")


def command(
    context: typer.Context,
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUERY", help="Words of the name or sentence of a skill."),
    ] = None,
    group: Annotated[
        list[str] | None, _names("--group", "NAME", "List only skills of this group")
    ] = None,
    step: Annotated[
        list[str] | None, _names("--step", "NAME", "List only what is needed at this step")
    ] = None,
    level: Annotated[
        list[str] | None, _names("--level", "NAME", "Count only this level or range, as P2..P4")
    ] = None,
    track: Annotated[
        list[str] | None, _names("--track", "NAME", "Count only this track, such as P")
    ] = None,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    List the skills that foci share, with how many need each, from which step to which.

    levelctl show SKILL is the page of one. In a pipe, each skill is a row.
    """
    from levelctl.answers.skills import skill_list

    session = Session.of(context)
    result = skill_list(
        session.open(),
        " ".join(query or ()),
        groups=group or (),
        steps=step or (),
        levels=level or (),
        tracks=track or (),
    )
    session.answer(form, result, views.SKILLS)
