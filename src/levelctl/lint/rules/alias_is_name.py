"""
No alias is the name of another focus.

People who type the alias mean the focus of that name, but levelctl finds two foci.

Bad:

    aliases: [Ward Nurse]

Good:

    aliases: [Outpatient Nurse]
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Related, Severity
from levelctl.lint.focus_titles import folded
from levelctl.lint.rule import (
    CanonFinding,
    CanonOutline,
    CanonRule,
    Context,
    FocusOutline,
    LocatedAlias,
)


def check(canon: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    by_name: dict[str, list[FocusOutline]] = {}
    for focus in canon.foci:
        by_name.setdefault(folded(focus.name.text), []).append(focus)
    for focus in canon.foci:
        for alias in focus.aliases:
            same_name = by_name.get(folded(alias.text), ())
            others = [other for other in same_name if other is not focus]
            if others:
                yield _finding(focus, alias, others)


def _finding(focus: FocusOutline, alias: LocatedAlias, others: list[FocusOutline]) -> CanonFinding:
    return CanonFinding(
        focus.path,
        alias,
        f"the alias {alias.text!r} is the name of {', '.join(other.code.text for other in others)}",
        hint="delete it; people who type it mean the focus of that name",
        related=tuple(
            Related(other.path, other.name.span, "the focus is named here") for other in others
        ),
    )


RULE = CanonRule("alias-is-name", Severity.WARNING, "titles", __name__, check)
