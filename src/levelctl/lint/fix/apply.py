"""
The bytes of a file and the mends of its faults → its bytes with the faults put right.

Text is spliced, so that nothing else in the file changes. Then the result is read again, and
has to say what the mends mean, which is worked out on the value that the file held. What
cannot be proven like that is left alone.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from typing import Any

from levelctl.canon import source
from levelctl.canon.source import SourceError
from levelctl.diagnostics import Fix, Route
from levelctl.lint.fix.edits import EditPlan, RefusedError, Script
from levelctl.record import Record

UNPROVEN = "the file would not say then what is meant"
OVERLAPS = "it touches another mend"
DUPLICATE_KEY = "a key stands twice in the file"


class FixedText(Record):
    """A file's content after mending."""

    content: bytes
    applied: tuple[Fix, ...] = ()
    refused: tuple[tuple[Fix, str], ...] = ()
    """What was not mended, each with the reason."""


def apply_fixes(content: bytes, fixes: Iterable[Fix]) -> FixedText:
    """
    Return *content*, a file's, after those of *mends* that are proven to do what they mean.

    Their routes are those of the file as it is. Of those that touch each other the first is
    made; the others may be after another look at the file. Never raises for what *content*
    is.
    """
    fixes = tuple(dict.fromkeys(fixes))
    bom = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    try:
        work = _TextFixes(source.decode(source.bounded(content)))
    except SourceError as error:
        return _unchanged(content, fixes, error.message)
    if work.document.repeated:  # the value holds the first alone, so that it proves nothing
        return _unchanged(content, fixes, DUPLICATE_KEY)
    for group in _batches(fixes):
        work.apply(group)
    return FixedText(bom + work.text.encode(), tuple(work.applied), tuple(work.refused))


def _unchanged(content: bytes, fixes: Iterable[Fix], reason: str) -> FixedText:
    return FixedText(content, (), tuple((mend, reason) for mend in fixes))


def intended(value: Any, fix: Fix) -> Any:
    """
    Return what the *value* of a file is after *mend*; one that quotes has the text as *new*.

    >>> intended({"name": "R&amp;D"}, Fix("substitute", ("name",), "&amp;", "&"))
    {'name': 'R&D'}
    >>> intended([{"code": 7.10}], Fix("quote", (0, "code"), new="7.10"))
    [{'code': '7.10'}]
    >>> intended({"tools": ["Jira", "SQL", "Jira"]}, Fix("drop", ("tools", 2)))
    {'tools': ['Jira', 'SQL']}
    """
    return _intended(value, fix.route, fix)


def _intended(value: Any, route: Route, fix: Fix) -> Any:
    if not route:
        return value.replace(fix.old, fix.new) if fix.action == "substitute" else fix.new
    step, *rest = route
    copy = value.copy()
    if fix.action == "drop" and not rest:
        del copy[step]
    else:
        copy[step] = _intended(value[step], tuple(rest), fix)
    return copy


def edited(text: str, plans: Iterable[EditPlan]) -> str:
    """Return *text* with the edits of *plans*, of which none overlap, made."""
    parts: list[str] = []
    done = 0
    for edit in sorted((edit for plan in plans for edit in plan.edits), key=lambda e: e.start):
        parts += (text[done : edit.start], edit.new)
        done = edit.end
    return "".join((*parts, text[done:]))


def _batches(fixes: Iterable[Fix]) -> Iterator[list[Fix]]:
    """Yield *mends* in groups with one of a value; drops, which move other items, come last."""
    turns: dict[Route, int] = {}
    groups: dict[int, list[Fix]] = {}
    drops: list[Fix] = []
    for mend in fixes:
        if mend.action == "drop":
            drops.append(mend)
            continue
        turns[mend.route] = turns.get(mend.route, 0) + 1
        groups.setdefault(turns[mend.route], []).append(mend)
    yield from groups.values()
    if drops:
        yield drops


class _TextFixes:
    """A *text* on its way from one group of mends to the next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.document = source.parse(text)
        self.applied: list[Fix] = []
        self.refused: list[tuple[Fix, str]] = []

    def apply(self, fixes: list[Fix]) -> None:
        """Make those of *mends*, all seen in the text as it is, that can be proven."""
        plans = list(
            self.without_overlap(sorted(self.plans(fixes), key=lambda plan: plan.edits[0].start))
        )
        # From the last to the first: what leaves out an item moves only those behind it.
        kept: list[EditPlan] = []
        self.prove(plans[::-1], kept)
        if kept:
            self.text = edited(self.text, kept)
            self.document = source.parse(self.text)
            self.applied += [plan.fix for plan in kept[::-1]]

    def plans(self, fixes: list[Fix]) -> Iterator[EditPlan]:
        script = Script(self.text, self.document.top)
        for mend in fixes:
            try:
                yield script.plan(mend)
            except RefusedError as error:
                self.refused.append((mend, str(error)))

    def without_overlap(self, plans: Iterable[EditPlan]) -> Iterator[EditPlan]:
        """Yield those of *plans*, in the text's order, that do not overlap one before."""
        end = 0
        for plan in plans:
            if plan.edits[0].start < end:
                self.refused.append((plan.fix, OVERLAPS))
                continue
            end = plan.edits[-1].end
            yield plan

    def prove(self, plans: list[EditPlan], kept: list[EditPlan]) -> None:
        """Put into *kept* what can be proven of *plans* together with what is in it."""
        if self.is_proven([*kept, *plans]):
            kept += plans
        elif len(plans) == 1:
            self.refused.append((plans[0].fix, UNPROVEN))
        else:
            middle = len(plans) // 2
            self.prove(plans[:middle], kept)
            self.prove(plans[middle:], kept)

    def is_proven(self, plans: list[EditPlan]) -> bool:
        """Tell whether the text after *plans* says what they mean, and nothing else new."""
        value = self.document.top.value
        for plan in plans:
            value = intended(value, plan.intended)
        try:
            after = source.parse(edited(self.text, plans))
        except SourceError:
            return False
        return identical(after.top.value, value)


def identical(one: Any, other: Any) -> bool:
    """
    Tell whether two values of files are the same in their types and order as well.

    >>> same({"a": 1, "b": 2}, {"a": 1, "b": 2}), same(1, True), same({"a": 1}, {"a": 1.0})
    (True, False, False)
    """
    return repr(one) == repr(other)
