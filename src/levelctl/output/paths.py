"""Writes the paths of new files for scripts, one per line."""

from __future__ import annotations

from levelctl.answers.new.writing import New
from levelctl.text.safe import shown_on_a_line


def export(new: New) -> str:
    """Return the paths of the files in *new*, one per line."""
    return "".join(f"{shown_on_a_line(path)}\n" for path in new.written)
