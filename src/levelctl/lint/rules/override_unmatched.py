"""
An overlay removes, hides or renames only what the canon below has.

What matches nothing is misspelled, or the canon below has moved on. Either way the overlay does not
do what its author thinks.

Bad:

    # functions/nursing/ward-nurse.yaml
    tools: {remove: [Ward clock]}

Good:

    # functions/nursing/ward-nurse.yaml
    tools: {remove: [Ward planner]}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.merging import Override
from levelctl.diagnostics import Severity
from levelctl.lint.rule import OverrideFinding, OverrideRule


def check(override: Override) -> Iterator[OverrideFinding]:
    if override.kind == "unmatched":
        yield OverrideFinding(
            f"the canon below has no {override.what!r} here to take away",
            hint="check the spelling, or delete this",
        )


RULE = OverrideRule("override-unmatched", Severity.WARNING, "overlay", __name__, check)
