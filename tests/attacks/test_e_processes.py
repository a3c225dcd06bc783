"""
Processes: a library that starts them unasked breaks wherever that is not allowed.

Somebody opens a canon of hundreds of files in a script without a main guard under another start
method, in a worker of a pool, in threads, after a fork, or from stdin. levelctl promises that the
library never starts a process, and answers the same in each of these places. The command line
shares the work among all cores, but only to save time: where the system refuses processes, or
ends them, the answer is the same.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from levelctl.canon import loading
from levelctl.cli import processes
from levelctl.cli.processes import on_every_core
from levelctl.cli.progress import ProgressLine
from levelctl.record import cached_property
from program import Answer, environment, run
from small import FILES, write_large_canon

pytestmark = pytest.mark.long

FOCI = 3 + loading.MANY


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a canon with enough files for the command line to start processes."""
    return write_large_canon(tmp_path_factory.mktemp("large"))


def python(*arguments: str, stdin: str = "", env: dict[str, str] | None = None) -> Answer:
    """Return what Python answers to *arguments*; a hang is an error."""
    ended = subprocess.run(
        [sys.executable, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env=environment(env),
        timeout=60,
    )
    return Answer(ended.returncode, ended.stdout, ended.stderr)


# What a person writes: no main guard, and everything at once.
SCRIPT = """
import sys, multiprocessing
{before}
import levelctl
canon = levelctl.open_canon(sys.argv[1], cache={cache})
report = levelctl.check(canon=canon.root, cache={cache})
print(len(canon.foci), report.files, flush=True)
"""

EXPECTED = Answer(0, f"{FOCI} {len(FILES) + loading.MANY}\n", "")

METHODS = [
    pytest.param("", id="as it is"),
    *(
        pytest.param(
            f"multiprocessing.set_start_method({method!r})",
            id=method,
            marks=[] if method == "spawn" else pytest.mark.long,
        )
        for method in multiprocessing.get_all_start_methods()
    ),
]


@pytest.mark.parametrize("before", METHODS)
def test_a_script_without_a_main_guard(large: Path, tmp_path: Path, before: str) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(before=before, cache=False))
    assert python(str(script), str(large)) == EXPECTED


@pytest.mark.parametrize("how", [pytest.param("-c", marks=pytest.mark.long), "-", "cached"])
def test_a_script_that_is_no_file(large: Path, tmp_path: Path, how: str) -> None:
    before = "multiprocessing.set_start_method('spawn')"
    text = SCRIPT.format(before=before, cache=how == "cached")
    env = {"XDG_CACHE_HOME": str(tmp_path)}
    if how == "-":
        assert python("-", str(large), stdin=text, env=env) == EXPECTED
    else:
        assert python("-c", text, str(large), env=env) == EXPECTED


IN_A_POOL = """
import multiprocessing, sys

def work(root):
    import levelctl
    canon = levelctl.open_canon(root, cache=False)
    return len(canon.foci), levelctl.check(canon=root, cache=False).files

if __name__ == "__main__":
    with multiprocessing.get_context(sys.argv[2]).Pool(1) as pool:
        print(*pool.apply(work, (sys.argv[1],)))
"""


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_a_worker_of_a_pool(large: Path, tmp_path: Path, method: str) -> None:
    """A worker is a daemon, and may have no children."""
    script = tmp_path / "script.py"
    script.write_text(IN_A_POOL)
    assert python(str(script), str(large), method) == EXPECTED


IN_THREADS = """
import asyncio, os, sys, threading
import levelctl

root = sys.argv[1]

def work():
    return len(levelctl.open_canon(root, cache=False).foci)

async def all_at_once():
    return await asyncio.gather(*(asyncio.to_thread(work) for _ in range(4)))

work()  # a fork while another thread imports a module never gets the lock of that module
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
child = os.fork()
if not child:
    os._exit(0 if work() == {foci} else 9)
for thread in threads:
    thread.join()
print(asyncio.run(all_at_once()), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_threads_and_a_fork_between_them(large: Path) -> None:
    text = IN_THREADS.replace("{foci}", str(FOCI))
    # From 3.12 on, Python warns whoever forks with threads, which is what is tried here.
    assert python("-W", "ignore", "-c", text, str(large)) == Answer(0, f"{[FOCI] * 4} 0\n", "")


STARTS_NOTHING = """
import sys
before = "multiprocessing" in sys.modules  # whoever measures coverage has it

