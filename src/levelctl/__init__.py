"""
levelctl: job architecture as code.

The public interface of the library: for each command, a function that returns records.

>>> import levelctl
>>> canon = levelctl.open_canon()
>>> page = levelctl.show(canon, "TECHNI2.TECHNICAF44E.P2")
>>> page.pay.median
78000
>>> comparison = levelctl.diff(canon, "P2", "P4")
>>> [row.name for row in comparison.level][:2]
['Name', 'Track']
"""

# No module of this package may have the name of a function here: importing the module would
# replace the function. Functions import what they need when called, so that each command, even
# `levelctl --version`, only loads what it uses.

from __future__ import annotations

from levelctl.errors import only_ours
from levelctl.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing takes long enough to be interrupted
    from collections.abc import Callable, Mapping, Sequence
    from os import PathLike
    from typing import ParamSpec, TypeVar

    from levelctl.answers.crosswalk import Crosswalk
    from levelctl.answers.diff import Comparison
    from levelctl.answers.imports import ListedScheme, ListedTitles
    from levelctl.answers.list import Filters, Listing
    from levelctl.answers.near import Neighborhood
    from levelctl.answers.new.writing import New
    from levelctl.answers.path import ProfileRoute
    from levelctl.answers.pay import PayAnswer, PayComparison
    from levelctl.answers.pay.adjusting import Adjustment
    from levelctl.answers.pay.file_report import PayFileReport
    from levelctl.answers.review.records import ReviewReceipt, ReviewSample, ReviewStatus
    from levelctl.answers.rubric import Rubric, TableName
    from levelctl.answers.rule import RulePage
    from levelctl.answers.show.shared import AnyPage
    from levelctl.answers.skills import SkillList
    from levelctl.canon.canon import Canon
    from levelctl.canon.pay_view import PayChoice
    from levelctl.lint.fix.repair import FixResult
    from levelctl.lint.report import Report
    from levelctl.occupations.level_wages import LevelRelease
    from levelctl.occupations.wages import WageRelease
    from levelctl.titles.matching import Matcher

    P = ParamSpec("P")
    T = TypeVar("T")

__all__ = [
    "__version__",
    "check",
    "compare_pay",
    "crosswalk",
    "diff",
    "explain",
    "fix",
    "import_mwe",
    "import_oews",
    "import_onet",
    "import_titles",
    "list_profiles",
    "matcher",
    "near",
    "new_canon",
    "new_focus",
    "new_function",
    "open_canon",
    "path",
    "pay",
    "review_export",
    "review_import",
    "review_object",
    "review_sample",
    "review_status",
    "rubric",
    "show",
    "skills",
]


def _public(function: Callable[P, T]) -> Callable[P, T]:
    """Check the types of arguments, and let no exceptions out but those of `levelctl.errors`."""

    def guarded(*arguments: P.args, **options: P.kwargs) -> T:
        with only_ours:  # the system may not even let this be imported
            from levelctl.library.guard import call
        result: T = call(function, arguments, options)
        return result

    # functools.wraps would be imported by every command.
    for name in ("__name__", "__qualname__", "__doc__", "__annotations__"):
        setattr(guarded, name, getattr(function, name))
    guarded.__dict__["__wrapped__"] = function
    return guarded


@_public
def open_canon(path: str | PathLike[str] | None = None, *, cache: bool = True) -> Canon:
    """
    Return the canon in the folder *path*, or the one that the command line would read.

    Parts with errors are left out, and *diagnostics* lists the errors. With *cache*, the canon
    is read from its store in the user's cache folder, which is created or refreshed first if
    needed. Raises CanonError if the folder is not a canon, or if ``canon.yaml``, ``ladder.yaml``
    or ``families.yaml`` has an error.
    """
    from pathlib import Path

    from levelctl.cache import opening
    from levelctl.canon.locate import locate

    # Absolute, so that it still means the same when the current folder has changed.
    root = locate(Path(path) if path is not None else None).absolute()
    return opening.open_canon(root) if cache else opening.read_canon(root)


