"""Stores of published data: written completely or not at all, with one clear error each."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.errors import LevelctlError, MachineError
from levelctl.occupations.imported import ImportedStore

STORE = ImportedStore("ratings")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of data that the user has here."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "levelctl"


def row() -> bytes | None:
    rows = STORE.open()
    return rows.get("one") if rows else None


def test_what_is_written_is_read_until_it_is_removed(data: Path) -> None:
    assert (row(), STORE.stats()) == (None, [])
    STORE.write({"one": b"1"})
    before = STORE.stats()
    STORE.write({"one": b"11"})
    assert STORE.path() == data / "ratings.sqlite"
    assert row() == b"11"
    assert len(before) == 1
    assert before != STORE.stats()
    STORE.remove()
    STORE.remove()
    assert (row(), STORE.stats()) == (None, [])


def test_a_damaged_store_is_one_error(data: Path) -> None:
    STORE.write({"one": b"1"})
    (data / "ratings.sqlite").write_bytes(b"none")
    with pytest.raises(LevelctlError, match=r"^the imported ratings in .* cannot be read: ") as got:
        row()
    assert got.value.hint.endswith(": delete it, and import them again")


def test_a_system_error_is_reported(tmp_path: Path, data: Path) -> None:
    (data / "ratings.sqlite").mkdir(parents=True)
    with pytest.raises(MachineError, match=r"^the ratings in .* cannot be removed: "):
        STORE.remove()
    with pytest.raises(MachineError, match=r"^the ratings cannot be stored in .*ratings\.sqlite: "):
        STORE.write({})
    assert [path.name for path in tmp_path.rglob("*.writing")] == []


def test_without_a_home_nothing_is_imported_and_nothing_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def homeless() -> Path:
        raise FileNotFoundError("there is no home folder")

    monkeypatch.setattr("levelctl.occupations.imported.data_folder", homeless)
    assert (STORE.path(), row(), STORE.stats()) == (None, None, [])
    STORE.remove()
    with pytest.raises(MachineError, match=r"^there is no home folder to store ratings in$"):
        STORE.write({})
