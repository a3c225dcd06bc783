"""
Checks the files of a canon incrementally.

An unchanged file is not parsed again, whichever command read it last. It is checked again only
if the files that provide the rules' context have changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from levelctl.cache import derived
from levelctl.cache.freshness import open_store
from levelctl.cache.refresh import CachedFile, CanonFiles, cached_node, required_row
from levelctl.cache.store import STORE_ERRORS, Store
from levelctl.canon.canon import key
from levelctl.canon.files import PLACES, REQUIRED_FILES, SKILLS, THEMES, WORDS, MapFiles
from levelctl.canon.layers import Contents, Stack
from levelctl.canon.loading import CompiledFile, compiled, one_by_one
from levelctl.canon.locate import MARKER
from levelctl.canon.parsed_file import ParseResult
from levelctl.lint.cached import CANON_RESULT, KIND, further_stats
from levelctl.lint.context import context_of
from levelctl.lint.moved_base import moved_base
from levelctl.lint.per_file import FileResult, check_file
from levelctl.lint.repeated_duties import repeats
from levelctl.lint.report import CanonResult
from levelctl.lint.rule import Context, MovedBase, Repeat
from levelctl.lint.rules import repeated_duty
from levelctl.lint.whole_canon import canon_result
from levelctl.record import JsonObject, cached_property, encode

FILE_RESULT = "file result"
"""The kind of row with the result of one file."""

DIGESTS = key("digests")
"""The row with the digest of each file when it was checked, by path."""

REPEATS = key("repeats")
"""The row with the responsibilities that repeat others."""

Edition = tuple[int, int]
"""Distinguishes a store from one that replaces it later; see `Store.edition`."""

_CONTEXT_FILES = (*REQUIRED_FILES, WORDS, THEMES, SKILLS, PLACES)
"""The files that provide the context of rules; a change to one affects the results of all."""


def check_files(
    root: Path,
    *,
    old: Store | None = None,
    cache: bool = True,
    contents: Contents | None = None,
    map_files: MapFiles | None = None,
) -> CanonResult:
    """
    Return the result of checking the canon *root*, and cache it with the results of its files.

    The *old* store provides the results of unchanged files. If *contents* replace files, nothing
    is cached. *map_files* checks many files; by default, this process does, one by one.
    """
    store, _ = (open_store(root) if cache else None) or (None, None)
    cached = cache and not contents
    try:
        return _Check(root, store, old, contents or {}).result(
            map_files or one_by_one, cache=cached
        )
    except STORE_ERRORS:
        if store is None and old is None:
            raise
        # One of the stores is damaged.
        return _Check(root, None, None, contents or {}).result(
            map_files or one_by_one, cache=cached
        )


class _Check:
    """
    One check of the canon *root*.

    *store* has its parsed files and *old* their results; both can be outdated.
    """

    def __init__(
        self, root: Path, store: Store | None, old: Store | None, contents: Contents
    ) -> None:
        self.root = root
        self.old = old
        self.contents = contents
        self.files = CanonFiles(root, store, contents=contents)
        self.paths = self.files.paths
        self.further = further_stats(root)
        self.digests = required_row(old, DIGESTS, dict[str, str]) if old else {}

    def result(self, map_files: MapFiles, *, cache: bool) -> CanonResult:
        """Return the result of the canon, and with *cache*, save it."""
        values = self.read_context_files()
        context = context_of(values)
        stale = [path for path in self.paths if not self.is_checked(path)]
        new = self.check(stale, context, map_files)
        results = [new.get(path) or self.cached(path) for path in self.paths]
        results = self.without_hidden(results)
        found_repeats = self.repeats(results, stale, context)
        files = [self.files.parsed(path) for path in self.paths]
        result = canon_result(
            files, results, values, context, found_repeats, self.files.stack, self.moved_base()
        )
        if cache:
            self.save(new, {CANON_RESULT: encode(result), REPEATS: encode(found_repeats)})
        return result

    def read_context_files(self) -> dict[str, JsonObject]:
        """Return the values of the context files, by path, except those with an error."""
        paths = [path for path in _CONTEXT_FILES if path in self.paths]
        self.files.add(
            {
                path: compiled(_read(self.files.stack, path, self.contents))
                for path in paths
                if path in self.files.changed
            }
        )
        values = {path: self.files.value(path) for path in paths}
        return {path: value for path, value in values.items() if value is not None}

    def without_hidden(self, results: list[FileResult]) -> list[FileResult]:
        """Return *results* without what is in a function that an overlay takes away."""
        functions = {path for path in self.paths if path.endswith("/function.yaml")}
        hidden = {
            path.rpartition("/")[0]
            for path in functions
            if any(
                override.kind == "hidden" and not override.route
                for override in self.files.parsed(path).overrides
            )
        }
        if not hidden:
            return results
        return [
            FileResult() if path not in functions and path.rpartition("/")[0] in hidden else result
            for path, result in zip(self.paths, results, strict=True)
        ]

    def moved_base(self) -> MovedBase | None:
        """Return the canon below, if it is an overlay's and has moved since it was pinned."""
        stack = self.files.stack
        if not stack.below:
            return None
        return moved_base(self.files, _read(stack, MARKER, self.contents).top)

    def is_checked(self, path: str) -> bool:
        """Return whether the old store has a current result of the file *path*."""
        digest_known = path not in self.files.changed or path in self.files.recompiled
        return digest_known and self.has_same_inputs and self.is_unchanged(path)

    @cached_property
    def has_same_inputs(self) -> bool:
        """Whether the context files are the same as for the old results."""
        now = {path for path in self.paths if path in _CONTEXT_FILES}
        return now == self.digests.keys() & {*_CONTEXT_FILES} and all(map(self.is_unchanged, now))

    def is_unchanged(self, path: str) -> bool:
        """Return whether the file *path* has the content of its old result."""
        digest = self.files.digest(path)
        return digest != "" and digest == self.digests.get(path)

    def check(
        self, paths: Sequence[str], context: Context | None, map_files: MapFiles
    ) -> dict[str, FileResult]:
        """Return the results of the files *paths*; changed files are read and added on the way."""
        old = self.files.old
        store = (old.path, old.edition) if old else None
        work = partial(_check_one, self.files.stack, store, self.contents, context)
        jobs = [self.job(path) for path in paths]
        results: dict[str, FileResult] = {}
        for path, (file, result) in zip(paths, map_files(work, jobs), strict=True):
            results[path] = result
            if file:
                self.files.add({path: file})
        return results

    def job(self, path: str) -> _Job:
        compiled_file = self.files.recompiled.get(path)
        if compiled_file or path in self.files.changed:
            return _Job(path, compiled_file)
        return _Job(path, None, self.files.index[path])

    def repeats(
        self, results: Sequence[FileResult], stale: Sequence[str], context: Context | None
    ) -> tuple[Repeat, ...]:
        """Return the responsibilities that repeat others; compare only changed ones if possible."""
        if context is None:
            return ()
        foci = [result.outline for result in results if result.outline]
        threshold = repeated_duty.least_share(context)
        if not (self.old and self.has_same_inputs):
            return repeats(foci, threshold)
        known = required_row(self.old, REPEATS, tuple[Repeat, ...])
        now = dict(zip(self.paths, map(_duties, results), strict=True))
        candidates = {*stale, *(self.digests.keys() - now.keys())}
        before = {path: _duties(self.cached(path)) for path in candidates & self.digests.keys()}
        changed = {path for path in candidates if now.get(path, ()) != before.get(path, ())}
        return repeats(foci, threshold, known=known, changed=changed) if changed else known

    def cached(self, path: str) -> FileResult:
        """Return the old store's result of *path*. Raises one of `STORE_ERRORS`."""
        return required_row(self.old, key(FILE_RESULT, path), FileResult)

    def save(self, new: Mapping[str, FileResult], rows: Mapping[str, bytes]) -> None:
        """Cache the parsed files, their *new* results and further *rows* of results."""
        self.files.save()
        fingerprint = self.files.fingerprint(
            self.further, swapped=self.further != further_stats(self.root)
        )
        results = {key(FILE_RESULT, path): encode(result) for path, result in new.items()}
        digests = {path: self.files.digest(path) for path in self.paths}
        rows = {**results, **rows, DIGESTS: encode(digests)}
        derived.save(self.root, KIND, rows, fingerprint, base=self.old, keep=(key(FILE_RESULT),))


