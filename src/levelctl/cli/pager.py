"""Shows text that is longer than the screen in the user's pager."""

from __future__ import annotations

import os
import re
import shutil
import sys

from levelctl.text.safe import LOSSLESS

_COLOR = re.compile(r"\x1b\[[\d;]*m")

LESS = ("less", "-FIRX")
"""The default pager; with these options it shows colors and exits if the text fits the screen."""

VARIABLES = ("LEVELCTL_PAGER", "PAGER")
"""The variables that choose the pager; the first that is set counts. Empty or cat: no pager."""


def show_paged(text: str) -> bool:
    """
    Show *text* in the pager if it does not fit on the terminal; return whether it was shown.

    It is not shown if it fits, if there is no pager, or if the pager fails. Raises typer.Abort if
    Ctrl-C ended the pager.
    """
    if os.environ.get("TERM") in (None, "", "dumb") or _fits(text):
        return False
    command = _pager_command()
    encoding = sys.__stdout__.encoding if sys.__stdout__ else "utf-8"
    return bool(command) and _run_pager(command, text.encode(encoding, errors=LOSSLESS))


def _fits(text: str) -> bool:
    """Return whether *text* fits on the terminal, which wraps long lines."""
    width, height = shutil.get_terminal_size()
    if text.count("\n") >= height:
        return False
    lines = _COLOR.sub("", text).splitlines()
    return sum(max(-(-len(line) // width), 1) for line in lines) < height


def _pager_command() -> tuple[str, ...]:
    """Return the words of the pager's command; empty for no pager."""
    chosen = next((os.environ[name] for name in VARIABLES if name in os.environ), None)
    if chosen is None:
        return LESS
    import shlex

    try:
        words = tuple(shlex.split(chosen))
    except ValueError:  # an unclosed quote
        return ()
    return () if words == ("cat",) else words


def _run_pager(command: tuple[str, ...], data: bytes) -> bool:
    import signal
    import subprocess

    import typer

    interrupts: list[int] = []
    # LESS sets the options of less when PAGER names it without any.
    env = {"LESS": "FIRX", **os.environ}
    # The pager handles Ctrl-C. If levelctl ignored it, the pager would inherit that.
    previous_handler = signal.signal(
        signal.SIGINT, lambda number, _frame: interrupts.append(number)
    )
    try:
        # Leaving the pager early closes the pipe, which subprocess.run ignores.
        failed = subprocess.run(command, input=data, env=env, check=False).returncode  # noqa: S603 - the user's own command
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, previous_handler)
    # Ctrl-C ends some pagers, and any pager that is still starting. Print nothing more then.
    if failed and interrupts:
        raise typer.Abort
    return not failed
