"""The schemes of occupations and the wages on this machine: what there is, comes and goes."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from levelctl.errors import LevelctlError
from levelctl.occupations import oews, onet, schemes, wages
from levelctl.occupations.wages import WageRelease
from levelctl.record import Record, Result
from levelctl.text.safe import one_line
from levelctl.titles.clean.lexicon import lexicon_of
from levelctl.titles.occupation_index import onet_index

LONGEST = 40
"""The characters that the name of a release may have."""


class ListedScheme(Record):
    scheme: str
    version: str
    codes: int
    """How many there are."""
    source: str
    """The words of attribution that its licence asks for."""


class Imports(Result):
    """The schemes that were imported, by name, and the release of wages, if there is one."""

    SCHEMA = "levelctl.import/1"

    schemes: tuple[ListedScheme, ...]
    wages: tuple[WageRelease, ...] = ()


def listing() -> Imports:
    """Return what is imported. Raises LevelctlError if it is damaged."""
    return Imports(tuple(_listed(each) for each in schemes.imported()), _releases())


def import_source(
    source: Literal["onet", "oews"],
    path: Path,
    *,
    taxonomy: str | None = None,
    release: str | None = None,
) -> Imports:
    """
    Import what is in *path*, and return that alone; see `from_onet` and `from_oews`.

    Raises LevelctlError, too, if *taxonomy* or *release* is given for the other source.
    """
    if source == "oews":
        if taxonomy is not None:
            raise LevelctlError("wages have no taxonomy", hint="--release names their edition")
        return Imports((), (from_oews(path, release),))
    if release is not None:
        raise LevelctlError("O*NET's files have no release", hint="--taxonomy names their edition")
    return Imports((from_onet(path, taxonomy),))


def from_onet(path: Path, taxonomy: str | None = None) -> ListedScheme:
    """
    Import the occupations in *path*, a folder or archive of O*NET's text files.

    Raises CanonError if they cannot be read, LevelctlError if *taxonomy* is no year, and
    MachineError if they cannot be kept; nothing is imported then.
    """
    version = taxonomy or onet.TAXONOMY
    if not (version.isascii() and version.isdigit()):
        raise LevelctlError(f"{version!r} is not a taxonomy's year", hint="such as 2019")
    release = onet.read(path, version)
    onet_index.save(release, lexicon_of(None))
    schemes.save(release.scheme)
    return _listed(release.scheme)


def from_oews(path: Path, release: str | None = None) -> WageRelease:
    """
    Import the national wages in *path*, in the place of those that were imported before.

    *path* is a CSV, or a folder or archive with it. Where *release* is None, it is what the
    file's name says. Raises CanonError if the wages cannot be read, LevelctlError if *release*
    is no name, and MachineError if they cannot be kept; nothing changes then.
    """
    if release is not None and not (release == one_line(release) and 0 < len(release) <= LONGEST):
        raise LevelctlError(f"{release!r} is not the name of a release", hint="such as 'May 2024'")
    table = oews.read(path, release)
    wages.save(table.release, table.wages)
    return table.release


def remove(name: str) -> Imports:
    """
    Remove what was imported under *name*, every edition of it, in any case, and return that.

    *onet* is O*NET-SOC. Raises LevelctlError if there is nothing of that name.
    """
    releases = tuple(each for each in _releases() if each.name.casefold() == name.casefold())
    if releases:
        wages.STORE.remove()
        return Imports((), releases)
    removed = schemes.remove(onet.NAME if name.casefold() in onet.CALLED else name)
    if not removed:
        imported = listing()
        listed = [each.scheme for each in imported.schemes] + [each.name for each in imported.wages]
        names = ", ".join(dict.fromkeys(listed)) or "none"
        raise LevelctlError(f"{name!r} is not imported", hint=f"imported are: {names}")
    onet_index.STORE.remove()
    return Imports(tuple(_listed(each) for each in removed))


def _releases() -> tuple[WageRelease, ...]:
    table = wages.imported()
    return (table.release,) if table else ()


def _listed(scheme: schemes.Scheme) -> ListedScheme:
    return ListedScheme(scheme.name, scheme.version, len(scheme.titles), scheme.source)
