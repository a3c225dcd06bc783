"""
The tolerance of a space is not above the distance up to which a person should look.

A neighbour inside the tolerance is confident, and one inside the other bound needs review. With
the bounds the wrong way round, nothing needs review, and what is confident is not even worth a
look.

Bad:

    # canon.yaml
    spaces:
      structural@1: {tolerance: 60, review: 30}

Good:

    # canon.yaml
    spaces:
      structural@1: {tolerance: 30, review: 60}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import CanonSettings
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Finding, SettingsRule


def check(settings: CanonSettings) -> Iterator[Finding]:
    spaces = {
        "structural@1": settings.structural,
        "content@1": settings.content,
        "pay@1": settings.pay,
    }
    for name, space in spaces.items():
        if space and space.tolerance > space.review:
            yield Finding(
                ("spaces", name, "tolerance"),
                f"the tolerance of {name}, {space.tolerance}, is above its review, {space.review}",
                hint="let tolerance be at most review",
                related=((("spaces", name, "review"), "review is here"),),
            )


RULE = SettingsRule(
    "bounds-order",
    Severity.ERROR,
    "structure",
    __name__,
    check,
    settings=tuple(
        f"spaces.{space}.{bound}"
        for space in ("structural@1", "content@1", "pay@1")
        for bound in ("tolerance", "review")
    ),
)
