"""
A key stands once in a mapping.
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.rules.rule import FileRule

RULE = FileRule("repeated-key", Severity.ERROR, "structure", __name__)
