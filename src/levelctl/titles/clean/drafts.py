"""A title while it is being cleaned: its parts, what is removed from it, and what is left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from levelctl.record import Record
from levelctl.text.normal import is_formless
from levelctl.titles.clean.folding import Folded
from levelctl.titles.records import Removal


class CleanedPart(Record):
    """A part of a cleaned title: what stood between separators, or inside or outside brackets."""

    text: str
    sign: str = ""
    """
    ``(`` if the part stood in brackets; otherwise the sign before it, one of ``- , / : ; | ·``.

    The first part has none, nor has one that follows brackets without a sign.
    """


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
_LOOSE_SIGN = re.compile(r"[.'#%(]|  ")
_Spans = list[tuple[int, int]]
_OPENING, _CLOSING = "([{\u3010\uff08\uff3b\uff5b", ")]}\u3011\uff09\uff3d\uff5d"
_BRACKET = re.compile(f"[{re.escape(_OPENING + _CLOSING)}]")
_SEPARATING = frozenset(",/:;|·")
_JOINED = re.compile(r"(?<=\d)\((?=[^\W\d_]\))|(?<=\d\([^\W\d_])\)")
"""The brackets of 401(k)."""


_UNTIDY = re.compile(r"[^\w ]|^ | $|  ")
"""A sign or a blank too many, without which the parts of a title are tidy already."""


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

    def has_parts(self) -> bool:
        """Return whether a tidy draft may consist of several parts."""
        return ", " in self.text or " / " in self.text or bool(_BRACKET.search(self._written))

    def parts(self) -> tuple[CleanedPart, ...]:
        """Return the parts of a tidy draft, each with the sign that the title has before it."""
        brackets = _brackets(self._written)
        found: list[CleanedPart] = []
        for part in parts(self.text):
            for bracketed, start, end in self._runs(part, brackets):
                sign = "(" if bracketed else self._sign_before(start) if found else ""
                found.append(CleanedPart(self.text[start:end], sign))
        return tuple(found) if len(found) > 1 else ()

    def _runs(self, part: TitlePart, brackets: _Spans) -> Iterator[tuple[bool, int, int]]:
        """Yield the runs of words of *part*, in *brackets* or not, with their start and end."""
        if not brackets:
            yield False, part.start, part.end
            return
        words = [
            (part.start + each.start(), part.start + each.end())
            for each in _WORD.finditer(part.text)
        ]
        inside = [
            any(first < self._origins[start] < last for first, last in brackets)
            for start, _ in words
        ]
        for bracketed, run in groupby(zip(inside, words, strict=True), key=itemgetter(0)):
            spans = [span for _, span in run]
            yield bracketed, spans[0][0], spans[-1][1]

    def _sign_before(self, start: int) -> str:
        """Return the separator that the title has before *start*, behind the last word."""
        end = self._origins[start]
        while end and (self._written[end - 1].isspace() or is_formless(self._written[end - 1])):
            end -= 1
        sign = unicodedata.normalize("NFKC", self._written[end - 1 : end])[:1]
        if sign in _SEPARATING:
            return sign
        return "-" if unicodedata.category(sign or " ") == "Pd" else ""

    def cut(self, cuts: Iterable[RemovedText], filler: str = " ") -> bool:
        """Replace each of *cuts* with *filler*, record it as removed, and return whether any is."""
        cuts = sorted(cuts, key=lambda cut: cut.start)
        for cut in cuts:
            first = max(cut.start, cut.named_from)
            start, end = self._origins[first], self._origins[cut.end - 1] + 1
            self._removed.append((start, Removal(cut.kind, self._written[start:end].strip())))
        return self._replace([(cut.start, cut.end, filler) for cut in cuts])

    def tidy(self) -> bool:
        """
        Join the parts that are left with uniform separators.

        Return whether a part has other words or neighbors now: an acronym without its periods, what
        stood in brackets, what was behind a part without words.
        """
        if not _UNTIDY.search(self.text):
            return False
        joined = False
        if _LOOSE_SIGN.search(self.text):
            joined = self._drop(_JOINED) | self._drop(_LOOSE)
        found = list(parts(self.text))
        while found and not HAS_WORD.search(found[-1].text):
            found.pop()
        left = [part for part in found if HAS_WORD.search(part.text)]
        joined = joined or len(left) < len(found) or bool(left and left[0].start)
        replaced, at = [], 0
        for number, part in enumerate(left):
            then = self.text[part.end : left[number + 1].start] if number + 1 < len(left) else None
            between = _separator(self.text[at : part.start], then) if number else ""
            joined = joined or between == " "
            replaced.append((at, part.start, between))
            at = part.end
        self._replace([*replaced, (at, len(self.text), "")])
        return joined

    def _drop(self, pattern: re.Pattern[str]) -> bool:
        return self._replace(
            [(each.start(), each.end(), "") for each in pattern.finditer(self.text)]
        )

    def _replace(self, changes: Iterable[tuple[int, int, str]]) -> bool:
        """Make *changes*, each a start, an end and the new text; return whether there are any."""
        changes = [each for each in changes if self.text[each[0] : each[1]] != each[2]]
        if not changes:
            return False
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
        return True


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
    if part[:1].isalnum() and part[-1].isalnum():
        return TitlePart(part, start)
    left = _LEFT.match(part)
    right = _RIGHT.search(part)
    first = left.end() if left else 0
    last = max(first, right.start() if right else len(part))
    return TitlePart(part[first:last], start + first)


_LEFT = re.compile(r"(?:[ &/@%'+#:-]|\.(?!\w))+")
_RIGHT = re.compile(r"(?:[ &/@':-]|(?<= )\+)+$")


_WORD = re.compile(r"\S+")


def _brackets(written: str) -> _Spans:
    """Return where each outer bracket of *written* opens and closes; at its end if never."""
    spans: _Spans = []
    opened: list[int] = []
    for match in _BRACKET.finditer(written):
        if match[0] in _OPENING:
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            spans += [] if opened else [(start, match.start())]
    return [*spans, *((start, len(written)) for start in opened[:1])]


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
