"""What changed in the canon below an overlay, and the pin that accepts it."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

from levelctl.cache import pinned
from levelctl.cache.freshness import open_store
from levelctl.cache.pinned import Accepted
from levelctl.cache.refresh import CanonFiles
from levelctl.canon import atomic_write, source
from levelctl.canon.files import ACCEPTED, MapFiles, place_of
from levelctl.canon.layers import EXTENDS, place
from levelctl.canon.links import leads_out
from levelctl.canon.loading import compile_files
from levelctl.canon.locate import MARKER
from levelctl.diagnostics import route_text
from levelctl.errors import LevelctlError, MachineError
from levelctl.record import Record, Result, encode


class State(Record):
    """A state of the canon below."""

    edition: str
    fingerprint: str


class ChangedBelow(Record):
    """A value below that changed, and that the overlay replaces."""

    path: str
    """The file of the overlay."""
    line: int
    column: int
    value: str
    """The place in the file: *levels.P4.name*."""
    then: str
    """The value below in the pinned state, as JSON."""
    now: str


class Rebase(Result):
    SCHEMA = "levelctl.rebase/1"

    canon: str
    base: str | None
    """The folder of the canon below; None if there is none."""
    then: State | None
    """The state of the pin; None without one."""
    now: State | None
    moved: bool
    """Whether there was no pin, or that of another state."""
    known: bool
    """Whether it is known what the overlay replaced in the pinned state."""
    changes: tuple[ChangedBelow, ...]
    written: bool


def rebase(
    root: Path, *, write: bool = True, cache: bool = True, map_files: MapFiles | None = None
) -> Rebase:
    """
    Return what changed below the overlay *root* since its pin, and with *write*, pin that state.

    A canon that extends no other one has nothing to pin. Raises CanonError if it cannot be read,
    and MachineError if it cannot be written.
    """
    files = _files(root, cache, map_files)
    if not files.stack.below:
        return Rebase(str(root), None, None, None, False, False, (), False)
    edition, fingerprint = pinned.pin(files.value(MARKER) or {})
    now = pinned.current(files)
    then = pinned.accepted(root)
    known = then is not None and then.fingerprint == fingerprint
    moved = now.fingerprint != fingerprint
    result = Rebase(
        canon=str(root),
        base=str(files.folders[1]),
        then=State(edition, fingerprint) if fingerprint else None,
        now=State(now.edition, now.fingerprint),
        moved=moved,
        known=known,
        changes=_changes(files, then) if then and known else (),
        written=write and (moved or then != now),
    )
    if result.written:
        _keep(root, now)
        if moved:
            _pin(root, now)
    return result


def _files(root: Path, cache: bool, map_files: MapFiles | None) -> CanonFiles:
    store, _ = (open_store(root) if cache else None) or (None, None)
    files = CanonFiles(root, store)
    files.add(compile_files(files.stack, files.changed, map_files))
    if files.error:
        raise files.error
    return files


def _changes(files: CanonFiles, then: Accepted) -> tuple[ChangedBelow, ...]:
    found: list[ChangedBelow] = []
    for path, override, was in pinned.changes(then, files):
        _, span = place(files.stack, path, override.span)
        value = route_text(override.route)
        before, now = (json.dumps(each, ensure_ascii=False) for each in (was, override.below))
        found.append(ChangedBelow(path, span.line, span.column, value, before, now))
    return tuple(found)


def _keep(root: Path, now: Accepted) -> None:
    """Write what the overlay replaces now, for later comparisons."""
    path = place_of(root, ACCEPTED)
    if leads_out(str(root), ACCEPTED):
        raise LevelctlError(f"{path} is a link that leads out of the canon", hint="delete the link")
    try:
        path.parent.mkdir(exist_ok=True)
        draft = atomic_write.temporary_in(path.parent)
        with atomic_write.undone(draft.unlink):
            atomic_write.fill(draft, encode(now) + b"\n")
            draft.replace(path)
    except OSError as error:
        raise MachineError(f"{path} cannot be written: {error.strerror or error}") from error


def _pin(root: Path, now: Accepted) -> None:
    """Write the pin of the state *now* into canon.yaml."""
    data = source.load(root, MARKER)
    atomic_write.write(root, MARKER, with_pin(data, now), was=data)


def with_pin(data: bytes, now: Accepted) -> bytes:
    r"""
    Return canon.yaml with the content *data* and the pin of the state *now*.

    >>> with_pin(b"extends: reference # ours\n", Accepted("0f", "2026-11", ())).decode()
    'extends: {canon: "reference", edition: "2026-11", fingerprint: "0f"} # ours\n'

    Raises LevelctlError if the rest of the file would not stay as it is.
    """
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = source.decode(data)
    top = source.parse(text).top
    node = top.parts[EXTENDS]
    canon = node.value["canon"] if isinstance(node.value, dict) else node.value
    value = {"canon": canon, "edition": now.edition, "fingerprint": now.fingerprint}
    flow = ", ".join(f"{key}: {json.dumps(each)}" for key, each in value.items() if each)
    starts = source.line_starts(text)
    start, end = (starts[at.line - 1] + at.column - 1 for at in (node.span, node.end))
    pinned_text = f"{text[:start]}{{{flow}}}{text[end:]}"
    if source.parse(pinned_text).top.value != {**top.value, EXTENDS: value}:
        raise LevelctlError(
            f"{MARKER} cannot be changed safely", hint=f"write yourself: extends: {{{flow}}}"
        )
    return bom + pinned_text.encode()
