"""A title while it is being cleaned: its parts, what is removed from it, and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from levelctl.record import Record
from levelctl.titles.clean.folding import Folded
from levelctl.titles.records import Removal


class RemovedText(Record):
    """Text that is removed from a draft, from *start* to before *end*."""

    start: int
    end: int
    kind: str
    named_from: int = 0
    """Where the text that the answer reports begins; a joining word before it is not reported."""


BREAK = "\0"
"""Replaces a removed sign that separated parts; no folded text contains it."""

HAS_WORD = re.compile(r"[^\W_]")
"""A letter or digit; a text without one has no meaning."""

# A separator. A sign between two single letters or digits, as in m,w,d and 9:30, is not one, nor
# is a dash between numbers, as in 80 - 100 %, unless the first is long, as a requisition's is.
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

# Periods at the end of an abbreviation or in an acronym, and signs that belong to no word.
_LOOSE = re.compile(
    r"\.(?!\w)|(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)|(?<!\w)'|'(?!\w)"
    r"|(?<!\w)\#+|(?<!\d)(?<!\d )%|(?<= ) +"
)
_JOINED = re.compile(r"(?<=\d)\((?=[^\W\d_]\))|(?<=\d\([^\W\d_])\)")
"""The brackets of 401(k)."""


class TitleDraft:
    """A title while it is being cleaned."""

    def __init__(self, folded: Folded) -> None:
        self.text = folded.text
        self._origins = folded.origins
        self._written = folded.written
        self._removed: list[tuple[int, Removal]] = []

    def removed(self) -> tuple[Removal, ...]:
        """Return what was removed, in the order of the title."""
        return tuple(each for _, each in sorted(self._removed, key=lambda pair: pair[0]))

    def cut(self, cuts: Iterable[RemovedText], filler: str = " ") -> None:
        """Replace each of *cuts* with *filler*, and record it as removed."""
        cuts = sorted(cuts, key=lambda cut: cut.start)
        for cut in cuts:
            first = max(cut.start, cut.named_from)
            start, end = self._origins[first], self._origins[cut.end - 1] + 1
            self._removed.append((start, Removal(cut.kind, self._written[start:end].strip())))
        self._replace([(cut.start, cut.end, filler) for cut in cuts])

    def tidy(self) -> None:
        """Join the parts that are left with uniform separators."""
        self._drop(_JOINED)
        self._drop(_LOOSE)
        left = [part for part in parts(self.text) if HAS_WORD.search(part.text)]
        replaced, at = [], 0
        for number, part in enumerate(left):
            then = self.text[part.end : left[number + 1].start] if number + 1 < len(left) else None
            between = _separator(self.text[at : part.start], then) if number else ""
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
    """A part of a title between separators, without blanks and loose signs at its ends."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def parts(text: str) -> Iterator[TitlePart]:
    """Yield the parts of *text*, including those without words."""
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


def _separator(between: str, after: str | None) -> str:
    """
    Return the separator of two parts, from the signs *between* them and *after* the second one.

    Brackets inside a part are removed; a bracket at its end becomes a part of its own.
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
