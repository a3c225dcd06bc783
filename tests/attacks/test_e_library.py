"""
The library: what a caller gives it, and what comes out.

Somebody calls the functions with values of other types, bytes, lone surrogates, huge texts, paths
that raise, and where the system fails. levelctl promises that a value of another type is a
TypeError, and that everything else is a LevelctlError: no exception of sqlite3, msgspec or the
system leaves a public function. A canon and a matcher are the same in every thread and process.
"""

from __future__ import annotations

import copy
import inspect
import multiprocessing
import os
import pickle
import resource
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import levelctl
from levelctl.canon.canon import Canon
from levelctl.errors import CanonError, InternalError, LevelctlError, MachineError
from small import write_canon

WARD = "WARDNURS1234.P2"

HUGE = "x" * 100_000


class Raising:
    """A path that raises, as an object of a mock or of a closed archive does."""

    def __fspath__(self) -> str:
        raise RuntimeError("no path today")


class Bytes:
    def __fspath__(self) -> bytes:
        return b"/tmp"


VALUES: list[Any] = [
    None,
    0,
    -1,
    3.5,
    float("nan"),
    10**30,
    True,
    b"abc",
    b"\xff",
    "",
    "nope",
    "\ud800",
    "caf\udce9",
    "a\0b",
    HUGE,
    "a/" * 3000,
    [],
    ["x"],
    [None],
    {},
    {1: 2},
    {"x": "y"},
    {"x": b"y"},
    object(),
    Raising(),
    Bytes(),
    Path("nope"),
    iter(["x"]),
    ("\ud800",),
    "P9..P1",
    "1e999",
]


