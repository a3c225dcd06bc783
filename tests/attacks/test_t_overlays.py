"""Overlays of canons that lie, change, vanish or are somebody else's."""

from __future__ import annotations

import json
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from levelctl import open_canon
from levelctl.answers.rebase import rebase
from levelctl.cache import store as stores
from levelctl.canon import loading
from levelctl.errors import CanonError, LevelctlError, MachineError
from levelctl.lint.check import check
from overlays import WARD_FILE, overlay_of_small, read, rows_of, write_overlay
from program import run
from small import write_canon

NO_CANON = "machine example.org login me password hunter2"


def messages(root: Path) -> str:
    """Return all that is said of the canon *root*, whether it can be read or not."""
    answer = run("check", "--canon", str(root))
    return answer.out + answer.err + run("list", "--canon", str(root)).err


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return overlay_of_small(tmp_path, {WARD_FILE: "tools: {add: [Scale]}\n"})


def test_nothing_of_a_file_that_is_no_canon_is_quoted(tmp_path: Path) -> None:
    base = write_canon(
        tmp_path / "base", {"ladder.yaml": f"{NO_CANON}\n", "families.yaml": "- 1\n"}
    )
    root = write_overlay(tmp_path / "company", {WARD_FILE: f"{NO_CANON}\n"})

    said = messages(root)
    assert "hunter2" not in said
    assert str(base.name) in said


