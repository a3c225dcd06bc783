"""Reads one file of a canon: its own, or those of all its layers, merged."""

from __future__ import annotations

import os
from collections.abc import Iterator

from levelctl.canon import parsing, source
from levelctl.canon.codes import suggested
from levelctl.canon.comments import Comment
from levelctl.canon.consequences import orphans, with_ranks, without_branches, without_dependents
from levelctl.canon.files import (
    NOT_OPENED,
    REQUIRED_FILES,
    FileStats,
    kind_of,
    of_layer,
    place_of,
    scan,
)
from levelctl.canon.layers import Contents, Stack, depth_of, in_layer, lines_of_layer
from levelctl.canon.locate import MARKER
from levelctl.canon.merging import HIDE, IS, Merger, level_changes, mapping, parts_of
from levelctl.canon.mistakes import listed, missing_below, mistakes
from levelctl.canon.nodes import Node
from levelctl.canon.parsed_file import ParsedFile, ParseResult
from levelctl.canon.relevel import relevelled, title_words
from levelctl.canon.source import RepeatedKey, YamlDocument
from levelctl.diagnostics import Diagnostic, Span
from levelctl.record import Record, replace
from levelctl.suggest import did_you_mean


def read(stack: Stack, path: str, contents: Contents | None = None) -> ParseResult:
    """
    Read, merge and parse the file *path* of the canon *stack*. Its errors are never raised.

    *contents* replace files of the canon itself. The places of a merged file are in one space;
    see `levelctl.canon.layers`.
    """
    contents = contents or {}
    if not stack.merges:
        return _own(stack, path, contents)
    if stack.faults:
        return _without_layers(stack, path)
    if kind_of(path) in NOT_OPENED:
        return _not_opened(stack, path)
    layers = [*_layers(stack, path, contents)]
    if not layers:  # no layer has it; the canon itself says so
        result = _own(stack, path, contents)
        if path in REQUIRED_FILES:
            return _read_in(stack, len(stack.below), path)
        return _without_function(stack, result) if kind_of(path) == "function" else result
    return _Merge(stack, path, layers).result()


def _own(stack: Stack, path: str, contents: Contents) -> ParseResult:
    root = stack.folders[0]
    return parsing.parse(path, contents[path]) if path in contents else parsing.read(root, path)


def _without_layers(stack: Stack, path: str) -> ParseResult:
    """Return a file of an overlay whose base cannot be found; only canon.yaml says so."""
    if path == MARKER:
        return ParseResult(ParsedFile(path, "canon", stack.faults), None, "")
    return ParseResult(ParsedFile(path, kind_of(path)), None, "")


def _not_opened(stack: Stack, path: str) -> ParseResult:
    """Return the finding about a folder or file that is not read, in the first layer with it."""
    folders = stack.folders
    having = (n for n, folder in enumerate(folders) if os.path.lexists(place_of(folder, path)))
    return _read_in(stack, next(having, 0), path)


def _read_in(stack: Stack, depth: int, path: str) -> ParseResult:
    """Return the finding about the file *path* in the layer *depth*."""
    result = parsing.read(stack.folders[depth], path)
    found = tuple(
        replace(each, span=in_layer(each.span, depth)) for each in result.parsed.diagnostics
    )
    return replace(result, parsed=replace(result.parsed, diagnostics=found))


class _LayerFile(Record):
    """The file of one layer."""

    depth: int
    digest: str = ""
    stats: FileStats | None = None
    draft: parsing.UnvalidatedFile | None = None
    fault: Diagnostic | None = None
    """Why there is no draft; its place is in the file."""


def _layers(stack: Stack, path: str, contents: Contents) -> Iterator[_LayerFile]:
    """Yield the file *path* of each layer that has it, from layer 0 down."""
    for depth, folder in enumerate(stack.folders):
        if depth == 0 and path in contents:
            yield _drafted(depth, path, contents[path], None)
            continue
        try:
            content, stats = source.load_with_stats(folder, path)
        except source.SourceError as error:
            if not isinstance(error.__cause__, FileNotFoundError):
                yield _LayerFile(depth, fault=parsing.syntax_error(path, error))
            continue
        yield _drafted(depth, path, content, of_layer(stats, depth))


def _drafted(depth: int, path: str, content: bytes, stats: FileStats | None) -> _LayerFile:
    digest = parsing.digest(content)
    draft = parsing.drafted(path, content, (HIDE,))
    if isinstance(draft, Diagnostic):
        return _LayerFile(depth, digest, stats, fault=draft)
    top = lines_of_layer(draft.document.top, depth)
    repeated = tuple(_in_layer(each, depth) for each in draft.document.repeated)
    comments = tuple(_comment_in(each, depth) for each in draft.comments)
    return _LayerFile(
        depth, digest, stats, parsing.UnvalidatedFile(YamlDocument(top, repeated), comments)
    )


