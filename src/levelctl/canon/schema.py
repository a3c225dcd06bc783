"""
The JSON Schemas of a canon's files, and validation errors in plain words.

Only this module knows jsonschema-rs. Editors use the schemas in ``data/schema`` too. A
*description* next to a ``$ref`` says what the value means. The description of the referenced
part says which form the value has; messages quote it as the expected form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any

import jsonschema_rs

from levelctl.canon import package_data
from levelctl.canon.nodes import Node
from levelctl.diagnostics import Fix, Route, Span
from levelctl.record import Record
from levelctl.suggest import NEAR, did_you_mean, similar

MOST = 100
"""The most faults of one file that are reported. The rest appear after these are fixed."""

SHOWN = 40
"""The most characters of a value that a message quotes."""

MATCHED = 200
"""The most characters of a text that is matched with a pattern; codes have a tenth of that."""

COMPILED = 1_000_000
"""The most bytes that a compiled pattern can use."""

Validator = jsonschema_rs.Draft202012Validator


class Fault(Record):
    """A violation of the schema, with its place in the file."""

    span: Span
    message: str
    hint: str = ""
    rule: str = "schema"
    fix: Fix | None = None


def no_mapping(value: Any) -> str:
    """
    Return the fault of a file with *value*, which is not a mapping.

    It does not quote *value*: such a file is none of a canon, and may be a secret that got there
    by mistake or by a link.

    >>> no_mapping("machine x login y password secret"), no_mapping([1])
    ('the file is text; expected a mapping', 'the file is a list; expected a mapping')
    """
    match value:
        case str() if value:
            kind = "text"
        case bool():
            kind = "true or false"
        case int() | float():
            kind = "a number"
        case _:
            kind = _shown(value)
    return f"the file is {kind}; expected a mapping"


def known_keys(kind: str) -> tuple[str, ...]:
    """
    Return the keys of a file of *kind*.

    >>> known_keys("function")
    ('code', 'name', 'family', 'summary')
    """
    schema, _ = _schema(kind)
    return tuple(schema["properties"])


def foreign(value: dict[str, Any], kind: str) -> Fault | None:
    """
    Return the fault of a file with the mapping *value* that has no key of *kind*; None if it has.

    It does not quote *value*, for the same reason as `no_mapping`.

    >>> foreign({"PASSWORD": "secret", "TOKEN": "x"}, "function").message
    'the file has 2 unknown keys and no known key'
    """
    known = known_keys(kind)
    if not value or any(key in value for key in known):
        return None
    count = f"{len(value)} unknown key{'s' if len(value) > 1 else ''}"
    message = f"the file has {count} and no known key"
    return Fault(Span(), message, f"known keys: {', '.join(known)}", "unknown-key")


def misspelled(top: Node, kind: str, more: Sequence[str] = ()) -> Fault | None:
    """
    Return the fault of the first key of *top* that is like a known one of *kind* or of *more*.

    None if there is no such key; only such a key is quoted.
    """
    known = [*known_keys(kind), *more]
    for key, span in top.keys.items():
        meant = similar(key, known, least=NEAR)
        if meant and is_quotable(key):
            hint = f"did you mean {meant[0]!r}?"
            return Fault(span, f"unknown {key_named(key)}", hint, "unknown-key")
    return None


OVERLAY_KEYS = {
    "hide": "only a canon that extends another one has it; see docs/overlays.md",
    "is": "only levels in ladder.yaml of a canon that extends another one have it",
}
"""What to say about the keys that a merged file does not have."""


def check(node: Node, kind: str) -> tuple[Fault, ...]:
    """
    Return all violations of the schema of *kind* in *node*, in the order of the file.

    *kind* is ``canon``, ``ladder``, ``families``, ``function`` or ``focus``.
    """
    schema, validator = _schema(kind)
    errors = islice(validator.iter_errors(node.value), MOST)
    faults = [fault for error in errors for fault in _faults(node, schema, error)]
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.span))


def with_defaults(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return *value*, of a file of *kind*, with the schema's defaults for missing keys."""
    schema, _ = _schema(kind)
    return _filled(schema, value)


def described(kind: str, route: Sequence[str]) -> dict[str, Any]:
    """Return the part of the schema of *kind* that describes the key at *route*."""
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
    Report whether the whole of *text* matches *pattern*, a regular expression of a canon.

    A pattern is untrusted, so the engine has bounded time, and the size of both is limited: a
    text of more than `MATCHED` characters matches nothing, and neither does a text with half a
    surrogate pair. Raises ValueError if `is_expression` does not accept *pattern*.
    """
    if len(text) > MATCHED:
        return False
    try:
        return bool(_expression(pattern).is_valid(text))
    except UnicodeEncodeError:
        return False


def is_expression(text: str) -> bool:
    r"""
    Report whether *text* is a regular expression that `matches` accepts.

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
    # Without the group first: a)|(b is invalid, but would be valid inside it.
    Validator({"pattern": pattern}, pattern_options=options)
    return Validator({"pattern": f"^(?:{pattern})$"}, pattern_options=options)


