"""
The form of codes, and how they are minted.

A profile's code is ``FUNCTION.FOCUS.LEVEL``. The codes of functions and foci are minted once,
written in their files, and never computed again: names can change later, codes do not. The code of
a level is its author's: it keeps its spelling, and can have periods, as in *2.1*.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from levelctl.errors import LevelctlError
from levelctl.record import Record

PART_LENGTH = 16
"""The most characters of one part of a code."""

KEY_LENGTH = 60
"""How many characters of a focus's key count toward its code."""

SHOWN = 12
"""The most codes that a message lists."""

LEVEL_LENGTH = 24
"""The most characters of a level's code."""

DEVICES = frozenset(
    {
        *("aux", "con", "nul", "prn"),
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
    }
)
"""The file names, without extensions, that Windows reserves for devices."""

_PART = re.compile(rf"[A-Z0-9]{{1,{PART_LENGTH}}}")
_LEVEL = re.compile(rf"[A-Za-z0-9](?:[A-Za-z0-9._-]{{0,{LEVEL_LENGTH - 2}}}[A-Za-z0-9])?")
_DIGEST_DIGITS = 4


class Code(Record, order=True):
    """
    The code of a profile.

    >>> print(Code("TECHNI2", "TECHNICAF44E", "P2"))
    TECHNI2.TECHNICAF44E.P2
    """

    function: str
    focus: str
    level: str

    def __str__(self) -> str:
        return f"{self.function}.{self.focus}.{self.level}"


def is_part(text: str) -> bool:
    """
    Report whether *text* can be the code of a function or focus.

    It can if it has at most 16 capital letters and digits.
    """
    return _PART.fullmatch(text) is not None


def is_level(text: str) -> bool:
    """
    Report whether *text* can be the code of a level: it is safe in a path, a shell and a URL.

    >>> [is_level(text) for text in ("IC3", "senior-2-ic", "2.1", "2..1", "-1", "con")]
    [True, True, True, False, False, False]
    """
    return _LEVEL.fullmatch(text) is not None and ".." not in text and not is_device(text)


def is_device(name: str) -> bool:
    """
    Report whether Windows takes a file *name* for a device, whatever its extension.

    >>> is_device("con"), is_device("Com1.2"), is_device("connect")
    (True, True, False)
    """
    return name.partition(".")[0].casefold() in DEVICES


def parse(text: str) -> Code:
    """
    Return the code in *text*. The case of its function and focus is ignored.

    >>> parse("techni2.technicaf44e.P2"), parse("DESIGN.DESIGN1234.2.1").level
    (Code(function='TECHNI2', focus='TECHNICAF44E', level='P2'), '2.1')

    Raises LevelctlError if *text* has no such parts.
    """
    match split(text):
        case [function, focus, level] if is_level(level):
            parts = function.upper(), focus.upper()
            if text.isascii() and all(map(is_part, parts)):
                return Code(*parts, level)
    raise LevelctlError(
        f"{text!r} is not a code",
        hint="a code is FUNCTION.FOCUS.LEVEL, such as TECHNI2.TECHNICAF44E.P2",
    )


def split(code: str) -> list[str]:
    """
    Return the parts of *code*, at most three: that of the level can have periods.

    >>> split("DESIGN.DESIGN1234.2.1"), split("DESIGN")
    (['DESIGN', 'DESIGN1234', '2.1'], ['DESIGN'])
    """
    return code.split(".", 2)


def level_of(code: str) -> str:
    """Return the level in *code*, that of a profile."""
    return code.split(".", 2)[2]


def same(one: str, other: str) -> bool:
    """Return whether two codes of levels or tracks are the same: a person can use any case."""
    return one.casefold() == other.casefold()


def suggested(code: str, known: Iterable[str]) -> str:
    """
    Return a question with the one of the *known* codes that *code* can have meant, or "".

    >>> suggested("ic3", ["IC2", "IC3"]), suggested("IC33", ["IC2", "IC3"]), suggested("x", ["P1"])
    ("did you mean 'IC3'?", "did you mean 'IC3'?", '')
    """
    from levelctl.suggest import did_you_mean  # only a fault needs it

    known = list(known)
    in_case = next((each for each in known if same(each, code)), None)
    return f"did you mean {in_case!r}?" if in_case else did_you_mean(code, known)


