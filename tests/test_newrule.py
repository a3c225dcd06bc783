"""The rule generator: its output is complete, and its planted fault is found."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

REPO = Path(__file__).parents[1]
TOOL = REPO / "tools" / "newrule.py"
KINDS = ("text", "focus", "canon", "ladder", "settings")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what the generator writes to, with a new rule of every kind."""
    if not (REPO / "src").is_dir():
        pytest.skip("the generator changes a checkout, and there is none")
    root = tmp_path_factory.mktemp("checkout")
    for folder in ("src", "data", "tests/canons"):
        shutil.copytree(REPO / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for kind in KINDS:
        ended = run(root, (str(TOOL), f"toy-{kind}", "--kind", kind, "--group", "prose"))
        assert (ended.returncode, ended.stderr) == (0, "")
    return root


def run(root: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "NO_COLOR": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_planted_fault_is_found_once_where_its_caret_stands(copy: Path, kind: str) -> None:
    name = f"toy-{kind}"
    arguments = ("-m", "levelctl", "check", "tests/canons/planted", "--select", name, "--json")
    (found,) = json.loads(run(copy, arguments).stdout)["diagnostics"]
    lines = (copy / found["path"]).read_text("utf-8").splitlines()

    line, column = found["span"]["line"], found["span"]["column"]
    assert lines[line].strip() == f"#{lines[line].split('#')[1].split('^')[0]}^ {name}"
    assert lines[line].index("^") + 1 == column


@pytest.mark.parametrize("kind", KINDS)
def test_the_rule_is_explained_by_examples_that_hold(copy: Path, kind: str) -> None:
    check = (
        "import sys, pathlib, tempfile\n"
        f"sys.path.insert(0, {str(REPO / 'tests')!r})\n"
        "from clean import reported\n"
        "from levelctl.lint.catalogue import rule_of\n"
        "from levelctl.lint.explanation import explanation, files_of\n"
        f"rule = rule_of('toy-{kind}')\n"
        "explained = explanation(rule)\n"
        "for text in (explained.bad, explained.good):\n"
        "    root = pathlib.Path(tempfile.mkdtemp())\n"
        "    print(bool(reported(root, rule.name, files_of(text))))\n"
    )
    assert run(copy, ("-c", check)).stdout.split() == ["True", "False"]


def test_no_other_rule_finds_anything_in_the_planted_files(copy: Path) -> None:
    answer = run(copy, ("-m", "levelctl", "check", "tests/canons/planted", "--json"))
    found = json.loads(answer.stdout)["diagnostics"]
    toys = [each["rule"] for each in found if "/toy-" in each["path"]]
    assert sorted(toys) == ["toy-canon", "toy-focus", "toy-text"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("toy-text", "--kind", "text", "--group", "prose"), "toy_text.py exists already"),
        (("toy", "--kind", "text", "--group", "prose"), "'toy' is not two words or more"),
        (("toy-two", "--kind", "song", "--group", "prose"), "invalid choice: 'song'"),
    ],
)
def test_what_cannot_be_is_refused(copy: Path, arguments: Sequence[str], message: str) -> None:
    ended = run(copy, (str(TOOL), *arguments))
    assert ended.returncode != 0
    assert message in ended.stderr