@cache
def _schema(kind: str) -> tuple[dict[str, Any], Validator]:
    schema = json.loads((package_data.SCHEMAS / f"{kind}.schema.json").read_text("utf-8"))
    # The patterns of a canon must be ones that `matches` accepts.
    formats = {"regex": is_expression}
    return schema, Validator(schema, validate_formats=True, formats=formats)


def _faults(node: Node, schema: dict[str, Any], error: Any) -> Iterator[Fault]:
    route = _route(node, error)
    kind, span = error.kind, node.at(route)
    match kind.name:
        case "required":
            message = f"{_named(route)} has no {kind.property!r}"
            hint = _misspelled(schema, error) or _missing(schema, error)
            yield Fault(span, message, hint)
        case "additionalProperties":
            part = _part(schema, error)
            for key in kind.unexpected[:MOST]:
                yield _unknown_key(node.key_at(route, key), key, schema, part)
        case "propertyNames":
            key, form = kind.error.instance, _part(schema, kind.error)["description"]
            yield _misnamed(node.key_at(route, key), key, form)
        case "anyOf":
            yield from _nearest(node, schema, error)
        case _:
            yield _other_value(node, schema, error)


def _nearest(node: Node, schema: dict[str, Any], error: Any) -> Iterator[Fault]:
    """
    Explain the alternative whose type fits; if none fits, the form that all of them expect.

    Of several that fit, it is the one with the fewest errors: the author most likely meant that.
    """
    fitting = [
        errors
        for errors in error.kind.context
        if all(
            inner.kind.name != "type" or len(inner.instance_path) > len(error.instance_path)
            for inner in errors
        )
    ]
    if fitting:
        yield from (
            fault for inner in min(fitting, key=len) for fault in _faults(node, schema, inner)
        )
        return
    yield _other_value(node, schema, error)


def _other_value(node: Node, schema: dict[str, Any], error: Any) -> Fault:
    route = _route(node, error)
    span, name, value = node.at(route), _named(route), error.instance
    if isinstance(value, bool) and name in OVERLAY_KEYS:
        return Fault(span, f"unknown {key_named(name)}", OVERLAY_KEYS[name], "unknown-key")
    expected_text = error.kind.name == "type" and error.kind.types == ["string"]
    quotable = expected_text and isinstance(value, int | float)
    message = f"{name} is {_shown(value)}; expected {_expected(schema, error)}"
    part = _part(schema, error)
    meant = _meant(schema, route) or _how_empty(value, part)
    meant = meant or (_how_written(part, error) if route else "")
    if meant or not quotable:
        return Fault(span, message, meant)
    return Fault(span, message, "put it in quotes", fix=Fix("quote", route))


def _how_empty(value: object, part: dict[str, Any]) -> str:
    """Return how to write an empty mapping, if *part* accepts one and *value* is nothing."""
    accepts = part.get("type") == "object" and not {"required", "minProperties"} & part.keys()
    return "write {} if it is empty" if value is None and accepts else ""


def _how_written(part: dict[str, Any], error: Any) -> str:
    """Return how to write a mapping, by the example of *part*, if the value is something else."""
    if error.kind.name != "type" or part.get("type") != "object":
        return ""
    example = next((each for each in part.get("examples", ()) if isinstance(each, dict)), None)
    if example is None:
        needed = ", ".join(part.get("required", ()))
        return f"give it the keys {needed}" if needed else ""
    return f"write it as in {{{', '.join(f'{key}: {each}' for key, each in example.items())}}}"


def _meant(schema: dict[str, Any], route: Route) -> str:
    """Return a question if the value at *route* has a key of the author's like one of *schema*."""
    key = route[-1] if route else ""
    known = {*_keys_named_in(schema)}
    if not isinstance(key, str) or key in known:
        return ""
    found = similar(key, sorted(known), least=NEAR)
    return f"did you mean {found[0]!r}?" if found else ""


def _keys_named_in(part: Any) -> Iterator[str]:
    """Yield every key that *part* of a schema names."""
    if isinstance(part, dict):
        yield from part.get("properties", ())
    if isinstance(part, dict | list):
        for each in part.values() if isinstance(part, dict) else part:
            yield from _keys_named_in(each)


