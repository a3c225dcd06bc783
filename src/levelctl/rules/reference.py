"""
What a file refers to is there: families, functions, levels, schemes.
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.rules.rule import FileRule

RULE = FileRule("reference", Severity.ERROR, "structure", __name__)
