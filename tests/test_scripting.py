"""The recipes of docs/scripting.md, run as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from program import shell

PAGE = Path(__file__).parents[1] / "docs" / "scripting.md"

RECIPES = dict(
    re.findall(
        r"^## ([^\n]+)\n(?:(?!^## ).)*?^```bash\n(.*?)^```$",
        PAGE.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
)


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        pytest.param("Map a file of titles", r"3\tWizard of Oz\tno confident match\n", id="map"),
        pytest.param("The code of one title", r"(?s).*USD [\d,]+ a year.*", id="code"),
        pytest.param("Loop over codes", r"(?:SOFTWA\.\w+\.P4 [^\n]+\n){3,}", id="loop"),
        pytest.param("Fail a build on a gate", r"(?s)our-levels/canon\.yaml\n.*TODO.*", id="gate"),
        pytest.param("See what a change does", r"\d+\n", id="change"),
        pytest.param("Titles against what they should be", r"", id="golden"),
    ],
)
def test_a_recipe(tmp_path: Path, heading: str, shown: str) -> None:
    answer = shell(f"set -eu\n{RECIPES[heading]}", cwd=tmp_path)
    assert answer.code == 0, answer.err
    assert re.fullmatch(shown, answer.out)


def test_every_recipe_is_tried() -> None:
    assert len(RECIPES) == PAGE.read_text("utf-8").count("```bash")
