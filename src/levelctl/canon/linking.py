"""
Links the parsed files of a canon: checks references between them and builds the index rows.

A function or focus with an error is left out, so no row refers to something that does not exist.
The keys of the rows are those that `levelctl.canon.canon` reads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from levelctl.canon.canon import FocusCode, ProfilePay, Reference, key
from levelctl.canon.codes import suggested
from levelctl.canon.decoding import OTHER_KEYS
from levelctl.canon.layers import depth_of
from levelctl.canon.model import (
    NO_VOCABULARY,
    Dimensions,
    FocusSummary,
    Function,
    SkillVocabulary,
)
from levelctl.canon.parsed_file import DimensionKey, ParsedFile, VocabularyUse
from levelctl.canon.vocabulary import SUGGESTED, near, step_hint
from levelctl.diagnostics import Diagnostic, LocatedText, Related, Severity, Span
from levelctl.record import encode, replace
from levelctl.suggest import NEAR, did_you_mean, similar

QUOTED = 40
"""The most characters of a text that a message quotes."""

LISTED = 400
"""The most characters of a list that a hint has."""


class Linker:
    """
    Links the *files* of a canon.

    *levels* are the codes of its levels in the order of the ladder, *families* the values of
    its families, *dimensions* those of the canon.
    """

    def __init__(
        self,
        files: Iterable[ParsedFile],
        levels: list[str],
        families: list[dict[str, str]],
        dimensions: Dimensions,
    ) -> None:
        self.files = sorted(files, key=lambda file: file.path)
        self.levels = levels
        self.families = families
        self.themes = self.defined_themes()
        self.codes = frozenset(self.codes_of_foci())
        self.vocabulary = self.defined_vocabulary()
        self.words = self.known_words()
        self.proficiencies = [
            each.text for file in self.files if file.kind == "canon" for each in file.proficiencies
        ]
        self.dimensions = dimensions
        self.diagnostics = [diagnostic for file in self.files for diagnostic in file.diagnostics]
        self.diagnostics += [
            diagnostic
            for file in self.files
            if file.kind in ("families", "themes")
            for diagnostic in (*self.unknown_levels(file), *self.unknown_proficiencies(file))
        ]
        self.diagnostics += [
            diagnostic
            for file in self.files
            if file.kind == "ladder"
            for diagnostic in self.unknown_dimensions(file)
        ]
        self.diagnostics += [
            diagnostic
            for file in self.files
            if file.kind == "canon"
            for diagnostic in self.unknown_words(file)
        ]
        self.first_seen: dict[tuple[str, str], Related] = {}
        self.functions = [
            linked for folder in self.files_by_folder() if (linked := self.function(*folder))
        ]
        self.reviews = self.reviews_by_focus()

    def files_by_folder(self) -> Iterator[tuple[str, list[ParsedFile]]]:
        """Yield the folder of each function with its files, in the order of paths."""
        folders: dict[str, list[ParsedFile]] = {}
        for file in self.files:
            if file.path.startswith("functions/"):
                folders.setdefault(file.path.rpartition("/")[0], []).append(file)
        yield from folders.items()

    def function(
        self, folder: str, files: list[ParsedFile]
    ) -> tuple[ParsedFile, list[ParsedFile]] | None:
        """Return the function in *folder* and its valid foci, or None if it has an error."""
        function = next((file for file in files if file.path == f"{folder}/function.yaml"), None)
        if function is not None and _is_taken_away(function):
            self.diagnostics.extend(map(_without_function, filter(_is_own_focus, files)))
        if function is None or function.code is None or not self.check_function(function):
            return None
        code = function.code.text
        foci = [file for file in files if file.kind == "focus" and self.check_focus(file, code)]
        return function, foci

    def check_function(self, file: ParsedFile) -> bool:
        """Report the errors of a function's *file*; return whether there are none."""
        diagnostics = list(self.duplicates(file, ""))
        slugs = [family["slug"] for family in self.families]
        if file.family and file.family.text not in slugs:
            message = f"{file.family.text!r} is not a family"
            hint = f"families.yaml has: {', '.join(slugs)}"
            diagnostics.append(_missing_reference(file, file.family, message, hint))
        self.diagnostics.extend(diagnostics)
        return not diagnostics

    def check_focus(self, file: ParsedFile, function: str) -> bool:
        """Report the errors of a focus's *file*; return whether there are none."""
        if file.code is None:
            return False
        diagnostics = [
            *self.duplicates(file, function),
            *self.unknown_levels(file),
            *self.unknown_themes(file),
            *self.unknown_shares(file),
            *self.unknown_proficiencies(file),
            *self.unknown_dimensions(file),
            *self.unknown_words(file),
        ]
        self.diagnostics.extend(diagnostics)
        return not diagnostics and not file.diagnostics

    def unknown_levels(self, file: ParsedFile) -> Iterator[Diagnostic]:
        """Yield an error for each level that *file* refers to and the ladder lacks."""
        for level in file.levels:
            if level.text not in self.levels:
                message, hint = self.unknown_level(level.text)
                yield _missing_reference(file, level, message, hint)

    def unknown_level(self, code: str) -> tuple[str, str]:
        """Return the message and the hint about *code*, which the ladder lacks."""
        renamed = self.renamed_levels().get(code)
        hint = f"its name here is {renamed}" if renamed else ""
        hint = hint or suggested(code, self.levels) or "see ladder.yaml"
        return f"{code} is not a level of the ladder", hint

    def renamed_levels(self) -> dict[str, str]:
        """Return the codes that an overlay gives to levels, by those that they have below."""
        return {
            override.what: str(override.route[-1])
            for file in self.files
            for override in file.overrides
            if override.kind == "renamed"
        }

    def defined_themes(self) -> tuple[str, ...] | None:
        """Return the themes of themes.yaml; None if that file has an error, so they are unknown."""
        file = next((file for file in self.files if file.kind == "themes"), None)
        if file is None:
            return ()
        return None if file.diagnostics else file.themes

    def unknown_themes(self, file: ParsedFile) -> Iterator[Diagnostic]:
        """Yield an error for each theme that the focus in *file* refers to and nobody defines."""
        for theme in file.shared_themes if self.themes is not None else ():
            known = [*file.themes, *(self.themes or ())]
            if theme.text not in known:
                message = f"{theme.text!r} is not a theme of this focus or of themes.yaml"
                hint = did_you_mean(theme.text, known) or (
                    "add it to themes.yaml, or to the themes of the focus with a name"
                )
                yield _missing_reference(file, theme, message, hint)

    def codes_of_foci(self) -> Iterator[str]:
        """Yield the code of each focus, with that of its function, even if one has an error."""
        for folder, files in self.files_by_folder():
            codes = {file.path: file.code.text for file in files if file.code}
            function = codes.pop(f"{folder}/function.yaml", None)
            yield from (f"{function}.{code}" for code in codes.values() if function)

    def unknown_shares(self, file: ParsedFile) -> Iterator[Diagnostic]:
        """
        Yield an error for each focus that *file* says to have the same pay and nobody has.

        In an overlay, that of a lower layer is one that the overlay takes away, or is reported
        there.
        """
        for code in file.shared_pays:
            if code.text not in self.codes and not depth_of(code.span):
                hint = suggested(code.text, sorted(self.codes)) or "levelctl list shows the codes"
                yield _missing_reference(file, code, f"{code.text} is not a focus", hint)

    def defined_vocabulary(self) -> SkillVocabulary | None:
        """Return what skills.yaml defines; None if that file has an error, so it is unknown."""
        file = next((file for file in self.files if file.kind == "skills"), None)
        return NO_VOCABULARY if file is None or _is_taken_away(file) else file.vocabulary

    def unknown_words(self, file: ParsedFile) -> Iterator[Diagnostic]:
        """Yield an error for each place of what *file* names and nobody defines."""
        unknown = [
            use
            for use in file.uses
            if use.kind in self.words and use.text not in self.words[use.kind]
        ]
        for number, use in enumerate(unknown):
            # To compare two names takes a while, and each file can have thousands of both.
            known = self.words[use.kind]
            message, hint = self.unknown_word(use, known, compared=number < SUGGESTED)
            for line, column in use.places:
                span, end = Span(line, column), Span(line, column + len(use.text))
                yield _missing_reference(file, LocatedText(use.text, span, end), message, hint)

    def known_words(self) -> dict[str, dict[str, None]]:
        """Return what foci can name, by its kind; a kind that is left out is not known."""
        words = self.vocabulary
        levels = dict.fromkeys(self.levels)
        if words is None:
            return {"level": levels}
        return {
            "level": levels,
            "skill": dict.fromkeys(skill.slug for skill in words.skills),
            "step": dict.fromkeys(step.slug for step in words.scale),
            "license": dict.fromkeys(each.slug for each in words.licenses),
        }

    def unknown_word(
        self, use: VocabularyUse, known: Collection[str], *, compared: bool
    ) -> tuple[str, str]:
        """Return the message and the hint about *use*, none of *known*; near ones if *compared*."""
        if use.kind == "level":
            message, hint = self.unknown_level(use.text) if compared else ("", "see ladder.yaml")
            return message or f"{use.text} is not a level of the ladder", hint
        shown = repr(use.text[:QUOTED])
        if use.kind == "step":
            message = f"{shown} is not a step of the scale of skills.yaml"
            return message, step_hint(use.text, known, compared=compared)
        instead = ", or give the skill a name and a summary" if use.kind == "skill" else ""
        meant = near(use.text, known) if compared else ""
        return f"{shown} is not a {use.kind} of skills.yaml", meant or (
            f"add it to skills.yaml{instead}"
        )

    def unknown_proficiencies(self, file: ParsedFile) -> Iterator[Diagnostic]:
        """Yield an error for each proficiency in *file* that the scale of the canon lacks."""
        for each in file.proficiencies if self.proficiencies else ():
            if each.text not in self.proficiencies:
                message = f"{each.text[:QUOTED]!r} is not a proficiency of the canon"
                hint = did_you_mean(each.text, self.proficiencies) or (
                    f"canon.yaml has: {', '.join(self.proficiencies)[:LISTED]}"
                )
                yield _missing_reference(file, each, message, hint)

    def unknown_dimensions(self, file: ParsedFile) -> Iterator[Diagnostic]:
        """
        Yield an error for each place in *file* with a key that is no dimension.

        In an overlay, that of a lower layer is one that the overlay hides, or is reported there.
        """
        for used in file.dimensions:
            columns = [column.key for column in getattr(self.dimensions, used.kind).columns]
            if used.key not in columns:
                hint = _dimension_hint(used, columns)
                for span in (Span(*place) for place in used.places):
                    if not depth_of(span):
                        yield _unknown_key(file, used.key, span, hint)

    def reviews_by_focus(self) -> dict[str, list[str]]:
        """Return the paths of the files with reviews of each focus, and report unknown foci."""
        codes = [code for code, _ in self.foci()]
        paths: dict[str, list[str]] = {}
        for file in self.files:
            if file.reviewed is None:
                continue
            if file.reviewed.text in codes:
                paths.setdefault(file.reviewed.text, []).append(file.path)
            elif not self.is_left_out(file.reviewed):
                self.diagnostics.append(_unknown_focus(file, file.reviewed, codes))
        return paths

    def is_left_out(self, focus: LocatedText) -> bool:
        """
        Return whether there may be good reason that the canon lacks *focus*, which was reviewed.

        An overlay can take it away from the canon below, whose review it is. And if it has an
        error, or its function has, that was reported.
        """
        code = focus.text.partition(".")[2]
        return depth_of(focus.span) > 0 or any(
            file.code is None or file.code.text == code
            for file in self.files
            if file.kind == "focus"
        )

    def duplicates(self, file: ParsedFile, function: str) -> Iterator[Diagnostic]:
        """Yield an error if an earlier file of the same *function* has the code of *file*."""
        if file.code is None:
            return
        code = file.code.text
        here = Related(file.path, file.code.span, f"{code} is first used here")
        first = self.first_seen.setdefault((function, code), here)
        if first is not here:
            yield Diagnostic(
                file.path,
                here.span,
                f"the code {code} is already used",
                "duplicate-code",
                related=(first,),
                end=file.code.end,
                hint="codes are permanent; mint a new one",
            )

    def rows(self) -> dict[str, bytes]:
        """Return the index rows, by key: every row except those of single files."""
        functions = [self.function_record(function, foci) for function, foci in self.functions]
        diagnostics = sorted(
            self.diagnostics, key=lambda diagnostic: (diagnostic.path, diagnostic.span)
        )
        rows: dict[str, object] = {
            key("diagnostics"): diagnostics,
            key("outline"): functions,
            key("dimensions"): self.dimensions,
            **{key("function", function.code): function for function in functions},
            **{
                key("family", family["slug"]): [
                    summary
                    for function in functions
                    if function.family == family["slug"]
                    for summary in function.foci
                ]
                for family in self.families
            },
            **{key("focus", code): file.path for code, file in self.foci()},
        }
        rows |= {key("reviews", code): paths for code, paths in self.reviews.items()}
        if self.vocabulary not in (None, NO_VOCABULARY):
            rows[key("vocabulary")] = self.vocabulary
        rows[key("profile pays")] = list(self.profile_pays())
        rows[key("focus codes")] = list(self.focus_codes())
        references = list(self.references(functions))
        rows |= {key("name", name): found for name, found in _by_name(references).items()}
        rows[key("names")] = sorted({text for text, _ in references})
        return {name: encode(value) for name, value in rows.items()}

    def function_record(self, function: ParsedFile, foci: list[ParsedFile]) -> Function:
        assert function.code  # noqa: S101 - for mypy: a linked file has both
        assert function.family  # noqa: S101
        family, code = function.family.text, function.code.text
        summaries = tuple(self.summary(family, code, focus) for focus in foci)
        return Function(code, function.name, family, function.summary, summaries)

    def summary(self, family: str, function: str, focus: ParsedFile) -> FocusSummary:
        assert focus.code  # noqa: S101 - for mypy: a linked file has a code
        statuses = dict(zip((level.text for level in focus.levels), focus.statuses, strict=True))
        levels = tuple((level, statuses[level]) for level in self.levels if level in statuses)
        return FocusSummary(family, function, focus.code.text, focus.name, levels)

    def foci(self) -> Iterator[tuple[str, ParsedFile]]:
        """Yield each focus with its code, FUNCTION.FOCUS."""
        for function, foci in self.functions:
            for focus in foci:
                assert function.code  # noqa: S101 - for mypy: linked files have codes
                assert focus.code  # noqa: S101 - likewise
                yield f"{function.code.text}.{focus.code.text}", focus

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
        """Yield every code, name and alias, as spelled, with what it refers to."""
        for family in self.families:
            yield family["slug"], Reference("family", family["slug"])
            yield family["name"], Reference("family", family["slug"])
        for function, (_, foci) in zip(functions, self.functions, strict=True):
            yield function.code, Reference("function", function.code, by_code=True)
            yield function.name, Reference("function", function.code)
            for summary, file in zip(function.foci, foci, strict=True):
                code = f"{summary.function}.{summary.code}"
                yield summary.code, Reference("focus", code, by_code=True)
                yield code, Reference("focus", code, by_code=True)
                yield summary.name, Reference("focus", code)
                for title, level in file.aliases:
                    yield title, Reference("focus", code, level)


