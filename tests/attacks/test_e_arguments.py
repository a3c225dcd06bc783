"""
The library: arguments that only look right.

Somebody gives a member of an enumeration or another kind of str, whose own methods do as they
like, something that is true or raises when asked, a bool as a number, letters as titles, or calls
where not even the guard of a function can be imported. levelctl promises that text is what it
says, that a value of another type is a TypeError with its name, and that only an exception of the
caller's own objects leaves as it is.
"""

from __future__ import annotations

import builtins
import contextlib
import decimal
import enum
import gc
import inspect
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

import levelctl
from levelctl.answers.list import Filters
from levelctl.canon.canon import Canon
from levelctl.errors import InternalError, LevelctlError, MachineError
from levelctl.record import fields
from levelctl.titles.matching import Matcher
from small import write_canon

WARD = "WARDNURS1234.P2"
FUNCTIONS = [getattr(levelctl, name) for name in levelctl.__all__ if name != "__version__"]


@pytest.fixture
def canon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Canon:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)  # whatever a path is taken for
    return levelctl.open_canon(write_canon(tmp_path / "canon"))


# E2. Where the guard cannot be imported.

FIRST_CALL = """
import resource, levelctl
from levelctl.errors import LevelctlError
resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
try:
    levelctl.explain("pay-order")
except LevelctlError as error:
    print(type(error).__name__, error)
"""


def test_a_first_call_without_descriptors() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", FIRST_CALL], capture_output=True, text=True, check=False
    )
    assert answer.stdout.startswith("MachineError system failure: "), answer.stderr


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda each: each.__name__)
@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(24, "Too many"), MachineError),
        (MemoryError(), InternalError),
        (ImportError("no"), InternalError),
    ],
    ids=repr,
)
def test_the_guard_cannot_be_imported(
    monkeypatch: pytest.MonkeyPatch,
    function: Callable[..., Any],
    error: Exception,
    kind: type[LevelctlError],
) -> None:
    def broken(*_: object, **__: object) -> NoReturn:
        raise error

    caught: Exception | None = None
    with monkeypatch.context() as patch:
        patch.setattr(builtins, "__import__", broken)
        try:
            function()
        except Exception as raised:  # noqa: BLE001 - whatever it is
            caught = raised
    assert caught is not None
    assert (type(caught), caught.__cause__) == (kind, error)


def test_too_little_memory_for_the_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> NoReturn:
        raise MemoryError

    levelctl.explain("pay-order")
    monkeypatch.setattr(inspect.Signature, "bind", full)
    with pytest.raises(InternalError):
        levelctl.explain("pay-order")


# E3. Text that is more than text.


class Hostile(str):
    """Text whose own methods raise, or say something else."""

    __slots__ = ()

    def __str__(self) -> str:
        return self

    def casefold(self) -> str:
        raise RuntimeError

    strip = lower = __len__ = __bool__ = __contains__ = __iter__ = __repr__ = casefold  # type: ignore[assignment]
    __eq__ = __format__ = encode = split = startswith = __fspath__ = casefold  # type: ignore[assignment]
    __hash__ = str.__hash__


class Raising(Hostile):
    __slots__ = ()

    def __str__(self) -> str:
        raise RuntimeError


class Silent(str):
    __slots__ = ()

    def __str__(self) -> str:
        return "nothing"


def member(text: str) -> str:
    class R(str, enum.Enum):  # noqa: UP042 - the older kind, whose text is its name
        PM = text

    return R.PM


def strong(text: str) -> str:
    class S(enum.StrEnum):
        PM = text

    return S.PM


KINDS: list[Callable[[str], str]] = [member, strong, Hostile, Raising, Silent]
EACH_KIND = pytest.mark.parametrize("kind", KINDS)


