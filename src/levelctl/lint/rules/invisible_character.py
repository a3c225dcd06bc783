r"""
Text has no invisible characters: no control, bidirectional or zero-width ones.

Such characters come from text that was copied from web pages or slides. They break searches and
codes, and bidirectional ones can make a line appear to say something else.

Bad:

    summary: "Looks after\u200b the patients of a clinic."

Good:

    summary: Looks after the patients of a clinic.
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Fix, Route, Severity
from levelctl.lint.rule import Finding, TextRule
from levelctl.text.safe import visible

ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters without width or effect in most text: removing one changes nothing that people see."""


def check(route: Route, text: str) -> Iterator[Finding]:
    if visible(text) == text:  # nearly always; looking at each character takes far longer
        return
    for character in sorted({char for char in text if visible(char) != char}):
        safe = character in ZERO_WIDTH
        yield Finding(
            route,
            f"the text contains the invisible character U+{ord(character):04X}",
            hint="delete it",
            fix=Fix("substitute", route, character) if safe else None,
        )


RULE = TextRule("invisible-character", Severity.ERROR, "structure", __name__, check, fixes=True)
