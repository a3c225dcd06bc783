"""Where the package's data lies: in the wheel, or beside ``src`` in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_ROOT = next(
    (folder for folder in (_PACKAGE / "data", _PACKAGE.parents[1] / "data") if folder.is_dir()),
    _PACKAGE / "data",
)

CANON = _ROOT / "canon"
"""The reference canon."""

SCHEMAS = _ROOT / "schema"
"""The JSON Schemas of a canon's files."""

SKELETON = _ROOT / "skeleton"
"""What a new canon, function and focus begin as."""

SCHEMES = _ROOT / "schemes.json"
"""The schemes of occupations whose groups are known where a canon is silent about them."""
