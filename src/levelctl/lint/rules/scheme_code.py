"""
A classification's code has the form of its scheme's codes.

A code with a missing digit, or from another scheme, assigns the focus to the wrong occupation, or
to none, in every statistic based on it.

Bad:

    # functions/nursing/ward-nurse.yaml
    classification:
      - {scheme: ISCO, version: "08", code: 22-21, source: the authors}

Good:

    # functions/nursing/ward-nurse.yaml
    classification:
      - {scheme: ISCO, version: "08", code: "2221", source: the authors}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.canon.schema import matches
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    for number, place in enumerate(focus.classification):
        scheme = context.settings.schemes.get(place.scheme)
        if scheme and not matches(scheme.pattern, place.code):
            yield Finding(
                ("classification", number, "code"),
                f"{place.code!r} is not a code of {place.scheme}; an example is {scheme.example}",
                hint="copy the code from the scheme's published list",
            )


RULE = FocusRule(
    "scheme-code", Severity.ERROR, "classification", __name__, check, settings=("schemes",)
)
