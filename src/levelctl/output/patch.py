"""
Changes of files → a unified diff, as git and patch take it.

Lines are cut at line feeds alone, as git cuts them, and nothing in them is made visible: what
comes of the diff has to be the file to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import PurePath

from levelctl.lint.fix.repair import FileChange

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTED = re.compile(r'[\x00-\x1f\x7f"\\]')


def export(changes: Iterable[FileChange]) -> str:
    """Return *changes* as a diff; paths are relative, to the current folder where they can be."""
    return "".join(line for change in changes for line in _lines(change))


def _lines(change: FileChange) -> Iterator[str]:
    before, after = (_LINE.findall(data.decode()) for data in (change.before, change.after))
    name = _name(change)
    for line in unified_diff(before, after, _side("a", name), _side("b", name)):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _name(change: FileChange) -> str:
    """Return the path of *change* as a patch may have it: it leads into a folder, not out."""
    path = PurePath(change.path)
    out = path.is_absolute() or ".." in path.parts
    return change.path_in_canon if out else path.as_posix()


def _side(side: str, name: str) -> str:
    """Return *name* on one *side* of the diff, quoted as git does where it has to be."""
    path = f"{side}/{name}"
    if _QUOTED.search(path):
        return '"' + _QUOTED.sub(lambda found: f"\\{ord(found[0]):03o}", path) + '"'
    # Without a tab behind it, patch takes a name to end at the first space.
    return f"{path}\t" if " " in path else path
