"""``levelctl check --fix``, ``--diff`` and text from stdin, as a person runs them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import levelctl
from clean import CLINIC, KEEPER, KEEPER_FILE, WARD, WARD_FILE, write_clean
from levelctl.canon import files
from levelctl.errors import LevelctlError
from program import MODULE, TIMEOUT, Answer, environment, run, run_on_pty

RULES = [
    f"--select={name}"
    for name in ("syntax", "schema", "reference", "invisible-character", "pay-order")
]
"""The rules that these tests break; other rules can have findings in the same files."""

HIDDEN = "the text contains the invisible character U+200B (invisible-character)"

BAD_WARD = (
    WARD.replace("name: Ward Nurse", "name: Ward\u200b Nurse  # the \u200bname")
    .replace("Dresses", '"Dresses')
    .replace("twice a week.", 'twice\\u200b a week."')
    .rstrip("\n")
    .replace("\n", "\r\n")
)
GOOD_WARD = BAD_WARD.replace("Ward\u200b Nurse", "Ward Nurse").replace("\\u200b", "")
BAD_KEEPER = "\ufeff" + KEEPER.replace("name: Storekeeper", "name: 1234")
GOOD_KEEPER = BAD_KEEPER.replace("1234", '"1234"')

LOW_WARD = WARD.replace("low: 26000", "low: 30500")
LOW = (
    f"{WARD_FILE}:20:45: error P1's low 30500 is above its median 30000 (pay-order)\n"
    f"  {WARD_FILE}:20:60: the median is here\n"
    "  hint: put low, median and high in ascending order\n"
)
"""The report of a finding that is not fixable."""

BAD = {WARD_FILE: BAD_WARD, KEEPER_FILE: BAD_KEEPER}
GOOD = {WARD_FILE: GOOD_WARD, KEEPER_FILE: GOOD_KEEPER}


@pytest.fixture
def canon(tmp_path: Path) -> Path:
    """Return the folder of a canon with three fixable findings, in two files."""
    return write_clean(tmp_path / "canon", BAD)


def contents(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def piped(text: bytes, *arguments: str, cwd: Path) -> Answer:
    """Return the program's answer to *arguments* with *text* on stdin."""
    ended = subprocess.run(
        [*MODULE, *arguments],
        input=text,
        capture_output=True,
        check=False,
        cwd=cwd,
        env=environment(),
        timeout=TIMEOUT,
    )
    return Answer(
        ended.returncode, ended.stdout.decode(errors="surrogateescape"), ended.stderr.decode()
    )


def test_fix_changes_only_what_it_fixes(canon: Path, tmp_path: Path) -> None:
    expected = contents(write_clean(tmp_path / "good", GOOD))

    answer = run("check", "--fix", *RULES, cwd=canon)

    assert answer == Answer(
        0, "", "levelctl: fixed 3 findings in 2 files; 8 files checked: no findings\n"
    )
    assert contents(canon) == expected


def test_a_second_fix_has_nothing_to_do(canon: Path) -> None:
    run("check", "--fix", *RULES, cwd=canon)
    before = contents(canon)
    answer = run("check", "--fix", *RULES, cwd=canon)
    assert answer.err == "levelctl: fixed no findings; 8 files checked: no findings\n"
    assert contents(canon) == before


@pytest.mark.parametrize(
    ("arguments", "fixed", "code", "out"),
    [
        pytest.param([WARD_FILE], [WARD_FILE], 0, "", id="a file"),
        pytest.param(["functions/storage"], [KEEPER_FILE], 0, "", id="a folder"),
        pytest.param(["ladder.yaml"], [], 0, "", id="a file without faults"),
        pytest.param(["--select", "schema"], [KEEPER_FILE], 0, "", id="only one rule"),
        pytest.param(["--ignore", "schema"], [WARD_FILE], 0, "", id="not one rule"),
    ],
)
def test_fix_is_limited_to_what_is_selected(
    canon: Path, arguments: list[str], fixed: list[str], code: int, out: str
) -> None:
    before = contents(canon)
    select = [] if "--select" in arguments else RULES

    answer = run("check", "--fix", *arguments, *select, cwd=canon)

    assert (answer.code, answer.out) == (code, out)
    assert contents(canon) == {**before, **{name: GOOD[name].encode() for name in fixed}}


