"""
What a title is given besides what it says, taken out before it is looked up, each thing named.

The words of that are a canon's, in ``titles.yaml``. A title is read in parts, between commas,
dashes and brackets: most noise counts as such only where it is a part, or ends one, so that
*Manager, Remote Sensing* stays what it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from levelctl.record import Record
from levelctl.titles.folding import Folded, fold
from levelctl.titles.lexicon import Lexicon, Noise, Salary
from levelctl.titles.phrases import WORD, Phrases
from levelctl.titles.records import Removal

DECORATION = "decoration"
"""The kind of signs that say nothing: emojis, exclamation marks."""

SALARY = "salary"
COMPANY = "company"
_KEPT = "kept"

ROUNDS = 100
"""More than a title can be cleaned of one thing that hides another."""


class Cleaned(Record):
    """A title without its noise."""

    given: str
    text: str
    """In lower case; its parts separated by commas. Never empty unless *given* has nothing."""
    removed: tuple[Removal, ...]
    """In the order of the title."""


class Cleaner:
    """
    Takes out of titles what the *lexicon* knows as noise.

    What it gives for a title does not depend on case or Unicode form, and cleaning it again
    changes nothing. If nothing would be left, nothing is taken out.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._judge = _Judge(lexicon)
        self._endings = {
            ending: kind for kind, texts in lexicon.endings.items() for ending in texts
        }
        self._ending = _ending_pattern(self._endings)
        self._salary = _salary_pattern(lexicon.salary)

    def clean(self, title: str) -> Cleaned:
        """Return *title* without its noise, in time linear in its length, which is bounded."""
        folded = fold(title)
        draft = _Draft(folded)
        for _ in range(ROUNDS):
            before = draft.text
            self._round(draft)
            if draft.text == before:
                break
        if not _SAYS.search(draft.text):
            return Cleaned(title, folded.text, ())
        # What was apart may meet now, and be one character.
        return Cleaned(title, unicodedata.normalize("NFC", draft.text), draft.removed())

    def _round(self, draft: _Draft) -> None:
        if _MARK.search(draft.text):
            draft.cut(self._ended(draft.text), filler="")
        if _DIGIT.search(draft.text):
            draft.cut(_each(self._salary, draft.text, SALARY))
        draft.cut(_decorated(draft.text), filler=_BREAK)
        draft.cut(self._judge.brackets(draft.text))
        draft.cut(self._judge.noise(draft.text))
        draft.tidy()

    def _ended(self, text: str) -> Iterator[_Cut]:
        for found in self._ending.finditer(text):
            yield _Cut(found.start(), found.end(), self._endings[found[0]])


class _Cut(Record):
    """What is taken out of a draft, from *start* to before *end*."""

    start: int
    end: int
    kind: str
    named: int = 0
    """Where what the removal names begins, if that is later: a joining word goes unnamed."""


_BREAK = "\0"
"""Stands where a sign was that parts a title and is gone; no folded text has it."""

_SAYS = re.compile(r"[^\W_]")
_DIGIT = re.compile(r"\d")
_MARK = re.compile(r"[^\W_][/(:*_·.-]")

# A separator; those between two single letters or digits, as in m,w,d and 9:30, are none.
_SEPARATOR = re.compile(
    r"""
      [;()\[\]{}\0]
    | [,|·] (?! (?<=\b\w.)\w\b ) (?! (?<=\d.)\d )
    | : (?! \s?\#?\d )
    | (?<![^\s\0])-+ (?! (?<=\d\ -)\ \d ) | -+(?![^\s\0]) (?! (?<=\d\ -)\ \d )
    | (?<![^\s\0])/+ (?! (?<=\b\w\ /)\ \w\b ) | /+(?![^\s\0]) (?! (?<=\b\w\ /)\ \w\b )
    """,
    re.VERBOSE,
)
_BRACKETS = re.compile(r"\(([^()\[\]{}]*)\)|\[([^()\[\]{}]*)\]")
_SIGNS = re.compile(r"[^\w\s,;:|()\[\]{}/&+#.'%@·\0-]+|_+")

