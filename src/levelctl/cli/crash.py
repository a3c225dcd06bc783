"""Reports a fault of levelctl itself: an exception that nobody foresaw."""

from __future__ import annotations

import contextlib
import os
import sys

from levelctl.cli.exit_codes import Exit

DEBUG = "LEVELCTL_DEBUG"
"""The variable that shows the traceback, unless it is empty or 0."""

LONGEST = 300
"""The most characters that are shown of the exception."""

_REPORT = f"please report it to the maintainers of levelctl with the output of {DEBUG}=1"


def report(error: BaseException) -> int:
    """
    Say on stderr, on one line, that *error* is a fault of levelctl; return the exit code.

    Never raises an Exception: if the line cannot be written, the exit code still says it.
    """
    if isinstance(error, KeyboardInterrupt):
        return Exit.INTERRUPTED
    with contextlib.suppress(Exception):
        if debugging():
            _show_traceback(error)
    # The frames may hold all the memory that there is.
    error.__traceback__ = error.__context__ = error.__cause__ = None
    line = _line(error)
    try:
        from levelctl.cli import streams

        streams.remark(line)
    except Exception:  # noqa: BLE001 - even the module that writes may be what fails
        _write(f"{line}\n".encode("ascii", errors="backslashreplace"))
    return Exit.CRASHED


def debugging() -> bool:
    return os.environ.get(DEBUG, "0") not in ("", "0")


def _line(error: BaseException) -> str:
    what = type(error).__name__
    with contextlib.suppress(Exception):
        what = f"{what}: {error}" if str(error) else what
    shown = what[:LONGEST].translate(_ON_A_LINE)
    if isinstance(error, MemoryError):
        return f"levelctl: there is not enough memory ({shown}); if there should be, {_REPORT}"
    return f"levelctl: this is a fault of levelctl, not yours: {shown}; {_REPORT}"


_ON_A_LINE = {ord("\r"): r"\r", ord("\n"): r"\n", ord("\t"): r"\t"}


def _show_traceback(error: BaseException) -> None:
    import traceback

    from levelctl.cli import streams
    from levelctl.text.safe import visible

    streams.write(visible("".join(traceback.format_exception(error))), to_stderr=True)


def _write(data: bytes) -> None:
    if sys.__stderr__ is not None:
        with contextlib.suppress(OSError):
            sys.__stderr__.buffer.write(data)
            sys.__stderr__.flush()