@_public
def show(
    canon: Canon,
    reference: str,
    *,
    sections: Sequence[str] = (),
    all_levels: bool = True,
    origin: bool = False,
    place: str | None = None,
    kind: str | None = None,
    as_of: str | None = None,
    pay_file: str | PathLike[str] | None = None,
    minimum_n: int | None = None,
) -> AnyPage:
    """
    Return the page of what *reference* means.

    That is a profile, focus, function, family or level, or a shared skill, license or tool.

    *sections* limits the page to these sections. With *all_levels*, the page of a profile has
    the responsibilities and guidelines of all levels of its focus, not only of its own. With
    *origin*, the page says which canon, file and line its values come from. *place*, *kind* and
    *as_of* choose the figure of pay, as in `pay`. Raises LevelctlError if *reference* matches
    nothing or several things, if the page lacks one of *sections*, or if no figure of pay fits.
    """
    from levelctl.answers.show import page
    from levelctl.canon.resolve import resolve_shown

    wanted = _pay_choice(place, kind, as_of)
    seen = _with_choice(_with_file(canon, pay_file, minimum_n), wanted)
    return page(
        seen,
        resolve_shown(seen, reference),
        sections=sections,
        all_levels=all_levels,
        origin=origin,
        choice=wanted,
    )


@_public
def skills(
    canon: Canon,
    query: str = "",
    *,
    groups: Sequence[str] = (),
    steps: Sequence[str] = (),
    levels: Sequence[str] = (),
    tracks: Sequence[str] = (),
) -> SkillList:
    """
    Return the skills that foci share, with how many need each, and at which steps.

    *query* limits them to skills that have all its words in their name or sentence, *groups* to
    some groups. With *steps*, *levels* or *tracks*, only profiles of these count. Raises
    LevelctlError if there is no such group, step, level or track.
    """
    from levelctl.answers.skills import skill_list

    return skill_list(canon, query, groups=groups, steps=steps, levels=levels, tracks=tracks)


def _pay_choice(place: str | None, kind: str | None, as_of: str | None) -> PayChoice | None:
    if place is None and kind is None and as_of is None:
        return None
    from levelctl.canon.pay_view import choice_of  # few answers choose

    return choice_of(place, kind, as_of)


def _with_file(canon: Canon, pay_file: str | PathLike[str] | None, minimum_n: int | None) -> Canon:
    return _with_report(canon, _pay_report(canon, pay_file, minimum_n))


def _pay_report(
    canon: Canon, pay_file: str | PathLike[str] | None, minimum_n: int | None
) -> PayFileReport | None:
    if pay_file is None:
        if minimum_n is None:
            return None
        from levelctl.errors import LevelctlError

        raise LevelctlError("minimum_n needs a pay file", hint="give one with --pay-file")
    from pathlib import Path

    from levelctl.answers.pay.file import read_pay_file  # few answers have one

    return read_pay_file(canon, Path(pay_file), minimum_n)


def _with_report(canon: Canon, report: PayFileReport | None) -> Canon:
    if report is None:
        return canon
    from levelctl.answers.pay.file import with_pay_file  # few answers have one

    return with_pay_file(canon, report)


def _with_choice(canon: Canon, choice: PayChoice | None) -> Canon:
    if choice is None:
        return canon
    from levelctl.canon.pay_view import seen  # few answers choose

    return seen(canon, choice)


@_public
def list_profiles(canon: Canon, filters: Filters | None = None) -> Listing:
    """Return the tree of families, functions, foci and profiles that meet *filters*."""
    from levelctl.answers.list import listing

    return listing(canon, filters)


@_public
def rubric(
    canon: Canon,
    focus: str | None = None,
    *,
    table: TableName | None = None,
    levels: str = "",
    transposed: bool = False,
) -> Rubric:
    """
    Return the tables that compare the levels of *focus*, or of the ladder.

    *table* limits the rubric to one table, *levels* to some levels: ``P2..P5``, ``P2,M1``.
    *transposed* puts levels side by side. Raises LevelctlError if there is no such focus, table
    or level.
    """
    from levelctl.answers.rubric import rubric as make_rubric
    from levelctl.canon.resolve import resolve_focus

    resolved = resolve_focus(canon, focus) if focus else None
    return make_rubric(canon, resolved, table=table, levels=levels, transposed=transposed)


