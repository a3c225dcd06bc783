"""Help: its examples work, every command has some, and what is not asked for is not imported."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import time
from functools import cache
from importlib import import_module
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from rich.cells import cell_len

from levelctl.answers.cache import cache_of
from levelctl.canon import package_data
from levelctl.cli.app import COMMANDS
from levelctl.cli.lazy_group import CommandEntry
from program import NOWHERE, Answer, environment, run, typed

JOB_FAMILY = """\
name: Engineering
levels: [{id: engineer, name: Engineer}]
themes: []
competencies: [{id: 1, level: engineer, summary: Ships software.}]
"""


def _module(entry: CommandEntry) -> Any:
    return import_module(entry.module)


@cache
def _help(*command: str) -> str:
    answer = run(*command, "--help")
    assert answer == Answer(0, answer.out, "")
    return answer.out


@pytest.mark.parametrize(
    ("command", "example"),
    [(entry.name, example) for entry in COMMANDS for example in _module(entry).EXAMPLES],
)
def test_an_example_works(command: str, example: str, tmp_path: Path) -> None:
    # What an example writes, it writes into a copy of the reference canon.
    writes = command == "new"
    place = copytree(package_data.CANON, tmp_path / "canon") if writes else NOWHERE
    if "engineering.yml" in example:
        Path(place, "engineering.yml").write_text(JOB_FAMILY, "utf-8")
    answer = typed(example, cwd=place)

    assert answer.code == 0, answer.err
    assert answer.out.strip()
    assert example.startswith(f"levelctl {command}")


EVERY = pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.name) for entry in COMMANDS])


@EVERY
def test_help_begins_with_the_examples(entry: CommandEntry) -> None:
    lines = _help(entry.name).split("\n")

    examples = _module(entry).EXAMPLES
    assert len(examples) > 1
    assert lines[0].startswith(f"Usage: levelctl {entry.name} ")
    assert [line.strip() for line in lines[2 : 2 + len(examples)]] == [*examples]
    assert lines[2 + len(examples)] == ""


@EVERY
def test_help_describes_the_command(entry: CommandEntry) -> None:
    module = _module(entry)
    said = " ".join(_help(entry.name).split())

    assert module.__doc__.startswith(f"``levelctl {entry.name}``: ")
    assert " ".join(str(inspect.getdoc(module.command)).split()) in said
    answers = entry.name not in ("completion", "help")  # which are text and nothing else
    options = {"--canon", "--color", "--quiet", *(("--format", "--json") if answers else ())}
    assert options <= {*re.findall(r"--\w+", said)}


def test_help_lists_the_commands() -> None:
    _, _, listed = _help().partition("Commands:\n")

    found = [tuple(line.split(maxsplit=1)) for line in listed.splitlines()]
    assert found == [(entry.name, entry.summary) for entry in COMMANDS]


def test_help_of_the_program_has_examples_that_work() -> None:
    """Each is on its own line, beside its description."""
    examples = re.findall(r"^ +(levelctl \S.*?)   *\S.*$", _help(), re.MULTILINE)

    assert len(examples) > 1
    assert [example for example in examples if typed(example).code] == []
    assert "\\" not in _help()


@pytest.mark.parametrize("command", ["", *(entry.name for entry in COMMANDS)])
def test_help_fits_80_columns(command: str) -> None:
    lines = _help(*command.split()).splitlines()

    assert [line for line in lines if cell_len(line) > 80 or line != line.rstrip()] == []
    assert all(map(str.isprintable, lines))


SCRIPT = """\
import sys
from levelctl.cli.run import run
run(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
"""


def _imported(*arguments: str) -> set[str]:
    """
    Return the modules that a run has at its end.

    Asked of the run itself: Python's ``-X importtime`` misses what ``import_module`` imports.
    """
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        capture_output=True,
        check=True,
        cwd=NOWHERE,
        env=environment(),
        encoding="utf-8",
    )
    return set(ended.stderr.splitlines()[-1].split())


HEAVY = {"rich", "ruamel.yaml", "jsonschema_rs"}
FOUND = {entry.module for entry in COMMANDS}


@pytest.mark.parametrize(
    ("line", "unwanted"),
    [
        pytest.param("--version", {*HEAVY, *FOUND}, id="--version"),
        pytest.param("--help", {*HEAVY, *FOUND}, id="--help"),
        pytest.param("list --help", HEAVY, id="help of a command"),
        pytest.param("show P2 -f json", {"rich", "levelctl.layout"}, id="JSON"),
        pytest.param("list", {"rich"}, id="a pipe"),
        pytest.param("show P2", {"rich", "levelctl.cli.diff"}, id="a page in a pipe"),
        pytest.param("diff P2 P3 -f csv", {"rich", "levelctl.cli.show"}, id="CSV"),
    ],
)
def test_what_is_not_asked_for_is_not_imported(line: str, unwanted: set[str]) -> None:
    assert _imported(*line.split()) & unwanted == set()


def test_what_draws_is_imported_for_a_terminal() -> None:
    """The test above can fail: what it looks for has these names."""
    names = {*HEAVY, "levelctl.layout", "levelctl.cli.show"}
    assert _imported("show", "P2", "--color", "always", "--no-cache") >= names


BUDGET = 85
"""
The most modules that the warm path may import beyond Typer's own.

They were 76 when this was written, 35 of them levelctl's; each is some 0.1 to 0.2 ms of every
answer. Three of them say whose the cache is, what a name is, and where a link leads.
"""

BARE = "import sys, typer; print(*sys.modules, file=sys.stderr)"


def test_the_warm_path_imports_few_modules() -> None:
    ended = subprocess.run([sys.executable, "-c", BARE], capture_output=True, check=True)
    typers = set(ended.stderr.decode().split())
    deadline = time.monotonic() + 10
    while not cache_of(package_data.CANON).fresh and time.monotonic() < deadline:
        _imported("list")
        time.sleep(0.2)

    found = _imported("show", "tech pm P2", "--format", "json") - typers

    assert "levelctl.answers.show" in found
    assert not found & {
        *HEAVY,
        "levelctl.cache.refresh",
        "levelctl.canon.loading",
        "levelctl.layout",
    }
    assert len(found) <= BUDGET, sorted(found)


def test_coded_titles_are_not_imported_unless_asked_for() -> None:
    names = ("levelctl.titles.coded", "levelctl.titles.coded_foci")
    found = _imported("match", "tech pm")
    assert "levelctl.titles.matching" in found
    assert [name for name in found if name.startswith(names)] == []
