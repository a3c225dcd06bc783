"""A table of the keys that a canon's file may hold, from its JSON Schema, for the docs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from levelctl.canon import package_data

Key = tuple[str, str, bool]
"""Its path, what it holds, and whether it is needed."""


def table_of(kind: str) -> str:
    """Return a Markdown table of every key of the files of *kind*: where, what, if needed."""
    schema = json.loads((package_data.SCHEMAS / f"{kind}.schema.json").read_text("utf-8"))
    rows = "".join(
        f"| `{key}` | {meaning} | {'yes' if needed else ''} |\n"
        for key, meaning, needed in _keys(schema, schema, "")
    )
    return f"| key | holds | needed |\n|---|---|---|\n{rows}"


def _keys(schema: dict[str, Any], part: dict[str, Any], path: str) -> Iterator[Key]:
    needed = part.get("required", ())
    for name, raw in part.get("properties", {}).items():
        value = _resolved(schema, raw)
        yield f"{path}{name}", _meaning(value), name in needed
        yield from _keys(schema, value, f"{path}{name}.")
        yield from _below(schema, value, f"{path}{name}")


def _below(schema: dict[str, Any], part: dict[str, Any], path: str) -> Iterator[Key]:
    """Yield the keys of a list's items, and of a mapping whose keys are codes."""
    if "items" in part:
        part, path = _resolved(schema, part["items"]), f"{path}[]"
        yield from _keys(schema, part, f"{path}.")
    alternatives = [_resolved(schema, each) for each in _alternatives(part)]
    yield from _of_any([[*_keys(schema, each, f"{path}.")] for each in alternatives])
    for each in alternatives:
        yield from _below(schema, each, path)
    for each in part.get("patternProperties", {}).values():
        yield from _keys(schema, _resolved(schema, each), f"{path}.CODE.")
        yield from _below(schema, _resolved(schema, each), f"{path}.CODE")
        yield from _author_key(each, f"{path}.CODE")
    yield from _author_key(part, path)


def _of_any(alternatives: list[list[Key]]) -> Iterator[Key]:
    """Yield the keys of *alternatives*, each once; it is needed if each that has keys needs it."""
    mappings = [keys for keys in alternatives if keys]
    meanings = {name: meaning for keys in mappings for name, meaning, _ in keys}
    for name, meaning in meanings.items():
        yield (
            name,
            meaning,
            all((name, True) in [(key, must) for key, _, must in keys] for keys in mappings),
        )


def _alternatives(part: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the alternatives of *part*; a list of another one has the same keys."""
    alternatives: list[dict[str, Any]] = part.get("anyOf", [])
    return [each for each in alternatives if each.get("items") not in alternatives]


def _author_key(part: dict[str, Any], path: str) -> Iterator[Key]:
    """Yield the key that stands for those that the author of a canon chooses, if there is one."""
    others = part.get("additionalProperties")
    if isinstance(others, dict) and "description" in others:
        yield f"{path}.KEY", others["description"], False


def _resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in part:
        return part
    return {**schema["$defs"][part["$ref"].rpartition("/")[2]], **part}


_TYPES = {"array": "a list", "object": "a mapping"}


def _meaning(part: dict[str, Any]) -> str:
    meaning = part.get("description") or _TYPES[part["type"]]
    return f"{meaning}: {', '.join(map(str, part['enum']))}" if "enum" in part else str(meaning)
