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
    from collections.abc import Mapping, Sequence
    from os import PathLike

    from levelctl.answers.crosswalk import Crosswalk
    from levelctl.answers.diff import Comparison
    from levelctl.answers.imports import ListedScheme
    from levelctl.answers.list import Filters, Listing
    from levelctl.answers.near import Neighborhood
    from levelctl.answers.new.writing import New
    from levelctl.answers.path import ProfileRoute
    from levelctl.answers.pay import PayAnswer
    from levelctl.answers.rubric import Rubric, TableName
    from levelctl.answers.rule import RulePage
    from levelctl.answers.show import Page
    from levelctl.canon.canon import Canon
    from levelctl.lint.fix.repair import FixResult
    from levelctl.lint.report import Report
    from levelctl.occupations.wages import WageRelease
    from levelctl.titles.matching import Matcher

__all__ = [
    "__version__",
    "check",
    "crosswalk",
    "diff",
    "explain",
    "fix",
    "import_oews",
    "import_onet",
    "list_profiles",
    "matcher",
    "near",
    "new_canon",
    "new_focus",
    "new_function",
    "open_canon",
    "path",
    "pay",
    "rubric",
    "show",
]


def open_canon(path: str | PathLike[str] | None = None, *, cache: bool = True) -> Canon:
    """
    Return the canon in the folder *path*, or the one that the command line would read.

    Its *diagnostics* name every fault that was met; what a fault touches is left out. With
    *cache*, it is read from its store in the user's cache folder, made first where needed.
    Raises CanonError if the folder is not a canon, or too little of it can be read.
    """
    from pathlib import Path

    from levelctl.cache import opening
    from levelctl.canon.locate import locate

    root = locate(Path(path) if path is not None else None)
    return opening.open_canon(root) if cache else opening.read_canon(root)


def show(
    canon: Canon, reference: str, *, sections: Sequence[str] = (), all_levels: bool = True
) -> Page:
    """
    Return the page of the profile, focus, function, family or level that *reference* means.

    Raises LevelctlError if it means none or several, or if the page lacks one of *sections*.
    """
    from levelctl.answers.show import page
    from levelctl.canon.resolve import resolve

    return page(canon, resolve(canon, reference), sections=sections, all_levels=all_levels)


def list_profiles(canon: Canon, filters: Filters | None = None) -> Listing:
    """Return the tree of families, functions, foci and profiles that meet *filters*."""
    from levelctl.answers.list import listing

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
    from levelctl.answers.rubric import rubric as make_rubric
    from levelctl.canon.resolve import resolve_focus

    resolved = resolve_focus(canon, focus) if focus else None
    return make_rubric(canon, resolved, table=table, levels=levels, transposed=transposed)


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
    from levelctl.answers.diff import compare, sides
    from levelctl.canon.resolve import resolve_focus

    resolved = resolve_focus(canon, focus) if focus else None
    return compare(canon, sides(canon, references, resolved), only=only, changed=changed)


def near(
    canon: Canon,
    reference: str,
    *,
    space: str = "structural",
    top: int = 10,
    bands: Sequence[str] = (),
    tracks: Sequence[str] = (),
    to: str | None = None,
    cache: bool = True,
) -> Neighborhood:
    """
    Return the *top* profiles that are nearest to the one *reference* means, by distance and code.

    *space* is ``structural``, ``content`` or ``pay``, with or without its edition. *bands* and
    *tracks* narrow to those that are in one of them. With *to*, another profile or a level of
    the same focus, that one is the only neighbour, whatever the rest says. Where the profile has
    no place in the space, *absence* says why. With *cache*, what a space has to work out first
    is kept. Raises LevelctlError if a reference means no profile, or there is no such space,
    band or track.

    >>> from levelctl.canon import package_data
    >>> result = near(open_canon(package_data.CANON), "tech pm P2", to="P4")
    >>> result.neighbors[0].distance, result.neighbors[0].band
    (0.24, 'confident')
    """
    from levelctl.answers import near
    from levelctl.canon.resolve import profile_of

    measure = near.space_of(canon, space, cache=cache)
    profile = profile_of(canon, reference)
    if to is not None:
        return near.pair(profile, near.other_profile(canon, to, profile), measure)
    return near.near(canon, profile, measure, top=top, bands=bands, tracks=tracks)


