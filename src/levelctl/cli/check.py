"""``levelctl check``: a canon held against the rules."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.cli.exits import Exit
from levelctl.cli.progress import Progress
from levelctl.cli.session import Session
from levelctl.diagnostics import Severity

if TYPE_CHECKING:
    from levelctl.checking.report import Report
    from levelctl.document import Document

EXAMPLES = (
    "levelctl check",
    "levelctl check --fail-on warning --ignore guideline-years",
    "levelctl check --select prose --format json",
)


class CheckFormat(StrEnum):
    """The formats of a report."""

    TEXT = "text"
    JSON = "json"


def command(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Files and folders of a canon; else all of it."),
    ] = None,
    fail_on: Annotated[
        Severity | None,
        typer.Option("--fail-on", help="The least severity that makes check fail."),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULE", help="Only this rule or group; repeatable."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="RULE", help="Not this rule or group; repeatable."),
    ] = None,
    form: Annotated[
        CheckFormat, typer.Option("--format", "-f", help="Output format.")
    ] = CheckFormat.TEXT,
) -> None:
    """
    Tell every fault of a canon, each with its place.

    That is what keeps files out of it, and what the rules find in its prose, pay, titles and
    reviews. Exits with 1 if a fault is as grave as --fail-on says, an error if neither it nor
    canon.yaml says anything. `levelctl rule` explains the rules.
    """
    from levelctl.checking.request import check

    session = Session.of(context)
    with Progress(quiet=session.quiet) as progress:
        result = check(
            paths or (),
            canon=session.canon,
            select=select or (),
            ignore=ignore or (),
            fail_on=fail_on,
            cache=not session.no_cache,
            progress=progress.advance,
        )

    def document() -> Document:
        from levelctl.layout import check as layout

        return layout.report(result, source_line)

    session.answer(form, result, document)
    session.remark(summary(result))
    if result.fails:
        raise typer.Exit(Exit.NO)


def source_line(path: str, number: int) -> str | None:
    """Return a line of the file *path*, or None if it cannot be read."""
    from levelctl import source

    try:
        return source.lines_of(source.decode(source.load(Path(path))))[number - 1]
    except (source.SourceError, IndexError):
        return None


def summary(report: Report) -> str:
    """Return *report* in a line."""
    counts = ((report.errors, "error"), (report.warnings, "warning"), (report.notes, "note"))
    found = ", ".join(f"{n:,} {word}{'s' if n > 1 else ''}" for n, word in counts if n)
    checked = f"{report.files:,} files checked"
    mended = f"; --fix mends {report.mendable:,} of them" if report.mendable else ""
    return f"{checked}: {found or 'nothing is wrong'}{mended}"
