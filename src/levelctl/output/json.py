"""Writes results as versioned JSON, which docs/schema describes. Later releases only add keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from levelctl.record import Record, Result, fields
from levelctl.text.paths import joined
from levelctl.text.safe import no_command_in_json


def export(result: Result) -> str:
    """Return *result* as one JSON document in ASCII that starts with the name of its schema."""
    return no_command_in_json(json.dumps(value(result), indent=2)) + "\n"


def value(result: Result) -> dict[str, Any]:
    """
    Return *result* as JSON values by the names of its fields.

    Data that the canon lacks is null or empty, or has no key if its record says so. A section that
    was not requested has no key.
    """
    head = {"schema": result.SCHEMA, **({"kind": result.KIND} if result.KIND else {})}
    sections = getattr(result, "sections", result.SECTIONS)
    dropped = {"sections", *result.SECTIONS} - {*sections}
    return head | {name: each for name, each in _plain(result).items() if name not in dropped}


def _members(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield the keys of *record* with their JSON values."""
    keys = dict(record.KEYS)
    for name in fields(record):
        each = getattr(record, name)
        if name == record.PAIRS:
            yield from ((key, _plain(value)) for key, value in each)
        elif name not in record.UNEXPORTED and not (name in record.OPTIONAL and each in (None, ())):
            yield keys.get(name, name), _plain(each)


def _plain(record: Any) -> Any:
    if isinstance(record, Record):
        return dict(_members(record))
    if isinstance(record, tuple):
        return [_plain(each) for each in record]
    # In a locale without UTF-8, Python knows paths by other texts. JSON has the same everywhere.
    return joined(record) if isinstance(record, str) else record