def test_fix_reports_refusals_with_their_reasons(tmp_path: Path) -> None:
    keeper = KEEPER.replace("name: Storekeeper", "name: Store \u200b#keeper")
    root = write_clean(tmp_path, {KEEPER_FILE: keeper, WARD_FILE: LOW_WARD})
    before = contents(root)

    answer = run("check", "--fix", *RULES, cwd=root)

    assert answer == Answer(
        1,
        f"{LOW}functions/storage/storekeeper.yaml:2:7: error {HIDDEN}\n  hint: delete it\n",
        "levelctl: functions/storage/storekeeper.yaml:2:7: not fixed, invisible-character: the "
        "fixed file would not have the intended value\n"
        "levelctl: fixed no findings; 8 files checked: 2 errors\n",
    )
    assert contents(root) == before


def test_fix_goes_on_to_findings_that_a_fix_reveals(tmp_path: Path) -> None:
    # The text rules do not run on a file that does not match its schema.
    keeper = KEEPER.replace("name: Storekeeper", "name: 1234").replace(
        "Keeps the", "Keeps \u200bthe"
    )
    root = write_clean(tmp_path, {KEEPER_FILE: keeper})
    answer = run("check", "--fix", *RULES, cwd=root)
    assert answer.err == "levelctl: fixed 2 findings in 1 file; 8 files checked: no findings\n"
    expected = KEEPER.replace("name: Storekeeper", 'name: "1234"')
    assert (root / KEEPER_FILE).read_text("utf-8") == expected


def test_fix_follows_links_and_keeps_the_mode(canon: Path) -> None:
    path, target = canon / KEEPER_FILE, canon / "elsewhere.yaml"
    path.rename(target)
    path.symlink_to(target)
    target.chmod(0o640)

    run("check", "--fix", cwd=canon)

    assert (path.is_symlink(), target.stat().st_mode & 0o777) == (True, 0o640)
    assert target.read_bytes() == GOOD_KEEPER.encode()


def test_fix_does_not_change_the_reference_canon() -> None:
    assert run("check", "--fix") == Answer(
        2,
        "",
        "levelctl: there is no canon here to fix\nhint: give its folder, or files in it\n",
    )


BREAK = """\
import os, signal, sys, errno
from levelctl.__main__ import main
def fail(*_):
    {fault}
os.fsync = fail
main()
"""


@pytest.mark.parametrize(
    ("fault", "code", "err"),
    [
        pytest.param("os.kill(os.getpid(), signal.SIGINT)", 130, "", id="Ctrl-C"),
        pytest.param(
            "raise OSError(errno.ENOSPC, 'No space left on device')",
            4,
            (
                "levelctl: functions/nursing/ward-nurse.yaml cannot be written and is unchanged: "
                "No space left on device\n"
            ),
            id="full disk",
        ),
    ],
)
def test_a_failure_on_the_way_changes_nothing(canon: Path, fault: str, code: int, err: str) -> None:
    before = contents(canon)
    ended = subprocess.run(
        [sys.executable, "-c", BREAK.format(fault=fault), "check", "--fix"],
        capture_output=True,
        check=False,
        cwd=canon,
        env=environment(),
        timeout=TIMEOUT,
    )
    assert (ended.returncode, ended.stdout, ended.stderr.decode()) == (code, b"", err)
    assert contents(canon) == before


def test_a_file_that_changed_meanwhile_is_not_overwritten(canon: Path) -> None:
    repair = levelctl.fix(canon / KEEPER_FILE)
    (canon / KEEPER_FILE).write_text(KEEPER, "utf-8")
    with pytest.raises(LevelctlError, match="changed after it was read, so it was not overwritten"):
        repair.write()
    assert (canon / KEEPER_FILE).read_text("utf-8") == KEEPER


TOOLS = {"git": ["apply"], "patch": ["-p1", "-s"]}


