"""Parses and validates one file of a canon, independently of all other files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from levelctl.canon import (
    codes,
    decoding,
    pay_figures,
    places,
    schema,
    source,
    themes,
    vocabulary,
)
from levelctl.canon.comments import Comment, comments_in
from levelctl.canon.files import FileKind, kind_of
from levelctl.canon.links import leads_out
from levelctl.canon.model import OWN, DimensionKind
from levelctl.canon.nodes import Node
from levelctl.canon.parsed_file import DimensionKey, ParsedFile, ParseResult, VocabularyUse
from levelctl.canon.vocabulary import UseKind
from levelctl.diagnostics import Diagnostic, LocatedText, Related, Route, Severity
from levelctl.record import Record, replace
from levelctl.suggest import did_you_mean
from levelctl.text.paths import path_of_text


def digest(data: bytes) -> str:
    """Return a digest of a file's content, in 32 hexadecimal digits."""
    import hashlib  # it loads OpenSSL, which is slow, and a current store does not need it

    return hashlib.blake2b(data, digest_size=16).hexdigest()


def read(root: Path, path: str) -> ParseResult:
    """Read and parse the file *path* of the canon *root*. Its errors are never raised."""
    kind = kind_of(path)
    if kind == "folder":
        return _not_parsed(path, _unreadable_folder(root, path))
    if kind == "ignored":
        return _not_parsed(path, _ignored(path))
    try:
        content, stats = source.load_with_stats(root, path)
    except source.SourceError as error:
        return _not_parsed(path, syntax_error(path, error))
    return replace(parse(path, content), opened=(stats,))


def _not_parsed(path: str, diagnostic: Diagnostic) -> ParseResult:
    return ParseResult(ParsedFile(path, kind_of(path), (diagnostic,)), None, "")


def parse(path: str, content: bytes) -> ParseResult:
    """Return the file *path* with *content*, parsed and validated."""
    kind = kind_of(path)
    if kind == "ignored":
        return _not_parsed(path, _ignored(path))
    draft = drafted(path, content)
    if isinstance(draft, Diagnostic):
        return ParseResult(ParsedFile(path, kind, (draft,)), None, digest(content))
    top = draft.document.top
    parsed = replace(validated(path, kind, draft.document), comments=draft.comments)
    return ParseResult(parsed, None if parsed.diagnostics else top, digest(content))


class UnvalidatedFile(Record):
    """A file that was parsed and not validated."""

    document: source.YamlDocument
    comments: tuple[Comment, ...]


def drafted(
    path: str, content: bytes, more_keys: Sequence[str] = ()
) -> UnvalidatedFile | Diagnostic:
    """
    Return the file *path* with *content*, which may be invalid; or why it is none of a canon.

    It may also have *more_keys* than its schema knows.
    """
    try:
        text = source.decode(source.bounded(content))
        document = source.parse(text)
    except source.SourceError as error:
        return syntax_error(path, error)
    top = document.top
    if not isinstance(top.value, dict):
        return Diagnostic(path, source.START, schema.no_mapping(top.value), "schema")
    foreign = schema.foreign(top.value, kind_of(path))
    if foreign and not any(key in more_keys for key in top.value):
        meant = schema.misspelled(top, kind_of(path), tuple(more_keys))
        return _schema_diagnostic(path, meant or foreign)
    return UnvalidatedFile(document, comments_in(text, top))


def validated(path: str, kind: FileKind, document: source.YamlDocument) -> ParsedFile:
    """Return the *document* in the file *path*, validated as a file of *kind*."""
    top = document.top
    diagnostics = [duplicate_key(path, key) for key in document.repeated]
    diagnostics += [_schema_diagnostic(path, fault) for fault in schema.check(top, kind)]
    if diagnostics:
        return ParsedFile(path, kind, tuple(diagnostics))
    errors = [
        Diagnostic(path, top.at(route), message, "reference", hint=hint)
        for route, message, hint in (
            _CROSS_CHECKS[kind](top.value) if kind in _CROSS_CHECKS else ()
        )
    ]
    if kind == "ladder":
        errors = sorted((*errors, *_code_errors(path, top)), key=lambda error: error.span)
    return _parsed_file(path, kind, tuple(errors), top)