def path(canon: Canon, start: str, goal: str, *, most_steps: int | None = None) -> ProfileRoute:
    """
    Return the best route from the profile *start* to the profile *goal*, or the gap between.

    Each step is within the tolerance of the structural space. The best has the fewest steps,
    at most *most_steps*, then the least total distance, then the codes that come first in
    order. Raises LevelctlError if either means no profile; a bare level means the other's focus.

    >>> from levelctl.canon import package_data
    >>> result = path(open_canon(package_data.CANON), "tech pm P2", "P6")
    >>> [(step.to.level, step.apart.distance) for step in result.steps]
    [('P4', 0.24), ('P6', 0.24)]
    """
    from levelctl.answers.path import ends, route

    return route(canon, *ends(canon, start, goal), most_steps=most_steps)


def pay(
    canon: Canon,
    reference: str,
    *,
    salary: str | float | None = None,
    currency: str | None = None,
    rate: float | None = None,
) -> PayAnswer:
    """
    Return the pay of the profile or focus that *reference* means, and where *salary* stands in it.

    *salary* is a number or a sum as people type it, ``95k``, for the period of the range and in
    its currency unless *currency* or the sum says otherwise. *rate*, how many of the range's
    currency one of the salary's is, converts it; nothing else does. Raises LevelctlError if
    *reference* means neither, or *salary* is no sum or cannot be compared.

    >>> from levelctl.canon import package_data
    >>> result = pay(open_canon(package_data.CANON), "tech pm P3", salary="95k")
    >>> result.pay.median, result.standing.position, result.standing.compa_ratio
    (89000, 'within', 1.07)
    """
    from levelctl.answers.pay import pay_of
    from levelctl.canon.resolve import resolve

    thing = resolve(canon, reference)
    return pay_of(canon, thing, salary=salary, currency=currency, rate=rate)


def crosswalk(
    canon: Canon, text: str, *, scheme: str | None = None, every: bool = False
) -> Crosswalk:
    """
    Return the codes of the focus that *text* means, or the foci that carry the code *text*.

    A code that no focus carries leads to those of the groups that it is in, the narrowest
    first; with *every*, all groups are looked at. *scheme* says that it is a code of that
    scheme. Raises LevelctlError if *text* means nothing, or there is no such scheme.

    >>> from levelctl.canon import package_data
    >>> result = crosswalk(open_canon(package_data.CANON), "15-1252")
    >>> [each.focus for each in result.readings[0].steps[0].carriers]
    ['SOFTWA.BACKENDE9C7F', 'SOFTWA.MOBILEENF2C0']
    """
    from levelctl.answers.crosswalk import of_text

    return of_text(canon, text, scheme=scheme, every=every)


def check(
    *paths: str | PathLike[str],
    canon: str | PathLike[str] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    fail_on: str | None = None,
    contents: Mapping[str, bytes] | None = None,
    cache: bool = True,
) -> Report:
    """
    Return what is wrong in *paths*, files and folders of canons; without any, in *canon*.

    *select* and *ignore* are names of rules or groups of rules; they and *fail_on*, which is
    ``error``, ``warning`` or ``note``, go before what ``canon.yaml`` says. *contents*, by path,
    take the place of files. Raises LevelctlError if a path is in no canon or a rule is not
    known, CanonError if a path is not there.
    """
    from pathlib import Path

    from levelctl.diagnostics import Severity
    from levelctl.lint import check

    return check.check(
        [Path(path) for path in paths],
        canon=Path(canon) if canon is not None else None,
        select=select,
        ignore=ignore,
        fail_on=Severity(fail_on) if fail_on else None,
        contents={Path(path): data for path, data in (contents or {}).items()},
        cache=cache,
    )


