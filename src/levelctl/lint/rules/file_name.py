"""
A focus file and a function folder are named after the focus or function, and files end in .yaml.

People who know the name can find the file, and two authors who describe the same focus notice it.
levelctl does not read files that end in .yml.

Bad:

    name: Nurse of the Clinic

Good:

    name: Clinic Nurse
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.codes import slug
from levelctl.canon.layers import depth_of
from levelctl.diagnostics import LocatedText, Severity
from levelctl.lint.rule import CanonFinding, CanonOutline, CanonRule, Context

RESERVED = "function"
"""The one name that a focus file cannot have: the function's own file has it."""


def check(canon: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    for focus in canon.foci:
        if _is_below(focus.code):
            continue
        stem = focus.path.rpartition("/")[2].removesuffix(".yaml")
        yield from _misnamed(focus.path, focus.name, f"{focus.code.text}'s file", stem)
    for function in canon.functions:
        if _is_below(function.code):
            continue
        folder = function.path.split("/")[-2]
        yield from _misnamed(function.path, function.name, f"{function.code.text}'s folder", folder)


def _is_below(code: LocatedText) -> bool:
    """Return whether a canon below has the file with this *code*: then its name must stay."""
    return depth_of(code.span) > 0


def _misnamed(path: str, name: LocatedText, what: str, actual: str) -> Iterator[CanonFinding]:
    # A name without a letter from a to z cannot name a file.
    expected = slug(name.text) or actual
    if expected not in (actual, RESERVED):
        yield CanonFinding(
            path,
            name,
            f"{what} is named {actual}, but the name {name.text!r} requires {expected}",
            hint=f"rename it to {expected}; the code stays the same",
        )


RULE = CanonRule("file-name", Severity.WARNING, "structure", __name__, check)