def results(canon: Canon, kind: Callable[[str], str]) -> list[Any]:
    """Return answers to questions whose texts are of *kind*."""
    matcher = levelctl.matcher(canon, [kind("NURSIN.WARDNURS1234")])
    guidelines: Any = kind("guidelines")
    return [
        levelctl.show(canon, kind(WARD), sections=[kind("pay")]),
        levelctl.rubric(canon, kind("WARDNURS1234"), table=guidelines, levels=kind("P1..P3")),
        levelctl.diff(canon, kind("P1"), kind("P2"), focus=kind("WARDNURS1234")),
        levelctl.near(canon, kind(WARD), space=kind("structural"), bands=[kind("confident")]),
        levelctl.path(canon, kind(WARD), kind("P3")),
        levelctl.pay(canon, kind(WARD), salary=kind("40k")),
        levelctl.crosswalk(canon, kind("2221"), scheme=kind("ISCO")),
        levelctl.check(kind(str(canon.root)), select=[kind("pay-order")], cache=False),
        levelctl.explain(kind("pay-order")),
        levelctl.open_canon(kind(str(canon.root))).root,
        matcher.match(kind("ward nurse")),
        [*matcher.match_many([kind("ward nurse")])],
        canon.family(kind("care")),
        canon.function(kind("NURSIN")),
        canon.focus(kind("NURSIN"), kind("WARDNURS1234")),
        canon.focus_summaries(kind("care")),
        canon.references(kind("WARDNURS1234")),
    ]


@EACH_KIND
def test_text_is_what_it_says(canon: Canon, kind: Callable[[str], str]) -> None:
    assert [repr(each) for each in results(canon, kind)] == [
        repr(each) for each in results(canon, str)
    ]


@EACH_KIND
def test_what_is_written_is_what_the_text_says(
    tmp_path: Path, canon: Canon, kind: Callable[[str], str]
) -> None:
    del canon
    levelctl.new_canon(kind(str(tmp_path / "new")), kind("Ours"), kind("1"))
    assert "name: Ours" in (tmp_path / "new" / "canon.yaml").read_text()
    contents = {kind(str(tmp_path / "new" / "canon.yaml")): type("B", (bytes,), {})(b"name: [")}
    report = levelctl.check(canon=tmp_path / "new", contents=contents, cache=False)
    assert report.errors


class Fake:
    """Something that only says that it is a text."""

    __class__ = str  # type: ignore[assignment]


def test_what_only_says_that_it_is_text() -> None:
    with pytest.raises(TypeError, match=r"^rule must be str, not Fake$"):
        levelctl.explain(Fake())  # type: ignore[arg-type]


# E5. Numbers, and what is true.


class Unsure:
    def __bool__(self) -> bool:
        raise RuntimeError("who knows")


def _bools() -> list[tuple[Callable[..., Any], str]]:
    return [
        (function, parameter.name)
        for function in FUNCTIONS
        for parameter in inspect.signature(function).parameters.values()
        if parameter.annotation == "bool"
    ]


GIVEN: dict[str, Any] = {
    "reference": WARD,
    "text": "2221",
    "path": "nowhere",
    "duty": "1",
    "why": "It is wrong.",
    "initials": "JD",
}


@pytest.mark.parametrize(("function", "name"), _bools())
def test_only_a_bool_is_a_bool(canon: Canon, function: Callable[..., Any], name: str) -> None:
    parameters = inspect.signature(function).parameters
    given = {
        each: canon if each == "canon" and parameter.annotation == "Canon" else GIVEN[each]
        for each, parameter in parameters.items()
        if parameter.default is parameter.empty and parameter.kind is not parameter.VAR_POSITIONAL
    }
    values: list[Any] = ["no", "", 0, 1, None, [], Unsure(), 1.0]
    for value in values:
        kind = type(value).__name__
        with pytest.raises(TypeError, match=rf"^{name} must be bool, not {kind}$"):
            function(**given, **{name: value})