def explain(rule: str) -> RulePage:
    """
    Return what *rule* of `check` asks for, why, with examples. Raises LevelctlError if it is none.

    >>> explain("pay-order").asks
    'A pay range is in order: low, median, high.'
    """
    from levelctl.answers.rule import rule_page

    return rule_page(rule)


def fix(
    *paths: str | PathLike[str],
    canon: str | PathLike[str] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    contents: Mapping[str, bytes] | None = None,
    cache: bool = True,
) -> FixResult:
    """
    Return what becomes of the files of *paths* when all is mended that can be; see `check`.

    Nothing changes until its *write* is called. Raises what `check` raises.
    """
    from pathlib import Path

    from levelctl.lint.fix.repair import fix

    return fix(
        [Path(path) for path in paths],
        canon=Path(canon) if canon is not None else None,
        select=select,
        ignore=ignore,
        contents={Path(path): data for path, data in (contents or {}).items()},
        cache=cache,
    )


def new_canon(folder: str | PathLike[str], name: str, edition: str) -> New:
    """
    Write a canon without functions into *folder*, which must be empty, and say what was written.

    Raises LevelctlError if it is not empty, or *name* or *edition* is none.
    """
    from pathlib import Path

    from levelctl.answers.new.plans import plan_canon
    from levelctl.answers.new.writing import write

    return write(Path(folder), plan_canon(name, edition))


def new_function(canon: Canon, name: str, family: str | None = None) -> New:
    """
    Write a function *name* of *family* into *canon*, and say what was written.

    Raises LevelctlError if the canon has it already, or it is not clear in which family it is.
    """
    from levelctl.answers.new.plans import plan_function
    from levelctl.answers.new.writing import write

    return write(canon.root, plan_function(canon, name, family))


def new_focus(canon: Canon, name: str, function: str, levels: str) -> New:
    """
    Write a focus *name* of *function* with *levels*, ``P1..P6``, and say what was written.

    Raises LevelctlError if the canon has it already, or has no such function or level.
    """
    from levelctl.answers.new.plans import plan_focus
    from levelctl.answers.new.writing import write

    return write(canon.root, plan_focus(canon, name, function, levels))


def import_onet(path: str | PathLike[str], taxonomy: str | None = None) -> ListedScheme:
    """
    Keep the codes of the O*NET database in *path*, for `check` to look codes up in.

    *path* is a folder or zip archive of its text files, *taxonomy* the year of its scheme. Raises
    CanonError if they cannot be read; nothing is kept then.
    """
    from pathlib import Path

    from levelctl.answers.imports import from_onet

    return from_onet(Path(path), taxonomy)


def import_oews(path: str | PathLike[str], release: str | None = None) -> WageRelease:
    """
    Keep the wages by occupation in *path*, for pay to be held against.

    *path* is the national table of the Occupational Employment and Wage Statistics as CSV, or a
    folder or zip archive with it, *release* such as ``May 2024``; else the file's name says it.
    Raises CanonError if it cannot be read; what was kept before stays then.
    """
    from pathlib import Path

    from levelctl.answers.imports import from_oews

    return from_oews(Path(path), release)


def matcher(canon: Canon, within: Sequence[str] | None = None, *, cache: bool = True) -> Matcher:
    """
    Return what finds the focus and level that a job title means in *canon*.

    *within* narrows to foci, FUNCTION.FOCUS. With *cache*, the index of names and aliases is
    kept in the user's cache folder. It may be shared by threads, and pickled for workers.

    >>> from levelctl.canon import package_data
    >>> result = matcher(open_canon(package_data.CANON)).match("Sr. Technical Product Manager")
    >>> result.best.code
    'TECHNI2.TECHNICAF44E.P4'
    """
    from levelctl.titles.matching import matcher_of

    return matcher_of(canon, within, cache=cache)
