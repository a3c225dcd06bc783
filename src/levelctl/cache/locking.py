"""Lets one process write a store while others wait. Only this module uses filelock."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from levelctl.cache import private

if TYPE_CHECKING:  # slow to import
    from filelock import BaseFileLock

LOCK_TIMEOUT = 10.0
"""Seconds to wait for another process that is writing the same store."""

_LOCK_NOTICE = 1.0
"""Seconds of waiting after which it is said."""

_LOCK_POLL = 0.1


@contextlib.contextmanager
def locked(
    path: Path | None,
    *,
    on_wait: Callable[[str], None] | None = None,
    required: bool = False,
    timeout: float = LOCK_TIMEOUT,
) -> Iterator[None]:
    """
    Keep other processes from writing the store at *path* meanwhile.

    *on_wait* receives a line if another process is writing it. After *timeout* seconds, or if
    there can be no lock, the block runs without it; if the lock is *required*, OSError is raised.
    """
    if path is None:
        yield
        return
    from filelock import FileLock  # slow to import, and only needed for hundreds of files

    lock = FileLock(path.with_suffix(".lock"), mode=0o600, poll_interval=_LOCK_POLL)
    try:
        private.make_folder(path.parent)
        _require_own(path.with_suffix(".lock"))
        _acquire(lock, on_wait, timeout)
    except (OSError, NotImplementedError) as error:  # a file system may know no locks
        if required:
            raise OSError(f"{path} cannot be locked: {error}") from error
    try:
        yield
    finally:
        lock.release()


def _require_own(lock: Path) -> None:
    """Raise OSError if the file *lock* exists and is not ours alone: locking would empty it."""
    try:
        status = private.require_file(lock)
    except FileNotFoundError:
        return
    if status.st_nlink > 1:
        raise OSError(f"{lock} is also the name of another file")


def _acquire(lock: BaseFileLock, on_wait: Callable[[str], None] | None, timeout: float) -> None:
    """Take the *lock*. Raises TimeoutError after *timeout* seconds, or OSError if it cannot be."""
    with contextlib.suppress(TimeoutError):
        lock.acquire(timeout=min(timeout, _LOCK_NOTICE))
        return
    if on_wait:
        on_wait(f"waiting for another process that has locked {lock.lock_file}")
    lock.acquire(timeout=max(timeout - _LOCK_NOTICE, 0))
