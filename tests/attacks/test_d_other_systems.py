"""
Windows and macOS: a name that only some systems have ends the program with a traceback.

levelctl is tried on Linux. Here all names are deleted that the standard library lacks on Windows,
or on macOS, and every command is run: the answers are the same. So this shows that nothing of
levelctl needs such a name. It does not show what these systems do otherwise.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import unicodedata
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from commands import OCCUPATIONS, TRIED
from levelctl.cli.app import COMMANDS
from levelctl.diagnostics import Diagnostic, Related, Span
from levelctl.lint import check
from levelctl.record import replace
from program import environment
from small import WARD, write_canon

TESTS = Path(__file__).parent.parent

LINES = [
    *(tried.line for tried in TRIED.values()),
    "match 'technical product manager' 'nobody at all'",
    "match 'technical product manager' 'ward nurse' -f csv",
    "match 'technical product manager' -f ndjson",
    "match tech pm --explain",
    "match --from titles.txt",
    "match --from titles.csv -f csv",
    "match --from titles.csv -f json",
    "match --golden golden.csv",
    "check canon -f github",
    "check canon -f junit",
    "check canon -f sarif",
    "check canon --diff",
    "check canon --fix",
    "check canon/functions/nursing",
    "--no-cache check canon",
    "--canon canon show WARDNURS1234",
    "--canon canon list",
    "--canon canon new function Law --family care",
    "--canon canon new focus Porter --function NURSIN --levels P1..P2",
    "--canon canon list",
    "--canon canon near WARDNURS1234.P2",
    "import --list",
    "import --remove onet",
    "completion zsh -- levelctl show TECH",
    "rubric --color always",
    "--help",
    "--version",
    "cache clear",
    "cache",
    "show nothing",
]
"""What is run, in this order, in one folder."""


def folder(place: Path) -> Path:
    """Return the folder *place* with what the command lines read and change."""
    faulty = WARD.replace("Plans the shifts of the ward for a week.", "Plans  the shifts. ")
    write_canon(place / "canon", {"functions/nursing/ward-nurse.yaml": faulty})
    (place / "db").mkdir()
    (place / "db" / "Occupation Data.txt").write_text(OCCUPATIONS, "utf-8")
    (place / "titles.txt").write_text("Senior Nurse\nTech PM\n" + "x" * 9000 + "\n", "utf-8")
    (place / "titles.csv").write_text("id,title\n1,Tech PM\n2,Prüfer\n", "utf-8")
    (place / "golden.csv").write_text("title,code,level,band\nTech PM,A.B,P1,confident\n", "utf-8")
    return place


def answers(place: Path, system: str, lines: list[str]) -> list[Any]:
    """Return the exit codes, outputs and errors of *lines*, as on *system*."""
    env = {"XDG_CACHE_HOME": str(place / "c"), "XDG_DATA_HOME": str(place / "d")}
    ended = subprocess.run(
        [sys.executable, str(TESTS / "othersystem.py"), system],
        input=json.dumps([shlex.split(line) for line in lines]),
        capture_output=True,
        text=True,
        check=False,
        cwd=folder(place),
        env=environment(env),
        timeout=60,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    text = re.sub(r"Made: [\w ]+ ago", "Made: now", ended.stdout.replace(str(place), "PLACE"))
    # A store has whole pages, and what identifies a file has other lengths elsewhere.
    text = re.sub(r"Size: [\d,]+ bytes", "Size: some pages", text)
    text = re.sub(r"files, [\d,]+ bytes", "files, some pages", text)
    found: list[Any] = json.loads(text)
    return found


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    return answers(tmp_path_factory.mktemp("here"), "linux", LINES)


def test_every_command_is_run(expected: list[Any]) -> None:
    assert {line.split()[0] for line in LINES} >= {entry.name for entry in COMMANDS}
    assert {code for code, *_ in expected} <= {0, 1, 2, 3}
    answered = [line for line, (code, *_) in zip(LINES, expected, strict=True) if code == 0]
    assert len(answered) > len(LINES) / 2


@pytest.mark.long
@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_nothing_needs_what_another_system_lacks(
    tmp_path: Path, expected: list[Any], system: str
) -> None:
    found = answers(tmp_path, system, LINES)
    for line, ours, theirs in zip(LINES, expected, found, strict=True):
        assert theirs == ours, line


def test_findings_name_paths_with_slashes() -> None:
    finding = Diagnostic("functions/nursing/ward-nurse.yaml", Span(2, 3), "wrong", "schema")
    related = replace(finding, related=(Related("ladder.yaml", Span(), "here"),))
    under = related.under(PureWindowsPath("C:\\jobs\\canon"))  # type: ignore[arg-type]
    assert under.path == "C:/jobs/canon/functions/nursing/ward-nurse.yaml"
    assert under.related[0].path == "C:/jobs/canon/ladder.yaml"


ACCENTED = "functions/nursing/pflegekräfte.yaml"


@pytest.mark.parametrize(
    ("listed", "typed"),
    [
        (unicodedata.normalize("NFD", ACCENTED), ACCENTED),
        (ACCENTED, unicodedata.normalize("NFD", ACCENTED)),
        (ACCENTED, ACCENTED.upper()),
        (ACCENTED, "Functions/Nursing"),
        (ACCENTED, "FUNCTIONS"),
    ],
)
def test_volumes_where_a_file_has_several_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: str, typed: str
) -> None:
    """A volume of macOS or Windows is simulated: it finds names in other spellings, too."""
    root = write_canon(tmp_path, {listed: "code: wrong\n"})
    expected = [each for each in check.check(canon=root).diagnostics if each.path.endswith(listed)]
    assert expected

    everything = [root, *root.rglob("*")]

    def found(path: Path) -> Path:
        for each in everything:
            if _folded(str(each)) == _folded(str(path)):
                return each
        return path

    is_dir = Path.is_dir
    monkeypatch.setattr(check, "exists", lambda path: found(path) in everything)
    monkeypatch.setattr(Path, "is_dir", lambda path: is_dir(found(path)))
    report = check.check([root / typed])
    assert set(expected) <= {*report.diagnostics}
    if typed.casefold().endswith(".yaml"):
        assert [*report.diagnostics] == expected
        contents = {root / typed: b"code: WARDNURS1234"}
        (fault, *_) = check.check(contents=contents).diagnostics
        assert fault.path.endswith(listed)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


@pytest.mark.long
def test_what_is_deleted_is_what_the_stubs_say() -> None:
    pytest.importorskip("mypy", reason="the stubs come with mypy")
    tool = TESTS.parent / "tools" / "absentnames.py"
    if not tool.exists():
        pytest.skip("the tools are not here")
    subprocess.run([sys.executable, str(tool), "--check"], check=True)


def test_the_names_that_failed_are_deleted() -> None:
    absent = json.loads((TESTS / "absent.json").read_text("utf-8"))
    assert "PIPE_BUF" in absent["win32"]["select"]
    assert "pthread_sigmask" in absent["win32"]["signal"]
    assert {"getuid", "fork", "O_NOFOLLOW"} <= {*absent["win32"]["os"]}
    assert {"fcntl", "pwd", "termios"} <= absent["win32"].keys()
    assert "sched_getaffinity" in absent["darwin"]["os"]
    assert os.name == "posix"