def test_a_bool_is_no_number(canon: Canon) -> None:
    with pytest.raises(TypeError, match=r"^top must be int, not bool$"):
        levelctl.near(canon, WARD, top=True)
    with pytest.raises(TypeError, match=r"^most_steps must be int, not bool$"):
        levelctl.path(canon, WARD, "P3", most_steps=True)
    with pytest.raises(TypeError, match=r"^rate must be int or float, not bool$"):
        levelctl.pay(canon, WARD, salary="40k", rate=True)
    with pytest.raises(TypeError, match=r"^salary must be str, int or float, not bool$"):
        levelctl.pay(canon, WARD, salary=False)


@pytest.mark.parametrize("number", [10**400, -(10**400), 10**5000, -(10**5000)], ids=["", "-"] * 2)
def test_numbers_that_no_float_holds(canon: Canon, number: int) -> None:
    for call in (
        lambda: levelctl.pay(canon, WARD, salary=number),
        lambda: levelctl.pay(canon, WARD, salary=1, currency="SEK", rate=number),
        lambda: levelctl.near(canon, WARD, top=number),
        lambda: levelctl.path(canon, WARD, "P3", most_steps=number),
        lambda: levelctl.matcher(canon).match("nurse", top=number),
    ):
        with pytest.raises(LevelctlError, match="is too large") as caught:
            call()
        assert not isinstance(caught.value, InternalError)


class Count(int):
    def __lt__(self, _: int) -> NoReturn:
        raise RuntimeError

    __gt__ = __str__ = __repr__ = __index__ = __lt__  # type: ignore[assignment]


def test_numbers_with_methods_of_their_own(canon: Canon) -> None:
    class N(enum.IntEnum):
        ONE = 1

    for top in (Count(1), N.ONE):
        assert levelctl.near(canon, WARD, top=top) == levelctl.near(canon, WARD, top=1)
        assert not levelctl.matcher(canon).match("nurse", top=top).alternatives
    assert levelctl.pay(canon, WARD, salary=Count(40)) == levelctl.pay(canon, WARD, salary=40)


def test_the_one_filter_that_is_true_or_false(canon: Canon) -> None:
    for value in (1, None, "no", ()):
        with pytest.raises(TypeError, match=r"^filters\.changed must be bool, not "):
            levelctl.list_profiles(canon, Filters(changed=value))  # type: ignore[arg-type]


@pytest.mark.parametrize("field", [each for each in fields(Filters) if each != "changed"])
def test_what_the_filters_hold(canon: Canon, field: str) -> None:
    for value in (1, None, "P2", b"P2", object(), float("nan"), True):
        message = rf"^filters\.{field} must be a list of str, not {type(value).__name__}$"
        with pytest.raises(TypeError, match=message):
            levelctl.list_profiles(canon, Filters(**{field: value}))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=rf"^a part of filters\.{field} must be str, not int$"):
        levelctl.list_profiles(canon, Filters(**{field: (1,)}))  # type: ignore[arg-type]
    plain = levelctl.list_profiles(canon, Filters(levels=("P2",)))
    assert levelctl.list_profiles(canon, Filters(levels=(Hostile("P2"),))) == plain


# The methods of a matcher and a canon.


@pytest.fixture
def matcher(canon: Canon) -> Matcher:
    return levelctl.matcher(canon)


@pytest.mark.parametrize(
    "top", [True, None, "3", 2.0, decimal.Decimal("sNaN"), Unsure(), []], ids=range(7)
)
def test_how_many_candidates(matcher: Matcher, top: Any) -> None:
    for call in (lambda: matcher.match("nurse", top=top), lambda: matcher.match_many([], top=top)):
        with pytest.raises(TypeError, match=rf"^top must be int, not {type(top).__name__}$"):
            call()


@pytest.mark.parametrize("top", [0, -1, -(10**30)])
def test_less_than_one_candidate(matcher: Matcher, top: int) -> None:
    for call in (lambda: matcher.match("nurse", top=top), lambda: matcher.match_many([], top=top)):
        with pytest.raises(LevelctlError, match=f"^top is {top}$") as caught:
            call()
        assert caught.value.hint == "give 1 or more"


