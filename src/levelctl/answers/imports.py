"""The occupation schemes and wages on this computer: list, import and remove them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from levelctl.errors import LevelctlError
from levelctl.occupations import oews, onet, schemes, wages
from levelctl.occupations.imported import OnWait, changing
from levelctl.occupations.wages import WageRelease
from levelctl.record import Record, Result
from levelctl.text.safe import one_line
from levelctl.titles.clean.lexicon import lexicon_of
from levelctl.titles.occupation_index import onet_index

LONGEST = 40
"""The most characters of a release name."""


class ListedScheme(Record):
    scheme: str
    version: str
    codes: int
    """How many there are."""
    source: str
    """The attribution that its license requires."""


class Imports(Result):
    """The schemes that were imported, by name, and the release of wages, if there is one."""

    SCHEMA = "levelctl.import/1"

    schemes: tuple[ListedScheme, ...]
    wages: tuple[WageRelease, ...] = ()


def listing() -> Imports:
    """Return what is imported. Raises CanonError if the data is damaged."""
    return Imports(tuple(_listed(each) for each in schemes.imported()), _releases())


def import_source(
    source: Literal["onet", "oews"],
    path: Path,
    *,
    taxonomy: str | None = None,
    release: str | None = None,
    on_wait: OnWait | None = None,
) -> Imports:
    """
    Import the data in *path*, and return only that; see `from_onet` and `from_oews`.

    *on_wait* receives a line if another process is changing the imported data.

    Also raises LevelctlError if *taxonomy* or *release* is given for the other source.
    """
    if source == "oews":
        if taxonomy is not None:
            raise LevelctlError(
                "oews has no --taxonomy", hint="give the edition of the wages with --release"
            )
        return Imports((), (from_oews(path, release, on_wait),))
    if release is not None:
        raise LevelctlError(
            "onet has no --release", hint="give the edition of the scheme with --taxonomy"
        )
    return Imports((from_onet(path, taxonomy, on_wait),))


def from_onet(
    path: Path, taxonomy: str | None = None, on_wait: OnWait | None = None
) -> ListedScheme:
    """
    Import the occupations in *path*, a folder or archive of O*NET's text files.

    Raises CanonError if they cannot be read, LevelctlError if *taxonomy* is not a year, and
    MachineError if they cannot be stored; nothing is imported then.
    """
    version = taxonomy or onet.TAXONOMY
    if not (version.isascii() and version.isdigit()):
        raise LevelctlError(
            f"{version!r} is not the year of a taxonomy", hint="give a year such as 2019"
        )
    release = onet.read(path, version)
    index = onet_index.rows_of(release, lexicon_of(None))
    with changing(on_wait):
        onet_index.STORE.write(index)
        schemes.save(release.scheme)
    return _listed(release.scheme)


def from_oews(path: Path, release: str | None = None, on_wait: OnWait | None = None) -> WageRelease:
    """
    Import the national wages in *path* and replace earlier ones.

    *path* is a CSV file, or a folder or archive that contains it. If *release* is None, it comes
    from the file name. Raises CanonError if the wages cannot be read, LevelctlError if *release*
    is not a name, and MachineError if they cannot be stored; nothing changes then.
    """
    if release is not None and not (release == one_line(release) and 0 < len(release) <= LONGEST):
        raise LevelctlError(
            f"{release!r} is not the name of a release", hint="give a name such as 'May 2024'"
        )
    table = oews.read(path, release)
    with changing(on_wait):
        wages.save(table.release, table.wages)
    return table.release


def remove(name: str, on_wait: OnWait | None = None) -> Imports:
    """
    Remove all editions of *name*, ignoring case, and return them.

    *onet* is O*NET-SOC. Raises LevelctlError if nothing of that name is imported.
    """
    imported = listing()
    if not (imported.schemes or imported.wages):  # there may not be a folder to lock
        raise _not_imported(name, imported)
    with changing(on_wait):
        return _removed(name)


def _removed(name: str) -> Imports:
    releases = tuple(each for each in _releases() if each.name.casefold() == name.casefold())
    if releases:
        wages.STORE.remove()
        return Imports((), releases)
    removed = schemes.remove(onet.NAME if name.casefold() in onet.CALLED else name)
    if not removed:
        raise _not_imported(name, listing())
    onet_index.STORE.remove()
    return Imports(tuple(_listed(each) for each in removed))


def _not_imported(name: str, imported: Imports) -> LevelctlError:
    listed = [each.scheme for each in imported.schemes] + [each.name for each in imported.wages]
    names = ", ".join(dict.fromkeys(listed)) or "none"
    return LevelctlError(f"{name!r} is not imported", hint=f"imported: {names}")


def _releases() -> tuple[WageRelease, ...]:
    table = wages.imported()
    return (table.release,) if table else ()


def _listed(scheme: schemes.Scheme) -> ListedScheme:
    return ListedScheme(scheme.name, scheme.version, len(scheme.titles), scheme.source)