def _parsed_file(
    path: str, kind: FileKind, diagnostics: tuple[Diagnostic, ...], top: Node
) -> ParsedFile:
    if kind in _PARSED:
        return _PARSED[kind](path, diagnostics, top)
    if kind == "families":
        return ParsedFile(path, kind, diagnostics, levels=tuple(_title_levels(top)))
    if kind == "canon":
        uses = tuple(_step_uses(top))
        return ParsedFile(path, kind, diagnostics, proficiencies=tuple(_scale(top)), uses=uses)
    if kind == "ladder":
        keys = tuple(_dimension_keys(top, "attributes"))
        return ParsedFile(path, kind, diagnostics, dimensions=keys)
    return ParsedFile(path, kind, diagnostics, reviewed=_reviewed(top, kind))


def _function_file(path: str, diagnostics: tuple[Diagnostic, ...], top: Node) -> ParsedFile:
    value = top.value
    return ParsedFile(
        path,
        "function",
        diagnostics,
        code=LocatedText(value["code"], *top.extent(("code",))),
        name=value["name"],
        summary=value["summary"],
        family=LocatedText(value["family"], *top.extent(("family",))),
    )


def _focus_file(path: str, diagnostics: tuple[Diagnostic, ...], top: Node) -> ParsedFile:
    value = top.value
    return ParsedFile(
        path,
        "focus",
        diagnostics,
        code=LocatedText(value["code"], *top.extent(("code",))),
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
        themes=themes.own(value),
        shared_themes=tuple(_shared_themes(top)),
        shared_pays=tuple(
            LocatedText(code, *top.extent(route)) for route, code in pay_figures.shared(value)
        ),
        proficiencies=tuple(
            LocatedText(text, *top.extent(route))
            for route, text in themes.values_at(value, "proficiency")
        ),
        dimensions=(*_dimension_keys(top, "guideline"), *_dimension_keys(top, "scores")),
        uses=tuple(_vocabulary_uses(top)),
    )


def _themes_file(path: str, diagnostics: tuple[Diagnostic, ...], top: Node) -> ParsedFile:
    value = top.value
    return ParsedFile(
        path,
        "themes",
        diagnostics,
        levels=tuple(
            LocatedText(str(route[-1]), *top.extent(route, key=True))
            for route, _ in themes.criteria(value)
        ),
        themes=tuple(value["themes"]),
        proficiencies=tuple(
            LocatedText(text, *top.extent(place))
            for route, values in themes.criteria(value)
            for place, text in themes.values_in(route, values, "proficiency")
        ),
    )


def _reviewed(top: Node, kind: FileKind) -> LocatedText | None:
    """Return the focus that a file of reviews is about; None for another file."""
    return LocatedText(top.value["focus"], *top.extent(("focus",))) if kind == "review" else None


def _skills_file(path: str, diagnostics: tuple[Diagnostic, ...], top: Node) -> ParsedFile:
    words = None if diagnostics else vocabulary.vocabulary(top.value)
    return ParsedFile(path, "skills", diagnostics, vocabulary=words)


_PARSED = {
    "themes": _themes_file,
    "skills": _skills_file,
    "function": _function_file,
    "focus": _focus_file,
}
"""How a file of a kind with much to tell is parsed, once it is valid."""


def _scale(top: Node) -> Iterator[LocatedText]:
    """Yield each proficiency of canon.yaml."""
    for number, text in enumerate(top.value.get("proficiencies", ())):
        yield LocatedText(text, *top.extent(("proficiencies", number)))


def _shared_themes(top: Node) -> Iterator[LocatedText]:
    """Yield each theme that a focus lists or names, and does not define."""
    own = themes.own(top.value)
    for slug in top.value.get("themes", {}):
        if slug not in own:
            yield LocatedText(slug, *top.extent(("themes", slug), key=True))
    for route, slug in themes.values_at(top.value, "theme"):
        if slug not in own:
            yield LocatedText(slug, *top.extent(route))


def _step_uses(top: Node) -> Iterator[VocabularyUse]:
    """Yield the step that canon.yaml names for skills without steps."""
    route = ("spaces", "content@2", "unknown_step")
    step = top.value["spaces"].get("content@2", {}).get("unknown_step")
    if step is not None:
        at = top.at(route)
        yield VocabularyUse("step", step, ((at.line, at.column),))


