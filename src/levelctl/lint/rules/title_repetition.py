"""
No title has the same word twice in a row.

Nobody is called Manager Manager. Such titles come from programs that join the name of a role and
the name of a level without checking.

Bad:

    aliases: [Clinic Nurse Nurse]

Good:

    aliases: [Outpatient Nurse]
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Severity
from levelctl.lint.focus_titles import titles
from levelctl.lint.rule import Context, Finding, FocusRule

LONGEST = 4
"""The most words in a repeated run; names of roles have two or three."""


def check(focus: Focus, _: Context) -> Iterator[Finding]:
    for route, title in titles(focus):
        repeated = _repeated(title.split())
        if repeated:
            yield Finding(
                route,
                f"the title {title!r} has {repeated!r} twice in a row",
                hint="write it once",
            )


def _repeated(words: list[str]) -> str:
    """Return the first of *words*, or run of them, that repeats at once, or an empty text."""
    plain = [word.casefold() for word in words]
    for length in range(1, LONGEST + 1):
        for start in range(len(words) - 2 * length + 1):
            end = start + length
            if plain[start:end] == plain[end : end + length]:
                return " ".join(words[start:end])
    return ""


RULE = FocusRule("title-repetition", Severity.WARNING, "titles", __name__, check)
