"""
The file is YAML, of the small kind that a canon may use.
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.rules.rule import FileRule

RULE = FileRule("syntax", Severity.ERROR, "structure", __name__)
