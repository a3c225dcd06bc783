"""
Shares work on many files among all processor cores. Only the command line starts processes.

A pool of processes only saves time. Where it cannot be started, or breaks, this process does the
rest of the work, and the answer is the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from levelctl.canon.files import S, T

if TYPE_CHECKING:  # slow to import, and only needed for hundreds of files
    from concurrent.futures import ProcessPoolExecutor

CHUNK = 16
"""How many files a process gets at a time."""


def on_every_core(work: Callable[[S], T], files: Sequence[S]) -> Iterator[T]:
    """Yield the results of *work* for *files*, in order: this process alone does it for a few."""
    from levelctl.canon.loading import MANY

    done = 0
    if len(files) >= MANY and _cores() > 1 and _can_fork_or_spawn():
        try:
            for result in _from_pool(work, files):
                yield result
                done += 1
        # A system refuses processes, threads or locks in a dozen ways, some with exceptions of
        # its own. If the work itself fails, it fails again below.
        except Exception:  # noqa: BLE001, S110
            pass
    yield from map(work, files[done:])


def _from_pool(work: Callable[[S], T], files: Sequence[S]) -> Iterator[T]:
    """Yield the results of *work* for *files* from processes, all of which have ended then."""
    import multiprocessing
    import pickle

    pickle.dumps(work)  # a pool waits forever for work that cannot be sent
    before = multiprocessing.active_children()
    pool = _pool(min(_cores(), -(-len(files) // CHUNK)))
    try:
        yield from pool.map(work, files, chunksize=CHUNK)
    finally:
        pool.shutdown(cancel_futures=True)
        for process in set(multiprocessing.active_children()).difference(before):
            process.kill()  # a pool that could not start completely does not end what it started
            process.join()


def _pool(processes: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context(_METHOD)
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_end_with_parent)


_METHOD = "fork" if sys.platform == "linux" else "spawn"
"""
How processes are started, whatever the default is of this version of Python.

A fork has all modules already. It is only safe where no library of the system starts threads.
"""


def _cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    else:  # noqa: RET505 - so mypy knows that it is for another system
        return os.cpu_count() or 1


def _can_fork_or_spawn() -> bool:
    """
    Report whether new processes are safe, even if another program runs this command line.

    A fork has only one thread, so a lock that another one holds is never released there. A
    spawned process imports the main module once more, and another program's may do anything.
    """
    if _METHOD == "fork":
        import threading

        return threading.active_count() == 1
    main = sys.modules["__main__"]
    name = main.__spec__.name if main.__spec__ else ""
    return name == "levelctl.__main__" or Path(sys.argv[0]).stem == "levelctl"


def _end_with_parent() -> None:
    """End this worker process when its parent ends, even if the parent is killed."""
    import multiprocessing
    import signal
    import threading

    def watch() -> None:
        if parent:
            parent.join()
        os._exit(1)

    # Ctrl-C reaches every process of a terminal. The parent handles it; then this one ends, too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):  # what the parent does then is not for a copy of it to do
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    try:
        threading.Thread(target=watch, daemon=True).start()
    except RuntimeError:  # no more threads: an exception here would be printed
        os._exit(1)
