"""``levelctl check``: reports the findings of the rules in a canon."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.cli import check_fix, views
from levelctl.cli.progress import ProgressLine
from levelctl.cli.session import Session
from levelctl.diagnostics import Severity
from levelctl.errors import LevelctlError

if TYPE_CHECKING:
    from levelctl.lint.report import Report

EXAMPLES = (
    "levelctl check",
    "levelctl check --fail-on warning --ignore guideline-years",
    "levelctl check --select prose --format json",
    "levelctl check --select classification --format sarif",
)


class CheckFormat(StrEnum):
    """The formats of a report."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


def command(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH...",
            help="Files and folders of a canon, or - for stdin. Default: the whole canon.",
        ),
    ] = None,
    fail_on: Annotated[
        Severity | None,
        typer.Option("--fail-on", help="Lowest severity that makes check fail."),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULE", help="Run only this rule or group; repeatable."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="RULE", help="Skip this rule or group; repeatable."),
    ] = None,
    form: Annotated[
        CheckFormat, typer.Option("--format", "-f", help="Output format.")
    ] = CheckFormat.TEXT,
    fix: Annotated[
        bool, typer.Option("--fix", help="Make all safe fixes and report what remains.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change; change nothing.")
    ] = False,
    stdin_filename: Annotated[
        Path | None,
        typer.Option(
            "--stdin-filename",
            metavar="NAME",
            help="File of the canon that stdin stands for; can be new.",
        ),
    ] = None,
) -> None:
    """
    Check a canon and report every finding with its place.

    Findings are errors that keep files out of the canon, and problems in its text, pay, titles
    and reviews. `levelctl rule` explains the rules. Exits with 1 if a finding is at or above
    --fail-on (default: fail_on in canon.yaml, otherwise error); with --diff, if there is
    something to fix.

    With --fix, only the fixed text in a file changes. For stdin, the fixed text goes to stdout
    and the report to stderr.
    """
    from levelctl.lint.check import check, diagnostic_path

    session = Session.of(context)
    inputs = check_fix.check_input(paths or (), stdin_filename)
    check_fix.refuse_outputs(session, inputs)
    repair = (
        check_fix.find_fixes(session, inputs, select or (), ignore or ()) if fix or diff else None
    )
    if repair and diff:
        check_fix.show_diff(session, repair)
    elif repair:
        inputs = check_fix.apply(session, inputs, repair)
    with ProgressLine(quiet=session.quiet) as progress:
        result = check(
            inputs.paths,
            canon=session.canon,
            select=select or (),
            ignore=ignore or (),
            fail_on=fail_on,
            contents=inputs.contents,
            cache=not session.no_cache,
            map_files=progress.work,
        )

    texts = {diagnostic_path(path): text for path, text in inputs.contents.items()}
    fixed = f"{check_fix.summary(repair, 'fixed')}; " if repair else ""
    session.answer(
        form,
        result,
        views.CHECK,
        remark=f"{fixed}{summary(result, fixed=bool(repair))}",
        source_line=source_line(texts),
    )


def source_line(texts: Mapping[str, bytes]) -> Callable[[str, int], str | None]:
    """
    Return a function that returns a line of a file, or None if the file cannot be read.

    It reads each file once. *texts* replace the files at their paths. A file without a known key is
    no file of a canon, whatever its name is, so that none of its lines is returned.
    """

    @cache
    def lines_of(path: str) -> list[str]:
        from levelctl.canon import schema, source
        from levelctl.canon.files import kind_of
        from levelctl.lint.check import in_canon

        try:
            root, inner = in_canon(Path(path))
            data = texts[path] if path in texts else source.load(root, inner)
            text = source.decode(source.bounded(data))
        except (source.SourceError, LevelctlError):
            return []
        known = schema.known_keys(kind_of(inner))
        return source.lines_of(text) if any(key in known for key in source.top_keys(text)) else []

    def line(path: str, number: int) -> str | None:
        lines = lines_of(path)
        return lines[number - 1] if number <= len(lines) else None

    return line


def summary(report: Report, *, fixed: bool = False) -> str:
    """Return *report* in one line; unless it is *fixed*, with how many findings can be."""
    counts = ((report.errors, "error"), (report.warnings, "warning"), (report.notes, "note"))
    findings = ", ".join(f"{n:,} {word}{'s' if n > 1 else ''}" for n, word in counts if n)
    checked = f"{report.files:,} files checked"
    remains = report.fixable and not fixed
    fixable = f"; --fix can fix {report.fixable:,} of them" if remains else ""
    return f"{checked}: {findings or 'no findings'}{fixable}"
