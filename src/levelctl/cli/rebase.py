"""``levelctl rebase``: accepts the present state of the canon that an overlay extends."""

from __future__ import annotations

from typing import Annotated

import typer

from levelctl.canon.locate import locate
from levelctl.cli import views
from levelctl.cli.exit_codes import Exit
from levelctl.cli.options import PageFormatOption
from levelctl.cli.progress import ProgressLine
from levelctl.cli.session import PageFormat, Session

EXAMPLES = ("levelctl rebase --diff", "levelctl rebase", "levelctl rebase --diff --format json")


def command(
    context: typer.Context,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what changed below; change nothing.")
    ] = False,
    form: PageFormatOption = PageFormat.TEXT,
) -> None:
    """
    Show what changed in the canon that this one extends, and pin its present state.

    The pin is in canon.yaml. It names the edition and the fingerprint of the canon below, and
    `levelctl check` tells when that has moved. Exits with 1 with --diff if the pin is of another
    state.
    """
    from levelctl.answers.rebase import rebase

    session = Session.of(context)
    with ProgressLine(quiet=session.quiet) as progress:
        result = rebase(
            locate(session.canon),
            write=not diff,
            cache=not session.no_cache,
            map_files=progress.work,
        )
    session.answer(form, result, views.REBASE)
    if diff and result.moved:
        raise typer.Exit(Exit.NO)
