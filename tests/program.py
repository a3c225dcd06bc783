"""The program as a person gets it: a process with pipes, a line of a shell, a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import termios
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MODULE = (sys.executable, "-m", "levelctl")

TIMEOUT = 60
"""Seconds after which a run counts as hanging."""

NOWHERE = Path(sys.executable).anchor
"""A folder from which no canon lies upward."""

_PREFIXES = (
    "CLICOLOR",
    "FORCE_COLOR",
    "GITHUB_",
    "LC_",
    "LEVELCTL_",
    "NO_COLOR",
)
_NAMES = {"COLUMNS", "LANG", "LINES"}
_PYTHON = {"COERCECLOCALE", "DONTWRITEBYTECODE", "IOENCODING", "UNBUFFERED", "UTF8"}

Environment = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run left behind; the code is below zero if a signal ended it."""

    code: int
    out: str
    err: str


def environment(changes: Environment | None = None) -> dict[str, str]:
    """Return this environment without what changes an answer, on a usual terminal in UTF-8."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_PREFIXES)
        and name not in _NAMES
        and name.removeprefix("PYTHON") not in _PYTHON
    }
    path = os.pathsep.join((sysconfig.get_path("scripts"), kept.get("PATH", os.defpath)))
    usual = {"PATH": path, "TERM": "xterm-256color", "PYTHONUTF8": "1", "LEVELCTL_PAGER": ""}
    return {**kept, **usual, **(changes or {})}


def run(
    *arguments: str | bytes,
    env: Environment | None = None,
    cwd: str | Path = NOWHERE,
    encoding: str = "utf-8",
) -> Answer:
    """Return what the program answers to *arguments* on pipes; no line end is translated."""
    return _ended([*MODULE, *arguments], env, cwd, encoding)


def shell(script: str, *, env: Environment | None = None, cwd: str | Path = NOWHERE) -> Answer:
    """Return how *script* ends in bash, which fails with any part of a pipe and finds levelctl."""
    return _ended(["bash", "-o", "pipefail", "-c", script], env, cwd, "utf-8")


def _ended(
    command: list[str | bytes], env: Environment | None, cwd: str | Path, encoding: str
) -> Answer:
    ended = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        cwd=cwd,
        env=environment(env),
        timeout=TIMEOUT,
    )
    return Answer(ended.returncode, ended.stdout.decode(encoding), ended.stderr.decode(encoding))


def run_on_pty(
    *arguments: str,
    width: int = 80,
    env: Environment | None = None,
    encoding: str = "utf-8",
    cwd: str | Path = NOWHERE,
) -> tuple[str, int]:
    """
    Return what the program prints on a terminal of *width* columns, and its exit code.

    Both streams go there, as they do for a person, and the terminal passes on every byte as
    it comes. A terminal of 0 columns does not know its width.
    """
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, width))
    modes = termios.tcgetattr(theirs)
    modes[1] &= ~termios.OPOST
    termios.tcsetattr(theirs, termios.TCSANOW, modes)
    with subprocess.Popen(
        [*MODULE, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=cwd,
        env=environment(env),
    ) as process:
        os.close(theirs)
        printed = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
        code = process.wait(TIMEOUT)
    return printed.decode(encoding), code


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux's word for a terminal that its last user has closed
        return b""
