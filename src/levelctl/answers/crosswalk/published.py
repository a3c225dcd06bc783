"""Which codes the published editions of schemes have, with the codes of their groups."""

from __future__ import annotations

from collections.abc import Iterable

from levelctl.answers.crosswalk.hierarchy import Hierarchies, Hierarchy, SchemeEdition, known_forms
from levelctl.occupations import scheme_codes

MOST = 8
"""The most codes that a hint lists."""


class PublishedCodes:
    """The codes of the editions in *hierarchies*."""

    def __init__(self, hierarchies: Hierarchies) -> None:
        self.hierarchies = hierarchies
        self._patterns = {form.name: form.pattern for form in known_forms()}
        self._codes: dict[SchemeEdition, frozenset[str]] = {}

    def has(self, hierarchy: Hierarchy, code: str) -> bool | None:
        """
        Return whether the edition of *hierarchy* has *code*, in normal form; None if not known.

        Codes of a scheme that a canon describes in a form of its own are not known.
        """
        codes = self._of(hierarchy)
        if codes:
            return code in codes
        return None if hierarchy.depth(code) is not None or not hierarchy.levels else False

    def editions(self, text: str) -> tuple[SchemeEdition, ...]:
        """Return the published editions that have *text* as a code."""
        schemes = (name for name in self._patterns if ("." in text) == (name == scheme_codes.ONET))
        editions = (
            SchemeEdition(name, version)
            for name in schemes
            for version in scheme_codes.editions(name)
        )
        return tuple(each for each in editions if self._has_text(each, text))

    def _has_text(self, edition: SchemeEdition, text: str) -> bool:
        hierarchy = self.hierarchies.of(edition)
        code = hierarchy.code_of(text) or hierarchy.group_of(text)
        return code in self._of(hierarchy)

    def near(self, hierarchies: Iterable[Hierarchy], text: str) -> tuple[str, ...]:
        """Return codes of the same length that begin as *text* does, for as long as any does."""
        listed = {code for each in hierarchies for code in self._of(each)}
        codes = sorted(code for code in listed if len(code) == len(text))
        for length in range(len(text) - 1, 0, -1):
            found = [code for code in codes if code.startswith(text[:length])]
            if found:
                return tuple(found[:MOST])
        return ()

    def _of(self, hierarchy: Hierarchy) -> frozenset[str]:
        """Return the codes of the edition and of its groups, in normal form, if they are known."""
        edition = hierarchy.edition
        if edition not in self._codes:
            form = hierarchy.form
            known = form and form.pattern == self._patterns.get(form.name)
            codes = scheme_codes.editions(edition.scheme) if known else {}
            self._codes[edition] = frozenset(
                each
                for code in codes.get(edition.version, ())
                for each in (
                    hierarchy.normal(code),
                    *(group for _, group in hierarchy.groups(code)),
                )
            )
        return self._codes[edition]