@_public
def diff(
    canon: Canon,
    *references: str,
    focus: str | None = None,
    only: Sequence[str] = (),
    changed: bool = False,
    place: str | None = None,
    kind: str | None = None,
    as_of: str | None = None,
    pay_file: str | PathLike[str] | None = None,
    minimum_n: int | None = None,
) -> Comparison:
    """
    Return a comparison of two to four levels or profiles with the first of them.

    With *focus*, a bare level means the profile of that focus at the level. *only* limits the
    comparison to sections, *changed* to rows that differ. *place*, *kind* and *as_of* choose the
    figures of pay, as in `pay`. Raises LevelctlError if a reference does not match exactly one
    level or profile, or if no figure of pay fits.
    """
    from levelctl.answers.diff import compare, sides
    from levelctl.canon.resolve import resolve_focus

    wanted = _pay_choice(place, kind, as_of)
    seen = _with_choice(_with_file(canon, pay_file, minimum_n), wanted)
    resolved = resolve_focus(seen, focus) if focus else None
    things = sides(seen, references, resolved)
    return compare(seen, things, only=only, changed=changed, choice=wanted)


@_public
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
    pay_file: str | PathLike[str] | None = None,
    minimum_n: int | None = None,
) -> Neighborhood:
    """
    Return the *top* profiles nearest to the one that *reference* means.

    They are sorted by distance, then by code. *space* is ``structural``, ``content`` or ``pay``,
    with or without its edition. *bands* and *tracks* limit the neighbors. With *to*, another
    profile or a level of the same focus, that profile is the only neighbor and the limits are
    ignored. If the space cannot place the profile, *absence* says why. With *cache*, data that a
    space derives from the whole canon is cached. *pay_file* and *minimum_n* are those of `pay`.
    Raises LevelctlError if a reference does not
    match exactly one profile, or if there is no such space, band or track.

    >>> from levelctl.canon import package_data
    >>> result = near(open_canon(package_data.CANON), "tech pm P2", to="P4")
    >>> result.neighbors[0].distance, result.neighbors[0].band
    (0.24, 'confident')
    """
    from levelctl.answers import near
    from levelctl.canon.resolve import profile_of

    seen = _with_file(canon, pay_file, minimum_n)
    measure = near.space_of(seen, space, cache=cache)
    profile = profile_of(seen, reference)
    if to is not None:
        return near.pair(profile, near.other_profile(seen, to, profile), measure)
    return near.near(seen, profile, measure, top=top, bands=bands, tracks=tracks)


@_public
def path(canon: Canon, start: str, goal: str, *, most_steps: int | None = None) -> ProfileRoute:
    """
    Return the best route from the profile *start* to the profile *goal*, or the remaining gap.

    Each step is within the tolerance of the structural space. The best route has the fewest
    steps, at most *most_steps*; ties are broken by total distance, then by code order. A bare
    level means the other profile's focus at that level. Raises LevelctlError if *start* or
    *goal* does not match exactly one profile.

    >>> from levelctl.canon import package_data
    >>> result = path(open_canon(package_data.CANON), "tech pm P2", "P6")
    >>> [(step.to.level, step.apart.distance) for step in result.steps]
    [('P4', 0.24), ('P6', 0.24)]
    """
    from levelctl.answers.path import ends, route

    return route(canon, *ends(canon, start, goal), most_steps=most_steps)


@_public
def pay(
    canon: Canon,
    reference: str,
    *,
    salary: str | float | None = None,
    currency: str | None = None,
    rate: float | None = None,
    place: str | None = None,
    kind: str | None = None,
    as_of: str | None = None,
    pay_file: str | PathLike[str] | None = None,
    minimum_n: int | None = None,
    age_to: str | None = None,
    aging: float | None = None,
    at_place: str | None = None,
) -> PayAnswer:
    """
    Return the pay of the profile or focus that *reference* means, and how *salary* compares.

    *salary* is a number or an amount as people type it, such as ``95k``. It is for the period of
    the pay range, and in its currency unless *currency* or the amount says otherwise. *rate*,
    the value of one unit of the salary's currency in the range's currency, converts it; without
    a rate, nothing is converted. *place*, such as ``US-CA``, *kind*, such as ``base``, and *as_of*,
    such as ``2026-05``, choose a figure of profiles that have several. *pay_file* is a company's
    own table of pay, as CSV or XLSX, which is seen in the place of the canon's figures; those of
    fewer than *minimum_n* people, by default as many as the canon says, are not shown. With
    *age_to*, a month, figures are projected from their date at the rate *aging* a year, and with
    *at_place* by the differentials of ``places.yaml``; the originals stand beside them. Raises
    CanonError if that file cannot be read, and LevelctlError if
    *reference* does not match exactly one profile or focus, if *salary* is not an amount or cannot
    be compared, or if no figure fits.

    >>> from levelctl.canon import package_data
    >>> result = pay(open_canon(package_data.CANON), "tech pm P3", salary="95k")
    >>> result.pay.median, result.standing.position, result.standing.compa_ratio
    (89000, 'within', 1.07)
    """
    from levelctl.answers.pay import pay_of
    from levelctl.canon.resolve import resolve

    wanted = _pay_choice(place, kind, as_of)
    report = _pay_report(canon, pay_file, minimum_n)
    seen = _with_choice(_with_report(canon, report), wanted)
    return pay_of(
        seen,
        resolve(seen, reference),
        salary=salary,
        currency=currency,
        rate=rate,
        choice=wanted,
        report=report,
        adjustment=_adjustment(canon, age_to, aging, at_place),
    )


