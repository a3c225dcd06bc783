"""The titles of an imported scheme of occupations, to find the codes that a title may mean."""

from __future__ import annotations

from pathlib import Path

from levelctl.cache.store import STORE_ERRORS, Store, write
from levelctl.canon.canon import key
from levelctl.canon.files import exists
from levelctl.errors import MachineError
from levelctl.occupations.onet import OnetRelease
from levelctl.occupations.schemes import SOC_LENGTH, data_place
from levelctl.record import Record, decode, encode
from levelctl.titles.clean.lexicon import Lexicon
from levelctl.titles.occupation_index.index import TitleIndex

HEAD = key("occupations")
"""The row that holds what is known of all occupations together."""


class OnetOccupation(Record):
    """A code of the scheme that a title may mean."""

    code: str
    title: str
    score: float
    """Its share among the likely codes, from 0 to 1."""
    by: tuple[str, ...]


class OnetIndexHead(Record):
    """What holds for the index as a whole."""

    titles: dict[str, str]
    """The title of each code."""
    short: dict[str, str]
    """The abbreviations that it was made with; words that are kept out stand for nothing."""


class OnetIndex:
    """The occupations in *store*, by their codes of the SOC."""

    def __init__(self, store: Store) -> None:
        self.head = decode(store.get(HEAD) or b"", OnetIndexHead)
        self.index = TitleIndex.of(store, self.head.short)

    @classmethod
    def imported(cls) -> OnetIndex | None:
        """Return the imported occupations, or None if there are none that can be read."""
        place = _place()
        try:
            return cls(Store(place)) if place and exists(place) else None
        except STORE_ERRORS:
            return None

    def rank(self, title: str, top: int = 5) -> list[OnetOccupation]:
        """Return the *top* likeliest codes, the likeliest first."""
        return [
            OnetOccupation(each.code, self.head.titles[each.code], each.score, each.by)
            for each in self.index.rank(title, top)
        ]


def keep(release: OnetRelease, lexicon: Lexicon) -> None:
    """
    Make the index of the titles and tasks of *release*, and keep it.

    Abbreviations of one meaning are written out by *lexicon*. Raises MachineError if it cannot
    be kept.
    """
    place = _place()
    if place is None:
        raise MachineError("there is no home folder to keep occupations in")
    once = {short: each[0] for short, each in lexicon.abbreviations.items() if len(each) == 1}
    short = {**once, **dict.fromkeys(lexicon.silent, "")}
    own = [(title, code[:SOC_LENGTH]) for code, title in release.scheme.titles.items()]
    others = ((title, code[:SOC_LENGTH]) for title, code in release.alternates)
    tasks = ((task, code[:SOC_LENGTH]) for task, code in release.tasks)
    rows = TitleIndex.made([*own, *others], short, tasks).rows()
    # Of several occupations of one code, the first is the SOC's own.
    titles = {code: title for title, code in reversed(own)}
    try:
        write(place, {**rows, HEAD: encode(OnetIndexHead(titles, short))})
    except STORE_ERRORS as error:
        raise MachineError(f"the occupations cannot be kept in {place}: {error}") from error


def forget() -> None:
    """Delete the index."""
    place = _place()
    if place:
        place.unlink(missing_ok=True)


def _place() -> Path | None:
    return data_place("occupations.sqlite")