def refuse(event, arguments):
    if event in ("os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.spawn",
                 "subprocess.Popen", "os.system", "_posixsubprocess.fork_exec"):
        raise AssertionError(event)

sys.addaudithook(refuse)
import levelctl
canon = levelctl.open_canon(sys.argv[1])
levelctl.check(canon=canon.root)
levelctl.fix(canon=canon.root)
levelctl.matcher(canon).match("keeper")
levelctl.near(canon, "WARDNURS1234.P2")
print(("multiprocessing" in sys.modules) > before)
"""


def test_the_library_starts_no_process(large: Path, tmp_path: Path) -> None:
    env = {"XDG_CACHE_HOME": str(tmp_path)}
    assert python("-c", STARTS_NOTHING, str(large), env=env) == Answer(0, "False\n", "")


# What the command line may do, and where it may not.


def answer(root: Path, *command: str) -> Answer:
    return run("--canon", str(root), "--no-cache", *command)


@pytest.fixture(scope="module")
def expected(large: Path) -> dict[str, Answer]:
    """Return the answers of one process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "_cores", lambda: 1)
        return {command: answer(large, command) for command in ("list", "check")}


def same(root: Path, expected: dict[str, Answer]) -> bool:
    return all(answer(root, command) == before for command, before in expected.items())


