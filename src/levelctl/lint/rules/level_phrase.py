"""
No phrase marks one level in more than a third of the foci.

If "two to three years" is what P5 says in most foci and no other level says it, then a reader tells
P5 by the phrase and not by the work. Such a phrase is the ladder's wording, copied down; it is no
evidence that the levels differ. Phrases have up to six words. Names are left out of them.

check.level_phrase in canon.yaml has the thresholds: the `share` of the foci with a level of which
more than that have the phrase there, and how much of its use has to be `at_level`. Levels of fewer
than `least_foci` foci are not looked at. In a canon of more than 100 foci, the rule looks at 100
of them.

Bad:

    # canon.yaml
    check: {level_phrase: {least_foci: 2}}

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        responsibilities:
          - Plans the purchase of lifts and beds for two to three years.
          - Admits newcomers with an interview, and writes a plan of care for the doctor.
          - Dresses surgical wounds and photographs their healing twice a week.

    # functions/nursing/clinic-nurse.yaml
    levels:
      P2:
        responsibilities:
          - Vaccinates forty children a day and reports side effects to the health office.
          - Forecasts how many visitors come in two to three years.
          - Explains the doctor's findings in plain words, and checks that they were understood.

Good:

    # canon.yaml
    check: {level_phrase: {least_foci: 2}}

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        responsibilities:
          - Plans the purchase of lifts and beds until the new wing opens.
          - Admits newcomers with an interview, and writes a plan of care for the doctor.
          - Dresses surgical wounds and photographs their healing twice a week.

    # functions/nursing/clinic-nurse.yaml
    levels:
      P2:
        responsibilities:
          - Vaccinates forty children a day and reports side effects to the health office.
          - Forecasts how many visitors come in two to three years.
          - Explains the doctor's findings in plain words, and checks that they were understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from levelctl.diagnostics import Related, Severity
from levelctl.lint.marking_phrases import LevelText, MarkingPhrase, marking_phrases
from levelctl.lint.rule import CanonFinding, CanonOutline, CanonRule, Context, Duty, FocusOutline

MOST_FOCI = 100
"""The most foci that are looked at, evenly spaced: what many have, many of these have."""


def check(canon: CanonOutline, context: Context) -> Iterator[CanonFinding]:
    limits = context.settings.level_phrase
    duties = [
        (number, focus, duty)
        for number, focus in enumerate(_some(canon.foci))
        for duty in focus.duties
    ]
    texts = [LevelText(duty.level, number, duty.said) for number, _, duty in duties]
    for found in marking_phrases(
        texts,
        share=limits.share,
        at_level=limits.at_level,
        least_foci=limits.least_foci,
    ):
        yield _finding(found, [duties[place][1:] for place in found.places])


def _some(foci: Sequence[FocusOutline]) -> Sequence[FocusOutline]:
    """Return `MOST_FOCI` of *foci*, or all if they are fewer."""
    if len(foci) <= MOST_FOCI:
        return foci
    return [foci[number * len(foci) // MOST_FOCI] for number in range(MOST_FOCI)]


def _finding(found: MarkingPhrase, places: Sequence[tuple[FocusOutline, Duty]]) -> CanonFinding:
    (focus, duty), *others = places
    elsewhere = "at no other level"
    if found.elsewhere:
        profiles = "profile" if found.elsewhere == 1 else "profiles"
        elsewhere = f"in {found.elsewhere} {profiles} of other levels"
    return CanonFinding(
        focus.path,
        duty,
        f"{found.phrase!r} marks {found.level}: it is there in {len(places)} of {found.foci} foci, "
        f"and {elsewhere}",
        hint=f"say in words of each trade how the work of {found.level} differs",
        related=tuple(
            Related(other.path, at.span, f"{other.name.text} says it here") for other, at in others
        ),
    )


RULE = CanonRule(
    "level-phrase",
    Severity.NOTE,
    "prose",
    __name__,
    check,
    settings=(
        "check.level_phrase.at_level",
        "check.level_phrase.least_foci",
        "check.level_phrase.share",
    ),
)
