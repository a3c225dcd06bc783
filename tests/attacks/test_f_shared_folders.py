"""
The cache and data folders are shared: somebody else plants folders, files and links in them.

A folder or file is used only if it is the user's own and nobody else may write to it. Nothing is
opened through a link, or truncated, and clearing the cache deletes what levelctl made alone.
"""

from __future__ import annotations

import contextlib
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from levelctl import open_canon
from levelctl.cache import freshness, locking, private, store
from program import MODULE, environment, run
from small import write_canon

SHOW = ("show", "WARDNURS1234.P2")


@pytest.fixture
def canon(tmp_path: Path) -> Path:
    return write_canon(tmp_path / "canon")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(freshness, "MTIME_GRANULARITY", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "cache" / "levelctl"


@pytest.fixture
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def contents(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("umask", [0o000, 0o002, 0o022, 0o077, 0o177], indirect=True)
@pytest.mark.usefixtures("umask")
def test_folders_and_stores_are_private_whatever_the_umask(canon: Path, cache: Path) -> None:
    assert run("--canon", str(canon), *SHOW).code == 0
    assert stat.S_IMODE(cache.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in cache.iterdir()} == {0o600}


def of_another_user(folder: Path) -> None:
    if os.getuid():
        pytest.skip("only root can give a folder away")
    os.chown(folder, 1234, 1234)


def writable_by_the_group(folder: Path) -> None:
    folder.chmod(0o770)


def writable_by_all(folder: Path) -> None:
    folder.chmod(0o777)


def sticky(folder: Path) -> None:
    folder.chmod(0o1777)


def a_link_of_another_user(folder: Path) -> None:
    if os.getuid():
        pytest.skip("only root can give a link away")
    folder.rename(folder.with_name("important"))
    folder.symlink_to("important")
    os.chown(folder, 1234, 1234, follow_symlinks=False)


FOREIGN = (
    of_another_user,
    writable_by_the_group,
    writable_by_all,
    sticky,
    a_link_of_another_user,
)


@pytest.mark.parametrize("spoil", FOREIGN)
def test_a_cache_that_others_can_change_is_not_used(
    canon: Path, cache: Path, spoil: Callable[[Path], None]
) -> None:
    questions = (SHOW, ("match", "ward nurse"), ("check",))
    expected = [run("--canon", str(canon), "--no-cache", *question) for question in questions]
    private.make_folder(cache)
    spoil(cache)
    assert [run("--canon", str(canon), *question) for question in questions] == expected
    assert contents(cache) == []
    shown = run("--canon", str(canon), "cache")
    assert shown.code == 0
    assert "chmod go-w" in shown.out or "another user" in shown.out
    cleared = run("cache", "clear")
    assert (cleared.code, cleared.out) == (4, "")


@pytest.mark.parametrize("spoil", FOREIGN)
def test_data_that_others_can_change_is_neither_read_nor_written(
    tmp_path: Path, canon: Path, spoil: Callable[[Path], None]
) -> None:
    database = tmp_path / "db"
    database.mkdir()
    (database / "Occupation Data.txt").write_text(
        "O*NET-SOC Code\tTitle\n29-1141.00\tRegistered Nurses\n", "utf-8"
    )
    assert run("import", "onet", str(database)).code == 0
    run("--canon", str(canon), "check")
    data = tmp_path / "data" / "levelctl"
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    spoil(data)
    check = ("--canon", str(canon), "check")
    for question in (("import", "--list"), ("--canon", str(canon), "match", "ward nurse"), check):
        answer = run(*question)
        assert (answer.code, answer.out) == (3, "")
        assert "chmod go-w" in answer.err or "another user" in answer.err
    written = run("import", "onet", str(database))
    assert written.code in (3, 4)
    assert {path.name: path.read_bytes() for path in data.iterdir()} == before


def test_a_link_of_ones_own_to_another_disk_is_fine(canon: Path, cache: Path) -> None:
    disk = cache.parent.with_name("disk")
    private.make_folder(disk)
    cache.parent.mkdir()
    cache.symlink_to(disk)
    assert run("--canon", str(canon), *SHOW).code == 0
    assert len(contents(disk)) == 1


def victim(tmp_path: Path) -> Path:
    path = tmp_path / "victim"
    path.write_bytes(b"precious")
    return path


@pytest.mark.parametrize("suffix", [".sqlite", ".lock"])
@pytest.mark.parametrize("exists", [True, False])
def test_nothing_is_opened_through_a_planted_link(
    tmp_path: Path, canon: Path, cache: Path, suffix: str, *, exists: bool
) -> None:
    target = victim(tmp_path) if exists else tmp_path / "nothing"
    private.make_folder(cache)
    (cache / (store.path_of(canon).stem + suffix)).symlink_to(target)
    with locking.locked(store.path_of(canon)):
        pass
    assert run("--canon", str(canon), *SHOW).code == 0
    assert run("cache", "clear").code == 0
    assert target.exists() == exists
    assert not exists or target.read_bytes() == b"precious"


def test_a_hard_link_in_the_place_of_a_lock_is_not_emptied(
    tmp_path: Path, canon: Path, cache: Path
) -> None:
    path = store.path_of(canon)
    private.make_folder(cache)
    path.with_suffix(".lock").hardlink_to(victim(tmp_path))
    with locking.locked(path):
        pass
    assert (tmp_path / "victim").read_bytes() == b"precious"


def test_a_file_of_another_user_or_that_others_can_change_is_not_read(
    canon: Path, cache: Path
) -> None:
    assert run("--canon", str(canon), *SHOW).code == 0
    (path,) = cache.iterdir()
    path.chmod(0o666)
    with pytest.raises(PermissionError, match="chmod go-w"):
        store.Store(path)
    if not os.getuid():
        path.chmod(0o600)
        os.chown(path, 1234, 1234)
        with pytest.raises(PermissionError, match="another user"):
            store.Store(path)


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir])
def test_what_is_no_file_is_not_opened(
    canon: Path, cache: Path, make: Callable[[Path], None]
) -> None:
    private.make_folder(cache)
    make(store.path_of(canon))
    assert run("--canon", str(canon), *SHOW).code == 0