def _adjustment(
    canon: Canon, age_to: str | None, aging: float | None, at_place: str | None
) -> Adjustment | None:
    if age_to is None and aging is None and at_place is None:
        return None
    from levelctl.answers.pay.adjusting import adjustment_of

    return adjustment_of(canon.places, age_to, aging, at_place)


@_public
def compare_pay(
    canon: Canon,
    reference: str | None = None,
    *,
    place: str | None = None,
    industry: str | None = None,
) -> PayComparison:
    """
    Return how far the canon's pay is off from the published wages that are imported.

    *reference* means a function, a focus or a profile; all profiles are compared without it.
    *place*, such as ``US-CA``, chooses the wages, by default those of the nation, and *industry*
    those of one industry. Raises LevelctlError if *reference* does not match exactly one of these,
    or if no such wages are imported.
    """
    from levelctl.answers.pay import compare_pay as compared
    from levelctl.canon.resolve import resolve

    thing = resolve(canon, reference) if reference else None
    return compared(canon, thing, place=place, industry=industry)


@_public
def crosswalk(
    canon: Canon, text: str, *, scheme: str | None = None, every: bool = False
) -> Crosswalk:
    """
    Return the codes of the focus that *text* means, or the foci that carry the code *text*.

    If no focus carries the code, the groups that contain it are searched, from narrow to wide,
    until a focus is found; with *every*, all groups are searched. *scheme* says which scheme a
    code belongs to. Raises LevelctlError if *text* matches nothing, or if there is no such
    scheme.

    >>> from levelctl.canon import package_data
    >>> result = crosswalk(open_canon(package_data.CANON), "15-1252")
    >>> [carrier.focus for carrier in result.readings[0].steps[0].carriers][:2]
    ['SOFTWA.BACKENDE9C7F', 'SOFTWA.FRONTEND3150']
    """
    from levelctl.answers.crosswalk import of_text

    return of_text(canon, text, scheme=scheme, every=every)


@_public
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
    Return a report on *paths*, files and folders of canons, or without paths on *canon*.

    *select* and *ignore* are names of rules or of groups of rules. *fail_on* is ``error``,
    ``warning`` or ``note``. *select* and *fail_on* override ``canon.yaml``; *ignore* adds to it.
    *contents* replace the contents of files, by path. With *cache*, results are cached until a
    file changes. Raises LevelctlError if a path is not part of a canon or a rule is unknown,
    CanonError if a path does not exist.
    """
    from pathlib import Path

    from levelctl.lint import check

    return check.check(
        [Path(path) for path in paths],
        canon=Path(canon) if canon is not None else None,
        select=select,
        ignore=ignore,
        fail_on=check.severity_of(fail_on) if fail_on else None,
        contents={Path(path): data for path, data in (contents or {}).items()},
        cache=cache,
    )


@_public
def explain(rule: str) -> RulePage:
    """
    Return what *rule* of `check` requires, why, and examples.

    Raises LevelctlError if there is no such rule.

    >>> explain("pay-order").asks
    'A pay range is in order: low, median, high.'
    """
    from levelctl.answers.rule import rule_page

    return rule_page(rule)


@_public
def fix(
    *paths: str | PathLike[str],
    canon: str | PathLike[str] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    contents: Mapping[str, bytes] | None = None,
    cache: bool = True,
) -> FixResult:
    """
    Return the result of all safe fixes in *paths*; the parameters are those of `check`.

    No file changes until *write* of the result is called. Raises what `check` raises.
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


