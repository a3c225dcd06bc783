"""A title while it is cleaned: the parts that it has, what is cut out of it, what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from levelctl.record import Record
from levelctl.titles.clean.folding import Folded
from levelctl.titles.records import Removal


class RemovedText(Record):
    """What is taken out of a draft, from *start* to before *end*."""

    start: int
    end: int
    kind: str
    named: int = 0
    """Where what the removal names begins, if that is later: a joining word goes unnamed."""


BREAK = "\0"
"""Stands where a sign was that parts a title and is gone; no folded text has it."""

SAYS = re.compile(r"[^\W_]")
"""A letter or digit: what has none says nothing."""

# A separator; those between two single letters or digits, as in m,w,d and 9:30, are none, nor a
# dash between numbers, as in 80 - 100 %, but one behind a long number, as of a requisition.
_SEPARATOR = re.compile(
    r"""
      [;()\[\]{}\0]
    | [,|·] (?! (?<=\b\w.)\w\b ) (?! (?<=\d.)\d )
    | : (?! \s?\#?\d )
    | (?: (?<![^\s\0])-+ | -+(?![^\s\0]) ) (?! (?<=\d\ -)(?<!\d{4}\ -)\ \d )
    | (?<![^\s\0])/+ (?! (?<=\b\w\ /)\ \w\b ) | /+(?![^\s\0]) (?! (?<=\b\w\ /)\ \w\b )
    """,
    re.VERBOSE,
)

# Full stops that end an abbreviation or stand in an acronym, and signs that belong to no word.
_LOOSE = re.compile(
    r"\.(?!\w)|(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)|(?<!\w)'|'(?!\w)"
    r"|(?<!\w)\#+|(?<!\d)(?<!\d )%|(?<= ) +"
)
_JOINED = re.compile(r"(?<=\d)\((?=[^\W\d_]\))|(?<=\d\([^\W\d_])\)")
"""The brackets of 401(k)."""


class TitleDraft:
    """A title while it is cleaned."""

    def __init__(self, folded: Folded) -> None:
        self.text = folded.text
        self._origins = folded.origins
        self._written = folded.written
        self._removed: list[tuple[int, Removal]] = []

    def removed(self) -> tuple[Removal, ...]:
        """Return what was cut out, in the order of the title."""
        return tuple(each for _, each in sorted(self._removed, key=lambda pair: pair[0]))

    def cut(self, cuts: Iterable[RemovedText], filler: str = " ") -> None:
        """Put *filler* in the place of each of *cuts*, and name it."""
        cuts = sorted(cuts, key=lambda cut: cut.start)
        for cut in cuts:
            first = max(cut.start, cut.named)
            start, end = self._origins[first], self._origins[cut.end - 1] + 1
            self._removed.append((start, Removal(cut.kind, self._written[start:end].strip())))
        self._replace([(cut.start, cut.end, filler) for cut in cuts])

    def tidy(self) -> None:
        """Put the parts that are left together in one way."""
        self._drop(_JOINED)
        self._drop(_LOOSE)
        left = [part for part in parts(self.text) if SAYS.search(part.text)]
        replaced, at = [], 0
        for number, part in enumerate(left):
            then = self.text[part.end : left[number + 1].start] if number + 1 < len(left) else None
            between = _link(self.text[at : part.start], then) if number else ""
            replaced.append((at, part.start, between))
            at = part.end
        self._replace([*replaced, (at, len(self.text), "")])

    def _drop(self, pattern: re.Pattern[str]) -> None:
        self._replace([(each.start(), each.end(), "") for each in pattern.finditer(self.text)])

    def _replace(self, changes: list[tuple[int, int, str]]) -> None:
        if not changes:
            return
        text: list[str] = []
        origins: list[int] = []
        at = 0
        for start, end, filler in changes:
            text += [self.text[at:start], filler]
            origins += self._origins[at:start]
            if filler:
                near = min(start, len(self._origins) - 1)
                origins += [self._origins[near]] * len(filler)
            at = end
        self.text = "".join((*text, self.text[at:]))
        self._origins = (*origins, *self._origins[at:])


class TitlePart(Record):
    """A part of a title between separators, without what is superfluous at its edges."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def parts(text: str) -> Iterator[TitlePart]:
    """Yield the parts of *text*, those without words too."""
    at = 0
    for separator in _SEPARATOR.finditer(text):
        yield _trimmed(text, at, separator.start())
        at = separator.end()
    yield _trimmed(text, at, len(text))


def _trimmed(text: str, start: int, end: int) -> TitlePart:
    part = text[start:end]
    left = _LEFT.match(part)
    right = _RIGHT.search(part)
    first = left.end() if left else 0
    last = max(first, right.start() if right else len(part))
    return TitlePart(part[first:last], start + first)


_LEFT = re.compile(r"(?:[ &/@%'+#:-]|\.(?!\w))+")
_RIGHT = re.compile(r"(?:[ &/@':-]|(?<= )\+)+$")


def _link(between: str, after: str | None) -> str:
    """
    Return what parts two parts that had *between* them, and *after* the second of them.

    Brackets within a part are gone, those behind one are a part of their own.
    """
    signs = {*between} - {" ", BREAK}
    if signs <= {"/"} and signs:
        return " / "
    if signs <= {*")]}"}:
        return " "
    if signs <= {*"()[]{}"}:
        inner = after is not None and not {*after} - {*" ()[]{}\0"}
        return " " if inner else ", "
    return ", "