# Full stops that end an abbreviation or stand in an acronym, and signs that belong to no word.
_LOOSE = re.compile(
    r"\.(?!\w)|(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)|(?<!\w)'|'(?!\w)"
    r"|(?<!\w)\#+|(?<!\d)(?<!\d )%|(?<= ) +"
)
_JOINED = re.compile(r"(?<=\d)\((?=[^\W\d_]\))|(?<=\d\([^\W\d_])\)")
"""The brackets of 401(k)."""


class _Draft:
    """A title while it is cleaned."""

    def __init__(self, folded: Folded) -> None:
        self.text = folded.text
        self._origins = folded.origins
        self._written = folded.written
        self._removed: list[tuple[int, Removal]] = []

    def removed(self) -> tuple[Removal, ...]:
        return tuple(each for _, each in sorted(self._removed, key=lambda pair: pair[0]))

    def cut(self, cuts: Iterable[_Cut], filler: str = " ") -> None:
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
        parts = [part for part in _parts(self.text) if _SAYS.search(part.text)]
        ends = [part.end for part in parts]
        replaced, at = [], 0
        for number, (part, end) in enumerate(zip(parts, ends, strict=True)):
            then = self.text[end : parts[number + 1].start] if number + 1 < len(parts) else None
            between = _link(self.text[at : part.start], then) if number else ""
            replaced.append((at, part.start, between))
            at = end
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


class _Part(Record):
    """A part of a title between separators, without what is superfluous at its edges."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _parts(text: str) -> Iterator[_Part]:
    at = 0
    for separator in _SEPARATOR.finditer(text):
        yield _trimmed(text, at, separator.start())
        at = separator.end()
    yield _trimmed(text, at, len(text))


def _trimmed(text: str, start: int, end: int) -> _Part:
    part = text[start:end]
    left = _LEFT.match(part)
    right = _RIGHT.search(part)
    first = left.end() if left else 0
    last = max(first, right.start() if right else len(part))
    return _Part(part[first:last], start + first)


_LEFT = re.compile(r"(?:[ &/@%'+#:-]|\.(?!\w))+")
_RIGHT = re.compile(r"(?:[ &/@':-]|(?<= )\+)+$")


def _link(between: str, after: str | None) -> str:
    """
    Return what parts two parts that had *between* them, and *after* the second of them.

    Brackets within a part are gone, those behind one are a part of their own.
    """
    signs = {*between} - {" ", _BREAK}
    if signs <= {"/"} and signs:
        return " / "
    if signs <= {*")]}"}:
        return " "
    if signs <= {*"()[]{}"}:
        inner = after is not None and not {*after} - {*" ()[]{}\0"}
        return " " if inner else ", "
    return ", "


def _decorated(text: str) -> Iterator[_Cut]:
    for found in _SIGNS.finditer(text):
        # The vowels of Indian scripts are marks too, and no letters.
        if not all(unicodedata.category(each).startswith("M") for each in found[0]):
            yield _Cut(found.start(), found.end(), DECORATION)


def _each(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[_Cut]:
    for found in pattern.finditer(text):
        yield _Cut(found.start(), found.end(), kind)


# What is noise.


class _Meaning(Record):
    kind: str
    where: str
    """A field of `Noise`."""


class _Hit(Record):
    """Words of a part that the lexicon knows, from *start* to before *end*."""

    start: int
    end: int
    meanings: tuple[_Meaning, ...]

    def kind(self, *where: str, like: str | None = None) -> str | None:
        """Return which noise it is *where*; only of the kind *like*, if given."""
        for meaning in self.meanings:
            if meaning.where in where and like in {None, meaning.kind}:
                return meaning.kind
        return None


_PLACES = ("anywhere", "at_an_end", "alone", "beside", "in_front")


class _Judge:
    """Tells which words of a title are noise."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._phrases = Phrases(_meanings(lexicon))
        self._binding = frozenset(lexicon.binding)
        self._joining = frozenset(lexicon.joining)
        self._leading = {each.kind: _leads(each) for each in lexicon.noise}
        self._led = frozenset(
            word for leads in self._leading.values() for lead in leads for word in lead
        )

    def brackets(self, text: str) -> Iterator[_Cut]:
        """Yield the contents of brackets that are one phrase of noise, separators or not."""
        for found in _BRACKETS.finditer(text):
            words = WORD.findall(found[1] or found[2] or "")
            hit = self._phrases.longest(words, 0) if words else None
            if hit and hit[0] == len(words):
                kind = _Hit(0, hit[0], tuple(hit[1])).kind("anywhere", "at_an_end", "alone")
                if kind:
                    yield _Cut(found.start() + 1, found.end() - 1, kind)

    def noise(self, text: str) -> Iterator[_Cut]:
        """Yield all noise in *text*."""
        before = None
        for part in _parts(text):
            reading = _Reading(self, part, before)
            yield from (cuts := reading.cuts())
            before = cuts[-1].kind if cuts and cuts[-1].end == part.end else None

    def hits(self, words: Sequence[str]) -> Iterator[_Hit]:
        at = 0
        while at < len(words):
            found = self._phrases.longest(words, at)
            if found:
                yield _Hit(at, found[0], tuple(found[1]))
            at = found[0] if found else at + 1

    def binds(self, word: str) -> bool:
        return word in self._binding or word in self._joining

    def joins(self, words: Iterable[str]) -> bool:
        return all(word in self._joining or word in self._led for word in words)

    def lead(self, words: Sequence[str], end: int, kind: str) -> int:
        """Return where the words begin that lead to noise of *kind* at *end* of *words*."""
        leads = self._leading.get(kind, ())
        fitting = [
            len(lead) for lead in leads if lead == tuple(words[max(0, end - len(lead)) : end])
        ]
        return end - max(fitting, default=0)


