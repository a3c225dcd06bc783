"""Where the values of a page come from: which canon, file and line says each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from levelctl.answers.show.records import (
    FamilyPage,
    FocusPage,
    FunctionPage,
    LevelPage,
    ProfilePage,
    ValueOrigin,
)
from levelctl.canon.canon import Canon, key
from levelctl.canon.files import SKILLS, THEMES
from levelctl.canon.layers import depth_of, place, stack_of
from levelctl.canon.loading import PLACES
from levelctl.canon.merging import NAMES
from levelctl.canon.nodes import CachedNode, Places, places_of
from levelctl.canon.themes import own as own_themes
from levelctl.diagnostics import Route, Span, route_text
from levelctl.lint.check import display_path
from levelctl.record import decode, replace
from levelctl.text.paths import path_of_text, with_slashes

TYPE_CHECKING = False
if TYPE_CHECKING:  # imported only by the pages that are one
    from levelctl.answers.show.shared import AnyPage

ValueSource = tuple[str, str, Route]
"""A section, the path of a file, and the route of what the section shows of it."""

SAID = 60
"""The most characters of a text that an origin quotes."""

_CHANGES = {"listed": "adds or removes items", "hidden": "takes it away"}
"""What an overlay does to a value, where that is no part of the merged file."""

_OF_FOCUS = ("skills", "licenses", "tools", "aliases", "classification")
_OF_PROFILE = {
    "pay": ("pay",),
    "provenance": ("status", "version", "region", "confidence", "review", "sources"),
}


def origins(canon: Canon, page: AnyPage) -> tuple[ValueOrigin, ...]:
    """Return where the values in the sections of *page* come from, in the order of the sections."""
    work = _Origins(canon)
    sections = [*page.sections]
    sources = sorted(_sources(canon, page), key=lambda source: sections.index(source[0]))
    return tuple(origin for source in sources for origin in work.of(*source))


def _sources(canon: Canon, page: AnyPage) -> Iterator[ValueSource]:
    """Yield what each of the chosen sections of *page* shows of which file."""
    for source in _all_sources(canon, page):
        if source[0] in page.sections:
            yield source


def _all_sources(canon: Canon, page: AnyPage) -> Iterator[ValueSource]:
    match page:
        case ProfilePage():
            yield from _of_profile(canon, page)
        case FocusPage():
            yield from _of_focus(canon, page.code)
            yield from _of_vocabulary(page)
            yield "levels", canon.path_of(*page.code.split(".")), ("levels",)
        case FunctionPage():
            folder = _folder_of(canon, page.code)
            if folder:
                yield "definition", f"{folder}/function.yaml", ("summary",)
                yield "placement", f"{folder}/function.yaml", ("name",)
                yield "placement", f"{folder}/function.yaml", ("code",)
                yield from _of_family(canon, page.code, folder)
        case FamilyPage():
            slugs = [family.slug for family in canon.families]
            yield "definition", "families.yaml", ("families", slugs.index(page.code))
        case LevelPage():
            yield "level", "ladder.yaml", ("levels", page.code)
            yield "track", "ladder.yaml", ("tracks", page.track.code)
        case _:
            yield page.sections[0], SKILLS, (f"{page.KIND}s", page.code)


def _of_profile(canon: Canon, page: ProfilePage) -> Iterator[ValueSource]:
    function, focus, level = page.code.split(".", 2)
    path = canon.path_of(function, focus)
    yield from _of_focus(canon, f"{function}.{focus}")
    yield from _of_vocabulary(page)
    for section, keys in _OF_PROFILE.items():
        for name in keys:
            yield section, path, ("levels", level, name)
    own = own_themes(canon.value_of(path) or {})
    for theme in page.themes:
        yield (
            "responsibilities",
            path if theme.slug in own else THEMES,
            ("themes", theme.slug, "name"),
        )
    for duties in page.responsibilities:
        for theme in page.themes:
            if theme.slug not in own:
                route = ("themes", theme.slug, "responsibilities", duties.level)
                yield "responsibilities", THEMES, route
        yield "responsibilities", path, ("levels", duties.level, "responsibilities")
    for cells in page.guideline:
        yield "guideline", path, ("levels", cells.level, "guideline")
    yield "level", "ladder.yaml", ("levels", level)


def _of_focus(canon: Canon, code: str) -> Iterator[ValueSource]:
    function, focus = code.split(".")
    path = canon.path_of(function, focus)
    yield "definition", path, ("summary",)
    folder = _folder_of(canon, function)
    for name in ("name", "code"):
        yield "placement", path, (name,)
        yield "placement", f"{folder}/function.yaml", (name,)
    yield from _of_family(canon, function, folder)
    for name in _OF_FOCUS:
        yield name, path, (name,)


def _of_vocabulary(page: ProfilePage | FocusPage) -> Iterator[ValueSource]:
    """Yield what skills.yaml says of the skills, licenses and tools of a focus."""
    for skill in page.skills:
        if skill.skill:
            yield "skills", SKILLS, ("skills", skill.skill)
    if any(skill.skill for skill in page.skills):
        yield "skills", SKILLS, ("scale",)
    for each in page.licenses:
        yield "licenses", SKILLS, ("licenses", each.license)
    for tool in page.tool_details:
        if tool.tool:
            yield "tools", SKILLS, ("tools", tool.tool)


def _of_family(canon: Canon, function: str, folder: str) -> Iterator[ValueSource]:
    """Yield the family of *function*, in its file and in that of the families."""
    yield "placement", f"{folder}/function.yaml", ("family",)
    slugs = [family.slug for family in canon.families]
    family = slugs.index(canon.function(function).family)
    yield "placement", "families.yaml", ("families", family, "name")


def _folder_of(canon: Canon, function: str) -> str:
    """Return the folder of *function*; empty if it has no focus."""
    foci = canon.function(function).foci
    return canon.path_of(function, foci[0].code).rpartition("/")[0] if foci else ""


class _Origins:
    """Finds out where values of *canon* come from."""

    def __init__(self, canon: Canon) -> None:
        self.canon = canon
        self.stack = stack_of(canon.root)
        self.files: dict[str, CachedNode | None] = {}

    def of(self, section: str, path: str, route: Route) -> Iterator[ValueOrigin]:
        """Yield where the value at *route* of the file *path* comes from, or what takes it away."""
        for file, override in self.canon.overrides:
            change = _CHANGES.get(override.kind)
            if change and file == path and override.route[: len(route)] == route:
                origin = self.origin(section, path, override.route, override.span)
                yield replace(origin, value=f"{origin.value}: {change}")
        yield from self.value(section, path, route)

    def value(self, section: str, path: str, route: Route) -> Iterator[ValueOrigin]:
        file = self.file(path)
        value, places = (file.value, file.places) if file else (None, None)
        for step in route:
            if isinstance(value, dict) and step in value:
                value, places = value[step], places[4][step][2] if places else None
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value, places = value[step], places[4][step] if places else None
            else:
                return
        if places:
            for inner, span in _parts(value, places, route):
                said = _said(_at(value, inner[len(route) :]))
                yield replace(self.origin(section, path, inner, span), text=said)

    def file(self, path: str) -> CachedNode | None:
        if path not in self.files:
            self.files[path] = self._read(path)
        return self.files[path]

    def _read(self, path: str) -> CachedNode | None:
        row = self.canon.row(key(PLACES, path))
        value = self.canon.value_of(path)
        if row is not None and value is not None:
            _, places = decode(row, tuple[str, Places])
            return CachedNode(value, places)
        from levelctl.canon.layered import read  # a canon from a store has its places there

        top = read(self.stack, path).top
        return CachedNode(top.value, places_of(top)) if top else None

    def origin(self, section: str, path: str, route: Route, span: Span) -> ValueOrigin:
        depth = depth_of(span)
        file, at = place(self.stack, path, span)
        folder = self.stack.folders[depth]
        shown = display_path(folder.absolute()) / path_of_text(file if not depth else path)
        return ValueOrigin(
            section,
            route_text(route),
            depth,
            _shown(folder),
            with_slashes(shown),
            at.line,
            at.column,
        )


def _shown(folder: Path) -> str:
    return with_slashes(display_path(folder.absolute()))


def _parts(value: Any, places: Places, route: Route) -> Iterator[tuple[Route, Span]]:
    """Yield the largest parts of *value* that are each of one layer, with their places."""
    spans = [*_leaves(value, places)]
    if len({depth_of(span) for span in spans}) == 1:
        yield route, spans[0]
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _parts(part, places[4][name][2], (*route, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _parts(part, places[4][number], (*route, number))


def _leaves(value: Any, places: Places) -> Iterator[Span]:
    """Yield the places of the single values in *value*; an empty collection is one."""
    if isinstance(value, dict) and value:
        for name, part in value.items():
            yield from _leaves(part, places[4][name][2])
    elif isinstance(value, list) and value:
        for number, part in enumerate(value):
            yield from _leaves(part, places[4][number])
    else:
        yield Span(*places[:2])


def _at(value: Any, route: Route) -> Any:
    for step in route:
        value = value[step]
    return value


def _said(value: Any) -> str:
    """Return the text that *value* is, or that names it; empty if there is none."""
    if isinstance(value, dict):
        value = next((value[key] for key in NAMES if key in value), "")
    text = value if isinstance(value, str) else ""
    return text if len(text) <= SAID else f"{text[: SAID - 1]}…"
