"""The schemes of occupations on this machine: what there is, what comes and what goes."""

from __future__ import annotations

from pathlib import Path

from levelctl import onet, schemes
from levelctl.errors import LevelctlError
from levelctl.record import Record, Result
from levelctl.titles import occupations
from levelctl.titles.lexicon import lexicon_of


class ListedScheme(Record):
    scheme: str
    version: str
    codes: int
    """How many there are."""
    source: str
    """The words of attribution that its licence asks for."""


class Imports(Result):
    """The schemes that were imported, by name."""

    SCHEMA = "levelctl.import/1"

    schemes: tuple[ListedScheme, ...]


def listing() -> Imports:
    """Return what is imported. Raises LevelctlError if it is damaged."""
    return Imports(tuple(_listed(each) for each in schemes.imported()))


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
    occupations.keep(release, lexicon_of(None))
    schemes.keep(release.scheme)
    return _listed(release.scheme)


def removed(name: str) -> Imports:
    """Remove every edition of the scheme *name* and return them; LevelctlError if there is none."""
    gone = schemes.remove(name)
    occupations.forget()
    return Imports(tuple(_listed(each) for each in gone))


def _listed(scheme: schemes.Scheme) -> ListedScheme:
    return ListedScheme(scheme.name, scheme.version, len(scheme.titles), scheme.source)
