"""
levelctl: job architecture as code.

The library's public face: what a command answers, a function here returns as records.

>>> import levelctl
>>> canon = levelctl.open_canon()
>>> page = levelctl.show(canon, "TECHNI2.TECHNICAF44E.P2")
>>> page.pay.median
78000
>>> comparison = levelctl.diff(canon, "P2", "P4")
>>> [row.name for row in comparison.level][:2]
['Name', 'Track']
"""

# No module bears the name of a function here: importing it would put the module in the
# function's place. What a function needs is imported when it is called: who asks one thing,
# be it `levelctl --version`, pays for that thing alone.

from __future__ import annotations

from levelctl.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing takes long enough to be interrupted
    from collections.abc import Sequence
    from os import PathLike

    from levelctl.canon import Canon
    from levelctl.compare import Comparison
    from levelctl.listing import Filters, Listing
    from levelctl.page import Page
    from levelctl.rubrics import Rubric, TableName

__all__ = ["__version__", "diff", "list_profiles", "open_canon", "rubric", "show"]


def open_canon(path: str | PathLike[str] | None = None, *, cache: bool = True) -> Canon:
    """
    Return the canon in the folder *path*, or the one that the command line would read.

    Its *diagnostics* name every fault that was met; what a fault touches is left out. With
    *cache*, it is read from its store in the user's cache folder, made first where needed.
    Raises CanonError if the folder is not a canon, or too little of it can be read.
    """
    from pathlib import Path

    from levelctl import opening
    from levelctl.locate import locate

    root = locate(Path(path) if path is not None else None)
    return opening.open_canon(root) if cache else opening.read_canon(root)


def show(
    canon: Canon, reference: str, *, sections: Sequence[str] = (), all_levels: bool = True
) -> Page:
    """
    Return the page of the profile, focus, function, family or level that *reference* means.

    Raises LevelctlError if it means none or several, or if the page lacks one of *sections*.
    """
    from levelctl.page import page
    from levelctl.resolve import resolve

    return page(canon, resolve(canon, reference), sections=sections, all_levels=all_levels)


def list_profiles(canon: Canon, filters: Filters | None = None) -> Listing:
    """Return the tree of families, functions, foci and profiles that meet *filters*."""
    from levelctl.listing import listing

    return listing(canon, filters)


def rubric(
    canon: Canon,
    focus: str | None = None,
    *,
    table: TableName | None = None,
    levels: str = "",
    transposed: bool = False,
) -> Rubric:
    """
    Return the tables of levels against dimensions of *focus*, or of the ladder.

    *levels* narrows them: ``P2..P5``, ``P2,M1``. Raises LevelctlError if there is no such
    focus, table or level.
    """
    from levelctl.resolve import resolve_focus
    from levelctl.rubrics import rubric as make_rubric

    found = resolve_focus(canon, focus) if focus else None
    return make_rubric(canon, found, table=table, levels=levels, transposed=transposed)


def diff(
    canon: Canon,
    *references: str,
    focus: str | None = None,
    only: Sequence[str] = (),
    changed: bool = False,
) -> Comparison:
    """
    Return two to four levels or profiles side by side; the first is the base of the rest.

    A bare level means the profile of *focus* at it if one is given. *only* narrows to
    sections, *changed* to rows that differ. Raises LevelctlError if a reference means no
    level or profile.
    """
    from levelctl.compare import compare, sides
    from levelctl.resolve import resolve_focus

    found = resolve_focus(canon, focus) if focus else None
    return compare(canon, sides(canon, references, found), only=only, changed=changed)
