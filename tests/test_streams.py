"""The streams a person has: terminals, pipes, full disks, closed ends, Ctrl-C, encodings."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import time
from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len

from levelctl.canon import Canon
from program import MODULE, NOWHERE, Answer, environment, run, run_on_pty, shell
from small import write_canon

PROFILE = "TECHNI2.TECHNICAF44E.P2"

LINES = {
    "show": f"show {PROFILE}",
    "list": "list",
    "diff": "diff P2 P4 -q",
    "rubric": "rubric TECHNICAF44E",
}
"""A line of each command."""

ON_PTY, PIPED = True, False


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
@pytest.mark.parametrize(
    ("on_pty", "env", "option", "coloured"),
    [
        pytest.param(ON_PTY, {}, "", True, id="terminal"),
        pytest.param(ON_PTY, {"NO_COLOR": "1"}, "", False, id="terminal, NO_COLOR"),
        pytest.param(ON_PTY, {"NO_COLOR": ""}, "", True, id="terminal, NO_COLOR empty"),
        pytest.param(ON_PTY, {"TERM": "dumb"}, "", False, id="terminal, TERM=dumb"),
        pytest.param(ON_PTY, {}, "--color never", False, id="terminal, never"),
        pytest.param(ON_PTY, {"NO_COLOR": "1"}, "--color always", True, id="terminal, always"),
        pytest.param(PIPED, {}, "", False, id="pipe"),
        pytest.param(PIPED, {"FORCE_COLOR": "1"}, "", True, id="pipe, FORCE_COLOR"),
        pytest.param(PIPED, {"CLICOLOR_FORCE": "1"}, "", True, id="pipe, CLICOLOR_FORCE"),
        pytest.param(PIPED, {}, "--color always", True, id="pipe, always"),
        pytest.param(PIPED, {"FORCE_COLOR": "1"}, "--color never", False, id="pipe, never"),
        pytest.param(PIPED, {"GITHUB_ACTIONS": "1"}, "", False, id="pipe, GITHUB_ACTIONS"),
    ],
)
def test_colour(line: str, on_pty: bool, env: dict[str, str], option: str, coloured: bool) -> None:
    arguments = (*option.split(), *line.split())
    if on_pty:
        text, code = run_on_pty(*arguments, env=env)
    else:
        answer = run(*arguments, env=env)
        text, code = answer.out, answer.code

    assert code == 0
    assert ("\x1b" in text) is coloured
    assert _bare(text).isprintable()


def _bare(text: str) -> str:
    """Return *text* without line ends, tabs and the colours that levelctl may use."""
    return re.sub(r"\x1b\[[\d;]*m|[\n\t]", "", text)


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        pytest.param({"FORCE_COLOR": ""}, False, id="FORCE_COLOR empty"),
        pytest.param({"FORCE_COLOR": "0"}, False, id="FORCE_COLOR=0"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="NO_COLOR wins"),
    ],
)
def test_colour_of_a_pipe(env: dict[str, str], coloured: bool) -> None:
    assert ("\x1b" in run("list", env=env).out) is coloured


def test_errors_have_no_colour() -> None:
    text, code = run_on_pty("show", "nope", env={"FORCE_COLOR": "1", "GITHUB_ACTIONS": "1"})

    assert (code, text.count("\x1b"), text.count("\n")) == (2, 0, 2)


# A reader who leaves, and outputs that take nothing.

UNWRITTEN = "levelctl: the answer cannot be written: {}\n"
FULL = UNWRITTEN.format("No space left on device")
CLOSED = UNWRITTEN.format("stdout is closed")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a canon whose pages are larger than any buffer of a pipe."""
    duties = "".join(f"      - Duty {number}, {'and so on ' * 40}.\n" for number in range(600))
    focus = (
        "code: LARGE\nname: Large\nsummary: Much to do.\nlevels:\n  P2:\n    status: draft\n"
        f"    version: 1\n    region: global\n    responsibilities:\n{duties}"
    )
    folder = tmp_path_factory.mktemp("large")
    return write_canon(folder, {"functions/storage/large.yaml": focus})


