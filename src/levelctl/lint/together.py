"""Puts findings of many foci together: what is a habit of the whole canon is reported once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from levelctl.diagnostics import LocatedText, Related, Severity
from levelctl.lint.rule import CanonFinding, FocusOutline
from levelctl.record import Record

SEPARATE = 5
"""The most foci for each of which there is a finding of its own."""


class FocusFinding(Record):
    """What a rule finds in one focus."""

    focus: FocusOutline
    at: LocatedText
    message: str
    count: int
    """How many things it is about."""


def together(
    findings: Sequence[FocusFinding],
    of_all: Callable[[int, int], str],
    hint: str,
    severity: Severity | None = None,
) -> Iterator[CanonFinding]:
    """
    Yield *findings*, or if more than `SEPARATE` foci have one, a single one about all of them.

    *of_all* words that one, from the number of things and of foci.
    """
    if len(findings) <= SEPARATE:
        for each in findings:
            yield CanonFinding(each.focus.path, each.at, each.message, hint=hint, severity=severity)
        return
    first, *others = findings
    message = of_all(sum(each.count for each in findings), len(findings))
    related = tuple(Related(each.focus.path, each.at.span, each.message) for each in others)
    yield CanonFinding(first.focus.path, first.at, message, hint, related, severity=severity)


def listed(levels: Sequence[str]) -> str:
    """
    Return the codes of *levels* as a message names them.

    >>> listed(["P1"]), listed(["P1", "P2", "M1"])
    ('P1', 'P1, P2 and M1')
    """
    *most, last = levels
    return f"{', '.join(most)} and {last}" if most else last
