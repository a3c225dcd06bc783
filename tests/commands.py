"""A line of every command, to be tried on every kind of stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from levelctl.cli.app import COMMANDS

PROFILE = "TECHNI2.TECHNICAF44E.P2"

T = TypeVar("T")


class Tried(NamedTuple):
    """What is tried of a command."""

    line: str
    """What the reference canon, or `folder`, answers: with 0."""
    unknown: str
    """What names a thing that is not there, which ends it with 2."""
    reads: bool = True
    """Whether it needs a canon."""
    coloured: bool = True
    """Whether its answer has colours on a terminal."""
    wrapped: bool = True
    """Whether its answer is wrapped there; a script and paths to copy are not."""
    bytes: int = 2
    """The exit code if its one argument is no UTF-8."""


TRIED = {
    "show": Tried(f"show {PROFILE}", "show WARDNURS1235.P2"),
    "diff": Tried("diff P2 P4 --in TECHNICAF44E", "diff P1 P9"),
    "match": Tried("match tech PM", "match nurse --in WARDNURS1235", bytes=1),
    "path": Tried(f"path {PROFILE} P4", "path WARDNURS1234.P2 WARDNURS1235.P2"),
    "near": Tried(f"near {PROFILE}", "near WARDNURS1235.P2"),
    "pay": Tried(f"pay {PROFILE}", "pay WARDNURS1235.P2"),
    "crosswalk": Tried("crosswalk TECHNICAF44E", "crosswalk WARDNURS1235"),
    "rubric": Tried("rubric TECHNICAF44E", "rubric WARDNURS1235"),
    "list": Tried("list", "list --function WARDNURS1235"),
    "check": Tried("check", "check --select pay-odour", bytes=3),
    "rule": Tried("rule pay-order", "rule pay-odour", reads=False),
    "new": Tried(
        "new canon levels",
        "new focus Porter --function WARDNU --levels P1",
        coloured=False,
        wrapped=False,
    ),
    "import": Tried("import onet db", "import --remove isco", reads=False),
    "completion": Tried(
        "completion bash", "completion tcsh", reads=False, coloured=False, wrapped=False
    ),
    "help": Tried("help formats", "help format", reads=False),
    "cache": Tried("cache", "cache wipe"),
}
"""By the command's name; a test fails if one is not here."""

assert [*TRIED] == [entry.name for entry in COMMANDS], "each command has a line here"

ARGUMENTS = {
    "diff": ("diff", "P2"),
    "path": ("path", "P2"),
    "new": ("new", "canon"),
    "import": ("import", "--remove"),
}
"""What stands before an argument where that is more than the command's name."""

OCCUPATIONS = "O*NET-SOC Code\tTitle\tDescription\n11-1011.00\tChief Executives\tLead.\n"


@contextmanager
def folder() -> Iterator[Path]:
    """Yield a new folder, which has files to import."""
    with TemporaryDirectory() as name:
        database = Path(name) / "db"
        database.mkdir()
        (database / "Occupation Data.txt").write_text(OCCUPATIONS, "utf-8")
        yield Path(name)


def own(place: Path, env: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return *env* with a folder in *place* for what is imported."""
    return {"XDG_DATA_HOME": str(place / "data"), **(env or {})}


def each(ask: Callable[[str, Path], T]) -> dict[str, T]:
    """Return what *ask* returns for each command's name, in a folder of its own."""
    return {name: _in_a_folder(ask, name) for name in TRIED}


def each_started(ask: Callable[[str, Path], T]) -> dict[str, T]:
    """Return the same as `each`, two at a time: for an *ask* that waits for a process."""
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda name: _in_a_folder(ask, name), TRIED)
        return dict(zip(TRIED, answers, strict=True))


def _in_a_folder(ask: Callable[[str, Path], T], name: str) -> T:
    with folder() as place:
        return ask(name, place)
