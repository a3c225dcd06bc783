"""
A classification's code is one that the imported scheme knows.

A code may have the right form and mean nothing, or mean something in another edition alone.
Where the scheme was imported with `levelctl import`, in the edition that the focus names, every
code is looked up in it; schemes that were not imported are taken at their word.

Bad:

    classification:
      - {scheme: O*NET-SOC, version: "2019", code: 29-9999.99, source: the authors}

Good:

    classification:
      - {scheme: O*NET-SOC, version: "2019", code: 29-1141.00, source: the authors}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Severity
from levelctl.lint.rule import CanonFinding, CanonOutline, CanonRule, Context


def check(whole: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    schemes = {(scheme.name, scheme.version): scheme for scheme in whole.imported}
    for focus in whole.foci:
        for placed in focus.classification:
            named = placed.at
            scheme = schemes.get((named.scheme, named.version))
            if scheme and not scheme.has(named.code):
                yield CanonFinding(
                    focus.path,
                    placed,
                    f"{named.code} is not a code of {named.scheme} {named.version}",
                    hint=f"look it up among the {len(scheme.titles):,} codes that were imported",
                )


RULE = CanonRule(
    "imported-code", Severity.ERROR, "classification", __name__, check, needs_imports=True
)
