"""
The sources of a profile are of more than one kind.

Ladders of companies copy from each other, and lists of tasks leave the same things out. What a
ladder says and a law, an interview or a posting bears out stands more firmly. The rule looks at
profiles whose sources all say their kind. Of a profile whose sources tell no levels apart,
source-has-no-levels reports. If more than five foci have such profiles, one finding is about all of
them.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        sources: [{title: Ladder of the hospital, kind: ladder, accessed: 2026-05-01}]

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        sources:
          - {title: Ladder of the hospital, kind: ladder, accessed: 2026-05-01}
          - {title: Interviews with six ward nurses, kind: interview, accessed: 2026-05-01}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Severity
from levelctl.lint.rule import (
    CanonFinding,
    CanonOutline,
    CanonRule,
    Context,
    FocusOutline,
    ProfileOutline,
)
from levelctl.lint.together import FocusFinding, listed, together

HINT = "add a source of another kind that bears the duties out"


def check(canon: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    found = [finding for focus in canon.foci for finding in _of_focus(focus)]
    yield from together(
        found,
        lambda count, foci: f"{count} profiles in {foci} foci have sources of one kind only",
        HINT,
    )


def _of_focus(focus: FocusOutline) -> Iterator[FocusFinding]:
    found = [profile for profile in focus.profiles if _has_one_kind(profile)]
    if found:
        levels = listed([profile.level for profile in found])
        message = f"{levels}: all sources of a profile are of one kind"
        yield FocusFinding(focus, found[0].at, message, len(found))


def _has_one_kind(profile: ProfileOutline) -> bool:
    kinds = {source.kind for source in profile.sources}
    knows = any(source.knows_levels for source in profile.sources)
    return len(kinds) == 1 and None not in kinds and knows and profile.status != "deprecated"


RULE = CanonRule("one-source-kind", Severity.NOTE, "gate", __name__, check)
