"""The store is optional and never wrong: each test damages it, or changes the files."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from databases import database_in
from levelctl.answers.cache import cache_of
from levelctl.answers.show import page
from levelctl.cache import freshness, opening, refresh, store, unfinished
from levelctl.canon import files, loading, parsing
from levelctl.canon.canon import Canon
from levelctl.canon.parsed_file import ParseResult
from levelctl.canon.resolve import reference, resolve
from levelctl.errors import CanonError, LevelctlError
from levelctl.record import decode, encode, replace
from small import FILES, KEEPER, LADDER, WARD, write_canon, write_large_canon

WARD_FILE = "functions/nursing/ward-nurse.yaml"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a cache folder of its own, and count every file as old."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(freshness, "MTIME_GRANULARITY", 0)
    return tmp_path / "cache" / "levelctl"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_canon(tmp_path / "canon")


def content(canon: Canon) -> dict[str, Any]:
    """Return everything that can be read from *canon*."""
    names = [*canon.names, "nursing P2", "WARDNURS1234.P2", "ward nurse M2", "nobody"]
    profiles = [profile for focus in canon.foci for profile in focus.profiles]
    return {
        "settings": canon.settings,
        "ladder": canon.ladder,
        "families": canon.families,
        "functions": canon.functions,
        "diagnostics": canon.diagnostics,
        "pages": [page(canon, profile) for profile in profiles],
        "families' pages": [page(canon, family) for family in canon.families],
        "names": {name: _meaning(canon, name) for name in names},
    }


def _meaning(canon: Canon, name: str) -> str:
    try:
        return reference(resolve(canon, name))
    except LevelctlError as error:
        return f"{error} {error.hint}"


def agrees(root: Path) -> bool:
    """Return whether the canon has the same content with and without its store."""
    return content(opening.open_canon(root)) == content(loading.load(root))


def fresh_store(root: Path) -> Path:
    """Return the path of the store of *root*, which is built and fresh."""
    opening.open_canon(root)
    assert cache_of(root).fresh
    return store.path_of(root)


def record_parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that records each file that is parsed from now on."""
    seen: list[str] = []

    parse = parsing.parse

    def recording(path: str, content: bytes) -> ParseResult:
        seen.append(path)
        return parse(path, content)

    monkeypatch.setattr(parsing, "parse", recording)
    return seen


