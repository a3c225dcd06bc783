"""
The result of checking a canon, made of its files.

A file that did not change is not parsed again, whichever command read it last, and is checked
again only if what it is held against has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from levelctl.cache import derived
from levelctl.cache.freshness import open_store
from levelctl.cache.refresh import CachedFile, CanonFiles, cached_node, fingerprint_of
from levelctl.cache.store import STORE_ERRORS, Store
from levelctl.canon.canon import key
from levelctl.canon.files import MISSING, REQUIRED_FILES, WORDS, FileStats, OnProgress, scan
from levelctl.canon.loading import CompiledFile, compiled, map_files
from levelctl.canon.parsed_file import ParseResult
from levelctl.lint.cached import CANON_RESULT, KIND, imported_stats
from levelctl.lint.context import Value, context_of
from levelctl.lint.per_file import FileResult, check_file
from levelctl.lint.repeated_duties import repeats
from levelctl.lint.report import CanonResult
from levelctl.lint.rule import Context, Repeat
from levelctl.lint.rules import repeated_duty
from levelctl.lint.whole_canon import canon_result
from levelctl.record import decode, encode

FILE_RESULT = "file result"
"""The kind of row that holds the result of one file."""

DIGESTS = key("digests")
"""The row that says of which content of each file the results were made."""

REPEATS = key("repeats")
"""The row that holds which duties are like others."""

Edition = tuple[int, int]
"""What tells a store from one that is moved into its place later."""

Contents = Mapping[str, bytes]
"""What is to be taken for the content of files, by path."""

_CONTEXT_FILES = {*REQUIRED_FILES, WORDS}
"""The files that the rules hold all others against."""


def check_files(
    root: Path,
    *,
    old: Store | None = None,
    cache: bool = True,
    contents: Contents | None = None,
    progress: OnProgress | None = None,
) -> CanonResult:
    """
    Return what is wrong with the canon *root*; what is found out on the way is cached.

    The *old* store has the results of files that have not changed. With *contents* in the place
    of files, nothing is cached.
    """
    store, _ = (open_store(root) if cache else None) or (None, None)
    cached = cache and not contents
    try:
        return _Check(root, store, old, contents or {}).result(progress, cache=cached)
    except STORE_ERRORS:
        if store is None and old is None:
            raise
        # One of them is damaged.
        return _Check(root, None, None, contents or {}).result(progress, cache=cached)


class _Check:
    """
    A check of the canon *root*.

    *store* has what its files say, *old* what was found in them; both may be of other contents.
    """

    def __init__(
        self, root: Path, store: Store | None, old: Store | None, contents: Contents
    ) -> None:
        self.root = root
        self.old = old
        self.contents = contents
        found = _with_contents(scan(root), contents)
        self.files = CanonFiles(root, store, found, replaced=contents)
        self.paths = [path for path, *_ in found]
        row = old.get(DIGESTS) if old else None
        self.digests = decode(row, dict[str, str]) if row else {}

    def result(self, progress: OnProgress | None, *, cache: bool) -> CanonResult:
        """Return what is wrong with the canon, and *cache* it."""
        own = self.read_context_files()
        context = context_of(own)
        stale = [path for path in self.paths if not self.is_checked(path)]
        new = self.check(stale, context, progress)
        results = [new.get(path) or self.cached(path) for path in self.paths]
        repeated = self.repeats(results, stale, context)
        files = [self.files.parsed(path) for path in self.paths]
        result = canon_result(files, results, own, context, repeated)
        if cache:
            self.save(new, {CANON_RESULT: encode(result), REPEATS: encode(repeated)})
        return result

    def read_context_files(self) -> dict[str, Value]:
        """Return the values of the canon's own files, by path, as far as they are sound."""
        paths = [path for path in (*REQUIRED_FILES, WORDS) if path in self.paths]
        self.files.add(
            {
                path: compiled(_read(self.root, self.contents, path))
                for path in paths
                if path in self.files.changed
            }
        )
        values = {path: self.files.value(path) for path in paths}
        return {path: value for path, value in values.items() if value is not None}

    def is_checked(self, path: str) -> bool:
        """Tell whether the old store has the result of the file *path* as it is now."""
        unchanged = path not in self.files.changed or path in self.files.recompiled
        return unchanged and self.has_same_inputs and self.is_unchanged(path)

    @cached_property
    def has_same_inputs(self) -> bool:
        """Whether the canon's own files are those that the old results rest on."""
        now = {path for path in self.paths if path in _CONTEXT_FILES}
        return now == self.digests.keys() & _CONTEXT_FILES and all(map(self.is_unchanged, now))

    def is_unchanged(self, path: str) -> bool:
        digest = self.files.digest(path)
        return digest != "" and digest == self.digests.get(path)

    def check(
        self, paths: Sequence[str], context: Context | None, progress: OnProgress | None
    ) -> dict[str, FileResult]:
        """Return the results of the files *paths*; those that changed are read on the way."""
        old = self.files.old
        store = (old.path, old.edition) if old else None
        work = partial(_check_one, self.root, store, self.contents, context)
        jobs = [self.job(path) for path in paths]
        results: dict[str, FileResult] = {}
        for path, (file, result) in zip(paths, map_files(work, jobs, progress), strict=True):
            results[path] = result
            if file:
                self.files.add({path: file})
        return results

    def job(self, path: str) -> _Job:
        read = self.files.recompiled.get(path)
        if read or path in self.files.changed:
            return _Job(path, read)
        return _Job(path, None, self.files.index[path])

    def repeats(
        self, results: Sequence[FileResult], stale: Sequence[str], context: Context | None
    ) -> tuple[Repeat, ...]:
        """Return the duties that are like others, as far as they can be from the old store."""
        if context is None:
            return ()
        foci = [result.outline for result in results if result.outline]
        threshold = repeated_duty.least_share(context)
        if not (self.old and self.has_same_inputs):
            return repeats(foci, threshold)
        known = decode(self.old.get(REPEATS) or b"", tuple[Repeat, ...])
        now = dict(zip(self.paths, map(_duties, results), strict=True))
        touched = {*stale, *(self.digests.keys() - now.keys())}
        before = {path: _duties(self.cached(path)) for path in touched & self.digests.keys()}
        changed = {path for path in touched if now.get(path, ()) != before.get(path, ())}
        return repeats(foci, threshold, known=known, changed=changed) if changed else known

    def cached(self, path: str) -> FileResult:
        """Return the result of *path* that the old store has. Raises one of `FAULTS`."""
        row = self.old.get(key(FILE_RESULT, path)) if self.old else None
        if row is None:
            raise ValueError(f"the result of {path} is lost")
        return decode(row, FileResult)

    def save(self, new: Mapping[str, FileResult], rows: Mapping[str, bytes]) -> None:
        """Cache what the files say, and what the rules find in them."""
        self.files.save()
        fingerprint = fingerprint_of(
            self.root, [*self.files.stats, *imported_stats()], self.files.start
        )
        results = {key(FILE_RESULT, path): encode(result) for path, result in new.items()}
        digests = {path: self.files.digest(path) for path in self.paths}
        rows = {**results, **rows, DIGESTS: encode(digests)}
        derived.save(self.root, KIND, rows, fingerprint, base=self.old, keep=(key(FILE_RESULT),))


