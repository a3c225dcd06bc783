"""
A classification names one of the canon's schemes of occupations.

Which schemes a canon uses, and what their codes look like, stands in canon.yaml. A scheme that is
not there is mostly one of them spelt otherwise, and nothing that looks for the scheme finds it.

Bad:

    # functions/nursing/ward-nurse.yaml
    classification:
      - {scheme: ISCO-08, version: "08", code: "2221", source: the authors}

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
    known = context.settings.schemes
    for number, place in enumerate(focus.classification):
        # A canon that names no scheme admits any.
        if known and place.scheme not in known:
            yield Finding(
                ("classification", number, "scheme"),
                f"{place.scheme!r} is not one of the canon's schemes",
                hint=f"canon.yaml has: {', '.join(known)}; add it there if it is meant",
            )


RULE = FocusRule(
    "scheme-known", Severity.ERROR, "classification", __name__, check, settings=("schemes",)
)