def test_many_files_are_read_on_every_core(
    large: Path, expected: dict[str, Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []
    monkeypatch.setattr(processes, "_cores", lambda: 2)
    monkeypatch.setattr(processes, "_can_fork_or_spawn", lambda: True)
    before = os.times()
    with ProgressLine(quiet=True) as progress:
        monkeypatch.setattr(progress, "advance", lambda *done: seen.append(done))
        canon = loading.load(large, progress.work)
    assert os.times().children_user > before.children_user
    files = len(FILES) + loading.MANY
    assert seen == [(number, files) for number in range(1, files + 1)]
    assert len(canon.foci) == FOCI
    assert same(large, expected)


REFUSALS = [
    pytest.param(OSError(28, "no space left on /dev/shm"), id="no shared memory"),
    pytest.param(BlockingIOError(11, "no more processes"), id="ulimit -u"),
    pytest.param(ImportError("this platform has no sem_open"), id="no semaphores"),
    pytest.param(NotImplementedError("too few semaphores"), id="few semaphores"),
    pytest.param(RuntimeError("can't start new thread"), id="no threads"),
    pytest.param(AssertionError("daemonic processes may have no children"), id="a daemon"),
    pytest.param(AttributeError("os has no attribute fork"), id="no fork"),
    pytest.param(ValueError("cannot find context for 'fork'"), id="no such method"),
    pytest.param(MemoryError(), id="no memory"),
]


@pytest.mark.parametrize("error", REFUSALS)
def test_a_pool_that_cannot_be_started(
    large: Path,
    expected: dict[str, Answer],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    asked = []

    def refuse(count: int) -> ProcessPoolExecutor:
        asked.append(count)
        raise error

    use_every_core(monkeypatch)
    monkeypatch.setattr(processes, "_pool", refuse)
    assert answer(large, "list") == expected["list"]
    assert asked


def use_every_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process start others, though tests have threads."""
    monkeypatch.setattr(processes, "_cores", lambda: 2)
    monkeypatch.setattr(processes, "_can_fork_or_spawn", lambda: True)


@pytest.mark.parametrize("done", [0, 1, 150])
def test_a_pool_that_breaks_half_way(
    large: Path, expected: dict[str, Answer], monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    def breaks(work: Callable[[Any], Any], files: Sequence[Any]) -> Iterator[Any]:
        yield from map(work, files[:done])
        raise BrokenProcessPool("a worker was killed")

    use_every_core(monkeypatch)
    monkeypatch.setattr(processes, "_from_pool", breaks)
    assert same(large, expected)


def test_the_second_process_cannot_be_started(
    large: Path, expected: dict[str, Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one has started then, and must not stay."""
    start = multiprocessing.Process.start
    started: list[Any] = []

    def once(process: Any) -> None:
        if started:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        started.append(process)
        start(process)

    use_every_core(monkeypatch)
    monkeypatch.setattr(multiprocessing.process.BaseProcess, "start", once)
    assert answer(large, "list") == expected["list"]
    assert started[0].exitcode is not None
    assert not multiprocessing.active_children()


def _dies_once(place: Path, number: int) -> int:
    """End the worker that gets here first, as the kernel does when memory is short."""
    try:
        (place / "died").touch(exist_ok=False)
    except FileExistsError:
        return number
    os.kill(os.getpid(), 9)
    return -1


def test_a_worker_that_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_every_core(monkeypatch)
    from functools import partial

    numbers = list(range(loading.MANY))
    work = partial(_dies_once, tmp_path)
    assert list(on_every_core(work, numbers)) == numbers
    assert (tmp_path / "died").exists()
    assert not multiprocessing.active_children()


def test_an_error_of_the_work_itself_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    use_every_core(monkeypatch)
    with pytest.raises(ValueError, match="invalid literal"):
        list(on_every_core(int, ["1"] * loading.MANY + ["x"]))


def test_threads_that_are_running_keep_it_from_forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that another thread holds is never released in a fork."""
    monkeypatch.setattr(processes, "_METHOD", "fork")
    wait = threading.Event()
    thread = threading.Thread(target=wait.wait)
    thread.start()
    try:
        assert not processes._can_fork_or_spawn()  # noqa: SLF001 - where it answers is what counts
    finally:
        wait.set()
        thread.join()


SPAWNS = """
import sys
from levelctl.cli import processes
processes._METHOD = "spawn"
processes._cores = lambda: 2
{guard}
from levelctl.cli.run import run
print(run(["--canon", sys.argv[1], "--no-cache", "list"]), flush=True)
"""


@pytest.mark.parametrize("name", ["levelctl", "other.py"])
def test_the_command_line_in_another_program_that_spawns(
    large: Path, tmp_path: Path, expected: dict[str, Answer], name: str
) -> None:
    """Without a main guard, a spawned process would run the program once more."""
    script = tmp_path / name
    guard = "if __name__ != '__main__': sys.exit()" if name == "levelctl" else ""
    script.write_text(SPAWNS.format(guard=guard))
    before = expected["list"]
    assert python(str(script), str(large)) == Answer(0, f"{before.out}{before.code}\n", before.err)


WHILE_READING = """
import os, signal, sys, threading, time
import levelctl
from levelctl.cache import store
canon = levelctl.open_canon(sys.argv[1])

def read():
    with store._IN_USE:
        reading.set()
        time.sleep(0.3)

reading = threading.Event()
threading.Thread(target=read).start()
reading.wait()
child = os.fork()
if not child:
    signal.alarm(10)
    os._exit(len(levelctl.open_canon(sys.argv[1]).foci) - len(canon.foci))
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_fork_while_a_thread_reads_a_store(small: Path, tmp_path: Path) -> None:
    """A lock that a thread holds would never be released in the new process."""
    env = {"XDG_CACHE_HOME": str(tmp_path)}
    arguments = ("-W", "ignore", "-c", WHILE_READING, str(small))
    assert python(*arguments, env=env) == Answer(0, "0\n", "")


def test_no_property_waits_for_that_of_another_object() -> None:
    """A lock of all objects could be held where the process is forked."""

    class Slow:
        def __init__(self, wait: Callable[[], object]) -> None:
            self.wait = wait

        @cached_property
        def value(self) -> bool:
            return bool(self.wait())

    release = threading.Event()
    thread = threading.Thread(target=lambda: Slow(release.wait).value)
    thread.start()
    found: list[bool] = []
    other = threading.Thread(target=lambda: found.append(Slow(lambda: True).value))
    other.start()
    other.join(5)
    in_time = [*found]
    release.set()
    thread.join()
    other.join()
    assert in_time == [True]
