"""
Text has no leading, trailing or repeated spaces.

People do not see such spaces in a file, but two titles that differ by one space are two titles to a
program.

Bad:

    name: "Clinic  Nurse "

Good:

    name: Clinic Nurse
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from levelctl.diagnostics import Fix, Route, Severity
from levelctl.lint.rule import Finding, TextRule

_SPACE = "[ \t\u00a0\u2000-\u200a\u202f\u3000]"
# A block of text may have line ends, and spaces that indent a line.
_RUN = re.compile(rf"(?<=\S)(?:{_SPACE}{{2,}}|\t)(?=\S)")
_LINE_END = re.compile(rf"{_SPACE}(?=\n)")
_LEADING = re.compile(rf"{_SPACE}+")
_ANY = re.compile(rf"\A{_SPACE}|{_SPACE}(?:{_SPACE}|\n|\Z)|\t")
"""Is in every text that one of the others is in: most texts need no second look."""
_TRAILING = re.compile(rf"(?<!{_SPACE}){_SPACE}+\Z")


def check(route: Route, text: str) -> Iterator[Finding]:
    if route[-1:] == ("pattern",):  # in a regular expression, every space counts
        return
    if not _ANY.search(text):
        return
    leading, trailing = _LEADING.match(text), _TRAILING.search(text)
    if leading:
        yield _finding(route, "begins with whitespace", _without_start(route, text, leading.end()))
    if trailing:
        yield _finding(route, "ends with whitespace", _without_end(route, text, trailing.start()))
    if _LINE_END.search(text):
        yield _finding(route, "has whitespace at the end of a line", None)
    # The longest first, because it contains the shorter ones.
    for run in sorted({*_RUN.findall(text)}, key=lambda run: (-len(run), run)):
        what = "a tab" if run == "\t" else f"{len(run)} spaces in a row"
        yield _finding(route, f"has {what}", Fix("substitute", route, run, " "))


def _finding(route: Route, what: str, fix: Fix | None) -> Finding:
    return Finding(route, f"the text {what}", hint="use only single spaces between words", fix=fix)


def _without_start(route: Route, text: str, start: int) -> Fix:
    """Return the fix that removes the whitespace before *start*, and none elsewhere."""
    end = start + 1
    while text.count(text[:end]) > 1:
        end *= 2
    return Fix("substitute", route, text[:end], text[start:end])


def _without_end(route: Route, text: str, end: int) -> Fix:
    """Return the fix that removes the whitespace from *end* on, and none elsewhere."""
    length = len(text) - end + 1
    while text.find(text[-length:]) + length < len(text):
        length *= 2
    return Fix("substitute", route, text[-length:], text[-length:end])


RULE = TextRule("stray-space", Severity.NOTE, "structure", __name__, check, fixes=True)
