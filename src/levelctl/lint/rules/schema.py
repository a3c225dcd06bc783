"""
A file has the form that its JSON Schema asks for.

The schemas say which keys a file needs and what each may hold. A file that departs from its own is
left out of the canon, because nothing can rely on what it says.

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