def apply(tool: str, diff: bytes, folder: Path) -> None:
    """Let *tool* apply *diff* in *folder*."""
    program = shutil.which(tool)
    if program is None:
        pytest.skip(f"{tool} is not installed")
    subprocess.run([program, *TOOLS[tool]], input=diff, check=True, cwd=folder)


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("folder", [".", ".."], ids=["in the canon", "above it"])
def test_a_diff_equals_what_fix_does(canon: Path, tmp_path: Path, tool: str, folder: str) -> None:
    before = contents(canon)
    answer = run("check", "--diff", *RULES, "--canon", str(canon), cwd=canon / folder)
    assert (answer.code, answer.err) == (
        1,
        "levelctl: would fix 3 findings in 2 files; no file was changed\n",
    )
    assert contents(canon) == before

    apply(tool, answer.out.encode(), canon / folder)

    assert contents(canon) == contents(write_clean(tmp_path / "good", GOOD))


@pytest.mark.parametrize("folder", ["with space", 'quote" and tab\t', "é"])
@pytest.mark.parametrize("tool", TOOLS)
def test_a_diff_names_any_file(tmp_path: Path, tool: str, folder: str) -> None:
    names = {name: f"functions/{folder}/{name}.yaml" for name in ("function", "x")}
    function = "code: NURSIN\nname: Nursing\nfamily: care\nsummary: Nursing of every kind.\n"
    bad = KEEPER.replace("name: Storekeeper", "name: 1")
    root = write_clean(tmp_path, {names["function"]: function, names["x"]: bad})

    apply(tool, run("check", "--diff", cwd=root).out.encode(), root)

    assert (root / names["x"]).read_text("utf-8") == bad.replace("name: 1", 'name: "1"')


@pytest.mark.parametrize("folder", ["canon/functions", "elsewhere"])
def test_a_diff_does_not_lead_out_of_where_it_is_applied(
    canon: Path, tmp_path: Path, folder: str
) -> None:
    (tmp_path / "elsewhere").mkdir()
    answer = run("check", "--diff", "-q", "--canon", str(canon), cwd=tmp_path / folder)
    headers = [line for line in answer.out.split("\n") if line.startswith("+++")]
    assert headers == [f"+++ b/{WARD_FILE}", f"+++ b/{KEEPER_FILE}"]


def test_no_difference_is_none(tmp_path: Path) -> None:
    answer = run("check", "--diff", cwd=write_clean(tmp_path))
    assert answer == Answer(0, "", "levelctl: would fix no findings; no file was changed\n")


def test_diff_goes_before_fix(canon: Path) -> None:
    before = contents(canon)
    assert run("check", "--fix", "--diff", cwd=canon) == run("check", "--diff", cwd=canon)
    assert contents(canon) == before


def test_a_diff_marks_a_last_line_without_a_line_break(canon: Path) -> None:
    keeper = "code: X\nname: 12"
    (canon / KEEPER_FILE).write_text(keeper, "utf-8")
    answer = run("check", "--diff", KEEPER_FILE, "-q", cwd=canon)
    assert answer == Answer(
        1,
        f"--- a/{KEEPER_FILE}\n+++ b/{KEEPER_FILE}\n@@ -1,2 +1,2 @@\n code: X\n"
        "-name: 12\n\\ No newline at end of file\n"
        '+name: "12"\n\\ No newline at end of file\n',
        "",
    )


def test_a_diff_on_a_terminal_is_safe_and_in_colour(canon: Path) -> None:
    printed, code = run_on_pty("--canon", str(canon), "check", "--diff", width=200)
    assert code == 1
    assert "\x1b[33m-name: Ward\\u200b Nurse  # the \\u200bname\\x0d\x1b[0m\n" in printed
    assert "\x1b[32m+name: Ward Nurse  # the \\u200bname\\x0d\x1b[0m\n" in printed
    assert "\u200b" not in printed


NEW_FILE = "functions/nursing/new.yaml"


