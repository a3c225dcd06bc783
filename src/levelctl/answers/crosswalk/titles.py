"""The titles of codes, from the imported occupation schemes."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.answers.crosswalk.hierarchy import Hierarchies, Hierarchy, SchemeEdition
from levelctl.occupations.schemes import Scheme, imported
from levelctl.record import cached_property


class SchemeTitles:
    """The titles in the imported schemes, if any."""

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
        """Titles by the root edition of a code's hierarchy, and the code in normal form."""
        return {
            (hierarchy.root, hierarchy.normal(code)): title
            for hierarchy, scheme in self.schemes
            for code, title in scheme.titles.items()
        }

    def of(self, hierarchy: Hierarchy, code: str) -> str | None:
        return self.by_code.get((hierarchy.root, hierarchy.normal(code)))

    def has_code(self, hierarchy: Hierarchy, code: str) -> bool | None:
        """Report whether an imported scheme has *code* or a code in it; None if not known."""
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
        """Yield every imported code with its hierarchy and its title."""
        for hierarchy, scheme in self.schemes:
            for code, title in scheme.titles.items():
                yield hierarchy, code, title
