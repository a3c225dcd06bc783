"""The index of O*NET's titles and tasks, to find the occupations that a title can mean."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from levelctl.canon.canon import key
from levelctl.errors import CanonError
from levelctl.occupations.imported import ImportedRows
from levelctl.occupations.onet import OnetRelease
from levelctl.occupations.schemes import INDEX, SOC_LENGTH
from levelctl.record import Record, encode
from levelctl.titles.clean.lexicon import Lexicon
from levelctl.titles.occupation_index.index import TitleIndex

if TYPE_CHECKING:
    from levelctl.titles.occupation_index.build import Learn, OnStep
    from levelctl.titles.occupation_index.prior import Prior

EDITION = 2
"""The edition of what an index stores: since it has models and arrays."""

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
    edition: int = 1
    """The edition of what the index stores."""
    version: str = ""
    """The edition of the scheme."""
    model: str | None = None
    """The digest of the model that helps to rank codes, if there is one."""


class OnetIndex:
    """
    The occupations in *rows*, by SOC code.

    Raises CanonError if they are damaged, or stored by a release of levelctl that did it otherwise.
    """

    def __init__(self, rows: ImportedRows) -> None:
        self.head = rows.value(HEAD, OnetIndexHead)
        if self.head.edition != EDITION:
            raise CanonError(
                "the imported occupations are of another release of levelctl",
                hint="import them again: levelctl import onet FOLDER",
            )
        self.index = TitleIndex.from_rows(rows, self.head.short)

    @classmethod
    def imported(cls) -> OnetIndex | None:
        """Return the imported occupations, or None. Raises CanonError if they are damaged."""
        rows = INDEX.open()
        return cls(rows) if rows else None

    def rank(self, title: str, top: int = 5, prior: Prior | None = None) -> list[OnetOccupation]:
        """Return the *top* likeliest occupations, the likeliest first, as *prior* has them too."""
        return [
            OnetOccupation(each.code, self.head.titles[each.code], each.score, each.by)
            for each in self.index.rank(title, top, prior)
        ]


def index_of(release: OnetRelease, lexicon: Lexicon, learn: Learn | None = None) -> TitleIndex:
    """
    Return the index of the titles and tasks of *release*, with the model that *learn* makes.

    Abbreviations with one meaning in *lexicon* are expanded.
    """
    own = ((title, code[:SOC_LENGTH]) for code, title in release.scheme.titles.items())
    others = ((title, code[:SOC_LENGTH]) for title, code in release.alternates)
    tasks = ((task, code[:SOC_LENGTH]) for task, code in release.tasks)
    return TitleIndex.build([*own, *others], _short(lexicon), tasks, learn)


def _short(lexicon: Lexicon) -> dict[str, str]:
    once = {short: each[0] for short, each in lexicon.abbreviations.items() if len(each) == 1}
    return {**once, **dict.fromkeys(lexicon.silent, "")}


def rows_of(
    release: OnetRelease, lexicon: Lexicon, *, on_step: OnStep | None = None
) -> dict[str, bytes]:
    """
    Build the index of *release*, and return the rows to store.

    With numpy, the rows hold the index once more as arrays and, if *on_step* is given, a model. It
    receives how many steps of the training are done, and how many there are.
    """
    index = index_of(release, lexicon, _learn(on_step))
    # If several occupations have one SOC code, the first is the SOC's own.
    titles = {code[:SOC_LENGTH]: each for code, each in reversed(release.scheme.titles.items())}
    head = OnetIndexHead(titles, _short(lexicon), EDITION, release.scheme.version, index.digest)
    return {**index.rows(), **index.array_rows(), HEAD: encode(head)}


def _learn(on_step: OnStep | None) -> Learn | None:
    """Return what makes a model, or None without *on_step* or numpy."""
    if on_step is None or not has_numpy():
        return None
    from levelctl.titles.occupation_index import training

    return lambda lessons: training.values(lessons, on_step)


def has_numpy() -> bool:
    """Return whether numpy is installed."""
    return find_spec("numpy") is not None
