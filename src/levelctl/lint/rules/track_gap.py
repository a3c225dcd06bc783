"""
A focus skips no level within a track.

If a level is missing, a career step spans two levels, and nobody can tell whether the level does
not exist or is not written yet. A focus can start and end at any level of a track.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2: null

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P1: null
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from levelctl.canon.model import Focus
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule
from levelctl.lint.tracks import tracks


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    has = {profile.code.level for profile in focus.profiles}
    for track in tracks(context.ladder):
        levels = [level.code for level in track]
        existing = [place for place, level in enumerate(levels) if level in has]
        for low, high in pairwise(existing):
            if high - low > 1:
                yield _finding(levels[low], levels[low + 1 : high], levels[high])


def _finding(below: str, missing: list[str], above: str) -> Finding:
    return Finding(
        ("levels", above),
        f"the focus has no {', '.join(missing)} between {below} and {above}",
        hint="add the missing level, or suppress this with a reason",
        key=True,
        related=((("levels", below), f"{below} is here"),),
    )


RULE = FocusRule("track-gap", Severity.NOTE, "pay", __name__, check)
