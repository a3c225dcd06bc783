"""What a source distribution holds, and that what is said about packages and systems is true."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

REPO = Path(__file__).parent.parent


def project() -> dict[str, Any]:
    return tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))


ALWAYS = {".gitignore", "pyproject.toml"}
"""What the build puts into every source distribution."""


def test_a_source_distribution_holds_all_that_its_tests_need() -> None:
    """The tests read the whole repository: a folder that is new is not left out by mistake."""
    listed = subprocess.run(
        ["git", "ls-files"],  # noqa: S607 - whichever git it is
        cwd=REPO,
        capture_output=True,
        check=False,
    )
    if listed.returncode or not listed.stdout:
        pytest.skip("this is no checkout")
    roots = {line.split("/")[0] for line in listed.stdout.decode().splitlines()}
    included = project()["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert {root.removeprefix("/") for root in included} == roots - ALWAYS


def test_the_lowest_versions_are_those_of_the_ranges() -> None:
    tool = REPO / "tools" / "lowest.py"
    subprocess.run([sys.executable, str(tool), "--check"], check=True)


def test_this_python_is_one_that_the_package_names() -> None:
    named = [
        name.rpartition(" ")[2]
        for name in project()["project"]["classifiers"]
        if name.startswith("Programming Language :: Python :: 3.")
    ]
    assert named[0] == project()["project"]["requires-python"].removeprefix(">=")
    assert named == sorted(named, key=lambda name: int(name.partition(".")[2]))
    for version in named:
        assert version in (REPO / "tools" / "versions").read_text("utf-8")
