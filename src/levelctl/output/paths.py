"""What was begun → the paths of its files, a line each, for scripts."""

from __future__ import annotations

from levelctl.answers.new.writing import New
from levelctl.text.safe import shown_on_a_line


def export(new: New) -> str:
    """Return the path of each file of *new* on a line."""
    return "".join(f"{shown_on_a_line(path)}\n" for path in new.written)