class _Job(NamedTuple):
    """A file to check."""

    path: str
    compiled: CompiledFile | None
    """Its compiled form, if it has been read during this check."""
    cached: CachedFile | None = None
    """Its cached form, if it is current; the store then has its nodes, too."""


def _check_one(
    stack: Stack,
    store: tuple[Path, Edition] | None,
    contents: Contents,
    context: Context | None,
    job: _Job,
) -> tuple[CompiledFile | None, FileResult]:
    """Return the result of the file of *job* and, if it had to be read, its compiled form."""
    if job.cached:
        parsed, digest = job.cached.parsed, job.cached.state.digest
        top = (
            cached_node(_open(*store), job.path, digest)
            if store and not parsed.diagnostics
            else None
        )
        return None, check_file(parsed, top, digest, context)
    if job.compiled:
        file = job.compiled
        return None, check_file(file.parsed, file.top, file.digest, context)
    parse_result = _read(stack, job.path, contents)
    result = check_file(parse_result.parsed, parse_result.top, parse_result.digest, context)
    return compiled(parse_result), result


@lru_cache(maxsize=1)
def _open(path: Path, _edition: Edition) -> Store:
    """Return the store at *path*; each process opens an edition of it once."""
    return Store(path)


def _read(stack: Stack, path: str, contents: Contents) -> ParseResult:
    from levelctl.canon.layered import read  # only needed if a file is not cached

    return read(stack, path, contents)


def _duties(result: FileResult) -> tuple[str, ...]:
    """Return the words of the file's responsibilities, which are compared with those of others."""
    return tuple(duty.words for duty in result.outline.duties) if result.outline else ()
