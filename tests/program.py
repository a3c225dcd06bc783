"""
The program as a person gets it: a process with pipes, a line of a shell, a terminal.

Most tests ask what the program answers, not how a process ends: `run` answers them inside the
test's own process, which costs a tenth of a start. `start` starts a process. test_program.py
checks that both give the same answers.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
import sysconfig
import termios
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any
from unittest.mock import patch

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
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_PREFIXES)
        and name not in _NAMES
        and name.removeprefix("PYTHON") not in _PYTHON
    }
    path = os.pathsep.join((sysconfig.get_path("scripts"), inherited.get("PATH", os.defpath)))
    usual = {"PATH": path, "TERM": "xterm-256color", "PYTHONUTF8": "1", "LEVELCTL_PAGER": ""}
    return {**inherited, **usual, **(changes or {})}


def run(
    *arguments: str,
    env: Environment | None = None,
    cwd: str | Path = NOWHERE,
    stdin: bytes = b"",
) -> Answer:
    """
    Return what the program answers to *arguments* and *stdin*, without a process of its own.

    Python's own variables have no effect here: what needs them needs `start`.
    """
    from levelctl.cli.run import run as answer

    assert not any(name.startswith("PYTHON") for name in env or ()), "start a process for these"
    with _ONE_AT_A_TIME, _world(env, cwd, stdin) as (out, err):
        code = answer(arguments)
        return Answer(int(code), out.getvalue().decode(), err.getvalue().decode())


_ONE_AT_A_TIME = Lock()
"""The streams, the environment and the current folder belong to all threads of a process."""


@contextmanager
def _world(
    env: Environment | None, cwd: str | Path, stdin: bytes
) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Give this process the environment, the folder and the streams of a new one."""
    outputs = io.BytesIO(), io.BytesIO()
    streams = [
        io.TextIOWrapper(raw, "utf-8", newline="\n", write_through=True)
        for raw in (io.BytesIO(stdin), *outputs)
    ]
    named: dict[str, Any] = dict(zip(_STREAMS, streams * 2, strict=True))
    with (
        patch.dict(os.environ, environment(env), clear=True),
        patch.multiple(sys, **named),
        chdir(cwd),
    ):
        yield outputs


_STREAMS = ("__stdin__", "__stdout__", "__stderr__", "stdin", "stdout", "stderr")


def typed(line: str, *, env: Environment | None = None, cwd: str | Path = NOWHERE) -> Answer:
    """Return the answer to a *line* that a person types; a shell runs what only a shell can."""
    if _SHELLS.search(line):
        return shell(line, env=env, cwd=cwd)
    program, *arguments = shlex.split(line)
    assert program == "levelctl"
    return run(*arguments, env=env, cwd=cwd)


_SHELLS = re.compile(r"[^\w\s.,:/=+'\"-]")
"""What may mean something to a shell, but for quotes, which `shlex` reads as a shell does."""


def start(
    *arguments: str | bytes,
    env: Environment | None = None,
    cwd: str | Path = NOWHERE,
    encoding: str = "utf-8",
) -> Answer:
    """
    Return what a process of the program answers to *arguments* on pipes.

    No line end is translated.
    """
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
