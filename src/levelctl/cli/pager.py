"""What is longer than the screen, shown page by page by the program that the person chose."""

from __future__ import annotations

import os
import re
import shutil
import sys

from levelctl.text.safe import LOSSLESS

_COLOR = re.compile(r"\x1b\[[\d;]*m")

LESS = ("less", "-FIRX")
"""What pages where nothing else is chosen: it keeps colours, and ends by itself on one screen."""

VARIABLES = ("LEVELCTL_PAGER", "PAGER")
"""Who chooses, the first that is set; an empty one, or cat, wants no pager."""


def show_paged(text: str) -> bool:
    """
    Show *text*, for the terminal that stdout is, with the pager if it does not fit there.

    Tell whether it was shown: where there is no pager, or it fails, it was not. Raises
    typer.Abort if Ctrl-C ended it.
    """
    if os.environ.get("TERM") in (None, "", "dumb") or _fits(text):
        return False
    command = _pager_command()
    encoding = sys.__stdout__.encoding if sys.__stdout__ else "utf-8"
    return bool(command) and _run_pager(command, text.encode(encoding, errors=LOSSLESS))


def _fits(text: str) -> bool:
    """Tell whether the terminal shows all of *text*, whose longer lines it wraps."""
    width, height = shutil.get_terminal_size()
    if text.count("\n") >= height:
        return False
    lines = _COLOR.sub("", text).splitlines()
    return sum(max(-(-len(line) // width), 1) for line in lines) < height


def _pager_command() -> tuple[str, ...]:
    """Return the pager's words, or none if there is to be none."""
    chosen = next((os.environ[name] for name in VARIABLES if name in os.environ), None)
    if chosen is None:
        return LESS
    import shlex

    try:
        words = tuple(shlex.split(chosen))
    except ValueError:  # a quote that is not closed
        return ()
    return () if words == ("cat",) else words


def _run_pager(command: tuple[str, ...], data: bytes) -> bool:
    import signal
    import subprocess

    import typer

    interrupts: list[int] = []
    # To less alone a variable says how: colours as they are, and no more than a screen needs.
    env = {"LESS": "FIRX", **os.environ}
    # Ctrl-C is the pager's to answer. Were it ignored here, the pager would begin ignoring it.
    previous_handler = signal.signal(
        signal.SIGINT, lambda number, _frame: interrupts.append(number)
    )
    try:
        # Who leaves it before the end has seen enough: run passes over a pipe that is closed.
        failed = subprocess.run(command, input=data, env=env, check=False).returncode  # noqa: S603 - the person's own
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, previous_handler)
    # Some end by it, and any does that is still starting: the rest is then not wanted.
    if failed and interrupts:
        raise typer.Abort
    return not failed
