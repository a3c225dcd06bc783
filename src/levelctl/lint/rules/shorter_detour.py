"""
No weight of the taxonomy in structural@1 is more than twice one that is for being farther apart.

With such weights a detour is shorter than the straight way: two foci of a function would be
nearer by way of another function, and a list of neighbours could be argued with. Weights that
pass make the space a metric.

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
    # Of three places in a tree, two are as far from the third; so these pairs are all there is.
    for near, far in combinations(_NEAR_TO_FAR, 2):
        straight, half = getattr(settings.structural, near), getattr(settings.structural, far)
        if straight > 2 * half:
            yield Finding(
                (*_SPACE, near),
                f"{near}, {straight}, is more than twice {far}, {half}: a detour is shorter",
                hint=f"let {near} be at most {2 * half}, or {far} at least {-(-straight // 2)}",
                related=(((*_SPACE, far), f"{far} is here"),),
            )


RULE = SettingsRule(
    "shorter-detour",
    Severity.ERROR,
    "structure",
    __name__,
    check,
    settings=tuple(f"spaces.structural@1.{name}" for name in _NEAR_TO_FAR),
)
