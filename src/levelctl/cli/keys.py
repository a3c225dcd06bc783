"""Reads single keys and lines from a terminal, and leaves it as it was, however the run ends."""

from __future__ import annotations

import contextlib
import os
import sys
from types import TracebackType
from typing import Self

from levelctl.canon.atomic_write import undone
from levelctl.cli import streams

ENDS = ("", "\x04", "\x1a")
"""What a terminal gives if it was closed, or for Ctrl-D and Ctrl-Z."""

_ESCAPE = "\x1b"
_LONGEST_LINE = 4_000
_AT_ONCE = 0.02
"""Seconds within which a terminal sends all of a key."""

if sys.platform == "win32":
    import msvcrt
    import signal

    class _Console:
        """The keys of the terminal."""

        def __enter__(self) -> Self:
            return self

        def __exit__(
            self,
            kind: type[BaseException] | None,
            error: BaseException | None,
            traceback: TracebackType | None,
        ) -> None:
            pass

        def key(self) -> str:
            """Return the next key; one of `ENDS` if there is none."""
            while True:
                key = msvcrt.getwch()
                if key == "\x03":
                    signal.raise_signal(signal.SIGINT)
                if key not in ("\x00", "\xe0"):
                    return key
                msvcrt.getwch()  # the second half of an arrow or the like

        def line(self, prompt: str) -> str | None:
            """Return the line that is typed behind *prompt*; None at the end."""
            streams.write(prompt)
            typed = sys.stdin.readline()[:_LONGEST_LINE]
            return typed.strip() if typed else None

    Keyboard = _Console

else:
    import select
    import signal
    import termios
    import tty

    class _Teletype:
        """The keys of the terminal, one by one and without an echo."""

        def __init__(self) -> None:
            self.handle = sys.__stdin__.fileno() if sys.__stdin__ else -1
            self.before = termios.tcgetattr(self.handle)
            self.stack = contextlib.ExitStack()

        def __enter__(self) -> Self:
            self.stack.enter_context(undone(self._restore))
            self._listen()
            # Who stops the program and goes on gets the shell's settings of the terminal.
            signal.signal(signal.SIGCONT, lambda *_: self._listen())
            return self

        def __exit__(
            self,
            kind: type[BaseException] | None,
            error: BaseException | None,
            traceback: TracebackType | None,
        ) -> None:
            signal.signal(signal.SIGCONT, signal.SIG_DFL)
            self.stack.close()

        def key(self) -> str:
            """Return the next key; one of `ENDS` if there is none."""
            while True:
                key = self._character()
                if key != _ESCAPE:
                    return key
                self._skip_sequence()

        def line(self, prompt: str) -> str | None:
            """Return the line that is typed behind *prompt*; None at the end."""
            streams.write(prompt)
            self._restore()
            try:
                typed = os.read(self.handle, _LONGEST_LINE)
            except OSError:  # the terminal is gone
                typed = b""
            finally:
                self._listen()
            return typed.decode(errors="replace").strip() if typed else None

        def _skip_sequence(self) -> None:
            """Skip what an arrow or the like sends behind an escape, if anything."""
            if not select.select([self.handle], [], [], _AT_ONCE)[0]:
                return
            character = self._character()
            while character and (character in "[O" or not "@" <= character <= "~"):
                character = self._character()

        def _character(self) -> str:
            try:
                data = os.read(self.handle, 1)
                while data and _is_cut(data):
                    data += os.read(self.handle, 1)
            except OSError:  # the terminal is gone
                return ""
            return data.decode(errors="replace")

        def _listen(self) -> None:
            tty.setcbreak(self.handle, termios.TCSADRAIN)

        def _restore(self) -> None:
            with contextlib.suppress(OSError, termios.error):
                termios.tcsetattr(self.handle, termios.TCSADRAIN, self.before)

    def _is_cut(data: bytes) -> bool:
        """Return whether *data* is the beginning of a character in UTF-8."""
        first = data[0]
        length = 1 + (first >= 0xC0) + (first >= 0xE0) + (first >= 0xF0)  # noqa: PLR2004 - UTF-8
        return len(data) < length

    Keyboard = _Teletype
