"""
A code belongs to one focus or function.
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.rules.rule import FileRule

RULE = FileRule("duplicate-code", Severity.ERROR, "structure", __name__)
