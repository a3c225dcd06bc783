"""
A comment that silences a rule names it, gives a reason, and is needed.

A silence without a reason cannot be judged by the next author, and one that silences nothing
hides the fault that comes there later.

Bad:

    # levelctl: ignore[vague-words]
    name: Clinic Nurse

Good:

    name: Clinic Nurse
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.rules.rule import FileRule

RULE = FileRule("silence", Severity.WARNING, "structure", __name__)
