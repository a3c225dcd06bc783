"""
A store is damaged: rows and files are lost, flipped and swapped.

The cache never changes an answer: it is the same to the byte as without cache. Imported data
cannot be rebuilt, so a command that needs a damaged part of it ends with one clear error.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle, permutations
from pathlib import Path
from typing import NamedTuple

import pytest

from databases import database_in
from levelctl import open_canon
from levelctl.cache import freshness
from levelctl.cache.store import path_of
from levelctl.errors import CanonError
from levelctl.titles.occupation_index.index import MANY
from madewages import made_wages
from program import Answer, run
from small import CANON, WARD, write_canon

QUESTIONS = [
    question.split()
    for question in (
        "show WARDNURS1234.P2",
        "show care",
        "show nobody",
        "list",
        "diff P1 P2 --in WARDNURS1234",
        "rubric WARDNURS1234",
        "near WARDNURS1234.P2 --space content@1",
        "near WARDNURS1234.P2",
        "path WARDNURS1234.P1 WARDNURS1234.P3",
        "pay WARDNURS1234.P2 -f json",
        "crosswalk WARDNURS1234",
        "crosswalk 29-11 --all",
        "match ward nurse -f json",
        "match senior clinical nurze -f json",
        "match zookeeper --explain",
        "match medical doctor --scheme onet -f json",
        "match --from {many} --scheme onet -f csv",
        "match medical doctor --scheme onet --prior visa -f json",
        "match night wizard --prior ours -f json",
        "check -f json",
        "import --list",
    )
]
"""Between them, they read every kind of row of every store."""

READERS = {
    "check": ("check",),
    "coded": ("match medical doctor --scheme onet --prior", "match night", "import"),
    "content": ("near WARDNURS1234.P2 --space",),
    "occupations": ("match zookeeper", "match medical", "match --from", "import"),
    "schemes": ("check", "crosswalk 29-11", "import", "match medical"),
    "titles": ("match",),
    "wages": ("check", "crosswalk", "import", "pay"),
}
"""The beginnings of the questions that read a store; every question reads that of the canon."""


def readers(store: Path) -> list[list[str]]:
    """Return the questions that read *store*."""
    starts = READERS.get(store.stem.partition("-")[0], ("",))
    return [question for question in QUESTIONS if " ".join(question).startswith(starts)]


OCCUPATIONS = """\
O*NET-SOC Code\tTitle\tDescription
29-1141.00\tRegistered Nurses\tAssess patients.
29-1216.00\tGeneral Internal Medicine Physicians\tTreat.
39-2021.00\tAnimal Caretakers\tFeed animals.
"""

CONTENT = """\
  content@1:
    skills: 45
    tools: 15
    duties: 40
    tolerance: 40
    review: 70
    least_skills: 0
    least_duties: 0
