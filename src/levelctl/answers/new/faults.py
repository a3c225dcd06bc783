"""Finds what a source says where the canon made of it would have errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from levelctl.canon import source
from levelctl.canon.nodes import Node
from levelctl.diagnostics import Diagnostic, Route, Span, route_text
from levelctl.errors import CanonError
from levelctl.ladders.records import LadderDraft, Omission, Origin
from levelctl.ladders.writing import ImportedFiles
from levelctl.record import replace
from levelctl.text.safe import visible

MOST_TOLD = 3
"""The most errors that a message tells."""


class FaultyCanonError(CanonError):
    """A canon made of a source would have errors."""

    def __init__(self, errors: Sequence[Diagnostic], files: Mapping[str, str]) -> None:
        super().__init__("the canon would have errors", tuple(errors))
        self.files = files
        """The texts of the files that would be written, by path."""

    def routes(self) -> list[Route]:
        """Return the place of each error, as the way to the value in its file."""
        return [self._route(each) for each in self.diagnostics]

    def _route(self, error: Diagnostic) -> Route:
        text = self.files.get(error.path)
        try:
            return () if text is None else _route_at(source.parse(text).top, error.span)
        except source.SourceError:
            return ()


def _route_at(node: Node, span: Span) -> Route:
    """Return the way from *node* to the deepest value that begins at *span* or before it."""
    route: Route = ()
    while node.parts:
        before = [key for key, part in node.parts.items() if part.span <= span]
        if not before:
            return route
        last = max(before, key=lambda key: node.parts[key].span)
        route, node = (*route, last), node.parts[last]
    return route


def without_years(draft: LadderDraft, made: ImportedFiles, fault: FaultyCanonError) -> LadderDraft:
    """
    Return *draft* without the years of levels that *fault* is about, and tell that.

    If it is about none, the draft is the same.
    """
    reasons = {
        route[1]: error.message
        for route, error in zip(fault.routes(), fault.diagnostics, strict=True)
        if error.path == "ladder.yaml" and route[:1] == ("levels",) and route[2:3] == ("years",)
    }
    levels, left_out, remarks = [], [*draft.left_out], [*draft.remarks]
    for level, code in zip(draft.levels, made.levels, strict=True):
        if level.years is None or code not in reasons:
            levels.append(level)
            continue
        levels.append(replace(level, years=None))
        for origin in level.years.said.origins:
            left_out.append(Omission(origin, f"as years of a level: {reasons[code]}"))
            remarks.append(
                f"Left out: the years {visible(origin.text)!r} at {visible(origin.place)}, since "
                f"{reasons[code]}. If {code} is on a track of its own, say so in ladder.yaml."
            )
    return replace(draft, levels=tuple(levels), left_out=tuple(left_out), remarks=tuple(remarks))


def refusal(path: str, made: ImportedFiles, fault: FaultyCanonError) -> CanonError:
    """Return the error that says what in the source at *path* makes *fault*."""
    told = []
    act = "correct that in the source, or in your own files if it is there"
    for route, error in zip(fault.routes(), fault.diagnostics, strict=True):
        origin = _said_at(made, error.path, route)
        where = f"{error.path}, {route_text(route) if route else 'as it would be written'}"
        if not route:  # a whole file is at fault: it is too large, or broken by a person
            act = "split the source, or correct your own file if it is there"
        if origin:
            where = f"{visible(origin.place)} says {visible(origin.text[:80])!r}"
        told.append(f"{where}: {error.message} ({error.rule})")
    more = f"; and {len(told) - MOST_TOLD:,} more" if len(told) > MOST_TOLD else ""
    return CanonError(
        f"no canon can be made of {visible(path)}: {'; '.join(told[:MOST_TOLD])}{more}",
        hint=f"nothing was written; {act}",
    )


def conflicting(fault: FaultyCanonError, path: str, places: Sequence[str]) -> CanonError:
    """Return the error that *fault* comes of edits at *places* that a newer source changes."""
    named = ", ".join(places[:MOST_TOLD])
    more = f" and {len(places) - MOST_TOLD:,} more" if len(places) > MOST_TOLD else ""
    error = fault.diagnostics[0]
    return CanonError(
        f"{visible(path)} changes or drops what you edited at {named}{more}; with your lines, the "
        f"canon would not load: {error.path}: {error.message} ({error.rule})",
        hint="nothing was written; take your lines there back or out, and import again",
    )


def _said_at(made: ImportedFiles, file: str, route: Route) -> Origin | None:
    """Return the item of the source that is nearest above the value at *route* of *file*."""
    above = [
        each
        for each in made.landings
        if each.file == file and route[: len(each.route)] == each.route
    ]
    return max(above, key=lambda each: len(each.route)).origin if above else None
