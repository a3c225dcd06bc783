"""Checks what a public function is given, and which exceptions leave it."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from levelctl.canon import arguments as given
from levelctl.canon.canon import Canon
from levelctl.errors import LevelctlError, failure, only_ours
from levelctl.record import fields


def call(function: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """
    Return what *function* returns for *arguments* and *options*.

    Raises TypeError if one of them has another type than the signature says, what an object of
    the caller raises when its items are read, and otherwise nothing but a LevelctlError. Its cause
    is the original exception.
    """
    try:
        bound = _bound(function, arguments, options)
    except MemoryError as error:  # all others are about what the caller gave, or from it
        raise failure(error) from error
    with only_ours:
        return function(*bound.args, **bound.kwargs)


def _bound(
    function: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]
) -> inspect.BoundArguments:
    signature = _signature(function)
    bound = signature.bind(*arguments, **options)
    for name, value in bound.arguments.items():
        bound.arguments[name] = _checked(signature.parameters[name], value)
    return bound


_signature = cache(inspect.signature)


def _checked(parameter: inspect.Parameter, value: Any) -> Any:
    """Return *value*, as *parameter* takes it. Raises TypeError if it has another type."""
    name, kind = parameter.name, str(parameter.annotation)
    if kind.endswith(" | None"):
        if value is None:
            return None
        kind = kind.removesuffix(" | None")
    if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
        return tuple(_CHECKS[kind](name, each) for each in value)
    return _CHECKS[kind](name, value)


def _texts(name: str, value: Any) -> tuple[str, ...]:
    parts = given.iterable(name, value, "a list of str")
    return tuple(given.text(f"a part of {name}", each) for each in parts)


def _path(name: str, value: Any) -> str:
    """Return the path *value* as text. Raises LevelctlError if no file can have it."""
    try:
        path = os.fspath(value)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        raise given.wrong_type(name, value, "a path") from error
    if not issubclass(type(path), str):
        raise given.wrong_type(name, path, "a path of str")
    path = given.text(name, path)
    if "\0" in path:
        raise LevelctlError(f"{path!r} is not a path", hint="no path has a null character")
    return path


def _canon(name: str, value: Any) -> Canon:
    if not issubclass(type(value), Canon):
        raise given.wrong_type(name, value, "Canon")
    canon: Canon = value
    return canon


def _filters(name: str, value: Any) -> Any:
    # Most calls have none. Who has one has loaded its module.
    module = sys.modules.get("levelctl.answers.list")
    if module is None or not issubclass(type(value), module.Filters):
        raise given.wrong_type(name, value, "Filters")
    kind = module.Filters
    checked: dict[str, Any] = {
        each: _texts(f"{name}.{each}", getattr(value, each))
        for each in fields(kind)
        if each != "changed"
    }
    return kind(**checked, changed=given.truth(f"{name}.changed", value.changed))


def _contents(name: str, value: Any) -> dict[str, bytes]:
    if not isinstance(value, Mapping):
        raise given.wrong_type(name, value, "a mapping of paths to bytes")
    return {
        _path(f"a key of {name}", path): given.data(f"a value of {name}", data)
        for path, data in value.items()
    }


def _amount(name: str, value: Any) -> str | float:
    if issubclass(type(value), str):
        return given.text(name, value)
    return given.number(name, value, "str, int or float")


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "Canon": _canon,
    "Filters": _filters,
    "Mapping[str, bytes]": _contents,
    "Sequence[str]": _texts,
    "TableName": given.text,
    "bool": given.truth,
    "float": given.number,
    "int": given.whole,
    "str": given.text,
    "str | PathLike[str]": _path,
    "str | float": _amount,
}
"""By annotation, the function that checks a value, given the name of its parameter."""