"""

ALTERNATES = """\
O*NET-SOC Code\tAlternate Title\tShort Title
29-1141.00\tWard Nurse\tn/a
29-1216.00\tMedical Doctor\tMD
39-2021.00\tZookeeper\tn/a
"""


CODED = {
    "visa.csv": "title,code\nDoctor,29-1216\nMedical Doctor,29-1141\nZoo Doctor,39-2021\n",
    "ours.csv": "title,code\nNight Wizard,NURSIN.WARDNURS1234.P3\n",
}


class World(NamedTuple):
    """A canon with all its stores, and the folders in which they are."""

    canon: Path
    home: Path
    sound: Path
    """A copy of the folders, as they are without damage."""
    expected: dict[str, Answer]
    """The answer to each question without cache."""

    @property
    def env(self) -> dict[str, str]:
        return {
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_DATA_HOME": str(self.home / "data"),
        }

    def ask(self, question: list[str], *options: str) -> Answer:
        words = [word.format(many=self.many) for word in question]
        return run("--canon", str(self.canon), *options, *words, env=self.env)

    @property
    def many(self) -> Path:
        """A file of so many titles that they are looked up at once."""
        return self.canon.parent / "many.txt"

    def stores(self) -> list[Path]:
        return sorted(self.home.rglob("*.sqlite"))

    def restore(self) -> None:
        shutil.rmtree(self.home)
        shutil.copytree(self.sound, self.home)


@pytest.fixture(autouse=True)
def _every_file_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freshness, "MTIME_GRANULARITY", 0)


@pytest.fixture(scope="module")
def _world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("stores")
    canon = write_canon(folder / "canon", {"canon.yaml": CANON + CONTENT})
    world = World(canon, folder / "home", folder / "sound", {})
    world.many.write_text("".join(f"zoo doctor {each}\n" for each in range(MANY)), "utf-8")
    database = folder / "db"
    database.mkdir()
    (database / "Occupation Data.txt").write_text(OCCUPATIONS, "utf-8")
    (database / "Alternate Titles.txt").write_text(ALTERNATES, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(freshness, "MTIME_GRANULARITY", 0)
        assert run("import", "onet", str(database), env=world.env).code == 0
        for name, titles in CODED.items():
            (folder / name).write_text(titles, "utf-8")
            assert run("import", "titles", str(folder / name), env=world.env).code == 0
        patch.setenv("XDG_DATA_HOME", world.env["XDG_DATA_HOME"])
        keep_all_wages()
        for question in QUESTIONS:
            world.ask(question)
            world.expected[" ".join(question)] = world.ask(question, "--no-cache")
    shutil.copytree(world.home, world.sound)
    return world


def keep_all_wages(median: int = 60_000) -> None:
    from levelctl.occupations.wages import WageRelease, save

    release = WageRelease("OEWS", "May 2023", 2, 0, "test")
    save(release, [made_wages("29-1141", median=median), made_wages("29-1210", median=90_000)])


@pytest.fixture
def world(_world: World) -> Iterator[World]:
    yield _world
    _world.restore()


def test_every_kind_of_store_is_there(world: World) -> None:
    assert len(list((world.home / "cache").rglob("*.sqlite"))) == 4
    assert len(list((world.home / "data").rglob("*.sqlite"))) == 4


Harm = Callable[[sqlite3.Connection, str, str], object]
"""Damages one row of a store; the second name is that of another row."""


def lose(database: sqlite3.Connection, name: str, _: str) -> None:
    database.execute("DELETE FROM rows WHERE name = ?", (name,))


def flip(database: sqlite3.Connection, name: str, _: str) -> None:
    """Change a bit in the middle of the row."""
    (body,) = database.execute("SELECT body FROM rows WHERE name = ?", (name,)).fetchone()
    middle = len(body) // 2
    body = body or b"\0"  # an empty row gets one bit
    flipped = body[:middle] + bytes([body[middle] ^ 4]) + body[middle + 1 :]
    database.execute("UPDATE rows SET body = ? WHERE name = ?", (flipped, name))


def flip_name(database: sqlite3.Connection, name: str, _: str) -> None:
    flipped = name[:-1] + chr(ord(name[-1]) ^ 2)
    database.execute("UPDATE OR REPLACE rows SET name = ? WHERE name = ?", (flipped, name))


def swap(database: sqlite3.Connection, name: str, other: str) -> None:
    """Exchange the row with another one, checksum and all."""
    query = "SELECT body, sum FROM rows WHERE name = ?"
    one, two = (database.execute(query, (each,)).fetchone() for each in (name, other))
    for each, row in ((name, two), (other, one)):
        database.execute("UPDATE rows SET body = ?, sum = ? WHERE name = ?", (*row, each))


def empty(database: sqlite3.Connection, name: str, _: str) -> None:
    """Leave of the row what an absent one stands for, with the old checksum."""
    database.execute("UPDATE rows SET body = x'' WHERE name = ?", (name,))


ROW_HARMS = (lose, flip, flip_name, swap, empty)


def rows_of(store: Path) -> list[str]:
    with database_in(store) as database:
        return [name for (name,) in database.execute("SELECT name FROM rows ORDER BY name")]


DAMAGED = "levelctl: the cache is damaged; reading the canon's files instead\n"


def attack(
    world: World,
    store: Path,
    harm: Callable[[], object],
    questions: Iterable[list[str]],
    told: object,
) -> None:
    """Ask *questions* after *harm* to *store*: the answer is as without cache."""
    imported = store.is_relative_to(world.home / "data")
    for question in questions:
        world.restore()
        harm()
        answer = world.ask(question)
        answer = replace(answer, err=answer.err.replace(DAMAGED, ""))
        if answer == world.expected[" ".join(question)]:
            continue
        if imported and not store.exists():
            assert answer == world.ask(question, "--no-cache"), (told, question)
        else:
            assert imported, (told, question)
            _is_clear_error(answer, (told, question))


def _is_clear_error(answer: Answer, told: object) -> None:
    """Check that *answer* says that imported data is damaged, and what to do, and nothing else."""
    assert answer.code == 3, told
    lines = answer.err.splitlines()
    assert len(lines) == 2, told
    assert lines[0].startswith("levelctl: the imported "), told
    assert lines[1].endswith("nothing else: delete it, and import them again"), told


def harmed(store: Path, harm: Harm, name: str, other: str) -> None:
    with database_in(store) as database:
        harm(database, name, other)


@pytest.mark.parametrize("harm", ROW_HARMS)
@pytest.mark.long
def test_a_row_of_each_kind(world: World, harm: Harm) -> None:
    """One question for one row of each kind."""
    for store in world.stores():
        names = rows_of(store)
        kinds = {name.partition(":")[0]: name for name in names}
        questions = cycle(readers(store))
        for name in kinds.values():
            other = names[names.index(name) - 1]
            damage = partial(harmed, store, harm, name, other)
            attack(world, store, damage, [next(questions)], (store.name, harm, name))


def test_the_arrays_are_read_for_many_titles(world: World) -> None:
    """So the walks over all rows reach them."""
    (question,) = (each for each in QUESTIONS if "{many}" in each)
    (store,) = (each for each in world.stores() if each.stem == "occupations")
    assert world.ask(question) == world.expected[" ".join(question)]
    harmed(store, flip, "array:own_at", "")
    _is_clear_error(world.ask(question), question)


@pytest.mark.long
@pytest.mark.parametrize("harm", ROW_HARMS)
def test_every_row(world: World, harm: Harm) -> None:
    for store in world.stores():
        names = rows_of(store)
        for name, other in zip(names, [*names[1:], names[0]], strict=True):
            damage = partial(harmed, store, harm, name, other)
            attack(world, store, damage, readers(store), (store.name, harm, name))


@pytest.mark.long
def test_every_file_lost(world: World) -> None:
    for store in world.stores():
        attack(world, store, store.unlink, readers(store), store.name)


@pytest.mark.long
def test_any_two_files_swapped(world: World) -> None:
    for store, other in permutations(world.stores(), 2):
        damage = partial(shutil.copy, other, store)
        attack(world, store, damage, readers(store)[:2], (store.name, other.name))


def rot(store: Path, seed: int) -> None:
    """Flip some bits of the file, cut it off, or write zeros over a page."""
    drawn = random.Random(seed)  # noqa: S311
    data = bytearray(store.read_bytes())
    kind = drawn.randrange(6)
    if kind == 0:
        del data[drawn.randrange(len(data)) :]
    elif kind == 1:
        page = 4096 * drawn.randrange(len(data) // 4096)
        data[page : page + 4096] = bytes(4096)
    else:
        for _ in range(drawn.choice([1, 3, 200])):
            data[drawn.randrange(len(data))] ^= 1 << drawn.randrange(8)
    store.write_bytes(data)


@pytest.mark.parametrize("stays", [False, True])
@pytest.mark.long
def test_bits_rot(world: World, monkeypatch: pytest.MonkeyPatch, *, stays: bool) -> None:
    """Also where stores are read into memory, as on Windows."""
    monkeypatch.setattr("levelctl.cache.store._OPEN_FILES_STAY", stays)
    for store in world.stores():
        questions = cycle(readers(store))
        for seed in range(4):
            attack(world, store, partial(rot, store, seed), [next(questions)], (store.name, seed))


@pytest.mark.long
def test_many_bits_rot(world: World) -> None:
    for store in world.stores():
        for seed in range(100, 200):
            attack(world, store, partial(rot, store, seed), readers(store), (store.name, seed))


OLDER = WARD.replace("Ward Nurse", "Night Nurse").replace("Plans the shifts", "Draws the shifts")


def rows_by_name(store: Path) -> dict[str, tuple[object, ...]]:
    with database_in(store) as database:
        return {row[0]: row for row in database.execute("SELECT * FROM rows")}


@pytest.fixture(scope="module")
def older_rows(_world: World) -> dict[Path, dict[str, tuple[object, ...]]]:
    """Return the rows of each store as they were before a file and the imports changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(freshness, "MTIME_GRANULARITY", 0)
        patch.setenv("XDG_DATA_HOME", _world.env["XDG_DATA_HOME"])
        path = _world.canon / "functions/nursing/ward-nurse.yaml"
        path.write_text(OLDER, "utf-8")
        keep_all_wages(50_000)
        for question in QUESTIONS:
            _world.ask(question)
        rows = {store: rows_by_name(store) for store in _world.stores()}
        path.write_text(WARD, "utf-8")
        keep_all_wages()
        for question in QUESTIONS:
            _world.ask(question)
            _world.expected[" ".join(question)] = _world.ask(question, "--no-cache")
    shutil.rmtree(_world.sound)
    shutil.copytree(_world.home, _world.sound)
    return rows


@pytest.mark.long
def test_an_older_row_is_put_back(
    world: World, older_rows: dict[Path, dict[str, tuple[object, ...]]]
) -> None:
    """It has a checksum of its own, and was current once."""
    tried = 0
    for store, rows in older_rows.items():
        now = rows_by_name(store)
        questions = cycle(readers(store))
        for name, row in rows.items():
            if now.get(name) != row:
                tried += 1
                damage = partial(put, store, row)
                attack(world, store, damage, [next(questions)], (store.name, name))
    assert tried > 20


def put(store: Path, row: tuple[object, ...]) -> None:
    with database_in(store) as database:
        database.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", row)


def test_a_damaged_store_and_a_deleted_file_at_once(world: World) -> None:
    """Rebuilding the rows cannot bring back what is no longer there, and ends."""
    canon = open_canon(write_canon(world.home / "canon"))
    assert canon.functions
    (canon.root / "functions/nursing/clinic-nurse.yaml").unlink()
    os.truncate(path_of(canon.root), 4096)
    with pytest.raises(CanonError, match=r"^the canon changed while it was read$"):
        canon.foci  # noqa: B018
