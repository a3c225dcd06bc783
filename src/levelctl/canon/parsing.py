"""One file of a canon → what it says and what is wrong with it, apart from all other files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from levelctl.canon import decoding, schema, source
from levelctl.canon.comments import comments_in
from levelctl.canon.files import FileKind, kind_of
from levelctl.canon.nodes import Node
from levelctl.canon.parsed_file import ParsedFile, ParseResult
from levelctl.diagnostics import Diagnostic, LocatedText, Related, Route, Severity
from levelctl.record import replace


def digest(data: bytes) -> str:
    """Return what tells a file's content from any other."""
    import hashlib  # OpenSSL takes long to load, and whoever reads a store needs none

    return hashlib.blake2b(data, digest_size=16).hexdigest()


def read(root: Path, path: str) -> ParseResult:
    """Return what is in the file *path* of the canon *root*. Never raises for what it holds."""
    kind = kind_of(path)
    if kind == "folder":
        return _unparsed(path, _unreadable_folder(path))
    if kind == "ignored":
        return _unparsed(path, _ignored(path))
    try:
        content = source.load(root / path)
    except source.SourceError as error:
        return _unparsed(path, _unreadable(path, error))
    return parse(path, content)


def _unparsed(path: str, fault: Diagnostic) -> ParseResult:
    return ParseResult(ParsedFile(path, kind_of(path), (fault,)), None, "")


def parse(path: str, content: bytes) -> ParseResult:
    """Return what the file *path* with *content* says, held against its schema."""
    kind = kind_of(path)
    if kind == "ignored":
        return _unparsed(path, _ignored(path))
    try:
        text = source.decode(source.bounded(content))
        document = source.parse(text)
    except source.SourceError as error:
        return ParseResult(
            ParsedFile(path, kind, (_unreadable(path, error),)), None, digest(content)
        )
    top = document.top
    parsed = replace(_validated(path, kind, document), comments=comments_in(text, top))
    return ParseResult(parsed, None if parsed.diagnostics else top, digest(content))


def _validated(path: str, kind: FileKind, document: source.YamlDocument) -> ParsedFile:
    """Return the *document* in the file *path* held against the schema of its *kind*."""
    top = document.top
    faults = [_duplicate_key(path, key) for key in document.repeated]
    faults += [_schema_diagnostic(path, fault) for fault in schema.check(top, kind)]
    if faults:
        return ParsedFile(path, kind, tuple(faults))
    inner = tuple(
        Diagnostic(path, top.at(route), message, "reference")
        for route, message in (_CROSS_CHECKS[kind](top.value) if kind in _CROSS_CHECKS else ())
    )
    return _parsed_file(path, kind, inner, top)


def _parsed_file(
    path: str, kind: FileKind, faults: tuple[Diagnostic, ...], top: Node
) -> ParsedFile:
    value = top.value
    if kind == "families":
        return ParsedFile(path, kind, faults, levels=tuple(_title_levels(top)))
    if kind not in ("function", "focus"):
        return ParsedFile(path, kind, faults)
    code = LocatedText(value["code"], *top.extent(("code",)))
    if kind == "function":
        family = LocatedText(value["family"], *top.extent(("family",)))
        return ParsedFile(
            path,
            kind,
            faults,
            code=code,
            name=value["name"],
            summary=value["summary"],
            family=family,
        )
    return ParsedFile(
        path,
        kind,
        faults,
        code=code,
        name=value["name"],
        levels=tuple(
            LocatedText(level, *top.extent(("levels", level), key=True))
            for level in value["levels"]
        ),
        statuses=tuple(profile["status"] for profile in value["levels"].values()),
        aliases=tuple(
            (alias["title"], alias["level"]) if isinstance(alias, dict) else (alias, None)
            for alias in value.get("aliases", ())
        ),
        pays=tuple(decoding.pay(profile) for profile in value["levels"].values()),
        classification=decoding.classification(value),
    )


def _title_levels(top: Node) -> Iterator[LocatedText]:
    """Yield every level that a family says a word of titles means."""
    for number, family in enumerate(top.value["families"]):
        for place, word in enumerate(family.get("titles", ())):
            for route, code in _levels_of(("families", number, "titles", place), word):
                yield LocatedText(code, *top.extent(route))


def _unreadable(path: str, error: source.SourceError) -> Diagnostic:
    return Diagnostic(path, error.span, error.message, "syntax", hint=error.hint)


def _schema_diagnostic(path: str, fault: schema.Fault) -> Diagnostic:
    return Diagnostic(path, fault.span, fault.message, fault.rule, hint=fault.hint, fix=fault.fix)


def _duplicate_key(path: str, twice: source.RepeatedKey) -> Diagnostic:
    message = f"the key {twice.key!r} stands twice in one mapping"
    first = Related(path, twice.first, "it stands first here")
    return Diagnostic(
        path, twice.again, message, "repeated-key", related=(first,), hint="delete one"
    )


def _ignored(path: str) -> Diagnostic:
    message = "the file is not read: its name ends in .yml"
    return Diagnostic(
        path, source.START, message, "file-name", Severity.WARNING, hint="end it in .yaml"
    )


def _unreadable_folder(path: str) -> Diagnostic:
    message = "the folder cannot be looked into, so what is in it is left out"
    return Diagnostic(path, source.START, message, "syntax")


def _ladder_errors(value: Any) -> Iterator[tuple[Route, str]]:
    for code, level in value["levels"].items():
        if level["track"] not in value["tracks"]:
            yield ("levels", code, "track"), f"{level['track']} is not a track of the ladder"
    for route, code in _levels_of_titles(value["titles"]):
        if code not in value["levels"]:
            yield ("titles", *route), f"{code} is not a level of the ladder"


def _levels_of_titles(titles: dict[str, Any]) -> Iterator[tuple[Route, str]]:
    """Yield every level that the title words name, with its route."""
    yield from _levels_of(("assumed",), titles["assumed"])
    for numeral, code in titles["numerals"]["levels"].items():
        yield ("numerals", "levels", numeral), code
    for number, word in enumerate(titles["words"]):
        yield from _levels_of(("words", number), word)


def _levels_of(route: Route, value: dict[str, Any]) -> Iterator[tuple[Route, str]]:
    if "level" in value:
        yield (*route, "level"), value["level"]
    for index, code in enumerate(value.get("range", ())):
        yield (*route, "range", index), code


def _family_errors(value: Any) -> Iterator[tuple[Route, str]]:
    seen: set[str] = set()
    for number, family in enumerate(value["families"]):
        if family["slug"] in seen:
            yield ("families", number, "slug"), f"the slug {family['slug']!r} is given twice"
        seen.add(family["slug"])


def _focus_errors(value: Any) -> Iterator[tuple[Route, str]]:
    for number, alias in enumerate(value.get("aliases", ())):
        if isinstance(alias, dict) and alias["level"] not in value["levels"]:
            yield ("aliases", number, "level"), f"the focus has no level {alias['level']}"


_CROSS_CHECKS = {"ladder": _ladder_errors, "families": _family_errors, "focus": _focus_errors}
"""What a file's schema cannot say of it."""
