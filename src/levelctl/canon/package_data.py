"""Locates the package's data: in the wheel, or beside ``src`` in a checkout."""

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
"""The templates of a new canon, function and focus."""

SCHEMES = _ROOT / "schemes.json"
"""The occupation schemes that levelctl knows, for canons that do not describe them."""

SCHEME_CODES = _ROOT / "scheme-codes.json"
"""The codes of these schemes, by the editions that have them."""
