"""
One view per command: how its result becomes a document, rows, lines in a pipe and an exit code.

A view names its layout module, which is imported only for answers that need it; JSON does not.
Every layout module has *document*. If the command has formats with rows, the module has *rows*,
and *remarks* if the view says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:  # imported only by the answers that need it
    from levelctl.answers.cache import CacheState
    from levelctl.answers.crosswalk import Crosswalk
    from levelctl.answers.diff import Comparison
    from levelctl.answers.imports import Imports
    from levelctl.answers.list import Listing
    from levelctl.answers.near import Neighborhood
    from levelctl.answers.new.writing import New
    from levelctl.answers.path import ProfileRoute
    from levelctl.answers.pay import PayAnswer, PayComparison
    from levelctl.answers.rebase import Rebase
    from levelctl.answers.review.records import ReviewReceipt, ReviewSample, ReviewStatus
    from levelctl.answers.rubric import Rubric
    from levelctl.answers.rule import RuleList, RulePage
    from levelctl.answers.show.shared import AnyPage
    from levelctl.answers.skills import SkillList
    from levelctl.lint.report import Report
    from levelctl.record import Result
    from levelctl.text.document import Document, TableRows
    from levelctl.titles.batch.golden import Golden

R = TypeVar("R", bound="Result")


def _never(_result: object) -> bool:
    return False


def _always(_result: object) -> bool:
    return True


class View(NamedTuple, Generic[R]):
    """How the result of a command is shown, and which exit code it has."""

    layout: str
    """The layout module."""
    piped_rows: bool = False
    """Whether text in a pipe is rows without headings."""
    has_remarks: bool = False
    """Whether the layout has *remarks*, which say what rows do not."""
    piped: str = ""
    """The module whose *export* writes text for a pipe; empty for rows or plain text."""
    formats: tuple[tuple[str, str], ...] = ()
    """The formats that only this command has, each with the module whose *export* writes it."""
    no: Callable[[R], bool] = _never
    """Whether a result is a negative answer; the program then exits with 1."""
    partial: Callable[[R], bool] = _never
    """Whether an error in the canon can make a result incomplete; the program then exits with 3."""
    names_skills: bool = False
    """Whether a result has skills, which an error in skills.yaml leaves without name and step."""

    def document(self, result: R, **drawing: Any) -> Document:
        """Return *result* as a document; *drawing* are further parameters of the layout."""
        document: Document = import_module(self.layout).document(result, **drawing)
        return document

    def rows(self, result: R, *, headings: bool) -> TableRows:
        """Return *result* as rows. Only layouts with *piped_rows* can omit the headings."""
        layout = import_module(self.layout)
        rows: TableRows = layout.rows(result) if headings else layout.rows(result, headings=False)
        return rows

    def remarks(self, result: R) -> Iterable[str]:
        """Return remarks on what the rows of *result* do not say."""
        remarks: Iterable[str] = ()
        if self.has_remarks:
            remarks = import_module(self.layout).remarks(result)
        return remarks


SHOW: View[AnyPage] = View(
    "levelctl.layout.show.page",
    # A profile and a focus come from one file each.
    partial=lambda page: page.KIND not in ("profile", "focus"),
    names_skills=True,
)
DIFF: View[Comparison] = View("levelctl.layout.diff", names_skills=True)
PATH: View[ProfileRoute] = View(
    "levelctl.layout.path",
    piped_rows=True,
    has_remarks=True,
    no=lambda route: route.answer == "no route",
    partial=_always,
)
NEAR: View[Neighborhood] = View(
    "levelctl.layout.near",
    piped_rows=True,
    has_remarks=True,
    no=lambda near: not near.neighbors,
    partial=lambda near: bool(near.neighbors) and near.to is None,
)
PAY: View[PayAnswer] = View("levelctl.layout.pay", no=lambda pay: not pay.known)
PAY_COMPARISON: View[PayComparison] = View(
    "levelctl.layout.pay_comparison",
    piped_rows=True,
    has_remarks=True,
    no=lambda comparison: not comparison.any,
    partial=_always,
)
CROSSWALK: View[Crosswalk] = View(
    "levelctl.layout.crosswalk",
    piped_rows=True,
    has_remarks=True,
    no=lambda crosswalk: not crosswalk.found,
    partial=_always,
)
RUBRIC: View[Rubric] = View("levelctl.layout.rubric", names_skills=True)
SKILLS: View[SkillList] = View(
    "levelctl.layout.skills",
    piped_rows=True,
    has_remarks=True,
    no=lambda skills: not skills.groups,
    partial=_always,
)
LIST: View[Listing] = View("levelctl.layout.list", piped_rows=True, partial=_always)
CHECK: View[Report] = View(
    "levelctl.layout.check",
    piped="levelctl.output.lines",
    formats=(
        ("github", "levelctl.output.github"),
        ("sarif", "levelctl.output.sarif"),
        ("junit", "levelctl.output.junit"),
    ),
    no=lambda report: report.fails,
)
RULE: View[RuleList | RulePage] = View("levelctl.layout.rule", piped_rows=True)
NEW: View[New] = View(
    "levelctl.layout.new",
    formats=(("text", "levelctl.output.paths"),),
    no=lambda new: bool(new.imported and new.imported.conflicts),
)
REBASE: View[Rebase] = View("levelctl.layout.rebase")
REVIEW: View[ReviewStatus | ReviewSample | ReviewReceipt] = View(
    "levelctl.layout.review",
    piped_rows=True,
    has_remarks=True,
    partial=lambda review: getattr(review, "about", "receipt") is None,
)
IMPORT: View[Imports] = View("levelctl.layout.imports", piped_rows=True)
CACHE: View[CacheState] = View("levelctl.layout.cache")
GOLDEN: View[Golden] = View(
    "levelctl.layout.golden", piped_rows=True, no=lambda golden: bool(golden.regressions)
)
"""`match --golden`; `match` writes all other answers as soon as they are known."""
