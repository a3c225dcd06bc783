"""
A code is the one that is minted for its name.

Codes that all come about by the same rule can be told from one another, are never made up twice,
and need no register. A code that is in use is kept even so, because other systems hold it: a
comment that silences this rule says since when.

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


def check(whole: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    yield from _of_functions(whole.functions)
    functions = {_folder(each.path): each for each in whole.functions}
    inside: dict[str, list[FocusOutline]] = {}
    for focus in whole.foci:
        inside.setdefault(_folder(focus.path), []).append(focus)
    for folder, foci in inside.items():
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
        # Whether the function had one focus when the code was minted, nobody can see.
        possible = chain.from_iterable(
            focus_codes(name, function, single=each) for each in (single, not single)
        )
        if code.text not in possible:
            codes = focus_codes(name, function, single=single)
            minted = next((each for each in codes if each not in taken), None)
            if minted:
                yield _finding(focus.path, code, name, minted)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _finding(path: str, code: LocatedText, name: str, minted: str) -> CanonFinding:
    return CanonFinding(
        path,
        code,
        f"{code.text} is not a code that is minted for {name!r}",
        hint=f"it would be {minted}; keep a code that is in use, and silence this with a comment",
    )


RULE = CanonRule("minted-code", Severity.WARNING, "structure", __name__, check)
