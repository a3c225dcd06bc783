"""What a person says about a table: a map.yaml, and pairs of a key and a heading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from levelctl.errors import LevelctlError
from levelctl.ladders.parts import yaml_part
from levelctl.ladders.sources import BrokenSourceError, source_of
from levelctl.text.safe import visible


def map_of(path: Path) -> dict[str, object]:
    """Return the mapping in the file at *path*. Raises LevelctlError if it has none."""
    if not path.exists():
        raise BrokenSourceError(
            f"{visible(str(path))} does not exist", hint="give the path of a map.yaml after --map"
        )
    source = source_of(path)
    if source.is_folder:
        raise BrokenSourceError(
            f"{visible(str(path))} is a folder", hint="give the path of a map.yaml after --map"
        )
    part = yaml_part(source, source.files[0])
    if not isinstance(part.node.value, dict):
        raise part.error(f"is {part.shown()}; expected a mapping")
    return part.node.value


def columns_of(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """
    Return the pairs of a key and a heading in *texts*, such as ``level=Grade``.

    Raises LevelctlError for a text that is no such pair.
    """
    pairs = []
    for text in texts:
        key, sign, heading = text.partition("=")
        if not (sign and key.strip() and heading.strip()):
            raise LevelctlError(
                f"--column {visible(text)} is no key with a heading",
                hint="write --column level=Grade: the key, =, and the heading in the table",
            )
        pairs.append((key.strip(), heading.strip()))
    return tuple(pairs)
