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


class Given(NamedTuple):
    """What is to be checked: files and folders, or what stdin has in the place of a file."""

    paths: tuple[Path, ...]
    contents: dict[Path, bytes]


def given(paths: Sequence[Path], name: Path | None) -> Given:
    """
    Return what *paths* and *name*, that of the file that stdin stands for, mean.

    Raises LevelctlError if one is given without the other, or a path beside stdin.
    """
    if STDIN not in paths:
        if name:
            raise LevelctlError("--stdin-filename is for stdin", hint="the PATH of stdin is -")
        return Given(tuple(paths), {})
    if not name:
        raise LevelctlError(
            "what is in stdin has no name",
            hint="--stdin-filename NAME says which file of a canon it is to be",
        )
    if len(paths) > 1:
        raise LevelctlError("stdin is checked alone", hint="leave out - or all other paths")
    from levelctl.canon.source import MAX_BYTES

    return Given((), {name: streams.read(MAX_BYTES + 1)})


def repaired(
    session: Session, what: Given, select: Sequence[str], ignore: Sequence[str]
) -> FixResult:
    """Return what mending comes to, and tell what cannot be mended."""
    from levelctl.lint.fix import repair

    with ProgressLine(quiet=session.quiet) as progress:
        found = repair.fix(
            what.paths,
            canon=session.canon,
            select=select,
            ignore=ignore,
            contents=what.contents,
            cache=not session.no_cache,
            progress=progress.advance,
        )
    for each in found.refusals:
        place = f"{each.diagnostic.path}:{each.diagnostic.span.line}:{each.diagnostic.span.column}"
        session.remark(f"{place}: not mended, {each.diagnostic.rule}: {each.reason}")
    return found


def show(session: Session, found: FixResult) -> None:
    """Print what mending changes as a diff, and exit with 1 if it changes anything."""
    from levelctl.output import patch

    diff = patch.export(found.changes)
    terminal = streams.terminal(session.color)
    if terminal:
        from levelctl.cli.session import drawn
        from levelctl.layout.check import difference

        session.put(drawn(difference(diff), terminal))
    else:
        streams.write_bytes(diff.encode())
    session.remark(f"{sentence(found, 'can be mended')}; nothing is changed")
    raise typer.Exit(Exit.NO if found.changes else Exit.ANSWERED)


def make(session: Session, what: Given, found: FixResult) -> Given:
    """Put what was mended into its place, stdin's text into stdout, and return what is there."""
    if not what.contents:
        from levelctl.lint.fix.repair import require_own_canon

        require_own_canon(what.paths, session.canon)
        with interruptible():
            found.write()
        return what
    after = {path: _after(found, text) for path, text in what.contents.items()}
    session.aside = True
    for text in after.values():
        streams.write_bytes(text)
    return Given(what.paths, after)


def _after(found: FixResult, text: bytes) -> bytes:
    from levelctl.canon.source import MAX_BYTES

    if len(text) > MAX_BYTES:  # it was not read to its end, so it cannot be passed on
        raise CanonError(f"stdin has more than {MAX_BYTES:,} bytes")
    return next((each.after for each in found.changes), text)


def sentence(found: FixResult, done: str) -> str:
    """Return how many faults are *done* in how many files."""
    faults = sum(each.fixes for each in found.changes)
    files = len(found.changes)
    if not files:
        return f"no fault {done}"
    return f"{_counted(faults, 'fault')} {done} in {_counted(files, 'file')}"


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