BUFFERING = pytest.mark.parametrize(
    "env",
    [pytest.param({}, id="buffered"), pytest.param({"PYTHONUNBUFFERED": "1"}, id="unbuffered")],
)
"""Unbuffered, as in many containers, a write may take a part of the answer and be content."""


@BUFFERING
@pytest.mark.parametrize(
    ("script", "out"),
    [
        pytest.param("show LARGE.P2 | head -1", "Large — P2\n", id="head"),
        pytest.param("show LARGE.P2 -f json | head -1", "{\n", id="head of JSON"),
        pytest.param("show LARGE.P2 | true", "", id="true"),
    ],
)
def test_reader_that_leaves(large: Path, script: str, out: str, env: dict[str, str]) -> None:
    answer = shell(f"levelctl --canon '{large}' {script}", env=env)

    assert answer == Answer(141, out, "")


@BUFFERING
def test_disk_that_takes_a_part(large: Path, tmp_path: Path, env: dict[str, str]) -> None:
    script = f"ulimit -f 100; levelctl --canon '{large}' show LARGE.P2 > part"
    answer = shell(script, env={**env, "PYTHONDONTWRITEBYTECODE": "1"}, cwd=tmp_path)

    assert answer == Answer(4, "", UNWRITTEN.format("File too large"))


@pytest.mark.parametrize(
    "line", ["--help", "--version", "list --help", *LINES.values(), "list -f csv"]
)
def test_reader_that_left_before(line: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [*MODULE, *line.split()],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        cwd=NOWHERE,
        env=environment(),
    )
    os.close(writer)

    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.parametrize(
    ("script", "code", "err"),
    [
        *(
            pytest.param(f"levelctl {line} > /dev/full", 4, FULL, id=f"{line} on a full disk")
            for line in ("--help", "--version", "list --help", "list", "diff P2 P4", "list -f json")
        ),
        *(
            pytest.param(f"levelctl {line} >&-", 4, CLOSED, id=f"{line} without stdout")
            for line in ("--help", "--version", "list --help", "list", "diff P2 P4", "list -f json")
        ),
        pytest.param("levelctl list > /dev/full 2>&1", 4, "", id="all on a full disk"),
        pytest.param("levelctl list >&- 2>&-", 4, "", id="without any output"),
        pytest.param("levelctl show nope 2>&-", 2, "", id="unknown, without stderr"),
        pytest.param("levelctl --nope 2>&-", 2, "", id="bad option, without stderr"),
        pytest.param("levelctl show nope 2> /dev/full", 2, "", id="unknown, stderr full"),
        pytest.param("levelctl --canon /nope list 2>&-", 3, "", id="no canon, without stderr"),
        pytest.param("levelctl list 2>&- > /dev/full", 4, "", id="full disk, without stderr"),
    ],
)
def test_output_that_takes_nothing(script: str, code: int, err: str) -> None:
    if "/dev/full" in script and not Path("/dev/full").exists():
        pytest.skip("the machine has no /dev/full")
    assert shell(script) == Answer(code, "", err)


@pytest.mark.parametrize("redirection", ["<&-", "2>&-", "<&- 2>&-"])
def test_answer_needs_stdout_alone(redirection: str) -> None:
    assert shell(f"levelctl diff P2 P4 {redirection}").out == run("diff", "P2", "P4").out


# Ctrl-C.

HOOK = """\
import os, sys

class Hook:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == os.environ.get("INTERRUPT_AT"):
            os.kill(os.getpid(), 2)
        if name == "levelctl.cli.run" and "TELL_ON" in os.environ:
            os.write(int(os.environ["TELL_ON"]), b"x")

sys.meta_path.insert(0, Hook)
"""
"""A sitecustomize that interrupts the program at an import, or tells that it has begun."""

INTERRUPTED = (130, -signal.SIGINT)
"""Both are 130 to a shell: Python itself ends by the signal if it met ``exec`` on its way out."""


