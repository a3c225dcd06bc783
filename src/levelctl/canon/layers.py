"""
The layers of a canon: its own files, and those of the canons that it extends.

A canon that extends another is an *overlay*: it holds only what differs. The layers are counted
from 0, the canon itself, down to the one that extends nothing. `levelctl.canon.merging` merges
their files, one by one.

Places in a merged file come from several files. As in a compiler, the lines of all of them are
counted in one space: those of layer *n* begin at *n* times `LINES`. So a canon without layers has
the lines of its files, and whatever stores a place needs to know of no layer. `placed` turns such
a place into a file and its line.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any

from levelctl.canon import package_data
from levelctl.canon.locate import MARKER
from levelctl.canon.merging import LevelChanges, level_changes
from levelctl.canon.nodes import Node
from levelctl.diagnostics import Diagnostic, Related, Route, Span
from levelctl.record import Record, replace
from levelctl.text.paths import path_of_text, path_text

LINES = 10_000_000
"""How far the lines of two layers are apart: more than a file can have."""

MOST = 4
"""The most overlays on top of one another."""

EXTENDS = "extends"
"""The key of canon.yaml that names the canon below."""

REFERENCE = "reference"
"""What `EXTENDS` calls the reference canon."""

Contents = Mapping[str, bytes]
"""Contents that replace those of a canon's own files, by path."""


class Stack(Record):
    """A canon with its layers."""

    root: str
    """The text of the path of its folder."""
    below: tuple[str, ...] = ()
    """The texts of the absolute paths of the layers below, from the nearest one down."""
    changes: tuple[LevelChanges, ...] = ()
    """What each layer but the lowest changes of the levels of those below it, from layer 0 on."""
    faults: tuple[Diagnostic, ...] = ()
    """Why the layers below cannot be found."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of all layers."""
        return tuple(Path(path_of_text(text)) for text in (self.root, *self.below))

    @property
    def merges(self) -> bool:
        """Whether the canon is an overlay, also one whose base cannot be found."""
        return bool(self.below or self.faults)


def stack_of(root: Path, contents: Contents | None = None) -> Stack:
    """
    Return the canon *root* with its layers. Its faults are never raised.

    *contents* replace files of the canon itself.
    """
    text = path_text(str(root))
    below: list[str] = []
    seen = [os.path.realpath(root)]
    folder, own = root, contents or {}
    while (extends := _extends(folder, own)) is not None:
        if isinstance(extends, Diagnostic):
            return Stack(text, faults=(_of_layer(extends, below),))
        found = _folder_of(folder, extends)
        fault = _fault(found, seen, len(below))
        if fault:
            at = _not_found(folder, extends, found, fault)
            return Stack(text, faults=(_of_layer(at, below),))
        seen.append(os.path.realpath(found))
        below.append(path_text(str(found)))
        folder, own = found, {}
    if not below:
        return Stack(text)
    return replace(Stack(text, tuple(below)), changes=_changes(root, below, contents or {}))


_IF_TAKEN_AWAY = "if this canon takes that away, it must change what names it, too"

_HINT = "give reference, a folder as seen from this one, or :/ and a folder of the repository"


def lines_of_layer(node: Node, depth: int) -> Node:
    """Return *node* with its lines as those of a file of layer *depth*; see the module."""
    if not depth:
        return node
    return Node(
        node.value,
        in_layer(node.span, depth),
        in_layer(node.end, depth),
        {key: lines_of_layer(part, depth) for key, part in node.parts.items()},
        {key: in_layer(span, depth) for key, span in node.keys.items()},
        node.block,
    )


def in_layer(span: Span, depth: int) -> Span:
    """Return *span*, a place in a file, as one of layer *depth*."""
    return Span(span.line + depth * LINES, span.column)


def depth_of(span: Span) -> int:
    """Return the layer that *span*, a place in a merged file, is in."""
    return span.line // LINES


def place(stack: Stack, path: str, span: Span) -> tuple[str, Span]:
    """
    Return the path of the file and the place in it that *span*, in the merged file *path*, is.

    The path of a file of another canon than *stack* itself is absolute.
    """
    depth = depth_of(span)
    if not depth:
        return path, span
    folder = stack.below[depth - 1]
    return f"{folder}/{path}", Span(span.line - depth * LINES, span.column)


def placed(diagnostic: Diagnostic, stack: Stack) -> Diagnostic:
    """Return *diagnostic*, about a merged file, with the files that have its places."""
    if not stack.below:
        return diagnostic
    path, span = place(stack, diagnostic.path, diagnostic.span)
    related = tuple(_placed(each, stack) for each in diagnostic.related)
    end = diagnostic.end and place(stack, "", diagnostic.end)[1]
    if not depth_of(diagnostic.span):
        return replace(diagnostic, path=path, span=span, end=end, related=related)
    hint = diagnostic.hint
    if diagnostic.rule == "reference":
        hint = "; ".join(part for part in (hint, _IF_TAKEN_AWAY) if part)
    return replace(diagnostic, path=path, span=span, end=end, related=related, fix=None, hint=hint)


def _placed(related: Related, stack: Stack) -> Related:
    path, span = place(stack, related.path, related.span)
    return replace(related, path=path, span=span)


def _of_layer(diagnostic: Diagnostic, below: list[str]) -> Diagnostic:
    """Return *diagnostic*, about the lowest of the layers *below*, with the path of its file."""
    return replace(diagnostic, path=f"{below[-1]}/{MARKER}") if below else diagnostic


