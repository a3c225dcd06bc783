"""
Years of experience do not decrease from one level of a track to the next.

People who read the ladder upward expect each level to require at least as much as the one below.
Equal years are allowed: two levels can differ in everything but experience.

Bad:

    # ladder.yaml
    levels:
      P2:
        years: {low: 1, high: 3}
      P3:
        years: {low: 0, high: 2}

Good:

    # ladder.yaml
    levels:
      P2:
        years: {low: 1, high: 3}
      P3:
        years: {low: 3, high: 5}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from levelctl.canon.model import Ladder, Level
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, LadderRule
from levelctl.lint.tracks import tracks


def check(context: Context) -> Iterator[Finding]:
    for below, level in _steps(context.ladder):
        for end in ("low", "high"):
            years, years_below = getattr(level.years, end), getattr(below.years, end)
            if years is not None and years_below is not None and years < years_below:
                yield Finding(
                    ("levels", level.code, "years", end),
                    f"the {end} end of {level.code}'s years is {years}, below {below.code}'s "
                    f"{years_below}",
                    hint="require at least the years of the level below",
                    related=(
                        (("levels", below.code, "years", end), f"{below.code}'s years are here"),
                    ),
                )


def _steps(ladder: Ladder) -> Iterator[tuple[Level, Level]]:
    """Yield each pair of neighbors among the levels of a track that have years."""
    for track in tracks(ladder):
        yield from pairwise(level for level in track if level.years)


RULE = LadderRule("years-fall", Severity.ERROR, "pay", __name__, check)