@pytest.fixture(scope="module")
def hooked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment in which the program has `HOOK`."""
    folder = tmp_path_factory.mktemp("hook")
    (folder / "sitecustomize.py").write_text(HOOK, "utf-8")
    path = os.environ.get("PYTHONPATH")
    return {
        "PYTHONPATH": os.pathsep.join((str(folder), path)) if path else str(folder),
        # What measures coverage imports in advance what is to be interrupted.
        "COVERAGE_PROCESS_CONFIG": "",
        "COVERAGE_PROCESS_START": "",
    }


@pytest.mark.parametrize(
    "module",
    [
        pytest.param("typing", id="before anything"),
        pytest.param("levelctl.cli.run", id="at the start"),
        pytest.param("typer", id="in the imports of the command line"),
        pytest.param("levelctl.cli.show", id="in finding the command"),
        pytest.param("levelctl.opening", id="in the command"),
        pytest.param("decimal", id="in an extension's imports"),
        pytest.param("levelctl.layout.page", id="in the layout"),
        pytest.param("rich.console", id="in the imports of what draws"),
    ],
)
def test_interrupted_at_an_import(hooked: dict[str, str], small: Path, module: str) -> None:
    """Wherever levelctl's own code is interrupted, it ends without a word."""
    arguments = ("--color", "always", "--canon", str(small), "show", "WARDNURS1234.P2")
    answer = run(*arguments, env={**hooked, "INTERRUPT_AT": module})

    assert answer.code in INTERRUPTED, answer.err
    assert (answer.out, answer.err.strip()) == ("", "")


DELAYS = [pytest.param(random.uniform(0, 0.3), id=str(turn)) for turn in range(12)]  # noqa: S311
"""Seconds, others in each run of the tests; the ids are the same, as workers expect."""


@pytest.mark.parametrize("delay", DELAYS)
def test_interrupted_at_any_time(hooked: dict[str, str], delay: float) -> None:
    """
    From the moment that levelctl's code runs, Ctrl-C ends it at once and without a traceback.

    An interrupt before that moment, while Python itself starts, is Python's to answer: it
    prints a traceback of its own and exits with 1. One that comes when the answer has been
    written, while Python ends, kills it by the signal or is not noticed.
    """
    told, tell = os.pipe()
    with subprocess.Popen(
        [*MODULE, "--color", "always", "show", PROFILE],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=NOWHERE,
        env=environment({**hooked, "TELL_ON": str(tell)}),
        pass_fds=[tell],
    ) as process:
        os.close(tell)
        begun = os.read(told, 1)
        os.close(told)
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()

    assert (begun, err.strip()) == (b"x", b"")
    assert process.returncode in ((0, *INTERRUPTED) if out else INTERRUPTED)


# Encodings.

ASCII = {
    "–": "-",
    "—": "-",
    "…": "...",
    "•": "*",
    "·": "|",
    "→": "->",
    "◀": "<",
    "×": "x",
}
"""What stands for a character of levelctl's own where the encoding lacks it."""

C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@cache
def _plain(line: str) -> str:
    return run(*line.split()).out


@pytest.mark.parametrize(
    ("line", "env", "encoding"),
    [
        *(
            pytest.param(line, {"PYTHONIOENCODING": encoding}, encoding, id=f"{name} in {encoding}")
            for name, line in LINES.items()
            for encoding in ("ascii", "cp1252")
        ),
        pytest.param(LINES["show"], C_LOCALE, "ascii", id="show in the C locale"),
    ],
)
def test_encoding_of_a_pipe(line: str, env: dict[str, str], encoding: str) -> None:
    answer = run(*line.split(), env=env, encoding=encoding)

    assert answer == Answer(0, _in(encoding, _plain(line)), "")
    assert line != LINES["show"] or _in(encoding, "Typical experience: 1–3 years\n") in answer.out