@_public
def review_status(canon: Canon, reference: str | None = None) -> ReviewStatus:
    """
    Return how far *canon*, or the focus or profile that *reference* means, is reviewed.

    Raises LevelctlError if *reference* means something else.

    >>> from levelctl.canon import package_data
    >>> review_status(open_canon(package_data.CANON), "tech pm P2").total.duties
    5
    """
    from levelctl.answers.review.status import one_of, status

    return status(canon, one_of(canon, reference) if reference is not None else None)


@_public
def review_sample(
    canon: Canon, focus: str | None = None, *, seed: int = 0, size: int = 20
) -> ReviewSample:
    """
    Return *size* duties of *focus*, or of the whole *canon*, drawn at random by *seed*.

    The same seed always draws the same duties. *at_most* of the result is the largest share of
    faulty duties that those read so far admit, at 95 %. Raises LevelctlError for an unknown focus.
    """
    from levelctl.answers.review.sample import sample
    from levelctl.canon.resolve import resolve_focus

    resolved = resolve_focus(canon, focus) if focus is not None else None
    return sample(canon, resolved, seed=seed, size=max(size, 0))


@_public
def review_export(
    canon: Canon,
    path: str | PathLike[str],
    *,
    focus: str | None = None,
    reads_as: str = "trade",
    seed: int = 0,
    size: int | None = None,
) -> ReviewReceipt:
    """
    Write the duties of *focus*, or of the whole *canon*, to the new table *path*: XLSX, or CSV.

    They are in the random order of *seed*, without their levels; *size* limits them. A reader as
    *trade* places each one, one as *editor* does not. Raises LevelctlError if the file exists, and
    MachineError if it cannot be written.
    """
    from pathlib import Path

    from levelctl.answers.review.exporting import export
    from levelctl.answers.review.readers import role_of
    from levelctl.canon.resolve import resolve_focus

    resolved = resolve_focus(canon, focus) if focus is not None else None
    return export(canon, resolved, Path(path), reads_as=role_of(reads_as), seed=seed, size=size)


@_public
def review_import(
    canon: Canon,
    path: str | PathLike[str],
    *,
    initials: str,
    reads_as: str = "trade",
    trade: str | None = None,
    years: int | None = None,
) -> ReviewReceipt:
    """
    Add what a reader has filled into the table *path* to the reviews of *canon*.

    What is there already is not added again. A row whose duty changed since is *refused*. Raises
    CanonError, with a note for each cell that is no answer, and writes nothing then.
    """
    from pathlib import Path

    from levelctl.answers.review.importing import import_answers
    from levelctl.answers.review.readers import now, reader_of, role_of

    reader = reader_of(initials, role_of(reads_as), trade, years)
    return import_answers(canon, Path(path), reader=reader, now=now())


@_public
def review_object(
    canon: Canon,
    reference: str,
    duty: str,
    why: str,
    *,
    initials: str,
    reads_as: str = "trade",
    trade: str | None = None,
    years: int | None = None,
    settle: bool = False,
) -> ReviewReceipt:
    """
    Add an objection to a *duty* of the profile *reference*: its number, or a part of its text.

    With *settle*, *why* says why the objections before it need no edit. Raises LevelctlError if
    *duty* means none or several.
    """
    from levelctl.answers.review.objecting import object_to
    from levelctl.answers.review.readers import now, reader_of, role_of
    from levelctl.canon.resolve import profile_of

    reader = reader_of(initials, role_of(reads_as), trade, years)
    profile = profile_of(canon, reference)
    return object_to(canon, profile, duty, why, reader=reader, now=now(), settles=settle)


@_public
def new_canon(folder: str | PathLike[str], name: str, edition: str) -> New:
    """
    Write a canon without functions to *folder*, which must be empty or new.

    Return the written files. Raises LevelctlError if *folder* is not empty, or if *name* or
    *edition* is invalid.
    """
    from levelctl.answers.new.names import folder_path
    from levelctl.answers.new.plans import plan_canon
    from levelctl.answers.new.writing import write

    return write(folder_path(folder), plan_canon(name, edition))


@_public
def new_function(canon: Canon, name: str, family: str | None = None) -> New:
    """
    Write a function with *name* in *family* to *canon*, and return the written files.

    *family* is required if the canon has several. Raises LevelctlError if the function already
    exists, or if the family is missing or unknown.
    """
    from levelctl.answers.new.plans import plan_function
    from levelctl.answers.new.writing import write

    return write(canon.root, plan_function(canon, name, family))