@pytest.mark.parametrize("titles", ["abc", b"abc", None, 1, Hostile("abc")], ids=range(5))
def test_titles_that_are_no_list(matcher: Matcher, titles: Any) -> None:
    kind = type(titles).__name__
    with pytest.raises(TypeError, match=rf"^titles must be an iterable of str, not {kind}$"):
        matcher.match_many(titles)


@pytest.mark.parametrize("title", [None, 1, b"nurse", ["nurse"], Fake()], ids=range(5))
def test_a_title_that_is_no_text(matcher: Matcher, title: Any) -> None:
    message = rf"^title must be str, not {type(title).__name__}$"
    with pytest.raises(TypeError, match=message):
        matcher.match(title)
    with pytest.raises(TypeError, match=message):
        [*matcher.match_many(["nurse", title])]


@pytest.mark.parametrize("error", [OSError(5, "I/O"), ValueError("x"), MemoryError(), KeyError(1)])
def test_no_foreign_exception_leaves_a_matcher(
    matcher: Matcher, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(Matcher, "similar_foci", broken)
    kind = MachineError if isinstance(error, OSError) else InternalError
    for call in (lambda: matcher.match("nurse"), lambda: [*matcher.match_many(["nurse"])]):
        with pytest.raises(LevelctlError) as caught:
            call()
        assert (type(caught.value), caught.value.__cause__) == (kind, error)


@pytest.mark.parametrize("error", [OSError(5, "I/O"), ValueError("x")])
def test_no_foreign_exception_leaves_the_writing_of_fixes(
    canon: Canon, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*_: object) -> NoReturn:
        raise error

    result = levelctl.fix(canon=canon.root)
    monkeypatch.setattr("levelctl.lint.fix.repair.scan", broken)
    with pytest.raises(LevelctlError) as caught:
        result.write()
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("value", [None, 1, b"NURSIN", [], Fake()], ids=range(5))
def test_codes_that_are_no_text(canon: Canon, value: Any) -> None:
    for call in (
        canon.family,
        canon.function,
        canon.focus_summaries,
        canon.references,
        canon.row,
        canon.value_of,
        lambda code: canon.focus(code, "WARDNURS1234"),
        lambda code: canon.focus("NURSIN", code),
    ):
        with pytest.raises(TypeError, match=rf"must be str, not {type(value).__name__}$"):
            call(value)


# E6. The caller's own exceptions.


class OwnError(Exception):
    pass


def failing(error: Exception) -> Iterator[str]:
    yield "pay"
    raise error


@pytest.mark.parametrize("error", [OwnError(), OSError(5, "theirs"), ValueError(), ImportError()])
def test_an_exception_of_the_callers_iterable(
    canon: Canon, matcher: Matcher, error: Exception
) -> None:
    calls: list[Callable[[Iterable[str]], Any]] = [
        lambda texts: levelctl.show(canon, WARD, sections=texts),  # type: ignore[arg-type]
        lambda texts: levelctl.check(canon=canon.root, select=texts),  # type: ignore[arg-type]
        lambda texts: [*matcher.match_many(texts)],
    ]
    for call in calls:
        with pytest.raises(type(error)) as caught:
            call(failing(error))
        assert caught.value is error
        assert (error.__cause__, error.__context__) == (None, None)


def test_an_exception_keeps_nothing_alive() -> None:
    """An error in a cycle would keep the frames of its call, and what they hold, in memory."""

    class Held(str):
        __slots__ = ("__weakref__",)

    def fail() -> weakref.ref[Held]:
        held = Held("no-such-rule")
        with contextlib.suppress(LevelctlError):
            levelctl.explain(held)
        with contextlib.suppress(TypeError):
            levelctl.explain(held, sections=[held])  # type: ignore[call-arg]
        return weakref.ref(held)

    gc.disable()
    try:
        assert fail()() is None
    finally:
        gc.enable()
    assert sys.exc_info() == (None, None, None)
