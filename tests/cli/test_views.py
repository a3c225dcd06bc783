"""Every command has a view, and the layout of each view has what the view counts on."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Any, Concatenate, NamedTuple, Protocol, TypeVar, get_type_hints

import pytest

from levelctl.cli import views
from levelctl.cli.app import COMMANDS
from levelctl.cli.check import CheckFormat
from levelctl.cli.lazy_group import FORM
from levelctl.cli.session import TableFormat
from levelctl.cli.views import View
from levelctl.layout import (
    cache,
    check,
    crosswalk,
    diff,
    golden,
    imports,
    near,
    new,
    path,
    pay,
    rubric,
    rule,
)
from levelctl.layout import list as listing
from levelctl.layout.show import page as show
from levelctl.record import Result
from levelctl.text.document import Document, TableRows

R = TypeVar("R", bound=Result)
R_contra = TypeVar("R_contra", bound=Result, contravariant=True)


class Layout(Protocol[R_contra]):
    """What a view counts on in the module of its layout; mypy asks it of each below."""

    @property
    def document(self) -> Callable[Concatenate[R_contra, ...], Document]: ...


class TableLayout(Layout[R_contra], Protocol[R_contra]):
    """The same of a command that has the formats of rows."""

    def rows(self, result: R_contra, /) -> TableRows: ...


class PipedLayout(Layout[R_contra], Protocol[R_contra]):
    """The same of one whose text in a pipe is rows."""

    def rows(self, result: R_contra, /, *, headings: bool = True) -> TableRows: ...


class Pair(NamedTuple):
    view: View[Any]
    layout: Any
    functions: tuple[str, ...]


def page(view: View[R], layout: Layout[R]) -> Pair:
    return Pair(view, layout, ("document",))


def table(view: View[R], layout: TableLayout[R]) -> Pair:
    return Pair(view, layout, ("document", "rows"))


def piped(view: View[R], layout: PipedLayout[R]) -> Pair:
    return Pair(view, layout, ("document", "rows"))


PAIRS = {
    "show": page(views.SHOW, show),
    "diff": table(views.DIFF, diff),
    "path": piped(views.PATH, path),
    "near": piped(views.NEAR, near),
    "pay": table(views.PAY, pay),
    "crosswalk": piped(views.CROSSWALK, crosswalk),
    "rubric": table(views.RUBRIC, rubric),
    "list": piped(views.LIST, listing),
    "check": page(views.CHECK, check),
    "rule": piped(views.RULE, rule),
    "new": page(views.NEW, new),
    "import": piped(views.IMPORT, imports),
    "cache": page(views.CACHE, cache),
}
"""The view of each command, by its word."""

NO_RESULT = {"completion", "help"}
"""The commands that answer with text alone."""

STREAMED = {"match": piped(views.GOLDEN, golden)}
"""Commands that answer as they go; what their view is for is said there."""

EVERY = pytest.mark.parametrize(
    ("command", "pair"),
    [pytest.param(name, pair, id=name) for name, pair in (PAIRS | STREAMED).items()],
)


def test_every_command_has_a_view() -> None:
    assert {*PAIRS, *STREAMED, *NO_RESULT} == {entry.name for entry in COMMANDS}
    assert {id(each) for each in vars(views).values() if isinstance(each, View)} == {
        id(pair.view) for pair in (PAIRS | STREAMED).values()
    }


@EVERY
def test_a_command_answers_with_its_view(command: str, pair: Pair) -> None:
    (name,) = (name for name, value in vars(views).items() if value is pair.view)
    (module,) = (entry.module for entry in COMMANDS if entry.name == command)

    assert f" views.{name}" in inspect.getsource(import_module(module))
    assert command in STREAMED or name == command.upper()


@EVERY
def test_a_layout_has_what_its_view_counts_on(command: str, pair: Pair) -> None:
    view, layout, functions = pair
    (module,) = (entry.module for entry in COMMANDS if entry.name == command)
    form = get_type_hints(import_module(module).command)[FORM]

    assert view.layout == layout.__name__
    assert all(inspect.isfunction(vars(layout).get(name)) for name in functions)
    assert ("rows" in functions) == (form is TableFormat or command in STREAMED)
    assert ("remarks" in vars(layout)) == view.has_remarks
    rows = vars(layout).get("rows")
    headings = rows is not None and "headings" in inspect.signature(rows).parameters
    assert headings == view.piped_rows


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_a_format_of_its_own_is_exported(pair: Pair) -> None:
    modules = [pair.view.piped, *dict(pair.view.formats).values()]

    assert all(callable(import_module(name).export) for name in modules if name)


def test_a_report_has_every_format_of_check() -> None:
    assert {"text", "json", *dict(views.CHECK.formats)} == {*CheckFormat}
