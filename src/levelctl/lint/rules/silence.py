"""
A comment that silences a rule names it, gives a reason, and is needed.

A silence without a reason cannot be judged by the next author, one of a rule that is not there
silences nothing, and an idle one hides the fault that comes to its line later.

Bad:

    # functions/nursing/function.yaml
    code: NURSES  # levelctl: ignore[minted-code]
    name: Nursing
    family: care
    summary: Nursing of every kind.

Good:

    # functions/nursing/function.yaml
    code: NURSES  # levelctl: ignore[minted-code] the payroll has had it since 2019
    name: Nursing
    family: care
    summary: Nursing of every kind.
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.lint.rule import FileRule


def suppression_comment(rule: str) -> str:
    """Return a comment that silences *rule*."""
    return f"# levelctl: ignore[{rule}] the reason"


RULE = FileRule("silence", Severity.WARNING, "structure", __name__)
