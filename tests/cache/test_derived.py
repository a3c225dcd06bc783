"""What is kept beside a canon's store is of the very files that the canon was read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl import open_canon
from levelctl.cache.derived import derived_rows
from levelctl.cache.store import path_of
from small import FILES, write_canon

SETTLED = "levelctl.cache.freshness.MTIME_GRANULARITY"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a canon whose files are taken for old."""
    monkeypatch.setattr(SETTLED, -(10**12))
    return write_canon(tmp_path)


def _kept(root: Path, value: bytes, *, cache: bool = True, canon_cache: bool = True) -> bytes:
    canon = open_canon(root, cache=canon_cache)
    return derived_rows(canon, "test", lambda: {"value": value}, cache=cache).require("value")


def test_rows_are_made_once(root: Path) -> None:
    assert [_kept(root, value) for value in (b"1", b"2")] == [b"1", b"1"]


def test_rows_are_made_anew_after_a_change(root: Path) -> None:
    _kept(root, b"1")
    path = root / "families.yaml"
    path.write_text(f"{FILES['families.yaml']}# changed\n", "utf-8")
    assert _kept(root, b"2") == b"2"


def test_rows_of_an_older_canon_are_not_taken_for_those_of_its_files(root: Path) -> None:
    old = open_canon(root)
    (root / "families.yaml").write_text(f"{FILES['families.yaml']}# changed\n", "utf-8")
    assert derived_rows(old, "test", lambda: {"value": b"old"}).require("value") == b"old"
    assert _kept(root, b"new") == b"new"


def test_nothing_is_kept_of_files_that_changed_just_now(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SETTLED, 10**18)
    assert [_kept(root, value) for value in (b"1", b"2")] == [b"1", b"2"]
    assert not path_of(root, "test").exists()


@pytest.mark.parametrize(("cache", "canon_cache"), [(False, True), (True, False)])
def test_nothing_is_kept_without_a_cache(root: Path, cache: bool, canon_cache: bool) -> None:
    found = [_kept(root, value, cache=cache, canon_cache=canon_cache) for value in (b"1", b"2")]
    assert found == [b"1", b"2"]
    assert not path_of(root, "test").exists()


def test_a_damaged_store_is_made_anew(root: Path) -> None:
    _kept(root, b"1")
    path_of(root, "test").write_bytes(b"none")
    assert _kept(root, b"2") == b"2"