def test_clearing_deletes_only_what_levelctl_made(tmp_path: Path, canon: Path, cache: Path) -> None:
    assert run("--canon", str(canon), *SHOW).code == 0
    own = contents(cache)
    foreign = ("notes.sqlite", "holiday.lock", "a.writing", "canon.sqlite", "canon-1.sqlite")
    for name in foreign:
        (cache / name).write_bytes(b"precious")
    linked = cache / "canon-0123456789abcdef.sqlite"
    linked.symlink_to(victim(tmp_path))
    (cache / "canon-0123456789abcdee.sqlite").mkdir()
    size = sum((cache / name).stat().st_size for name in own)
    cleared = run("cache", "clear")
    assert cleared.out == f"deleted {len(own)} files, {size:,} bytes\n"
    left = {*foreign, linked.name, "canon-0123456789abcdee.sqlite"}
    assert {*contents(cache)} == left
    assert (tmp_path / "victim").read_bytes() == b"precious"


def test_clearing_what_is_not_there(cache: Path) -> None:
    cleared = run("cache", "clear")
    assert (cleared.code, cleared.out) == (0, "deleted 0 files, 0 bytes\n")
    assert not cache.exists()


HOLDER = """
import sys, time
from pathlib import Path
from levelctl.cache.locking import locked
with locked(Path(sys.argv[1])):
    print("locked", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def held(canon: Path) -> Iterator[Path]:
    """Return the path of a store whose lock a stopped process holds."""
    path = store.path_of(canon)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, env=environment()
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"locked\n"
        yield path
        holder.kill()


@pytest.mark.long
def test_a_wait_for_a_lock_is_said_and_ends(held: Path) -> None:
    said: list[str] = []
    start = time.monotonic()
    with locking.locked(held, on_wait=said.append, timeout=1.2):
        pass
    assert 1 < time.monotonic() - start < 5
    assert said == [f"waiting for another process that has locked {held.with_suffix('.lock')}"]


def test_a_required_lock_that_cannot_be_had_is_an_error(held: Path) -> None:
    with (
        pytest.raises(OSError, match="cannot be locked"),
        locking.locked(held, required=True, timeout=0.2),
    ):
        pass


def test_the_lock_of_a_killed_process_is_free(canon: Path) -> None:
    path = store.path_of(canon)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, env=environment()
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"locked\n"
        holder.kill()
    with locking.locked(path, required=True, timeout=0.5):
        pass


def test_a_killed_run_leaves_nothing_that_the_next_does_not_remove(
    canon: Path, cache: Path
) -> None:
    """A process is killed while it writes a store."""
    script = (
        "import os, signal, sqlite3, sys\n"
        "from levelctl.cache import store\n"
        "store._replace = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from levelctl.cli.run import run\n"
        "run(sys.argv[1:])\n"
    )
    env = environment({"XDG_CACHE_HOME": str(cache.parent)})
    killed = subprocess.run(
        [sys.executable, "-c", script, "--canon", str(canon), *SHOW], env=env, check=False
    )
    assert killed.returncode < 0
    assert [name.rpartition(".")[2] for name in contents(cache)] == ["writing"]
    assert subprocess.run(
        [*MODULE, "--canon", str(canon), *SHOW], env=env, check=True, stdout=subprocess.DEVNULL
    )
    assert [name.rpartition(".")[2] for name in contents(cache)] == ["sqlite"]


def test_where_an_open_file_cannot_be_replaced_no_store_stays_open(
    canon: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows."""
    open_canon(canon)
    opened = open_canon(canon)
    assert opened.functions
    before = [path for path in open_files() if path.parent == cache]
    assert before
    monkeypatch.setattr(store, "_OPEN_FILES_STAY", True)
    for _ in range(2):
        opened = open_canon(canon)
        assert opened.functions
    assert [path for path in open_files() if path.parent == cache] == before


def open_files() -> Iterator[Path]:
    """Yield the files that this process has open."""
    for handle in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            yield handle.readlink()
