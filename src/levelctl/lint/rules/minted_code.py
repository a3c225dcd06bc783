"""
A code is the one minted for its name.

Codes minted by one rule are distinct, are never used twice, and need no register. Keep a code that
is already in use, because other systems store it. A suppression comment says since when.

Bad:

    code: CLINIC01

Good:

    code: CLINICNU8D35
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from levelctl.canon.codes import (
    focus_codes,
    function_letters,
    is_function_code,
    mint_function,
)
from levelctl.diagnostics import LocatedText, Severity
from levelctl.lint.rule import (
    CanonFinding,
    CanonOutline,
    CanonRule,
    Context,
    FocusOutline,
    FunctionOutline,
)


def check(canon: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    yield from _of_functions(canon.functions)
    functions = {_folder(function.path): function for function in canon.functions}
    by_folder: dict[str, list[FocusOutline]] = {}
    for focus in canon.foci:
        by_folder.setdefault(_folder(focus.path), []).append(focus)
    for folder, foci in by_folder.items():
        if folder in functions:
            yield from _of_foci(foci, functions[folder].name.text)


def _of_functions(functions: Sequence[FunctionOutline]) -> Iterator[CanonFinding]:
    taken = {function.code.text for function in functions}
    for function in functions:
        code, name = function.code, function.name.text
        if function_letters(name) and not is_function_code(code.text, name):
            yield _finding(function.path, code, name, mint_function(name, taken))


def _of_foci(foci: Sequence[FocusOutline], function: str) -> Iterator[CanonFinding]:
    taken = {focus.code.text for focus in foci}
    for focus in foci:
        code, name = focus.code, focus.name.text
        single = len(foci) == 1
        # Nothing records whether the function had one focus when the code was minted.
        possible = chain.from_iterable(
            focus_codes(name, function, single=alone) for alone in (single, not single)
        )
        if code.text not in possible:
            codes = focus_codes(name, function, single=single)
            minted = next((free for free in codes if free not in taken), None)
            if minted:
                yield _finding(focus.path, code, name, minted)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _finding(path: str, code: LocatedText, name: str, minted: str) -> CanonFinding:
    return CanonFinding(
        path,
        code,
        f"{code.text} is not a code that levelctl mints for {name!r}",
        hint=f"use {minted}; if {code.text} is already in use, keep it and suppress this with a "
        "reason",
    )


RULE = CanonRule("minted-code", Severity.WARNING, "structure", __name__, check)
