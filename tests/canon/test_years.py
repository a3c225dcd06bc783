"""Years of experience without a usual maximum."""

from __future__ import annotations

from pathlib import Path

import pytest

import levelctl
import small
from levelctl.canon.loading import load
from levelctl.canon.model import Years
from levelctl.cli.run import run
from levelctl.lint.check import check_canon

OPEN = {
    "years: {low: 5, high: 8}": "years: {low: 5}",
    "years: {low: 3, high: 6}": "years: {low: 3}",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    ladder = small.LADDER
    for closed, opened in OPEN.items():
        assert closed in ladder
        ladder = ladder.replace(closed, opened)
    return small.write_canon(tmp_path, {"ladder.yaml": ladder})


def test_the_maximum_can_be_left_out(root: Path) -> None:
    level = load(root).ladder.level("M2")
    assert level
    assert level.years == Years(5)
    assert str(level.years) == "5+ years"


def test_rules_compare_what_is_there(root: Path) -> None:
    rules = {diagnostic.rule for diagnostic in check_canon(root).diagnostics}
    assert not {"schema", "years-order", "years-fall"} & rules


@pytest.mark.parametrize("reference", ["M2", "CLINICNU5678", "CLINICNU5678.M1"])
def test_pages_show_it(root: Path, reference: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", reference, "--canon", str(root)]) == 0
    out = capfd.readouterr().out
    assert "+" in out
    assert "None" not in out


def test_titles_are_matched(root: Path) -> None:
    answer = levelctl.matcher(load(root)).match("clinic nurse team lead")
    assert answer.level
    assert answer.level.level == "M1"
