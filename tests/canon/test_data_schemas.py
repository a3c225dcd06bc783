"""The schemas and the reference canon that are shipped: sound, closed, and found by editors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from levelctl.canon import package_data, schema, source

KINDS = (
    *("canon", "families", "focus", "function", "ladder", "places", "review"),
    *("skills", "themes", "titles", "words"),
)
CANON_FILES = sorted(package_data.CANON.rglob("*.yaml"))
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")


def schema_of(kind: str) -> dict[str, Any]:
    text = (package_data.SCHEMAS / f"{kind}.schema.json").read_text("utf-8")
    return dict(json.loads(text))


def kind_of(path: Path) -> str:
    """Return the kind of file that *path* is by its place in a canon."""
    if path.parent == package_data.CANON or path.name == "function.yaml":
        return path.stem
    return "focus"


def parts_of(part: object, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every mapping within *part*, a schema, that is a schema itself, with its place."""
    if isinstance(part, list):
        for number, each in enumerate(part):
            yield from parts_of(each, f"{place}/{number}")
    if not isinstance(part, dict):
        return
    if place.rpartition("/")[2] not in {"properties", "patternProperties", "$defs"}:
        yield place, part
    for key, each in part.items():
        if key not in {"default", "examples"}:
            yield from parts_of(each, f"{place}/{key}")


def test_each_kind_of_file_has_a_schema() -> None:
    files = sorted(path.name for path in package_data.SCHEMAS.iterdir())
    assert files == [f"{kind}.schema.json" for kind in KINDS]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_json_schema_2020_12(kind: str) -> None:
    found = schema_of(kind)

    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["title"]
    jsonschema_rs.meta.validate(found)
    jsonschema_rs.Draft202012Validator(found, validate_formats=True)


KEYWORDS = frozenset(
    """
    $defs $ref $schema additionalProperties anyOf default description enum examples format items
    maxItems maxProperties maximum minItems minLength minProperties minimum pattern
    patternProperties properties
    propertyNames required title type uniqueItems
    """.split()
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_has_keywords_that_exist(kind: str) -> None:
    """A keyword that JSON Schema does not know, such as *minimun*, would admit everything."""
    found = {keyword for _, part in parts_of(schema_of(kind)) for keyword in part}
    assert found - KEYWORDS == set()


@pytest.mark.parametrize("kind", KINDS)
def test_an_object_admits_no_key_that_it_does_not_name(kind: str) -> None:
    objects = {
        place: part for place, part in parts_of(schema_of(kind)) if part.get("type") == "object"
    }
    assert "" in objects
    assert [place for place, part in objects.items() if not closed(part)] == []


def closed(part: dict[str, Any]) -> bool:
    """Return whether *part* names its keys or their pattern, or describes the value of any key."""
    others = part.get("additionalProperties", True)
    named = part.get("properties", {})
    if not named and "patternProperties" not in part:
        return isinstance(others, dict)
    described = isinstance(others, dict) and "$ref" in others  # attributes, cells and scores
    return (others is False or described) and set(part.get("required", ())) <= set(named)


@pytest.mark.parametrize("kind", KINDS)
def test_each_part_has_the_words_of_its_messages(kind: str) -> None:
    found = schema_of(kind)
    assert [place for place, part in parts_of(found) if not described(found, part)] == []


def described(whole: dict[str, Any], part: dict[str, Any]) -> bool:
    """Return whether *part* of the *whole* schema has a description, or needs none for its type."""
    form = whole["$defs"][part["$ref"].split("/")[-1]] if "$ref" in part else part
    limits = {"minItems", "maxItems", "minProperties"} & set(form)
    by_type = form.get("type") in {"object", "array"} and not limits
    return "description" in form or "enum" in form or by_type


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_can_explain_each_key(kind: str) -> None:
    keys = [part for place, part in parts_of(schema_of(kind)) if is_key(place)]
    assert len(keys) >= 4
    assert [part for part in keys if not part.get("description")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_has_something_to_offer_for_each_text(kind: str) -> None:
    found = schema_of(kind)
    texts = {
        place: part
        for place, part in parts_of(found)
        if is_key(place) and meant(found, part).get("type") == "string"
    }
    assert texts or kind in {"titles", "words"}
    assert [place for place, part in texts.items() if not offers(part)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_does_not_make_figures_up(kind: str) -> None:
    """What the one example of a key is, some editors type in for it."""
    found = schema_of(kind)
    alone = [
        place
        for place, part in parts_of(found)
        if is_key(place)
        and meant(found, part).get("type") in {"string", "number", "integer"}
        and len(part.get("examples", ())) == 1
    ]
    assert alone == []


def is_key(place: str) -> bool:
    return place.rpartition("/")[0].endswith("/properties")


def meant(whole: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    return {**whole["$defs"][part["$ref"].split("/")[-1]], **part} if "$ref" in part else part


def offers(part: dict[str, Any]) -> bool:
    return "examples" in part or "default" in part


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_editor_offers_is_sound(kind: str) -> None:
    whole = schema_of(kind)
    offered = 0
    for place, part in parts_of(whole):
        validator = jsonschema_rs.Draft202012Validator({**part, "$defs": whole["$defs"]})
        values = [*part.get("examples", ()), *([part["default"]] if "default" in part else [])]
        offered += len(values)
        assert [(place, value) for value in values if not validator.is_valid(value)] == []
    assert offered >= 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_definition_is_used(kind: str) -> None:
    found = schema_of(kind)
    referred = {part["$ref"] for _, part in parts_of(found) if "$ref" in part}
    patterns = {key for _, part in parts_of(found) for key in part.get("patternProperties", ())}
    # Messages about a key take its form from the definition with the key's pattern.
    forms = found["$defs"].items()
    of_keys = {f"#/$defs/{name}" for name, form in forms if form.get("pattern") in patterns}
    assert referred | of_keys == {f"#/$defs/{name}" for name, _ in forms}


def test_one_definition_is_the_same_in_all_schemas() -> None:
    seen: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        for name, definition in schema_of(kind)["$defs"].items():
            assert seen.setdefault(name, definition) == definition


each_file = pytest.mark.parametrize(
    "path", CANON_FILES, ids=lambda path: path.relative_to(package_data.CANON).as_posix()
)


def test_the_canon_has_files_of_every_kind() -> None:
    optional = {"places", "review", "skills", "themes"}
    assert {kind_of(path) for path in CANON_FILES} | optional == {*KINDS}


@each_file
def test_a_file_of_the_canon_leads_editors_to_its_schema(path: Path) -> None:
    first, _, _ = path.read_text("utf-8").partition("\n")

    modeline = MODELINE.fullmatch(first)

    assert modeline, first
    expected = package_data.SCHEMAS / f"{kind_of(path)}.schema.json"
    assert (path.parent / modeline[1]).resolve(strict=True) == expected.resolve(strict=True)


@each_file
def test_a_file_of_the_canon_meets_its_schema(path: Path) -> None:
    document = source.parse(source.decode(path.read_bytes()))

    assert document.repeated == ()
    assert schema.check(document.top, kind_of(path)) == ()
    # As an editor's validator sees it, which knows nothing of ours.
    assert jsonschema_rs.is_valid(schema_of(kind_of(path)), document.top.value)