def _is_taken_away(file: ParsedFile) -> bool:
    """Return whether an overlay takes *file* away."""
    return any(each.kind == "hidden" and not each.route for each in file.overrides)


def _is_own_focus(file: ParsedFile) -> bool:
    """Return whether *file* is of a focus that only the overlay has."""
    added = any(each.kind == "added" and not each.route for each in file.overrides)
    return added and file.code is not None


def _without_function(file: ParsedFile) -> Diagnostic:
    """Return an error about the focus in *file*, whose function an overlay takes away."""
    assert file.code  # noqa: S101 - for mypy: `_is_own_focus` returns only files with codes
    return _missing_reference(
        file, file.code, "the function of this focus is taken away", "put it into another function"
    )


def _missing_reference(file: ParsedFile, text: LocatedText, message: str, hint: str) -> Diagnostic:
    return Diagnostic(file.path, text.span, message, "reference", hint=hint, end=text.end)


def _unknown_focus(file: ParsedFile, focus: LocatedText, codes: list[str]) -> Diagnostic:
    message = f"{focus.text} is not the code of a focus of the canon"
    hint = suggested(focus.text, codes) or "give the codes of its function and its own: F.X"
    # A focus can be taken out of a canon, and its reviews stay.
    return replace(_missing_reference(file, focus, message, hint), severity=Severity.WARNING)