def _vocabulary_uses(top: Node) -> Iterator[VocabularyUse]:
    """Yield what the skills and licenses of a focus name, each once with all its places."""
    places: dict[tuple[UseKind, str], list[tuple[int, int]]] = {}
    for kind, route, text, is_key in vocabulary.uses(top.value):
        at, _ = top.extent(route, key=is_key)
        places.setdefault((kind, text), []).append((at.line, at.column))
    yield from (VocabularyUse(kind, text, tuple(at)) for (kind, text), at in places.items())


def _dimension_keys(top: Node, kind: DimensionKind) -> Iterator[DimensionKey]:
    """Yield the keys of *kind* in a ladder or focus, each once with all its places."""
    places: dict[str, list[tuple[int, int]]] = {}
    inner = _HOLDERS[kind]
    for level, value in top.value["levels"].items():
        for key, part in (value.get(inner, {}) if inner else value).items():
            # A canon of before can have a score of such a name.
            is_score = kind == "scores" and not isinstance(part, str)
            if is_score or key not in decoding.OTHER_KEYS[kind]:
                route = ("levels", level, inner) if inner else ("levels", level)
                at = top.key_at(route, key)
                places.setdefault(key, []).append((at.line, at.column))
    yield from (DimensionKey(kind, key, tuple(found)) for key, found in places.items())


_HOLDERS = {"attributes": "", "guideline": "guideline", "scores": "review"}
"""The key of a level whose mapping has the dimensions of a kind; if empty, the level's own."""


def _title_levels(top: Node) -> Iterator[LocatedText]:
    """Yield every level that a family assigns to a title word."""
    for number, family in enumerate(top.value["families"]):
        for place, word in enumerate(family.get("titles", ())):
            for route, code in _levels_of(("families", number, "titles", place), word):
                yield LocatedText(code, *top.extent(route))


def syntax_error(path: str, error: source.SourceError) -> Diagnostic:
    return Diagnostic(path, error.span, error.message, "syntax", hint=error.hint)


def _schema_diagnostic(path: str, fault: schema.Fault) -> Diagnostic:
    return Diagnostic(path, fault.span, fault.message, fault.rule, hint=fault.hint, fix=fault.fix)


def duplicate_key(path: str, key: source.RepeatedKey) -> Diagnostic:
    message = f"duplicate {schema.key_named(key.key)}"
    first = Related(path, key.first, "first defined here")
    return Diagnostic(path, key.again, message, "repeated-key", related=(first,), hint="delete one")


def _ignored(path: str) -> Diagnostic:
    message = "the file is not read: its name ends in .yml"
    return Diagnostic(
        path, source.START, message, "file-name", Severity.WARNING, hint="rename it to end in .yaml"
    )


def _unreadable_folder(root: Path, path: str) -> Diagnostic:
    if leads_out(str(root), path_of_text(path)):
        message, hint = "the link leads out of the canon", source.OUTSIDE_HINT
    else:
        message, hint = "the folder cannot be read", ""
    return Diagnostic(
        path, source.START, f"{message}, so its files are left out", "syntax", hint=hint
    )


CrossError = tuple[Route, str, str]
"""Where a reference of a file leads nowhere, with a message and a hint."""


def _code_errors(path: str, top: Node) -> Iterator[Diagnostic]:
    """Yield an error for each code of a ladder that differs from another only in its case."""
    for kind, group in (("track", "tracks"), ("level", "levels")):
        seen: dict[str, str] = {}
        for code in top.value[group]:
            at, end = top.extent((group, code), key=True)
            first = seen.setdefault(code.casefold(), code)
            if first != code:
                start, _ = top.extent((group, first), key=True)
                related = Related(path, start, f"{first} is defined here")
                message = f"the {kind} {code} differs from {first} only in its case"
                hint = "rename one: whoever types a code can use any case"
                yield Diagnostic(
                    path, at, message, "repeated-key", related=(related,), end=end, hint=hint
                )
            if kind == "level" and codes.is_device(code):
                message = f"{code} is not the code of a level: Windows reserves it for a device"
                hint = "rename it: files are named after levels"
                yield Diagnostic(path, at, message, "schema", end=end, hint=hint)


def _ladder_errors(value: Any) -> Iterator[CrossError]:
    tracks, levels = list(value["tracks"]), list(value["levels"])
    for code, level in value["levels"].items():
        if level["track"] not in tracks:
            yield ("levels", code, "track"), *_unknown(level["track"], "track", tracks)
    yield from _branch_errors(value["tracks"])
    for route, code in _levels_of_titles(value.get("titles", {})):
        if code not in levels:
            yield ("titles", *route), *_unknown(code, "level", levels)


