"""
Everything that a file refers to exists: a function's family, a focus's levels, the ladder's tracks.

A reference to something that does not exist is a typo, or was left over when somebody deleted the
thing. levelctl leaves the function or focus with the reference out of the canon.

Bad:

    # functions/nursing/function.yaml
    code: NURSIN
    name: Nursing
    family: caring
    summary: Nursing of every kind.

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

RULE = FileRule("reference", Severity.ERROR, "structure", __name__)
