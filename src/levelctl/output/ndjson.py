"""Writes answers to titles as JSON, one line each, as docs/schema describes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from levelctl.output.json import value
from levelctl.text.safe import no_command_in_json

if TYPE_CHECKING:
    from levelctl.titles.batch.batch import RowAnswer

SCHEMA = "levelctl.match/1"

BEGIN = f'{{"schema": "{SCHEMA}", "kind": "rows", "rows": [\n'
"""The text before the answers in one document."""

END = "]}\n"

CUT = '], "interrupted": true}\n'
"""The end of an interrupted document, which lacks the answers to unread titles."""


def export(answer: RowAnswer) -> str:
    """Return *answer* as one JSON document in a line of ASCII, with its schema's name first."""
    return no_command_in_json(json.dumps({"schema": SCHEMA, "kind": "row", **row(answer)})) + "\n"


def inner(answer: RowAnswer) -> str:
    """Return *answer* as a line within a document of several answers."""
    return no_command_in_json(json.dumps(row(answer))) + "\n"


def row(answer: RowAnswer) -> dict[str, Any]:
    """Return *answer* as JSON values, with the other columns of the input first."""
    match = value(answer.match)
    shared = {name: each for name, each in match.items() if name not in ("schema", "kind")}
    return {"line": answer.row.line, "columns": answer.row.columns, **shared}
