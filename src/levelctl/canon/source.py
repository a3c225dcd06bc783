"""
YAML text as nodes that know their place. Only this module knows ruamel.yaml.

A canon is untrusted, so it may use only a small part of YAML: one document of mappings with
text keys, sequences and scalars. Anchors, aliases and tags are rejected, and size and depth are
limited. A scalar is a number only if it is written in plain decimal digits: ``12E4``, ``007``,
``1_000``, ``NO`` and ``2024-05-01`` remain text.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError

from levelctl.canon.files import MAX_BYTES, FileStats, stats_from
from levelctl.canon.links import NotAFileError, OutsideError, open_inside
from levelctl.canon.nodes import Node
from levelctl.diagnostics import Span
from levelctl.record import Record

MAX_DEPTH = 32
"""The deepest nesting that is read; a focus file needs five."""

OUTSIDE_HINT = "put the file itself there, or a link to a file in the canon"

START = Span()
"""The start of a file, where findings about the whole file are shown."""

MAX_NODES = 50_000
"""The most values in a file; the largest of the reference canon has two hundred."""

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_QUOTED = re.compile(r"""(['"])((?:\\.|(?!\1).)*)\1""")
_LINE_END = re.compile(r"\r\n|\r|\n")
# What YAML does not allow, and the line ends that YAML and editors count differently.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


class SourceError(Exception):
    """A file cannot be read as YAML; holds the reason and the place."""

    def __init__(self, message: str, span: Span, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.span = span
        self.hint = hint


class RepeatedKey(Record):
    """A key that appears twice in one mapping; the first value counts."""

    key: str
    first: Span
    again: Span


class YamlDocument(Record):
    top: Node
    repeated: tuple[RepeatedKey, ...]


def parse(text: str) -> YamlDocument:
    """
    Return the one document in *text*.

    >>> parse("levels: {P2: {version: 1}}").top.value
    {'levels': {'P2': {'version': 1}}}

    Raises SourceError at the first place that is not YAML, or not allowed in a canon.
    """
    refused = _REFUSED.search(text)
    if refused:
        raise SourceError(
            f"the character U+{ord(refused[0]):04X} is not allowed in a canon",
            _span_of(text, refused.start()),
            hint="delete it, or write it as an escape in double-quoted text",
        )
    builder = _Builder(_events(text))
    try:
        return YamlDocument(builder.document(), tuple(builder.repeated))
    except SourceError as error:
        error.span = _within(text, error.span)
        raise


def top_keys(text: str) -> Iterator[str]:
    r"""
    Yield the keys of the mapping that *text* is; it can have errors, and ends at the first.

    >>> [*top_keys("code: [a]\nname: {b: c}\nlevels: }")], [*top_keys("- a: 1")]
    (['code', 'name', 'levels'], [])
    """
    depth = parts = 0
    with contextlib.suppress(SourceError):
        for event in _events(_REFUSED.sub(" ", text)):
            if depth == 0 and isinstance(event, events.SequenceStartEvent | events.ScalarEvent):
                return
            if depth == 1 and isinstance(event, events.NodeEvent):
                if parts % 2 == 0 and isinstance(event, events.ScalarEvent):
                    yield event.value
                parts += 1
            if isinstance(event, events.CollectionStartEvent):
                depth += 1
            elif isinstance(event, events.CollectionEndEvent):
                depth -= 1
                if not depth:
                    return


class Loaded(NamedTuple):
    """The content of a file, and the stats of the file that was opened."""

    content: bytes
    stats: FileStats


def load(root: Path, path: str) -> bytes:
    """
    Return the content of the file of the canon *root* whose path has the text *path*.

    Raises SourceError if it cannot be read, or if it is a link out of the canon.
    """
    return load_with_stats(root, path).content


def load_with_stats(root: Path, path: str) -> Loaded:
    """Return what `load` does, with the stats. Raises SourceError as `load` does."""
    try:
        with open(open_inside(root, path), "rb") as file:  # noqa: PTH123 - a descriptor
            status = os.fstat(file.fileno())
            data = file.read(MAX_BYTES + 1)
    except OutsideError as error:
        raise SourceError(str(error), START, hint=OUTSIDE_HINT) from error
    except NotAFileError as error:
        raise SourceError(str(error), START) from error
    except OSError as error:
        raise SourceError(f"the file cannot be read: {error.strerror}", START) from error
    return Loaded(bounded(data), stats_from(path, status, data))


def bounded(data: bytes) -> bytes:
    """Return *data*, the content of a file. Raises SourceError if it is too large."""
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"the file is larger than {MAX_BYTES:,} bytes",
            START,
            hint="split the file; each focus has its own",
        )
    return data


def decode(data: bytes) -> str:
    """Return *data* decoded as UTF-8. Raises SourceError at the first invalid byte."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(errors="replace")
        raise SourceError(
            f"the byte 0x{data[error.start]:02X} is not UTF-8",
            _span_of(before, len(before)),
            hint="save the file as UTF-8",
        ) from error


def lines_of(text: str) -> list[str]:
    """Return the lines of *text*, split where both YAML and editors split them."""
    return _LINE_END.split(text)


def line_starts(text: str) -> list[int]:
    """Return the index in *text* at which each line begins."""
    return [0, *(end.end() for end in _LINE_END.finditer(text))]


def _span_of(text: str, index: int) -> Span:
    lines = lines_of(text[:index])
    return Span(len(lines), len(lines[-1]) + 1)


def _within(text: str, span: Span) -> Span:
    """Return *span*, or the end of *text* if *span* is after it; the parser's marks can be."""
    return min(span, _span_of(text, len(text)))


def _events(text: str) -> Iterator[Any]:
    """Yield the parser's events; raise every parser exception as a SourceError."""
    try:
        yield from YAML(typ="safe").parse(text)
    except SourceError:
        raise
    except MarkedYAMLError as error:
        span = _problem_span(error)
        raise SourceError(_problem(error), span, hint=_next_step(error, text, span)) from error
    except (MemoryError, RecursionError):  # the caller's, not the file's: it may not be stored
        raise
    # For bad input, the parser also raises a dozen other kinds of exceptions.
    except Exception as error:
        raise SourceError(_unquoted(f"invalid YAML: {error}".splitlines()[0]), START) from error


def _problem(error: Any) -> str:
    problem = _unquoted((error.problem or "invalid YAML").replace("\n", " "))
    return f"{problem} {_unquoted(error.context)}" if error.context else problem


_NEXT_STEPS = {
    "mapping values are not allowed": "put a text with a colon in quotes; if it is a key, the line "
    "above may lack its colon",
    "could not find expected ':'": "write a colon and a space behind the key in the line above",
    "did not find expected key": "check the quotes, and that the keys begin in one column",
    "unexpected end of stream": "close the quote or the bracket that is opened here",
    "did not find expected ',' or": "close the bracket, or put a comma between its items",
    "cannot start any token": "put a text that begins with a sign in quotes",
    "tab character": "indent with spaces instead of tabs",
}
"""By part of a problem that the parser reports, what to do about it."""


def _next_step(error: Any, text: str, span: Span) -> str:
    """Return what to do about the *error* that the parser found at *span* of *text*, or ""."""
    lines = lines_of(text)
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    if line[span.column - 1 : span.column] == "\t":
        return _NEXT_STEPS["tab character"]
    problem = error.problem or ""
    return next((step for part, step in _NEXT_STEPS.items() if part in problem), "")


def _unquoted(message: str) -> str:
    """
    Return *message* without the words of the file that it quotes: it may not be one of a canon.

    >>> _unquoted("found undefined tag handle '!secret!'"), _unquoted("found character '@'")
    ("found undefined tag handle '…'", "found character '@'")
    """
    return _QUOTED.sub(lambda quote: quote[0] if len(quote[2]) <= 1 else "'…'", message)


def _problem_span(error: Any) -> Span:
    # For an unclosed quote, the context is where it opened: the place to fix.
    unclosed = "unexpected end of stream" in (error.problem or "")
    mark = error.context_mark if unclosed else error.problem_mark
    mark = mark or error.context_mark or error.problem_mark
    return _span(mark) if mark else START


def _span(mark: Any) -> Span:
    return Span(mark.line + 1, mark.column + 1)


class _Builder:
    """Makes nodes from events. The parser's own composer recurses without a limit, in C."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.repeated: list[RepeatedKey] = []
        self.nodes = 0

    def document(self) -> Node:
        next(self.events)
        start = next(self.events)
        if isinstance(start, events.StreamEndEvent):
            raise SourceError("the file is empty", START)
        top = self.node(next(self.events), depth=1)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, events.StreamEndEvent):
            raise SourceError("a second document begins here", _span(after.start_mark))
        return top

    def node(self, event: Any, depth: int) -> Node:
        span = _span(event.start_mark)
        self.refuse(event, span, depth)
        if isinstance(event, events.ScalarEvent):
            block = event.style in (">", "|")
            return Node(_value(event), span, _span(event.end_mark), {}, {}, block)
        if isinstance(event, events.SequenceStartEvent):
            return self.sequence(span, depth, flow=bool(event.flow_style))
        return self.mapping(span, depth, flow=bool(event.flow_style))

    def refuse(self, event: Any, span: Span, depth: int) -> None:
        if isinstance(event, events.AliasEvent) or event.anchor is not None:
            raise SourceError(
                "anchors and aliases are not allowed",
                span,
                hint="write the value itself in each place",
            )
        if event.tag is not None:
            raise SourceError("tags are not allowed", span, hint="delete the tag")
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise SourceError(f"the file has more than {MAX_NODES:,} values", span)
        if depth > MAX_DEPTH:
            raise SourceError(f"the file is nested deeper than {MAX_DEPTH} levels", span)

    def sequence(self, span: Span, depth: int, *, flow: bool) -> Node:
        parts: list[Node] = []
        while not isinstance(event := next(self.events), events.SequenceEndEvent):
            parts.append(self.node(event, depth + 1))
        # Without brackets, the parser's end is where the next value begins.
        end = _span(event.end_mark) if flow or not parts else parts[-1].end
        return Node([part.value for part in parts], span, end, dict(enumerate(parts)), {})

    def mapping(self, span: Span, depth: int, *, flow: bool) -> Node:
        parts: dict[str | int, Node] = {}
        keys: dict[str, Span] = {}
        end = span
        while not isinstance(event := next(self.events), events.MappingEndEvent):
            key, place = self.key(event, depth)
            part = self.node(next(self.events), depth + 1)
            end = part.end
            if key in keys:
                self.repeated.append(RepeatedKey(key, keys[key], place))
                continue
            keys[key], parts[key] = place, part
        value = {key: part.value for key, part in parts.items()}
        return Node(value, span, _span(event.end_mark) if flow else end, parts, keys)

    def key(self, event: Any, depth: int) -> tuple[str, Span]:
        span = _span(event.start_mark)
        self.refuse(event, span, depth)
        if not isinstance(event, events.ScalarEvent):
            raise SourceError("a key must be text, not a list or a mapping", span)
        return str(event.value), span


def _value(event: Any) -> str | float | bool | None:
    text: str = event.value
    plain, _ = event.implicit
    if not plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
