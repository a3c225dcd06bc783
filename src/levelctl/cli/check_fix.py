"""The parts of ``levelctl check`` besides its report: text from stdin, fixes and diffs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from levelctl.cli import streams
from levelctl.cli.exit_codes import Exit
from levelctl.cli.progress import ProgressLine
from levelctl.errors import CanonError, LevelctlError

if TYPE_CHECKING:
    from levelctl.cli.session import Session
    from levelctl.lint.fix.repair import FixResult

STDIN = Path("-")


class CheckInput(NamedTuple):
    """The input of a check: files and folders, or text from stdin that replaces a file."""

    paths: tuple[Path, ...]
    contents: dict[Path, bytes]


def check_input(paths: Sequence[Path], name: Path | None) -> CheckInput:
    """
    Return the input that *paths* mean; *name* is the file that stdin stands for.

    Raises LevelctlError if stdin has no name, a name is given without stdin, or stdin is not the
    only path.
    """
    if STDIN not in paths:
        if name:
            raise LevelctlError("--stdin-filename needs stdin", hint="add - as the PATH")
        return CheckInput(tuple(paths), {})
    if not name:
        raise LevelctlError(
            "stdin has no file name",
            hint="give --stdin-filename NAME, the file that stdin stands for",
        )
    if len(paths) > 1:
        raise LevelctlError(
            "stdin cannot be checked together with files", hint="leave out - or all other paths"
        )
    from levelctl.canon.files import MAX_BYTES

    return CheckInput((), {name: streams.read(MAX_BYTES + 1)})


def refuse_outputs(session: Session, inputs: CheckInput) -> None:
    """Raise LevelctlError if a file of a canon to check is also the output."""
    if not streams.to_file():
        return
    from levelctl.cli.same_file import refuse_outputs_in
    from levelctl.lint.check import display_path, files_by_canon

    for root in files_by_canon(inputs.paths, session.canon, inputs.contents):
        refuse_outputs_in(root, display_path(root))


def find_fixes(
    session: Session, inputs: CheckInput, select: Sequence[str], ignore: Sequence[str]
) -> FixResult:
    """Return the result of all safe fixes, and report findings that cannot be fixed."""
    from levelctl.lint.fix import repair

    with ProgressLine(quiet=session.quiet) as progress:
        fixes = repair.fix(
            inputs.paths,
            canon=session.canon,
            select=select,
            ignore=ignore,
            contents=inputs.contents,
            cache=not session.no_cache,
            map_files=progress.work,
        )
    for refusal in fixes.refusals:
        finding = refusal.diagnostic
        place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
        session.remark(f"{place}: not fixed, {finding.rule}: {refusal.reason}")
    return fixes


def show_diff(session: Session, fixes: FixResult) -> None:
    """Print the changes of *fixes* as a diff, and exit with 1 if there are any."""
    from levelctl.output import patch

    diff = patch.export(fixes.changes)
    terminal = streams.terminal(session.color)
    if terminal:
        from levelctl.cli.session import rendered
        from levelctl.layout.check import difference

        session.put(rendered(difference(diff), terminal))
    else:
        streams.write_bytes(diff.encode())
    session.remark(f"{summary(fixes, 'would fix')}; no file was changed")
    raise typer.Exit(Exit.NO if fixes.changes else Exit.ANSWERED)


def apply(session: Session, inputs: CheckInput, fixes: FixResult) -> CheckInput:
    """Write the fixed files, or the fixed text of stdin to stdout; return the input to check."""
    if not inputs.contents:
        from levelctl.lint.fix.repair import require_own_canon

        require_own_canon(inputs.paths, session.canon)
        fixes.write()
        return inputs
    fixed = {path: _fixed_text(fixes, text) for path, text in inputs.contents.items()}
    session.to_stderr = True
    for text in fixed.values():
        streams.write_bytes(text)
    return CheckInput(inputs.paths, fixed)


def _fixed_text(fixes: FixResult, text: bytes) -> bytes:
    from levelctl.canon.files import MAX_BYTES

    if len(text) > MAX_BYTES:  # the rest was not read, so the text cannot be passed on
        raise CanonError(f"stdin has more than {MAX_BYTES:,} bytes")
    return next((change.after for change in fixes.changes), text)


def summary(fixes: FixResult, verb: str) -> str:
    """Return how many findings were fixed, or would be, in how many files; *verb* says which."""
    findings = sum(change.fixes for change in fixes.changes)
    files = len(fixes.changes)
    if not files:
        return f"{verb} no findings"
    return f"{verb} {_counted(findings, 'finding')} in {_counted(files, 'file')}"


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
