"""Checks one file of a canon: its findings, its suppressions, and an outline for canon rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from levelctl.canon import decoding
from levelctl.canon.files import FileKind, kind_of
from levelctl.canon.model import Classification
from levelctl.canon.nodes import CachedNode, Node
from levelctl.canon.parsed_file import ParsedFile
from levelctl.canon.pay_figures import written
from levelctl.canon.pay_range import months_between
from levelctl.canon.reviews import ReviewFile, digest_of, review_file
from levelctl.diagnostics import Diagnostic, LocatedText, Related, Route
from levelctl.lint.catalogue import (
    DUTY_RULES,
    FOCUS_RULES,
    LADDER_RULES,
    OVERRIDE_RULES,
    RULES,
    SETTINGS_RULES,
    TEXT_RULES,
    VOCABULARY_RULES,
)
from levelctl.lint.marking_phrases import said
from levelctl.lint.rule import (
    Approval,
    CitedSource,
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
    OldPay,
    ProfileOutline,
    Rule,
    RuleSettings,
    SettingsRule,
    TextRule,
    VocabularyRule,
)
from levelctl.lint.suppressions import Suppression, suppressions_in
from levelctl.record import Record, replace
from levelctl.text.similarity import stems

Top = Node | CachedNode
"""The nodes of a file, just parsed or from the cache."""

SUPPRESSIBLE = tuple(rule.name for rule in RULES if not isinstance(rule, FileRule))
"""The rules that a comment can suppress. The others keep a file out of the canon."""


class FileResult(Record):
    """What the rules find in one file, and what canon rules need to know of it."""

    digest: str = ""
    """The digest of the checked content; empty if the file cannot be read."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """The findings, without the errors that keep the file out of the canon."""
    suppressions: tuple[Suppression, ...] = ()
    outline: FocusOutline | None = None
    """The outline of a focus."""
    function: FunctionOutline | None = None
    """The outline of a function."""
    review: ReviewFile | None = None
    """What a file of reviews says."""


def check_file(
    parsed: ParsedFile, top: Top | None, digest: str, context: Context | None
) -> FileResult:
    """
    Return the result of a *parsed* file with the nodes *top*, independent of all other files.

    A file with errors has no nodes, so only its comments are checked. A canon with errors in
    its required files has no *context*; then only the rules that need none run.
    """
    path = parsed.path
    suppressions, misused = suppressions_in(path, parsed.comments, SUPPRESSIBLE)
    misused = (*misused, *_of_overrides(parsed))
    if top is None:
        return FileResult(digest, misused, () if parsed.diagnostics else suppressions)
    diagnostics = (*misused, *_diagnostics(path, top, context))
    outline, function = _outline(path, parsed, top, context), _function(path, parsed, top)
    review = review_file(path, top.value) if parsed.kind == "review" else None
    return FileResult(digest, diagnostics, suppressions, outline, function, review)


def _diagnostics(path: str, top: Top, context: Context | None) -> Iterator[Diagnostic]:
    for rule, finding in _findings(kind_of(path), top.value, context):
        yield located(path, top, rule, finding)


def _of_overrides(parsed: ParsedFile) -> Iterator[Diagnostic]:
    """Yield the findings about what an overlay does to the canon below."""
    for override in parsed.overrides:
        for rule in OVERRIDE_RULES:
            for finding in rule.check(override):
                yield Diagnostic(
                    parsed.path,
                    override.span,
                    finding.message,
                    rule.name,
                    rule.severity,
                    hint=finding.hint,
                    end=override.end,
                )


def _findings(
    kind: FileKind, value: Any, context: Context | None
) -> Iterator[tuple[Rule, Finding]]:
    if kind == "review":  # it has the words of readers, and texts as they once were
        return
    for route, text in _texts(value, ()):
        yield from _run(TEXT_RULES, route, text)
    if kind == "canon":
        yield from _run(SETTINGS_RULES, decoding.settings(value))
    if context is None:
        return
    if kind == "ladder":
        yield from _run(LADDER_RULES, context)
    if kind == "focus":
        # The function's code is in another file, and no rule about a single focus needs it.
        ladder, shared = context.ladder, (context.themes, context.dimensions, context.vocabulary)
        focus = decoding.focus(value, "", ladder.levels, *shared)
        yield from _run(FOCUS_RULES, focus, context)
    if kind == "skills":
        yield from _run(VOCABULARY_RULES, context)
    if kind == "themes":
        for slug, theme in value["themes"].items():
            yield from _of_theme(slug, theme, context)


def _of_theme(slug: str, theme: Any, context: Context) -> Iterator[tuple[Rule, Finding]]:
    """Yield what is found in the generic criteria of *theme*, as in those of a focus."""
    criteria = theme.get("responsibilities", {})
    levels = {
        level: {"status": "draft", "version": 1, "region": "", "responsibilities": values}
        for level, values in criteria.items()
    }
    value = {"code": slug, "name": theme["name"], "summary": "", "levels": levels}
    focus = decoding.focus(value, "", context.ladder.levels, {}, context.dimensions)
    for rule, finding in _run(DUTY_RULES, focus, context):
        _, level, _, *rest = finding.route
        route = ("themes", slug, "responsibilities", level, *rest)
        yield rule, replace(finding, route=route)


def _run(
    rules: Iterable[TextRule | SettingsRule | LadderRule | FocusRule | VocabularyRule],
    *arguments: Any,
) -> Iterator[tuple[Rule, Finding]]:
    """Yield the findings of each of *rules*, whose check receives *arguments*."""
    for rule in rules:
        for finding in rule.check(*arguments):
            yield rule, finding


def located(path: str, top: Top, rule: Rule, finding: Finding) -> Diagnostic:
    """Return *finding* as a diagnostic, with its places in the file *path*, parsed to *top*."""
    start, end = top.extent(_written(top, finding.route), key=finding.key)
    return Diagnostic(
        path,
        start,
        finding.message,
        rule.name,
        rule.severity,
        tuple(Related(path, top.at(_written(top, route)), why) for route, why in finding.related),
        finding.hint,
        end,
        finding.fix,
    )


def _written(top: Top, route: Route) -> Route:
    """Return *route* as the file writes it; a level's pay is a figure or a list of them."""
    return written(top.value, route) if route[:1] == ("levels",) else route


