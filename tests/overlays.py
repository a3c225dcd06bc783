"""Overlays for tests: canons that extend another one, beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from levelctl import open_canon
from levelctl.canon.canon import Canon, key
from small import write_canon

WARD_FILE = "functions/nursing/ward-nurse.yaml"


def write_overlay(root: Path, changes: Mapping[str, str], extends: str = "../base") -> Path:
    """Write an overlay of the canon *extends* into *root*, with *changes* as its files."""
    files = {**changes, "canon.yaml": f"extends: {extends}\n{changes.get('canon.yaml', '')}"}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def overlay_of_small(folder: Path, changes: Mapping[str, str]) -> Path:
    """Write the small canon and an overlay of it into *folder*; return that of the overlay."""
    write_canon(folder / "base")
    return write_overlay(folder / "company", changes)


def rows_of(canon: Canon) -> dict[str, object]:
    """Return all that answers are made of, without places."""
    names = ["outline", "names", "profile pays", "focus codes"]
    rows = {name: canon.row(key(name)) for name in names}
    values = {path: canon.value_of(path) for path in ("ladder.yaml", "families.yaml")}
    settings = canon.value_of("canon.yaml") or {}
    return {
        **rows,
        **values,
        "canon.yaml": {name: value for name, value in settings.items() if name != "extends"},
        "foci": canon.foci,
    }


def read(root: Path) -> Canon:
    return open_canon(root, cache=False)


def fault_lines(root: Path) -> list[str]:
    """Return what keeps parts of the canon *root* out, a line each, with paths beside it."""
    return [
        str(fault).replace(f"{root.parent.as_posix()}/", "") for fault in read(root).diagnostics
    ]
