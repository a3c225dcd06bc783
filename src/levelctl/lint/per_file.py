"""One file of a canon → its faults, its suppressions, and what other files are held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from levelctl.canon import decoding
from levelctl.canon.files import FileKind, kind_of
from levelctl.canon.model import Classification
from levelctl.canon.nodes import CachedNode, Node
from levelctl.canon.parsed_file import ParsedFile
from levelctl.diagnostics import Diagnostic, LocatedText, Related, Route
from levelctl.lint.catalogue import FOCUS_RULES, LADDER_RULES, RULES, SETTINGS_RULES, TEXT_RULES
from levelctl.lint.rule import (
    Context,
    Duty,
    FileRule,
    Finding,
    FocusOutline,
    FocusRule,
    FunctionOutline,
    LadderRule,
    LocatedAlias,
    LocatedCode,
    LocatedPay,
    Rule,
    SettingsRule,
    TextRule,
)
from levelctl.lint.suppressions import Suppression, suppressions_in
from levelctl.record import Record
from levelctl.text.similarity import stems

Top = Node | CachedNode
"""What a sound file says, as it was parsed just now or cached."""

SUPPRESSIBLE = tuple(rule.name for rule in RULES if not isinstance(rule, FileRule))
"""What a comment may silence: a fault that keeps a file out of the canon cannot be ignored."""


class FileResult(Record):
    """What the rules find in one file, and what other files are held against of it."""

    digest: str = ""
    """Of the content that was checked; empty if the file cannot be read."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Besides those that keep it out of the canon."""
    suppressions: tuple[Suppression, ...] = ()
    outline: FocusOutline | None = None
    """Of a focus."""
    function: FunctionOutline | None = None


def check_file(
    parsed: ParsedFile, top: Top | None, digest: str, context: Context | None
) -> FileResult:
    """
    Return what is wrong with a *parsed* file with the nodes *top*, apart from all other files.

    A faulty file has no nodes; of it, only the comments are checked. Without a *context*, which
    a canon with faults in its own files does not have, only what needs none is looked at.
    """
    path = parsed.path
    suppressions, misused = suppressions_in(path, parsed.comments, SUPPRESSIBLE)
    if top is None:
        return FileResult(digest, misused)
    diagnostics = (*misused, *_diagnostics(path, top, context))
    outline, function = _outline(path, parsed, top), _function(path, parsed, top)
    return FileResult(digest, diagnostics, suppressions, outline, function)


def _diagnostics(path: str, top: Top, context: Context | None) -> Iterator[Diagnostic]:
    for rule, finding in _findings(kind_of(path), top.value, context):
        yield located(path, top, rule, finding)


def _findings(
    kind: FileKind, value: Any, context: Context | None
) -> Iterator[tuple[Rule, Finding]]:
    for route, text in _texts(value, ()):
        yield from _run(TEXT_RULES, route, text)
    if kind == "canon":
        yield from _run(SETTINGS_RULES, decoding.settings(value))
    if context is None:
        return
    if kind == "ladder":
        yield from _run(LADDER_RULES, context)
    if kind == "focus":
        # Its function's code is in another file, and no rule about a single focus needs it.
        yield from _run(FOCUS_RULES, decoding.focus(value, "", context.ladder.levels), context)


def _run(
    rules: Iterable[TextRule | SettingsRule | LadderRule | FocusRule], *about: Any
) -> Iterator[tuple[Rule, Finding]]:
    """Yield what each of *rules* finds in what it is *about*."""
    for rule in rules:
        for finding in rule.check(*about):
            yield rule, finding


def located(path: str, top: Top, rule: Rule, finding: Finding) -> Diagnostic:
    """Return *finding* with its places in the file *path*, whose nodes are in *top*."""
    start, end = top.extent(finding.route, key=finding.key)
    return Diagnostic(
        path,
        start,
        finding.message,
        rule.name,
        rule.severity,
        tuple(Related(path, top.at(route), why) for route, why in finding.related),
        finding.hint,
        end,
        finding.fix,
    )


def _texts(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    """Yield every text in *value*, a file's, with its route."""
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _texts(each, (*route, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _texts(each, (*route, number))


def _outline(path: str, found: ParsedFile, top: Top) -> FocusOutline | None:
    if found.kind != "focus" or found.code is None:
        return None
    value = top.value
    return FocusOutline(
        path=path,
        code=found.code,
        name=LocatedText(found.name, *top.extent(("name",))),
        aliases=tuple(
            LocatedAlias(title, *top.extent(("aliases", number)), level, ("aliases", number))
            for number, (title, level) in enumerate(found.aliases)
        ),
        skills=tuple(
            LocatedText(skill["name"], *top.extent(("skills", number, "name")))
            for number, skill in enumerate(value.get("skills", ()))
        ),
        tools=tuple(value.get("tools", ())),
        duties=tuple(_duties(value, top)),
        classification=tuple(
            LocatedCode(Classification(**each), *top.extent(("classification", number, "code")))
            for number, each in enumerate(value.get("classification", ()))
        ),
        pays=tuple(_pays(value, top)),
    )


def _pays(value: Any, top: Top) -> Iterator[LocatedPay]:
    for level, profile in value["levels"].items():
        pay = decoding.pay(profile)
        if pay:
            place = top.extent(("levels", level, "pay", "median"))
            yield LocatedPay(level, pay.median, pay.currency, pay.period, *place)


def _function(path: str, found: ParsedFile, top: Top) -> FunctionOutline | None:
    if found.kind != "function" or found.code is None:
        return None
    # How many foci there are beside it, its file does not say.
    return FunctionOutline(
        path, found.code, LocatedText(found.name, *top.extent(("name",))), foci=0
    )


def _duties(value: Any, top: Top) -> Iterator[Duty]:
    for level, profile in value["levels"].items():
        for number, text in enumerate(profile.get("responsibilities", ())):
            route = ("levels", level, "responsibilities", number)
            yield Duty(level, *top.extent(route), " ".join(sorted({*stems(text)})))
