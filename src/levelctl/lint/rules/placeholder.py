"""
Text is not a TODO placeholder.

`levelctl new` writes text that begins with TODO where somebody has to fill something in. Everyone
who reads the profile sees the placeholders that remain.

Bad:

    summary: "TODO: what it owns and how it differs from its neighbors"

Good:

    summary: Looks after those who come to a clinic for an hour and go home again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from levelctl.diagnostics import Route, Severity
from levelctl.lint.rule import Finding, TextRule

_PLACEHOLDER = re.compile(r"\s*TODO\b")


def check(route: Route, text: str) -> Iterator[Finding]:
    if _PLACEHOLDER.match(text):
        yield Finding(
            route,
            f"{_named(route)} is still a placeholder: it begins with TODO",
            hint="write the text, or delete the key or item if nothing is known",
        )


def _named(route: Route) -> str:
    """Return what to call the text at *route*: its key, or its number in a list."""
    last = route[-1]
    return f"item {last + 1} of {route[-2]}" if isinstance(last, int) else last


RULE = TextRule("placeholder", Severity.WARNING, "prose", __name__, check)
