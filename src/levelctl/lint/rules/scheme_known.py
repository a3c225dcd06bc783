"""
A classification names one of the canon's occupation schemes.

canon.yaml lists the schemes that a canon uses and the form of their codes. An unlisted scheme is
usually a listed one with another spelling, and searches for the scheme do not find it.

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
        # A canon that lists no schemes allows any.
        if known and place.scheme not in known:
            yield Finding(
                ("classification", number, "scheme"),
                f"{place.scheme!r} is not one of the canon's schemes",
                hint=f"canon.yaml lists {', '.join(known)}; add the scheme there if it is correct",
            )


RULE = FocusRule(
    "scheme-known", Severity.ERROR, "classification", __name__, check, settings=("schemes",)
)
