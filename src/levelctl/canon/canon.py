"""
Reads a canon from its compiled rows, one piece at a time.

A row is a piece of JSON under a key. `levelctl.canon.linking` creates the rows and
`levelctl.cache.store` stores them. Only the rows that are needed are read: a page of one
profile takes a handful of them, however large the canon is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol, Self, TypeVar

from levelctl.canon import decoding
from levelctl.canon.files import PLACES, THEMES
from levelctl.canon.model import (
    NO_VOCABULARY,
    CanonSettings,
    Classification,
    Dimensions,
    Family,
    Focus,
    FocusSummary,
    Function,
    Ladder,
    Pay,
    SkillVocabulary,
)
from levelctl.diagnostics import Diagnostic
from levelctl.errors import LevelctlError
from levelctl.record import Record, cached_property, decode
from levelctl.text.paths import path_of_text

TYPE_CHECKING = False
if TYPE_CHECKING:  # it is imported where it is needed
    from levelctl.canon.merging import Override
    from levelctl.canon.places import PayPlace
    from levelctl.canon.reviews import ReviewFile

T = TypeVar("T")

RECENT = 8
"""How many foci, and functions, stay in memory; a comparison needs at most half as many."""


class StoredRows(Protocol):
    """Rows by key: a store, or a mapping in memory."""

    def get(self, key: str, /) -> bytes | None:
        """Return the row at *key*, or None if there is none."""


class CanonRows(StoredRows, Protocol):
    """The rows of a compiled canon, wherever they are stored."""

    def require(self, key: str) -> bytes:
        """Return the row at *key*, which must exist because another row refers to it."""


class Reference(Record):
    """What a code, name or alias refers to."""

    kind: Literal["family", "function", "focus"]
    code: str
    """The slug of a family, the code of a function, or FUNCTION.FOCUS."""
    level: str | None = None
    """The level of the focus, if the reference is an alias for one level only."""
    by_code: bool = False
    """Whether the reference is by code, not by name or alias."""


class ProfilePay(Record):
    """The pay of a profile, as an index row has it."""

    code: str
    """FUNCTION.FOCUS.LEVEL."""
    title: str
    pay: Pay


class FocusCode(Record):
    """The place of a focus in a scheme, as an index row has it."""

    code: str
    """FUNCTION.FOCUS."""
    title: str
    place: Classification


def key(kind: str, name: str = "") -> str:
    """
    Return the key of a row.

    >>> key("focus", "TECHNI2.TECHNICAF44E"), key("outline")
    ('focus:TECHNI2.TECHNICAF44E', 'outline:')
    """
    return f"{kind}:{name}"


class Canon:
    """
    A canon without the parts that have errors; `diagnostics` says what was left out.

    It never changes, and threads can share it. A pickle holds only the folder and how it was
    opened: another process opens it again, and finds what its files say then.
    """

    def __init__(self, root: Path, rows: CanonRows, reopen: Callable[[Path], Canon]) -> None:
        self.root = root
        self._rows = rows
        self._reopen = reopen
        # One answer reads the same few again and again; a walk over all of them keeps no more.
        self._function = lru_cache(maxsize=RECENT)(self._read_function)
        self._focus = lru_cache(maxsize=RECENT)(self._read_focus)

    def __reduce__(self) -> tuple[object, ...]:
        return self._reopen, (self.root.absolute(),)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        return self

    @cached_property
    def settings(self) -> CanonSettings:
        return decoding.settings(self._value("canon.yaml"))

    @cached_property
    def dimensions(self) -> Dimensions:
        """The attributes of levels, the columns of guidelines and the scores of reviews."""
        return self._require(key("dimensions"), Dimensions)

    @cached_property
    def ladder(self) -> Ladder:
        return decoding.ladder(self._value("ladder.yaml"), self.dimensions)

    @cached_property
    def families(self) -> tuple[Family, ...]:
        return decoding.families(self._value("families.yaml"))

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every error found while reading, in the order of the files."""
        diagnostics = self._require(key("diagnostics"), tuple[Diagnostic, ...])
        return tuple(diagnostic.under(self.root) for diagnostic in diagnostics)

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        return self._require(key("outline"), tuple[Function, ...])

    @property
    def foci(self) -> tuple[Focus, ...]:
        """Every focus. This reads all of them; `functions` has their summaries."""
        return tuple(
            self.focus(summary.function, summary.code)
            for function in self.functions
            for summary in function.foci
        )

    def family(self, slug: str) -> Family:
        """Return the family with *slug*. Raises LevelctlError if there is none."""
        slug = _text("slug", slug)
        for family in self.families:
            if family.slug == slug:
                return family
        raise LevelctlError(f"{slug!r} is not the slug of a family")

    def function(self, code: str) -> Function:
        """Return the function with *code*. Raises LevelctlError if there is none."""
        return self._function(_text("code", code))

    def focus_summaries(self, family: str) -> tuple[FocusSummary, ...]:
        """
        Return the foci of the family with the slug *family*, in the order of `functions`.

        Raises LevelctlError if there is no such family.
        """
        family = _text("family", family)
        return self._require(
            key("family", family), tuple[FocusSummary, ...], lambda: self.family(family)
        )

    def focus(self, function: str, code: str) -> Focus:
        """Return the focus *code* of *function*. Raises LevelctlError if there is none."""
        return self._focus(_text("function", function), _text("code", code))

    def _read_function(self, code: str) -> Function:
        def known() -> None:
            if all(code != each.code for each in self.functions):
                raise LevelctlError(f"{code!r} is not the code of a function")

        return self._require(key("function", code), Function, known)

    def _read_focus(self, function: str, code: str) -> Focus:
        def known() -> None:
            if all(code != each.code for each in self.function(function).foci):
                raise LevelctlError(f"{code!r} is not the code of a focus of {function}")

        value = self._value(self._require(key("focus", f"{function}.{code}"), str, known))
        # Most foci have no themes, and then the canon's are not read.
        themes = self._themes if decoding.has_themes(value) else {}
        # Likewise, most answers about a focus without shared skills need no vocabulary.
        words = self.vocabulary if decoding.refers_to_skills(value) else NO_VOCABULARY
        return decoding.focus(value, function, self.ladder.levels, themes, self.dimensions, words)

    @cached_property
    def _themes(self) -> dict[str, Any]:
        """The values of the canon's themes, by slug; empty if they have an error."""
        value: dict[str, Any] = (self.value_of(THEMES) or {"themes": {}})["themes"]
        return value

    @cached_property
    def vocabulary(self) -> SkillVocabulary:
        """The skills, tools and licenses that foci share; empty if there are none, or an error."""
        row = self._rows.get(key("vocabulary"))
        return NO_VOCABULARY if row is None else decode(row, SkillVocabulary)

    @cached_property
    def places(self) -> dict[str, PayPlace]:
        """The places of pay, by code; none if their file has an error."""
        from levelctl.canon.places import places_of  # few answers need them

        return places_of(self.value_of(PLACES) or {})

    @cached_property
    def profile_pays(self) -> tuple[ProfilePay, ...]:
        """The pay of every profile that has it, in the order of `functions` and the ladder."""
        return self._require(key("profile pays"), tuple[ProfilePay, ...])

    @cached_property
    def focus_codes(self) -> tuple[FocusCode, ...]:
        """Every place of a focus in a scheme, in the order of `functions`."""
        return self._require(key("focus codes"), tuple[FocusCode, ...])

    def path_of(self, function: str, focus: str) -> str:
        """Return the path of the file of *focus* of *function*, both codes."""
        return self._require(key("focus", f"{function}.{focus}"), str)

    def reviews(self, function: str, focus: str) -> tuple[ReviewFile, ...]:
        """Return what readers said about *focus* of *function*, both codes, by path of file."""
        row = self._rows.get(key("reviews", f"{function}.{focus}"))
        if row is None:
            return ()
        from levelctl.canon.reviews import review_file  # most foci have none

        return tuple(review_file(path, self._value(path)) for path in decode(row, list[str]))

    @property
    def below(self) -> tuple[Path, ...]:
        """The folders of the canons that it extends, from the nearest one down."""
        row = self._rows.get(key("layers"))
        texts = decode(row, tuple[str, ...]) if row is not None else ()
        return tuple(Path(path_of_text(text)) for text in texts)

    @property
    def overrides(self) -> tuple[tuple[str, Override], ...]:
        """What it does to the canon that it extends, each with the path of its file."""
        from levelctl.canon.merging import Override  # few answers need it

        row = self._rows.get(key("overrides"))
        return decode(row, tuple[tuple[str, Override], ...]) if row is not None else ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every code, name and alias, as spelled in the files; those of levels are not included."""
        return self._require(key("names"), tuple[str, ...])

    def references(self, text: str) -> tuple[Reference, ...]:
        """Return everything with the code, name or alias *text*, ignoring case."""
        row = self._rows.get(key("name", _text("text", text).casefold()))
        return decode(row, tuple[Reference, ...]) if row is not None else ()

    def row(self, name: str) -> bytes | None:
        """Return the row *name* as it is stored, or None if there is none."""
        return self._rows.get(_text("name", name))

    def value_of(self, path: str) -> dict[str, Any] | None:
        """Return the value of the file *path*, or None if it does not exist or has an error."""
        row = self._rows.get(key("value", _text("path", path)))
        return decode(row, dict[str, Any]) if row is not None else None

    def _value(self, path: str) -> dict[str, Any]:
        return self._require(key("value", path), dict[str, Any])

    def _require(self, name: str, kind: type[T], known: Callable[[], object] = object) -> T:
        """
        Return the row *name*, which must exist.

        If it does not, *known* is called first: it raises an error if the row need not exist,
        because the caller asked for something that is not in the canon.
        """
        row = self._rows.get(name)
        if row is None:
            known()
            row = self._rows.require(name)
        return decode(row, kind)


def _text(name: str, value: str) -> str:
    """Return the argument *value*. Raises TypeError if it is no text."""
    if type(value) is str:
        return value
    from levelctl.canon import arguments  # hardly ever

    return arguments.text(name, value)
