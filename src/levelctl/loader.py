"""
Files → records and diagnostics; goes on after a fault.

References between files are checked here, while the places are at hand: a canon never
holds a reference that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from levelctl import records, schema, source
from levelctl.diagnostics import Diagnostic, Related, Severity
from levelctl.errors import CanonError
from levelctl.model import Canon, Family, Function, Ladder
from levelctl.position import Route


def load(root: Path) -> Canon:
    """
    Return the canon in the folder *root*, as far as it can be read, with every diagnostic.

    A focus or function with a fault is left out and its diagnostics say why. Raises
    CanonError, which holds the diagnostics too, if ``canon.yaml``, ``ladder.yaml`` or
    ``families.yaml`` has a fault: nothing can be said without them.
    """
    files = _Files()
    settings = files.read(root / "canon.yaml", "canon")
    ladder = files.read(root / "ladder.yaml", "ladder")
    families = files.read(root / "families.yaml", "families")
    if ladder:
        files.faults.extend(_ladder_faults(ladder))
    if families:
        files.faults.extend(_family_faults(families))
    if files.faults or not (settings and ladder and families):
        raise CanonError(f"the canon {root} cannot be read", tuple(files.faults))
    functions = _Functions(files, records.ladder(ladder.value), records.families(families.value))
    found = functions.read(root / "functions")
    faults = sorted(files.faults, key=lambda fault: (fault.path, fault.span))
    return Canon(
        root,
        records.settings(settings.value),
        functions.ladder,
        functions.families,
        found,
        tuple(faults),
    )


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    top: source.Node

    @property
    def value(self) -> Any:
        return self.top.value

    def fault(self, route: Route, message: str, *, hint: str = "") -> Diagnostic:
        return Diagnostic(self.path, self.top.at(route), message, "reference", hint=hint)


class _Files:
    """Reads files one by one and gathers the faults of all."""

    def __init__(self) -> None:
        self.faults: list[Diagnostic] = []

    def read(self, path: Path, kind: str) -> _File | None:
        """Return the file *path* of *kind* if it has no fault."""
        try:
            document = source.read(path)
        except source.SourceError as error:
            fault = Diagnostic(path, error.span, error.message, "syntax", hint=error.hint)
            self.faults.append(fault)
            return None
        faults = [_repeated(path, each) for each in document.repeated]
        faults += [
            Diagnostic(path, fault.span, fault.message, "schema", hint=fault.hint)
            for fault in schema.check(document.top, kind)
        ]
        self.faults.extend(faults)
        return None if faults else _File(path, document.top)


def _repeated(path: Path, twice: source.Repeated) -> Diagnostic:
    message = f"the key {twice.key!r} stands twice in one mapping"
    first = Related(path, twice.first, "it stands first here")
    return Diagnostic(path, twice.again, message, "syntax", related=(first,), hint="delete one")


def _ladder_faults(file: _File) -> Iterator[Diagnostic]:
    for code, level in file.value["levels"].items():
        if level["track"] not in file.value["tracks"]:
            message = f"{level['track']} is not a track of the ladder"
            yield file.fault(("levels", code, "track"), message)
    for route, code in _levels_of_titles(file.value["titles"]):
        if code not in file.value["levels"]:
            yield file.fault(("titles", *route), f"{code} is not a level of the ladder")


def _levels_of_titles(titles: dict[str, Any]) -> Iterator[tuple[Route, str]]:
    """Yield every level that the title words name, with its route."""
    yield from _levels_of(("assumed",), titles["assumed"])
    for numeral, code in titles["numerals"]["levels"].items():
        yield ("numerals", "levels", numeral), code
    for number, word in enumerate(titles["words"]):
        yield from _levels_of(("words", number), word)


def _levels_of(route: Route, value: dict[str, Any]) -> Iterator[tuple[Route, str]]:
    if "level" in value:
        yield (*route, "level"), value["level"]
    for index, code in enumerate(value.get("range", ())):
        yield (*route, "range", index), code


def _family_faults(file: _File) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for number, family in enumerate(file.value["families"]):
        if family["slug"] in seen:
            route = ("families", number, "slug")
            yield file.fault(route, f"the slug {family['slug']!r} is given twice")
        seen.add(family["slug"])


class _Functions:
    """Reads the functions' folders against the ladder and the families."""

    def __init__(self, files: _Files, ladder: Ladder, families: tuple[Family, ...]) -> None:
        self.files = files
        self.ladder = ladder
        self.families = families
        self.levels = {level.code for level in ladder.levels}
        self.slugs = {family.slug for family in families}
        self.given: dict[tuple[str, str], Related] = {}

    def read(self, folder: Path) -> tuple[Function, ...]:
        folders = sorted(path for path in folder.glob("*") if path.is_dir())
        found = [self.function(path) for path in folders]
        return tuple(function for function in found if function)

    def function(self, folder: Path) -> Function | None:
        """Return the function in *folder* with those of its foci that have no fault."""
        file = self.files.read(folder / "function.yaml", "function")
        self.files.faults.extend(_other_endings(folder))
        paths = sorted(set(folder.glob("*.yaml")) - {folder / "function.yaml"})
        foci = [each for path in paths if (each := self.files.read(path, "focus"))]
        if not file or not self.sound_function(file):
            return None
        code = file.value["code"]
        sound = (
            records.focus(each.value, code, self.ladder.levels)
            for each in foci
            if self.sound_focus(each, code)
        )
        return records.function(file.value, tuple(sound))

    def sound_function(self, file: _File) -> bool:
        faults = list(self.given_twice(file, ""))
        if file.value["family"] not in self.slugs:
            message = f"{file.value['family']!r} is not a family"
            hint = f"families.yaml has: {', '.join(family.slug for family in self.families)}"
            faults.append(file.fault(("family",), message, hint=hint))
        self.files.faults.extend(faults)
        return not faults

    def sound_focus(self, file: _File, function: str) -> bool:
        faults = list(self.given_twice(file, function))
        for code in file.value["levels"]:
            if code not in self.levels:
                message = f"{code} is not a level of the ladder"
                faults.append(file.fault(("levels", code), message, hint="see ladder.yaml"))
        for number, alias in enumerate(file.value.get("aliases", ())):
            if isinstance(alias, dict) and alias["level"] not in file.value["levels"]:
                route = ("aliases", number, "level")
                faults.append(file.fault(route, f"the focus has no level {alias['level']}"))
        self.files.faults.extend(faults)
        return not faults

    def given_twice(self, file: _File, function: str) -> Iterator[Diagnostic]:
        """Yield a fault if another file of the same *function* has this one's code."""
        code = file.value["code"]
        here = Related(file.path, file.top.at(("code",)), f"{code} is given first here")
        first = self.given.setdefault((function, code), here)
        if first is not here:
            yield Diagnostic(
                file.path,
                here.span,
                f"the code {code} is given already",
                "reference",
                related=(first,),
                hint="a code belongs to one thing for good; mint another",
            )


def _other_endings(folder: Path) -> Iterator[Diagnostic]:
    for path in sorted(folder.glob("*.yml")):
        message = "the file is not read: its name ends in .yml"
        yield Diagnostic(
            path,
            source.START,
            message,
            "file-name",
            severity=Severity.WARNING,
            hint="end it in .yaml",
        )
