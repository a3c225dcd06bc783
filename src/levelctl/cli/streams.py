"""Reads and writes the standard streams, and detects what the terminal can show."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TextIO, cast

from levelctl.errors import CanonError
from levelctl.text.safe import LOSSLESS, no_command, shown_on_a_line, visible

if TYPE_CHECKING:  # --help and --version do not need it
    from io import BufferedReader
    from pathlib import Path

    from levelctl.diagnostics import Diagnostic

NARROWEST = 20
"""The smallest width of a terminal, in columns."""

WIDEST = 1_000
"""The largest width: a page grows with it, and COLUMNS may be any number."""


class Color(StrEnum):
    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Terminal(NamedTuple):
    """The properties of a terminal."""

    width: int
    color: bool
    encoding: str


def terminal(color: Color, *, to_stderr: bool = False) -> Terminal | None:
    """
    Return the terminal that stdout is, or is treated as; None for a pipe or file.

    With *to_stderr*, return that of stderr.
    """
    stream = sys.__stderr__ if to_stderr else sys.__stdout__
    tty = stream is not None and stream.isatty()
    use_color = _use_color(color, tty=tty)
    if stream is None or not (tty or use_color):
        return None
    width = shutil.get_terminal_size().columns
    return Terminal(min(max(width, NARROWEST), WIDEST), use_color, stream.encoding)


def _use_color(color: Color, *, tty: bool) -> bool:
    """Return whether to use color: by the option, then the environment, then the stream."""
    if color is not Color.AUTO:
        return color is Color.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if any(
        os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")
    ):
        return True
    return tty and os.environ.get("TERM") != "dumb" and os.environ.get("CLICOLOR") != "0"


class UnwrittenError(Exception):
    """Stdout cannot be written. This is not an OSError, because Typer handles those itself."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error.strerror)
        self.closed = error.errno in closing_errors(sys.platform)


def closing_errors(platform: str) -> tuple[int, ...]:
    """Return the numbers of the errors that mean, on *platform*, that a pipe has no reader."""
    return (errno.EPIPE, errno.EINVAL) if platform == "win32" else (errno.EPIPE,)


def write(text: str, *, to_stderr: bool = False, commands: bool = False) -> None:
    """
    Write all of *text*, whole lines, to stdout or stderr. Raises UnwrittenError if that fails.

    A character that the encoding of the stream lacks is replaced by a similar one in ASCII, or
    escaped. So are *commands* to the log of a workflow, unless they are meant.
    """
    data = encoded(text if commands else no_command(text), to_stderr=to_stderr)
    write_encoded(data, to_stderr=to_stderr)


def encoded(text: str, *, to_stderr: bool = False) -> bytes:
    """Return *text* in the encoding of stdout or stderr, as `write` writes it."""
    stream = sys.__stderr__ if to_stderr else sys.__stdout__
    encoding = stream.encoding if stream else "utf-8"
    data = text.encode(encoding, errors=LOSSLESS)
    mark = len("".encode(encoding))  # UTF-16 begins with one, but only once
    if not (mark and stream):
        return data
    begun, _begun[to_stderr] = _begun.get(to_stderr) is stream, stream
    return data[mark:] if begun or not text else data


_begun: dict[bool, TextIO] = {}
"""The streams in an encoding with a mark that something was written to, by whether it is stderr."""


def write_encoded(data: bytes, *, to_stderr: bool = False) -> None:
    """Write all of *data*, which is `encoded`. Raises UnwrittenError if that fails."""
    if data:
        _write_or_raise(sys.__stderr__ if to_stderr else sys.__stdout__, data)


def undivided() -> int:
    """Return how many bytes stdout accepts completely or not at all; 0 if it is not a pipe."""
    import select
    import stat

    try:
        mode = os.fstat(sys.__stdout__.fileno()).st_mode if sys.__stdout__ else 0
    except OSError:
        return 0
    return getattr(select, "PIPE_BUF", 512) if stat.S_ISFIFO(mode) else 0


def write_bytes(data: bytes) -> None:
    """Write the UTF-8 text *data* to stdout unchanged; on a terminal, make it safe to show."""
    stream = sys.__stdout__
    if stream is not None and stream.isatty():
        write(visible(data.decode(errors="replace")))
    elif data:
        _write_or_raise(stream, data)


def read(limit: int) -> bytes:
    """Return at most *limit* bytes of stdin. Raises what `stdin_stream` raises."""
    stream = stdin_stream()
    try:
        return bytes(stream.read(limit))
    except OSError as error:
        raise CanonError(f"stdin cannot be read: {error.strerror}") from error


def stdin_stream() -> BufferedReader:
    """
    Return stdin as a stream of bytes.

    Raises CanonError if it is closed, LevelctlError if it is also the output.
    """
    if sys.__stdin__ is None:
        raise CanonError("stdin is closed")
    with contextlib.suppress(io.UnsupportedOperation):  # it is no file
        from levelctl.cli.same_file import refuse_output

        refuse_output("stdin", sys.__stdin__.fileno())
    return cast("BufferedReader", sys.__stdin__.buffer)


def _write_or_raise(stream: TextIO | None, data: bytes) -> None:
    if stream is None:
        raise UnwrittenError(OSError(errno.EBADF, "stdout is closed"))
    try:
        _write_all(stream, data)
    except OSError as error:
        _abandon(stream)
        raise UnwrittenError(error) from error


def _write_all(stream: TextIO, data: bytes) -> None:
    """Write *data* and flush. Unbuffered (`python -u`), one write can take only part of it."""
    rest = memoryview(data)
    while rest:
        written = stream.buffer.write(rest)
        if written is None:
            raise BlockingIOError(errno.EAGAIN, "stdout does not accept more data now")
        rest = rest[written:]
    stream.flush()


def to_file() -> bool:
    """Return whether stdout or stderr may be a regular file."""
    import stat

    for stream in (sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(OSError):
            if stream and stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return True
    return False


def remark(text: str) -> None:
    """Write *text* to stderr as a line that is safe to show; ignore a failure."""
    stream = sys.__stderr__
    if stream is None:
        return
    try:
        line = f"{no_command(shown_on_a_line(text))}\n"
        _write_all(stream, encoded(line, to_stderr=True))
    except OSError:
        _abandon(stream)


def diagnose(diagnostics: Sequence[Diagnostic], canon: Path | None = None) -> None:
    """
    Write to stderr what is wrong with the canon, which is at *canon* if the user said so.

    A single one of *diagnostics* is shown with its related places and its hint. Of several, only
    the number is named: `levelctl check` is there to show them, and every command repeats this.
    """
    if len(diagnostics) == 1:
        for line in diagnostics[0].lines():
            remark(line)
    elif diagnostics:
        import shlex

        counts = Counter(each.severity.value for each in diagnostics)
        named = (f"{count:,} {word}{'s' * (count > 1)}" for word, count in counts.items())
        place = f" --canon {shlex.quote(str(canon))}" if canon else ""
        remark(f"levelctl: the canon has {' and '.join(named)}; levelctl check{place} shows them")


def _abandon(stream: TextIO) -> None:
    """Redirect *stream* to nowhere, so that Python's flush at exit does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
