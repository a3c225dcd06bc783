"""
The weights of content@1 add up to 100, and so do those of content@2.

Each weight is the largest part of a distance that one kind of content can cause. If the sum is
lower, no two profiles are far apart. If it is higher, profiles that differ in part are as far apart
as profiles that have nothing in common.

Bad:

    # canon.yaml
    spaces:
      content@1: {skills: 70, tools: 20, duties: 30, tolerance: 40, review: 70}

Good:

    # canon.yaml
    spaces:
      content@1: {skills: 55, tools: 15, duties: 30, tolerance: 40, review: 70}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import CanonSettings, ContentSettings
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Finding, SettingsRule

WHOLE = 100
"""A whole distance, in hundredths."""

_KINDS = ("skills", "tools", "duties")


def check(settings: CanonSettings) -> Iterator[Finding]:
    for name, space in (("content@1", settings.content), ("content@2", settings.stepped_content)):
        if space is not None:
            yield from _of_space(name, space)


def _of_space(space: str, scale: ContentSettings) -> Iterator[Finding]:
    weights = {kind: getattr(scale, kind) for kind in _KINDS}
    total = sum(weights.values())
    if total != WHOLE:
        sum_of = " + ".join(f"{name} {weight}" for name, weight in weights.items())
        yield Finding(
            ("spaces", space),
            f"the weights of {space} add up to {total}, not {WHOLE}: {sum_of}",
            hint=f"{'raise' if total < WHOLE else 'lower'} them by {abs(WHOLE - total)} in total",
            key=True,
        )


RULE = SettingsRule(
    "weights-sum",
    Severity.ERROR,
    "structure",
    __name__,
    check,
    settings=tuple(
        f"spaces.{space}.{kind}" for space in ("content@1", "content@2") for kind in _KINDS
    ),
)
