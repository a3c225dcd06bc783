"""
A file matches its JSON Schema.

The schemas say which keys a file needs and what each key may contain. levelctl leaves a file that
does not match its schema out of the canon, because nothing can rely on its contents.

Bad:

    # functions/nursing/function.yaml
    code: nursing
    name: Nursing
    family: care
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

RULE = FileRule("schema", Severity.ERROR, "structure", __name__, fixes=True)
