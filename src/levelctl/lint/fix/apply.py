"""
Applies fixes to the content of a file, and proves that they change nothing else.

The text is spliced, so everything else in the file stays as it is. Then the new text is parsed
and compared with the intended value, which is computed from the old one. A fix that cannot be
proven this way is refused.
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

UNPROVEN = "the fixed file would not have the intended value"
MOST_PROOFS = 200
"""The most times that one file is parsed to prove its fixes."""

OVERLAPS = "it overlaps another fix"
DUPLICATE_KEY = "the file has a duplicate key"


class FixedText(Record):
    """The content of a file after fixes were applied."""

    content: bytes
    applied: tuple[Fix, ...] = ()
    refused: tuple[tuple[Fix, str], ...] = ()
    """The fixes that were not applied, each with the reason."""


def apply_fixes(content: bytes, fixes: Iterable[Fix]) -> FixedText:
    """
    Return the *content* of a file after those of *fixes* that are proven to be safe.

    Their routes apply to the unchanged file. If fixes overlap, only the first is applied; the
    others may be possible after the file is checked again. Never raises for the *content*.
    """
    fixes = tuple(dict.fromkeys(fixes))
    bom = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    try:
        work = _TextFixes(source.decode(source.bounded(content)))
    except SourceError as error:
        return _unchanged(content, fixes, error.message)
    if work.document.repeated:  # the value has only the first of the two, so it proves nothing
        return _unchanged(content, fixes, DUPLICATE_KEY)
    for group in _batches(fixes):
        work.apply(group)
    return FixedText(bom + work.text.encode(), tuple(work.applied), tuple(work.refused))


def _unchanged(content: bytes, fixes: Iterable[Fix], reason: str) -> FixedText:
    return FixedText(content, (), tuple((fix, reason) for fix in fixes))


def intended(value: Any, fix: Fix) -> Any:
    """
    Return the *value* of a file after *fix*. The *new* of a fix that quotes is the quoted text.

    >>> intended({"name": "R&amp;D"}, Fix("substitute", ("name",), "&amp;", "&"))
    {'name': 'R&D'}
    >>> intended([{"code": 7.10}], Fix("quote", (0, "code"), new="7.10"))
    [{'code': '7.10'}]
    >>> intended({"tools": ["Jira", "SQL", "Jira"]}, Fix("drop", ("tools", 2)))
    {'tools': ['Jira', 'SQL']}
    """
    return all_intended(value, (fix,))


def all_intended(value: Any, fixes: Iterable[Fix]) -> Any:
    """Return the *value* of a file after one of *fixes* after another."""
    copies: dict[int, Any] = {}
    """By identity: the copies that were made, each of which is changed in place after that."""
    for fix in fixes:
        value = _intended(value, fix.route, fix, copies)
    return value


def _intended(value: Any, route: Route, fix: Fix, copies: dict[int, Any]) -> Any:
    if not route:
        return value.replace(fix.old, fix.new) if fix.action == "substitute" else fix.new
    step, *rest = route
    copy = value if id(value) in copies else value.copy()
    copies[id(copy)] = copy
    if fix.action == "drop" and not rest:
        del copy[step]
    else:
        copy[step] = _intended(copy[step], tuple(rest), fix, copies)
    return copy


def edited(text: str, plans: Iterable[EditPlan]) -> str:
    """Return *text* after the edits of *plans*, which must not overlap."""
    parts: list[str] = []
    position = 0
    edits = (edit for plan in plans for edit in plan.edits)
    for edit in sorted(edits, key=lambda edit: edit.start):
        parts += (text[position : edit.start], edit.new)
        position = edit.end
    return "".join((*parts, text[position:]))


def _batches(fixes: Iterable[Fix]) -> Iterator[list[Fix]]:
    """
    Yield *fixes* in groups that have at most one fix for each value.

    Drops come last, because they change the index of later items.
    """
    seen: dict[Route, int] = {}
    groups: dict[int, list[Fix]] = {}
    drops: list[Fix] = []
    for fix in fixes:
        if fix.action == "drop":
            drops.append(fix)
            continue
        seen[fix.route] = seen.get(fix.route, 0) + 1
        groups.setdefault(seen[fix.route], []).append(fix)
    yield from groups.values()
    if drops:
        yield drops


class _TextFixes:
    """Applies one group of fixes after another to a *text*."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.document = source.parse(text)
        self.applied: list[Fix] = []
        self.refused: list[tuple[Fix, str]] = []
        self.proofs = 0

    def apply(self, fixes: list[Fix]) -> None:
        """Apply those of *fixes* that can be proven; their routes apply to the current text."""
        plans = list(
            self.without_overlap(sorted(self.plans(fixes), key=lambda plan: plan.edits[0].start))
        )
        # From last to first, because dropping an item changes the index of those after it.
        proven: list[EditPlan] = []
        self.prove(plans[::-1], proven)
        if proven:
            self.text = edited(self.text, proven)
            self.document = source.parse(self.text)
            self.applied += [plan.fix for plan in proven[::-1]]

    def plans(self, fixes: list[Fix]) -> Iterator[EditPlan]:
        script = Script(self.text, self.document.top)
        for fix in fixes:
            try:
                yield script.plan(fix)
            except RefusedError as error:
                self.refused.append((fix, str(error)))

    def without_overlap(self, plans: Iterable[EditPlan]) -> Iterator[EditPlan]:
        """Yield those of *plans*, sorted by place, that do not overlap an earlier one."""
        end = 0
        for plan in plans:
            if plan.edits[0].start < end:
                self.refused.append((plan.fix, OVERLAPS))
                continue
            end = plan.edits[-1].end
            yield plan

    def prove(self, plans: list[EditPlan], proven: list[EditPlan]) -> None:
        """
        Add to *proven* those of *plans* that can be proven together with the plans in it.

        Plans are tried all together, then in halves, until the ones to refuse are isolated. After
        `MOST_PROOFS` tries, which each parse the file, all others are refused.
        """
        if self.proofs >= MOST_PROOFS:
            self.refused += [(plan.fix, UNPROVEN) for plan in plans]
        elif self.is_proven([*proven, *plans]):
            proven += plans
        elif len(plans) == 1:
            self.refused.append((plans[0].fix, UNPROVEN))
        else:
            middle = len(plans) // 2
            self.prove(plans[:middle], proven)
            self.prove(plans[middle:], proven)

    def is_proven(self, plans: list[EditPlan]) -> bool:
        """Return whether the text after *plans* has exactly the intended value."""
        value = all_intended(self.document.top.value, (plan.intended for plan in plans))
        self.proofs += 1
        try:
            after = source.parse(edited(self.text, plans))
        except SourceError:
            return False
        return identical(after.top.value, value)


def identical(a: Any, b: Any) -> bool:
    """
    Return whether two values of files are equal, in their types and in the order of keys, too.

    >>> identical({"a": 1}, {"a": 1}), identical(1, True), identical({"a": 1}, {"a": 1.0})
    (True, False, False)
    """
    return repr(a) == repr(b)