def _extends(folder: Path, contents: Contents) -> Node | Diagnostic | None:
    """Return the node that names the canon below *folder*; None if it extends nothing."""
    from levelctl.canon import source

    try:
        data = contents[MARKER] if MARKER in contents else source.load(folder, MARKER)
    except source.SourceError:
        return None
    is_whole, names_one = b"spaces" in data, EXTENDS.encode() in data
    if is_whole and not names_one:
        return None
    try:
        top = source.parse(source.decode(source.bounded(data))).top
    except source.SourceError as error:
        broken = Diagnostic(MARKER, error.span, error.message, "syntax", hint=error.hint)
        return broken if names_one else None
    node = top.parts.get(EXTENDS)
    if node is not None and isinstance(node.value, dict) and "canon" in node.value:
        node = node.parts["canon"]
    if node is None:
        return None if is_whole else _misspelled(top)
    if _can_be_a_path(node.value):
        return node
    message = f"{EXTENDS} names no canon"
    return Diagnostic(MARKER, node.span, message, "schema", hint=_HINT, end=node.end)


def _misspelled(top: Node) -> Diagnostic | None:
    """Return the fault of *top*, a canon.yaml that is no whole one: a key like `EXTENDS`."""
    from levelctl.suggest import NEAR, similar  # only a fault needs it

    for key in similar(EXTENDS, top.keys, least=NEAR):
        at = top.keys[key]
        end = Span(at.line, at.column + len(key))
        hint = f"did you mean {EXTENDS!r}?"
        return Diagnostic(MARKER, at, f"unknown key {key!r}", "unknown-key", hint=hint, end=end)
    return None


def _not_found(folder: Path, extends: Node, found: Path, fault: str) -> Diagnostic:
    """Return the *fault* of the canon *found*, which canon.yaml in *folder* names."""
    from levelctl.suggest import did_you_mean  # only a fault needs it

    if os.path.isfile(found / MARKER):  # noqa: PTH113 - as in `_fault`
        hint = "let one of them extend another canon, or none"
    elif found.name == MARKER:
        hint = f"give the folder of {MARKER}"
    else:
        hint = did_you_mean(extends.value, _canons_near(folder, found)) or _HINT
    return Diagnostic(MARKER, extends.span, fault, "reference", hint=hint, end=extends.end)


def _canons_near(folder: Path, missing: Path) -> Iterator[str]:
    """Yield what canon.yaml in *folder* can call the canons beside *missing*, and the reference."""
    yield REFERENCE
    with suppress(OSError):
        for each in sorted(missing.parent.iterdir()):
            if os.path.isfile(each / MARKER):  # noqa: PTH113 - as in `_fault`
                yield PurePath(os.path.relpath(each, os.path.realpath(folder))).as_posix()


def _can_be_a_path(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != "" and "\0" not in value


def _folder_of(folder: Path, extends: Node) -> Path:
    """Return the folder of the canon that canon.yaml in *folder* names."""
    text: str = extends.value
    if text == REFERENCE:
        return package_data.CANON
    here = os.path.realpath(folder)
    if text.startswith(":/"):
        from levelctl.canon.links import repository

        return Path(os.path.normpath(os.path.join(repository(here), text[2:])))  # noqa: PTH118 - likewise
    return Path(os.path.normpath(os.path.join(here, text)))  # noqa: PTH118 - a text, not a path


def _fault(found: Path, seen: list[str], overlays: int) -> str:
    """Return why the canon *found* cannot be the next one below those *seen*."""
    real = os.path.realpath(found)
    if real in seen:
        circle = " → ".join((*seen[seen.index(real) :], real))
        return f"the canons extend one another in a circle: {circle}"
    if overlays >= MOST:
        return f"there are more than {MOST} overlays on top of one another"
    if not os.path.isfile(found / MARKER):  # noqa: PTH113 - is_file raises for what cannot be read
        return f"there is no canon at {found}: it has no {MARKER}"
    return ""


def _changes(root: Path, below: list[str], contents: Contents) -> tuple[LevelChanges, ...]:
    """Return what each layer but the lowest changes of the levels of those below it."""
    folders = [root, *(Path(path_of_text(text)) for text in below)]
    ladders = [_ladder(folder, {} if depth else contents) for depth, folder in enumerate(folders)]
    changes: list[LevelChanges] = []
    levels: dict[str, Any] = {}
    for ladder in reversed(ladders):
        own = ladder.get("levels")
        own = own if isinstance(own, dict) else {}
        change, _ = level_changes(levels, own, ladder.get("tracks"))
        changes.insert(0, change)
        levels = change.applied(levels)
        levels |= {code: level for code, level in own.items() if code not in levels}
    return tuple(changes[:-1])


def _ladder(folder: Path, contents: Contents) -> dict[str, Any]:
    """Return the value of ladder.yaml in *folder*, or nothing if there is none or it is broken."""
    from levelctl.canon import source

    path = "ladder.yaml"
    try:
        data = contents[path] if path in contents else source.load(folder, path)
        value = source.parse(source.decode(source.bounded(data))).top.value
    except source.SourceError:
        return {}
    return value if isinstance(value, dict) else {}


def route_at(top: Node, span: Span) -> Route | None:
    """Return the route of the outermost value in *top* that begins at *span*, or None."""
    for key, part in top.parts.items():
        if part.span == span:
            return (key,)
        found = route_at(part, span)
        if found is not None:
            return (key, *found)
    return None
