"""
What a file refers to is there: a function's family, a focus's levels, the ladder's own tracks.

A name that leads nowhere is a slip, or was left behind when what it names was deleted. What refers
to it is left out of the canon.

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
