"""``levelctl near``: finds the profiles nearest to a profile."""

from __future__ import annotations

from typing import Annotated

import typer

from levelctl.cli import views
from levelctl.cli.options import MinimumOption, PayFileOption, TableFormatOption
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
        typer.Option(
            "--space",
            metavar="NAME",
            help="Space to measure in: structural, content or pay; content@1 is an older content.",
        ),
    ] = "structural",
    top: Annotated[
        int, typer.Option("--top", min=1, metavar="N", help="Show at most N neighbors.")
    ] = 10,
    band: Annotated[
        list[str] | None,
        typer.Option(
            "--band",
            metavar="NAME",
            help="Show only this band: confident, needs-review or no-confident-match; repeatable.",
        ),
    ] = None,
    track: Annotated[
        list[str] | None,
        typer.Option(
            "--track", metavar="NAME", help="Show only this track, such as P; repeatable."
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="REF",
            help="Show only the distance to this profile, or level of the focus, step by step.",
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the formula with its weights and bounds.")
    ] = False,
    pay_file: PayFileOption = None,
    minimum_n: MinimumOption = None,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Find the nearest profiles, sorted by distance and then by code, each with the reasons.

    structural@1 measures taxonomy, rank and track; content@1 skills, tools and responsibilities,
    and content@2 also the steps of skills; pay@1 median pay. A distance is from 0 to 1, in one of
    three bands: confident, needs review, no confident match. Exits with 1 if nothing is found, or
    if the profile is not in the space.
    """
    from levelctl import near

    if to is not None and (band or track):
        raise LevelctlError(
            "--to cannot be combined with --band or --track", hint="leave out --band and --track"
        )
    session = Session.of(context)
    result = near(
        session.with_pay_file(session.open(), pay_file, minimum_n),
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
