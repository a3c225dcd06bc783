"""Whole answers on the reference canon, as files: ``pytest --update-golden`` renews them."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl import data
from levelctl.cli import streams
from levelctl.cli.run import run

GOLDEN = Path(__file__).parent / "golden"

CODE = "TECHNI2.TECHNICAF44E.P2"
PIPE = None

ANSWERS: dict[str, tuple[int | None, tuple[str, ...]]] = {
    "show-profile-120.txt": (120, ("show", CODE)),
    "show-profile-80.txt": (80, ("show", CODE)),
    "show-profile-piped.txt": (PIPE, ("show", CODE)),
    "show-profile.json": (PIPE, ("show", CODE, "-f", "json")),
    "show-profile.md": (PIPE, ("show", CODE, "-f", "markdown")),
    "show-unknowns-80.txt": (80, ("show", "tech pm P6", "--this-level")),
    "show-focus-80.txt": (80, ("show", "tech pm")),
    "show-function-80.txt": (80, ("show", "TECHNI2")),
    "show-family-80.txt": (80, ("show", "product")),
    "show-level-80.txt": (80, ("show", "P2")),
    "diff-levels-80.txt": (80, ("diff", "P2", "P4")),
    "diff-levels-120.txt": (120, ("diff", "P2", "P4")),
    "diff-levels-piped.txt": (PIPE, ("diff", "P2", "P4")),
    "diff-levels.json": (PIPE, ("diff", "P2", "P4", "-f", "json")),
    "diff-four-80.txt": (80, ("diff", "P4", "P5", "M3", "E1")),
    "diff-profiles-120.txt": (120, ("diff", "P2", "P4", "--in", "TECHNICAF44E")),
    "diff-profiles.md": (PIPE, ("diff", "P4", "P5", "--in", "tech pm", "-f", "markdown")),
    "diff-profiles.csv": (PIPE, ("diff", "P4", "P5", "P6", "--in", "tech pm", "-f", "csv")),
    "rubric-ladder-160.txt": (160, ("rubric", "--levels", "P1..P3")),
    "rubric-focus-80.txt": (80, ("rubric", "TECHNICAF44E", "--levels", "P2,P3")),
    "rubric-transposed-120.txt": (120, ("rubric", "--levels", "P2..P4", "--transpose")),
    "rubric.tsv": (PIPE, ("rubric", "TECHNICAF44E", "--table", "guidelines", "-f", "tsv")),
    "list-80.txt": (80, ("list",)),
    "list-piped.txt": (PIPE, ("list",)),
    "list.csv": (PIPE, ("list", "--lacks", "pay", "-f", "csv")),
    "list.md": (PIPE, ("list", "-f", "markdown")),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answer(
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    width, arguments = ANSWERS[name]
    shown = streams.Terminal(width, colour=False, encoding="utf-8") if width else None
    monkeypatch.setattr(streams, "terminal", lambda _, **__: shown)
    monkeypatch.setenv("LEVELCTL_CANON", str(data.CANON))

    assert run(arguments) == 0
    answer = capfd.readouterr().out

    path = GOLDEN / name
    if request.config.getoption("--update-golden"):
        path.write_text(answer, "utf-8")
    assert answer == path.read_text("utf-8")


def test_every_golden_is_compared() -> None:
    others = {*GOLDEN.glob("check-*")}  # test_check_formats.py compares them
    names = [path.name for path in GOLDEN.iterdir() if path not in others]
    assert sorted(names) == sorted(ANSWERS)
