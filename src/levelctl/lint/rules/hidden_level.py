"""
Title words and aliases do not mean a level that is taken away.

Where an overlay hides a level, the title words that mean it mean the nearest level that its track
keeps, or none. That can be wrong: `titles` of the overlay's ladder.yaml can say what they mean.

Where an overlay hides a profile of a focus, the aliases of the focus that mean its level go, too.

Bad:

    # ladder.yaml
    levels: {P1: {hide: true}}

Good:

    # ladder.yaml
    levels: {L1: {is: P1}}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.merging import Override
from levelctl.diagnostics import Severity
from levelctl.lint.rule import OverrideFinding, OverrideRule

SHOWN = 3
"""How many of the words a message quotes."""


def check(override: Override) -> Iterator[OverrideFinding]:
    if override.kind not in ("moved", "orphaned"):
        return
    words = override.below
    more = f" and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
    quoted = ", ".join(map(repr, words[:SHOWN])) + more
    if override.kind == "orphaned":
        noun = "alias" if len(words) == 1 else "aliases"
        yield OverrideFinding(
            f"{override.route[-1]} is taken away, and with it the {noun} {quoted}",
            hint="to keep one for another level, add it to the aliases here",
        )
        return
    meaning = f"mean {override.what} now" if override.what else "mean no level now"
    yield OverrideFinding(
        f"{override.route[-1]} is taken away, so {quoted} in titles {meaning}",
        hint="if that is wrong, say under titles what they mean",
    )


RULE = OverrideRule("hidden-level", Severity.NOTE, "overlay", __name__, check)
