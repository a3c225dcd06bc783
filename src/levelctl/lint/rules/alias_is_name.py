"""
No alias is the name of another focus.

Whoever types it means the focus of that name, and finds two.

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


def check(whole: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    named: dict[str, list[FocusOutline]] = {}
    for focus in whole.foci:
        named.setdefault(folded(focus.name.text), []).append(focus)
    for focus in whole.foci:
        for alias in focus.aliases:
            others = [each for each in named.get(folded(alias.text), ()) if each is not focus]
            if others:
                yield _finding(focus, alias, others)


def _finding(focus: FocusOutline, alias: LocatedAlias, others: list[FocusOutline]) -> CanonFinding:
    return CanonFinding(
        focus.path,
        alias,
        f"the alias {alias.text!r} is the name of {', '.join(each.code.text for each in others)}",
        hint="delete it: whoever types it means the focus of that name",
        related=tuple(Related(each.path, each.name.span, "it is named here") for each in others),
    )


RULE = CanonRule("alias-is-name", Severity.WARNING, "titles", __name__, check)
