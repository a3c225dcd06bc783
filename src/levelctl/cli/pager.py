"""Shows text that is longer than the screen in the user's pager."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from typing import TYPE_CHECKING, Self

from levelctl.cli.exit_codes import StoppedError
from levelctl.cli.interrupts import ENDING
from levelctl.text.safe import LOSSLESS

if TYPE_CHECKING:  # only output that is longer than the screen needs it
    from subprocess import Popen
    from types import FrameType

_COLOR = re.compile(r"\x1b\[[\d;]*m")

LESS = ("less", "-FIRX")
"""The default pager; with these options it shows colors and exits if the text fits the screen."""

VARIABLES = ("LEVELCTL_PAGER", "PAGER")
"""The variables that choose the pager; the first that is set counts. Empty or cat: no pager."""


def show_paged(text: str) -> bool:
    """
    Show *text* in the pager if it does not fit on the terminal; return whether it was shown.

    It is not shown if it fits, if there is no pager, or if the pager fails. Raises StoppedError if
    a signal ended the pager.
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
    import subprocess

    # LESS sets the options of less when PAGER names it without any.
    env = {"LESS": "FIRX", **os.environ}
    with _PassedOn() as signals:
        try:
            pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=env)  # noqa: S603 - the user's own command
        except OSError:
            return False
        with pager:
            signals.pass_on(pager)
            pager.communicate(data)  # leaving the pager early closes the pipe; this ignores it
    # Ctrl-C ends some pagers, and any pager that is still starting. Print nothing more then.
    ended = [each for each in signals.received if pager.returncode or each != signal.SIGINT]
    if ended:
        raise StoppedError(ended[-1])
    return not pager.returncode


class _PassedOn:
    """
    Receives the signals that would end levelctl while a pager is open.

    The pager handles Ctrl-C, which the terminal sends to it as well. If levelctl ignored it, the
    pager would inherit that. The other signals are passed on, so that no pager is left behind.
    """

    def __init__(self) -> None:
        self.received: list[int] = []
        self._pager: Popen[bytes] | None = None
        self._previous_handlers = {number: signal.getsignal(number) for number in ENDING}

    def __enter__(self) -> Self:
        for number, handler in self._previous_handlers.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, self._receive)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._previous_handlers.items():
            signal.signal(number, handler)

    def pass_on(self, pager: Popen[bytes]) -> None:
        """Pass signals on to *pager*, also those that came while it started."""
        self._pager = pager
        for number in self.received:
            self._send(number)

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        self.received.append(number)
        self._send(number)

    def _send(self, number: int) -> None:
        if self._pager and number != signal.SIGINT:
            self._pager.send_signal(number)
