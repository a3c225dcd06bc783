"""The help of a command as text, for the docs."""

from __future__ import annotations

import contextlib
import io
import os

from levelctl.cli.app import app


def help_of(command: str) -> str:
    """Return what ``levelctl COMMAND --help`` prints on 80 columns."""
    os.environ["COLUMNS"] = "80"
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        app([*command.split(), "--help"], prog_name="levelctl", standalone_mode=False)
    return printed.getvalue()
