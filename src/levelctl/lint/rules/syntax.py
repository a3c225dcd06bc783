"""
A file is YAML, of the small kind that a canon may use.

What is no YAML cannot be read at all. What is, but with anchors, tags, a second document, control
characters or no end to its size and depth, can hide what it says from whoever reviews it.

Bad:

    code: CLINICNU8D35
    name: "Clinic Nurse

Good:

    code: CLINICNU8D35
    name: "Clinic Nurse"
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.lint.rule import FileRule

RULE = FileRule("syntax", Severity.ERROR, "structure", __name__)