@pytest.mark.parametrize(
    ("name", "text", "code", "out", "err"),
    [
        pytest.param(
            KEEPER_FILE,
            KEEPER.replace("name: Store", "name: \u200bStore"),
            1,
            f"{KEEPER_FILE}:2:7: error {HIDDEN}\n  hint: delete it\n",
            "8 files checked: 1 error; --fix can fix 1 of them",
            id="in the place of a file",
        ),
        pytest.param(KEEPER_FILE, KEEPER, 0, "", "8 files checked: no findings", id="clean"),
        pytest.param(
            NEW_FILE,
            CLINIC.replace("name: Clinic Nurse", "name: 1"),
            1,
            f"{NEW_FILE}:2:7: error name is the number 1; expected a line of plain text (schema)\n"
            "  hint: put it in quotes\n",
            "9 files checked: 1 error; --fix can fix 1 of them",
            id="a new file",
        ),
        pytest.param(
            "ladder.yaml",
            "[]\n",
            1,
            "ladder.yaml:1:1: error the file is empty; expected a mapping (schema)\n",
            "8 files checked: 1 error",
            id="the canon's own file",
        ),
        pytest.param(
            KEEPER_FILE,
            "",
            1,
            f"{KEEPER_FILE}:1:1: error the file is empty (syntax)\n",
            "8 files checked: 1 error",
            id="nothing",
        ),
    ],
)
def test_stdin_takes_the_place_of_a_file(
    canon: Path, name: str, text: str, code: int, out: str, err: str
) -> None:
    before = contents(canon)
    arguments = ("check", "-", "--stdin-filename", name, *RULES)
    answer = piped(text.encode(), *arguments, cwd=canon)
    assert (answer.code, answer.err) == (code, f"levelctl: {err}\n")
    assert answer.out == out
    assert contents(canon) == before


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"name: \xff\n", "1:7: error the byte 0xFF is not UTF-8 (syntax)", id="bytes"),
        pytest.param(
            b"#" * (files.MAX_BYTES + 1),
            "1:1: error the file is larger than 1,000,000 bytes (syntax)",
            id="large",
        ),
    ],
)
def test_unreadable_stdin_is_reported_like_a_file(canon: Path, data: bytes, message: str) -> None:
    answer = piped(data, "check", "-", "--stdin-filename", KEEPER_FILE, cwd=canon)
    (canon / KEEPER_FILE).write_bytes(data)
    as_file = run("check", KEEPER_FILE, cwd=canon)
    assert answer.out.splitlines()[0] == f"{KEEPER_FILE}:{message}"
    assert (answer.code, answer.out) == (1, as_file.out)


def test_stdin_is_fixed_to_stdout(canon: Path) -> None:
    before = contents(canon)
    arguments = ("check", "-", "--fix", "--stdin-filename", WARD_FILE, *RULES)
    bad = BAD_WARD.replace("low: 26000", "low: 30500")

    answer = piped(bad.encode(), *arguments, cwd=canon)

    assert answer == Answer(
        1,
        GOOD_WARD.replace("low: 26000", "low: 30500"),
        f"{LOW}levelctl: fixed 2 findings in 1 file; 8 files checked: 1 error\n",
    )
    assert contents(canon) == before


@pytest.mark.parametrize("data", [b"", b"name: \xff\n", b"a: [\n", KEEPER.encode()])
def test_unfixed_stdin_is_passed_on(canon: Path, data: bytes) -> None:
    answer = piped(data, "check", "-", "--fix", "--stdin-filename", KEEPER_FILE, cwd=canon)
    assert answer.out.encode(errors="surrogateescape") == data


def test_stdin_too_large_to_be_passed_on_is_refused(canon: Path) -> None:
    data = b"#" * (files.MAX_BYTES + 1)
    answer = piped(data, "check", "-", "--fix", "--stdin-filename", KEEPER_FILE, cwd=canon)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.endswith("levelctl: stdin has more than 1,000,000 bytes\n")


def test_the_report_beside_fixed_text_has_any_format(canon: Path) -> None:
    arguments = ("check", "-", "--fix", "-q", "-f", "json", "--stdin-filename", KEEPER_FILE)
    answer = piped(BAD_KEEPER.encode(), *arguments, cwd=canon)
    assert (answer.out, json.loads(answer.err)["errors"]) == (GOOD_KEEPER, 0)


