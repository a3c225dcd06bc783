"""Answers → JSON in a line each, under the names that docs/schema describes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from levelctl.output.json import value

if TYPE_CHECKING:
    from levelctl.titles.batch.batch import RowAnswer

SCHEMA = "levelctl.match/1"

BEGIN = f'{{"schema": "{SCHEMA}", "kind": "rows", "rows": [\n'
"""What stands before the answers of one document."""

END = "]}\n"

CUT = '], "interrupted": true}\n'
"""What ends a document that lacks the answers to the titles that were not read."""


def export(answer: RowAnswer) -> str:
    """Return *answer* as one JSON document in a line of ASCII, with its schema's name first."""
    return json.dumps({"schema": SCHEMA, "kind": "row", **row(answer)}) + "\n"


def inner(answer: RowAnswer) -> str:
    """Return *answer* as a line of a document that has many."""
    return json.dumps(row(answer)) + "\n"


def row(answer: RowAnswer) -> dict[str, Any]:
    """Return *answer* as JSON values; what stood beside the title comes before what was found."""
    match = value(answer.match)
    shared = {name: each for name, each in match.items() if name not in ("schema", "kind")}
    return {"line": answer.row.line, "columns": answer.row.columns, **shared}
