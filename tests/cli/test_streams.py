"""The streams a person has: terminals, pipes, full disks, closed ends, Ctrl-C, encodings."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.cells import cell_len

from commands import ARGUMENTS, TRIED, each, each_started, folder, own
from levelctl.canon.canon import Canon
from program import MODULE, NOWHERE, Answer, Environment, environment, run, run_on_pty, shell, start
from small import write_canon

LINES = {name: TRIED[name].line for name in ("show", "list", "diff", "rubric")}

COLOURED = {name for name, tried in TRIED.items() if tried.colored}
WRAPPED = {name for name, tried in TRIED.items() if tried.wrapped}


def _asked(name: str) -> list[str]:
    """Return the line of a command, its remarks left out."""
    return [*TRIED[name].line.split(), "--quiet"]


def _settled(text: str) -> str:
    """Return *text* with nothing in it that time changes."""
    return re.sub(r"\d+ \w+ ago", "some time ago", text)


def _bare(text: str) -> str:
    """Return *text* without line ends, tabs and the colours that levelctl may use."""
    return re.sub(r"\x1b\[[\d;]*m|[\n\t]", "", text)


@pytest.fixture(scope="module")
def plain() -> dict[str, str]:
    """Return what each command answers in a pipe."""
    answers = each_started(lambda name, place: start(*_asked(name), env=own(place), cwd=place))
    assert {name for name, got in answers.items() if (got.code, got.err) != (0, "")} == set()
    assert {name for name, got in answers.items() if not _bare(got.out).isprintable()} == set()
    return {name: _settled(got.out) for name, got in answers.items()}


# Every command on every kind of stream. What goes together is tried together.


class OnTerminal(NamedTuple):
    env: dict[str, str]
    option: tuple[str, ...]
    width: int
    """0 if it is not known."""
    encoding: str
    coloured: bool


@pytest.mark.parametrize(
    "terminal",
    [
        pytest.param(OnTerminal({}, (), 80, "utf-8", True), id="usual"),
        pytest.param(
            OnTerminal({"NO_COLOR": "1"}, (), 20, "utf-8", False),
            id="NO_COLOR, 20 columns",
            marks=pytest.mark.long,
        ),
        pytest.param(
            OnTerminal({"NO_COLOR": ""}, (), 40, "utf-8", True),
            id="NO_COLOR empty, 40 columns",
            marks=pytest.mark.long,
        ),
        pytest.param(
            OnTerminal({"TERM": "dumb"}, (), 200, "ascii", False), id="dumb, 200 columns, ascii"
        ),
        pytest.param(
            OnTerminal({}, ("--color", "never"), 0, "cp1252", False),
            id="never, width unset, cp1252",
            marks=pytest.mark.long,
        ),
        pytest.param(
            OnTerminal({"NO_COLOR": "1"}, ("--color", "always"), 120, "utf-8", True),
            id="always over NO_COLOR, 120 columns",
            marks=pytest.mark.long,
        ),
    ],
)
@pytest.mark.long
def test_on_a_terminal(plain: dict[str, str], terminal: OnTerminal) -> None:
    env = {"PYTHONIOENCODING": terminal.encoding, **terminal.env}

    def ask(name: str, place: Path) -> tuple[str, int]:
        return run_on_pty(
            *_asked(name),
            *terminal.option,
            width=terminal.width,
            env=own(place, env),
            encoding=terminal.encoding,
            cwd=place,
        )

    got = each_started(ask)
    texts = {name: text for name, (text, _) in got.items()}
    assert {name: code for name, (_, code) in got.items() if code} == {}
    assert {n for n, text in texts.items() if "\x1b" in text} == (
        COLOURED if terminal.coloured else set()
    )
    assert [name for name, text in texts.items() if not _bare(text).isprintable()] == []
    wide = {name for name, text in texts.items() if _width(text) > (terminal.width or 80)}
    assert wide & WRAPPED == set()
    assert {n: texts[n] for n in TRIED if n not in WRAPPED} == {
        n: plain[n] for n in TRIED if n not in WRAPPED
    }
    # Only a line of a file is called "cut short".
    assert {name for name, text in texts.items() if "…" in text} <= {"check"}
    assert terminal.encoding == "utf-8" or not re.search("[\u2500-\u257f]", "".join(texts.values()))


def _width(text: str) -> int:
    return max(cell_len(line) for line in re.sub(r"\x1b\[[\d;]*m", "", text).splitlines())


@pytest.mark.parametrize(
    ("env", "option", "coloured"),
    [
        pytest.param({"FORCE_COLOR": "1"}, "", True, id="FORCE_COLOR"),
        pytest.param({"CLICOLOR_FORCE": "1"}, "", True, id="CLICOLOR_FORCE"),
        pytest.param({}, "--color always", True, id="always"),
        pytest.param({"FORCE_COLOR": "1"}, "--color never", False, id="never over FORCE_COLOR"),
        pytest.param({"GITHUB_ACTIONS": "true", "CI": "true"}, "", False, id="GITHUB_ACTIONS"),
    ],
)
def test_in_a_pipe(plain: dict[str, str], env: dict[str, str], option: str, coloured: bool) -> None:
    answers = each(
        lambda name, place: run(*_asked(name), *option.split(), env=own(place, env), cwd=place)
    )

    assert {
        name: (got.code, got.err) for name, got in answers.items() if (got.code, got.err) != (0, "")
    } == {}
    assert [name for name, got in answers.items() if not _bare(got.out).isprintable()] == []
    escaped = {name for name, got in answers.items() if "\x1b" in got.out}
    assert escaped == (COLOURED if coloured else set())
    assert {name: _settled(answers[name].out) for name in TRIED if name not in escaped} == {
        name: plain[name] for name in TRIED if name not in escaped
    }


C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(
    ("env", "encoding"),
    [
        pytest.param({"PYTHONIOENCODING": "ascii"}, "ascii", id="ascii"),
        pytest.param({"PYTHONIOENCODING": "cp1252"}, "cp1252", id="cp1252", marks=pytest.mark.long),
        pytest.param(C_LOCALE, "ascii", id="the C locale"),
    ],
)
@pytest.mark.long
def test_in_a_pipe_of_another_encoding(
    plain: dict[str, str], env: dict[str, str], encoding: str
) -> None:
    answers = each_started(
        lambda name, place: start(*_asked(name), env=own(place, env), encoding=encoding, cwd=place)
    )

    assert {name: replace(got, out=_settled(got.out)) for name, got in answers.items()} == {
        name: Answer(0, _in(encoding, text), "") for name, text in plain.items()
    }


ASCII = {
    "–": "-",
    "—": "-",
    "…": "...",
    "•": "*",
    "·": "|",
    "→": "->",
    "◀": "<",
    "×": "x",
    "│": "|",
    "─": "-",
    "├": "+",
    "┤": "+",
    "┼": "|",
    "┄": ".",
}
"""The replacements for characters that levelctl draws, if the encoding lacks them."""


def _in(encoding: str, text: str) -> str:
    """Return *text* with what *encoding* lacks in ASCII."""
    lacking = [char for char in ASCII if not char.encode(encoding, errors="ignore")]
    return text.translate({ord(char): ASCII[char] for char in lacking})


def test_without_stdin(plain: dict[str, str]) -> None:
    """Nothing but what reads it misses it."""
    answers = each_started(
        lambda name, place: shell(
            f"levelctl {' '.join(_asked(name))} <&-", env=own(place), cwd=place
        )
    )
    assert {name: replace(got, out=_settled(got.out)) for name, got in answers.items()} == {
        name: Answer(0, text, "") for name, text in plain.items()
    }


def test_an_argument_that_is_not_utf_8() -> None:
    answers = each_started(
        lambda name, place: start(*ARGUMENTS.get(name, (name,)), b"\xff", env=own(place), cwd=place)
    )

    assert {name: got.code for name, got in answers.items()} == {
        name: tried.bytes for name, tried in TRIED.items()
    }
    assert {name for name, got in answers.items() if got.err.count("\n") > 2} == set()
    seen = re.compile(r"\\(?:udc|x)ff")
    unseen = {n for n, got in answers.items() if not seen.search(got.out + got.err)}
    assert unseen <= {"list", "cache", "completion"}
    assert {n for n, got in answers.items() if not _bare(got.out + got.err).isprintable()} == set()


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        pytest.param({"FORCE_COLOR": ""}, False, id="FORCE_COLOR empty"),
        pytest.param({"FORCE_COLOR": "0"}, False, id="FORCE_COLOR=0"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="NO_COLOR wins"),
    ],
)
def test_colour_of_a_pipe(env: dict[str, str], coloured: bool) -> None:
    assert ("\x1b" in start("list", env=env).out) is coloured


def test_errors_have_no_colour() -> None:
    text, code = run_on_pty("show", "nope", env={"FORCE_COLOR": "1", "GITHUB_ACTIONS": "1"})

    assert (code, text.count("\x1b"), text.count("\n")) == (2, 0, 2)


# A reader who leaves, and outputs that take nothing.

UNWRITTEN = "levelctl: the answer cannot be written: {}\n"
FULL = UNWRITTEN.format("No space left on device")
CLOSED = UNWRITTEN.format("stdout is closed")


def test_a_reader_that_left_before() -> None:
    def ask(name: str, place: Path) -> tuple[int, bytes]:
        return _without_reader(_asked(name), own(place), place)

    assert each_started(ask) == dict.fromkeys(TRIED, (141, b""))


@pytest.mark.parametrize("line", ["--help", "--version", "list --help", "list -f csv"])
def test_a_reader_of_help_that_left_before(line: str) -> None:
    assert _without_reader(line.split(), {}, NOWHERE) == (141, b"")


def _without_reader(arguments: list[str], env: Environment, cwd: str | Path) -> tuple[int, bytes]:
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [*MODULE, *arguments],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        cwd=cwd,
        env=environment(env),
    )
    os.close(writer)
    return ended.returncode, ended.stderr


@pytest.mark.parametrize(
    ("redirection", "err"),
    [pytest.param("> /dev/full", FULL, id="full"), pytest.param(">&-", CLOSED, id="closed")],
)
def test_an_output_that_takes_nothing(redirection: str, err: str) -> None:
    _needs_full_disk(redirection)

    def ask(name: str, place: Path) -> Answer:
        line = " ".join(_asked(name))
        return shell(f"levelctl {line} {redirection}", env=own(place), cwd=place)

    assert each_started(ask) == dict.fromkeys(TRIED, Answer(4, "", err))


def _needs_full_disk(script: str) -> None:
    if "/dev/full" in script and not Path("/dev/full").exists():
        pytest.skip("the machine has no /dev/full")


@pytest.mark.parametrize(
    ("script", "code", "err"),
    [
        *(
            pytest.param(f"levelctl {line} {where}", 4, err, id=f"{line} {where}")
            for line in ("", "--help", "--version", "list --help", "list -f json")
            for where, err in (("> /dev/full", FULL), (">&-", CLOSED))
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
def test_what_cannot_be_written(script: str, code: int, err: str) -> None:
    _needs_full_disk(script)
    assert shell(script) == Answer(code, "", err)


@pytest.mark.parametrize("redirection", ["2>&-", "<&- 2>&-"])
def test_an_answer_needs_only_stdout(redirection: str) -> None:
    assert shell(f"levelctl diff P2 P4 {redirection}").out == start("diff", "P2", "P4").out


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
"""A sitecustomize that interrupts the program at an import, or signals that it has begun."""

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
        pytest.param("levelctl.cache.opening", id="in the command"),
        pytest.param("decimal", id="in an extension's imports"),
        pytest.param("levelctl.layout.show.page", id="in the layout"),
        pytest.param("rich.console", id="in the imports of what draws"),
    ],
)
def test_interrupted_at_an_import(hooked: dict[str, str], small: Path, module: str) -> None:
    """Wherever levelctl's own code is interrupted, it ends without a word."""
    arguments = ("--color", "always", "--canon", str(small), "show", "WARDNURS1234.P2")
    answer = start(*arguments, env={**hooked, "INTERRUPT_AT": module})

    assert answer.code in INTERRUPTED, answer.err
    assert (answer.out, answer.err.strip()) == ("", "")


