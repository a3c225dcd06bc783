"""
The JSON Schemas of a canon's files, and their faults in plain words.

This module alone knows jsonschema-rs. The schemas in ``data/schema`` serve editors too. A
*description* beside a reference says what the value means; that of the part referred to says
which form it has, and is what a message expects.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any

import jsonschema_rs

from levelctl.canon import package_data
from levelctl.canon.nodes import Node
from levelctl.diagnostics import Fix, Route, Span
from levelctl.record import Record
from levelctl.suggest import did_you_mean

MOST = 100
"""The most faults of one file that are told; who mends these sees the rest."""

SHOWN = 40
"""The most characters of a value that a message quotes."""

MATCHED = 200
"""The most characters of a text that is matched with a pattern; codes have a tenth of it."""

COMPILED = 1_000_000
"""The most bytes that a pattern may take when it is made ready."""

Validator = jsonschema_rs.Draft202012Validator


class Fault(Record):
    span: Span
    message: str
    hint: str = ""
    rule: str = "schema"
    fix: Fix | None = None


def check(node: Node, kind: str) -> tuple[Fault, ...]:
    """
    Return how *node* departs from the schema of *kind*, in the order of the file.

    *kind* is ``canon``, ``ladder``, ``families``, ``function`` or ``focus``.
    """
    schema, validator = _schema(kind)
    errors = islice(validator.iter_errors(node.value), MOST)
    faults = [fault for error in errors for fault in _faults(node, schema, error)]
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.span))


def with_defaults(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return *value*, of a file of *kind*, with what its schema says holds where it is silent."""
    schema, _ = _schema(kind)
    return _filled(schema, value)


def described(kind: str, route: Sequence[str]) -> dict[str, Any]:
    """Return the part of the schema of *kind* that says what the key at *route* means."""
    schema, _ = _schema(kind)
    for key in route:
        schema = schema["properties"][key]
    return schema


def _filled(part: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    filled = dict(value)
    for name, inner in part.get("properties", {}).items():
        if name not in filled and "default" in inner:
            filled[name] = inner["default"]
        if isinstance(filled.get(name), dict):
            filled[name] = _filled(inner, filled[name])
    return filled


def matches(pattern: str, text: str) -> bool:
    """
    Tell whether the whole of *text* matches *pattern*, a regular expression of a canon.

    A pattern is other people's, so that the engine is one whose time is bounded, and neither
    may be of any size: a longer text than `MATCHED` characters matches nothing, nor does one with
    half a surrogate pair in it. Raises ValueError if *pattern* is none that `is_expression`
    admits.
    """
    if len(text) > MATCHED:
        return False
    try:
        return bool(_expression(pattern).is_valid(text))
    except UnicodeEncodeError:
        return False


def is_expression(text: str) -> bool:
    r"""
    Tell whether *text* is a regular expression that `matches` takes.

    >>> is_expression(r"\d{4}"), is_expression("("), is_expression("(?=a)")
    (True, False, False)
    """
    try:
        _expression(text)
    except ValueError:
        return False
    return True


@lru_cache
def _expression(pattern: str) -> Validator:
    options = jsonschema_rs.RegexOptions(size_limit=COMPILED)
    # Alone first: a)|(b is none, but would be one between the brackets.
    Validator({"pattern": pattern}, pattern_options=options)
    return Validator({"pattern": f"^(?:{pattern})$"}, pattern_options=options)


@cache
def _schema(kind: str) -> tuple[dict[str, Any], Validator]:
    schema = json.loads((package_data.SCHEMAS / f"{kind}.schema.json").read_text("utf-8"))
    # Patterns that a canon states have to be ones that `matches` takes.
    formats = {"regex": is_expression}
    return schema, Validator(schema, validate_formats=True, formats=formats)


def _faults(node: Node, schema: dict[str, Any], error: Any) -> Iterator[Fault]:
    route = _route(node, error)
    kind, span = error.kind, node.at(route)
    match kind.name:
        case "required":
            yield Fault(span, f"{_named(route)} has no {kind.property!r}")
        case "additionalProperties":
            part = _part(schema, error)
            for key in kind.unexpected[:MOST]:
                yield _unknown_key(node.key_at(route, key), key, schema, part)
        case "anyOf":
            yield from _nearest(node, schema, error)
        case _:
            yield _other_value(node, schema, error)


def _nearest(node: Node, schema: dict[str, Any], error: Any) -> Iterator[Fault]:
    """Explain the alternative whose type fits; if none does, what all of them expect."""
    fitting = [
        each
        for each in error.kind.context
        if all(
            e.kind.name != "type" or len(e.instance_path) > len(error.instance_path) for e in each
        )
    ]
    if fitting:
        yield from (f for e in fitting[0] for f in _faults(node, schema, e))
        return
    yield _other_value(node, schema, error)


def _other_value(node: Node, schema: dict[str, Any], error: Any) -> Fault:
    route = _route(node, error)
    span, name, value = node.at(route), _named(route), error.instance
    expected_text = error.kind.name == "type" and error.kind.types == ["string"]
    quotable = expected_text and isinstance(value, int | float)
    message = f"{name} is {_shown(value)}, not {_expected(schema, error)}"
    if not quotable:
        return Fault(span, message)
    return Fault(span, message, "put it in quotes", fix=Fix("quote", route))


def _route(node: Node, error: Any) -> Route:
    """Return where in *node* the *error* is: the validator gives a key of digits as a number."""
    route: Route = ()
    for step in error.instance_path:
        key = step if step in node.parts else str(step)
        if key not in node.parts:
            break
        route, node = (*route, key), node.parts[key]
    return route


def _unknown_key(span: Span, key: str, schema: dict[str, Any], part: dict[str, Any]) -> Fault:
    if "patternProperties" in part:
        message = f"the key {_cut(key)!r} is not {_key_form(schema, part)}"
        return Fault(span, message, rule="unknown-key")
    known = list(part["properties"])
    hint = did_you_mean(key, known) or f"known are: {', '.join(known)}"
    return Fault(span, f"the key {_cut(key)!r} is not known here", hint, "unknown-key")


def _key_form(schema: dict[str, Any], part: dict[str, Any]) -> str:
    """Return in words which form the keys of *part* have: that of a definition of the schema."""
    (pattern,) = part["patternProperties"]
    forms = (each for each in schema["$defs"].values() if each.get("pattern") == pattern)
    return str(next(forms)["description"])


def _named(route: tuple[str | int, ...]) -> str:
    """Return the name of what *route* leads to: its last key, an item by its number."""
    if not route:
        return "the file"
    last = route[-1]
    if isinstance(last, int):
        return f"item {last + 1} of {_named(route[:-1])}"
    return last


def _shown(value: object) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return f"the word {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return repr(_cut(value)) if value else "empty"
        case dict():
            return "a mapping" if value else "empty"
    return "a list" if value else "empty"


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


_TYPES = {"array": "a list", "object": "a mapping", "boolean": "true or false"}
"""What a value of another type is told to be; text and numbers have a form of their own."""


def _expected(schema: dict[str, Any], error: Any) -> str:
    """Return in words what the part of *schema* that *error* is about admits."""
    part = _part(schema, error)
    match error.kind.name:
        case "enum":
            return f"one of: {', '.join(part['enum'])}"
        case "uniqueItems":
            return "a list without repetitions"
        case "type":
            return str(_TYPES.get(part["type"]) or part["description"])
    return str(part["description"])


def _part(schema: dict[str, Any], error: Any) -> dict[str, Any]:
    """Return the part of *schema* that refused."""
    part: Any = schema
    for step in error.schema_path[:-1]:
        part = part[step]
    return dict(part)