def _branch_errors(tracks: dict[str, Any]) -> Iterator[CrossError]:
    """Yield an error for each track that branches from no other one, or from itself in the end."""
    origins = {code: track.get("branches_from") for code, track in tracks.items()}
    for code, origin in origins.items():
        route = ("tracks", code, "branches_from")
        if origin is not None and origin not in tracks:
            yield route, *_unknown(origin, "track", list(tracks))
            continue
        passed = [code]
        while passed[-1] in origins and origins[passed[-1]] not in passed:
            passed.append(str(origins[passed[-1]]))
        if origins.get(passed[-1]) == code:
            message = f"the track {code} branches from itself: {' from '.join((*passed, code))}"
            yield route, message, "delete one branches_from"


def _unknown(code: str, kind: str, known: list[str]) -> tuple[str, str]:
    """Return the message and hint for a *code* of no track or level of the ladder."""
    return f"{code} is not a {kind} of the ladder", codes.choice(code, known)


def _levels_of_titles(titles: dict[str, Any]) -> Iterator[tuple[Route, str]]:
    """Yield every level in *titles*, the title words of a ladder, with its route."""
    yield from _levels_of(("assumed",), titles.get("assumed", {}))
    for numeral, code in titles.get("numerals", {}).get("levels", {}).items():
        yield ("numerals", "levels", numeral), code
    for number, word in enumerate(titles.get("words", ())):
        yield from _levels_of(("words", number), word)


def _levels_of(route: Route, value: dict[str, Any]) -> Iterator[tuple[Route, str]]:
    if "level" in value:
        yield (*route, "level"), value["level"]
    for index, code in enumerate(value.get("range", ())):
        yield (*route, "range", index), code


def _family_errors(value: Any) -> Iterator[CrossError]:
    seen: set[str] = set()
    for number, family in enumerate(value["families"]):
        if family["slug"] in seen:
            yield ("families", number, "slug"), f"the slug {family['slug']!r} is used twice", ""
        seen.add(family["slug"])


def _focus_errors(value: Any) -> Iterator[CrossError]:
    for number, alias in enumerate(value.get("aliases", ())):
        if isinstance(alias, dict) and alias["level"] not in value["levels"]:
            hint = codes.choice(alias["level"], value["levels"])
            yield ("aliases", number, "level"), f"the focus has no level {alias['level']}", hint
    yield from pay_figures.faults(value)
    yield from vocabulary.focus_faults(value)
    for level, profile in value["levels"].items():
        yield from _source_errors(level, profile)


def _source_errors(level: str, profile: dict[str, Any]) -> Iterator[CrossError]:
    """Yield an error for each id of two sources, and each origin that is no source of *profile*."""
    sources = profile.get("sources", ())
    ids: list[str] = []
    for number, source_value in enumerate(sources if isinstance(sources, list) else ()):
        name = source_value.get("id")
        if name in ids:
            route = ("levels", level, "sources", number, "id")
            yield route, f"two sources of {level} have the id {name!r}", "give one another id"
        ids += [name] if name else []
    duties = ("levels", level, "responsibilities")
    for place, name in _origins(duties, profile.get("responsibilities", ())):
        if name not in ids:
            hint = did_you_mean(name, ids) or f"give one of its sources the id {name}"
            yield place, f"{name!r} is not the id of a source of {level}", hint


def _origins(route: Route, responsibilities: list[Any]) -> Iterator[tuple[Route, str]]:
    """Yield the id of each source that *responsibilities*, the values at *route*, come from."""
    for number, duty in enumerate(responsibilities):
        written = duty.get("from", ()) if isinstance(duty, dict) else ()
        for index, each in enumerate([written] if isinstance(written, str) else written):
            name, _, _ = each.partition("#")
            place: Route = (*route, number, "from")
            if name != OWN:
                yield place if isinstance(written, str) else (*place, index), name


_CROSS_CHECKS = {
    "ladder": _ladder_errors,
    "families": _family_errors,
    "focus": _focus_errors,
    "skills": vocabulary.vocabulary_faults,
    "places": places.place_faults,
}
"""Checks of references within one file, which its schema cannot express."""
