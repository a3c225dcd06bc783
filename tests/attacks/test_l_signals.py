"""
L. SIGTERM, SIGHUP and SIGKILL leave no halves, and a second try works.

The attack: a supervisor, a closed terminal or the system's OOM killer ends levelctl while it
writes. levelctl promises that SIGTERM and SIGHUP end it as Ctrl-C does, with 143 and 129, without
a word and without a file half written; that a signal which is ignored stays ignored; and that
after SIGKILL the same command works, and removes what the first one left.
"""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from commands import TRIED, each_started, folder, own
from levelctl import open_canon
from levelctl.canon import atomic_write, package_data
from program import MODULE, NOWHERE, environment, run
from small import write_canon

pytestmark = pytest.mark.long

TERM, HUP, INT, KILL = signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL

CODES: dict[int, int] = {INT: 130, TERM: 143, HUP: 129}

SIGNALS = pytest.mark.parametrize(
    "number",
    [
        pytest.param(
            number, id=signal.Signals(number).name, marks=() if number == TERM else pytest.mark.long
        )
        for number in CODES
    ],
)

SIGNALLED = """
import os
import sys
import {module} as module
from levelctl.__main__ import main

true, count = module.{name}, iter(range(1000))

def hit(*arguments, **settings):
    if next(count) == {nth}:
        if {after}:
            true(*arguments, **settings)
        os.kill(os.getpid(), {number})
    return true(*arguments, **settings)

module.{name} = hit
main()
"""


class Point(NamedTuple):
    """Where a signal comes: at the *nth* call of a function, or when it has returned."""

    module: str
    name: str
    nth: int = 0
    after: bool = False


FILL = Point("levelctl.canon.atomic_write", "fill")
LINK = Point("levelctl.canon.atomic_write", "link")
SETTLE = Point("levelctl.canon.atomic_write", "settle")
REMOVE = Point("levelctl.canon.atomic_write", "remove")
REPLACE = Point("levelctl.canon.atomic_write", "_replace")
STORE = Point("levelctl.cache.store", "_replace")