def _meanings(lexicon: Lexicon) -> Iterator[tuple[str, _Meaning]]:
    for phrase in lexicon.kept:
        yield phrase, _Meaning(_KEPT, _KEPT)
    for mark in lexicon.company:
        yield mark, _Meaning(COMPANY, COMPANY)
    for noise in lexicon.noise:
        for where in _PLACES:
            for phrase in getattr(noise, where):
                yield phrase, _Meaning(noise.kind, where)


def _leads(noise: Noise) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(WORD.findall(phrase)) for phrase in noise.led_by)


class _Reading:
    """One part of a title, read by a *judge*; *before* it noise of a kind, or none."""

    def __init__(self, judge: _Judge, part: _Part, before: str | None) -> None:
        self.judge = judge
        self.part = part
        self.found = list(WORD.finditer(part.text))
        self.words = [each[0] for each in self.found]
        self.hits = [
            hit for hit in judge.hits(self.words) if not any(m.kind == _KEPT for m in hit.meanings)
        ]
        self.before = before

    def cuts(self) -> list[_Cut]:
        """Return what is noise in the part, in order."""
        if not self.hits:
            return []
        whole = self.whole()
        if whole:
            return whole
        end, last = self.at_end()
        start, first = self.in_front(end)
        within = [
            self.cut(hit.start, hit.end, kind)
            for hit in self.hits
            if start <= hit.start and hit.end <= end and (kind := hit.kind("anywhere"))
        ]
        return [*first, *within, *last]

    def cut(self, start: int, end: int, kind: str, named: int = 0) -> _Cut:
        """
        Return what takes out the words from *start* to before *end*, with what is theirs.

        It is named from the word *named* on.
        """
        at = self.part.start
        last = self.found[end - 1].end()
        while last < len(self.part.text) and self.part.text[last] in ".+%'":
            last += 1
        first = self.found[start].start()
        if first and self.part.text[first - 1] in "#$":
            first -= 1
        return _Cut(at + first, at + last, kind, at + self.found[named].start() if named else 0)

    def whole(self) -> list[_Cut]:
        """Return the noise of a part that has nothing else; none if it has."""
        cuts: list[_Cut] = []
        at, before = 0, self.before
        for hit in self.hits:
            if not self.judge.joins(self.words[at : hit.start]):
                return []
            kind = hit.kind("anywhere", "at_an_end", "alone", "in_front")
            kind = kind or (before and hit.kind("beside", like=before))
            if not kind and self.part.start and hit.kind(COMPANY) and hit.end < len(self.words):
                return [*cuts, self.cut(hit.start, len(self.words), COMPANY)]
            if not kind:
                return []
            cuts.append(self.cut(at, hit.end, kind, named=hit.start))
            at, before = hit.end, kind
        return cuts if self.judge.joins(self.words[at:]) else []

    def at_end(self) -> tuple[int, list[_Cut]]:
        """Return the noise at the end of the part, and where it begins."""
        end = len(self.words)
        for hit in self.hits:
            if hit.kind(COMPANY) and hit.start > 0 and hit.end < end:
                return hit.start, [self.cut(hit.start, end, COMPANY)]
        run = self.run()
        while run and self.bound(run[0][0]):
            run.pop(0)
        if not run:
            return end, []
        first, kind = run[0]
        end = self.judge.lead(self.words, first.start, kind) or first.start
        cuts = [self.cut(end, first.end, kind)]
        for (before, _), (hit, like) in pairwise(run):
            cuts.append(self.cut(before.end, hit.end, like, named=hit.start))
        return end, cuts

    def run(self) -> list[tuple[_Hit, str]]:
        """Return the noise that ends the part, with nothing but joining words between."""
        run: list[tuple[_Hit, str]] = []
        for hit in self.hits:
            joined = bool(run) and self.judge.joins(self.words[run[-1][0].end : hit.start])
            run = run if joined else []
            kind = hit.kind("anywhere", "at_an_end")
            if not kind and run:
                kind = hit.kind("alone") or hit.kind("beside", like=run[-1][1])
            run = [*run, (hit, kind)] if kind else []
        return run if run and run[-1][0].end == len(self.words) else []

    def bound(self, hit: _Hit) -> bool:
        """Tell whether what stands before *hit* is nothing without it, as in *head of Asia*."""
        if hit.start == 0:
            return True
        kind = hit.kind("anywhere", "at_an_end", "alone", "beside") or ""
        led = self.judge.lead(self.words, hit.start, kind)
        before = self.words[led - 1] if led else ""
        return led == 0 or self.judge.binds(before)

    def in_front(self, end: int) -> tuple[int, list[_Cut]]:
        """Return the noise that the title begins with, and where it ends."""
        start = 0
        cuts: list[_Cut] = []
        if self.part.start:
            return start, cuts
        for hit in self.hits:
            kind = hit.kind("in_front", "anywhere")
            if hit.start != start or not kind or hit.end >= end:
                break
            start = hit.end
            cuts.append(self.cut(hit.start, hit.end, kind))
        if cuts and self.judge.binds(self.words[start]):
            return 0, []
        return start, cuts