def _delay() -> float:
    """Return seconds, others in each run of the tests."""
    return random.uniform(0, 0.3)  # noqa: S311


def _interrupted(
    arguments: list[str], hooked: Environment, place: Path, env: Environment
) -> tuple[int, str, str]:
    """
    Return how *arguments* end when Ctrl-C comes at any time after levelctl's code has begun.

    An interrupt before that moment, while Python itself starts, is Python's to answer: it
    prints a traceback of its own and exits with 1. One that comes when the answer has been
    written, while Python ends, kills it by the signal or is not noticed.
    """
    told, tell = os.pipe()
    with subprocess.Popen(
        [*MODULE, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=place,
        env=environment({**hooked, "TELL_ON": str(tell), **own(place, env)}),
        pass_fds=[tell],
    ) as process:
        os.close(tell)
        assert os.read(told, 1) == b"x"
        os.close(told)
        time.sleep(_delay())
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    return process.returncode, _settled(out.decode()), err.decode()


@pytest.mark.parametrize("turn", range(2))
@pytest.mark.long
def test_interrupted_at_any_time(hooked: Environment, plain: dict[str, str], turn: int) -> None:
    """Ctrl-C ends a command silently or arrives too late; no file is incomplete."""

    def ask(name: str, place: Path) -> str:
        code, out, err = _interrupted(_asked(name), hooked, place, {})
        in_time = code in INTERRUPTED and plain[name].startswith(out)
        too_late = code == 0 and out == plain[name]
        whole = _begun(place) in ([], sorted(plain["new"].splitlines())) and not _drafts(place)
        return "" if (in_time or too_late) and whole and not err.strip() else f"{code}: {err}"

    assert each_started(ask) == dict.fromkeys(TRIED, ""), turn


IN_A_STORE = """
import os, signal
from levelctl.cache import store
from levelctl.__main__ import main

def interrupted(name, *_, **__):
    assert os.path.exists(name)
    os.kill(os.getpid(), signal.SIGINT)

store._replace = interrupted
main()
"""


def test_interrupted_in_the_midst_of_a_store(small: Path, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", IN_A_STORE, "list", "--canon", str(small)],
        capture_output=True,
        check=False,
        env=environment({"XDG_CACHE_HOME": str(tmp_path)}),
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")
    assert _drafts(tmp_path) == []


def _begun(place: Path) -> list[str]:
    """Return the files, and folders without any, that a new canon has in *place*."""
    found = [*place.glob("levels"), *place.glob("levels/**/*")]
    ends = (path for path in found if path.is_file() or not [*path.iterdir()])
    return sorted(path.relative_to(place).as_posix() for path in ends)


def _drafts(place: Path) -> list[str]:
    """Return the temporary files in *place*."""
    names = (path.name for path in place.rglob("*"))
    return [name for name in names if name.startswith(".") or name.endswith(".writing")]


KEPT = ("show", "match", "near", "check", "import")
"""Commands that store something for the next answer."""


@pytest.mark.long
@pytest.mark.parametrize("turn", range(3))
@pytest.mark.parametrize("name", KEPT)
def test_interrupted_while_it_writes_a_store(
    hooked: Environment, plain: dict[str, str], name: str, turn: int
) -> None:
    assert turn in range(3)
    with folder() as place:
        env = {"XDG_CACHE_HOME": str(place / "cache")}
        code, _, err = _interrupted(_asked(name), hooked, place, env)
        assert (code in (0, *INTERRUPTED), err.strip(), _drafts(place)) == (True, "", [])

        again = start(*_asked(name), env=own(place, env), cwd=place)
        assert again == Answer(0, plain[name], "")


# Widths and encodings.


def test_replaced_characters_keep_the_width() -> None:
    """The arrow of a title that just fits is two characters in ASCII."""
    title = _piped(LINES["diff"]).split("\n")[0]
    env = {"PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}
    text, _ = run_on_pty(*LINES["diff"].split(), width=len(title), env=env)

    assert max(map(len, text.splitlines())) == len(title)


def test_an_answer_in_utf_16() -> None:
    answer = start("list", env={"PYTHONIOENCODING": "utf-16"}, encoding="utf-16")

    assert (answer.code, answer.out) == (0, _piped("list"))


WIDTHS = [20, 40, 80, 120, 200, pytest.param(0, id="unset")]


@cache
def _piped(line: str) -> str:
    return start(*line.split()).out


@cache
def _drawn(line: str, width: int) -> str:
    text, code = run_on_pty(*line.split(), width=width, env={"NO_COLOR": "1"})
    assert code == 0
    return text


@pytest.mark.parametrize("line", [LINES["show"], LINES["list"]], ids=["show", "list"])
@pytest.mark.parametrize("width", WIDTHS[1:])
def test_no_code_is_split(line: str, width: int) -> None:
    codes = re.compile(r"TECHNI2\.TECHNICAF44E(?:\.P\d)?")

    found = codes.findall(_drawn(line, width))
    assert found == codes.findall(_piped(f"{line} -f markdown"))
    assert found


@pytest.mark.parametrize("width", WIDTHS)
def test_every_word_of_a_duty_is_drawn(reference: Canon, width: int) -> None:
    drawn = _squeezed(_drawn(LINES["show"], width))

    focus = reference.focus("TECHNI2", "TECHNICAF44E")
    duties = [duty for each in focus.profiles for duty in each.duties]
    assert duties
    assert [duty for duty in duties if _squeezed(duty) not in drawn] == []


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_columns_sets_the_width() -> None:
    text, _ = run_on_pty(*LINES["show"].split(), width=120, env={"COLUMNS": "60", "NO_COLOR": "1"})

    assert max(map(cell_len, text.splitlines())) == 60


@pytest.mark.parametrize("line", [LINES["show"], "diff P2 P4 --in TECHNICAF44E"])
def test_a_pipe_has_a_line_for_each_duty(reference: Canon, line: str) -> None:
    lines = {text.strip().removeprefix("- ") for text in _piped(line).splitlines()}

    duties = reference.focus("TECHNI2", "TECHNICAF44E").profiles[0].duties
    assert "…" not in _piped(line)
    assert [duty for duty in duties if not _on_a_line(duty, lines)] == []


def _on_a_line(duty: str, lines: set[str]) -> bool:
    return any(line.endswith(duty) for line in lines)