def _texts(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    """Yield every text in *value*, which is at *route*, with its own route."""
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, (*route, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*route, index))


def _outline(
    path: str, parsed: ParsedFile, top: Top, context: Context | None
) -> FocusOutline | None:
    if parsed.kind != "focus" or parsed.code is None:
        return None
    value = top.value
    return FocusOutline(
        path=path,
        code=parsed.code,
        name=LocatedText(parsed.name, *top.extent(("name",))),
        aliases=tuple(
            LocatedAlias(title, *top.extent(("aliases", number)), level, ("aliases", number))
            for number, (title, level) in enumerate(parsed.aliases)
        ),
        skills=tuple(
            LocatedText(skill["name"], *top.extent(("skills", number, "name")))
            for number, skill in enumerate(value.get("skills", ()))
            if "name" in skill
        ),
        tools=tuple(value.get("tools", ())),
        duties=tuple(_duties(value, top)),
        classification=tuple(
            LocatedCode(Classification(**place), *top.extent(("classification", number, "code")))
            for number, place in enumerate(value.get("classification", ()))
        ),
        pays=tuple(_pays(value, top)),
        profiles=tuple(_profiles(value, top)),
        approvals=tuple(_approvals(value, top, context)),
        old_pays=tuple(_old_pays(value, top, context.settings)) if context else (),
    )


def _old_pays(value: Any, top: Top, settings: RuleSettings) -> Iterator[OldPay]:
    for level, profile in value["levels"].items():
        for number, pay in enumerate(decoding.pays(profile)):
            key = "aged_to" if pay.aged_to else "as_of"
            date = pay.aged_to or pay.as_of
            age = months_between(date, settings.edition) if date else None
            if date and age is not None and age > settings.maximum_pay_age:
                extent = top.extent(_written(top, ("levels", level, "pay", number, key)))
                yield OldPay(level, date, age, LocatedText(date, *extent))


def _pays(value: Any, top: Top) -> Iterator[LocatedPay]:
    for level, profile in value["levels"].items():
        pay = decoding.pay(profile)
        if pay:
            extent = top.extent(_written(top, ("levels", level, "pay", "median")))
            figures = pay.low, pay.median, pay.high, pay.currency, pay.period, pay.shared_with
            yield LocatedPay(level, *figures, *extent)


def _function(path: str, parsed: ParsedFile, top: Top) -> FunctionOutline | None:
    if parsed.kind != "function" or parsed.code is None:
        return None
    # The number of foci is not in this file; `whole_canon` fills it in.
    name = LocatedText(parsed.name, *top.extent(("name",)))
    return FunctionOutline(path, parsed.code, name, foci=0)


def _duties(value: Any, top: Top) -> Iterator[Duty]:
    for level, profile in value["levels"].items():
        for number, duty in enumerate(profile.get("responsibilities", ())):
            route = ("levels", level, "responsibilities", number)
            text = decoding.responsibility(duty).text
            words = " ".join(sorted({*stems(text)}))
            yield Duty(level, *top.extent(route), words, said(text))


def _profiles(value: Any, top: Top) -> Iterator[ProfileOutline]:
    for level, profile in value["levels"].items():
        sources = decoding.sources(profile)
        route = ("levels", level, "sources")
        cited = (
            CitedSource(each.kind, each.knows_levels, each.accessed is not None)
            for each in (sources.listed if sources else ())
        )
        at = top.extent(route if sources else route[:2], key=True)
        yield ProfileOutline(level, profile["status"], LocatedText(level, *at), tuple(cited))


def _approvals(value: Any, top: Top, context: Context | None) -> Iterator[Approval]:
    """Yield the approved profiles; none without a *context*, which knows the scores."""
    for level, profile in value["levels"].items() if context else ():
        if context and profile["status"] == "approved":
            sources = decoding.sources(profile)
            yield Approval(
                level,
                decoding.review(profile, context.dimensions.scores),
                profile.get("confidence"),
                sources.count if sources else None,
                tuple(
                    digest_of(decoding.responsibility(duty).text)
                    for duty in profile.get("responsibilities", ())
                ),
                dict(_places(level, profile, top)),
            )


def _places(level: str, profile: Any, top: Top) -> Iterator[tuple[str, LocatedText]]:
    """Yield the places of an `Approval` by key; those of scores have a period before them."""
    for key in ("status", "review", "sources", "confidence"):
        if key in profile:
            extent = top.extent(("levels", level, key), key=key == "review")
            yield key, LocatedText(level, *extent)
    for key in profile.get("review", ()):
        yield f".{key}", LocatedText(level, *top.extent(("levels", level, "review", key)))
