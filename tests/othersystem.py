"""
Runs command lines in a Python without the names that another system lacks.

``python othersystem.py SYSTEM`` reads a JSON list of command lines on stdin and writes a list of
their exit codes, outputs and errors. *SYSTEM* is a key of absent.json: what that system lacks of
the standard library is deleted before levelctl is imported. No test imports this module.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import shutil

# These have code of their own for Windows. The code for Linux needs some names to be imported.
import subprocess  # noqa: F401
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import platformdirs.unix  # noqa: F401

with contextlib.suppress(ImportError):
    import numpy as np  # noqa: F401

PLACE = Path(__file__).parent / "absent.json"

KEPT = {"sys", "multiprocessing.context"}
"""Modules that stay whole, because every Python has a part of them that uses the rest."""


def delete(system: str) -> None:
    """Delete all that *system* lacks."""
    for module, names in json.loads(PLACE.read_text("utf-8")).get(system, {}).items():
        if not names:
            sys.modules[module] = None  # type: ignore[assignment]
        elif module not in KEPT:
            try:
                found = importlib.import_module(module)
            except ImportError:
                continue
            for name in names:
                found.__dict__.pop(name, None)
    for name in ("_USE_CP_SENDFILE", "_use_fd_functions"):  # it asked before what the system has
        shutil.__dict__[name] = False


def as_on_windows() -> None:
    """Let levelctl take the ways that it takes where open files cannot be replaced."""
    from levelctl.cache import store
    from levelctl.canon import files

    store.__dict__["_OPEN_FILES_STAY"] = True
    files.__dict__["HAS_CHANGE_TIME"] = False


def answer(line: list[str]) -> list[Any]:
    """Return how the command line *line* ends, with its output and errors in pipes."""
    from levelctl.cli.run import run

    with _piped(1) as out, _piped(2) as err:
        code = int(run(line))
        sys.stdout.flush()
    return [code, *(b"".join(pieces).decode() for pieces in (out, err))]


@contextlib.contextmanager
def _piped(stream: int) -> Iterator[list[bytes]]:
    """Yield a list that gets what is written to *stream* meanwhile."""
    kept = os.dup(stream)
    ours, theirs = os.pipe()
    os.dup2(theirs, stream)
    os.close(theirs)
    pieces: list[bytes] = []
    reader = threading.Thread(target=_read, args=(ours, pieces))
    reader.start()
    try:
        yield pieces
    finally:
        os.dup2(kept, stream)
        os.close(kept)
        reader.join()


def _read(descriptor: int, pieces: list[bytes]) -> None:
    with open(descriptor, "rb") as file:
        pieces.append(file.read())


def main() -> None:
    """Answer the command lines of stdin."""
    lines = json.load(sys.stdin)
    # On Windows itself, filelock has a lock of its own.
    warnings.filterwarnings("ignore", "only soft file lock is available")
    delete(sys.argv[1])
    if sys.argv[1] == "win32":
        as_on_windows()
    answers = [answer(line) for line in lines]
    sys.stdout.write(json.dumps(answers))


if __name__ == "__main__":
    main()
