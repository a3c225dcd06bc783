"""
The groups of an occupation scheme, and how to get from a code to its groups.

The groups are data: in a canon's ``canon.yaml``, otherwise in the package's ``schemes.json``, which
follows the schemes' own manuals. Standard Occupational Classification (U.S. Bureau of Labor
Statistics, SOC Manual 2018 and User Guide 2010, "Coding structure"): two digits identify the major
group, three the minor group, five the broad and six the detailed occupation. Codes of minor groups
end in 000, except for a few, which are listed. O*NET-SOC (O*NET Resource Center, O*NET-SOC
taxonomy): two further digits; 00 is the SOC occupation itself. ISCO (International Labour Office,
ISCO-08 volume I): each digit is a level.
"""

from __future__ import annotations

from typing import NamedTuple

from levelctl.canon import package_data
from levelctl.canon.canon import Canon
from levelctl.canon.decoding import scheme_form
from levelctl.canon.model import SchemeForm, SchemeGroup
from levelctl.record import decode, replace


class SchemeEdition(NamedTuple):
    """A scheme in one of its versions."""

    scheme: str
    version: str


class SchemeLevel(NamedTuple):
    """A level of the hierarchy, with its edition."""

    edition: SchemeEdition
    group: SchemeGroup

    def plain(self, code: str) -> str:
        return code[: self.group.keep] + self.group.then

    def cut(self, code: str) -> str:
        """
        Return the code of the group that contains *code*, which is of this level or below.

        >>> group = SchemeGroup("minor group", 4, "000", {"2018": ("15-1200",)}, ())
        >>> SchemeLevel(SchemeEdition("SOC", "2018"), group).cut("15-1252")
        '15-1200'
        >>> SchemeLevel(SchemeEdition("SOC", "2000"), group).cut("15-1031")
        '15-1000'
        """
        plain = self.plain(code)
        irregular = self.group.irregular.get(self.edition.version, ())
        return next((each for each in irregular if self.plain(each) == plain), plain)


class Hierarchy(NamedTuple):
    """One edition of a scheme, with its levels and those of the scheme that it extends."""

    edition: SchemeEdition
    form: SchemeForm | None
    """None if the form of its codes is not known."""
    levels: tuple[SchemeLevel, ...]
    """From the finest."""
    root: SchemeEdition
    """The edition of its widest levels; hierarchies with the same root can be compared."""

    def normal(self, code: str) -> str:
        """
        Return *code* in normal form: without a meaningless ending, and as a group's own code.

        >>> hierarchies = Hierarchies({each.name: each for each in known_forms()})
        >>> hierarchies.of(SchemeEdition("O*NET-SOC", "2019")).normal("15-1252.00")
        '15-1252'
        >>> hierarchies.of(SchemeEdition("SOC", "2018")).normal("15-1000")
        '15-1200'
        """
        bare = code.removesuffix(self.form.whole) if self.form else code
        depth = self.depth(bare)
        return bare if depth is None else self.levels[depth].cut(bare)

    def depth(self, code: str) -> int | None:
        """Return the index of the level of the group *code*; None if *code* is not a group."""
        wide = reversed(tuple(enumerate(self.levels)))
        return next(
            (depth for depth, level in wide if code in (level.cut(code), level.plain(code))), None
        )

    def groups(self, code: str) -> tuple[tuple[SchemeLevel, str], ...]:
        """
        Return the groups that contain *code*, from the finest, without *code* itself.

        >>> onet = Hierarchies({each.name: each for each in known_forms()}).of(
        ...     SchemeEdition("O*NET-SOC", "2019")
        ... )
        >>> [code for _, code in onet.groups("15-1252.00")]
        ['15-1252', '15-1250', '15-1200', '15-0000']
        """
        normal = self.normal(code)
        depth = self.depth(normal)
        levels = self.levels[depth:] if depth is not None else ()
        cut = ((level, level.cut(normal)) for level in levels)
        return tuple((level, group) for level, group in cut if group != code)

    def code_of(self, text: str) -> str | None:
        """Return the code that *text* is, in normal form, or None if it has not its form."""
        from levelctl.canon.schema import (
            matches,  # a reference that is a name needs no pattern
        )

        fits = self.form is not None and matches(self.form.pattern, text)
        return self.normal(text) if fits else None

    def group_of(self, text: str) -> str | None:
        """
        Return the full code of the group whose code begins with *text*, or None if there is none.

        >>> hierarchies = Hierarchies({each.name: each for each in known_forms()})
        >>> soc = hierarchies.of(SchemeEdition("SOC", "2018"))
        >>> [soc.group_of(text) for text in ("15-125", "15-12", "15-1", "15", "15-1252x")]
        ['15-1250', '15-1200', '15-1200', '15-0000', None]
        """
        for depth, level in enumerate(self.levels):
            for start in range(len(level.group.then)):
                code = self.code_of(text + level.group.then[start:])
                if code is not None and self.depth(code) == depth:
                    return code
        return None


def _has(group: SchemeGroup, edition: SchemeEdition) -> bool:
    return not group.versions or edition.version in group.versions


class Hierarchies:
    """The hierarchies of the schemes with these *forms*, by name."""

    def __init__(self, forms: dict[str, SchemeForm]) -> None:
        self.forms = forms

    def of(self, edition: SchemeEdition) -> Hierarchy:
        """Return the hierarchy of *edition*; without levels if it is not known."""
        levels: list[SchemeLevel] = []
        current, seen = edition, [edition]
        while True:
            form = self.forms.get(current.scheme)
            levels += [
                SchemeLevel(current, each)
                for each in (form.groups if form else ())
                if _has(each, current)
            ]
            base = form.extends if form else None
            below = base and base.versions.get(current.version)
            # In a canon, two schemes can extend each other.
            if not base or not below or SchemeEdition(base.scheme, below) in seen:
                return Hierarchy(edition, self.forms.get(edition.scheme), tuple(levels), current)
            current = SchemeEdition(base.scheme, below)
            seen.append(current)

    def editions(self) -> tuple[SchemeEdition, ...]:
        """Return all editions in the forms."""
        return tuple(
            SchemeEdition(form.name, version)
            for form in self.forms.values()
            for version in form.versions
        )


def hierarchies_of(canon: Canon) -> Hierarchies:
    """Return the hierarchies that *canon* describes, and the known ones for other schemes."""
    forms = {form.name: form for form in known_forms()}
    for form in canon.settings.schemes:
        built_in = forms.get(form.name)
        forms[form.name] = form if form.groups or not built_in else _completed(form, built_in)
    return Hierarchies(forms)


def known_forms() -> tuple[SchemeForm, ...]:
    """Return the forms of the schemes whose groups are known."""
    values = decode(package_data.SCHEMES.read_bytes(), dict[str, dict[str, object]])
    return tuple(scheme_form(name, value) for name, value in values.items())


def _completed(form: SchemeForm, built_in: SchemeForm) -> SchemeForm:
    return replace(
        form, groups=built_in.groups, whole=form.whole or built_in.whole, extends=built_in.extends
    )