def choice(code: str, known: Iterable[str]) -> str:
    """
    Return what to give instead of *code*: the *known* code that it can have meant, or any of them.

    >>> choice("ic3", ["IC2", "IC3"]), choice("x", ["IC", "M"]), choice("x", [])
    ("did you mean 'IC3'?", 'choose one of: IC, M', '')
    """
    known = list(known)
    listed = ", ".join((*known[:SHOWN], "…") if len(known) > SHOWN else known)
    return suggested(code, known) or (f"choose one of: {listed}" if listed else "")


def slug(name: str) -> str:
    """
    Return *name* in lower case, with a hyphen for each run of other characters than a-z and 0-9.

    >>> slug("Pharmacovigilance (Drug Safety)")
    'pharmacovigilance-drug-safety'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def function_letters(name: str) -> str:
    """
    Return the start of a function's code: the first six letters from A to Z of its *name*.

    >>> function_letters("R&D Services")
    'RDSERV'
    """
    return re.sub(r"[^A-Z]", "", name.upper())[:6]


def mint_function(name: str, taken: Collection[str] = ()) -> str:
    """
    Return a new function's code: six capital letters of *name*, and a number if they are *taken*.

    >>> mint_function("Technical Product Manager", {"TECHNI", "TECHNI1"})
    'TECHNI2'

    Raises LevelctlError if *name* has no letter from A to Z.
    """
    letters = function_letters(name)
    if not letters:
        raise LevelctlError(
            f"no code can be minted for the function name {name!r}",
            hint="use a name with at least one letter from A to Z",
        )
    code, number = letters, 0
    while code in taken:
        number += 1
        code = f"{letters}{number}"
    return code


def is_function_code(code: str, name: str) -> bool:
    """
    Report whether *code* can have been minted for a function *name*, whatever was taken then.

    >>> is_function_code("TECHNI2", "Technical Product Manager")
    True
    """
    number = code.removeprefix(function_letters(name))
    return number != code and re.fullmatch(r"(?:[1-9][0-9]*)?", number) is not None


def mint_focus(name: str, function: str, *, single: bool, taken: Collection[str] = ()) -> str:
    """
    Return a new focus's code: the first of `focus_codes` that is not *taken*.

    >>> mint_focus("Technical Product Manager", "Technical Product Manager", single=True)
    'TECHNICAF44E'
    >>> mint_focus("Software Engineering", "Software Engineering", single=False)
    'SOFTWARE984E'

    Raises LevelctlError if *name* has no letter or digit, or if every code that the digest
    allows is taken.
    """
    codes = focus_codes(name, function, single=single)
    code = next((free for free in codes if free not in taken), None)
    if code is None:
        rename = "give the focus another name"
        raise LevelctlError(
            f"no code can be minted for the focus name {name!r}",
            hint=rename if _head(name) else "use a name with letters from A to Z or digits",
        )
    return code


def focus_codes(name: str, function: str, *, single: bool) -> Iterator[str]:
    """
    Yield the codes that a focus *name* can get: eight characters of the name, four of a digest.

    In a function with a *single* focus, the digest is the SHA-1 of the focus's slug; otherwise
    of the slugs of *function* and focus, cut at 60 characters. The first code has the first four
    digits of the digest. Each further code, in case the previous ones are taken, starts one digit
    later. A name without letters and digits yields no codes.
    """
    import hashlib  # only minting needs it

    head = _head(name)
    key = slug(name) if single else f"{slug(function)}-{slug(name)}"[:KEY_LENGTH]
    digest = hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest().upper()
    for start in range(len(digest) - _DIGEST_DIGITS + 1) if head else ():
        yield head + digest[start : start + _DIGEST_DIGITS]


def _head(name: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", name.upper())[:8]


def chosen(kind: str, wanted: tuple[str, ...], known: Iterable[tuple[str, str]]) -> set[str]:
    """
    Return the codes for *wanted*, which are codes or names of a *kind*; several can have one name.

    *known* are the codes with their names; case is ignored. Raises LevelctlError for another one.
    """
    pairs = list(known)
    codes: dict[str, set[str]] = {}
    for code, name in pairs:
        codes.setdefault(name.casefold(), set()).add(code)
    codes |= {code.casefold(): {code} for code, _ in pairs}
    unknown = [text for text in wanted if text.casefold() not in codes]
    if unknown:
        listed = ", ".join(code for code, _ in pairs)
        hint = f"choose one of: {listed}" if listed else "the canon has none"
        raise LevelctlError(f"{unknown[0]!r} is not a {kind}", hint=hint)
    return {code for text in wanted for code in codes[text.casefold()]}