@pytest.mark.parametrize("name", ["ladder.yaml", WARD_FILE])
def test_a_link_of_the_base_out_of_the_base_is_not_followed(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "outside" / "secret.yaml"
    secret.parent.mkdir()
    secret.write_text("name: hunter2\n", "utf-8")
    root = overlay_of_small(tmp_path, {})
    (tmp_path / "base" / name).unlink()
    (tmp_path / "base" / name).symlink_to(secret)

    said = messages(root)
    assert "the link leads out of the canon" in said
    assert "hunter2" not in said


def test_a_base_that_is_no_regular_file_does_not_block(tmp_path: Path) -> None:
    root = write_overlay(tmp_path / "company", {})
    (tmp_path / "base").mkdir()
    os.mkfifo(tmp_path / "base" / "canon.yaml")

    with pytest.raises(CanonError) as caught:
        read(root)
    assert "there is no canon at" in caught.value.diagnostics[0].message


def test_a_circle_through_a_link_is_a_circle(tmp_path: Path) -> None:
    (tmp_path / "again").symlink_to(tmp_path / "company")
    root = write_overlay(tmp_path / "company", {}, "../again")

    with pytest.raises(CanonError) as caught:
        read(root)
    assert "in a circle" in caught.value.diagnostics[0].message


def test_a_base_that_vanishes_is_told(root: Path, tmp_path: Path) -> None:
    assert open_canon(root).functions
    (tmp_path / "base").rename(tmp_path / "gone")

    with pytest.raises(CanonError):
        open_canon(root)
    (tmp_path / "gone").rename(tmp_path / "base")
    assert rows_of(open_canon(root)) == rows_of(read(root))


def test_a_check_knows_when_the_base_appears(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("levelctl.cache.freshness.MTIME_GRANULARITY", -(10**12))
    root = write_overlay(tmp_path / "company", {})
    (only,) = check(canon=root).diagnostics
    assert only.message.startswith("there is no canon at")
    write_canon(tmp_path / "base")

    assert check(canon=root).diagnostics == ()


def test_a_base_behind_a_link_can_be_another_release(tmp_path: Path) -> None:
    write_canon(tmp_path / "one")
    write_canon(tmp_path / "two", {"functions/storage/storekeeper.yaml": None})
    current = tmp_path / "base"
    current.symlink_to("one")
    root = write_overlay(tmp_path / "company", {})
    before = rows_of(open_canon(root))
    current.unlink()
    current.symlink_to("two")

    assert rows_of(open_canon(root)) == rows_of(read(tmp_path / "two")) != before


def test_a_base_that_is_another_one_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_canon(tmp_path / "one")
    write_canon(tmp_path / "two", {"functions/storage/storekeeper.yaml": None})
    current = tmp_path / "base"
    current.symlink_to("one")
    root = write_overlay(tmp_path / "company", {})
    compile_files = loading.compile_files

    def switched(*arguments: Any, **options: Any) -> Any:
        switch("two")
        found = compile_files(*arguments, **options)
        switch("one")
        return found

    def switch(name: str) -> None:
        current.unlink()
        current.symlink_to(name)

    monkeypatch.setattr("levelctl.cache.freshness.MTIME_GRANULARITY", -(10**12))
    monkeypatch.setattr(loading, "compile_files", switched)
    open_canon(root)
    monkeypatch.setattr(loading, "compile_files", compile_files)

    assert rows_of(open_canon(root)) == rows_of(read(tmp_path / "one"))


@pytest.mark.parametrize("like", ["value:%", "places:%", "overrides:%", "layers:%", "stack:%"])
def test_rows_that_are_lost_are_read_again(root: Path, like: str) -> None:
    whole = rows_of(read(root))
    open_canon(root)
    path = stores.path_of(root)
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM rows WHERE name LIKE ?", (like,))

    canon = open_canon(root)
    assert rows_of(canon) == whole
    assert canon.below == (root.parent / "base",)
    (root / WARD_FILE).write_text("tools: []\n", "utf-8")
    assert open_canon(root).focus("NURSIN", "WARDNURS1234").tools == ()


def test_many_readers_and_a_writer_agree(root: Path) -> None:
    def ask(number: int) -> tuple[str, ...]:
        if number % 5 == 0:
            new = root / f"new-{number}"
            new.write_text(f"tools: {{add: [Scale {number}]}}\n", "utf-8")
            new.replace(root / WARD_FILE)
        return open_canon(root).focus("NURSIN", "WARDNURS1234").tools

    with ThreadPoolExecutor(4) as pool:
        found = {*pool.map(ask, range(40))}
    assert all(tools[:2] == ("Infusion pump", "Ward planner") for tools in found)
    assert len(found) > 1
    assert rows_of(open_canon(root)) == rows_of(read(root))


def test_a_check_knows_when_the_base_changes(root: Path, tmp_path: Path) -> None:
    assert run("check", "--canon", str(root)).code == 0
    families = tmp_path / "base/families.yaml"
    families.write_text(families.read_text("utf-8").replace("slug: goods", "slug: wares"), "utf-8")

    answer = run("check", "--canon", str(root))
    assert (answer.code, "'goods' is not a family" in answer.out) == (1, True)


def test_a_pin_does_not_follow_a_link_out(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / ".levelctl").symlink_to(outside)

    with pytest.raises(LevelctlError, match="leads out of the canon"):
        rebase(root)
    assert [*outside.iterdir()] == []


def test_a_pin_that_cannot_be_written_changes_nothing(root: Path) -> None:
    before = (root / "canon.yaml").read_bytes()
    (root / ".levelctl").write_text("a file", "utf-8")

    with pytest.raises(MachineError):
        rebase(root)
    assert (root / "canon.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"\xff\x00", b"[]", b'{"fingerprint": 1}', b"{" * 100_000], ids=range(4)
)
def test_what_was_replaced_can_be_anything(root: Path, content: bytes) -> None:
    rebase(root)
    (root / ".levelctl/base.json").write_bytes(content)

    assert rebase(root).written
    assert json.loads((root / ".levelctl/base.json").read_bytes())["edition"] == "test"


def test_a_new_focus_of_a_hidden_function_is_told(root: Path) -> None:
    (root / "functions/storage").mkdir(parents=True)
    (root / "functions/storage/function.yaml").write_text("hide: true\n", "utf-8")
    (root / "functions/storage/packer.yaml").write_text(
        "code: PACKER1234\nname: Packer\nsummary: Packs.\nlevels: {P1: "
        "{status: draft, version: 1, region: global}}\n",
        "utf-8",
    )

    (only,) = read(root).diagnostics
    assert only.message == "the function of this focus is taken away"