def _route(node: Node, error: Any) -> Route:
    """
    Return where in *node* the *error* is.

    The validator reports a key of digits as a number, *01* and *1* alike: of several, the one that
    has the value of the error is meant.
    """
    routes = [*_routes(node, tuple(error.instance_path))]
    return next((route for route, end in routes if end.value == error.instance), routes[0][0])


def _routes(node: Node, path: Route) -> Iterator[tuple[Route, Node]]:
    """Yield each route that *path* can mean, as far as it exists, with the node at its end."""
    keys = _keys(node, path[0]) if path else []
    if not keys:
        yield (), node
    for key in keys:
        for route, end in _routes(node.parts[key], path[1:]):
            yield (key, *route), end


def _keys(node: Node, step: str | int) -> list[str | int]:
    if step in node.parts or isinstance(step, str):
        return [step] if step in node.parts else []
    return [key for key in node.parts if _is_number(key) and int(key) == step]


def _is_number(key: str | int) -> bool:
    return isinstance(key, str) and re.fullmatch(r"\+?[0-9]{1,20}", key) is not None


def _misspelled(schema: dict[str, Any], error: Any) -> str:
    """Return a hint if the value of *error* has the missing key in another spelling."""
    part = _part(schema, error)
    if part.get("additionalProperties") is False:  # then that key is another fault
        return ""
    others = [key for key in error.instance if key not in part["properties"]]
    found = similar(error.kind.property, others)
    return f"rename {found[0]!r} if it is meant" if found and is_quotable(found[0]) else ""


def _missing(schema: dict[str, Any], error: Any) -> str:
    """Return a hint that says what the missing key of *error* holds, by its description."""
    key = error.kind.property
    inner = _part(schema, error)["properties"].get(key, {})
    about = inner.get("description", "")
    return f"add {key}: {about}" if about else f"add {key}"


def _unknown_key(span: Span, key: str, schema: dict[str, Any], part: dict[str, Any]) -> Fault:
    if "patternProperties" in part:
        return _misnamed(span, key, _key_form(schema, part))
    known = list(part["properties"])
    hint = OVERLAY_KEYS.get(key) or did_you_mean(key, known) or f"known keys: {', '.join(known)}"
    return Fault(span, f"unknown {key_named(key)}", hint, "unknown-key")


def _misnamed(span: Span, key: str, form: str) -> Fault:
    """Return the fault of a *key* that does not have the *form* of its mapping's keys."""
    name = f"the {key_named(key)}" if is_quotable(key) else "a key"
    return Fault(span, f"{name} is not {form}", rule="unknown-key")


def key_named(key: str) -> str:
    """
    Return what to call *key*: it is quoted only if it looks like one, because it may be a secret.

    >>> key_named("summry"), key_named("root:$6$salt$hash:19000:0:99999:7::")
    ("key 'summry'", 'key')
    """
    return f"key {key!r}" if is_quotable(key) else "key"


def is_quotable(key: str) -> bool:
    """Return whether *key*, which is none of a canon, looks like a misspelled one."""
    return re.fullmatch(_KEY, key) is not None


_KEY = r"[\w+@.-]{0,30}|<<"
"""What keys look like. The keys of the schemas are shorter."""


def _key_form(schema: dict[str, Any], part: dict[str, Any]) -> str:
    """Return the form of the keys of *part* in words, from a definition of the schema."""
    (pattern,) = part["patternProperties"]
    forms = (form for form in schema["$defs"].values() if form.get("pattern") == pattern)
    return str(next(forms)["description"])


def _named(route: tuple[str | int, ...]) -> str:
    """Return what to call the value at *route*: its last key, or its number in a list."""
    if not route:
        return "the file"
    last = route[-1]
    if isinstance(last, int):
        return f"item {last + 1} of {_named(route[:-1])}"
    return cut(last)


def _shown(value: object) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return f"the boolean {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return repr(cut(value)) if value else "empty"
        case dict():
            return "a mapping" if value else "empty"
    return "a list" if value else "empty"


def cut(text: str) -> str:
    """Return *text* without what is beyond the length that messages quote."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


_TYPES = {"array": "a list", "object": "a mapping", "boolean": "true or false"}
"""The expected forms of these types; the schema describes the forms of text and numbers."""


def _expected(schema: dict[str, Any], error: Any) -> str:
    """Return the form that the part of *schema* in *error* accepts, in words."""
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
    """Return the part of *schema* that *error* violates."""
    part: Any = schema
    for step in error.schema_path[:-1]:
        part = part[step]
    return dict(part)
