"""
The words of an alias agree with the level that it is filed under.

A title that says senior and is filed among the beginners sends whoever looks it up to the wrong
pay and the wrong duties. Which levels a word can mean, the ladder's own list says.

Bad:

    # functions/nursing/ward-nurse.yaml
    aliases:
      - {title: Junior Ward Nurse, level: P3}

Good:

    # functions/nursing/ward-nurse.yaml
    aliases:
      - {title: Junior Ward Nurse, level: P1}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule
from levelctl.titles.level_words import Seniority


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    filed = [
        (number, alias.title, alias.level)
        for number, alias in enumerate(focus.aliases)
        # What a focus says of a level that is not on the ladder, another rule tells.
        if alias.level and context.ladder.level(alias.level)
    ]
    for number, title, level in filed:
        found = context.titles.read(title)
        if found and not context.titles.admits(found, level):
            yield Finding(
                ("aliases", number, "level"),
                f"the alias {title!r} is filed under {level}, but {_said(found)}",
                hint="file it under a level that its words can mean, or under none",
            )


def _said(found: Seniority) -> str:
    words = " and ".join(repr(each) for each in found.words)
    low, high = found.range or (found.level, found.level)
    levels = low if low == high else f"{low} to {high}"
    return f"{words} {'mean' if len(found.words) > 1 else 'means'} {levels}"


RULE = FocusRule("alias-level", Severity.WARNING, "titles", __name__, check)
