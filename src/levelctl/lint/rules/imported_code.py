"""
A classification's code exists in the imported scheme.

A code can have the right form and still mean nothing, or exist only in another edition. If the
scheme was imported with `levelctl import` in the edition that the focus names, the rule looks up
every code in it. Without an import, the rule reports nothing.

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


def check(canon: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    schemes = {(scheme.name, scheme.version): scheme for scheme in canon.imported}
    for focus in canon.foci:
        for located in focus.classification:
            place = located.at
            scheme = schemes.get((place.scheme, place.version))
            if scheme and not scheme.has(place.code):
                yield CanonFinding(
                    focus.path,
                    located,
                    f"{place.code} is not a code of {place.scheme} {place.version}",
                    hint=f"choose one of the {len(scheme.titles):,} imported codes",
                )


RULE = CanonRule(
    "imported-code", Severity.ERROR, "classification", __name__, check, needs_imports=True
)