def test_a_warm_answer_equals_that_of_the_files_and_parses_none(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh_store(root)
    seen = record_parsed(monkeypatch)
    warm = content(opening.open_canon(root))
    assert seen == []
    assert warm == content(loading.load(root))


def test_a_canon_can_be_read_in_another_thread(root: Path) -> None:
    fresh_store(root)
    problems: list[str] = []
    canon = opening.open_canon(root, on_problem=problems.append)
    with ThreadPoolExecutor() as pool:
        assert pool.submit(content, canon).result() == content(loading.load(root))
    assert problems == []


def rows_of(place: Path) -> list[str]:
    with database_in(place) as database:
        return [name for (name,) in database.execute("SELECT name FROM rows ORDER BY name")]


@pytest.mark.parametrize("seed", range(40))
def test_bits_can_rot(root: Path, seed: int) -> None:
    place = fresh_store(root)
    data = bytearray(place.read_bytes())
    drawn = random.Random(seed)  # noqa: S311
    for _ in range(drawn.choice([1, 10, 500])):
        data[drawn.randrange(len(data))] ^= 1 << drawn.randrange(8)
    place.write_bytes(data)
    assert agrees(root)


def _truncated(place: Path) -> None:
    place.write_bytes(place.read_bytes()[: place.stat().st_size // 2])


def _emptied(place: Path) -> None:
    place.write_bytes(b"")


def _foreign(place: Path) -> None:
    place.write_text("not a database\n" * 1000)


def _without_table(place: Path) -> None:
    place.unlink()
    with database_in(place) as database:
        database.execute("CREATE TABLE other (x)")


def _with_other_columns(place: Path) -> None:
    place.unlink()
    with database_in(place) as database:
        database.execute("CREATE TABLE rows (name)")


def _emptied_rows(place: Path) -> dict[str, bytes]:
    """Return the rows of a store that describes, with valid checksums, an empty canon."""
    old = store.Store(place)
    rows = {name: old.get(name) or b"" for name in rows_of(place)}
    return {**rows, "outline:": b"[]", "names:": b"[]"}


def _of_another_canon(place: Path) -> None:
    rows = _emptied_rows(place)
    name = freshness.FINGERPRINT
    fingerprint = decode(rows[name], freshness.Fingerprint)
    store.write(place, {**rows, name: encode(replace(fingerprint, root="/elsewhere"))})


def _of_another_edition(place: Path) -> None:
    store.write(place, {freshness.FINGERPRINT: b'{"edition": 99}'})


def _a_folder(place: Path) -> None:
    place.unlink()
    place.mkdir()


def _a_dangling_link(place: Path) -> None:
    place.unlink()
    place.symlink_to("nowhere")


@pytest.mark.parametrize(
    "harm",
    [
        _truncated,
        _emptied,
        _foreign,
        _without_table,
        _with_other_columns,
        _of_another_canon,
        _of_another_edition,
        _a_folder,
        _a_dangling_link,
    ],
)
def test_any_other_file_in_its_place_is_ignored(root: Path, harm: Callable[[Path], None]) -> None:
    harm(fresh_store(root))
    assert agrees(root)
    assert agrees(root)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_another_users_store_is_not_read(root: Path) -> None:
    place = fresh_store(root)
    store.write(place, _emptied_rows(place))
    assert not agrees(root)
    os.chown(place, 12345, 12345)
    assert agrees(root)


@pytest.mark.parametrize("home", ["/proc/nowhere", "/dev/null"])
def test_a_cache_folder_that_cannot_be_made(
    root: Path, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    assert agrees(root)


def test_without_a_home_there_is_no_cache(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: Path("~/.cache"))
    with pytest.raises(FileNotFoundError, match="no home folder"):
        store.folder()
    assert agrees(root)


def run(root: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "levelctl", "--canon", str(root), *arguments]
    return subprocess.run(program, capture_output=True, text=True, check=False, **options)


def test_a_full_disk(root: Path, cache: Path) -> None:
    """A size limit of one page per file simulates a full disk."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    expected = run(root, "list", "--no-cache")
    answer = run(root, "list", preexec_fn=limit)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, expected.stdout, "")
    assert list(cache.iterdir()) == []


def test_a_failure_to_write_is_reported_in_a_line_if_it_matters(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    problems: list[str] = []
    monkeypatch.setattr(refresh, "write", full)
    opening.open_canon(root, on_problem=problems.append)
    assert problems == []
    monkeypatch.setattr(refresh, "SLOW", -1)
    assert content(opening.open_canon(root, on_problem=problems.append)) == content(
        loading.load(root)
    )
    (line,) = problems
    assert line.endswith("the next answer will take as long: database or disk is full")


def test_a_change_that_cannot_be_cached_is_answered_all_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh_store(root)
    (root / WARD_FILE).write_text(WARD.replace("Ward Nurse", "Night Nurse"))

    def full(*_: object, **__: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(refresh, "write", full)
    seen = record_parsed(monkeypatch)
    answer = content(opening.open_canon(root))
    assert seen == [WARD_FILE]
    assert answer == content(loading.load(root))


def test_damage_is_reported_in_a_line_and_repaired(root: Path) -> None:
    place = fresh_store(root)
    with database_in(place) as database:
        database.execute("UPDATE rows SET body = x'00' WHERE name = 'outline:'")
    problems: list[str] = []
    content(opening.open_canon(root, on_problem=problems.append))
    assert problems == ["the cache is damaged; reading the canon's files instead"]
    content(opening.open_canon(root, on_problem=problems.append))
    assert len(problems) == 1


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a canon with enough files for the command line to read them in several processes."""
    return write_large_canon(tmp_path_factory.mktemp("large"))


@pytest.mark.long
def test_twenty_processes_on_a_cold_cache(large: Path, cache: Path) -> None:
    expected = run(large, "list", "--no-cache").stdout
    assert expected.count("\n") > loading.MANY
    program = [sys.executable, "-m", "levelctl", "--canon", str(large), "list"]
    pipe = subprocess.PIPE
    running = [subprocess.Popen(program, stdout=pipe, stderr=pipe, text=True) for _ in range(20)]
    answers = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0] * 20
    assert [out for out, _ in answers] == [expected] * 20
    assert {_without_waiting(err) for _, err in answers} == {""}
    assert {path.suffix for path in cache.iterdir()} == {".sqlite", ".lock"}


def _without_waiting(err: str) -> str:
    """Return *err* without what a process says if it waits for another for over a second."""
    return re.sub(r"levelctl: waiting for another process that has locked \S+\.lock\n", "", err)


@pytest.mark.long
def test_killed_in_the_middle(large: Path, cache: Path) -> None:
    expected = run(large, "list", "--no-cache").stdout
    program = [sys.executable, "-m", "levelctl", "--canon", str(large), "list"]
    drawn = random.Random(7)  # noqa: S311
    for _ in range(12):
        shutil.rmtree(cache, ignore_errors=True)
        with subprocess.Popen(program, stdout=subprocess.DEVNULL) as process:
            time.sleep(drawn.uniform(0.02, 0.4))
            process.kill()
        answer = run(large, "list")
        assert (answer.returncode, answer.stdout, answer.stderr) == (0, expected, "")


def test_worker_processes_end_with_their_parent(large: Path) -> None:
    """A process that is killed while reading leaves no workers behind."""
    program = [sys.executable, "-m", "levelctl", "--canon", str(large), "--no-cache", "list"]
    caught = 0
    for _ in range(5):
        with subprocess.Popen(program, stdout=subprocess.DEVNULL) as process:
            while process.poll() is None and not (workers := _children(process.pid)):
                time.sleep(0.001)
            process.kill()
        caught += bool(workers)
        deadline = time.monotonic() + 5
        while any(map(_alive, workers)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(map(_alive, workers))
    assert caught


def _children(parent: int) -> list[int]:
    return [pid for pid, (state, above) in _processes() if above == parent and state != "Z"]


def _alive(pid: int) -> bool:
    return any(found == pid and state != "Z" for found, (state, _) in _processes())


def _processes() -> Iterator[tuple[int, tuple[str, int]]]:
    """Yield the ID of each process with its state and its parent."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, above, *_ = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield int(stat.parent.name), (state, int(above))


def test_abandoned_unfinished_files_are_deleted(root: Path, cache: Path) -> None:
    cache.mkdir(parents=True)
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    here = unfinished._computer()  # noqa: SLF001
    elsewhere = "00000000"
    names = {
        f"canon-0.{here}-{ended.pid}.00000000.writing": False,
        f"canon-0.{here}-{os.getpid()}.00000000.writing": True,
        f"canon-0.{elsewhere}-{ended.pid}.00000000.writing": True,
        f"canon-1.{elsewhere}-{ended.pid}.00000000.writing": False,
        "notes.writing": True,
    }
    cache.chmod(0o700)
    for name in names:
        (cache / name).write_bytes(b"half")
        if name.startswith("canon-1") or name == "notes.writing":
            os.utime(cache / name, (0, 0))
    fresh_store(root)
    assert {name: (cache / name).exists() for name in names} == names


def test_an_edit_during_reading_is_seen_the_next_time(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_files = loading.compile_files

    def edited(*arguments: Any) -> Any:
        found = compile_files(*arguments)
        (root / WARD_FILE).write_text(WARD.replace("Ward Nurse", "Night Nurse"))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(loading, "compile_files", edited)
        opening.open_canon(root)
    assert agrees(root)


def test_a_change_of_the_same_size_and_time_is_seen(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock has not moved on, and the file system shows no difference."""
    now = time.time_ns()

    def still(base: str, path: str) -> files.FileStats:
        place = Path(base, path)
        size = place.stat().st_size if place.exists() else files.MISSING
        return path, size, now, now, 1, 1

    monkeypatch.setattr(freshness, "MTIME_GRANULARITY", 2_000_000_000)
    monkeypatch.setattr(files, "_stats", still)
    opening.open_canon(root)
    stats = files.scan(root)
    (root / WARD_FILE).write_text(WARD.replace("Ward Nurse", "Wand Nurse"))
    assert files.scan(root) == stats
    assert agrees(root)


@pytest.mark.parametrize(
    ("change", "read"),
    [
        pytest.param({WARD_FILE: WARD.replace("Ward", "Night")}, [WARD_FILE], id="one changed"),
        pytest.param({WARD_FILE: WARD}, [], id="one touched"),
        pytest.param(
            {"functions/storage/b.yaml": KEEPER.replace("ABCD", "BCDE")},
            ["functions/storage/b.yaml"],
            id="one new",
        ),
        pytest.param(
            {"ladder.yaml": LADDER.replace("Knows a field", "Knows one")},
            ["ladder.yaml"],
            id="the ladder",
        ),
        pytest.param({WARD_FILE: "code: ["}, [WARD_FILE], id="one broken"),
    ],
)
def test_only_changed_files_are_parsed_again(
    root: Path, change: dict[str, str], read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh_store(root)
    write_canon(root, {**dict.fromkeys(FILES), **change})
    seen = record_parsed(monkeypatch)
    opening.open_canon(root)
    assert seen == read
    seen.clear()
    opening.open_canon(root)
    assert seen == []
    assert agrees(root)


def test_a_level_removed_from_the_ladder_is_reported_in_unchanged_files(root: Path) -> None:
    fresh_store(root)
    start = LADDER.index("  P3:")
    without = LADDER[:start] + LADDER[LADDER.index("  M1:") :]
    (root / "ladder.yaml").write_text(without.replace("range: [P1, P3]", "range: [P1, P2]"))
    canon = opening.open_canon(root)
    (diagnostic,) = canon.diagnostics
    assert diagnostic.path == f"{root}/{WARD_FILE}"
    assert diagnostic.message == "P3 is not a level of the ladder"
    assert agrees(root)


def test_a_deleted_file_is_gone(root: Path) -> None:
    fresh_store(root)
    (root / WARD_FILE).unlink()
    shutil.rmtree(root / "functions/storage")
    assert [focus.code for focus in opening.open_canon(root).foci] == ["CLINICNU5678"]
    assert agrees(root)


def test_a_broken_ladder_is_not_answered_from_the_store(root: Path) -> None:
    fresh_store(root)
    (root / "ladder.yaml").write_text("levels: [")
    with pytest.raises(CanonError):
        opening.open_canon(root)
    (root / "ladder.yaml").write_text(LADDER)
    assert agrees(root)


def test_a_canon_that_moves_reports_its_new_paths(root: Path, tmp_path: Path) -> None:
    (root / WARD_FILE).write_text("code: [")
    opening.open_canon(root)
    moved = root.rename(tmp_path / "moved")
    (diagnostic,) = opening.open_canon(moved).diagnostics
    assert diagnostic.path == str(moved / WARD_FILE)


edits = st.lists(
    st.tuples(
        st.sampled_from([name for name in FILES if name.startswith("functions/")]),
        st.one_of(
            st.none(),
            st.tuples(st.integers(0, 1500), st.integers(0, 80), st.binary(max_size=8)),
        ),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits)
def test_after_any_edits_the_store_agrees_with_the_files(
    tmp_path: Path, changes: list[tuple[str, tuple[int, int, bytes] | None]]
) -> None:
    root = tmp_path / "edited"
    shutil.rmtree(root, ignore_errors=True)
    write_canon(root)
    for name, change in changes:
        data = FILES[name].encode()
        if change is None:
            (root / name).unlink(missing_ok=True)
        else:
            start, length, put = change
            (root / name).write_bytes(data[:start] + put + data[start + length :])
        assert agrees(root)


FORMATS = [
    ("show", "ward nurse P2"),
    ("show", "ward nurse P2", "-f", "json"),
    ("show", "care", "-f", "markdown"),
    ("list", "--lacks", "pay", "-f", "csv"),
    ("diff", "ward nurse P1", "P2", "P3"),
    ("rubric", "ward nurse", "-f", "tsv"),
    ("show", "nobody"),
]


@pytest.mark.parametrize("arguments", FORMATS, ids=" ".join)
@pytest.mark.long
def test_answers_are_the_same_to_the_byte(root: Path, arguments: tuple[str, ...]) -> None:
    bare = run(root, "--no-cache", *arguments)
    cold, warm = run(root, *arguments), run(root, *arguments)
    expected = (bare.returncode, bare.stdout, bare.stderr)
    assert (cold.returncode, cold.stdout, cold.stderr) == expected
    assert (warm.returncode, warm.stdout, warm.stderr) == expected


@pytest.mark.parametrize("place", ["before", "after"])
def test_no_cache_leaves_no_trace(root: Path, cache: Path, place: str) -> None:
    arguments = ("--no-cache", "list") if place == "before" else ("list", "--no-cache")
    assert run(root, *arguments).returncode == 0
    assert not cache.exists()


def _stores(cache: Path) -> Iterator[Path]:
    return cache.glob("*.sqlite")


def test_the_cache_is_shown_and_cleared(root: Path, cache: Path) -> None:
    assert "Made: never" in run(root, "cache").stdout
    run(root, "list")
    (place,) = _stores(cache)
    shown = run(root, "cache").stdout
    assert f"Store: {place}" in shown
    assert f"Size: {place.stat().st_size:,} bytes" in shown
    assert f"Files: {len(FILES)}" in shown
    assert run(root, "cache", "clear").stdout.startswith("deleted 1 files")
    assert list(_stores(cache)) == []


def test_an_unreachable_cache_ends_with_4(root: Path) -> None:
    answer = run(root, "cache", env={**os.environ, "XDG_CACHE_HOME": "/dev/null"})
    assert answer.returncode in (0, 4)
    assert "Traceback" not in answer.stderr
