"""
Every key is defined in the file's schema.

An unknown key is usually a misspelled one, and its value would be lost. So it is an error, and the
hint names the nearest known key.

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