def signalled(
    number: int, point: Point, *arguments: str, cwd: str | Path = NOWHERE, **env: str
) -> tuple[int, str, str]:
    """Return how a process ends that *number* hits at *point*."""
    code = SIGNALLED.format(**point._asdict(), number=int(number))
    ended = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        check=False,
        cwd=cwd,
        env=environment(env),
        timeout=60,
    )
    return ended.returncode, ended.stdout.decode(), ended.stderr.decode()


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files below *folder*, also the hidden ones; a folder counts if it is empty."""
    found = (path for path in folder.rglob("*"))
    return {
        path.relative_to(folder).as_posix(): b"" if path.is_dir() else path.read_bytes()
        for path in found
        if not path.is_dir() or not [*path.iterdir()]
    }


def hidden(folder: Path) -> list[str]:
    return [path for path in tree(folder) if ".levelctl-" in path or path.endswith(".writing")]


# A signal that can be handled.


@SIGNALS
@pytest.mark.parametrize("point", [FILL._replace(nth=3), SETTLE], ids=["a file", "the folder"])
def test_new_canon_in_a_new_folder(number: int, point: Point, tmp_path: Path) -> None:
    assert signalled(number, point, "new", "canon", "a/b", cwd=tmp_path) == (CODES[number], "", "")
    assert tree(tmp_path) == {} or (point is SETTLE and open_canon(tmp_path / "a/b", cache=False))
    assert hidden(tmp_path) == []


@SIGNALS
@pytest.mark.parametrize("nth", [0, 3, 9])
def test_new_canon_in_an_empty_folder(number: int, nth: int, tmp_path: Path) -> None:
    point = LINK._replace(nth=nth)
    assert signalled(number, point, "new", "canon", ".", cwd=tmp_path) == (CODES[number], "", "")
    assert tree(tmp_path) == {}


@SIGNALS
def test_new_focus_and_function(number: int, tmp_path: Path) -> None:
    root = write_canon(tmp_path)
    before = tree(root)
    line = ("new", "function", "Pharmacy", "--family", "care")
    assert signalled(number, FILL, *line, cwd=root) == (CODES[number], "", "")
    assert tree(root) == before
    focus = ("new", "focus", "Porter", "--function", "NURSIN", "--levels", "P1")
    assert signalled(number, LINK, *focus, cwd=root) == (CODES[number], "", "")
    assert tree(root) == before


FAULTY = "summary: Cares for R&amp;D.\n"


def _fixable(root: Path) -> Path:
    """Return a canon in which three files can be fixed."""
    write_canon(root)
    for path in root.glob("functions/nursing/*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("summary: ", "summary: Of R&amp;D. ", 1), "utf-8")
    return root


@SIGNALS
def test_check_fix(number: int, tmp_path: Path) -> None:
    """Some files are fixed and none is half; the second try fixes the others."""
    root = _fixable(tmp_path)
    before = tree(root)
    assert len([text for text in before.values() if b"&amp;" in text]) == 3
    assert (
        signalled(number, REPLACE._replace(nth=1), "check", "--fix", cwd=root)[0] == CODES[number]
    )
    halfway = tree(root)
    assert len([text for text in halfway.values() if b"&amp;" in text]) == 2
    assert (hidden(root), [*halfway]) == ([], [*before])
    run("check", "--fix", cwd=root)
    assert [path for path, text in tree(root).items() if b"&amp;" in text] == []


@SIGNALS
@pytest.mark.parametrize("name", ["list", "import"])
def test_a_store(number: int, name: str, tmp_path: Path) -> None:
    with folder() as place:
        line = TRIED[name].line.split()
        env = {"XDG_CACHE_HOME": str(tmp_path), **own(tmp_path)}
        assert signalled(number, STORE, *line, cwd=place, **env) == (CODES[number], "", "")
        assert hidden(tmp_path) == []


@SIGNALS
def test_a_document_that_is_streamed(number: int) -> None:
    with subprocess.Popen(
        [*MODULE, "match", "-", "-f", "json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"tech PM\nnurse\n")
        process.stdin.flush()
        head = b"".join(process.stdout.readline() for _ in range(2))
        process.send_signal(number)
        out, err = process.communicate()
    document = json.loads(head + out)
    assert (process.returncode, err, document["interrupted"]) == (CODES[number], b"", True)


@SIGNALS
def test_a_command_that_waits(number: int) -> None:
    for line in ("match -", "check - --stdin-filename x.yaml"):
        with subprocess.Popen(
            [*MODULE, *line.split()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        ) as process:
            time.sleep(0.5)
            process.send_signal(number)
            _, err = process.communicate()
        assert (process.returncode, err) == (CODES[number], b""), line


@pytest.mark.parametrize("number", [TERM, HUP])
def test_an_open_pager(number: int, tmp_path: Path) -> None:
    """The pager gets the signal as well: it would fight with the shell for the terminal."""
    pager = tmp_path / "pager"
    log = tmp_path / "log"
    pager.write_text(
        f"#!/bin/sh\ntrap 'echo ended > {log}; exit 1' TERM HUP\necho ready\n"
        "cat > /dev/null\nwhile :; do sleep 0.05; done\n",
        "utf-8",
    )
    pager.chmod(0o755)
    process, terminal = pty.fork()
    if not process:
        termios.tcsetwinsize(0, (24, 80))
        line = (*MODULE, "show", "TECHNI2.TECHNICAF44E.P2")
        os.execvpe(line[0], line, environment({"LEVELCTL_PAGER": str(pager)}))  # noqa: S606
    shown = b""
    while b"ready" not in shown:
        shown += os.read(terminal, 1000)
    time.sleep(0.1)
    os.kill(process, number)
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == CODES[HUP if number == HUP else TERM]
    assert log.read_text("utf-8") == "ended\n"


@SIGNALS
def test_a_signal_that_is_ignored_stays_ignored(number: int) -> None:
    """As nohup does."""
    with subprocess.Popen(
        ["/bin/sh", "-c", f"trap '' {int(number)}; exec levelctl match - -f json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"tech PM\n")
        process.stdin.flush()
        head = b"".join(process.stdout.readline() for _ in range(2))
        process.send_signal(number)
        time.sleep(0.1)
        out, _ = process.communicate(b"nurse\n")
    assert process.returncode in (0, 1)
    assert len(json.loads(head + out)["rows"]) == 2


@SIGNALS
@pytest.mark.long
def test_any_command_at_any_time(number: int) -> None:
    """It ends without a word or the signal comes too late, and no file is half written."""
    for delay in (0.06, 0.1, 0.15, 0.2, 0.3):

        def ask(name: str, place: Path, delay: float = delay) -> str:
            env = own(place, {"XDG_CACHE_HOME": str(place / "cache")})
            with subprocess.Popen(
                [*MODULE, *TRIED[name].line.split(), "-q"],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=place,
                env=environment(env),
            ) as process:
                time.sleep(delay)
                process.send_signal(number)
                _, err = process.communicate()
            early = -number, 1 if number == INT else None  # Python itself had not started
            ended = process.returncode in (0, CODES[number], *early)
            quiet = not err.strip() or process.returncode in early
            whole = (place / "levels" / "canon.yaml").exists() or not (place / "levels").exists()
            clean = not hidden(place)
            return "" if ended and quiet and whole and clean else f"{process.returncode} {err!r}"

        assert each_started(ask) == dict.fromkeys(TRIED, ""), delay


# A signal that cannot be handled.


KILLED = [
    FILL._replace(nth=6),
    LINK._replace(nth=5, after=True),
    REMOVE,
    *(
        pytest.param(point, marks=pytest.mark.long)
        for point in (
            SETTLE,
            *(FILL._replace(nth=nth) for nth in (0, 1)),
            *(LINK._replace(nth=nth) for nth in (0, 1, 6, 11)),
        )
    ),
]


@pytest.mark.parametrize("point", KILLED)
@pytest.mark.parametrize("where", ["new", "empty"])
def test_new_canon_after_a_kill(point: Point, where: str, tmp_path: Path) -> None:
    place = tmp_path / "ours"
    if where == "empty":
        (place / ".git").mkdir(parents=True)
        (place / ".git" / "config").write_text("mine", "utf-8")
    code, *_ = signalled(KILL, point, "new", "canon", "ours", cwd=tmp_path)
    complete = (place / "canon.yaml").exists()
    assert code in (-KILL, 0)
    again = run("new", "canon", "ours", cwd=tmp_path)
    if complete:  # the first one made it
        assert (again.code, again.err.count("not empty")) == (2, 1)
    else:
        assert (again.code, again.err.count("next: ")) == (0, 1)
        assert hidden(tmp_path) == []
    assert open_canon(place, cache=False).diagnostics == ()
    assert len([path for path in tree(place) if not path.startswith(".")]) == 16
    assert where == "new" or (place / ".git" / "config").read_text("utf-8") == "mine"


@pytest.mark.parametrize("point", [FILL, LINK, REMOVE], ids=["fill", "link", "remove"])
@pytest.mark.parametrize(
    "line",
    [
        "new function Pharmacy --family care",
        "new focus Porter --function NURSIN --levels P1",
    ],
    ids=["function", "focus"],
)
def test_new_in_a_canon_after_a_kill(point: Point, line: str, tmp_path: Path) -> None:
    root = write_canon(tmp_path)
    before = {*tree(root)}
    code, *_ = signalled(KILL, point, *line.split(), cwd=root)
    assert code in (-KILL, 0)
    made = {path for path in tree(root) if ".levelctl-" not in path} - before
    assert run("list", cwd=root).code == 0
    again = run(*line.split(), cwd=root)
    assert again.code == (2 if made else 0)
    made = {path for path in tree(root) if ".levelctl-" not in path} - before
    assert len(made) == 1
    assert point is REMOVE or hidden(root) == []


@pytest.mark.parametrize("point", [REPLACE, REPLACE._replace(nth=2)], ids=["first", "last"])
def test_check_fix_after_a_kill(point: Point, tmp_path: Path) -> None:
    root = _fixable(tmp_path)
    assert signalled(KILL, point, "check", "--fix", cwd=root)[0] == -KILL
    assert len(hidden(root)) == 1
    run("check", "--fix", cwd=root)
    assert [path for path, text in tree(root).items() if b"&amp;" in text] == []
    assert hidden(root) == []


# What is removed, and what is not.

NAMES = {
    "running": f".levelctl-{os.getpid()}-0123456789abcdef",
    "unknown": ".levelctl-0123456789abcdef",
    "dead": ".levelctl-4194304000-0123456789abcdef",
    "other": ".levelctl-1-xyz",
    "no number": ".levelctl-",
    "theirs": ".levelctlrc",
}


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
@pytest.mark.parametrize("old", [False, True])
def test_what_is_removed(kind: str, old: bool, tmp_path: Path) -> None:
    """Only what levelctl made, whose process is gone or which is old; never through a link."""
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "precious").write_text("mine", "utf-8")
    place = tmp_path / "place"
    place.mkdir()
    for name in NAMES.values():
        path = place / name
        if kind == "file":
            path.write_text("x", "utf-8")
        elif kind == "folder":
            path.mkdir()
            (path / "inner").symlink_to(victim)
        else:
            path.symlink_to(victim)
        if old:
            os.utime(path, (1, 1), follow_symlinks=False)
    atomic_write.remove_abandoned(place)
    left = {kind for kind, name in NAMES.items() if os.path.lexists(place / name)}
    removed = {"dead", *(("running", "unknown") if old else ())} if kind != "link" else set()
    assert {*NAMES} - left == removed
    assert tree(victim) == {"precious": b"mine"}


def test_a_folder_of_a_stranger_takes_nothing_along(tmp_path: Path) -> None:
    """A repository may hold a folder that looks like a killed run's, with the same files."""
    place = tmp_path / "ours"
    fake = place / NAMES["dead"]
    fake.mkdir(parents=True)
    for each in (place, fake):
        (each / "ladder.yaml").write_text("mine", "utf-8")
    answer = run("new", "canon", "ours", cwd=tmp_path)
    assert (answer.code, (place / "ladder.yaml").read_text("utf-8")) == (2, "mine")


