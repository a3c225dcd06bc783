"""The roles and keys of a map are documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.ladders.headings import ROLES
from levelctl.ladders.said import KEYS, ORIENTATIONS

PAGE = Path(__file__).parents[2] / "docs" / "importing.md"


@pytest.mark.parametrize("word", [*ROLES, *KEYS, *ORIENTATIONS])
def test_the_page_has_each_role_key_and_orientation(word: str) -> None:
    assert f"| `{word}` |" in PAGE.read_text("utf-8")
