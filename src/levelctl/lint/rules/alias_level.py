"""
The words of an alias agree with its level.

If an alias says "senior" but has an entry level, people who look it up get the wrong pay and the
wrong responsibilities. The `titles` of ladder.yaml list the levels that a word can mean.

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
    with_level = [
        (number, alias.title, alias.level)
        for number, alias in enumerate(focus.aliases)
        # The rule `reference` reports a level that the ladder does not have.
        if alias.level and context.ladder.level(alias.level)
    ]
    for number, title, level in with_level:
        seniority = context.titles.read(title)
        if seniority and not context.titles.admits(seniority, level):
            yield Finding(
                ("aliases", number, "level"),
                f"the alias {title!r} has level {level}, but {_meaning(seniority)}",
                hint="choose a level that these words can mean, or leave the level out",
            )


def _meaning(seniority: Seniority) -> str:
    words = " and ".join(repr(word) for word in seniority.words)
    low, high = seniority.range or (seniority.level, seniority.level)
    levels = low if low == high else f"{low} to {high}"
    return f"{words} {'mean' if len(seniority.words) > 1 else 'means'} {levels}"


RULE = FocusRule("alias-level", Severity.WARNING, "titles", __name__, check)