@_public
def new_focus(canon: Canon, name: str, function: str, levels: str) -> New:
    """
    Write a focus with *name* and *levels*, such as ``P1..P6``, to *function* of *canon*.

    Return the written files. Raises LevelctlError if the focus already exists, or if there is no
    such function or level.
    """
    from levelctl.answers.new.plans import plan_focus
    from levelctl.answers.new.writing import write

    return write(canon.root, plan_focus(canon, name, function, levels))


@_public
def import_onet(
    path: str | PathLike[str], taxonomy: str | None = None, *, model: bool = True
) -> ListedScheme:
    """
    Import the codes of the O*NET database in *path*, which `check` looks codes up in.

    *path* is a folder or ZIP archive with its text files, *taxonomy* the year of its scheme. If
    numpy is installed, a *model* is trained that helps to find the codes of titles, which takes
    half a minute. Raises CanonError if the files cannot be read; an earlier import then stays as
    it is.
    """
    from pathlib import Path

    from levelctl.answers.imports import from_onet

    return from_onet(Path(path), taxonomy, on_step=(lambda _done, _total: None) if model else None)


@_public
def import_oews(
    path: str | PathLike[str],
    release: str | None = None,
    *,
    places: Sequence[str] = (),
    industries: Sequence[str] = (),
) -> WageRelease:
    """
    Import the wages by occupation in *path*, which `pay` and `check` compare pay with.

    *path* is a table of the Occupational Employment and Wage Statistics as XLSX or CSV, or a
    folder or ZIP archive with it: of the nation, of states, metropolitan areas or industries.
    *release* is, for example, ``May 2024``; by default it is derived from the file's name. Only
    tables of *places*, such as ``US-CA``, and of *industries* are imported if any are given.
    Returns the first table, which is the nation's if there is one. Raises CanonError if the file
    cannot be read; earlier imports then stay as they are.
    """
    from pathlib import Path

    from levelctl.answers.imports import from_oews

    return from_oews(Path(path), release, None, places, industries)[0]


@_public
def import_mwe(
    path: str | PathLike[str], release: str | None = None, *, places: Sequence[str] = ()
) -> LevelRelease:
    """
    Import the Modeled Wage Estimates in *path*: mean wages by level of work, which `pay` tells.

    *path* is their complete data as XLSX or CSV, or a folder or ZIP archive with it. *release* is
    their year, by default that in the file's name. Only wages of *places* are imported if any are
    given. Raises CanonError if the file cannot be read; an earlier import then stays as it is.
    """
    from pathlib import Path

    from levelctl.answers.imports import from_mwe

    return from_mwe(Path(path), release, None, places)


@_public
def import_titles(path: str | PathLike[str], name: str | None = None) -> ListedTitles:
    """
    Import the coded titles in *path* as a list for the *prior* of `matcher`.

    *path* is a table with the columns title and code. The list gets *name*, by default that of the
    file, and replaces one of that name. *left_out* of the result counts the rows that cannot be
    used. Raises CanonError if there are no others, and LevelctlError if *name* is not a name.
    """
    from pathlib import Path

    from levelctl.answers.imports import from_titles

    return from_titles(Path(path), name)


@_public
def matcher(
    canon: Canon,
    within: Sequence[str] | None = None,
    *,
    prior: str | PathLike[str] | None = None,
    confident_at: float | None = None,
    cache: bool = True,
) -> Matcher:
    """
    Return a matcher that finds the focus and level that a job title means in *canon*.

    *within* limits it to some foci, each as FUNCTION.FOCUS. *prior* is an imported list of coded
    titles, or a file of them: these titles get their codes. *confident_at* is the least
    probability of a confident answer, by default that of *canon*. With *cache*, the index of names
    and aliases is cached in the user's cache folder. Threads can share a matcher, and it can be
    pickled for other processes. Raises LevelctlError if there are no such coded titles, and
    CanonError if they cannot be read or *canon* lacks one of their codes.

    >>> from levelctl.canon import package_data
    >>> result = matcher(open_canon(package_data.CANON)).match("Sr. Technical Product Manager")
    >>> result.best.code
    'TECHNI2.TECHNICAF44E.P4'
    """
    import os

    from levelctl.canon.arguments import probability
    from levelctl.titles.matching import matcher_of

    least = None if confident_at is None else probability("confident_at", confident_at)
    text = os.fspath(prior) if prior is not None else None
    return matcher_of(canon, within, prior=text, cache=cache, confident_at=least)
