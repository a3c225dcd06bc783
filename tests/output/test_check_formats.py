"""Complete reports in every format, as files: ``pytest --update-golden`` updates them."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean import CLINIC, CLINIC_FILE, KEEPER, KEEPER_FILE, WARD, WARD_FILE, write_clean
from levelctl.cli import streams
from levelctl.cli.run import run
from levelctl.output import sarif

GOLDEN = Path(__file__).parents[1] / "golden"
PIPE = None

FAULTY = {
    WARD_FILE: WARD.replace("median: 38000", "median: 58000").replace(
        "      - Audits twenty", "      - >-\n        Audits\u200b twenty"
    ),
    CLINIC_FILE: CLINIC.replace(
        "aliases: [Outpatient Nurse]",
        'aliases: [外来看護師, Outpatient 😀 Nurse, "\\x1b[31mRed, 50%\\r\\n::error::", '
        "Junior Ward Nurse]",
    ),
    KEEPER_FILE: KEEPER.replace("version: 1", "version: one\n    verzion: 1"),
}
RULES = ("schema", "unknown-key", "invisible-character", "pay-order", "pay-rise", "alias-claimed")

REPORTS: dict[str, tuple[int | None, str]] = {
    "check-faults-80.txt": (80, "text"),
    "check-faults-120.txt": (120, "text"),
    "check-faults-piped.txt": (PIPE, "text"),
    "check-faults.json": (PIPE, "json"),
    "check-faults.github": (PIPE, "github"),
    "check-faults.sarif": (PIPE, "sarif"),
    "check-faults.xml": (PIPE, "junit"),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _check(canon: str, form: str) -> int:
    selected = [part for rule in RULES for part in ("--select", rule)]
    return run(["check", canon, "--no-cache", "--format", form, *selected])


@pytest.mark.parametrize("name", REPORTS)
def test_report(
    name: str,
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    width, form = REPORTS[name]
    shown = streams.Terminal(width, color=False, encoding="utf-8") if width else None
    monkeypatch.setattr(streams, "terminal", lambda _, **__: shown)
    monkeypatch.setattr(sarif, "__version__", "1.2.3")
    write_clean(here / "faulty canon", FAULTY)

    assert _check("faulty canon", form) == 1
    report, remark = capfd.readouterr()

    path = GOLDEN / name
    if request.config.getoption("--update-golden"):
        path.write_text(report, "utf-8")
    assert report == path.read_text("utf-8")
    assert remark == ("levelctl: 8 files checked: 6 errors, 2 warnings; --fix can fix 1 of them\n")


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
def test_a_report_on_nothing(form: str, here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_clean(here / "canon")

    assert _check("canon", form) == 0
    report, remark = capfd.readouterr()
    assert bool(report) == (form not in ("text", "github"))
    assert remark == "levelctl: 8 files checked: no findings\n"


def test_every_golden_is_compared() -> None:
    assert sorted(path.name for path in GOLDEN.glob("check-*")) == sorted(REPORTS)
