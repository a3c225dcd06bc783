"""
A text has no white space before or behind it, and single spaces between its words.

Such spaces cannot be seen in a file, yet two titles that differ by one are two titles to whatever
compares them.

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
# Line ends belong to blocks of text, and so does what indents a line of one.
_RUN = re.compile(rf"(?<=\S)(?:{_SPACE}{{2,}}|\t)(?=\S)")
_LINE_END = re.compile(rf"{_SPACE}(?=\n)")
_BEFORE = re.compile(rf"{_SPACE}+")
_ANY = re.compile(rf"\A{_SPACE}|{_SPACE}(?:{_SPACE}|\n|\Z)|\t")
"""Is in every text that one of the others is in: most texts need no second look."""
_BEHIND = re.compile(rf"(?<!{_SPACE}){_SPACE}+\Z")


def check(route: Route, text: str) -> Iterator[Finding]:
    if route[-1:] == ("pattern",):  # in a regular expression each space counts
        return
    if not _ANY.search(text):
        return
    before, behind = _BEFORE.match(text), _BEHIND.search(text)
    if before:
        yield _finding(route, "begins with white space", _without_start(route, text, before.end()))
    if behind:
        yield _finding(route, "ends with white space", _without_end(route, text, behind.start()))
    if _LINE_END.search(text):
        yield _finding(route, "has white space at the end of a line", None)
    # The longest first: the shorter are in it.
    for run in sorted({*_RUN.findall(text)}, key=lambda run: (-len(run), run)):
        what = "a tab" if run == "\t" else f"{len(run)} spaces in a row"
        yield _finding(route, f"has {what}", Fix("substitute", route, run, " "))


def _finding(route: Route, what: str, mend: Fix | None) -> Finding:
    return Finding(route, f"the text {what}", hint="leave one space between words", fix=mend)


def _without_start(route: Route, text: str, start: int) -> Fix:
    """Return the mend that takes the white space before *start* away, and none elsewhere."""
    end = start + 1
    while text.count(text[:end]) > 1:
        end *= 2
    return Fix("substitute", route, text[:end], text[start:end])


def _without_end(route: Route, text: str, end: int) -> Fix:
    """Return the mend that takes the white space from *end* on away, and none elsewhere."""
    length = len(text) - end + 1
    while text.find(text[-length:]) + length < len(text):
        length *= 2
    return Fix("substitute", route, text[-length:], text[-length:end])


RULE = TextRule("stray-space", Severity.NOTE, "structure", __name__, check, fixes=True)
