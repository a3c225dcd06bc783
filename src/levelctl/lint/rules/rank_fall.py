"""
The rank rises from one level of a track to the next.

Ranks are the one scale that compares the levels of all tracks. If a rank falls, distances treat the
higher level as lower; if it stays equal, as the same.

Bad:

    # ladder.yaml
    levels:
      P2:
        rank: 2
      P3:
        rank: 1.5

Good:

    # ladder.yaml
    levels:
      P2:
        rank: 2
      P3:
        rank: 3
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, LadderRule
from levelctl.lint.tracks import steps


def check(context: Context) -> Iterator[Finding]:
    for below, level in steps(context.ladder):
        if level.rank <= below.rank:
            yield Finding(
                ("levels", level.code, "rank"),
                f"{level.code}'s rank {level.rank:g} is not above {below.code}'s {below.rank:g}",
                hint="ranks rise within a track; list its levels from the lowest up",
                related=((("levels", below.code, "rank"), f"{below.code}'s rank is here"),),
            )


RULE = LadderRule("rank-fall", Severity.ERROR, "pay", __name__, check)
