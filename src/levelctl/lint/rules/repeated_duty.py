"""
No responsibility is the same, or nearly the same, as another of the canon.

A duty that stands at two levels does not tell them apart, and one that stands in two foci says
of neither what it is for. The share of words that two of them have in common, from which they
count as the same, is `check.same_text` in canon.yaml.

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
    """Return the share of common words from which two duties are the same, from 0 to 1."""
    return context.settings.same_text


def check(whole: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    foci = {focus.path: focus for focus in whole.foci}
    for repeat in whole.repeats:
        yield _finding(foci[repeat.path], foci[repeat.earlier_path], repeat)


def _finding(focus: FocusOutline, other: FocusOutline, repeat: Repeat) -> CanonFinding:
    duty, earlier = focus.duties[repeat.number], other.duties[repeat.earlier_number]
    where = earlier.level if other is focus else f"{other.name.text} {earlier.level}"
    return CanonFinding(
        focus.path,
        duty,
        f"this responsibility of {duty.level} repeats one of {where}: "
        f"{round(repeat.share * 100)} % of their words are the same",
        hint="say what is different here, or leave it out at one of the two places",
        related=(Related(other.path, earlier.span, f"{where} has it here"),),
    )


RULE = CanonRule(
    "repeated-duty", Severity.WARNING, "prose", __name__, check, settings=("check.same_text",)
)
