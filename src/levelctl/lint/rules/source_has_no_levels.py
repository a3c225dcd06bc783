"""
A profile has a source that tells levels apart.

A list of tasks says what an occupation does, and not what its beginners and its experts do. A
profile that rests on such lists alone can be right, but nothing shows that its level is. Published
ladders tell levels apart; of other sources, those that say `levels: true`.

The rule warns of an approved profile without such a source. In a canon without reviews, and of
drafts whose sources are all known to tell no levels apart, it has notes. If more than five foci
have such profiles, one finding is about all of them.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        sources: [{title: Tasks of nurses, kind: task_list, accessed: 2026-05-01}]

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        sources:
          - {title: Tasks of nurses, kind: task_list, accessed: 2026-05-01}
          - {title: Ladder of the nursing association, kind: ladder, accessed: 2026-05-01}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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

HINT = "add a source that does, such as a published ladder; levels: true marks one of another kind"


def check(canon: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    yield from together(
        [*_found(canon.foci, approved=True)],
        lambda count, foci: (
            f"{count} approved profiles in {foci} foci have no source that tells levels apart"
        ),
        HINT,
        None if canon.has_reviews else Severity.NOTE,
    )
    yield from together(
        [*_found(canon.foci, approved=False)],
        lambda count, foci: f"no source of {count} profiles in {foci} foci tells levels apart",
        HINT,
        Severity.NOTE,
    )


def _found(foci: Iterable[FocusOutline], *, approved: bool) -> Iterator[FocusFinding]:
    for focus in foci:
        profiles = [each for each in focus.profiles if (each.status == "approved") == approved]
        without = [each for each in profiles if _is_without(each)]
        if without:
            levels = listed([each.level for each in without])
            approval = f"{levels}: approved, but " if approved else f"{levels}: "
            message = f"{approval}no source tells levels apart"
            yield FocusFinding(focus, without[0].at, message, len(without))


def _is_without(profile: ProfileOutline) -> bool:
    knows = [source.knows_levels for source in profile.sources]
    if profile.status == "approved":
        return True not in knows
    return (
        profile.status != "deprecated"
        and bool(knows)
        and not any(each is not False for each in knows)
    )


RULE = CanonRule("source-has-no-levels", Severity.WARNING, "gate", __name__, check)