@pytest.fixture
def canon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Canon:
    """Return a canon with a store of its own, in a current folder that has nothing else."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return levelctl.open_canon(write_canon(tmp_path / "canon"))


def arguments(canon: Canon) -> dict[str, dict[str, Any]]:
    """Return an argument for each parameter of each public function, so that all are valid."""
    check: dict[str, Any] = {"canon": canon.root, "select": ["pay-order"], "ignore": []}
    ward = {"canon": canon, "reference": WARD}
    file: dict[str, Any] = {"pay_file": None, "minimum_n": None}
    figure = {"place": "US", "kind": "base", "as_of": "2026", **file}
    return {
        "open_canon": {"path": canon.root, "cache": True},
        "show": {
            **ward,
            "sections": ["pay"],
            "all_levels": True,
            "origin": True,
            **dict.fromkeys(figure),
        },
        "list_profiles": {"canon": canon, "filters": None},
        "rubric": {
            "canon": canon,
            "focus": "WARDNURS1234",
            "table": "guidelines",
            "levels": "P1..P3",
            "transposed": False,
        },
        "diff": {
            "canon": canon,
            "references": ("P1", "P2"),
            "focus": "WARDNURS1234",
            "only": ["pay"],
            "changed": False,
            **figure,
        },
        "near": {
            **ward,
            "space": "structural",
            "top": 3,
            "bands": ["confident"],
            "tracks": ["P"],
            "to": None,
            "cache": True,
            **file,
        },
        "path": {"canon": canon, "start": WARD, "goal": "P3", "most_steps": 3},
        "pay": {
            **ward,
            "salary": "40k",
            "currency": "USD",
            "rate": 0.9,
            **figure,
            "age_to": "2027",
            "aging": 0.03,
            "at_place": None,
        },
        "compare_pay": {"canon": canon, "reference": WARD, "place": "US", "industry": "51"},
        "skills": {
            "canon": canon,
            "query": "triage",
            "groups": ["care"],
            "steps": ["aware"],
            "levels": ["P1"],
            "tracks": ["P"],
        },
        "crosswalk": {"canon": canon, "text": "2221", "scheme": "ISCO", "every": False},
        "check": {"paths": (), **check, "fail_on": "error", "contents": {}, "cache": True},
        "explain": {"rule": "pay-order"},
        "fix": {"paths": (), **check, "contents": {}, "cache": True},
        "review_status": {**ward},
        "review_sample": {"canon": canon, "focus": "WARDNURS1234", "seed": 1, "size": 2},
        "review_export": {
            "canon": canon,
            "path": "new.csv",
            "focus": "WARDNURS1234",
            "reads_as": "trade",
            "seed": 1,
            "size": 2,
        },
        "review_import": {"canon": canon, "path": "nowhere", **READER},
        "review_object": {**ward, "duty": "1", "why": "No.", **READER, "settle": False},
        "new_canon": {"folder": "new", "name": "new", "edition": "1"},
        "new_function": {"canon": canon, "name": "Law", "family": "care"},
        "new_focus": {"canon": canon, "name": "Porter", "function": "NURSIN", "levels": "P1..P2"},
        "import_onet": {"path": "nowhere", "taxonomy": "2019", "model": True},
        "import_oews": {
            "path": "nowhere",
            "release": "May 2024",
            "places": ["US-CA"],
            "industries": ["51"],
        },
        "import_mwe": {"path": "nowhere", "release": "2024", "places": ["US-CA"]},
        "import_titles": {"path": "nowhere", "name": "ours"},
        "matcher": {
            "canon": canon,
            "within": ["NURSIN.WARDNURS1234"],
            "prior": None,
            "confident_at": 0.9,
            "cache": True,
        },
    }


READER = {"initials": "JD", "reads_as": "trade", "trade": "nurse", "years": 3}

FUNCTIONS = [name for name in levelctl.__all__ if name != "__version__"]


def call(name: str, given: dict[str, Any]) -> Any:
    """Return what the public function *name* answers; raise what it may not raise."""
    function = getattr(levelctl, name)
    rest: tuple[Any, ...] = ()
    first = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.VAR_POSITIONAL:
            rest = given[parameter.name]
        elif parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
            first.append(given[parameter.name])
    options = {
        parameter.name: given[parameter.name]
        for parameter in inspect.signature(function).parameters.values()
        if parameter.kind is parameter.KEYWORD_ONLY
    }
    return function(*first, *rest, **options)


def test_every_parameter_is_tried(canon: Canon) -> None:
    tried = arguments(canon)
    assert {*tried} == {*FUNCTIONS}
    for name, given in tried.items():
        assert [*given] == [*inspect.signature(getattr(levelctl, name)).parameters], name


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_the_functions_are_given(canon: Canon, name: str) -> None:
    wrong = []
    given = arguments(canon)[name]
    for parameter in given:
        for value in VALUES:
            several = isinstance(given[parameter], tuple)
            try:
                call(name, {**given, parameter: (value,) if several else value})
            except InternalError as error:
                wrong.append((parameter, repr(value)[:40], repr(error.__cause__)))
            except LevelctlError:
                pass
            except TypeError as error:
                if parameter not in str(error):
                    wrong.append((parameter, repr(value)[:40], repr(error)))
            shutil.rmtree("new", ignore_errors=True)
            Path("new.csv").unlink(missing_ok=True)
    assert not wrong


@pytest.mark.parametrize("name", FUNCTIONS)
def test_too_few_and_unknown_arguments(name: str) -> None:
    with pytest.raises(TypeError, match=r"nonsense|missing a required argument"):
        getattr(levelctl, name)(nonsense=1)


def test_a_wrong_type_is_named() -> None:
    with pytest.raises(TypeError, match=r"^canon must be Canon, not NoneType$"):
        levelctl.show(None, "P2")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^rule must be str, not int$"):
        levelctl.explain(1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^select must be a list of str, not str$"):
        levelctl.check(select="pay-order")
    with pytest.raises(TypeError, match=r"^path must be a path of str, not bytes$"):
        levelctl.open_canon(b"/tmp")  # type: ignore[arg-type]


# Foreign exceptions, whatever raised them.

FOREIGN = [
    sqlite3.OperationalError("disk I/O error"),
    KeyError("x"),
    StopIteration(),
    AssertionError(),
    RecursionError(),
    MemoryError(),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    ValueError("bad"),
    TypeError("bad"),
]

INSIDE = {
    "open_canon": "levelctl.canon.locate.locate",
    "show": "levelctl.canon.resolve.resolve_shown",
    "list_profiles": "levelctl.answers.list.listing",
    "rubric": "levelctl.answers.rubric.rubric",
    "diff": "levelctl.answers.diff.compare",
    "near": "levelctl.answers.near.near",
    "path": "levelctl.answers.path.route",
    "pay": "levelctl.answers.pay.pay_of",
    "compare_pay": "levelctl.answers.pay.compare_pay",
    "skills": "levelctl.answers.skills.skill_list",
    "crosswalk": "levelctl.answers.crosswalk.of_text",
    "check": "levelctl.lint.check.check",
    "explain": "levelctl.answers.rule.rule_page",
    "fix": "levelctl.lint.fix.repair.fix",
    "review_status": "levelctl.answers.review.status.status",
    "review_sample": "levelctl.answers.review.sample.sample",
    "review_export": "levelctl.answers.review.exporting.export",
    "review_import": "levelctl.answers.review.importing.import_answers",
    "review_object": "levelctl.answers.review.objecting.object_to",
    "new_canon": "levelctl.answers.new.writing.write",
    "new_function": "levelctl.answers.new.writing.write",
    "new_focus": "levelctl.answers.new.writing.write",
    "import_onet": "levelctl.answers.imports.from_onet",
    "import_oews": "levelctl.answers.imports.from_oews",
    "import_mwe": "levelctl.answers.imports.from_mwe",
    "import_titles": "levelctl.answers.imports.from_titles",
    "matcher": "levelctl.titles.matching.matcher_of",
}
"""What each function calls."""


def _raise(error: Exception) -> Callable[..., Any]:
    def raising(*_: object, **__: object) -> Any:
        raise error

    return raising


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_foreign_exception_leaves(
    canon: Canon, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    given = arguments(canon)[name]
    for error in FOREIGN:
        monkeypatch.setattr(INSIDE[name], _raise(error))
        with pytest.raises(InternalError) as caught:
            call(name, given)
        assert caught.value.__cause__ is error
        assert caught.value.hint
    monkeypatch.setattr(INSIDE[name], _raise(OSError(28, "No space left on device")))
    with pytest.raises(MachineError, match="No space left on device"):
        call(name, given)


# Where the system fails.


def no_home(_: Canon) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
            patch.delenv(name, raising=False)
        patch.setattr("os.path.expanduser", lambda path: path)
        yield


def cache_is_a_file(_: Canon) -> Iterator[None]:
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        shutil.rmtree(os.environ[name], ignore_errors=True)
        Path(os.environ[name]).write_text("no folder")
    yield


def damaged_stores(canon: Canon) -> Iterator[None]:
    levelctl.check(canon=canon.root)
    levelctl.matcher(canon).match("ward nurse")
    stores = [*Path(os.environ["XDG_CACHE_HOME"]).rglob("*.sqlite")]
    assert stores
    for store in stores:
        data = bytearray(store.read_bytes())
        data[200:] = b"\xff" * len(data[200:])
        store.write_bytes(data)
    folder = Path(os.environ["XDG_DATA_HOME"]) / "levelctl"
    folder.mkdir(parents=True)
    for name in ("occupations", "wages", "schemes"):
        (folder / f"{name}.sqlite").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    yield


def full_disk(_: Canon) -> Iterator[None]:
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)


def no_descriptors(_: Canon) -> Iterator[None]:
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


def deleted_folder(_: Canon) -> Iterator[None]:
    Path.cwd().rmdir()
    yield


def canon_is_gone(canon: Canon) -> Iterator[None]:
    shutil.rmtree(canon.root)
    yield


def canon_is_a_file(canon: Canon) -> Iterator[None]:
    shutil.rmtree(canon.root)
    canon.root.write_text("no folder")
    yield


def files_are_folders(canon: Canon) -> Iterator[None]:
    for path in [*canon.root.rglob("*.yaml")]:
        path.unlink()
        path.mkdir()
    yield


def files_cannot_be_read(canon: Canon) -> Iterator[None]:
    if os.geteuid() == 0:
        pytest.skip("root reads every file")
    for path in canon.root.rglob("*"):
        path.chmod(0)
    yield
    for path in (canon.root, *canon.root.rglob("*")):
        path.chmod(0o700)


PLACES = [
    no_home,
    cache_is_a_file,
    damaged_stores,
    full_disk,
    no_descriptors,
    deleted_folder,
    canon_is_gone,
    canon_is_a_file,
    files_are_folders,
    files_cannot_be_read,
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.long
def test_where_the_system_fails(canon: Canon, place: Callable[[Canon], Iterator[None]]) -> None:
    wrong = []
    given = arguments(canon)
    for name in FUNCTIONS:  # what is needed is loaded before descriptors run out
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(INSIDE[name], _raise(LevelctlError("not now")))
            with pytest.raises(LevelctlError, match="not now"):
                call(name, given[name])
    for name in FUNCTIONS:
        places = place(canon)
        failure: BaseException | None = None
        next(places)
        try:
            call(name, given[name])
        except InternalError as error:
            failure = error.__cause__
        except LevelctlError:
            pass
        next(places, None)
        if failure:
            wrong.append((name, repr(failure)))
        shutil.rmtree(canon.root.parent / "cache", ignore_errors=True)
        shutil.rmtree(canon.root.parent / "data", ignore_errors=True)
        _as_before(canon.root)
    assert not wrong


def _as_before(root: Path) -> None:
    for path in (root, *(root.parent / name for name in ("cache", "data"))):
        shutil.rmtree(path, ignore_errors=True)
        path.unlink(missing_ok=True)
    (root.parent / "here").mkdir(exist_ok=True)
    os.chdir(root.parent / "here")
    write_canon(root)


# Methods of what the functions return.


@pytest.mark.parametrize("cache", [True, False])
def test_what_is_not_in_a_canon(canon: Canon, cache: bool) -> None:
    canon = levelctl.open_canon(canon.root, cache=cache)
    for text in ("nope", "", "\ud800", "a\0b", HUGE, "x.y", ":", "nursing\n"):
        with pytest.raises(LevelctlError, match="is not the slug of a family"):
            canon.family(text)
        with pytest.raises(LevelctlError, match="is not the slug of a family"):
            canon.focus_summaries(text)
        with pytest.raises(LevelctlError, match="is not the code of a function"):
            canon.function(text)
        with pytest.raises(LevelctlError, match="is not the code of a function"):
            canon.focus(text, "WARDNURS1234")
        with pytest.raises(LevelctlError, match="is not the code of a focus of NURSIN"):
            canon.focus("NURSIN", text)
        assert canon.references(text) == ()
    with pytest.raises(TypeError):
        canon.references(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        levelctl.matcher(canon).match(b"nurse")  # type: ignore[arg-type]


def test_a_question_that_has_no_answer_leaves_the_cache_as_it_is(canon: Canon) -> None:
    """A store without the row was rebuilt until the stack was full, and that stored as an error."""
    with pytest.raises(LevelctlError):
        canon.function("nope")
    assert not levelctl.open_canon(canon.root).diagnostics
    assert len(levelctl.open_canon(canon.root).foci) == 3


def _deep(frames: int, ask: Callable[[], Any]) -> Any:
    return ask() if frames <= 0 else _deep(frames - 1, ask)


def test_a_caller_whose_stack_is_full_leaves_the_cache_as_it_is(canon: Canon) -> None:
    """What a file says must not depend on who asked first."""
    expected = levelctl.check(canon=canon.root)
    ended = set()
    for room in range(12, 80, 4):
        shutil.rmtree(os.environ["XDG_CACHE_HOME"])
        frames = sys.getrecursionlimit() - len(inspect.stack(0)) - room
        for ask in (lambda: levelctl.open_canon(canon.root), lambda: levelctl.check(canon.root)):
            try:
                _deep(frames, ask)
            except (InternalError, RecursionError) as error:
                ended.add(type(error.__cause__ or error))
        assert not levelctl.open_canon(canon.root).diagnostics
        assert levelctl.check(canon=canon.root) == expected
    assert ended == {RecursionError}


# The same canon everywhere.


def facts(canon: Canon) -> tuple[Any, ...]:
    titles = [each.best for each in levelctl.matcher(canon).match_many(["ward nurse", "keeper"])]
    return canon.foci, canon.diagnostics, levelctl.list_profiles(canon), titles


METHODS = multiprocessing.get_all_start_methods()


@pytest.mark.parametrize("cache", [True, False])
def test_a_canon_can_be_pickled(canon: Canon, tmp_path: Path, cache: bool) -> None:
    os.chdir(canon.root.parent)
    opened = levelctl.open_canon("canon", cache=cache)
    text = pickle.dumps(opened)
    assert len(text) < 500
    os.chdir(tmp_path / "here")
    again = pickle.loads(text)  # noqa: S301 - ours
    assert (again.root, facts(again)) == (canon.root, facts(canon))


def test_a_pickled_canon_whose_folder_is_gone(canon: Canon) -> None:
    text = pickle.dumps(canon)
    shutil.rmtree(canon.root)
    with pytest.raises(CanonError, match=f"the canon {canon.root} cannot be read") as caught:
        pickle.loads(text)  # noqa: S301 - ours
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - a pool sends errors so
    assert (str(again), again.hint, again.diagnostics) == (
        str(caught.value),
        caught.value.hint,
        caught.value.diagnostics,
    )


def test_a_canon_and_a_matcher_can_be_copied(canon: Canon) -> None:
    """They never change, so a copy is the same one, even if the folder is gone."""
    matcher = levelctl.matcher(canon)
    shutil.rmtree(canon.root)
    for each in (canon, matcher):
        assert copy.copy(each) is each
        assert copy.deepcopy([each]) == [each]


@pytest.mark.parametrize("method", METHODS)
def test_a_canon_in_other_processes(canon: Canon, method: str) -> None:
    expected = facts(canon)
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        assert pool.submit(levelctl.list_profiles, canon).result() == expected[2]
        match = pool.submit(levelctl.matcher(canon).match, "ward nurse").result()
        assert match.best == expected[3][0]
        page = pool.submit(levelctl.show, canon, WARD).result()
        assert page == levelctl.show(canon, WARD)


def test_a_canon_in_eight_threads(canon: Canon) -> None:
    expected = facts(canon)
    with ThreadPoolExecutor(8) as pool:
        assert [*pool.map(facts, [canon] * 16)] == [expected] * 16


def test_a_canon_still_means_the_same_in_another_folder(canon: Canon, tmp_path: Path) -> None:
    os.chdir(canon.root.parent)
    opened = levelctl.open_canon("canon")
    (tmp_path / "elsewhere" / "canon").mkdir(parents=True)
    os.chdir(tmp_path / "elsewhere")
    new = levelctl.new_focus(opened, "Porter", "NURSIN", "P1")
    assert new.canon == str(canon.root)
    assert not [*Path("canon").iterdir()]
