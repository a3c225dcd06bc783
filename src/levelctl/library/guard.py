"""Checks what a public function is given, and which exceptions leave it."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from levelctl.canon.canon import Canon
from levelctl.errors import InternalError, LevelctlError, MachineError


def call(function: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """
    Return what *function* returns for *arguments* and *options*.

    Raises TypeError if one of them has another type than the signature says, and otherwise
    nothing but a LevelctlError. Its cause is the original exception.
    """
    bound = _signature(function).bind(*arguments, **options)
    for name, value in bound.arguments.items():
        bound.arguments[name] = _checked(_signature(function).parameters[name], value)
    try:
        return function(*bound.args, **bound.kwargs)
    except LevelctlError:
        raise
    except OSError as error:
        raise MachineError(f"system failure: {error}") from error
    except Exception as error:
        raise InternalError(
            f"levelctl failed unexpectedly: {error!r}", hint="please report this error"
        ) from error


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


def _one_of(*kinds: type) -> Callable[[str, Any], Any]:
    def check(name: str, value: Any) -> Any:
        if not isinstance(value, kinds):
            raise _wrong_type(name, value, " or ".join(kind.__name__ for kind in kinds))
        return value

    return check


def _wrong_type(name: str, value: object, wanted: str) -> TypeError:
    return TypeError(f"{name} must be {wanted}, not {type(value).__name__}")


def _text(name: str, value: Any) -> str:
    return str(_one_of(str)(name, value))


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise _wrong_type(name, value, "a list of str")
    return tuple(_text(f"a part of {name}", each) for each in value)


def _path(name: str, value: Any) -> str:
    """Return the path *value* as text. Raises LevelctlError if no file can have it."""
    try:
        path = os.fspath(value)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        raise _wrong_type(name, value, "a path") from error
    if not isinstance(path, str):
        raise _wrong_type(name, path, "a path of str")
    if "\0" in path:
        raise LevelctlError(f"{path!r} is not a path", hint="no path has a null character")
    return path


def _filters(name: str, value: Any) -> Any:
    from levelctl.answers.list import Filters  # most calls have none

    return _one_of(Filters)(name, value)


def _contents(name: str, value: Any) -> dict[str, bytes]:
    if not isinstance(value, Mapping):
        raise _wrong_type(name, value, "a mapping of paths to bytes")
    check = _one_of(bytes)
    return {
        _path(f"a key of {name}", path): check(f"a value of {name}", data)
        for path, data in value.items()
    }


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "Canon": _one_of(Canon),
    "Filters": _filters,
    "Mapping[str, bytes]": _contents,
    "Sequence[str]": _texts,
    "TableName": _text,
    "bool": lambda _, value: value,
    "float": _one_of(int, float),
    "int": _one_of(int),
    "str": _text,
    "str | PathLike[str]": _path,
    "str | float": _one_of(str, int, float),
}
"""By annotation, the function that checks a value, given the name of its parameter."""
