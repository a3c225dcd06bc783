"""Profiles at equal distances stand in the order of the ladder, whatever their codes are."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl import near, open_canon, path
from owncodes import focus, ladder, write_own_codes


def _canon(root: Path, levels: dict[str, str]) -> Path:
    """Write a canon whose *levels* have the ranks given by code, all of one track."""
    listed = [(code, "IC", f"Step {code}") for code in levels]
    text = ladder(listed)
    for code, rank in levels.items():
        line = f"name: 'Step {code}'\n"
        text = text.replace(line, f"{line}    rank: {rank}\n")
    ward = focus(listed).replace('  - {title: Charge Nurse, level: "2.1"}\n', "")
    return write_own_codes(root, {"ladder.yaml": text, "functions/nursing/ward-nurse.yaml": ward})


@pytest.mark.parametrize("top", [2, 10])
@pytest.mark.parametrize(
    ("start", "first", "second"),
    [
        pytest.param("IC9", "IC8", "IC10", id="a number of two digits"),
        pytest.param("2.9", "2.2", "2.10", id="a number behind a period"),
        pytest.param("middle", "trainee", "fellow", id="words"),
    ],
)
def test_the_nearest_are_in_the_order_of_the_ladder(
    tmp_path: Path, start: str, first: str, second: str, top: int
) -> None:
    root = _canon(tmp_path, {first: "1", start: "2", second: "3"})
    found = near(open_canon(root), f"ward nurse {start}", top=top)
    assert [each.level for each in found.neighbors] == [first, second]


def test_of_equal_routes_the_first_on_the_ladder_is_taken(tmp_path: Path) -> None:
    levels = {"IC1": "1", "IC2": "2", "IC10": "2.0", "IC11": "3"}
    root = _canon(tmp_path, levels)
    settings = root / "canon.yaml"
    text = settings.read_text(encoding="utf-8").replace("tolerance: 30", "tolerance: 12")
    settings.write_text(text, encoding="utf-8")
    found = path(open_canon(root), "ward nurse IC1", "IC11")
    assert [step.to.level for step in found.steps] == ["IC2", "IC11"]
