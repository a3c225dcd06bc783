"""Writes answers to titles as JSON, one line each, as docs/schema describes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from levelctl.output.json import value
from levelctl.text.safe import no_command_in_json
from levelctl.titles.batch.batch import RowAnswer
from levelctl.titles.records import Match

if TYPE_CHECKING:
    from levelctl.titles.batch.title_rows import BadTitleRow

SCHEMA = "levelctl.match/1"

BEGIN = f'{{"schema": "{SCHEMA}", "kind": "rows", "rows": [\n'
"""The text before the answers in one document."""

END = "]}\n"

CUT = '], "interrupted": true}\n'
"""The end of an interrupted document, which lacks the answers to unread titles."""


def export(answer: RowAnswer | BadTitleRow) -> str:
    """Return *answer* as one JSON document in a line of ASCII, with its schema's name first."""
    return no_command_in_json(json.dumps({"schema": SCHEMA, "kind": "row", **row(answer)})) + "\n"


def inner(answer: RowAnswer | BadTitleRow) -> str:
    """Return *answer* as a line within a document of several answers."""
    return no_command_in_json(json.dumps(row(answer))) + "\n"


def row(answer: RowAnswer | BadTitleRow) -> dict[str, Any]:
    """
    Return *answer* as JSON values, with the other columns of the input first.

    A row that cannot be read has the keys of a title without a match, and its *problem*.
    """
    if isinstance(answer, RowAnswer):
        head = {"line": answer.row.line, "columns": answer.row.columns}
        return {**head, **_shared(answer.match), "given": answer.row.given}
    found = Match(
        given=answer.title,
        cleaned="",
        removed=(),
        level=None,
        band="no confident match",
        best=None,
        margin=0.0,
        alternatives=(),
    )
    head = {"line": answer.line, "columns": answer.columns}
    return {**head, **_shared(found), "problem": answer.reason}


def _shared(match: Match) -> dict[str, Any]:
    return {name: each for name, each in value(match).items() if name not in ("schema", "kind")}
