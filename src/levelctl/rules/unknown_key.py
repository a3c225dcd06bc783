"""
Every key is one that the file's schema knows.
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.rules.rule import FileRule

RULE = FileRule("unknown-key", Severity.ERROR, "structure", __name__)
