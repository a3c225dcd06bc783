"""
Neighboring levels of a focus have different requirements.

People at the lower level must see from the text of the higher one what they still need. The rule
compares the words in all responsibilities and guidelines of two levels. It reports them if the
share of common words is `check.same_level` of canon.yaml or more. Levels with fewer
responsibilities than `check.lengths` requires are too short to judge.

Bad:

    levels:
      P1:
        responsibilities:
          - Unloads trucks at the ramp and compares each pallet with the delivery note.
          - Shelves goods by their label, the oldest in front.
          - Sweeps the aisles and reports damaged racks the same day.
      P2:
        status: draft
        version: 1
        region: global
        responsibilities:
          - Unloads trucks at the ramp and compares every pallet with its delivery note.
          - Shelves all goods by label, the oldest in front, without help.
          - Sweeps the aisles and reports racks that are damaged on the same day.

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        responsibilities:
          - Measures temperature, pulse and pressure of twenty patients a shift, and charts them.
          - Washes and feeds those who cannot do so alone, and guides a less experienced colleague.
          - Fetches material from the depot and counts the stock of the dressing trolley each day.
        guideline:
          knowledge: Follows the ward's written procedures step by step.
          complexity: Handles situations that a procedure describes; calls a doctor in all others.
          collaboration: Reports to the nurse in charge of the shift.
          experience: Some training is needed.

Good:

    # functions/storage/storekeeper.yaml
    levels:
      P2:
        status: draft
        version: 1
        region: global
        responsibilities:
          - Plans in the evening which truck unloads at which ramp on the next day.
          - Counts one aisle a week and traces each difference to its booking.
          - Orders labels and pallets before fewer than a week's need are left.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from levelctl.canon.model import Focus, Profile
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule
from levelctl.lint.tracks import tracks
from levelctl.text.near_duplicates import share
from levelctl.text.similarity import stems


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    fewest, _ = context.settings.lengths["responsibilities"]
    long_enough = {
        profile.code.level: _words(profile)
        for profile in focus.profiles
        if len(profile.responsibilities) >= fewest
    }
    has = {profile.code.level for profile in focus.profiles}
    for track in tracks(context.ladder):
        levels = [level.code for level in track if level.code in has]
        for below, level in pairwise(levels):
            if below in long_enough and level in long_enough:
                common = share(long_enough[below], long_enough[level])
                if common >= context.settings.same_level:
                    yield _finding(below, level, common)


def _words(profile: Profile) -> set[str]:
    cells = [text for _, text in profile.guideline.cells] if profile.guideline else []
    return {stem for text in (*profile.duties, *cells) for stem in stems(text)}


def _finding(below: str, level: str, common: float) -> Finding:
    return Finding(
        ("levels", level),
        f"{level} hardly differs from {below}: {round(common * 100)}% of their words are the same",
        hint=f"say what {level} does that {below} does not",
        key=True,
        related=((("levels", below), f"{below} is here"),),
    )


RULE = FocusRule(
    "similar-levels",
    Severity.WARNING,
    "prose",
    __name__,
    check,
    settings=("check.same_level", "check.lengths.responsibilities"),
)
