"""The layers of the house as the import contracts have them, for docs/architecture.md."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

REPO = Path(__file__).parents[1]
SOURCE = REPO / "src" / "levelctl"


def house() -> str:
    """Return a line with layer, name and summary for each package, the highest layer first."""
    layers = list(_layers("levelctl"))
    width = max(len(name) for layer in layers for name in layer) + 2
    return "\n".join(
        f"{number:2}  {name:{width}}{_summary(name)}"
        for number, layer in zip(range(len(layers), 0, -1), layers, strict=True)
        for name in layer
    )


def inside(package: str) -> str:
    """Return the layers inside *package*, the highest first."""
    return "\n".join("  ".join(layer) for layer in _layers(f"levelctl.{package}"))


def _layers(container: str) -> Iterator[list[str]]:
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))
    for contract in project["tool"]["importlinter"]["contracts"]:
        if contract.get("containers") == [container]:
            for layer in contract["layers"]:
                yield [name.strip() for name in layer.split("|")]


def _summary(name: str) -> str:
    """Return the first line of the docstring of a package, or of a module."""
    package, module = SOURCE / name / "__init__.py", SOURCE / f"{name}.py"
    path = package if package.is_file() else module
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    return (docstring or "").splitlines()[0]
