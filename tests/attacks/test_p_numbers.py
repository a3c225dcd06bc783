"""
P. No number in the environment makes an answer huge.

The attack: COLUMNS=100000000, or a terminal that says so. levelctl promises that a page is drawn
in 20 to 1,000 columns, whatever the environment says.
"""

from __future__ import annotations

import subprocess

import pytest

from commands import TRIED, each, own
from program import MODULE, NOWHERE, environment, run, run_on_pty

NUMBERS = (
    "100000000",
    "9" * 18,
    "9" * 30,
    "9" * 5000,
    "-1",
    "-" + "9" * 30,
    "0",
    "1",
    "1e9",
    "1_000_000_000",
    " 1000000 ",
    "٩٩٩٩٩٩٩٩٩",
    "0x7fffffff",
    "nan",
    "inf",
    "",
    "\N{ROMAN NUMERAL ONE HUNDRED THOUSAND}",
)


@pytest.mark.parametrize("number", NUMBERS, ids=range(len(NUMBERS)))
def test_columns_has_a_bound(number: str) -> None:
    env = {"COLUMNS": number, "LINES": number, "FORCE_COLOR": "1"}
    answer = run("rubric", "TECHNICAF44E", env=env)
    assert answer.code == 0
    assert max(map(len, answer.out.splitlines())) < 1_200
    assert len(answer.out) < 1_000_000


def test_every_command_has_it() -> None:
    env = {"COLUMNS": "100000000", "LINES": "100000000", "CLICOLOR_FORCE": "1"}
    got = each(lambda name, place: run(*TRIED[name].line.split(), env=own(place, env), cwd=place))
    assert {name: got.code for name, got in got.items() if got.code} == {}
    assert {name for name, got in got.items() if len(got.out) > 1_000_000} == set()


def test_help_has_it() -> None:
    for line in ("--help", "show --help", "help formats", "help match"):
        answer = run(*line.split(), env={"COLUMNS": "100000000", "FORCE_COLOR": "1"})
        assert (answer.code, len(answer.out) < 20_000) == (0, True), line


@pytest.mark.parametrize("width", [1, 2, 65_535])
def test_a_terminal_of_an_absurd_size(width: int) -> None:
    text, code = run_on_pty("rubric", "TECHNICAF44E", width=width, env={"NO_COLOR": "1"})
    assert (code, 0 < len(text) < 300_000) == (0, True)


def test_the_memory_does_not_grow() -> None:
    script = f"ulimit -v 1000000; exec {' '.join(MODULE)} rubric --color always > /dev/null"
    ended = subprocess.run(
        ["/bin/bash", "-c", script],
        capture_output=True,
        check=False,
        cwd=NOWHERE,
        env=environment({"COLUMNS": "2000000000"}),
        timeout=30,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize("number", ["100000000", "-1", "0", "x"])
def test_lines_decides_only_about_the_pager(number: str) -> None:
    text, code = run_on_pty("help", "exit-codes", env={"LINES": number, "NO_COLOR": "1"})
    assert (code, text) == (0, run_on_pty("help", "exit-codes", env={"NO_COLOR": "1"})[0])
