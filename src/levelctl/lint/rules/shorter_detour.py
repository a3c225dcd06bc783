"""
In structural@1, no taxonomy weight is more than twice the weight for a greater separation.

With such weights, a detour is shorter than the direct way: two foci of a function would be closer
by way of another function, and lists of neighbors would contradict each other. Weights that pass
make the space a metric.

Bad:

    # canon.yaml
    spaces:
      structural@1: {other_focus: 80, other_function: 30}

Good:

    # canon.yaml
    spaces:
      structural@1: {other_focus: 60, other_function: 30}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from levelctl.canon.model import CanonSettings
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Finding, SettingsRule

_SPACE = ("spaces", "structural@1")

_NEAR_TO_FAR = ("other_focus", "other_function", "other_family")


def check(settings: CanonSettings) -> Iterator[Finding]:
    # In a tree, two of any three places are equally far from the third, so these pairs suffice.
    for near, far in combinations(_NEAR_TO_FAR, 2):
        direct, half = getattr(settings.structural, near), getattr(settings.structural, far)
        if direct > 2 * half:
            yield Finding(
                (*_SPACE, near),
                f"{near} is {direct}, more than twice {far}, {half}: a detour is shorter",
                hint=f"set {near} to at most {2 * half}, or {far} to at least {-(-direct // 2)}",
                related=(((*_SPACE, far), f"{far} is set here"),),
            )


RULE = SettingsRule(
    "shorter-detour",
    Severity.ERROR,
    "structure",
    __name__,
    check,
    settings=tuple(f"spaces.structural@1.{name}" for name in _NEAR_TO_FAR),
)
