"""Results → JSON, versioned: what docs/schema describes, and only ever grows."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import fields, is_dataclass
from typing import Any

from levelctl import page
from levelctl.compare import Comparison, Section
from levelctl.listing import Listing
from levelctl.page import FamilyPage, FocusPage, FunctionPage, LevelPage, Page, ProfilePage
from levelctl.rubrics import Rubric

Result = Page | Listing | Rubric | Comparison

_KINDS: dict[type[Page], str] = {
    ProfilePage: "profile",
    FocusPage: "focus",
    FunctionPage: "function",
    FamilyPage: "family",
    LevelPage: "level",
}


def export(result: Result) -> str:
    """Return *result* as one JSON document in ASCII, with its schema's name first."""
    return json.dumps(value(result), indent=2) + "\n"


def value(result: Result) -> dict[str, Any]:
    """
    Return *result* as JSON values under the names of its fields.

    What the canon does not hold is null or empty; a section that was not asked for is not
    there at all.
    """
    match result:
        case Listing():
            return {"schema": "levelctl.list/1", **_plain(result)}
        case Rubric():
            return {"schema": "levelctl.rubric/1", **_plain(result)}
        case Comparison():
            return {"schema": "levelctl.diff/1", **_chosen(result, tuple(Section))}
    head = {"schema": "levelctl.show/1", "kind": _KINDS[type(result)]}
    return {**head, **_chosen(result, page.SECTIONS[type(result)])}


def _chosen(result: Page | Comparison, every: Collection[str]) -> dict[str, Any]:
    """Return the fields of *result* without those of *every* section that it does not show."""
    dropped = {"sections", *every} - {*result.sections}
    return {name: field for name, field in _plain(result).items() if name not in dropped}


def _plain(record: Any) -> Any:
    if is_dataclass(record):
        return {each.name: _plain(getattr(record, each.name)) for each in fields(record)}
    if isinstance(record, tuple):
        return [_plain(each) for each in record]
    return record
