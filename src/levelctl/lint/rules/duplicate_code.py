"""
A code belongs to one function, or to one focus of a function.

Pay files, contracts and other systems hold codes for years, and have to find the same thing behind
each of them. The second thing that claims a code is left out of the canon.

Bad:

    # functions/nursing/function.yaml
    code: NURSIN
    name: Nursing
    family: care
    summary: Nursing of every kind.

    # functions/storage/function.yaml
    code: NURSIN
    name: Storage
    family: goods
    summary: Keeps goods.

Good:

    # functions/nursing/function.yaml
    code: NURSIN
    name: Nursing
    family: care
    summary: Nursing of every kind.

    # functions/storage/function.yaml
    code: STORAG
    name: Storage
    family: goods
    summary: Keeps goods.
"""

from __future__ import annotations

from levelctl.diagnostics import Severity
from levelctl.lint.rule import FileRule

RULE = FileRule("duplicate-code", Severity.ERROR, "structure", __name__)
