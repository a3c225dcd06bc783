"""A file is replaced completely or not at all: its mode, links, and a failure at every step."""

from __future__ import annotations

import errno
import os
import resource
import signal
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from levelctl.canon import atomic_write
from levelctl.canon.atomic_write import write
from levelctl.canon.links import Folder
from levelctl.errors import MachineError

WAS, NEW = b"name: caf\xc3\xa9\r\n", b"name: tea\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "canon.yaml"
    path.write_bytes(WAS)
    return path


def left(file: Path) -> dict[str, bytes]:
    """Return what is in the folder of *file*."""
    return {each.name: each.read_bytes() for each in file.parent.iterdir()}


def test_a_file_is_replaced_and_nothing_else_is_left(file: Path) -> None:
    write(file.parent, file.name, NEW, was=WAS)
    assert left(file) == {"canon.yaml": NEW}


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o4755])
def test_mode_is_preserved(file: Path, mode: int) -> None:
    file.chmod(mode)
    write(file.parent, file.name, NEW, was=WAS)
    assert (stat.S_IMODE(file.stat().st_mode), file.read_bytes()) == (mode, NEW)


@pytest.mark.skipif(os.getuid() != 0, reason="only root may give files away")
def test_owner_is_preserved(file: Path) -> None:
    os.chown(file, 1234, 4321)
    write(file.parent, file.name, NEW, was=WAS)
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 4321)


def test_an_owner_that_may_not_be_set_is_done_without(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "chown", _raising(PermissionError(errno.EPERM, "not yours")))
    write(file.parent, file.name, NEW, was=WAS)
    assert left(file) == {"canon.yaml": NEW}


def test_a_link_stays_and_leads_to_the_new_content(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    first, second = folder / "first.yaml", folder / "second.yaml"
    first.symlink_to(file)
    second.symlink_to("first.yaml")

    write(tmp_path, "links/second.yaml", NEW, was=WAS)

    assert (first.readlink(), second.readlink()) == (file, Path("first.yaml"))
    assert file.read_bytes() == NEW
    assert not file.is_symlink()
    assert sorted(each.name for each in folder.iterdir()) == ["first.yaml", "second.yaml"]


@pytest.mark.parametrize("now", [WAS + b"# more\n", b"", NEW])
def test_a_concurrent_change_is_not_overwritten(file: Path, now: bytes) -> None:
    file.write_bytes(now)
    with pytest.raises(MachineError) as caught:
        write(file.parent, file.name, NEW, was=WAS)
    assert (str(caught.value), caught.value.hint) == (
        f"{file} changed after it was read, so it was not overwritten",
        "run the command again",
    )
    assert left(file) == {"canon.yaml": now}


def _gone(file: Path, _: pytest.MonkeyPatch) -> str:
    file.unlink()
    return "No such file or directory"


def _loop(file: Path, _: pytest.MonkeyPatch) -> str:
    file.unlink()
    file.symlink_to(file)
    return "Too many levels of symbolic links"


def _read_only(_: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    # Root may write everything, so the mode alone would not do.
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    return "the file is read-only"


@pytest.mark.parametrize("break_it", [_gone, _loop, _read_only])
def test_a_failed_write_is_reported(
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    break_it: Callable[[Path, pytest.MonkeyPatch], str],
) -> None:
    reason = break_it(file, monkeypatch)
    with pytest.raises(MachineError) as caught:
        write(file.parent, file.name, NEW, was=WAS)
    assert str(caught.value) == f"{file} cannot be written and is unchanged: {reason}"
    assert len([*file.parent.iterdir()]) == (break_it is not _gone)


def _raising(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*_: Any, **__: Any) -> NoReturn:
        raise error

    return fail


FULL = OSError(errno.ENOSPC, "No space left on device")

STEPS: dict[str, tuple[Any, str]] = {
    "open": (Folder, "open"),
    "make": (Folder, "create"),
    "mode": (os, "chmod"),
    "flush to the disk": (os, "fsync"),
    "replace": (Folder, "replace"),
}
"""Each step that may fail, by what it calls."""


@pytest.mark.parametrize("after", [False, True], ids=["instead", "just after"])
@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt()], ids=["full disk", "Ctrl-C"])
@pytest.mark.parametrize("step", STEPS)
def test_a_failure_at_any_step_leaves_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException, after: bool
) -> None:
    place, name = STEPS[step]
    true = getattr(place, name)
    called = []

    def fail(*arguments: Any, **settings: Any) -> NoReturn:
        called.append(name)
        if after:
            _closed(true(*arguments, **settings))
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(place, name, fail)
        with pytest.raises((MachineError, KeyboardInterrupt)) as caught:
            write(file.parent, file.name, NEW, was=WAS)

    assert called == [name]
    # What is in place when Ctrl-C comes is in place whole.
    assert left(file) == {"canon.yaml": NEW if after and step == "replace" else WAS}
    if error is FULL:
        expected = f"{file} cannot be written and is unchanged: No space left on device"
        assert str(caught.value) == expected


def _closed(file: Any) -> None:
    if hasattr(file, "close"):
        file.close()


def test_a_disk_that_is_full_halfway_leaves_the_file(file: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
        with pytest.raises(MachineError) as caught:
            write(file.parent, file.name, b"x" * 100_000, was=WAS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert str(caught.value).endswith("is unchanged: File too large")
    assert left(file) == {"canon.yaml": WAS}


def test_a_folder_that_cannot_be_flushed_is_ignored(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", _raising(FULL))
    atomic_write.settle(file.parent)
    assert left(file) == {"canon.yaml": WAS}
