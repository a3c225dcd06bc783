"""
A focus has every level between the lowest and the highest that it has on a track.

Whoever plans a career meets a step of two levels at once, and nobody can say whether the level
is left out because the focus has none or because it is not written yet. Below and above its own
levels a focus may end where it likes.

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
        own = [place for place, level in enumerate(levels) if level in has]
        for low, high in pairwise(own):
            if high - low > 1:
                yield _finding(levels[low], levels[low + 1 : high], levels[high])


def _finding(below: str, lacking: list[str], above: str) -> Finding:
    return Finding(
        ("levels", above),
        f"between {below} and {above} the focus lacks {', '.join(lacking)}",
        hint="write what is lacking, or say in a comment why there is no such level",
        key=True,
        related=((("levels", below), f"{below} is here"),),
    )


RULE = FocusRule("track-gap", Severity.NOTE, "pay", __name__, check)
