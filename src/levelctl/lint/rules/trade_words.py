"""
The ladder uses no words of a single trade.

A level is the same for a nurse, a driver and a lawyer. If the ladder describes it by features or
patients, people in all other trades have to guess. words.yaml lists such words.

Bad:

    # ladder.yaml
    levels:
      P2:
        scope: A feature of the software

Good:

    # ladder.yaml
    levels:
      P2:
        scope: A part of a larger piece of work
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Severity
from levelctl.lint.phrases import first
from levelctl.lint.rule import Context, Finding, LadderRule


def check(context: Context) -> Iterator[Finding]:
    for level in context.ladder.levels:
        summary = (("summary", level.summary),) if level.summary else ()
        for part, text in (*summary, *level.attributes):
            word = first(text, context.words.trades)
            if word:
                yield Finding(
                    ("levels", level.code, part),
                    f"the {part.replace('_', ' ')} of {level.code} has {word!r}, a word of one "
                    "trade",
                    hint="use a word that fits every trade in the canon",
                )


RULE = LadderRule("trade-words", Severity.WARNING, "prose", __name__, check, words=("trades",))
