"""
No responsibility is the same, or nearly the same, as another one in the canon.

A responsibility that appears at two levels does not distinguish them, and one that appears in two
foci describes neither. `check.same_text` in canon.yaml is the share of common words at which two
responsibilities count as the same.

Bad:

    levels:
      P2:
        responsibilities:
          - Gives the prescribed medication to a bay of six, and records each dose within the hour.
          - Draws blood, labels each tube at the chair, and sends the batch off by noon.
          - Explains the doctor's findings in plain words, and checks that they were understood.

Good:

    levels:
      P2:
        responsibilities:
          - Vaccinates forty children a day and reports side effects to the health office.
          - Draws blood, labels each tube at the chair, and sends the batch off by noon.
          - Explains the doctor's findings in plain words, and checks that they were understood.
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Related, Severity
from levelctl.lint.rule import CanonFinding, CanonOutline, CanonRule, Context, FocusOutline, Repeat


def least_share(context: Context) -> float:
    """Return the share of common words, from 0 to 1, at which two responsibilities are the same."""
    return context.settings.same_text


def check(canon: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    foci = {focus.path: focus for focus in canon.foci}
    for repeat in canon.repeats:
        yield _finding(foci[repeat.path], foci[repeat.earlier_path], repeat)


def _finding(focus: FocusOutline, other: FocusOutline, repeat: Repeat) -> CanonFinding:
    duty, earlier = focus.duties[repeat.number], other.duties[repeat.earlier_number]
    where = earlier.level if other is focus else f"{other.name.text} {earlier.level}"
    return CanonFinding(
        focus.path,
        duty,
        f"this responsibility of {duty.level} repeats one of {where}: "
        f"{round(repeat.share * 100)}% of their words are the same",
        hint="say what is different here, or delete it in one of the two places",
        related=(Related(other.path, earlier.span, f"the responsibility of {where} is here"),),
    )


RULE = CanonRule(
    "repeated-duty", Severity.WARNING, "prose", __name__, check, settings=("check.same_text",)
)
