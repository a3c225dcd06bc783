"""Derived data is cached only for the very files that the canon was read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl import open_canon
from levelctl.cache.derived import derived_rows
from levelctl.cache.store import path_of
from small import FILES, write_canon

GRANULARITY = "levelctl.cache.freshness.MTIME_GRANULARITY"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a canon whose files count as old."""
    monkeypatch.setattr(GRANULARITY, -(10**12))
    return write_canon(tmp_path)


def _cached(root: Path, value: bytes, *, cache: bool = True, canon_cache: bool = True) -> bytes:
    canon = open_canon(root, cache=canon_cache)
    return derived_rows(canon, "test", lambda: {"value": value}, cache=cache).require("value")


def test_rows_are_built_once(root: Path) -> None:
    assert [_cached(root, value) for value in (b"1", b"2")] == [b"1", b"1"]


def test_rows_are_built_again_after_a_change(root: Path) -> None:
    _cached(root, b"1")
    path = root / "families.yaml"
    path.write_text(f"{FILES['families.yaml']}# changed\n", "utf-8")
    assert _cached(root, b"2") == b"2"


def test_rows_of_an_outdated_canon_are_not_cached_for_its_files(root: Path) -> None:
    old = open_canon(root)
    (root / "families.yaml").write_text(f"{FILES['families.yaml']}# changed\n", "utf-8")
    assert derived_rows(old, "test", lambda: {"value": b"old"}).require("value") == b"old"
    assert _cached(root, b"new") == b"new"


def test_nothing_is_cached_for_files_that_changed_just_now(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(GRANULARITY, 10**18)
    assert [_cached(root, value) for value in (b"1", b"2")] == [b"1", b"2"]
    assert not path_of(root, "test").exists()


@pytest.mark.parametrize(("cache", "canon_cache"), [(False, True), (True, False)])
def test_nothing_is_cached_without_a_cache(root: Path, cache: bool, canon_cache: bool) -> None:
    rows = [_cached(root, value, cache=cache, canon_cache=canon_cache) for value in (b"1", b"2")]
    assert rows == [b"1", b"2"]
    assert not path_of(root, "test").exists()


def test_a_damaged_store_is_rebuilt(root: Path) -> None:
    _cached(root, b"1")
    path_of(root, "test").write_bytes(b"none")
    assert _cached(root, b"2") == b"2"