def _in(encoding: str, text: str) -> str:
    """Return *text* with what *encoding* lacks in ASCII."""
    lacking = [char for char in ASCII if not char.encode(encoding, errors="ignore")]
    return text.translate({ord(char): ASCII[char] for char in lacking})


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_encoding_of_a_terminal(line: str, encoding: str) -> None:
    """Lines are drawn in ASCII."""
    env = {"PYTHONIOENCODING": encoding, "NO_COLOR": "1"}
    text, code = run_on_pty(*line.split(), env=env, encoding=encoding)

    assert code == 0
    assert not re.search("[\u2500-\u257f]", text)
    assert re.search("^[-+|`]", text, re.MULTILINE)
    assert max(map(len, text.splitlines())) <= 80


def test_what_stands_for_a_character_keeps_to_the_width() -> None:
    """The arrow of a title that just fits is two characters in ASCII."""
    title = _plain(LINES["diff"]).split("\n")[0]
    env = {"PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}
    text, _ = run_on_pty(*LINES["diff"].split(), width=len(title), env=env)

    assert max(map(len, text.splitlines())) == len(title)


def test_an_answer_in_utf_16() -> None:
    answer = run("list", env={"PYTHONIOENCODING": "utf-16"}, encoding="utf-16")

    assert (answer.code, answer.out) == (0, _plain("list"))


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        pytest.param((b"show", b"\xff"), r"levelctl: '\udcff' is not in the canon", id="REF"),
        pytest.param((b"\xff",), r"levelctl: No such command '\udcff'.", id="command"),
        pytest.param((b"--\xff",), r"levelctl: No such option: --\udcff", id="option"),
        pytest.param(
            (b"list", b"--track", b"\xff"), r"levelctl: '\udcff' is not a track", id="value"
        ),
    ],
)
def test_arguments_that_are_not_utf_8(arguments: tuple[bytes, ...], err: str) -> None:
    answer = run(*arguments)

    assert (answer.code, answer.out, answer.err.splitlines()[0]) == (2, "", err)


# Widths.

WIDTHS = [20, 40, 80, 120, 200, pytest.param(0, id="unset")]


@cache
def _drawn(line: str, width: int) -> str:
    text, code = run_on_pty(*line.split(), width=width, env={"NO_COLOR": "1"})
    assert code == 0
    return text


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(line: str, width: int) -> None:
    text = _drawn(line, width)

    assert max(map(cell_len, text.splitlines())) <= (width or 80)
    assert "…" not in text


@pytest.mark.parametrize("line", [LINES["show"], LINES["list"]], ids=["show", "list"])
@pytest.mark.parametrize("width", WIDTHS[1:])
def test_no_code_is_split(line: str, width: int) -> None:
    codes = re.compile(r"TECHNI2\.TECHNICAF44E(?:\.P\d)?")

    found = codes.findall(_drawn(line, width))
    assert found == codes.findall(_plain(f"{line} -f markdown"))
    assert found


@pytest.mark.parametrize("width", WIDTHS)
def test_every_word_of_a_duty_is_drawn(reference: Canon, width: int) -> None:
    drawn = _squeezed(_drawn(LINES["show"], width))

    focus = reference.focus("TECHNI2", "TECHNICAF44E")
    duties = [duty for each in focus.profiles for duty in each.responsibilities]
    assert duties
    assert [duty for duty in duties if _squeezed(duty) not in drawn] == []


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_columns_say_the_width() -> None:
    text, _ = run_on_pty(*LINES["show"].split(), width=120, env={"COLUMNS": "60", "NO_COLOR": "1"})

    assert max(map(cell_len, text.splitlines())) == 60


@pytest.mark.parametrize("line", [LINES["show"], "diff P2 P4 --in TECHNICAF44E"])
def test_a_pipe_has_a_line_for_each_duty(reference: Canon, line: str) -> None:
    lines = {text.strip().removeprefix("- ") for text in _plain(line).splitlines()}

    duties = reference.focus("TECHNI2", "TECHNICAF44E").profiles[0].responsibilities
    assert "…" not in _plain(line)
    assert [duty for duty in duties if not _on_a_line(duty, lines)] == []


def _on_a_line(duty: str, lines: set[str]) -> bool:
    return any(line.endswith(duty) for line in lines)