def test_the_fixes_of_stdin_are_shown_as_a_diff(canon: Path) -> None:
    before = contents(canon)
    arguments = ("check", "-", "--diff", "-q", "--stdin-filename", NEW_FILE)
    answer = piped(b"name: 12\n", *arguments, cwd=canon)
    assert answer == Answer(
        1,
        f'--- a/{NEW_FILE}\n+++ b/{NEW_FILE}\n@@ -1 +1 @@\n-name: 12\n+name: "12"\n',
        "",
    )
    assert contents(canon) == before


def test_the_line_below_a_finding_is_from_stdin(canon: Path) -> None:
    arguments = ("check", "-", "--color", "always", "--stdin-filename", KEEPER_FILE)
    text = KEEPER.replace("name: Storekeeper", "name: Another\u200b")
    answer = piped(text.encode(), *arguments, cwd=canon)
    assert "name: Another\\u200b" in answer.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["-"],
            "stdin has no file name\n"
            "hint: give --stdin-filename NAME, the file that stdin stands for",
            id="no name",
        ),
        pytest.param(
            ["--stdin-filename", KEEPER_FILE],
            "--stdin-filename needs stdin\nhint: add - as the PATH",
            id="no stdin",
        ),
        pytest.param(
            ["-", "ladder.yaml", "--stdin-filename", KEEPER_FILE],
            "stdin cannot be checked together with files\nhint: leave out - or all other paths",
            id="another path",
        ),
        pytest.param(
            ["-", "--stdin-filename", "notes.txt"],
            "notes.txt is not a file of the canon .\n"
            "hint: docs/canon-format.md lists the files of a canon",
            id="no file of a canon",
        ),
        pytest.param(
            ["-", "--stdin-filename", "/x.yaml"],
            "/x.yaml is not part of a canon\nhint: no folder above it has a canon.yaml",
            id="in no canon",
        ),
    ],
)
def test_a_wrong_request(canon: Path, arguments: list[str], message: str) -> None:
    answer = piped(b"", "check", *arguments, cwd=canon)
    assert answer == Answer(2, "", f"levelctl: {message}\n")


def test_a_file_named_yml_is_not_read_from_stdin_either(canon: Path) -> None:
    name = "functions/nursing/new.yml"
    answer = piped(b"a: 1\n", "check", "-", "--stdin-filename", name, cwd=canon)
    (canon / name).write_bytes(b"a: 1\n")
    assert answer.out.startswith(f"{name}:1:1: warning the file is not read: ")
    assert run("check", name, cwd=canon).out == answer.out


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("<&-", "stdin is closed", id="closed"),
        pytest.param("0> out", "stdin cannot be read: Bad file descriptor", id="to write"),
    ],
)
def test_stdin_that_cannot_be_had(canon: Path, line: str, message: str) -> None:
    ended = subprocess.run(
        [
            "/bin/bash",
            "-c",
            f"{sys.executable} -m levelctl check - --stdin-filename {KEEPER_FILE} {line}",
        ],
        capture_output=True,
        check=False,
        cwd=canon,
        env=environment(),
        timeout=TIMEOUT,
    )
    assert (ended.returncode, ended.stdout) == (3, b"")
    assert ended.stderr.decode() == f"levelctl: {message}\n"


def test_the_library_checks_and_fixes(canon: Path) -> None:
    report = levelctl.check(canon / KEEPER_FILE)
    assert [each.rule for each in report.diagnostics] == ["schema"]
    assert (
        levelctl.check(canon=canon, contents={str(canon / KEEPER_FILE): KEEPER.encode()}).errors
        == 0
    )

    repair = levelctl.fix(canon=canon)
    assert [(change.path_in_canon, change.fixes) for change in repair.changes] == [
        (WARD_FILE, 2),
        (KEEPER_FILE, 1),
    ]
    assert (canon / KEEPER_FILE).read_bytes() == BAD_KEEPER.encode()
    repair.write()
    assert levelctl.check(canon=canon).errors == 0
