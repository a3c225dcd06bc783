"""The YAML test suite: hundreds of odd documents, if shared/data has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

SUITE = Path(__file__).parents[2] / "shared" / "data" / "yaml-test-suite" / "src"
needs_suite = pytest.mark.skipif(not SUITE.is_dir(), reason=f"there is no {SUITE}")
SUITE_FILES = sorted(SUITE.glob("*.yaml"))


def inputs_of(path: Path) -> list[str]:
    """Return the inputs in *path*, with the characters that the suite draws as signs."""
    cases = YAML(typ="safe").load(path.read_text("utf-8"))
    texts = [case["yaml"] for case in cases if "yaml" in case]
    signs = {"␣": " ", "↵": "", "←": "\r", "⇔": "\ufeff", "∎\n": ""}
    for sign, meant in signs.items():
        texts = [text.replace(sign, meant) for text in texts]
    return [re.sub("—*»", "\t", text) for text in texts]
