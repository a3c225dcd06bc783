"""The catalogue of the commands: what is tried of each, on streams, with errors, as JSON."""

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
    hostile: tuple[str, ...]
    """What is tried with hostile text of the canon, of a file or of an argument."""
    reads: bool = True
    """Whether it needs a canon."""
    records: bool = True
    """Whether it answers with records, which have a view and a JSON Schema."""
    colored: bool = True
    """Whether its answer has colors on a terminal."""
    wrapped: bool = True
    """Whether its answer is wrapped there; a script and paths to copy are not."""
    bytes: int = 2
    """The exit code if its one argument is no UTF-8."""


TRIED = {
    "show": Tried(
        f"show {PROFILE}",
        "show WARDNURS1235.P2",
        ("show WARDNURS1234.P2", "show WARDNURS1234", "show NURSIN", "show care", "show P2"),
    ),
    "diff": Tried(
        "diff P2 P4 --in TECHNICAF44E",
        "diff P1 P9",
        ("diff WARDNURS1234.P2 CLINICNU5678.P2", "diff P2 P1"),
    ),
    "match": Tried(
        "match tech PM",
        "match nurse --in WARDNURS1235",
        (
            "match {typed}",
            "match {typed} --explain",
            "match --from {table}",
            "match {typed} --prior {titles}",
        ),
        bytes=1,
    ),
    "path": Tried(
        f"path {PROFILE} P4",
        "path WARDNURS1234.P2 WARDNURS1235.P2",
        ("path WARDNURS1234.P1 WARDNURS1234.P3",),
    ),
    "near": Tried(f"near {PROFILE}", "near WARDNURS1235.P2", ("near CLINICNU5678.P2 --explain",)),
    "pay": Tried(
        f"pay {PROFILE}",
        "pay WARDNURS1235.P2",
        ("pay WARDNURS1234", "pay WARDNURS1234.P2 --salary 40k"),
    ),
    "crosswalk": Tried(
        "crosswalk TECHNICAF44E",
        "crosswalk WARDNURS1235",
        ("crosswalk WARDNURS1234", "crosswalk 29-11 --all"),
    ),
    "rubric": Tried(
        "rubric TECHNICAF44E", "rubric WARDNURS1235", ("rubric", "rubric WARDNURS1234")
    ),
    "skills": Tried(
        "skills",
        "skills --step WARDNURS1235",
        ("skills", "skills {typed}", "skills --level P2"),
        bytes=1,
    ),
    "list": Tried("list", "list --function WARDNURS1235", ("list",)),
    "check": Tried("check", "check --select pay-odour", ("check", "check --diff"), bytes=3),
    "rule": Tried("rule pay-order", "rule pay-odour", ("rule", "rule {typed}"), reads=False),
    "review": Tried(
        "review status",
        "review status WARDNURS1235",
        ("review", "review status WARDNURS1234", "review sample --focus WARDNURS1234"),
    ),
    "new": Tried(
        "new canon levels",
        "new focus Porter --function WARDNU --levels P1",
        ("new function {typed} --family care", "new canon {folder}"),
        colored=False,
        wrapped=False,
    ),
    "rebase": Tried("rebase", "rebase --format jsn", ("rebase",)),
    "import": Tried(
        "import onet db",
        "import --remove isco",
        ("import onet {onet}", "import oews {oews}", "import titles {titles}", "import --list"),
        reads=False,
    ),
    "completion": Tried(
        "completion bash",
        "completion tcsh",
        ("completion bash", "completion zsh -- levelctl --canon {canon} show S"),
        reads=False,
        records=False,
        colored=False,
        wrapped=False,
    ),
    "help": Tried(
        "help formats", "help format", ("help {typed}", "help"), reads=False, records=False
    ),
    "cache": Tried("cache", "cache wipe", ("cache",)),
}
"""By the command's name; a test fails if one is not here."""

_NAMES = [entry.name for entry in COMMANDS]
assert [*TRIED] == _NAMES, f"TRIED has {[*TRIED]}; COMMANDS, in this order: {_NAMES}"

ARGUMENTS = {
    "diff": ("diff", "P2"),
    "path": ("path", "P2"),
    "review": ("review", "status"),
    "new": ("new", "canon"),
    "import": ("import", "--remove"),
}
"""The words before an argument, if that is more than the command's name."""

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


SCHEMAS = (
    *(f"levelctl.{name}/1" for name, tried in TRIED.items() if tried.records),
    "levelctl.pay-comparison/1",  # a further answer of pay
)
"""The names of the JSON Schemas of the answers."""
