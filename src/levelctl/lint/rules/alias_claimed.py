"""
No two foci claim the same alias.

If two foci share an alias, the alias identifies neither of them: levelctl has to list both.

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


def check(canon: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    first: dict[str, tuple[FocusOutline, LocatedAlias]] = {}
    for focus in canon.foci:
        for alias in focus.aliases:
            other, claimed = first.setdefault(folded(alias.text), (focus, alias))
            if other is not focus:
                yield CanonFinding(
                    focus.path,
                    alias,
                    f"the alias {alias.text!r} is also an alias of {other.name.text}",
                    hint="keep it in the focus that most people mean by it",
                    related=(Related(other.path, claimed.span, "first claimed here"),),
                )


RULE = CanonRule("alias-claimed", Severity.WARNING, "titles", __name__, check)
