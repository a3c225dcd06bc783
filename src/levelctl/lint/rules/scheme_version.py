"""
A classification states a version that its scheme has.

Schemes give the same code to other occupations in another edition, so a code means something only
together with its edition.

Bad:

    # functions/nursing/ward-nurse.yaml
    classification:
      - {scheme: ISCO, version: "2008", code: "2221", source: the authors}

Good:

    # functions/nursing/ward-nurse.yaml
    classification:
      - {scheme: ISCO, version: "08", code: "2221", source: the authors}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    for number, place in enumerate(focus.classification):
        scheme = context.settings.schemes.get(place.scheme)
        if scheme and place.version not in scheme.versions:
            yield Finding(
                ("classification", number, "version"),
                f"{place.version!r} is not a version of {place.scheme}",
                hint=f"canon.yaml lists {', '.join(scheme.versions)}",
            )


RULE = FocusRule(
    "scheme-version", Severity.WARNING, "classification", __name__, check, settings=("schemes",)
)
