"""
A code belongs to one function, or to one focus of a function.

Payroll, contracts and other systems store codes for years, and a code must always mean the same
thing. If a code is used twice, levelctl leaves the second function or focus out of the canon.

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
