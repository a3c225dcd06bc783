"""The index of O*NET's titles and tasks, to find the occupations that a title can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from levelctl.canon.canon import key
from levelctl.occupations.imported import ImportedRows, ImportedStore
from levelctl.occupations.onet import OnetRelease
from levelctl.occupations.schemes import SOC_LENGTH
from levelctl.record import Record, encode
from levelctl.titles.clean.lexicon import Lexicon
from levelctl.titles.occupation_index.index import TitleIndex

if TYPE_CHECKING:
    from levelctl.titles.occupation_index.prior import Prior

STORE = ImportedStore("occupations")

HEAD = key("occupations")
"""The row that holds the `OnetIndexHead`."""


class OnetOccupation(Record):
    """An occupation that a title can mean."""

    code: str
    title: str
    score: float
    """Its share among the likely codes, from 0 to 1."""
    by: tuple[str, ...]
    """The alias that equals the title, or the words that both have."""


class OnetIndexHead(Record):
    """What is known of the index as a whole."""

    titles: dict[str, str]
    """The title of each code."""
    short: dict[str, str]
    """The abbreviations with which the index was built; "" for words that are ignored."""


class OnetIndex:
    """The occupations in *rows*, by SOC code. Raises CanonError if they are damaged."""

    def __init__(self, rows: ImportedRows) -> None:
        self.head = rows.value(HEAD, OnetIndexHead)
        self.index = TitleIndex.from_rows(rows, self.head.short)

    @classmethod
    def imported(cls) -> OnetIndex | None:
        """Return the imported occupations, or None. Raises CanonError if they are damaged."""
        rows = STORE.open()
        return cls(rows) if rows else None

    def rank(self, title: str, top: int = 5, prior: Prior | None = None) -> list[OnetOccupation]:
        """Return the *top* likeliest occupations, the likeliest first, as *prior* has them too."""
        return [
            OnetOccupation(each.code, self.head.titles[each.code], each.score, each.by)
            for each in self.index.rank(title, top, prior)
        ]


def rows_of(release: OnetRelease, lexicon: Lexicon) -> dict[str, bytes]:
    """
    Build the index of the titles and tasks of *release*, and return the rows to store.

    Abbreviations with one meaning in *lexicon* are expanded.
    """
    once = {short: each[0] for short, each in lexicon.abbreviations.items() if len(each) == 1}
    short = {**once, **dict.fromkeys(lexicon.silent, "")}
    own = [(title, code[:SOC_LENGTH]) for code, title in release.scheme.titles.items()]
    others = ((title, code[:SOC_LENGTH]) for title, code in release.alternates)
    tasks = ((task, code[:SOC_LENGTH]) for task, code in release.tasks)
    rows = TitleIndex.build([*own, *others], short, tasks).rows()
    # If several occupations have one SOC code, the first is the SOC's own.
    titles = {code: title for title, code in reversed(own)}
    return {**rows, HEAD: encode(OnetIndexHead(titles, short))}
