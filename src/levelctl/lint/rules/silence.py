"""
A suppression comment names its rule, gives a reason, and suppresses something.

Without a reason, the next author cannot judge the comment. A comment for a rule that does not exist
suppresses nothing, and an unused comment hides a later finding on its line.

Bad:

    # functions/nursing/function.yaml
    code: NURSES  # levelctl: ignore[minted-code]
    name: Nursing
    family: care
    summary: Nursing of every kind.

Good:

    # functions/nursing/function.yaml
    code: NURSES  # levelctl: ignore[minted-code] payroll has used it since 2019
    name: Nursing
    family: care
    summary: Nursing of every kind.
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.lint.rule import FileRule


def suppression_comment(rule: str) -> str:
    """Return a comment that suppresses *rule*."""
    return f"# levelctl: ignore[{rule}] the reason"


RULE = FileRule("silence", Severity.WARNING, "structure", __name__)
