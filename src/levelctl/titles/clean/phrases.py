"""
Finds the longest phrases in the words of a title, in time linear in its length.

In a phrase, ``#`` is any digit, ``#+`` one or more and ``####+`` four or more. So a canon can
describe numbers without regular expressions, whose running time has no bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from levelctl.text.words import word_pattern

T = TypeVar("T")

WORD = word_pattern(signs="[%@&]")
"""A word of a title, or a sign that counts as one."""

_PHRASE_WORD = word_pattern(letters=r"|#\+?", signs="[%@&]")
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_OPEN = re.compile(r"#+\+")


class Phrases(Generic[T]):
    """A tree of phrases by their words, each with its *meanings*."""

    def __init__(self, meanings: Iterable[tuple[str, T]]) -> None:
        self._top: _PhraseNode[T] = _PhraseNode()
        for phrase, meaning in meanings:
            node = self._top
            for word in _PHRASE_WORD.findall(phrase):
                node = node.child(word)
            node.meanings.append(meaning)
        self._top.meanings.clear()  # of phrases without words

    def any_in(self, words: Sequence[str]) -> bool:
        """Return whether *words* have a phrase; most titles have not even the start of one."""
        starts = self._top.words
        if starts.keys().isdisjoint(words) and not _DIGIT.search(" ".join(words)):
            return False
        return any(self.longest(words, at) for at in range(len(words)))

    def longest(self, words: Sequence[str], start: int) -> tuple[int, Sequence[T]] | None:
        """Return the end of the longest phrase at *start* of *words*, and its meanings."""
        first = words[start]
        if first not in self._top.words and not _DIGIT.search(first):
            return None
        longest = None
        nodes, end = [self._top], start
        while nodes and end < len(words):
            nodes = [each for node in nodes for each in node.follow(words[end])]
            end += 1
            meanings = [meaning for node in nodes for meaning in node.meanings]
            if meanings:
                longest = end, meanings
        return longest


class _PhraseNode(Generic[T]):
    """The words that can follow the first words of a phrase."""

    __slots__ = ("meanings", "open", "words")

    def __init__(self) -> None:
        self.meanings: list[T] = []
        self.words: dict[str, _PhraseNode[T]] = {}
        """By word, with its digits as they are or each as ``#``."""
        self.open: dict[str, list[tuple[int, _PhraseNode[T]]]] = {}
        """By word with ``#`` for each run of digits: the least number of digits, and the node."""

    def child(self, word: str) -> _PhraseNode[T]:
        if not word.endswith("+") and "+" not in word:
            return self.words.setdefault(word, _PhraseNode())
        least = sum(len(each[0]) - 1 for each in _OPEN.finditer(word))
        node: _PhraseNode[T] = _PhraseNode()
        self.open.setdefault(_OPEN.sub("#", word), []).append((least, node))
        return node

    def follow(self, word: str) -> Iterator[_PhraseNode[T]]:
        exact = self.words.get(word)
        if exact:
            yield exact
        if not _DIGIT.search(word):
            return
        shaped = self.words.get(_DIGIT.sub("#", word))
        if shaped:
            yield shaped
        if self.open:
            digits = len(_DIGIT.findall(word))
            for least, node in self.open.get(_DIGITS.sub("#", word), ()):
                if digits >= least:
                    yield node
