"""A unified diff → a document that shows on a terminal what is taken out and put in."""

from __future__ import annotations

from levelctl.text.document import Document, Paragraph, Style, text
from levelctl.text.safe import shown_on_a_line

_STYLES: dict[str, Style] = {"---": "strong", "+++": "strong", "@": "code", "-": "bad", "+": "good"}
"""By what a line begins with; the first that fits counts."""


def difference(diff: str) -> Document:
    return tuple(
        Paragraph(text(shown_on_a_line(line), _style(line))) for line in diff.split("\n")[:-1]
    )


def _style(line: str) -> Style:
    return next((style for start, style in _STYLES.items() if line.startswith(start)), "plain")
