"""
A focus's file and a function's folder are called after its name, in a file that ends in .yaml.

Whoever knows the name then finds the file, and two people who describe the same focus meet in one
place instead of writing two. A file that ends in .yml is not read at all.

Bad:

    name: Nurse of the Clinic

Good:

    name: Clinic Nurse
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.codes import slug
from levelctl.diagnostics import LocatedText, Severity
from levelctl.lint.rule import CanonFinding, CanonOutline, CanonRule, Context

RESERVED = "function"
"""The one name that a focus's file cannot have: it is that of the function's own file."""


def check(whole: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    for focus in whole.foci:
        stem = focus.path.rpartition("/")[2].removesuffix(".yaml")
        yield from _misnamed(focus.path, focus.name, f"{focus.code.text}'s file", stem)
    for function in whole.functions:
        folder = function.path.split("/")[-2]
        yield from _misnamed(function.path, function.name, f"{function.code.text}'s folder", folder)


def _misnamed(path: str, name: LocatedText, what: str, found: str) -> Iterator[CanonFinding]:
    # A name without any letter from a to z says nothing of the file's.
    expected = slug(name.text) or found
    if expected not in (found, RESERVED):
        yield CanonFinding(
            path,
            name,
            f"{what} is called {found}, and its name {name.text!r} asks for {expected}",
            hint=f"rename it to {expected}; its code stays as it is",
        )


RULE = CanonRule("file-name", Severity.WARNING, "structure", __name__, check)
