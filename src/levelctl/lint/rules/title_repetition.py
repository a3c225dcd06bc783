"""
No title says a word twice in a row.

No person is called Manager Manager: such titles come out of a program that joins the name of a
role and the name of a level without looking at either.

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
"""The words of the longest run that is looked for: names of roles have two or three."""


def check(focus: Focus, _: Context) -> Iterator[Finding]:
    for route, title in titles(focus):
        twice = _twice(title.split())
        if twice:
            yield Finding(
                route,
                f"the title {title!r} says {twice!r} twice in a row",
                hint="say it once, as people do",
            )


def _twice(words: list[str]) -> str:
    """Return the first of *words*, or run of them, that is followed by itself; else nothing."""
    plain = [word.casefold() for word in words]
    for length in range(1, LONGEST + 1):
        for start in range(len(words) - 2 * length + 1):
            behind = start + length
            if plain[start:behind] == plain[behind : behind + length]:
                return " ".join(words[start:behind])
    return ""


RULE = FocusRule("title-repetition", Severity.WARNING, "titles", __name__, check)
