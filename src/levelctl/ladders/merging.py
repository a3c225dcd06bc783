"""Merges three states of a text by lines: as imported, as it is now, as a newer source has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from levelctl.record import Record


class LineConflict(Record):
    """Sequence[str] that both sides changed."""

    line: int
    """Where they are in the merged text, counted from 1."""
    own_line: int
    """Where they are in ours."""
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


class MergedText(Record):
    text: str
    conflicts: tuple[LineConflict, ...]
    """What was changed on both sides; the text has ours."""
    base: str
    """Theirs, with what base has where both were changed: with it, the next merge tells it too."""


class _Same(Record):
    """A run of lines that all three have: its start in each, and its length."""

    base: int
    ours: int
    theirs: int
    length: int


def merged(base: str, ours: str, theirs: str) -> MergedText:
    r"""
    Return *ours* with what *theirs* changes in *base*; where both changed the same lines, *ours*.

    >>> merged("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n")
    MergedText(text='A\nb\nC\n', conflicts=(), base='a\nb\nC\n')
    """
    sides = [text.splitlines(keepends=True) for text in (base, ours, theirs)]
    lines: list[str] = []
    next_base: list[str] = []
    conflicts: list[LineConflict] = []
    at = _Same(0, 0, 0, 0)
    for same in _common(*sides):
        old, own, new = (
            side[start:end]
            for side, start, end in zip(
                sides,
                (at.base, at.ours, at.theirs),
                (same.base, same.ours, same.theirs),
                strict=True,
            )
        )
        open_here = own not in (old, new) and new != old
        if open_here:
            conflicts.append(LineConflict(len(lines) + 1, at.ours + 1, _bare(own), _bare(new)))
        both = sides[0][same.base : same.base + same.length]
        lines += [*(new if own == old else own), *both]
        next_base += [*(old if open_here else new), *both]
        at = _Same(same.base + same.length, same.ours + same.length, same.theirs + same.length, 0)
    return MergedText("".join(lines), tuple(conflicts), "".join(next_base))


def _bare(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.rstrip("\r\n") for line in lines)


def _common(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[_Same]:
    """Yield the runs of lines that all three have, in order, and an empty one at their ends."""
    left, right = _blocks(base, ours), _blocks(base, theirs)
    index = other = 0
    while index < len(left) and other < len(right):
        (at, own, size), (there, new, length) = left[index], right[other]
        start, end = max(at, there), min(at + size, there + length)
        if start < end:
            yield _Same(start, own + start - at, new + start - there, end - start)
        if at + size < there + length:
            index += 1
        else:
            other += 1
    yield _Same(len(base), len(ours), len(theirs), 0)


def _blocks(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return where *base* and *other* have the same lines: both starts, and the length."""
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]


def line_counts(before: str, after: str) -> tuple[int, int]:
    """Return how many lines *after* has that *before* has not, and the other way round."""
    old, new = before.splitlines(), after.splitlines()
    same = sum(size for _, _, size in _blocks(old, new))
    return len(new) - same, len(old) - same
