"""
Lists the names of the standard library that Windows and macOS lack, in tests/absent.json.

They come from the conditions in typeshed's stubs, which mypy brings along. The tests delete them
all and run every command. With --check, the file is only compared.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import mypy

STUBS = Path(mypy.__file__).parent / "typeshed" / "stdlib"
PLACE = Path(__file__).parent.parent / "tests" / "absent.json"
VERSION = (3, 11)
"""The oldest Python that levelctl runs on: what later ones lack can be deleted nowhere."""


def absent() -> dict[str, dict[str, list[str]]]:
    """Return by system the names that it lacks, by their module; no names mean the module."""
    return {system: dict(_absent(system)) for system in ("win32", "darwin")}


def _absent(system: str) -> Iterator[tuple[str, list[str]]]:
    for path in sorted(STUBS.rglob("*.pyi")):
        module = ".".join(path.relative_to(STUBS).with_suffix("").parts).removesuffix(".__init__")
        body = ast.parse(path.read_text("utf-8")).body
        here, there = set(_names(body, "linux")), set(_names(body, system))
        if _public(here) and not _public(there):
            yield module, []
        elif here - there:
            yield module, sorted(here - there)


def _public(names: set[str]) -> set[str]:
    return {name for name in names if not name.startswith("_")}


def _names(body: list[ast.stmt], system: str) -> Iterator[str]:
    """Yield the names that *body* defines on *system*, without those that it imports."""
    for node in body:
        match node:
            case ast.If():
                yield from _names(node.body if _holds(node.test, system) else node.orelse, system)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                yield name
            case ast.ImportFrom():
                yield from (each.name for each in node.names if each.name in (each.asname, "*"))


def _holds(test: ast.expr, system: str) -> bool:
    names = {"sys": type("sys", (), {"platform": system, "version_info": VERSION})}
    return bool(eval(ast.unparse(test), {**names, "TYPE_CHECKING": True}))  # noqa: S307 - stubs


def main() -> None:
    """Write the file, or compare it."""
    text = json.dumps(absent(), indent=1) + "\n"
    if "--check" not in sys.argv:
        PLACE.write_text(text, "utf-8")
    elif PLACE.read_text("utf-8") != text:
        sys.exit(f"{PLACE.name} is not what typeshed says; run tools/{Path(__file__).name}")


if __name__ == "__main__":
    main()
