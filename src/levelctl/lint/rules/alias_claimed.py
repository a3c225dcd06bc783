"""
No two foci claim the same alias.

A title that is an alias of two foci leads to neither: whoever types it is asked which is meant.

Bad:

    # functions/nursing/clinic-nurse.yaml
    aliases: [Outpatient Nurse]

    # functions/nursing/ward-nurse.yaml
    aliases: [Outpatient Nurse]

Good:

    # functions/nursing/clinic-nurse.yaml
    aliases: [Outpatient Nurse]

    # functions/nursing/ward-nurse.yaml
    aliases: [Inpatient Nurse]
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
    first: dict[str, tuple[FocusOutline, LocatedAlias]] = {}
    for focus in whole.foci:
        for alias in focus.aliases:
            other, claimed = first.setdefault(folded(alias.text), (focus, alias))
            if other is not focus:
                yield CanonFinding(
                    focus.path,
                    alias,
                    f"the alias {alias.text!r} is one of {other.name.text} too",
                    hint="leave it to the focus that most people mean by it",
                    related=(Related(other.path, claimed.span, "it is claimed first here"),),
                )


RULE = CanonRule("alias-claimed", Severity.WARNING, "titles", __name__, check)
