"""
A key stands once in a mapping.

Of two values for one key a reader sees the first and most programs take the last, so one of them
is silently lost.

Bad:

    name: Clinic Nurse
    name: Outpatient Nurse

Good:

    name: Clinic Nurse
    aliases: [Outpatient Nurse]
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.lint.rule import FileRule

RULE = FileRule("repeated-key", Severity.ERROR, "structure", __name__)
