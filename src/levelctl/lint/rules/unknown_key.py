"""
Every key is one that the schema of its file knows.

An unknown key is mostly a known one misspelt, and what was meant to be said under it is lost. So it
is a fault, and the nearest known key is named.

Bad:

    # functions/nursing/function.yaml
    code: NURSIN
    name: Nursing
    family: care
    sumary: Nursing of every kind.

Good:

    # functions/nursing/function.yaml
    code: NURSIN
    name: Nursing
    family: care
    summary: Nursing of every kind.
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.lint.rule import FileRule

RULE = FileRule("unknown-key", Severity.ERROR, "structure", __name__)
