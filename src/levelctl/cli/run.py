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
from levelctl.cli.exit_codes import Exit
from levelctl.cli.lazy_group import FORM, FORMAT_VARIABLE
from levelctl.cli.session import Session
from levelctl.errors import CanonError, LevelctlError, MachineError


def run(arguments: Sequence[str]) -> int:
    """Answer *arguments* on stdout, remarks and errors on stderr, and return the exit code."""
    session = Session()
    try:
        return _answer(list(arguments), session)
    except LevelctlError as error:
        return _report(error, session)
    except OSError as error:
        return _report(MachineError(f"the machine failed: {error}"), session)
    except TyperException as error:
        _report_usage(error)
        return Exit.WRONG_REQUEST
    except typer.Abort:
        return Exit.INTERRUPTED
    except streams.UnwrittenError as error:
        return _report_unwritten(error)


def _answer(arguments: list[str], session: Session) -> int:
    # Typer prints help and versions itself, and gives up in its own ways where it cannot.
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = app(arguments, prog_name="levelctl", standalone_mode=False, obj=session)
    # Help ends the line before an option behind it is looked at.
    session.no_pager = session.no_pager or "--no-pager" in arguments
    session.put(printed.getvalue())
    return code or Exit.ANSWERED


def _report(error: LevelctlError, session: Session) -> int:
    """Tell *error*, and return its exit code."""
    if isinstance(error, CanonError) and not session.opened:
        streams.diagnose(error.diagnostics)
    streams.remark(f"levelctl: {error}")
    if error.hint:
        streams.remark(f"hint: {error.hint}")
    return error.exit_code


def _report_unwritten(error: streams.UnwrittenError) -> int:
    """Tell that stdout took no more, unless who reads it left, and return the exit code."""
    if error.closed:
        return Exit.PIPE_CLOSED
    streams.remark(f"levelctl: the answer cannot be written: {error}")
    return Exit.MACHINE_FAILED


def _report_usage(error: Any) -> None:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "levelctl"
    streams.remark(f"levelctl: {_usage_message(error, context)}")
    near = _similar_choice(error)
    if near:
        hint = f"did you mean {near}?"
    elif command == "levelctl" and getattr(error, "option_name", "") in _FORMATS:
        hint = "a format stands behind the command: levelctl list --format json"
    else:
        hint = f"{command} --help shows what it takes"
    streams.remark(f"hint: {hint}")


def _usage_message(error: Any, context: Any) -> str:
    """Return what is wrong; a variable is named where it, and no option, gave the value."""
    message = str(error.format_message())
    source = context.get_parameter_source(FORM) if context else None
    by_variable = source is not None and source.name == "ENVIRONMENT"
    return message if by_variable else message.replace(f" (env var: '{FORMAT_VARIABLE}')", "")


_FORMATS = ("--format", "-f", "--json")
"""The options that a person may put before the command, where none is known yet."""

_NO_CHOICE = "' is not one of "
"""What stands in Typer's message behind a value that is no choice, which is in quotes."""


def _similar_choice(error: Any) -> str | None:
    """Return the choice that a value which is none may have meant."""
    choices = getattr(getattr(getattr(error, "param", None), "type", None), "choices", None)
    value, refusal, _ = getattr(error, "message", "").rpartition(_NO_CHOICE)
    if not (choices and refusal):
        return None
    from levelctl.suggest import similar

    return next(iter(similar(value.removeprefix("'").casefold(), map(str, choices))), None)
