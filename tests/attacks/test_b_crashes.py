"""
B. A fault of levelctl itself, wherever it is, looks like no answer.

The attack: anything that makes levelctl raise what nobody foresaw. Python then ends with 1, which
means that the answer is no, and a script goes on. levelctl promises the exit code 70, one line that
says whose fault it is and where to report it, and a traceback only with LEVELCTL_DEBUG=1.
"""

from __future__ import annotations

import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from commands import TRIED, each, own
from levelctl.cli import streams
from levelctl.cli.exit_codes import Exit
from program import MODULE, Answer, environment, run, run_on_pty, shell

LAYERS = (
    "cli",
    "output",
    "layout",
    "answers",
    "lint",
    "titles",
    "space",
    "occupations",
    "cache",
    "canon",
    "tables",
    "text",
    "record",
)

REPORT = "please report it to the maintainers of levelctl with the output of LEVELCTL_DEBUG=1"


class _UnforeseenError(Exception):
    """What no code of levelctl expects."""


class _Group(BaseExceptionGroup[BaseException]):
    pass


class _SilentError(Exception):
    def __str__(self) -> str:
        raise ValueError("no words")


@contextmanager
def raising(layer: str, error: Callable[[], BaseException]) -> Iterator[list[str]]:
    """Raise *error* in the first function of *layer* that a command calls; yield where it did."""
    raised: list[str] = []

    def profile(frame: FrameType, event: str, _argument: Any) -> None:
        name = str(frame.f_globals.get("__name__", ""))
        module = name.startswith((f"levelctl.{layer}.", f"levelctl.{layer} "))
        module = module or name == f"levelctl.{layer}"
        if event != "call" or raised or not module or name in _REPORTERS:
            return
        if frame.f_code.co_name in ("<module>", "run"):
            return
        raised.append(f"{name}.{frame.f_code.co_name}")
        sys.setprofile(None)
        raise error()

    sys.setprofile(profile)
    try:
        yield raised
    finally:
        sys.setprofile(None)


_REPORTERS = ("levelctl.cli.crash", "levelctl.cli.run")


def _crashed(
    layer: str, error: Callable[[], BaseException], names: Collection[str], *, cold: bool
) -> dict[str, str]:
    """Return what is wrong with how each command of *names* ends that meets *error* in *layer*."""

    def ask(name: str, place: Path) -> str:
        if name not in names:
            return ""
        env = {**own(place), **({"XDG_CACHE_HOME": str(place / "cache")} if cold else {})}
        with raising(layer, error) as raised:
            answer = run(*TRIED[name].line.split(), "--quiet", env=env, cwd=place)
        # Python itself ignores what a finalizer raises, whenever it runs.
        if all(each.endswith(".__del__") for each in raised):
            return ""
        return f"{raised}: {answer}" if _wrong(answer) else ""

    return {name: wrong for name, wrong in each(ask).items() if wrong}


def _wrong(answer: Answer) -> bool:
    """Return whether *answer* is not the end of a crash: 70, one line, and no traceback."""
    told = answer.err.startswith("levelctl: ") and answer.err.endswith(f"{REPORT}\n")
    lines = answer.err.count("\n")
    return not (answer.code == 70 and told and lines == 1 and "Traceback" not in answer.err)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.long
def test_a_fault_in_a_layer(layer: str) -> None:
    error = _UnforeseenError("a \x1b[31m\u202estrange\nthing")
    assert _crashed(layer, lambda: error, ("show", "check", "match", "import"), cold=False) == {}


@pytest.mark.parametrize(
    ("kind", "cold"),
    [(_UnforeseenError, True), (KeyError, False), (MemoryError, False), (SystemExit, False)],
)
@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.long
def test_a_fault_in_a_layer_of_any_command(
    layer: str, kind: type[BaseException], cold: bool
) -> None:
    assert _crashed(layer, kind, TRIED, cold=cold) == {}


