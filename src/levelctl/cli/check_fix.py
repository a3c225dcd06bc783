"""What ``levelctl check`` has besides its report: text from stdin, mends, and what they change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from levelctl.cli import streams
from levelctl.cli.exit_codes import Exit
from levelctl.cli.interrupts import interruptible
from levelctl.cli.progress import ProgressLine
from levelctl.errors import CanonError, LevelctlError

if TYPE_CHECKING:
    from levelctl.cli.session import Session
    from levelctl.lint.fix.repair import FixResult

STDIN = Path("-")


class CheckInput(NamedTuple):
    """What is to be checked: files and folders, or what stdin has in the place of a file."""

    paths: tuple[Path, ...]
    contents: dict[Path, bytes]


def check_input(paths: Sequence[Path], name: Path | None) -> CheckInput:
    """
    Return what *paths* and *name*, that of the file that stdin stands for, mean.

    Raises LevelctlError if one is given without the other, or a path beside stdin.
    """
    if STDIN not in paths:
        if name:
            raise LevelctlError("--stdin-filename is for stdin", hint="the PATH of stdin is -")
        return CheckInput(tuple(paths), {})
    if not name:
        raise LevelctlError(
            "what is in stdin has no name",
            hint="--stdin-filename NAME says which file of a canon it is to be",
        )
    if len(paths) > 1:
        raise LevelctlError("stdin is checked alone", hint="leave out - or all other paths")
    from levelctl.canon.source import MAX_BYTES

    return CheckInput((), {name: streams.read(MAX_BYTES + 1)})


def find_fixes(
    session: Session, inputs: CheckInput, select: Sequence[str], ignore: Sequence[str]
) -> FixResult:
    """Return what mending comes to, and tell what cannot be mended."""
    from levelctl.lint.fix import repair

    with ProgressLine(quiet=session.quiet) as progress:
        fixes = repair.fix(
            inputs.paths,
            canon=session.canon,
            select=select,
            ignore=ignore,
            contents=inputs.contents,
            cache=not session.no_cache,
            progress=progress.advance,
        )
    for refusal in fixes.refusals:
        finding = refusal.diagnostic
        place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
        session.remark(f"{place}: not mended, {finding.rule}: {refusal.reason}")
    return fixes


def show_diff(session: Session, fixes: FixResult) -> None:
    """Print what mending changes as a diff, and exit with 1 if it changes anything."""
    from levelctl.output import patch

    diff = patch.export(fixes.changes)
    terminal = streams.terminal(session.color)
    if terminal:
        from levelctl.cli.session import rendered
        from levelctl.layout.check import difference

        session.put(rendered(difference(diff), terminal))
    else:
        streams.write_bytes(diff.encode())
    session.remark(f"{summary(fixes, 'can be mended')}; nothing is changed")
    raise typer.Exit(Exit.NO if fixes.changes else Exit.ANSWERED)


def apply(session: Session, inputs: CheckInput, fixes: FixResult) -> CheckInput:
    """Put what was mended into its place, stdin's text into stdout, and return what is there."""
    if not inputs.contents:
        from levelctl.lint.fix.repair import require_own_canon

        require_own_canon(inputs.paths, session.canon)
        with interruptible():
            fixes.write()
        return inputs
    fixed = {path: _fixed_text(fixes, text) for path, text in inputs.contents.items()}
    session.to_stderr = True
    for text in fixed.values():
        streams.write_bytes(text)
    return CheckInput(inputs.paths, fixed)


def _fixed_text(fixes: FixResult, text: bytes) -> bytes:
    from levelctl.canon.source import MAX_BYTES

    if len(text) > MAX_BYTES:  # it was not read to its end, so it cannot be passed on
        raise CanonError(f"stdin has more than {MAX_BYTES:,} bytes")
    return next((each.after for each in fixes.changes), text)


def summary(fixes: FixResult, done: str) -> str:
    """Return how many faults are *done* in how many files."""
    faults = sum(each.fixes for each in fixes.changes)
    files = len(fixes.changes)
    if not files:
        return f"no fault {done}"
    return f"{_counted(faults, 'fault')} {done} in {_counted(files, 'file')}"


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