def _in_layer(key: RepeatedKey, depth: int) -> RepeatedKey:
    return RepeatedKey(key.key, in_layer(key.first, depth), in_layer(key.again, depth))


def _comment_in(comment: Comment, depth: int) -> Comment:
    line = in_layer(Span(comment.line, 1), depth).line
    return replace(comment, span=in_layer(comment.span, depth), line=line)


class _Merge:
    """Merges the *layers* that have the file *path* of *stack*."""

    def __init__(self, stack: Stack, path: str, layers: list[_LayerFile]) -> None:
        self.stack = stack
        self.path = path
        self.kind = kind_of(path)
        self.layers = layers
        self.diagnostics: list[Diagnostic] = []
        self.merger = Merger()

    def result(self) -> ParseResult:
        for layer in self.layers:
            if layer.fault:
                span = in_layer(layer.fault.span, layer.depth)
                self.diagnostics.append(replace(layer.fault, span=span))
        top = None if self.diagnostics else self.merged()
        if self.diagnostics:  # what else is at fault would be their consequence
            top = None
        parsed, top = self.validated(top)
        comments = tuple(
            comment for layer in self.layers if layer.draft for comment in layer.draft.comments
        )
        # A file of reviews that the canon below has not is no change to that canon.
        noted = self.merger.overrides if self.kind != "review" else ()
        overrides = tuple(each for each in noted if not depth_of(each.span))
        return ParseResult(
            replace(parsed, comments=comments, overrides=overrides),
            top,
            ",".join(layer.digest for layer in self.layers),
            tuple(layer.stats for layer in self.layers if layer.stats),
        )

    def validated(self, top: Node | None) -> tuple[ParsedFile, Node | None]:
        """Return the parsed form of *top*, and *top* if it has no error."""
        if top is None:
            return ParsedFile(self.path, self.kind, tuple(self.diagnostics)), None
        repeated = tuple(
            key for layer in self.layers if layer.draft for key in layer.draft.document.repeated
        )
        parsed = parsing.validated(self.path, self.kind, YamlDocument(top, repeated))
        found = (*self.diagnostics, *parsed.diagnostics)
        return replace(parsed, diagnostics=found), None if found else top

    def merged(self) -> Node | None:
        """Return the merged file, or None if a layer takes it away."""
        files = {layer.depth: layer for layer in self.layers}
        top: Node | None = None
        for depth in reversed(range(len(self.stack.folders))):
            below = top
            if top is not None and depth < len(self.stack.changes):
                top = relevelled(top, self.kind, self.stack.changes[depth])
            if depth in files:
                top = self.over(below, top, files[depth])
            elif self.is_empty(top):
                top = None
        return top

    def renamed(self, depth: int) -> dict[str, str]:
        """Return the new codes of the levels that the layer *depth* renames, by the old ones."""
        changes = self.stack.changes
        return changes[depth].renamed if depth < len(changes) else {}

    def is_empty(self, top: Node | None) -> bool:
        """Return whether *top* is a focus all of whose levels were taken away."""
        return self.kind == "focus" and top is not None and top.value.get("levels") == {}

    def over(self, below: Node | None, relevelled: Node | None, layer: _LayerFile) -> Node | None:
        """Return the file of *layer* merged over what is below it, there and with its levels."""
        if layer.draft is None:
            return None
        own, merger = layer.draft.document.top, self.merger
        if own.value.get(HIDE) is True:
            self.hide(below, own)
            return None
        self.diagnostics += self.causes(relevelled, own, layer.depth)
        if self.diagnostics:
            return None
        if self.kind == "ladder":
            own = self.with_levels(below, own)
            relevelled = relevelled and without_branches(relevelled, own)
        if relevelled is None:
            merger.note("added", (), (own.span, own.end))
        elif self.kind == "focus":
            self.note_orphans(relevelled, own)
            relevelled = without_dependents(relevelled, own)
        top = merger.merge(relevelled, own)
        self.diagnostics += [
            Diagnostic(self.path, at, message, "schema", hint=hint, end=end)
            for (at, end), message, hint in merger.faults
        ]
        if relevelled is not None and self.kind == "ladder":
            top = with_ranks(relevelled, top)
        return None if self.is_empty(top) else top

    def hide(self, below: Node | None, own: Node) -> None:
        """Note that *own* takes the file away, or that it cannot."""
        at = own.keys[HIDE], own.parts[HIDE].end
        if self.path in REQUIRED_FILES:
            message = f"{self.path} cannot be taken away: every canon has one"
            hint = "take away what is in it"
            self.diagnostics.append(
                Diagnostic(self.path, at[0], message, "schema", hint=hint, end=at[1])
            )
        elif below is None:
            self.merger.note("unmatched", (), at, self.path)
        else:
            self.merger.note("hidden", (), at, below=below.value)

    def causes(self, below: Node | None, own: Node, depth: int) -> list[Diagnostic]:
        """Return why *own*, a file of layer *depth*, cannot be merged over that *below* it."""
        if below is None:
            missing = missing_below(self.path, self.kind, own, paths_below(self.stack, depth))
            if missing:
                return [missing]
        return [*mistakes(self.path, self.kind, below, own, self.renamed(depth))]

    def note_orphans(self, below: Node, own: Node) -> None:
        """Note the aliases of *below* that go along with a level that *own* takes away."""
        for level, titles in orphans(below, own).items():
            levels = own.parts["levels"]
            at = levels.keys[level], levels.parts[level].end
            self.merger.note("orphaned", ("levels", level), at, below=titles)

    def with_levels(self, below: Node | None, own: Node) -> Node:
        """Return the ladder *own* of a layer without the *is* of its levels, once checked."""
        levels = own.parts.get("levels")
        if levels is None:
            levels = Node({}, own.span, own.end, {}, {})
        elif not isinstance(levels.value, dict):
            return own
        known = below.value.get("levels") if below is not None else None
        changes, faults = level_changes(
            known if isinstance(known, dict) else {}, levels.value, own.value.get("tracks")
        )
        for route, message in faults:
            span, end = own.extent(route)
            hint = _level_hint(own.value["levels"][route[1]][IS], known)
            self.diagnostics.append(
                Diagnostic(self.path, span, message, "reference", hint=hint, end=end)
            )
        for old, new in changes.renamed.items():
            node = levels.parts[new]
            self.merger.note("renamed", ("levels", new), (levels.keys[new], node.end), old)
        for code, nearest in changes.hidden.items():
            words = [*title_words(below, code)] if below is not None else []
            if words:
                at = _place_hidden(own, below, code)
                self.merger.note("moved", ("levels", code), at, nearest or "", words)
        for code in changes.hidden:
            at = _place_hidden(own, below, code)
            self.merger.note("hidden", ("levels", code), at, below=(known or {}).get(code))
        parts = {
            code: (span, _without(node, IS))
            for code, (span, node) in parts_of(levels).items()
            if code not in changes.hidden
        }
        if "levels" not in own.parts:
            return own
        return mapping(
            own, {**parts_of(own), "levels": (own.keys["levels"], mapping(levels, parts))}
        )


