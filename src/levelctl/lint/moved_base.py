"""Finds out whether the canon below an overlay is still the one of the overlay's pin."""

from __future__ import annotations

import json
from typing import Any

from levelctl.cache import pinned
from levelctl.cache.refresh import CanonFiles
from levelctl.canon.layers import EXTENDS
from levelctl.canon.locate import MARKER
from levelctl.canon.nodes import CachedNode, Node
from levelctl.diagnostics import LocatedText
from levelctl.lint.rule import BaseChange, MovedBase

SHOWN = 60
"""The most characters of a value that a message quotes."""


def moved_base(files: CanonFiles, top: Node | CachedNode | None) -> MovedBase | None:
    """
    Return the canon below the overlay of *files* if it has moved; None if not, or without a pin.

    *top* has the places of canon.yaml.
    """
    canon = files.value(MARKER) or {}
    edition, fingerprint = pinned.pin(canon)
    if top is None or not files.stack.below or not (edition or fingerprint):
        return None
    now = pinned.current(files)
    if not pinned.has_moved(canon, now):
        return None
    at = LocatedText(fingerprint, *top.extent((EXTENDS,)))
    then = pinned.accepted(files.root)
    if then is None or then.fingerprint != fingerprint:
        return MovedBase(at, edition, now.edition, known=False)
    changes = tuple(
        BaseChange(
            path, LocatedText("", override.span, override.end), short(was), short(override.below)
        )
        for path, override, was in pinned.changes(then, files)
    )
    return MovedBase(at, edition, now.edition, known=True, changes=changes)


def short(value: Any) -> str:
    """Return *value* as text that fits into a message."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
