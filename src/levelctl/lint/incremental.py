"""The verdict on a canon made of its files: only those that changed since the last are read."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path

from levelctl.cache.freshness import FINGERPRINT, FileState, mtime_is_final
from levelctl.cache.refresh import fingerprint_of, path_or_none, unchanged
from levelctl.cache.store import FAULTS, Store, write
from levelctl.canon import parsed_file
from levelctl.canon.canon import key
from levelctl.canon.files import MISSING, OWN_FILES, WORDS, OnProgress, Stats, scan
from levelctl.canon.loading import map_files
from levelctl.lint.cached import CANON_RESULT, KIND, imported_stats
from levelctl.lint.context import context_of
from levelctl.lint.per_file import FileResult, check_file
from levelctl.lint.repeated_duties import repeats
from levelctl.lint.report import CanonResult
from levelctl.lint.rule import Context, Repeat
from levelctl.lint.rules import repeated_duty
from levelctl.lint.whole_canon import canon_result
from levelctl.record import JsonObject, decode, encode

SEEN = key("seen")
"""The row that says of which files, and of what in them, the inspections were made."""

FILE_RESULT = "inspection"
"""The kind of row that holds what was found in a file."""

REPEATS = key("repeats")
"""The row that holds which duties are like others."""

Contents = Mapping[str, bytes]
"""What is to be taken for the content of files, by path."""


def made(
    root: Path,
    *,
    old: Store | None = None,
    keep: bool = True,
    contents: Contents | None = None,
    progress: OnProgress | None = None,
) -> CanonResult:
    """
    Return the verdict on the canon *root*, and *keep* it in its store.

    The *old* store knows the inspections of files that have not changed. With *contents* in
    the place of files, nothing is kept.
    """
    try:
        return _Making(root, old, contents or {}).verdict(progress, keep=keep and not contents)
    except FAULTS:
        if old is None:
            raise
        # It is damaged.
        return made(root, keep=keep, contents=contents, progress=progress)


class _Making:
    """What is known of the canon *root*, and how its verdict is made of it."""

    def __init__(self, root: Path, old: Store | None, contents: Contents) -> None:
        self.root = root
        self.old = old
        self.contents = contents
        self.start = time.time()
        self.found = _with_contents(scan(root), contents)
        row = old.get(SEEN) if old else None
        known = decode(row, tuple[FileState, ...]) if row else ()
        self.seen = {each.stats[0]: each for each in known}
        self.own, self.context = self.read_own()

    def verdict(self, progress: OnProgress | None, *, keep: bool) -> CanonResult:
        paths = [path for path, *_ in self.found]
        stale = [stats[0] for stats in self.found if not self.known(stats)]
        work = partial(_inspected, self.root, self.context, self.contents)
        fresh = {each.parsed.path: each for each in map_files(work, stale, progress)}
        inspections = [fresh.get(path) or self.kept(path) for path in paths]
        repeats = self.repeats(inspections, stale)
        found = canon_result(inspections, self.own, self.context, repeats)
        if keep:
            rows = {key(FILE_RESULT, path): encode(each) for path, each in fresh.items()}
            self.keep(
                {**rows, key(CANON_RESULT): encode(found), REPEATS: encode(repeats)}, inspections
            )
        return found

    def repeats(self, inspections: list[FileResult], stale: list[str]) -> tuple[Repeat, ...]:
        """Return the duties that are like others, as far as they can be from the old store."""
        if self.context is None:
            return ()
        foci = [each.outline for each in inspections if each.outline]
        threshold = repeated_duty.least_share(self.context)
        if not (self.old and self.rests):
            return repeats(foci, threshold)
        known = decode(self.old.get(REPEATS) or b"", tuple[Repeat, ...])
        now = {each.parsed.path: _duties(each) for each in inspections}
        touched = {*stale, *(self.seen.keys() - now.keys())}
        before = {path: _duties(self.kept(path)) for path in touched & self.seen.keys()}
        changed = {path for path in touched if now.get(path, ()) != before.get(path, ())}
        return repeats(foci, threshold, known=known, changed=changed) if changed else known

    def read_own(self) -> tuple[dict[str, JsonObject], Context | None]:
        """Return the values of the canon's own files, if sound, and the context they give."""
        own: dict[str, JsonObject] = {}
        for path in (*OWN_FILES, WORDS):
            value = self.value(path)
            if value is not None:
                own[path] = value
        if not OWN_FILES.keys() <= own.keys():
            return own, None
        canon, ladder, _ = (own[path] for path in OWN_FILES)
        return own, context_of(canon, ladder, own.get(WORDS))

    def value(self, path: str) -> JsonObject | None:
        if path not in self.contents:
            value: JsonObject | None = parsed_file.read(self.root, path).value
            return value
        found, top = parsed_file.parse(path, self.contents[path])
        return top.value if top and not found.faults else None

    def known(self, stats: Stats) -> bool:
        """Tell whether the old store has the inspection of the file with *stats* as it is now."""
        return self.rests and self.same(stats)

    def same(self, stats: Stats) -> bool:
        seen = self.seen.get(stats[0])
        return (
            seen is not None and stats[0] not in self.contents and unchanged(self.root, stats, seen)
        )

    @cached_property
    def rests(self) -> bool:
        """Whether the canon's own files are those that the old store's inspections rest on."""
        now = [stats for stats in self.found if stats[0] in _OWN]
        return {stats[0] for stats in now} == self.seen.keys() & _OWN and all(map(self.same, now))

    def kept(self, path: str) -> FileResult:
        """Return the inspection of *path* that the old store has. Raises one of `FAULTS`."""
        row = self.old.get(key(FILE_RESULT, path)) if self.old else None
        if row is None:
            raise ValueError(f"the inspection of {path} is lost")
        return decode(row, FileResult)

    def keep(self, rows: dict[str, bytes], inspections: list[FileResult]) -> None:
        """Put *rows*, and what they rest on, into the store; a cache need not be had."""
        place = path_or_none(self.root, KIND)
        if place is None:
            return
        seen = [
            FileState(stats, mtime_is_final(stats, self.start), each.digest)
            for stats, each in zip(self.found, inspections, strict=True)
        ]
        stamp = fingerprint_of(self.root, [*self.found, *imported_stats()], self.start)
        rows = {**rows, SEEN: encode(seen), FINGERPRINT: encode(stamp)}
        with contextlib.suppress(*FAULTS):
            write(place, rows, base=self.old, rest=key(FILE_RESULT))


_OWN = {*OWN_FILES, WORDS}


def _duties(inspection: FileResult) -> tuple[str, ...]:
    """Return the words of the duties that were found, which are compared with those of others."""
    return tuple(duty.words for duty in inspection.outline.duties) if inspection.outline else ()


def _inspected(root: Path, context: Context | None, contents: Contents, path: str) -> FileResult:
    return check_file(root, path, context, contents.get(path))


def _with_contents(found: list[Stats], contents: Contents) -> list[Stats]:
    """Return *found* with the files that only *contents* has."""
    there = {path for path, *_ in found}
    return sorted([*found, *((path, MISSING, 0, 0) for path in contents if path not in there)])
