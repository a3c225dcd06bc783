"""
The canon below an overlay: its state now, and the one that the overlay was last based on.

``canon.yaml`` of the overlay has a pin: the edition and the fingerprint of what is below. Beside
it, a file of the overlay has the values below that the overlay replaces, so that a later check
can say which of them changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from levelctl.cache.refresh import CanonFiles
from levelctl.canon.files import ACCEPTED, MAX_BYTES, kind_of, layer_of
from levelctl.canon.layers import EXTENDS
from levelctl.canon.locate import MARKER
from levelctl.canon.merging import Override
from levelctl.diagnostics import Route
from levelctl.record import Record, decode, encode

_UNTOLD = {("name",), ("edition",), (EXTENDS,)}
"""What every overlay replaces in canon.yaml."""


class Replaced(Record):
    """A value below that an overlay replaces, changes or takes away."""

    path: str
    route: Route
    value: Any


class Accepted(Record):
    """The state below that an overlay was last based on."""

    fingerprint: str
    edition: str
    values: tuple[Replaced, ...]


def accepted(root: Path) -> Accepted | None:
    """Return what the overlay *root* was last based on, or None if it does not say that."""
    try:
        with (root / ACCEPTED).open("rb") as file:
            return decode(file.read(MAX_BYTES + 1), Accepted)
    except (OSError, ValueError):
        return None


def current(files: CanonFiles) -> Accepted:
    """Return the state below the overlay of *files*, all of which were read."""
    from levelctl.canon.parsing import digest

    edition = str((files.value(MARKER) or {}).get("edition", ""))
    for override in files.parsed(MARKER).overrides:
        if override.route == ("edition",) and override.below is not None:
            edition = str(override.below)
    fingerprint = digest(encode([*_digests(files)]))
    values = (Replaced(path, each.route, each.below) for path, each in replaced(files))
    return Accepted(fingerprint, edition, tuple(values))


def replaced(files: CanonFiles) -> Iterator[tuple[str, Override]]:
    """Yield all that the overlay of *files* replaces below, with the path of its file."""
    for path in files.paths:
        for override in files.parsed(path).overrides:
            told = path != MARKER or override.route not in _UNTOLD
            if told and override.kind in ("replaced", "same", "listed", "hidden"):
                yield path, override


def changes(then: Accepted, files: CanonFiles) -> Iterator[tuple[str, Override, Any]]:
    """Yield what the overlay of *files* replaces and what was another value *then*."""
    values: Mapping[tuple[str, Route], Any] = {
        (each.path, each.route): each.value for each in then.values
    }
    for path, override in replaced(files):
        was = values.get((path, override.route), override.below)
        if was != override.below:
            yield path, override, was


def pin(canon: Mapping[str, Any]) -> tuple[str, str]:
    """Return the edition and the fingerprint of the pin in the value of *canon*.yaml, or empty."""
    extends = canon.get(EXTENDS)
    if not isinstance(extends, dict):
        return "", ""
    return extends.get("edition", ""), extends.get("fingerprint", "")


def has_moved(canon: Mapping[str, Any], now: Accepted) -> bool:
    """Return whether the pin in the value of *canon*.yaml, if any, is not of the state *now*."""
    edition, fingerprint = pin(canon)
    if fingerprint:
        return fingerprint != now.fingerprint
    return bool(edition) and edition != now.edition


def _digests(files: CanonFiles) -> Iterator[tuple[int, str, str]]:
    """Yield the layer, path and digest of each file below, but those with what readers said."""
    for path in files.paths:
        if kind_of(path) == "review":
            continue
        below = [layer for name, *_ in files.parts[path] if (layer := layer_of(name)[0])]
        digests = files.digest(path).split(",")[-len(below) :] if below else []
        for depth, digest in zip(below, digests, strict=False):
            yield depth, path, digest
