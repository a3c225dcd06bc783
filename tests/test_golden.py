"""Complete answers on the reference canon, as files: ``pytest --update-golden`` updates them."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.canon import package_data
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
    "near-80.txt": (80, ("near", CODE)),
    "near-120.txt": (120, ("near", CODE, "--explain")),
    "near-piped.txt": (PIPE, ("near", CODE)),
    "near.md": (PIPE, ("near", CODE, "--top", "3", "-f", "markdown")),
    "near.json": (PIPE, ("near", CODE, "--top", "2", "-f", "json")),
    "near.csv": (PIPE, ("near", CODE, "--track", "M", "-f", "csv")),
    "near-to-80.txt": (80, ("near", CODE, "--to", "SOFTWA.BACKENDE9C7F.P4")),
    "near-content-80.txt": (80, ("near", CODE, "--space", "content", "--top", "6")),
    "near-content-to-120.txt": (120, ("near", CODE, "--space", "content", "--to", "P4")),
    "near-pay-piped.txt": (PIPE, ("near", CODE, "--space", "pay")),
    "pay-profile-80.txt": (80, ("pay", "tech pm P3", "--salary", "95k")),
    "pay-profile-120.txt": (120, ("pay", "SOFTWA.MOBILEENF2C0.P5")),
    "pay-profile-piped.txt": (PIPE, ("pay", "tech pm P3", "--salary", "95k")),
    "pay-profile.json": (PIPE, ("pay", "tech pm P5", "--salary", "95,000", "-f", "json")),
    "pay-rate-80.txt": (
        80,
        ("pay", "tech pm", "--salary", "88000", "--currency", "EUR", "--rate", "1.08"),
    ),
    "pay-focus.csv": (PIPE, ("pay", "tech pm", "--salary", "95k", "-f", "csv")),
    "pay-profile.md": (PIPE, ("pay", "tech pm P2", "--salary", "50k", "-f", "markdown")),
    "diff-pay-80.txt": (80, ("diff", "tech pm P3", "SOFTWA.MOBILEENF2C0.P3", "--only", "pay")),
    "rubric-ladder-160.txt": (160, ("rubric", "--levels", "P1..P3")),
    "rubric-focus-80.txt": (80, ("rubric", "TECHNICAF44E", "--levels", "P2,P3")),
    "rubric-transposed-120.txt": (120, ("rubric", "--levels", "P2..P4", "--transpose")),
    "rubric.tsv": (PIPE, ("rubric", "TECHNICAF44E", "--table", "guidelines", "-f", "tsv")),
    "path-80.txt": (80, ("path", "backend engineering P4", "engineering management M3")),
    "path-120.txt": (120, ("path", "tech pm P2", "P6")),
    "path.md": (PIPE, ("path", "tech pm P2", "P4", "-f", "markdown")),
    "path.json": (PIPE, ("path", "tech pm P2", "P4", "-f", "json")),
    "path-piped.txt": (PIPE, ("path", "product manager P2", "tech pm P5")),
    "crosswalk-focus-80.txt": (80, ("crosswalk", "data engineering")),
    "crosswalk-code-80.txt": (80, ("crosswalk", "2512", "--all")),
    "crosswalk-code-120.txt": (120, ("crosswalk", "15-1251")),
    "crosswalk-code.json": (PIPE, ("crosswalk", "15-1251", "-f", "json")),
    "crosswalk-code.csv": (PIPE, ("crosswalk", "15-125", "-f", "csv")),
    "crosswalk-code.md": (PIPE, ("crosswalk", "15-1252", "-f", "markdown")),
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
    shown = streams.Terminal(width, color=False, encoding="utf-8") if width else None
    monkeypatch.setattr(streams, "terminal", lambda _, **__: shown)
    monkeypatch.setenv("LEVELCTL_CANON", str(package_data.CANON))

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