def _unknown_key(file: ParsedFile, key: str, span: Span, hint: str) -> Diagnostic:
    from levelctl.canon import schema  # nothing else here needs the validator

    end = Span(span.line, span.column + len(key))
    message = f"unknown {schema.key_named(key)}"
    return Diagnostic(file.path, span, message, "unknown-key", hint=hint, end=end)


def _dimension_hint(used: DimensionKey, columns: list[str]) -> str:
    from levelctl.canon.schema import OVERLAY_KEYS  # nothing else here needs the validator

    if used.key in OVERLAY_KEYS:
        return OVERLAY_KEYS[used.key]
    known = [*OTHER_KEYS[used.kind], *columns]
    meant = similar(used.key, known, least=NEAR)
    if meant:
        return f"did you mean {meant[0]!r}?"
    listed = f"known keys: {', '.join(known) or 'none'}"
    return f"{listed}; a new one goes into dimensions.{used.kind} of canon.yaml"


def _by_name(references: list[tuple[str, Reference]]) -> dict[str, list[Reference]]:
    """Return everything that each casefolded text refers to, without duplicates."""
    by_name: dict[str, list[Reference]] = {}
    for text, reference in references:
        same_name = by_name.setdefault(text.casefold(), [])
        if reference not in same_name:
            same_name.append(reference)
    return by_name
