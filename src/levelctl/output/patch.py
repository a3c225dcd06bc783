"""
Writes changes of files as a unified diff for git and patch.

Lines are split only at line feeds, as in git, and nothing in them is escaped: the patched file
must be equal to the fixed one, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import PurePath
from typing import Literal

from levelctl.lint.fix.repair import FileChange
from levelctl.text.paths import as_utf_8

MOST_LINES = 1_000
"""The most lines that are compared with all others, in time that grows with their square."""

_CONTEXT = 3

_Opcode = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTED = re.compile(r'[\x00-\x1f\x7f"\\\ud800-\udfff]')


def export(changes: Iterable[FileChange]) -> str:
    """Return *changes* as a diff; paths are relative to the current folder if possible."""
    return "".join(line for change in changes for line in _lines(change))


def _lines(change: FileChange) -> Iterator[str]:
    before, after = (_LINE.findall(data.decode()) for data in (change.before, change.after))
    name = _name(change)
    yield f"--- {_side('a', name)}\n"
    yield f"+++ {_side('b', name)}\n"
    for line in _hunks(before, after):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


class _Known(SequenceMatcher[str]):
    """A matcher that knows its *opcodes* and only groups them."""

    def __init__(self, opcodes: Iterable[_Opcode]) -> None:
        super().__init__()
        self._known = [*opcodes]

    def get_opcodes(self) -> list[_Opcode]:
        return self._known


def _hunks(before: list[str], after: list[str]) -> Iterator[str]:
    if len(before) == len(after):
        matcher: SequenceMatcher[str] = _Known(_line_by_line(before, after))
    elif len(before) > MOST_LINES:
        matcher = _Known(_whole(before, after))
    else:
        matcher = SequenceMatcher(None, before, after)
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        (_, start, _, other_start, _), (_, _, end, _, other_end) = group[0], group[-1]
        yield f"@@ -{_range(start, end)} +{_range(other_start, other_end)} @@\n"
        for tag, first, last, other_first, other_last in group:
            if tag == "equal":
                yield from (f" {line}" for line in before[first:last])
                continue
            yield from (f"-{line}" for line in before[first:last])
            yield from (f"+{line}" for line in after[other_first:other_last])


def _line_by_line(before: list[str], after: list[str]) -> Iterator[_Opcode]:
    """Yield the opcodes of two files in which the same lines differ: fixes rarely remove one."""
    same = [one == other for one, other in zip(before, after, strict=True)]
    start = 0
    for equal, run in groupby(same):
        end = start + sum(1 for _ in run)
        yield "equal" if equal else "replace", start, end, start, end
        start = end


def _whole(before: list[str], after: list[str]) -> Iterator[_Opcode]:
    """Yield the opcodes of two files that differ anywhere between their first and last lines."""
    most = min(len(before), len(after))
    first = next((at for at in range(most) if before[at] != after[at]), most)
    most -= first
    last = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    ends = len(before) - last, len(after) - last
    if first:
        yield "equal", 0, first, 0, first
    yield "replace", first, ends[0], first, ends[1]
    if last:
        yield "equal", ends[0], len(before), ends[1], len(after)


def _range(start: int, end: int) -> str:
    """Return the lines from *start*, counted from 0, to before *end* as a diff has them."""
    size = end - start
    return f"{start + 1}" if size == 1 else f"{start + bool(size)},{size}"


def _name(change: FileChange) -> str:
    """Return the path of *change* for a patch, which must not lead out of the current folder."""
    path = PurePath(change.path)
    out = path.is_absolute() or ".." in path.parts
    return change.path_in_canon if out else path.as_posix()


def _side(side: str, name: str) -> str:
    """Return *name* on one *side* of the diff, quoted as in git if necessary."""
    path = as_utf_8(f"{side}/{name}")
    if _QUOTED.search(path):
        # Python has a byte that is not UTF-8 as the last eight bits of half a surrogate pair.
        return '"' + _QUOTED.sub(lambda match: f"\\{ord(match[0]) & 0xFF:03o}", path) + '"'
    # Without a tab after it, patch would end the name at the first space.
    return f"{path}\t" if " " in path else path
