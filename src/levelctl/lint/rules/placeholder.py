"""
A text says something: it does not begin with TODO.

`levelctl new` writes such texts where there is still something to write. What is left of them
is shown to everyone who reads the profile.

Bad:

    summary: "TODO: what it owns, what sets it apart from its neighbours"

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
            f"{_named(route)} is still to be written: it begins with TODO",
            hint="write it; leave out the key or the item if nothing is known",
        )


def _named(route: Route) -> str:
    """Return the name of the text at *route*: its key, or its number in a list."""
    last = route[-1]
    return f"item {last + 1} of {route[-2]}" if isinstance(last, int) else last


RULE = TextRule("placeholder", Severity.WARNING, "prose", __name__, check)
