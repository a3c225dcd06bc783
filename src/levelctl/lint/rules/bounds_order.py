"""
A space's tolerance is at most its review bound.

A neighbor within the tolerance is confident, and one within the review bound needs review. If the
bounds are reversed, no neighbor needs review, and some are confident beyond the review bound.

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
        "content@2": settings.stepped_content,
        "pay@1": settings.pay,
    }
    for name, space in spaces.items():
        if space and space.tolerance > space.review:
            yield Finding(
                ("spaces", name, "tolerance"),
                f"the tolerance of {name} is {space.tolerance}, above its review bound, "
                f"{space.review}",
                hint=f"set tolerance to at most {space.review}, or raise review",
                related=((("spaces", name, "review"), "review is set here"),),
            )


RULE = SettingsRule(
    "bounds-order",
    Severity.ERROR,
    "structure",
    __name__,
    check,
    settings=tuple(
        f"spaces.{space}.{bound}"
        for space in ("structural@1", "content@1", "content@2", "pay@1")
        for bound in ("tolerance", "review")
    ),
)
