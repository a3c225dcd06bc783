"""The functions of the library with what they return, for docs/library.md."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import levelctl


def table() -> str:
    """Return the table of the public functions, in the order in which they are defined."""
    rows = ("| function | returns |", "|---|---|", *_rows())
    return "\n".join(rows)


def _rows() -> Iterator[str]:
    tree = ast.parse(Path(levelctl.__file__).read_text("utf-8"))
    homes = dict(_homes(tree))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in levelctl.__all__:
            signature = inspect.signature(getattr(levelctl, node.name))
            returned = str(signature.return_annotation)
            yield f"| `{node.name}({_parameters(signature)})` | `{homes[returned]}.{returned}` |"


def _homes(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each name that the library imports with its module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((each.name, node.module) for each in node.names)


def _parameters(signature: inspect.Signature) -> str:
    """Return the parameters of *signature* with their defaults, without types."""
    empty = inspect.Parameter.empty
    bare = [each.replace(annotation=empty) for each in signature.parameters.values()]
    return str(inspect.Signature(bare))[1:-1].replace("'", '"')
