"""The titles of codes, from the schemes of occupations that were imported."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from levelctl.answers.crosswalk.hierarchy import Hierarchies, Hierarchy, SchemeEdition
from levelctl.occupations.schemes import Scheme, imported


class SchemeTitles:
    """The titles in the imported schemes; that there are none is no fault."""

    def __init__(self, hierarchies: Hierarchies) -> None:
        self.hierarchies = hierarchies

    @cached_property
    def schemes(self) -> tuple[tuple[Hierarchy, Scheme], ...]:
        return tuple(
            (self.hierarchies.of(SchemeEdition(each.name, each.version)), each)
            for each in imported()
        )

    @cached_property
    def by_code(self) -> dict[tuple[SchemeEdition, str], str]:
        """By the edition that a code's groups end in, and the code in normal form."""
        return {
            (hierarchy.root, hierarchy.normal(code)): title
            for hierarchy, scheme in self.schemes
            for code, title in scheme.titles.items()
        }

    def of(self, hierarchy: Hierarchy, code: str) -> str | None:
        return self.by_code.get((hierarchy.root, hierarchy.normal(code)))

    def has_code(self, hierarchy: Hierarchy, code: str) -> bool | None:
        """Tell whether an imported scheme has *code*, or any in it; None if none can tell."""
        depth = hierarchy.depth(code)
        if depth is None:
            return None
        level = hierarchy.levels[depth]
        candidates = [
            (other_hierarchy, scheme)
            for other_hierarchy, scheme in self.schemes
            if level in other_hierarchy.levels
        ]
        if not candidates:
            return None
        return any(
            level.cut(other_hierarchy.normal(each)) == code
            for other_hierarchy, scheme in candidates
            for each in scheme.titles
        )

    def imported_codes(self) -> Iterator[tuple[Hierarchy, str, str]]:
        """Yield every imported code with its edition's hierarchy and its title."""
        for hierarchy, scheme in self.schemes:
            for code, title in scheme.titles.items():
                yield hierarchy, code, title
