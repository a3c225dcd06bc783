"""Runs a command line and turns every kind of failure into a message and an exit code."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from typing import Any

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from levelctl.cli import streams
from levelctl.cli.app import app
from levelctl.cli.exit_codes import Exit, StoppedError
from levelctl.cli.lazy_group import FORM, FORMAT_VARIABLE
from levelctl.cli.session import Session
from levelctl.errors import CanonError, InternalError, LevelctlError, MachineError


def run(arguments: Sequence[str]) -> int:
    """Run the command line *arguments* and return the exit code; errors go to stderr."""
    try:
        return _run(arguments, Session())
    except BaseException as error:  # noqa: BLE001 - however levelctl fails, it says so
        if isinstance(error, UnicodeEncodeError) and (path := _unwritable(error, arguments)):
            return _report_unwritable(path, error)
        from levelctl.cli import crash

        return crash.report(error)


def _run(arguments: Sequence[str], session: Session) -> int:
    """Return the exit code; an exception that nobody foresaw is raised."""
    try:
        return _answer(list(arguments), session)
    except InternalError as error:  # the library's word for a fault, which is what counts here
        raise error.__cause__ or error from None
    except LevelctlError as error:
        return _report(error, session)
    except OSError as error:
        return _report(MachineError(f"system failure: {error}"), session)
    except TyperException as error:
        _report_usage(error)
        return Exit.WRONG_REQUEST
    except StoppedError as error:
        return error.exit_code
    except streams.UnwrittenError as error:
        return _report_unwritten(error)


def _answer(arguments: list[str], session: Session) -> int:
    # Typer prints help and the version itself, and handles write errors in its own way.
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = _command(arguments, session)
    # After --help, Typer does not process the options that follow.
    session.no_pager = session.no_pager or "--no-pager" in arguments
    session.put(printed.getvalue())
    return code


def _command(arguments: list[str], session: Session) -> int:
    # Typer's own main would turn some exceptions into exit codes that mean something else here.
    group = get_command(app)
    try:
        with group.make_context("levelctl", arguments, obj=session) as context:
            group.invoke(context)
    except typer.Exit as leaving:
        return leaving.exit_code
    return Exit.ANSWERED


def _report(error: LevelctlError, session: Session) -> int:
    """Report *error*, and return its exit code."""
    if isinstance(error, CanonError) and not session.opened:
        streams.diagnose(error.diagnostics, session.canon)
    streams.remark(f"levelctl: {error}")
    if error.hint:
        streams.remark(f"hint: {error.hint}")
    return error.exit_code


def _unwritable(error: UnicodeEncodeError, arguments: Sequence[str]) -> str | None:
    """
    Return the argument that no path can be, because names have no such character, if any is.

    In some locales, the C library reads characters that Python's codec does not write. So this
    is about the request, wherever the path is first used.
    """
    lacking = error.object[error.start : error.end]
    return next((argument for argument in arguments if lacking in argument), None)


def _report_unwritable(path: str, error: UnicodeEncodeError) -> int:
    streams.remark(
        f"levelctl: {path} cannot be a path here: "
        f"names are in {error.encoding}, which lacks one of its characters"
    )
    streams.remark("hint: set a locale in UTF-8, such as LC_ALL=C.UTF-8")
    return Exit.WRONG_REQUEST


def _report_unwritten(error: streams.UnwrittenError) -> int:
    """Report that stdout cannot be written, unless its reader closed it; return the exit code."""
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
        hint = "the format goes after the command: levelctl list --format json"
    else:
        hint = f"{command} --help shows the usage"
    streams.remark(f"hint: {hint}")


def _usage_message(error: Any, context: Any) -> str:
    """Return the message; it names the variable only if that set the format."""
    message = str(error.format_message())
    source = context.get_parameter_source(FORM) if context else None
    by_variable = source is not None and source.name == "ENVIRONMENT"
    return message if by_variable else message.replace(f" (env var: '{FORMAT_VARIABLE}')", "")


_FORMATS = ("--format", "-f", "--json")
"""The options that people put before the command, where they are not defined."""

_NO_CHOICE = "' is not one of "
"""The text after an invalid, quoted value in Typer's message."""


def _similar_choice(error: Any) -> str | None:
    """Return the choice that is most similar to an invalid value, if any is."""
    choices = getattr(getattr(getattr(error, "param", None), "type", None), "choices", None)
    value, refusal, _ = getattr(error, "message", "").rpartition(_NO_CHOICE)
    if not (choices and refusal):
        return None
    from levelctl.suggest import similar

    return next(iter(similar(value.removeprefix("'").casefold(), map(str, choices))), None)
