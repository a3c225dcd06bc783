"""The schemes, wages and coded titles on this computer: list, import and remove them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from levelctl.errors import CanonError, LevelctlError
from levelctl.occupations import coded_titles, level_wages, mwe, oews, onet, schemes, wages
from levelctl.occupations.imported import OnWait, changing
from levelctl.occupations.level_wages import LevelRelease
from levelctl.occupations.us_areas import is_place
from levelctl.occupations.wages import WageRelease
from levelctl.record import Record, Result
from levelctl.text.safe import one_line
from levelctl.titles.clean.lexicon import lexicon_of
from levelctl.titles.occupation_index import onet_index
from levelctl.titles.occupation_index.build import OnStep
from levelctl.titles.occupation_index.onet_index import OnetIndexHead

FEW = 2
"""An import with so many times fewer codes than one that is there is refused."""

LONGEST = 40
"""The most characters of a release name."""


class ListedScheme(Record):
    scheme: str
    version: str
    codes: int
    """How many there are."""
    source: str
    """The attribution that its license requires."""
    model: bool = False
    """Whether a model helps to find its codes; see docs/matching.md."""
    matched: bool = False
    """Whether titles are matched with its occupations: with those of one edition."""
    missing: tuple[str, ...] = ()
    """The names of the files that its release has, and that were not there when it was imported."""


class ListedTitles(Record):
    name: str
    titles: int
    """How many rows it has."""
    codes: int
    """How many different codes these have."""
    left_out: int
    """How many rows of its file were not imported."""
    reasons: tuple[str, ...]
    """Why the first of these were not, each with its line."""


class Imports(Result):
    """The imported schemes and lists of coded titles, by name, and the tables of wages."""

    SCHEMA = "levelctl.import/1"

    schemes: tuple[ListedScheme, ...]
    wages: tuple[WageRelease, ...] = ()
    titles: tuple[ListedTitles, ...] = ()
    level_wages: tuple[LevelRelease, ...] = ()
    """The wages by level of work."""

    @property
    def any(self) -> bool:
        """Whether anything is imported."""
        return bool(self.schemes or self.wages or self.titles or self.level_wages)


def listing() -> Imports:
    """Return what is imported. Raises CanonError if the data is damaged."""
    return _listing(_head())


def _listing(head: OnetIndexHead | None) -> Imports:
    lists = tuple(map(_listed_titles, coded_titles.imported()))
    listed = (_listed(each, head) for each in schemes.imported())
    return Imports(tuple(listed), wages.releases(), lists, _level_releases())


ImportedSource = Literal["onet", "oews", "mwe", "titles"]

OPTIONS: dict[str, tuple[ImportedSource, ...]] = {
    "--taxonomy": ("onet",),
    "--release": ("oews", "mwe"),
    "--place": ("oews", "mwe"),
    "--industry": ("oews",),
    "--as": ("titles",),
}
"""The sources that an option is for."""


def import_source(
    source: ImportedSource,
    path: Path,
    *,
    taxonomy: str | None = None,
    release: str | None = None,
    name: str | None = None,
    places: Sequence[str] = (),
    industries: Sequence[str] = (),
    on_wait: OnWait | None = None,
    on_step: OnStep | None = None,
) -> Imports:
    """
    Import the data in *path*, and return only that; see `from_onet`, `from_oews` and the like.

    *on_wait* receives a line if another process is changing the imported data, and *on_step* how
    many steps of a training are done, and how many there are. None is done if it is None.

    Also raises LevelctlError if an option is given that is for another source.
    """
    given = {
        "--taxonomy": taxonomy is not None,
        "--release": release is not None,
        "--place": bool(places),
        "--industry": bool(industries),
        "--as": name is not None,
    }
    for option, is_given in given.items():
        if is_given and source not in OPTIONS[option]:
            usable = " and ".join(OPTIONS[option])
            raise LevelctlError(f"{source} has no {option}", hint=f"{option} is for {usable}")
    match source:
        case "titles":
            return Imports((), (), (from_titles(path, name, on_wait),))
        case "oews":
            return Imports((), from_oews(path, release, on_wait, places, industries))
        case "mwe":
            return Imports((), level_wages=(from_mwe(path, release, on_wait, places),))
    return Imports((from_onet(path, taxonomy, on_wait, on_step),))


def from_onet(
    path: Path,
    taxonomy: str | None = None,
    on_wait: OnWait | None = None,
    on_step: OnStep | None = None,
) -> ListedScheme:
    """
    Import the occupations in *path*, a folder or archive of O*NET's text files.

    Their codes tell the edition. Titles are matched with the newest edition that is imported. If
    *on_step* is given and numpy is installed, a model is trained that helps to find its codes.

    Raises CanonError if they cannot be read, or are far fewer than those that are imported,
    LevelctlError if *taxonomy* is not a year or not that of their codes, and MachineError if they
    cannot be stored; nothing is imported then.
    """
    if taxonomy is not None and not (taxonomy.isascii() and taxonomy.isdigit()):
        raise LevelctlError(
            f"{taxonomy!r} is not the year of a taxonomy", hint="give a year such as 2019"
        )
    release = onet.read(path, taxonomy)
    scheme = release.scheme
    _refuse_few(path, scheme)
    index = None
    if _is_newest(scheme):
        index = onet_index.rows_of(release, lexicon_of(None), on_step=on_step)
    with changing(on_wait):
        _refuse_few(path, scheme)
        if index and _is_newest(scheme):
            schemes.INDEX.write(index)
        schemes.save(scheme)
    return _listed(scheme, _head())


def _refuse_few(path: Path, scheme: schemes.Scheme) -> None:
    """Raise CanonError if *scheme* has less than half of the codes of an edition of it."""
    size = len(scheme.titles)
    for each in schemes.imported():
        if each.name == scheme.name and FEW * size < len(each.titles):
            raise CanonError(
                f"{path} has only {size:,} codes of {scheme.name}, "
                f"and the imported edition of {each.version} has {len(each.titles):,}",
                hint="give the files of a whole release; levelctl import --remove onet, and then "
                "the import, replaces what is imported all the same",
            )


def _is_newest(scheme: schemes.Scheme) -> bool:
    """Return whether titles are not matched with a newer edition than *scheme*."""
    try:
        head = _head()
    except CanonError:  # what is damaged, or of another release of levelctl, is replaced
        return True
    return head is None or head.version <= scheme.version


def from_oews(
    path: Path,
    release: str | None = None,
    on_wait: OnWait | None = None,
    places: Sequence[str] = (),
    industries: Sequence[str] = (),
) -> tuple[WageRelease, ...]:
    """
    Import the tables of wages in *path*, each in place of an earlier one of its place and industry.

    *path* is a CSV or XLSX file, or a folder or archive that contains it. If *release* is None, it
    comes from the file name. Only tables of *places* and *industries* are imported if any are
    given. Raises CanonError if the wages cannot be read, LevelctlError if *release* is not a name
    or a place is not one, and MachineError if they cannot be stored; nothing changes then.
    """
    _refuse_release(release)
    _refuse_places(places)
    tables = oews.read(path, release, places=places, industries=industries)
    with changing(on_wait):
        wages.save_all((each.release, each.wages) for each in tables)
    return tuple(each.release for each in tables)


def from_mwe(
    path: Path,
    release: str | None = None,
    on_wait: OnWait | None = None,
    places: Sequence[str] = (),
) -> LevelRelease:
    """
    Import the wages by level of work in *path* and replace earlier ones.

    *path*, *release* and *places* are as for `from_oews`, which raises the same.
    """
    _refuse_release(release)
    _refuse_places(places)
    table = mwe.read(path, release, places=places)
    with changing(on_wait):
        level_wages.save(table.release, table.wages)
    return table.release


def _refuse_release(release: str | None) -> None:
    if release is not None and not (release == one_line(release) and 0 < len(release) <= LONGEST):
        raise LevelctlError(
            f"{release!r} is not the name of a release", hint="give a name such as 'May 2024'"
        )


def _refuse_places(places: Sequence[str]) -> None:
    for each in places:
        if not is_place(each):
            raise LevelctlError(
                f"{each!r} is not a place",
                hint="write US for the nation, US-CA for a state, US-41860 for a metropolitan area",
            )


def from_titles(path: Path, name: str | None = None, on_wait: OnWait | None = None) -> ListedTitles:
    """
    Import the coded titles in the file *path* as the list *name*, by default that of the file.

    It replaces a list of that name, of which *on_wait* receives a line. If O*NET is imported, rows
    with other codes are left out. Raises CanonError if no row can be used, LevelctlError if *name*
    is not one, and MachineError if they cannot be stored; nothing changes then.
    """
    # Few imports are of titles.
    from levelctl.titles.coded.reading import read
    from levelctl.titles.occupation_index.coded_occupations import Preparation

    name = coded_titles.list_name(path.stem if name is None else name)
    coded = read(path)
    prepared: dict[str, bytes] = {}
    occupations = onet_index.OnetIndex.imported() if coded.kind == "occupation" else None
    if occupations:
        preparation = Preparation(occupations, lexicon_of(None))
        coded = preparation.known(coded)
        prepared = preparation.values(coded.titles).rows(coded_titles.prefix(name))
    parts = coded_titles.in_parts(coded.titles)
    codes = {code for each in coded.titles for code in each.codes}
    left_out = coded.left_out
    listed = coded_titles.TitleList(
        name, coded.count, len(codes), left_out.count, left_out.reasons, len(parts)
    )
    with changing(on_wait):
        earlier = next((each for each in coded_titles.imported() if each.name == name), None)
        coded_titles.save(listed, parts, prepared)
    if earlier and on_wait:
        plural = "" if earlier.titles == 1 else "s"
        on_wait(f"replaces the list {name}, which had {earlier.titles:,} title{plural}")
    return _listed_titles(listed)


def remove(
    name: str,
    on_wait: OnWait | None = None,
    places: Sequence[str] = (),
    industries: Sequence[str] = (),
) -> Imports:
    """
    Remove all editions of the scheme, or the wages or list, *name*, ignoring case; return them.

    *onet* is O*NET-SOC. If *places* or *industries* are given, only the tables of wages of these
    are removed. Raises LevelctlError if nothing of that name is imported.
    """
    imported = _listing(None)  # what is damaged can be removed
    if not imported.any:  # there may not be a folder to lock
        raise _not_imported(name, imported)
    with changing(on_wait):
        return _removed(name, places, industries)


def _removed(name: str, places: Sequence[str], industries: Sequence[str]) -> Imports:
    if name.casefold() == oews.NAME.casefold() and wages.releases():
        return _removed_tables(places, industries)
    if places or industries:
        raise LevelctlError(
            f"{name} has no tables by place or industry", hint=f"{oews.NAME} has: give that"
        )
    levels = _level_releases()
    if levels and name.casefold() == mwe.NAME.casefold():
        level_wages.STORE.remove()
        return Imports((), level_wages=levels)
    titles = coded_titles.remove(name)
    if titles:
        return Imports((), (), (_listed_titles(titles),))
    removed = schemes.remove(onet.NAME if name.casefold() in onet.CALLED else name)
    if not removed:
        raise _not_imported(name, _listing(None))
    schemes.INDEX.remove()
    return Imports(tuple(_listed(each, None) for each in removed))


def _removed_tables(places: Sequence[str], industries: Sequence[str]) -> Imports:
    """Remove the tables of wages of *places* and *industries*; of all, if none are given."""
    listed = wages.releases()
    removed = tuple(
        each
        for each in listed
        if (not places or each.place in places)
        and (each.industry in industries if industries else not places or each.industry is None)
    )
    if not removed:
        asked = " and ".join((*places, *industries))
        found = ", ".join(dict.fromkeys(each.industry or each.place for each in listed))
        raise LevelctlError(f"no wages of {asked} are imported", hint=f"imported: {found}")
    wages.remove(removed)
    return Imports((), removed)


def _not_imported(name: str, imported: Imports) -> LevelctlError:
    listed = [each.scheme for each in imported.schemes]
    listed += [each.name for each in imported.wages]
    listed += [each.name for each in imported.level_wages]
    listed += [each.name for each in imported.titles]
    names = ", ".join(dict.fromkeys(listed)) or "none"
    return LevelctlError(f"{name!r} is not imported", hint=f"imported: {names}")


def _level_releases() -> tuple[LevelRelease, ...]:
    table = level_wages.imported()
    return (table.release,) if table else ()


def _head() -> OnetIndexHead | None:
    """Return what is known of the occupations that titles are matched with, if there are any."""
    occupations = onet_index.OnetIndex.imported()
    return occupations.head if occupations else None


def _listed(scheme: schemes.Scheme, head: OnetIndexHead | None) -> ListedScheme:
    matched = head is not None and (scheme.name, scheme.version) == (onet.NAME, head.version)
    return ListedScheme(
        scheme.name,
        scheme.version,
        len(scheme.titles),
        scheme.source,
        matched and head is not None and head.model is not None,
        matched,
        scheme.missing,
    )


def _listed_titles(titles: coded_titles.TitleList) -> ListedTitles:
    return ListedTitles(titles.name, titles.titles, titles.codes, titles.left_out, titles.reasons)
