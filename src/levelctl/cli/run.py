"""One command line from its arguments to its exit code; every kind of failure ends here."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from typing import Any

import typer
from typer.exceptions import TyperException

from levelctl.cli import streams
from levelctl.cli.app import app
from levelctl.cli.exits import Exit
from levelctl.cli.session import Session
from levelctl.errors import CanonError, LevelctlError


def run(arguments: Sequence[str]) -> int:
    """Answer *arguments* on stdout, remarks and errors on stderr, and return the exit code."""
    session = Session()
    try:
        return _answer(list(arguments), session)
    except LevelctlError as error:
        _report(error, session)
        return error.exit_code
    except TyperException as error:
        _report_usage(error)
        return Exit.WRONG_REQUEST
    except typer.Abort:
        return Exit.INTERRUPTED
    except streams.UnwrittenError as error:
        if error.closed:
            return Exit.PIPE_CLOSED
        streams.remark(f"levelctl: the answer cannot be written: {error}")
        return Exit.MACHINE_FAILED


def _answer(arguments: list[str], session: Session) -> int:
    # Typer prints help and versions itself, and gives up in its own ways where it cannot.
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = app(arguments, prog_name="levelctl", standalone_mode=False, obj=session)
    streams.write(printed.getvalue())
    return code or Exit.ANSWERED


def _report(error: LevelctlError, session: Session) -> None:
    if isinstance(error, CanonError) and not session.opened:
        streams.diagnose(error.diagnostics)
    streams.remark(f"levelctl: {error}")
    if error.hint:
        streams.remark(f"hint: {error.hint}")


def _report_usage(error: Any) -> None:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "levelctl"
    streams.remark(f"levelctl: {error.format_message()}")
    streams.remark(f"hint: {command} --help shows what it takes")
