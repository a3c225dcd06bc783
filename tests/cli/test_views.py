"""Every command has a view, and the layout of each view has what the view counts on."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import pytest

from commands import TRIED
from levelctl.cli import views
from levelctl.cli.app import COMMANDS
from levelctl.cli.check import CheckFormat
from levelctl.cli.exit_codes import MEANINGS, Exit
from levelctl.cli.lazy_group import FORM
from levelctl.cli.session import TableFormat
from levelctl.cli.views import View

README = Path(__file__).parents[2] / "README.md"

STREAMED = {"match": "GOLDEN"}
"""Commands that answer as they go, with the view that they have for one of their answers."""

FURTHER = {"PAY_COMPARISON": "pay"}
"""Views of a further answer of a command."""

NAMES = {name: STREAMED.get(name, name.upper()) for name, tried in TRIED.items() if tried.records}
"""The name of its view, by command."""

EVERY = pytest.mark.parametrize("command", NAMES)


def view_of(command: str) -> View[Any]:
    view: View[Any] = getattr(views, NAMES[command])
    return view


def module_of(command: str) -> ModuleType:
    return import_module(next(entry.module for entry in COMMANDS if entry.name == command))


def test_every_command_has_a_view_and_every_view_a_command() -> None:
    defined = {name for name, value in vars(views).items() if isinstance(value, View)}
    assert defined == {*NAMES.values(), *FURTHER}


@EVERY
def test_a_command_answers_with_its_view(command: str) -> None:
    assert f" views.{NAMES[command]}" in inspect.getsource(module_of(command))


@EVERY
def test_a_layout_is_named_for_its_command(command: str) -> None:
    *_, name = view_of(command).layout.removeprefix("levelctl.layout.").split(".")
    words = {"show": "page", "import": "imports", "match": "golden"}
    assert name == words.get(command, command)


@EVERY
def test_a_layout_has_what_its_view_counts_on(command: str) -> None:
    view = view_of(command)
    layout = vars(import_module(view.layout))
    form = get_type_hints(module_of(command).command)[FORM]
    rows = layout.get("rows")

    assert inspect.isfunction(layout.get("document"))
    assert (rows is not None) == (form is TableFormat or command in STREAMED)
    assert ("remarks" in layout) == view.has_remarks
    headings = rows is not None and "headings" in inspect.signature(rows).parameters
    assert headings == view.piped_rows


@EVERY
def test_a_format_of_its_own_is_exported(command: str) -> None:
    view = view_of(command)
    modules = [view.piped, *dict(view.formats).values()]

    assert all(callable(import_module(name).export) for name in modules if name)


@EVERY
def test_a_command_that_can_say_no_is_named_at_its_exit_code(command: str) -> None:
    can_say_no = view_of(command).no is not View("").no
    assert not can_say_no or re.search(rf"\b{command}\b", MEANINGS[Exit.NO])


@pytest.mark.skipif(not README.is_file(), reason="there is no README beside the wheel's tests")
def test_the_readme_names_every_command_that_prints_rows_in_a_pipe() -> None:
    (named,) = re.findall(r"In a pipe, list output \(([^)]*)\)", README.read_text("utf-8"))
    commands = {words.split()[0] for words in re.findall(r"`([^`]+)`", named)}
    assert commands == {name for name in NAMES if view_of(name).piped_rows}


def test_a_report_has_every_format_of_check() -> None:
    assert {"text", "json", *dict(views.CHECK.formats)} == {*CheckFormat}
