"""
A mapping has no duplicate keys.

If a key has two values, people see the first and most programs use the last, so one value is
silently lost.

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
