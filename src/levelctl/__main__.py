"""Runs the program. However it ends, it exits with one of the documented exit codes."""

from __future__ import annotations

# Python's own part of the module signal, which is always loaded. The other part imports enum:
# that takes most of the time before Ctrl-C is handled.
import _signal  # type: ignore[import-not-found]  # has no stubs
import gc
import os
import sys

CRASHED = 70

BY_SIGNAL = 128
"""The exit code after a signal is this and the number of the signal."""

LAST_WORDS = b"levelctl: this is a fault of levelctl, or too little memory; please report it\n"

FEW_COLLECTIONS = 100_000
"""
How many more objects must exist before the garbage collector runs.

Imports create many objects and no garbage. With Python's default of 700, the collector takes a
fifteenth of a short run.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing takes long enough to be interrupted
    from types import FrameType
    from typing import Any, NoReturn


def main() -> NoReturn:
    """Run the command line, and exit."""
    _handle_signals()
    # Without memory, the backtrace of an extension in Rust waits forever for its own lock.
    os.environ["RUST_BACKTRACE"] = "0"
    gc.set_threshold(FEW_COLLECTIONS)
    # All output is written when run returns. An orderly shutdown of the interpreter would take
    # a fifth of a short run.
    os._exit(_run())


def _handle_signals() -> None:
    """
    Make Ctrl-C, SIGTERM and SIGHUP end the program at once, unless they are ignored.

    As an exception, a signal would be printed where it cannot propagate: in callbacks of the
    garbage collector and in extension modules being imported.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(_signal, name, None)  # Windows has no SIGHUP
        if number and _signal.getsignal(number) in _PYTHONS_HANDLERS:
            _signal.signal(number, _ended)


_PYTHONS_HANDLERS = (_signal.default_int_handler, _signal.SIG_DFL)


def _ended(number: int, _frame: FrameType | None) -> NoReturn:
    try:
        module = sys.modules.get("levelctl.canon.atomic_write")
        # It may be only partly imported.
        remove_unfinished = getattr(module, "remove_unfinished", None)
        if remove_unfinished:
            remove_unfinished()
    finally:
        os._exit(BY_SIGNAL + number)


def _run() -> int:
    sys.unraisablehook = _unraisable
    try:
        from levelctl.cli.run import run

        return run(sys.argv[1:])
    except BaseException as error:  # noqa: BLE001 - not even SystemExit has anywhere to go
        return _crashed(error)


def _crashed(error: BaseException) -> int:
    """Report what *run* itself cannot report, such as an error in its imports."""
    try:
        from levelctl.cli.crash import report

        return report(error)
    except BaseException:  # noqa: BLE001 - there is nothing left to rely on
        # A closed stderr has no stream, and its number may be that of another file.
        if sys.__stderr__ is not None:
            os.write(2, LAST_WORDS)
        return CRASHED


def _unraisable(unraisable: Any) -> None:
    """Show an error that cannot be raised, as in an object's end, only to who asks for it."""
    try:
        from levelctl.cli.crash import debugging

        if debugging():
            sys.__unraisablehook__(unraisable)
    except BaseException:  # noqa: BLE001, S110 - without memory, there is no way to show it
        pass


if __name__ == "__main__":
    main()