class _Job(NamedTuple):
    """A file to check."""

    path: str
    read: CompiledFile | None
    """What was read of it already."""
    cached: CachedFile | None = None
    """What the store says of it; its nodes are there, too."""


def _check_one(
    root: Path,
    store: tuple[Path, Edition] | None,
    contents: Contents,
    context: Context | None,
    job: _Job,
) -> tuple[CompiledFile | None, FileResult]:
    """Return the result of the file of *job* and, if it had to be read, what it says."""
    if job.cached:
        parsed, digest = job.cached.parsed, job.cached.state.digest
        top = (
            cached_node(_open(*store), job.path, digest)
            if store and not parsed.diagnostics
            else None
        )
        return None, check_file(parsed, top, digest, context)
    if job.read:
        file = job.read
        return None, check_file(file.parsed, file.top, file.digest, context)
    reading = _read(root, contents, job.path)
    result = check_file(reading.parsed, reading.top, reading.digest, context)
    return compiled(reading), result


@lru_cache(maxsize=1)
def _open(path: Path, _edition: Edition) -> Store:
    """Return the store at *path*, opened once in each process for each of its editions."""
    return Store(path)


def _read(root: Path, contents: Contents, path: str) -> ParseResult:
    from levelctl.canon.parsing import (  # where all files are cached, no parser is loaded
        parse,
        read,
    )

    return parse(path, contents[path]) if path in contents else read(root, path)


def _duties(result: FileResult) -> tuple[str, ...]:
    """Return the words of the duties that were found, which are compared with those of others."""
    return tuple(duty.words for duty in result.outline.duties) if result.outline else ()


def _with_contents(found: list[FileStats], contents: Contents) -> list[FileStats]:
    """Return *found* with the files that only *contents* has."""
    there = {path for path, *_ in found}
    return sorted([*found, *((path, MISSING, 0, 0) for path in contents if path not in there)])
