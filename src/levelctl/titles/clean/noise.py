"""Detects which words of a title are noise, by the lexicon and by their place in a part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from levelctl.record import Record
from levelctl.titles.clean.drafts import RemovedText, TitlePart, parts
from levelctl.titles.clean.lexicon import Lexicon, Noise
from levelctl.titles.clean.phrases import WORD, Phrases

COMPANY = "company"
_KEPT = "kept"

_BRACKETS = re.compile(r"\(([^()\[\]{}]*)\)|\[([^()\[\]{}]*)\]")


class _Meaning(Record):
    kind: str
    where: str
    """A field of `Noise`."""


class _NoisePhrase(Record):
    """A phrase of the lexicon in a part, from the word *start* to before the word *end*."""

    start: int
    end: int
    meanings: tuple[_Meaning, ...]

    def kind(self, *where: str, only: str | None = None) -> str | None:
        """Return the kind of noise that it is in the places *where*; if given, *only* that kind."""
        for meaning in self.meanings:
            if meaning.where in where and only in {None, meaning.kind}:
                return meaning.kind
        return None


_PLACES = ("anywhere", "at_an_end", "alone", "beside", "in_front")


class NoiseDetector:
    """
    Detects the noise in titles by a *lexicon*.

    *knows* tells whether a word names work: *at surgery* names no company.
    """

    def __init__(self, lexicon: Lexicon, knows: Callable[[str], bool]) -> None:
        self._knows = knows
        self._phrases = Phrases(_meanings(lexicon))
        self._binding = frozenset(lexicon.binding)
        self._joining = frozenset(lexicon.joining)
        self._leading = {each.kind: _leads(each) for each in lexicon.noise}
        self._led = frozenset(
            word for leads in self._leading.values() for lead in leads for word in lead
        )

    def may_find(self, text: str) -> bool:
        """Return whether *text* has a phrase of the lexicon: without one it has no noise."""
        return self._phrases.any_in(WORD.findall(text))

    def brackets(self, text: str) -> Iterator[RemovedText]:
        """Yield the contents of brackets that are one phrase of noise, even with separators."""
        for match in _BRACKETS.finditer(text):
            words = WORD.findall(match[1] or match[2] or "")
            hit = self._phrases.longest(words, 0) if words else None
            if hit and hit[0] == len(words):
                kind = _NoisePhrase(0, hit[0], tuple(hit[1])).kind("anywhere", "at_an_end", "alone")
                if kind:
                    yield RemovedText(match.start() + 1, match.end() - 1, kind)

    def noise(self, text: str) -> Iterator[RemovedText]:
        """Yield all noise in *text*."""
        before = None
        for part in parts(text):
            reader = _PartReader(self, part, before)
            yield from (cuts := reader.cuts())
            before = cuts[-1].kind if cuts and cuts[-1].end == part.end else None

    def hits(self, words: Sequence[str]) -> Iterator[_NoisePhrase]:
        at = 0
        while at < len(words):
            longest = self._phrases.longest(words, at)
            if longest:
                yield _NoisePhrase(at, longest[0], tuple(longest[1]))
            at = longest[0] if longest else at + 1

    def binds(self, word: str) -> bool:
        return word in self._binding or word in self._joining

    def names_company(self, words: Iterable[str]) -> bool:
        """Return whether *words*, which follow a mark of a company, can be its name."""
        return not all(self.binds(word) or self._knows(word) for word in words)

    def joins(self, words: Iterable[str]) -> bool:
        return all(word in self._joining or word in self._led for word in words)

    def lead(self, words: Sequence[str], end: int, kind: str) -> int:
        """Return the start of the words that lead to noise of this *kind* and end before *end*."""
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


class _PartReader:
    """Reads one *part* of a title; *before* is the kind of noise at the end of the part before."""

    def __init__(self, detector: NoiseDetector, part: TitlePart, before: str | None) -> None:
        self.detector = detector
        self.part = part
        self.matches = list(WORD.finditer(part.text))
        self.words = [each[0] for each in self.matches]
        self.hits = [
            hit
            for hit in detector.hits(self.words)
            if not any(m.kind == _KEPT for m in hit.meanings)
        ]
        self.before = before

    def cuts(self) -> list[RemovedText]:
        """Return the noise in the part, in order."""
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

    def cut(self, start: int, end: int, kind: str, named: int = 0) -> RemovedText:
        """
        Return the removal of the words from *start* to before *end*, with the signs around them.

        The answer reports it from the word *named* on.
        """
        at = self.part.start
        last = self.matches[end - 1].end()
        while last < len(self.part.text) and self.part.text[last] in ".+%'":
            last += 1
        first = self.matches[start].start()
        if first and self.part.text[first - 1] in "#$":
            first -= 1
        return RemovedText(
            at + first, at + last, kind, at + self.matches[named].start() if named else 0
        )

    def whole(self) -> list[RemovedText]:
        """Return the noise of a part that is all noise; otherwise nothing."""
        cuts: list[RemovedText] = []
        at, before = 0, self.before
        for hit in self.hits:
            if not self.detector.joins(self.words[at : hit.start]):
                return []
            kind = hit.kind("anywhere", "at_an_end", "alone", "in_front")
            kind = kind or (before and hit.kind("beside", only=before))
            if not kind and self.part.start and self.company(hit):
                return [*cuts, self.cut(hit.start, len(self.words), COMPANY)]
            if not kind:
                return []
            cuts.append(self.cut(at, hit.end, kind, named=hit.start))
            at, before = hit.end, kind
        return cuts if self.detector.joins(self.words[at:]) else []

    def at_end(self) -> tuple[int, list[RemovedText]]:
        """Return the index of the word at which the noise at the end begins, and that noise."""
        end = len(self.words)
        for hit in self.hits:
            if hit.start > 0 and self.company(hit):
                return hit.start, [self.cut(hit.start, end, COMPANY)]
        run = self.run()
        while run and self.bound(run[0][0]):
            run.pop(0)
        if not run:
            return end, []
        first, kind = run[0]
        end = self.detector.lead(self.words, first.start, kind) or first.start
        cuts = [self.cut(end, first.end, kind)]
        for (before, _), (hit, hit_kind) in pairwise(run):
            cuts.append(self.cut(before.end, hit.end, hit_kind, named=hit.start))
        return end, cuts

    def company(self, hit: _NoisePhrase) -> bool:
        """Return whether *hit* marks a company, and a name follows it."""
        name = self.words[hit.end :]
        return bool(name and hit.kind(COMPANY)) and self.detector.names_company(name)

    def run(self) -> list[tuple[_NoisePhrase, str]]:
        """Return the phrases of noise at the end, with only joining words between them."""
        run: list[tuple[_NoisePhrase, str]] = []
        for hit in self.hits:
            joined = bool(run) and self.detector.joins(self.words[run[-1][0].end : hit.start])
            run = run if joined else []
            kind = hit.kind("anywhere", "at_an_end")
            if not kind and run:
                kind = hit.kind("alone") or hit.kind("beside", only=run[-1][1])
            run = [*run, (hit, kind)] if kind else []
        return run if run and run[-1][0].end == len(self.words) else []

    def bound(self, hit: _NoisePhrase) -> bool:
        """Return whether the words before *hit* need it, as in *head of Asia*."""
        if hit.start == 0:
            return True
        kind = hit.kind("anywhere", "at_an_end", "alone", "beside") or ""
        led = self.detector.lead(self.words, hit.start, kind)
        before = self.words[led - 1] if led else ""
        return led == 0 or self.detector.binds(before)

    def in_front(self, end: int) -> tuple[int, list[RemovedText]]:
        """Return the index of the word before which the noise at the start ends, and that noise."""
        start = 0
        cuts: list[RemovedText] = []
        if self.part.start:
            return start, cuts
        for hit in self.hits:
            kind = hit.kind("in_front", "anywhere")
            if hit.start != start or not kind or hit.end >= end:
                break
            start = hit.end
            cuts.append(self.cut(hit.start, hit.end, kind))
        if cuts and self.detector.binds(self.words[start]):
            return 0, []
        return start, cuts
