"""One name of a type, one meaning: none is defined in two modules."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import levelctl

SOURCE = Path(levelctl.__file__).parent

ALLOWED: dict[str, str] = {}
"""Names that are defined more than once, each with the reason."""


def types(text: str) -> Iterator[str]:
    """Yield the names of the classes and type aliases in *text*, without leading underscores."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name.lstrip("_")
    for node in tree.body:
        if isinstance(node, ast.Assign):
            names = (each.id for each in node.targets if isinstance(each, ast.Name))
            yield from (
                name.lstrip("_") for name in names if name[0].isupper() and not name.isupper()
            )


def test_the_names_of_types_are_seen() -> None:
    text = "class One:\n  class _Two: ...\nThree = dict[str, int]\nFOUR = 4\nT = 5\nfive = 5\n"
    assert [*types(text)] == ["One", "Two", "Three"]


def test_no_type_is_defined_twice() -> None:
    places = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        for name in types(path.read_text("utf-8")):
            places[name].append(path.relative_to(SOURCE).as_posix())

    assert len(places) > 200
    twice = {name: where for name, where in places.items() if len(where) > 1}
    assert twice.keys() == ALLOWED.keys(), twice


def test_the_root_has_at_most_seven_modules() -> None:
    modules = sorted(path.name for path in SOURCE.glob("*.py"))
    assert 0 < len(modules) <= 7, modules