def _place_hidden(own: Node, below: Node | None, code: str) -> tuple[Span, Span]:
    """Return where the ladder *own* takes the level *code* away: the level, or else its track."""
    group, key = "levels", code
    if below is not None and code not in own.value.get("levels", ()):
        group, key = "tracks", below.value["levels"][code]["track"]
    return own.parts[group].keys[key], own.parts[group].parts[key].end


def _level_hint(code: object, known: object) -> str:
    """Return which of the levels *known* below *code* can mean; an empty text if it is one."""
    levels = [*known] if isinstance(known, dict) else []
    if code in levels:
        return ""
    return suggested(str(code), levels) or listed(levels)


def paths_below(stack: Stack, depth: int) -> Iterator[str]:
    """Yield the paths of the files of functions in the layers below *depth*."""
    for folder in stack.folders[depth + 1 :]:
        yield from (name for name, *_ in scan(folder) if name.startswith("functions/"))


def _without_function(stack: Stack, result: ParseResult) -> ParseResult:
    """Return the *result* of the missing file of a function whose folder no layer below has."""
    path = result.parsed.path
    folder = path.rpartition("/")[0]
    folders = dict.fromkeys(each.rpartition("/")[0] for each in paths_below(stack, 0))
    found = tuple(
        replace(
            each,
            message=f"the canon below has no {folder}, and a new function needs a function.yaml",
            hint=did_you_mean(folder, folders),
        )
        for each in result.parsed.diagnostics
    )
    return replace(result, parsed=replace(result.parsed, diagnostics=found))


def _without(node: Node, key: str) -> Node:
    """Return *node* without *key*, if it is a mapping that has it."""
    if not isinstance(node.value, dict) or key not in node.parts:
        return node
    return mapping(node, {name: part for name, part in parts_of(node).items() if name != key})
