"""
Writes changes of files as a unified diff for git and patch.

Lines are split only at line feeds, as in git, and nothing in them is escaped: the patched file
must be equal to the fixed one, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import PurePath

from levelctl.lint.fix.repair import FileChange
from levelctl.text.paths import as_utf_8

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTED = re.compile(r'[\x00-\x1f\x7f"\\\ud800-\udfff]')


def export(changes: Iterable[FileChange]) -> str:
    """Return *changes* as a diff; paths are relative to the current folder if possible."""
    return "".join(line for change in changes for line in _lines(change))


def _lines(change: FileChange) -> Iterator[str]:
    before, after = (_LINE.findall(data.decode()) for data in (change.before, change.after))
    name = _name(change)
    for line in unified_diff(before, after, _side("a", name), _side("b", name)):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


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
