"""
Published schemes of occupations that a person has imported: their codes and titles.

They are kept in the user's data folder, in a store of the same kind as a canon's, and belong to
no canon. Nothing needs them: what they add is evidence.
"""

from __future__ import annotations

from pathlib import Path

from levelctl.cache.store import STORE_ERRORS, Store, data_folder, write
from levelctl.canon.canon import key
from levelctl.canon.files import FileStats, exists, stats_of
from levelctl.canon.model import Classification
from levelctl.errors import LevelctlError, MachineError
from levelctl.record import Record, decode, encode

NAMES = key("schemes")
"""The row that lists what is imported."""

SOC_LENGTH = len("11-3021")
"""The characters of a code that the SOC has; those of O*NET-SOC go on."""

SOC = ("SOC", "O*NET-SOC")
"""The schemes whose codes begin with a code of the SOC."""

SCHEME = "scheme"
"""The kind of row that holds one scheme."""


def soc_code(place: Classification) -> str | None:
    """
    Return the code of the SOC that *place* is at; None if it is of a scheme without any.

    >>> soc_code(Classification("O*NET-SOC", "2019", "11-3021.00", "the authors"))
    '11-3021'
    """
    return place.code[:SOC_LENGTH] if place.scheme in SOC else None


class Scheme(Record):
    """One edition of a scheme, as it was imported."""

    name: str
    version: str
    source: str
    """Whose data it is: the words of attribution that its licence asks for."""
    titles: dict[str, str]
    """Every code with its title."""

    def has(self, code: str) -> bool:
        """
        Tell whether *code* is one of its codes, or the beginning of one at a dot.

        >>> scheme = Scheme("O*NET-SOC", "2019", "", {"11-3021.00": "Computer Managers"})
        >>> scheme.has("11-3021.00"), scheme.has("11-3021"), scheme.has("11-302")
        (True, True, False)
        """
        return code in self.titles or any(each.startswith(f"{code}.") for each in self.titles)


def imported() -> tuple[Scheme, ...]:
    """Return the schemes that were imported, by name. Raises LevelctlError if they are damaged."""
    place = _place()
    if place is None or not exists(place):
        return ()
    try:
        store = Store(place)
        names = decode(store.get(NAMES) or b"[]", tuple[str, ...])
        return tuple(decode(store.get(key(SCHEME, name)) or b"", Scheme) for name in names)
    except STORE_ERRORS as error:
        raise LevelctlError(
            f"the imported schemes in {place} cannot be read: {error}",
            hint="delete the file and import them again",
        ) from error


def keep(scheme: Scheme) -> None:
    """Add *scheme*, in the place of one with its name and version. Raises MachineError."""
    others = [each for each in imported() if _name(each) != _name(scheme)]
    _write([*others, scheme])


def remove(name: str) -> tuple[Scheme, ...]:
    """
    Remove every edition of the scheme *name*, in any case, and return what was removed.

    Raises MachineError if it cannot be.
    """
    found = imported()
    gone = tuple(each for each in found if each.name.casefold() == name.casefold())
    if gone:
        _write([each for each in found if each not in gone])
    return gone


def stats() -> list[FileStats]:
    """Return what the file system says of the imported schemes; nothing if there are none."""
    place = _place()
    return [stats_of(place)] if place and exists(place) else []


def _write(schemes: list[Scheme]) -> None:
    schemes = sorted(schemes, key=_name)
    rows = {key(SCHEME, _name(each)): encode(each) for each in schemes}
    rows[NAMES] = encode([_name(each) for each in schemes])
    place = _place()
    if place is None:
        raise MachineError("there is no home folder to keep schemes in")
    try:
        write(place, rows)
    except STORE_ERRORS as error:
        raise MachineError(f"the schemes cannot be kept in {place}: {error}") from error


def _name(scheme: Scheme) -> str:
    return f"{scheme.name} {scheme.version}"


def _place() -> Path | None:
    return data_place("schemes.sqlite")


def data_place(name: str) -> Path | None:
    """Return where the file *name* belongs in the user's data folder, or None if there is none."""
    try:
        return data_folder() / name
    except OSError:
        return None
