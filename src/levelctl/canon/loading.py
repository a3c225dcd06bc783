"""Compiles a canon's files to rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from levelctl.canon.canon import Canon, key
from levelctl.canon.files import (
    MISSING,
    REQUIRED_FILES,
    FileStats,
    MapFiles,
    S,
    T,
    kind_of,
    layer_of,
    scan_layers,
)
from levelctl.canon.layers import Stack, placed, stack_of
from levelctl.canon.nodes import CachedNode, Places, places_of
from levelctl.canon.parsed_file import ParsedFile, ParseResult
from levelctl.errors import CanonError
from levelctl.record import JsonObject, Record, decode, encode

MANY = 200
"""From this number of files on, it is worth it to share the work of reading them."""

VALUE = "value"
"""The kind of row with the value of a file."""

PLACES = "places"
"""The kind of row with the digest of a file and the places in its value."""

FILE_ROWS = (key(VALUE), key(PLACES))
"""The key prefixes of rows about a single file; index rows cover all files together."""


class CompiledFile(Record):
    """A parsed file, encoded as rows."""

    parsed: ParsedFile
    digest: str
    """The digest of the content; empty if the file cannot be read."""
    value: bytes | None
    """The `VALUE` row; None if the file has an error."""
    places: bytes | None = None
    """The `PLACES` row; None if the file has an error, or if places were not wanted."""
    opened: tuple[FileStats, ...] = ()
    """The stats of the file that was opened, or of those of all layers."""

    @property
    def top(self) -> CachedNode | None:
        """The value of the file with its places; None if it has an error."""
        if self.value is None or self.places is None:
            return None
        _, places = decode(self.places, tuple[str, Places])
        return CachedNode(decode(self.value, Any), places)

    def rows(self) -> dict[str, bytes]:
        """Return the file's own rows, by key."""
        rows = {VALUE: self.value, PLACES: self.places}
        return {key(kind, self.parsed.path): row for kind, row in rows.items() if row is not None}


def load(root: Path, map_files: MapFiles | None = None) -> Canon:
    """
    Return the canon in the folder *root*, read from its files.

    A focus or function with an error is left out, and the canon's diagnostics say why. Raises
    CanonError, with the diagnostics, if ``canon.yaml``, ``ladder.yaml`` or ``families.yaml`` has
    an error: no answer is possible without these files.
    """
    return Canon(root, read_rows(root, map_files), load)


def read_rows(root: Path, map_files: MapFiles | None = None) -> MemoryRows:
    """Return the rows of the canon *root*, read from its files. Raises what `load` raises."""
    stack = stack_of(root)
    paths = merged_paths(scan_layers(root, stack.folders[1:]))
    files = compile_files(stack, [*paths], map_files, places=stack.merges)
    parsed = {path: file.parsed for path, file in files.items()}
    error = required_file_error(stack, parsed)
    if error:
        raise error
    required = {path: _value(files[path]) for path in REQUIRED_FILES}
    rows = index_rows(list(parsed.values()), required, stack)
    for file in files.values():
        rows |= file.rows()
    return MemoryRows(rows)


def merged_paths(stats: Iterable[FileStats]) -> dict[str, tuple[FileStats, ...]]:
    """
    Return for each path in any layer the *stats* of its files there, from layer 0 down.

    A file that is missing is only one of them if no layer has it, and what is not read only if
    it is of layer 0.
    """
    paths: dict[str, list[FileStats]] = {}
    for each in stats:
        depth, path = layer_of(each[0])
        if not (depth and kind_of(path) == "ignored"):
            paths.setdefault(path, []).append(each)
    return {path: _present(files) for path, files in sorted(paths.items())}


def _present(files: list[FileStats]) -> tuple[FileStats, ...]:
    return tuple(each for each in files if each[1] != MISSING) or tuple(files[:1])


def compile_files(
    stack: Stack, paths: Sequence[str], map_files: MapFiles | None = None, *, places: bool = True
) -> dict[str, CompiledFile]:
    """Return the files at *paths* in the canon *stack*, compiled, with *places* if wanted."""
    work = partial(_compile_file, stack, places)
    return {file.parsed.path: file for file in (map_files or one_by_one)(work, paths)}


def _compile_file(stack: Stack, places: bool, path: str) -> CompiledFile:
    from levelctl.canon.layered import read  # if all files are cached, no parser is imported

    return compiled(read(stack, path), places=places)


def compiled(result: ParseResult, *, places: bool = True) -> CompiledFile:
    """Return the file of *result*, encoded as rows."""
    top, digest = result.top, result.digest
    return CompiledFile(
        result.parsed,
        digest,
        encode(top.value) if top else None,
        encode((digest, places_of(top))) if top and places else None,
        result.opened,
    )


def one_by_one(work: Callable[[S], T], files: Sequence[S]) -> Iterator[T]:
    """
    Yield the results of *work* for *files*, in this process.

    A library does not start processes unasked: where they may not be started, or import the
    caller's program once more, is nothing that it can know.
    """
    return map(work, files)


def index_rows(
    files: Sequence[ParsedFile], required: Mapping[str, JsonObject], stack: Stack
) -> dict[str, bytes]:
    """
    Return the index rows of the canon *stack*: those that depend on all its *files* together.

    *required* are the values of the required files, by path.
    """
    from levelctl.canon.dimensions import dimensions_of  # a current store needs neither
    from levelctl.canon.linking import Linker

    levels = list(required["ladder.yaml"]["levels"])
    dimensions = dimensions_of(required["canon.yaml"])
    linker = Linker(files, levels, required["families.yaml"]["families"], dimensions)
    linker.diagnostics = [placed(diagnostic, stack) for diagnostic in linker.diagnostics]
    rows = linker.rows()
    if stack.below:
        overrides = [(file.path, override) for file in files for override in file.overrides]
        rows |= {key("layers"): encode(stack.below), key("overrides"): encode(overrides)}
    return rows


def _value(file: CompiledFile) -> dict[str, Any]:
    return decode(file.value or b"", dict[str, Any])


def required_file_error(stack: Stack, files: Mapping[str, ParsedFile]) -> CanonError | None:
    """Return why the canon *stack* cannot be read; None if its required *files* have no error."""
    root = stack.folders[0]
    diagnostics = [diagnostic for path in REQUIRED_FILES for diagnostic in files[path].diagnostics]
    if not diagnostics:
        return None
    located = tuple(placed(diagnostic, stack).under(root) for diagnostic in diagnostics)
    return CanonError(f"the canon {root} cannot be read", located)


class MemoryRows:
    """Rows in memory, just compiled from the files."""

    def __init__(self, rows: dict[str, bytes]) -> None:
        self.rows = rows

    def get(self, name: str) -> bytes | None:
        return self.rows.get(name)

    def require(self, name: str) -> bytes:
        row = self.get(name)
        if row is None:
            raise KeyError(name)
        return row
