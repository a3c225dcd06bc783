"""
Published schemes of occupations that a person has imported: their codes and titles.

All schemes are in one store (see `imported`), which is rewritten when one of them changes.
"""

from __future__ import annotations

from levelctl.canon.canon import key
from levelctl.canon.model import Classification
from levelctl.occupations.imported import ImportedStore
from levelctl.record import Record, encode

NAMES = key("schemes")
"""The row that lists the imported schemes."""

SOC_LENGTH = len("11-3021")
"""The length of an SOC code; an O*NET-SOC code begins with one."""

SOC = ("SOC", "O*NET-SOC")
"""The schemes whose codes begin with an SOC code."""

SCHEME = "scheme"
"""The kind of the rows that hold one scheme each."""


def soc_code(place: Classification) -> str | None:
    """
    Return the SOC code of *place*, or None if its scheme has none.

    >>> soc_code(Classification("O*NET-SOC", "2019", "11-3021.00", "the authors"))
    '11-3021'
    """
    return place.code[:SOC_LENGTH] if place.scheme in SOC else None


class Scheme(Record):
    """One imported edition of a scheme."""

    name: str
    version: str
    source: str
    """The attribution that the license of the data requires."""
    titles: dict[str, str]
    """The title of each code."""
    missing: tuple[str, ...] = ()
    """The names of the files that its release has, and that were not there when it was imported."""

    def has(self, code: str) -> bool:
        """
        Return whether *code* is one of its codes, or the part of one before a period.

        >>> scheme = Scheme("O*NET-SOC", "2019", "", {"11-3021.00": "Computer Managers"})
        >>> scheme.has("11-3021.00"), scheme.has("11-3021"), scheme.has("11-302")
        (True, True, False)
        """
        return code in self.titles or any(each.startswith(f"{code}.") for each in self.titles)


STORE = ImportedStore("schemes")

INDEX = ImportedStore("occupations")
"""What titles of the occupations of a scheme are, as `titles.occupation_index` stores it."""


def imported() -> tuple[Scheme, ...]:
    """Return the imported schemes, ordered by name. Raises CanonError if they are damaged."""
    rows = STORE.open()
    if rows is None:
        return ()
    names = rows.value(NAMES, tuple[str, ...])
    return tuple(rows.value(key(SCHEME, name), Scheme) for name in names)


def save(scheme: Scheme) -> None:
    """
    Add *scheme*, or replace the one with its name and version, while nobody else changes them.

    Raises MachineError if they cannot be written.
    """
    others = [each for each in imported() if _name(each) != _name(scheme)]
    _write([*others, scheme])


def remove(name: str) -> tuple[Scheme, ...]:
    """
    Remove all editions of the scheme *name*, ignoring case, and return them.

    Nobody else may change them meanwhile. Raises MachineError if they cannot be written.
    """
    schemes = imported()
    removed = tuple(each for each in schemes if each.name.casefold() == name.casefold())
    if removed:
        _write([each for each in schemes if each not in removed])
    return removed


def _write(schemes: list[Scheme]) -> None:
    schemes = sorted(schemes, key=_name)
    rows = {key(SCHEME, _name(each)): encode(each) for each in schemes}
    rows[NAMES] = encode([_name(each) for each in schemes])
    STORE.write(rows)


def _name(scheme: Scheme) -> str:
    return f"{scheme.name} {scheme.version}"