KINDS: dict[str, Callable[[], BaseException]] = {
    "KeyError": lambda: KeyError("a\nb"),
    "RecursionError": lambda: RecursionError("maximum recursion depth exceeded"),
    "MemoryError": MemoryError,
    "EOFError": EOFError,
    "SystemExit": lambda: SystemExit(1),
    "SystemExit of nothing": SystemExit,
    "GeneratorExit": GeneratorExit,
    "a group": lambda: _Group("several", [KeyError("x"), SystemExit(0)]),
    "no words": _SilentError,
    "very long": lambda: _UnforeseenError("x" * 1_000_000),
    "a closed pipe that is not stdout": lambda: BrokenPipeError(errno.EPIPE, "Broken pipe"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_of_any_kind(kind: str) -> None:
    with raising("layout", KINDS[kind]) as raised:
        answer = run("show", "P2")
    assert raised
    if isinstance(KINDS[kind](), OSError):  # the system's, which is 4
        assert (answer.code, answer.err.count("\n")) == (Exit.MACHINE_FAILED, 1)
        return
    assert not _wrong(answer), answer
    assert len(answer.err) < 600


def test_what_is_said() -> None:
    with raising("layout", lambda: KeyError("a \x1b[31m\u202e\nb")):
        answer = run("show", "P2")
    assert answer == Answer(
        70,
        "",
        r"levelctl: this is a fault of levelctl, not yours: KeyError: 'a \x1b[31m\u202e\nb'; "
        f"{REPORT}\n",
    )


def test_memory_that_runs_out_is_named() -> None:
    with raising("layout", MemoryError):
        answer = run("show", "P2")
    assert answer.err.startswith("levelctl: there is not enough memory (MemoryError); ")


@pytest.mark.parametrize(("value", "shown"), [("1", True), ("0", False), ("", False)])
def test_the_traceback_is_for_who_asks(value: str, shown: bool) -> None:
    with raising("layout", lambda: _UnforeseenError("a \x1b[31m strange thing")) as raised:
        answer = run("show", "P2", env={"LEVELCTL_DEBUG": value})
    assert answer.code == 70
    assert raised
    assert answer.err.startswith("Traceback (most recent call last):\n") is shown
    assert "\x1b" not in answer.err
    assert answer.err.splitlines()[-1].startswith("levelctl: this is a fault of levelctl")


def test_the_report_itself_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise _UnforeseenError("again")

    monkeypatch.setattr(streams, "remark", fail)
    answer = run("show", "nope")
    assert answer.code == 70
    assert answer.err.startswith("levelctl: this is a fault of levelctl")


def test_an_error_in_what_an_error_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """The report of a foreseen error meets an unforeseen one."""
    from levelctl.cli import run as module

    def fail(*_: object) -> int:
        raise _UnforeseenError("again")

    monkeypatch.setattr(module, "_report", fail)
    assert not _wrong(run("show", "nope"))


def test_ctrl_c_as_an_exception_is_no_fault() -> None:
    with raising("layout", KeyboardInterrupt):
        answer = run("show", "P2")
    assert answer == Answer(130, "", "")


def test_a_document_that_is_begun_is_closed(tmp_path: Path) -> None:
    """What is written of a streamed document is one document; rows are whole rows."""
    titles = tmp_path / "titles"
    titles.write_text("tech PM\nnurse\ntech PM\n", "utf-8")
    for form in ("json", "ndjson", "csv", "tsv", "code", "text"):
        with _third_answer_fails():
            answer = run("match", "--from", str(titles), "-f", form)
        assert not _wrong(answer), (form, answer)
        assert answer.out.endswith("\n"), form
        if form == "json":
            document = json.loads(answer.out)
            assert (document["interrupted"], len(document["rows"])) == (True, 2)


@contextmanager
def _third_answer_fails() -> Iterator[None]:
    from levelctl.titles.batch import batch

    add, count = batch.Tally.add, iter(range(100))

    def failing(self: Any, answer: Any) -> None:
        if next(count) == 2:
            raise _UnforeseenError
        add(self, answer)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch.Tally, "add", failing)
        yield


# In a process of its own: what is raised before anything of levelctl can handle it.

INJECTED = """
import sys
from levelctl.__main__ import main
{}
main()
"""


def _injected(code: str, *arguments: str, **options: Any) -> Answer:
    ended = subprocess.run(
        [sys.executable, "-c", INJECTED.format(code), *arguments],
        capture_output=True,
        check=False,
        env=environment(options.get("env")),
        timeout=60,
    )
    return Answer(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


BROKEN_IMPORT = """
class Broken:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "{}":
            raise {}
sys.meta_path.insert(0, Broken)
"""


@pytest.mark.parametrize(
    ("module", "error"),
    [
        ("levelctl.cli.run", "ImportError('no such thing')"),
        ("levelctl.cli.run", "MemoryError"),
        ("levelctl.cli.session", "SystemExit(0)"),
        ("typer", "SyntaxError('damaged')"),
        ("levelctl.cli.show", "KeyError('x')"),
        ("levelctl.layout.show.page", "RecursionError"),
    ],
)
def test_a_module_that_cannot_be_imported(module: str, error: str) -> None:
    answer = _injected(BROKEN_IMPORT.format(module, error), "show", "P2")
    assert not _wrong(answer), answer


def test_even_the_module_that_reports_cannot_be_imported() -> None:
    code = BROKEN_IMPORT.replace('name == "{}"', 'name.startswith("levelctl.")').format("OSError")
    answer = _injected(code, "show", "P2")
    assert (answer.code, answer.out) == (70, "")
    assert answer.err.startswith("levelctl: this is a fault of levelctl")
    assert "Traceback" not in answer.err


def test_memory_that_is_never_there() -> None:
    """Nothing that needs memory works any more, not even the report."""
    code = """
import levelctl.cli.run as module
def none(*_):
    raise MemoryError
module.run = none
import levelctl.cli.streams as streams
streams.remark = none
"""
    answer = _injected(code, "show", "P2")
    assert (answer.code, answer.err.count("\n")) == (70, 1)


def test_what_cannot_be_raised_is_silent() -> None:
    """An error in the cleaning up of an object has no one to go to; Python prints a traceback."""
    code = """
class Bad:
    def __del__(self):
        raise ValueError("x")
import levelctl.cli.run as module
run = module.run
def both(arguments):
    Bad()
    return run(arguments)
module.run = both
"""
    answer = _injected(code, "show", "P2", "-s", "scope")
    assert (answer.code, answer.err) in ((0, ""), (2, answer.err))
    assert "Traceback" not in answer.err
    told = _injected(code, "show", "P2", env={"LEVELCTL_DEBUG": "1"})
    assert "ValueError: x" in told.err


def test_nobody_hears_it() -> None:
    """Without stderr, the exit code still says it."""
    script = f"{sys.executable} -c '{INJECTED.format(BROKEN_IMPORT.format('typer', 'KeyError'))}'"
    for redirection in ("2>&-", "2>/dev/full", "2>&- >&- <&-"):
        assert shell(f"{script} list {redirection}") == Answer(70, "", ""), redirection


def test_a_fault_on_a_terminal() -> None:
    env = {"PYTHONPATH": ""}
    text, code = run_on_pty("show", "P2", env=env)
    assert (code, bool(text)) == (0, True)


MSGSPEC = r'most recent call first\):\n  File "[^"]*/record\.py", line \d+ in (?:en|de)code\n'
"""What a crash of msgspec leaves: its innermost frame is where `levelctl.record` calls it."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs ulimit")
@pytest.mark.parametrize("kilobytes", range(24_000, 120_000, 8_000))
@pytest.mark.long
def test_too_little_memory(kilobytes: int, tmp_path: Path) -> None:
    """
    What Python itself cannot start with is Python's; from there on it ends with a code.

    The package that checks values against a schema is in Rust, which aborts without memory: no
    handler runs. msgspec, which encodes rows, is in C, and can crash where it gets none. They may
    do so here, but nothing else may.
    """
    env = {
        "XDG_CACHE_HOME": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONFAULTHANDLER": "1",
    }
    starts = shell(f"ulimit -v {kilobytes}; {sys.executable} -c 'import typing, signal'", env=env)
    for line in ("show TECHNICAF44E.P2", "check", "match tech PM", "near TECHNICAF44E.P2"):
        answer = shell(f"ulimit -v {kilobytes}; {' '.join(MODULE)} {line}", env=env)
        aborted = answer.code == -signal.SIGABRT and answer.err.startswith("memory allocation of")
        crashed = answer.code == -signal.SIGSEGV and re.search(MSGSPEC, answer.err)
        if starts.code == 0 and not (aborted or crashed):
            assert answer.code in (0, 4, 70), (line, answer)
            assert "Traceback" not in answer.err, (line, answer)


def test_the_code_is_explained() -> None:
    assert "\n70: " in run("help", "exit-codes").out
    assert io.StringIO(run("help", "environment").out).read().count("LEVELCTL_DEBUG") == 1
