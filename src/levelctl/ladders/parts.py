"""YAML of a source as parts that know their place, and say what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from levelctl.canon import source as yaml
from levelctl.canon.nodes import Node
from levelctl.diagnostics import Route, route_text
from levelctl.errors import LevelctlError
from levelctl.ladders.mending import mend, quote
from levelctl.ladders.records import Origin, Quote
from levelctl.ladders.sources import BrokenSourceError, LadderSource
from levelctl.record import Record
from levelctl.text.safe import shown_on_a_line, visible

BROKEN = (
    "the line or the one above it is no YAML; often a text with a colon needs quotes; correct the "
    "source, and import again"
)

SHOWN = 40
"""The most characters of a value that a message quotes."""

# What the YAML of a canon refuses, apart from what a text may not have at all.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


_TAB = re.compile(r"^( *-)\t", re.MULTILINE)
"""A tab behind a dash: YAML 1.2 and other parsers allow it."""

_TOP_KEY = re.compile(r"""^["']?(\w[\w-]*)["']?\s*:(?=\s|$)""", re.MULTILINE)


class Part(Record):
    """A value in a YAML file of a source."""

    file: str
    """The path of the file in the source."""
    node: Node
    route: Route
    lines: tuple[str, ...]
    """The lines of the file."""

    @property
    def place(self) -> str:
        return f"{self.file}:{self.node.span.line}:{self.node.span.column}"

    @property
    def label(self) -> str:
        return route_text(self.route)

    @property
    def text(self) -> str:
        """The value as text; a number as it is written."""
        value = self.node.value
        if isinstance(value, str):
            return value
        start, end = self.node.span, self.node.end
        return self.lines[start.line - 1][start.column - 1 : end.column - 1]

    @property
    def origin(self) -> Origin:
        return Origin(self.place, self.text, self.label)

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing: null, or a text of nothing that can be seen."""
        value = self.node.value
        return value is None or (isinstance(value, str) and not mend(value)[0])

    def get(self, key: str) -> Part | None:
        """Return the value of *key* of a mapping; None if it is absent or empty."""
        node = self._mapping().parts.get(key)
        if node is None:
            return None
        part = self._part(key, node)
        return None if part.is_empty else part

    def pairs(self) -> Iterator[tuple[str, Part]]:
        """Yield the keys and values of a mapping."""
        for key, node in self._mapping().parts.items():
            yield str(key), self._part(key, node)

    def parts(self, key: str) -> tuple[Part, ...]:
        """Return the items of the list at *key* that say something; none if it is absent."""
        part = self.get(key)
        return tuple(each for each in part.list() if not each.is_empty) if part else ()

    def list(self) -> tuple[Part, ...]:
        if not isinstance(self.node.value, list):
            raise self.error(f"is {self.shown()}; expected a list")
        return tuple(self._part(index, node) for index, node in self.node.parts.items())

    def word(self, key: str) -> str:
        """Return the text of *key*, a name or identifier. Raises LevelctlError if there is none."""
        return " ".join(self.need(key).scalar().split())

    def need(self, key: str) -> Part:
        part = self.get(key)
        if part is None:
            raise self.error(f"has no {key}", hint=f"add {key} in the source, and import again")
        return part

    def scalar(self) -> str:
        """Return the text of a scalar. Raises LevelctlError if it is a list or a mapping."""
        if isinstance(self.node.value, list | dict):
            raise self.error(f"is {self.shown()}; expected a text")
        return self.text

    def quote(self, key: str) -> Quote | None:
        """Return the text of *key* for the canon; None if it is absent or empty."""
        part = self.get(key)
        return part.quoted() if part else None

    def quoted(self) -> Quote:
        self.scalar()
        return quote(self.origin)

    def error(self, message: str, *, hint: str = "") -> LevelctlError:
        """Return an error about this part: *message* follows its name."""
        named = self.label or "the file"
        hint = hint or "correct the source, and import again"
        return BrokenSourceError(f"{visible(self.place)}: {visible(named)} {message}", hint=hint)

    def shown(self) -> str:
        """Return the value in a few words, for messages."""
        match self.node.value:
            case list():
                return "a list"
            case dict():
                return "a mapping"
            case None:
                return "empty"
        text = shown_on_a_line(self.text)
        return repr(text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…")

    def scalars(self) -> Iterator[Part]:
        """Yield all scalars in this part that say something, in the order of the file."""
        value = self.node.value
        if not isinstance(value, list | dict):
            # What cannot be seen is an item too, so that the report says that it is left out.
            if value is not None and (not isinstance(value, str) or value.strip()):
                yield self
            return
        for key, node in self.node.parts.items():
            yield from self._part(key, node).scalars()

    def items(self) -> tuple[Origin, ...]:
        return tuple(part.origin for part in self.scalars())

    def _mapping(self) -> Node:
        if not isinstance(self.node.value, dict):
            raise self.error(f"is {self.shown()}; expected a mapping")
        return self.node

    def _part(self, key: str | int, node: Node) -> Part:
        return Part(self.file, node, (*self.route, key), self.lines)


def top_words(text: str) -> set[str]:
    r"""
    Return the keys that seem to stand at the top of the YAML *text*, which can have errors.

    >>> sorted(top_words("name: x\nlevels:\n  - id: a\n'oven': ["))
    ['levels', 'name', 'oven']
    """
    return set(_TOP_KEY.findall(text))


def yaml_part(source: LadderSource, name: str, text: str | None = None) -> Part:
    """
    Return the YAML of the file *name* of *source*, or its part *text*, which has all lines before.

    Raises LevelctlError, with the place, if it is not YAML, or not plain: anchors, aliases, tags,
    repeated keys, and what is too large or nested too deep.
    """
    text = source.text(name) if text is None else text
    text = _TAB.sub(r"\1 ", _REFUSED.sub(" ", text))
    try:
        document = yaml.parse(text)
    except yaml.SourceError as error:
        place = source.place(visible(name), error.span.line, error.span.column)
        raise BrokenSourceError(f"{place}: {error.message}", hint=error.hint or BROKEN) from error
    for repeated in document.repeated:
        place = source.place(visible(name), repeated.again.line, repeated.again.column)
        raise BrokenSourceError(
            f"{place}: the key {visible(repeated.key)!r} is there twice; first at line "
            f"{repeated.first.line}",
            hint="delete one of the two in the source, and import again",
        )
    return Part(name, document.top, (), tuple(yaml.lines_of(text)))
