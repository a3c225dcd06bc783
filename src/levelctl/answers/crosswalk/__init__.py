"""
From a focus to its codes in published occupation schemes, and from a code to foci.

If no focus has a code, its groups are searched, from the narrowest. Editions of a scheme are
never mixed, because a code can mean other occupations in another edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from levelctl.answers.crosswalk.hierarchy import (
    Hierarchy,
    SchemeEdition,
    SchemeLevel,
    hierarchies_of,
)
from levelctl.answers.crosswalk.published import PublishedCodes
from levelctl.answers.crosswalk.records import (
    EXACT,
    Carrier,
    CodeCrosswalk,
    CodeGroup,
    Crosswalk,
    EditionMatch,
    FocusCrosswalk,
    GroupLookup,
    PossibleCode,
    SchemePlace,
)
from levelctl.answers.crosswalk.titles import SchemeTitles
from levelctl.canon.canon import Canon, FocusCode
from levelctl.canon.model import Classification, Focus
from levelctl.canon.resolve import reference, resolve_focus
from levelctl.errors import CanonError, LevelctlError
from levelctl.record import cached_property

__all__ = [
    "EXACT",
    "Carrier",
    "CodeCrosswalk",
    "CodeGroup",
    "Crosswalk",
    "EditionMatch",
    "FocusCrosswalk",
    "GroupLookup",
    "PossibleCode",
    "SchemePlace",
    "of_text",
]

NEAREST = 3
"""The most codes that are suggested."""

SIMILARITY = 0.6
"""The share of common characters at which a code is suggested for another."""


def of_text(
    canon: Canon, text: str, *, scheme: str | None = None, every: bool = False
) -> Crosswalk:
    """
    Return the codes of the focus that *text* means, or the foci that have the code *text*.

    A code, name or alias in the canon means its focus. Other text with the form of a scheme's
    codes is a code; with *scheme*, it must be a code of that scheme. A code can be cut to the
    characters of a group: ``15-125``. The search ends when a focus is found, unless *every* step
    is requested.

    Raises LevelctlError if *text* is neither, such as digits that are a code of another edition
    or of none, or if there is no such scheme.
    """
    text = " ".join(text.split())
    search = _Search(canon)
    if scheme is None and canon.references(text):
        return search.of_focus(resolve_focus(canon, text))
    readings = search.readings(text, scheme, every=every)
    if readings:
        return search.of_code(text, readings)
    if scheme is not None:
        raise search.no_code(text, scheme)
    try:
        return search.of_focus(resolve_focus(canon, text))
    except CanonError:
        raise
    except LevelctlError as error:
        near = search.near(text)
        if not near:
            raise
        hint = f"did you mean {', '.join(_named(each) for each in near)}?"
        raise LevelctlError(
            f"{text!r} is neither in the canon nor an occupation code", hint=hint
        ) from error


def _edition(edition: SchemeEdition) -> str:
    return f"{edition.scheme} {edition.version}"


def _named(possible: PossibleCode) -> str:
    return f"{possible.code} ({possible.scheme} {possible.version})"


class _Carried(NamedTuple):
    """A code of a focus, with the hierarchy of its scheme."""

    placed: FocusCode
    hierarchy: Hierarchy
    normal: str


class _Search:
    """The codes of one canon's foci, and the hierarchies of the schemes."""

    def __init__(self, canon: Canon) -> None:
        self.canon = canon
        self.hierarchies = hierarchies_of(canon)
        self.titles = SchemeTitles(self.hierarchies)
        self.published = PublishedCodes(self.hierarchies)

    @cached_property
    def carried(self) -> tuple[_Carried, ...]:
        return tuple(map(self._carried, self.canon.focus_codes))

    def _carried(self, placed: FocusCode) -> _Carried:
        hierarchy = self.hierarchies.of(SchemeEdition(placed.place.scheme, placed.place.version))
        return _Carried(placed, hierarchy, hierarchy.normal(placed.place.code))

    def of_focus(self, focus: Focus) -> FocusCrosswalk:
        code = reference(focus)
        commands = dict.fromkeys(f"levelctl crosswalk {each.code}" for each in focus.classification)
        places = tuple(map(self._place, focus.classification))
        return FocusCrosswalk(code, focus.name, places, (*commands, f"levelctl show {code}"))

    def _place(self, place: Classification) -> SchemePlace:
        hierarchy = self.hierarchies.of(SchemeEdition(place.scheme, place.version))
        return SchemePlace(
            scheme=place.scheme,
            version=place.version,
            code=place.code,
            title=self.titles.of(hierarchy, place.code),
            source=place.source,
            groups=tuple(
                CodeGroup(level.group.name, *level.edition, code, self.titles.of(hierarchy, code))
                for level, code in hierarchy.groups(place.code)
            ),
        )

    def readings(self, text: str, scheme: str | None, *, every: bool) -> tuple[EditionMatch, ...]:
        """Return the meanings of *text* as a code, in the canon's own editions if possible."""
        hierarchies = self._hierarchies(scheme)
        matches = {
            (each.root, code): each for each in hierarchies if (code := self._code(each, text))
        } or {(each.root, code): each for each in hierarchies if (code := each.group_of(text))}
        used = {each.hierarchy.root for each in self.carried}
        in_canon = [(each, code) for (root, code), each in matches.items() if root in used]
        possible = in_canon or [(each, code) for (_, code), each in matches.items()]
        published = [(each, code) for each, code in possible if self._is_code(each, code)]
        if possible and not published:
            raise self._unpublished(text, [each for each, _ in possible])
        return tuple(self._reading(each, code, every=every) for each, code in published)

    def _is_code(self, hierarchy: Hierarchy, code: str) -> bool:
        """Return whether the edition has *code*, as far as is known, or a focus does."""
        carried = (each.normal for each in self.carried if each.hierarchy.root == hierarchy.root)
        return self.published.has(hierarchy, code) is not False or code in carried

    def _unpublished(self, text: str, possible: list[Hierarchy]) -> LevelctlError:
        """Return the error about *text*, which has the form of *possible* codes but is none."""
        own = "." in text  # a root has no codes with a period
        editions = (_edition(each.edition if own else each.root) for each in possible)
        names = " or ".join(dict.fromkeys(editions))
        others = self.published.editions(text)
        if others:
            what = f"{text!r} is a code of {', '.join(map(_edition, others))}, not of {names}"
            hint = f"give a code of {names}; levelctl does not convert between editions"
        else:
            what = f"{text!r} is not a code of {names}"
            near = self.published.near(possible, text)
            hint = f"codes that begin like it: {', '.join(near)}" if near else ""
        return LevelctlError(what, hint=hint or "levelctl list --has classification")

    def _hierarchies(self, scheme: str | None) -> list[Hierarchy]:
        """Return the hierarchies of all known or used editions, or only of *scheme*."""
        used = (each.hierarchy.edition for each in self.carried)
        editions = dict.fromkeys((*self.hierarchies.editions(), *used))
        names = dict.fromkeys(each.scheme for each in editions)
        if scheme is not None and scheme.casefold() not in map(str.casefold, names):
            raise LevelctlError(
                f"{scheme!r} is not a scheme", hint=f"choose one of: {', '.join(names)}"
            )
        return [
            self.hierarchies.of(each)
            for each in editions
            if scheme is None or each.scheme.casefold() == scheme.casefold()
        ]

    def _code(self, hierarchy: Hierarchy, text: str) -> str | None:
        """Return *text* as a code; if the form of the scheme is unknown, only a code in use."""
        if hierarchy.form:
            return hierarchy.code_of(text)
        used = (each.normal for each in self.carried if each.hierarchy == hierarchy)
        return next((code for code in used if code == text), None)

    def _reading(self, hierarchy: Hierarchy, code: str, *, every: bool) -> EditionMatch:
        depth = hierarchy.depth(code)
        level = hierarchy.levels[depth] if depth is not None else None
        edition = level.edition if level else hierarchy.edition
        return EditionMatch(
            scheme=edition.scheme,
            version=edition.version,
            group=level.group.name if level else None,
            code=code,
            title=self.titles.of(hierarchy, code),
            known=self.titles.has_code(hierarchy, code),
            steps=tuple(self._steps(hierarchy, edition, level, code, every=every)),
        )

    def _steps(
        self,
        hierarchy: Hierarchy,
        edition: SchemeEdition,
        level: SchemeLevel | None,
        code: str,
        *,
        every: bool,
    ) -> Iterator[GroupLookup]:
        rest = [each for each in self.carried if each.hierarchy.root == hierarchy.root]
        exact = [each for each in rest if each.normal == code]
        yield self._step(EXACT, hierarchy, edition, code, exact)
        rest = [each for each in rest if each not in exact]
        inside = _within(rest, level, code) if level else []
        if level and inside:
            yield self._step(level.group.name, hierarchy, edition, code, inside)
        done = bool(exact or inside)
        for wider, group in hierarchy.groups(code):
            if done and not every:
                return
            rest = [each for each in rest if each not in inside]
            inside = _within(rest, wider, group)
            yield self._step(wider.group.name, hierarchy, wider.edition, group, inside)
            done = bool(inside)

    def _step(
        self,
        name: str,
        hierarchy: Hierarchy,
        edition: SchemeEdition,
        code: str,
        carried: list[_Carried],
    ) -> GroupLookup:
        title = self.titles.of(hierarchy, code)
        return GroupLookup(name, *edition, code, title, tuple(map(self._carrier, carried)))

    def _carrier(self, carried: _Carried) -> Carrier:
        placed, place = carried.placed, carried.placed.place
        return Carrier(
            focus=placed.code,
            title=placed.title,
            scheme=place.scheme,
            version=place.version,
            code=place.code,
            code_title=self.titles.of(carried.hierarchy, place.code),
            source=place.source,
        )

    def of_code(self, text: str, readings: tuple[EditionMatch, ...]) -> CodeCrosswalk:
        carriers = [
            each for reading in readings for step in reading.steps for each in step.carriers
        ]
        unknown = any(each.known is False for each in readings)
        nearest = self.near(text, imported=unknown) if unknown or not carriers else ()
        commands = [f"levelctl crosswalk {each.code}" for each in nearest if each.carried]
        if carriers:
            commands = [f"levelctl show {carriers[0].focus}"]
        return CodeCrosswalk(
            text, readings, nearest, tuple(commands[:1]) or ("levelctl list --has classification",)
        )

    def near(self, text: str, *, imported: bool = True) -> tuple[PossibleCode, ...]:
        """Return codes similar to *text*: codes in use, and with *imported* all imported ones."""
        from levelctl.suggest import similar

        possible: dict[str, PossibleCode] = {}
        for each in self.carried:
            code = each.placed.place.code
            title = self.titles.of(each.hierarchy, code)
            possible[each.normal] = PossibleCode(*each.hierarchy.edition, code, title, carried=True)
        for hierarchy, code, title in self.titles.imported_codes() if imported else ():
            imported_code = PossibleCode(*hierarchy.edition, code, title, carried=False)
            possible.setdefault(hierarchy.normal(code), imported_code)
        close = similar(text, sorted(possible), most=NEAREST, least=SIMILARITY)
        return tuple(possible[code] for code in close)

    def no_code(self, text: str, scheme: str) -> LevelctlError:
        forms = self.hierarchies.forms.values()
        form = next((each for each in forms if each.name.casefold() == scheme.casefold()), None)
        example = f"an example is {form.example}" if form else "the canon has no such code"
        name = form.name if form else scheme
        return LevelctlError(f"{text!r} is not a code of {name}", hint=example)


def _within(carried: list[_Carried], level: SchemeLevel, code: str) -> list[_Carried]:
    """Return the codes that are in the group *code* of *level*."""
    return [
        each
        for each in carried
        if level in each.hierarchy.levels and level.cut(each.normal) == code
    ]
