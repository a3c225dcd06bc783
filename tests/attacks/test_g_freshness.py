"""
A canon changes so that its files look the same: sizes, times and paths stay.

A change is seen all the same, by the inode and device of a file; on Windows, which keeps no time
of a change, by the content.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from levelctl.cache import freshness
from levelctl.canon import files, loading
from program import run
from small import WARD, write_canon

WARD_FILE = "functions/nursing/ward-nurse.yaml"

OTHER = {WARD_FILE: WARD.replace("Ward Nurse", "Wand Nurse")}
"""A change that keeps the size."""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(freshness, "MTIME_GRANULARITY", 0)


def names(canon: Path) -> set[str]:
    """Return which of the names are in the list, the page and the match of a cached answer."""
    questions = (("list",), ("show", "WARDNURS1234"), ("match", "wand nurse"), ("check",))
    answers = [run("--canon", str(canon), *question) for question in questions]
    assert [answer.code for answer in answers[:2]] == [0, 0]
    text = "".join(answer.out for answer in answers[:2])
    return {name for name in ("Ward Nurse", "Wand Nurse") if name in text}


def twins(one: Path, two: Path) -> None:
    """Write two canons whose files differ in content alone, not in a time or size."""
    for number in range(200):
        canons = write_canon(one / str(number)), write_canon(two / str(number), OTHER)
        for canon in canons:
            for path in canon.rglob("*.yaml"):
                os.utime(path, ns=(10**18, 10**18))
        times = [{p.stat().st_ctime_ns for p in canon.rglob("*.yaml")} for canon in canons]
        if len(times[0] | times[1]) == 1:
            for canon in canons:
                canon.rename(canon.parent.with_name(f"{canon.parent.name}-twin"))
            return
    pytest.skip("the file system's clock is too fine")


def test_folders_are_swapped(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    twins(one, two)
    one, two = tmp_path / "one-twin", tmp_path / "two-twin"
    time.sleep(0.01)
    assert names(one) == {"Ward Nurse"}
    nursing = "functions/nursing"
    (one / nursing).rename(tmp_path / "old")
    (two / nursing).rename(one / nursing)
    assert names(one) == {"Wand Nurse"}
    (one / nursing).rename(two / nursing)
    (tmp_path / "old").rename(one / nursing)
    assert names(one) == {"Ward Nurse"}


def test_whole_canons_are_swapped(tmp_path: Path) -> None:
    twins(tmp_path / "one", tmp_path / "two")
    one, two = tmp_path / "one-twin", tmp_path / "two-twin"
    assert names(one) == {"Ward Nurse"}
    one.rename(tmp_path / "old")
    two.rename(one)
    assert names(one) == {"Wand Nurse"}


def test_a_link_to_a_release_is_switched(tmp_path: Path) -> None:
    twins(tmp_path / "one", tmp_path / "two")
    current = tmp_path / "current"
    for release, name in (("one", "Ward"), ("two", "Wand"), ("one", "Ward")):
        (tmp_path / "next").symlink_to(tmp_path / f"{release}-twin")
        (tmp_path / "next").replace(current)
        assert names(current) == {f"{name} Nurse"}


@pytest.mark.parametrize("swapped", [".", "functions", "functions/nursing"])
def test_a_folder_is_swapped_while_it_is_read_and_then_swapped_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swapped: str
) -> None:
    canon, other = write_canon(tmp_path / "canon"), write_canon(tmp_path / "other", OTHER)
    expected = names(canon)
    shutil.rmtree(tmp_path / "cache")
    compile_files = loading.compile_files

    def in_between(*arguments: Any, **options: Any) -> dict[str, loading.CompiledFile]:
        _exchange(canon / swapped, other / swapped)
        try:
            return compile_files(*arguments, **options)
        finally:
            _exchange(canon / swapped, other / swapped)

    with monkeypatch.context() as patch:
        patch.setattr(loading, "compile_files", in_between)
        names(canon)
    assert names(canon) == expected


def _exchange(one: Path, other: Path) -> None:
    between = one.resolve().with_name("between")
    one.resolve().rename(between)
    other.resolve().rename(one.resolve())
    between.rename(other.resolve())


def test_without_a_time_of_change_the_content_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows: the same file is written in place, and its time is set back."""
    monkeypatch.setattr(files, "HAS_CHANGE_TIME", False)
    canon = write_canon(tmp_path / "canon")
    path = canon / WARD_FILE
    before = path.stat()
    assert names(canon) == {"Ward Nurse"}
    monkeypatch.setattr(freshness, "mtime_is_final", lambda *_: True)
    path.write_text(OTHER[WARD_FILE], "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert names(canon) == {"Wand Nurse"}


def test_the_content_of_an_endless_file_is_not_awaited(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(10**12)
    start = time.monotonic()
    assert len(files._beginning(str(large))) == files.MAX_BYTES + 1  # noqa: SLF001
    assert time.monotonic() - start < 1