# Patterns, of words that are escaped: no canon brings one of its own.


def _ending_pattern(endings: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<=[^\W\d_]{{3}})(?:{_any(endings)})(?![^\W_])")


def _salary_pattern(salary: Salary) -> re.Pattern[str]:
    word = rf"(?<![^\W_])(?:{_any(salary.currencies)})(?![^\W_])"
    sign = rf"(?:[$€£¥₹]|{word})"
    number = r"\d[\d.,]{0,12}+(?<=\d)(?:\s?k)?(?![^\W_])"
    before = rf"(?:(?<![^\W_])(?:{_any(salary.before)})\s?:?\s?)?"
    more = rf"(?:\s?(?:-|to|bis|–)\s?{sign}?\s?{number}(?:\s?{sign})?)?"
    per = rf"(?:\s?(?:/|per|pro|par|an|a)\s?(?:{_any(salary.per)})(?![^\W_]))?"
    after = rf"(?:\s?(?:{_any(salary.after)})(?![^\W_]))?"
    return re.compile(
        rf"{before}(?:{sign}\s?{number}\+?{more}|{number}\s?{sign}{more}"
        rf"|(?<![^\W_])\d{{2,3}}k?\s?-\s?\d{{2,3}}k(?![^\W_])){per}{after}\+?"
    )


def _any(texts: Iterable[str]) -> str:
    """Return an alternative of *texts*, longest first, that nothing matches if there are none."""
    return "|".join(re.escape(each) for each in sorted(texts, key=len, reverse=True)) or r"(?!)"
