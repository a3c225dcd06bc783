"""What the last import into a canon was made of, kept with the canon for the next one."""

from __future__ import annotations

import json
from pathlib import Path

from levelctl.errors import LevelctlError
from levelctl.ladders.records import ReadingOptions
from levelctl.record import Record, replace
from levelctl.text.safe import visible

FILE = ".levelctl/import.json"


class LastImport(Record):
    """An import: its source, and what a person said about it."""

    source: str
    """The name of the file or folder."""
    kind: str
    columns: tuple[tuple[str, str], ...] = ()
    map: dict[str, object] = {}  # noqa: RUF012 - msgspec copies it

    def text(self) -> str:
        """Return the import as JSON."""
        values = {
            "source": self.source,
            "kind": self.kind,
            "columns": [list(pair) for pair in self.columns],
            "map": self.map,
        }
        return json.dumps(values, ensure_ascii=False, indent=2, default=str) + "\n"

    def said(self) -> str:
        """Return what a person said, in words."""
        parts = [f"--column {visible(role)}={visible(heading)}" for role, heading in self.columns]
        parts += ["a map"] if self.map else []
        return " and ".join(parts) or "neither --column nor --map"


def last_import(folder: Path) -> LastImport | None:
    """Return the last import into the canon in *folder*; None if it is not known."""
    try:
        found = json.loads((folder / FILE).read_text("utf-8"))
        columns = tuple((str(role), str(heading)) for role, heading in found["columns"])
        return LastImport(str(found["source"]), str(found["kind"]), columns, dict(found["map"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def as_before(
    options: ReadingOptions, last: LastImport | None, path: str
) -> tuple[ReadingOptions, list[str]]:
    """
    Return *options* with what was said at the *last* import if nothing is said now, and remarks.

    *path* is that of the file with the last import.
    """
    if last is None or not (last.columns or last.map or options.columns or options.map):
        return options, []
    if not options.columns and not options.map:
        again = replace(options, columns=last.columns, map=last.map, map_path=path)
        told = f"The source was read with {last.said()}, as the last time."
        return replace(again, kind=options.kind or last.kind), [told]
    if (options.columns, options.map) == (last.columns, last.map):
        return options, []
    now = LastImport("", "", options.columns, options.map)
    told = f"The last time, the source was read with {last.said()}, and now with {now.said()}"
    return options, [f"{told}: what changes in the canon can come from that."]


def refuse_other(folder: Path, last: LastImport | None, name: str, *, has_none: bool) -> None:
    """
    Raise LevelctlError if the source *name* is not the one of the canon in *folder*.

    *has_none* says that it has no focus of that canon.
    """
    if last is not None and last.source != name and has_none:
        raise LevelctlError(
            f"{visible(str(folder))} was imported from {visible(last.source)}, and "
            f"{visible(name)} has none of its foci, so it is another ladder",
            hint="import it into a folder of its own; if it is a newer version of the same ladder, "
            f"call it {visible(last.source)}",
        )
