"""
The file has the form that its JSON Schema asks for.
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.rules.rule import FileRule

RULE = FileRule("schema", Severity.ERROR, "structure", __name__)
