"""
A responsibility with a vague phrase also has something measurable.

"Various tasks as needed" fits everybody and nobody. A number, a measure, or the name of one of the
focus's tools shows what the phrase means, so the rule then allows it. words.yaml lists the phrases
and the measures.

Bad:

    levels:
      P2:
        responsibilities:
          - Helps with various tasks as needed.
          - Draws blood, labels each tube at the chair, and sends the batch off by noon.
          - Explains the doctor's findings in plain words, and checks that they were understood.

Good:

    levels:
      P2:
        responsibilities:
          - Fills in for colleagues as needed, up to 8 hours a month.
          - Draws blood, labels each tube at the chair, and sends the batch off by noon.
          - Explains the doctor's findings in plain words, and checks that they were understood.
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Severity
from levelctl.lint.phrases import first
from levelctl.lint.responsibilities import duties
from levelctl.lint.rule import Context, Finding, FocusRule


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    concrete = (*context.words.measures, *focus.tools)
    for route, level, text in duties(focus):
        phrase = first(text, context.words.vague)
        if phrase and not first(text, concrete) and not any(map(str.isdigit, text)):
            yield Finding(
                route,
                f"this responsibility of {level} says {phrase!r} but has nothing measurable",
                hint="say what, how much, how often or by when",
            )


RULE = FocusRule(
    "vague-words", Severity.WARNING, "prose", __name__, check, words=("vague", "measures")
)