def test_what_is_left_is_no_file_of_a_canon(tmp_path: Path) -> None:
    root = write_canon(tmp_path)
    lines = [(name, *cache) for name in ("list", "check") for cache in ((), ("--no-cache",))]
    before = [run(*line, cwd=root) for line in lines]
    for each in (root, root / "functions", root / "functions" / "nursing"):
        left = each / NAMES["running"]
        left.mkdir()
        (left / "function.yaml").write_text("code: X", "utf-8")
        (each / NAMES["unknown"]).write_text("code: X", "utf-8")
    assert [run(*line, cwd=root) for line in lines] == before


def test_a_folder_that_cannot_be_looked_into() -> None:
    assert atomic_write.abandoned_in(Path("/nowhere")) == []


def test_two_at_the_same_time(tmp_path: Path) -> None:
    """One of them makes the canon, the other says that it is there."""
    line = [*MODULE, "new", "canon", "ours"]
    processes = [
        subprocess.Popen(
            line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment()
        )
        for _ in range(3)
    ]
    ended = [(process.communicate()[1].decode(), process.returncode) for process in processes]
    assert sorted(code for _, code in ended) == [0, 2, 2], ended
    assert open_canon(tmp_path / "ours", cache=False).diagnostics == ()
    assert hidden(tmp_path) == []
    assert not (package_data.CANON / NAMES["dead"]).exists()
