"""
All files of a canon → its compiled form: rows of JSON by key, and every diagnostic.

References between files are checked here. What has a fault is left out, so that no row
refers to what is not there. The keys are those that `levelctl.canon.canon` reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from levelctl.canon.canon import FocusCode, ProfilePay, Reference, key
from levelctl.canon.model import FocusSummary, Function
from levelctl.canon.parsed_file import ParsedFile
from levelctl.diagnostics import Diagnostic, LocatedText, Related
from levelctl.record import encode


class Linker:
    """The *units* of a canon put together, with the codes of its *levels* and its *families*."""

    def __init__(
        self, files: Iterable[ParsedFile], levels: list[str], families: list[dict[str, str]]
    ) -> None:
        self.files = sorted(files, key=lambda unit: unit.path)
        self.levels = levels
        self.families = families
        self.diagnostics = [fault for unit in self.files for fault in unit.diagnostics]
        self.diagnostics += [
            fault
            for unit in self.files
            if unit.kind == "families"
            for fault in self.unknown_levels(unit)
        ]
        self.first_seen: dict[tuple[str, str], Related] = {}
        self.functions = [
            found for folder in self.files_by_folder() if (found := self.function(*folder))
        ]

    def files_by_folder(self) -> Iterator[tuple[str, list[ParsedFile]]]:
        """Yield each function's folder with its units."""
        folders: dict[str, list[ParsedFile]] = {}
        for unit in self.files:
            if "/" in unit.path:
                folders.setdefault(unit.path.rpartition("/")[0], []).append(unit)
        yield from folders.items()

    def function(
        self, folder: str, units: list[ParsedFile]
    ) -> tuple[ParsedFile, list[ParsedFile]] | None:
        """Return the function of *folder* and its sound foci, or None if it has a fault."""
        own = next((unit for unit in units if unit.path == f"{folder}/function.yaml"), None)
        if own is None or own.code is None or not self.check_function(own):
            return None
        code = own.code.text
        foci = [unit for unit in units if unit.kind == "focus" and self.check_focus(unit, code)]
        return own, foci

    def check_function(self, unit: ParsedFile) -> bool:
        faults = list(self.duplicates(unit, ""))
        slugs = [family["slug"] for family in self.families]
        if unit.family and unit.family.text not in slugs:
            message = f"{unit.family.text!r} is not a family"
            hint = f"families.yaml has: {', '.join(slugs)}"
            faults.append(_missing_reference(unit, unit.family, message, hint))
        self.diagnostics.extend(faults)
        return not faults

    def check_focus(self, unit: ParsedFile, function: str) -> bool:
        if unit.code is None:
            return False
        faults = [*self.duplicates(unit, function), *self.unknown_levels(unit)]
        self.diagnostics.extend(faults)
        return not faults and not unit.diagnostics

    def unknown_levels(self, unit: ParsedFile) -> Iterator[Diagnostic]:
        """Yield a fault for each level that *unit* names and the ladder has not."""
        for level in unit.levels:
            if level.text not in self.levels:
                message = f"{level.text} is not a level of the ladder"
                yield _missing_reference(unit, level, message, "see ladder.yaml")

    def duplicates(self, unit: ParsedFile, function: str) -> Iterator[Diagnostic]:
        """Yield a fault if another unit of the same *function* has the code of this one."""
        if unit.code is None:
            return
        code = unit.code.text
        here = Related(unit.path, unit.code.span, f"{code} is given first here")
        first = self.first_seen.setdefault((function, code), here)
        if first is not here:
            yield Diagnostic(
                unit.path,
                here.span,
                f"the code {code} is given already",
                "duplicate-code",
                related=(first,),
                end=unit.code.end,
                hint="a code belongs to one thing for good; mint another",
            )

    def rows(self) -> dict[str, bytes]:
        """Return every row but those that hold what the files themselves say."""
        functions = [self.function_record(own, foci) for own, foci in self.functions]
        diagnostics = sorted(self.diagnostics, key=lambda fault: (fault.path, fault.span))
        found: dict[str, object] = {
            key("diagnostics"): diagnostics,
            key("outline"): functions,
            **{key("function", each.code): each for each in functions},
            **{
                key("family", family["slug"]): [
                    card
                    for function in functions
                    if function.family == family["slug"]
                    for card in function.foci
                ]
                for family in self.families
            },
            **{key("focus", code): unit.path for code, unit in self.foci()},
        }
        found[key("paid")] = list(self.profile_pays())
        found[key("placed")] = list(self.focus_codes())
        spelled = list(self.references(functions))
        found |= {key("name", text): each for text, each in _by_name(spelled).items()}
        found[key("names")] = sorted({text for text, _ in spelled})
        return {name: encode(value) for name, value in found.items()}

    def function_record(self, own: ParsedFile, foci: list[ParsedFile]) -> Function:
        assert own.code  # noqa: S101 - for mypy: a sound unit has them
        assert own.family  # noqa: S101
        family, code = own.family.text, own.code.text
        cards = tuple(self.summary(family, code, focus) for focus in foci)
        return Function(code, own.name, family, own.summary, cards)

    def summary(self, family: str, function: str, focus: ParsedFile) -> FocusSummary:
        assert focus.code  # noqa: S101 - for mypy: a sound unit has one
        statuses = dict(zip((level.text for level in focus.levels), focus.statuses, strict=True))
        levels = tuple((level, statuses[level]) for level in self.levels if level in statuses)
        return FocusSummary(family, function, focus.code.text, focus.name, levels)

    def foci(self) -> Iterator[tuple[str, ParsedFile]]:
        """Yield each focus with its code, FUNCTION.FOCUS."""
        for own, foci in self.functions:
            for focus in foci:
                assert own.code  # noqa: S101 - for mypy: sound units have codes
                assert focus.code  # noqa: S101 - the same
                yield f"{own.code.text}.{focus.code.text}", focus

    def profile_pays(self) -> Iterator[ProfilePay]:
        """Yield the pay of each profile that has one."""
        for code, focus in self.foci():
            pays = dict(zip((level.text for level in focus.levels), focus.pays, strict=True))
            for level in self.levels:
                pay = pays.get(level)
                if pay:
                    yield ProfilePay(f"{code}.{level}", focus.name, pay)

    def focus_codes(self) -> Iterator[FocusCode]:
        """Yield each place of a focus in a scheme."""
        for code, focus in self.foci():
            for place in focus.classification:
                yield FocusCode(code, focus.name, place)

    def references(self, functions: list[Function]) -> Iterator[tuple[str, Reference]]:
        """Yield every code, name and alias with what bears it."""
        for family in self.families:
            yield family["slug"], Reference("family", family["slug"])
            yield family["name"], Reference("family", family["slug"])
        for function, (_, foci) in zip(functions, self.functions, strict=True):
            yield function.code, Reference("function", function.code, by_code=True)
            yield function.name, Reference("function", function.code)
            for card, unit in zip(function.foci, foci, strict=True):
                code = f"{card.function}.{card.code}"
                yield card.code, Reference("focus", code, by_code=True)
                yield code, Reference("focus", code, by_code=True)
                yield card.name, Reference("focus", code)
                for title, level in unit.aliases:
                    yield title, Reference("focus", code, level)


def _missing_reference(
    unit: ParsedFile, mention: LocatedText, message: str, hint: str
) -> Diagnostic:
    return Diagnostic(unit.path, mention.span, message, "reference", hint=hint, end=mention.end)


def _by_name(spelled: list[tuple[str, Reference]]) -> dict[str, list[Reference]]:
    """Return by casefolded text what bears it as its code or name, each once."""
    names: dict[str, list[Reference]] = {}
    for text, reference in spelled:
        references = names.setdefault(text.casefold(), [])
        if reference not in references:
            references.append(reference)
    return names
