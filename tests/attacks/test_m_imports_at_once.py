"""
M. Imports at the same time.

Several processes import, remove and list at once, and some of them are ended half way. levelctl
promises that each import that ended with 0 is there, whatever the others did; that a reader sees
the data before or after a change; and that a process that is killed keeps nobody from going on.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from levelctl.cache.locking import locked
from levelctl.cache.store import data_folder
from levelctl.errors import MachineError
from levelctl.occupations import imported
from program import MODULE, environment

pytestmark = pytest.mark.long

OCCUPATIONS = "O*NET-SOC Code\tTitle\n99-1141.00\tRegistered Nurses\n99-3021.00\tManagers\n"
WAGES = (
    "OCC_CODE,OCC_TITLE,TOT_EMP,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90\n"
    "29-1141,Registered Nurses,32000,63000,78000,94000,108000,135000\n"
)
YEARS = [str(2030 + number) for number in range(8)]
"""Editions to come: the codes of those that there are would have to be theirs."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with data to import, into a data folder that does not exist yet."""
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "Occupation Data.txt").write_text(OCCUPATIONS, "utf-8")
    (tmp_path / "national_M2024_dl.csv").write_text(WAGES, "utf-8")
    (tmp_path / "titles.csv").write_text("title,code\nNurse,29-1141\n", "utf-8")
    return tmp_path


def begin(place: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*MODULE, "import", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=place,
        env=environment({"XDG_DATA_HOME": str(place / "data")}),
    )


def end(process: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def listed(place: Path) -> list[str]:
    """Return what is imported: the years of the schemes, and the names of wages and lists."""
    code, out, err = end(begin(place, "--list", "--format", "json"))
    assert (code, err) == (0, b"")
    found = json.loads(out)
    return [each["version"] for each in found["schemes"]] + [
        each["name"] for each in (*found["wages"], *found["titles"])
    ]


def together(place: Path, *commands: tuple[str, ...]) -> list[int]:
    processes = [begin(place, *command) for command in commands]
    ended = [end(process) for process in processes]
    assert not [err for _, _, err in ended if b"Traceback" in err]
    return [code for code, _, _ in ended]


def imports(years: list[str]) -> list[tuple[str, ...]]:
    return [("onet", "db", "--taxonomy", year) for year in years]


def test_each_of_four_imports_is_there(place: Path) -> None:
    codes = together(place, *imports(YEARS[:4]), ("oews", "national_M2024_dl.csv"))

    assert codes == [0] * 5
    assert listed(place) == [*YEARS[:4], "OEWS"]


def test_each_of_four_lists_is_there(place: Path) -> None:
    names = [f"list-{number}" for number in range(4)]

    codes = together(place, *(("titles", "titles.csv", "--as", name) for name in names))

    assert codes == [0] * 4
    assert listed(place) == names


@pytest.mark.long
@pytest.mark.parametrize("_", range(10))
def test_each_of_eight_imports_is_there(place: Path, _: int) -> None:
    assert together(place, *imports(YEARS)) == [0] * len(YEARS)
    assert listed(place) == YEARS


@pytest.mark.long
@pytest.mark.parametrize("_", range(5))
def test_removals_and_lists_meanwhile(place: Path, _: int) -> None:
    together(place, *imports(YEARS[:2]), ("oews", "national_M2024_dl.csv"))

    *codes, wages_gone, gone, again = together(
        place,
        *imports(YEARS[2:5]),
        ("--list",),
        ("oews", "national_M2024_dl.csv"),
        ("--remove", "oews"),
        ("--remove", "onet"),
        ("--list",),
    )

    assert [*codes, again] == [0] * 6
    assert {wages_gone, gone} <= {0, 2}  # nothing may be left to remove
    assert {*listed(place)} <= {*YEARS, "OEWS"}


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_whoever_is_ended_holds_nobody_up(place: Path, sent: signal.Signals) -> None:
    script = (
        "import time; from levelctl.occupations.imported import changing\n"
        "with changing():\n    print(flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [MODULE[0], "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment({"XDG_DATA_HOME": str(place / "data")}),
    )
    assert holder.stdout
    holder.stdout.readline()
    waiting = begin(place, *imports(YEARS[:1])[0])
    time.sleep(0.5)
    assert waiting.poll() is None

    os.kill(holder.pid, sent)

    assert end(waiting)[0] == 0
    holder.communicate()
    assert listed(place) == YEARS[:1]


def test_a_long_wait_is_said_and_ends(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(place / "data"))
    monkeypatch.setattr(imported, "LONGEST_WAIT", 1.2)
    said: list[str] = []

    with (
        locked(data_folder() / "imported.sqlite", required=True),
        pytest.raises(MachineError, match="the imported data cannot be stored"),
        imported.changing(said.append),
    ):
        raise AssertionError

    assert len(said) == 1


def test_nothing_is_made_to_remove_nothing(place: Path) -> None:
    code, _, err = end(begin(place, "--remove", "onet"))

    assert (code, err) == (2, b"levelctl: 'onet' is not imported\nhint: imported: none\n")
    assert not (place / "data").exists()
