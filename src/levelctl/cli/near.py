"""``levelctl near``: the roles around a profile, measured."""

from __future__ import annotations

from typing import Annotated

import typer

from levelctl.cli import views
from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat
from levelctl.errors import LevelctlError

EXAMPLES = (
    "levelctl near TECHNI2.TECHNICAF44E.P2",
    "levelctl near tech pm P4 --track M --top 3",
    "levelctl near tech pm P2 --to P4 --explain",
    "levelctl near tech pm P3 --space content --format csv",
)


def command(
    context: typer.Context,
    ref: Annotated[
        list[str],
        typer.Argument(metavar="REF", help="A profile: its code, or a name and a level."),
    ],
    space: Annotated[
        str,
        typer.Option("--space", metavar="NAME", help="What is measured: structural, content, pay."),
    ] = "structural",
    top: Annotated[
        int, typer.Option("--top", min=1, metavar="N", help="At most N neighbours.")
    ] = 10,
    band: Annotated[
        list[str] | None,
        typer.Option(
            "--band",
            metavar="NAME",
            help="Only confident, needs-review or no-confident-match; repeatable.",
        ),
    ] = None,
    track: Annotated[
        list[str] | None,
        typer.Option("--track", metavar="NAME", help="Only this track, such as P; repeatable."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="REF",
            help="Only the distance to this profile, or level of the same focus, step by step.",
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the formula, its weights and its bounds.")
    ] = False,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Find the profiles around a profile, by distance and then by code, each with the reasons.

    The space structural@1 measures by place in the taxonomy, rank and track, content@1 by skills,
    tools and duties, pay@1 by median pay. A distance is from 0 to 1 and in one of three bands:
    confident, needs review, no confident match. Exits with 1 if nothing is found, or the profile
    has no place in the space.
    """
    from levelctl import near

    if to is not None and (band or track):
        raise LevelctlError("--to asks for one pair", hint="leave out --band and --track")
    session = Session.of(context)
    result = near(
        session.open(),
        " ".join(ref),
        space=space,
        top=top,
        bands=band or (),
        tracks=track or (),
        to=to,
        cache=not session.no_cache,
    )

    page = to is not None or explain
    session.answer(form, result, views.NEAR, page=page, explained=explain)
