"""Combines the results of all files into the result of a canon, and runs the canon rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from levelctl.canon.layers import Stack, depth_of, placed
from levelctl.canon.linking import Linker
from levelctl.canon.parsed_file import ParsedFile
from levelctl.canon.questions import questions_of
from levelctl.canon.reviews import ReviewFile
from levelctl.canon.schema import with_defaults
from levelctl.diagnostics import Diagnostic, Severity
from levelctl.lint.catalogue import CANON_RULES, FILE_RULES, RULES
from levelctl.lint.per_file import FileResult
from levelctl.lint.report import CanonResult
from levelctl.lint.rule import (
    CanonFinding,
    CanonOutline,
    Context,
    FocusOutline,
    FunctionOutline,
    MovedBase,
    Repeat,
    Rule,
)
from levelctl.lint.suppressions import without_suppressed
from levelctl.occupations import schemes, wages
from levelctl.occupations.wages import Wages
from levelctl.record import JsonObject, replace

MACHINE_INDEPENDENT = frozenset(rule.name for rule in RULES if not rule.needs_imports)
"""The rules with the same findings on every machine; only their suppressions can be unused."""


def canon_result(
    files: Sequence[ParsedFile],
    results: Sequence[FileResult],
    values: dict[str, JsonObject],
    context: Context | None,
    repeats: tuple[Repeat, ...],
    stack: Stack,
    base: MovedBase | None,
) -> CanonResult:
    """
    Return the result of the canon *stack* with *files*, each of which has one of *results*.

    *values* are those of its context files that have no error, by path. *repeats* are its
    responsibilities that repeat others. Without a *context*, which canon rules need, only the
    diagnostics of single files are reported.
    """
    if context is None:
        diagnostics = [diagnostic for file in files for diagnostic in file.diagnostics]
    else:
        levels = [level.code for level in context.ladder.levels]
        families = values["families.yaml"]["families"]
        diagnostics = Linker(files, levels, families, context.dimensions).diagnostics
        diagnostics += _canon_findings(files, results, values, context, repeats, base)
    diagnostics += [diagnostic for result in results for diagnostic in result.diagnostics]
    suppressions = {
        file.path: result.suppressions
        for file, result in zip(files, results, strict=True)
        if result.suppressions
    }
    verifiable = MACHINE_INDEPENDENT if context else frozenset()
    canon = values.get("canon.yaml")
    settings = with_defaults("canon", canon)["check"] if canon is not None else {}
    severities = settings.get("severity", {})
    unsuppressed = without_suppressed(diagnostics, suppressions, verifiable)
    own = [finding for finding in unsuppressed if _is_own(finding)]
    reported = sorted((placed(finding, stack) for finding in own), key=_in_order)
    return CanonResult(
        tuple(
            replace(finding, severity=Severity(severities.get(finding.rule, finding.severity)))
            for finding in reported
        ),
        len(files),
        Severity(settings.get("fail_on", Severity.ERROR)),
        tuple(settings.get("select", ())),
        tuple(settings.get("ignore", ())),
    )


KEEPS_OUT = frozenset(rule.name for rule in FILE_RULES)
"""The rules whose findings keep a file out of the canon, if they are errors."""


def _is_own(finding: Diagnostic) -> bool:
    """
    Return whether *finding* is for the author of this canon, and not for that of a layer below.

    It is if any of its places is in one of the canon's own files, or if it leaves out a part that
    this canon needs.
    """
    places = (finding.span, *(related.span for related in finding.related))
    needed = finding.rule in KEEPS_OUT and finding.severity is Severity.ERROR
    return needed or not all(map(depth_of, places))


def _in_order(diagnostic: Diagnostic) -> tuple[Any, ...]:
    return diagnostic.path, diagnostic.span, diagnostic.rule, diagnostic.message


def _canon_findings(
    files: Sequence[ParsedFile],
    results: Sequence[FileResult],
    values: dict[str, JsonObject],
    context: Context,
    repeats: tuple[Repeat, ...],
    base: MovedBase | None,
) -> Iterator[Diagnostic]:
    foci = tuple(result.outline for result in results if result.outline)
    has_reviews = any(result.review for result in results)
    asked = questions_of(values["canon.yaml"]) if has_reviews else ()
    outline = CanonOutline(
        foci,
        tuple(_functions(files, results)),
        repeats,
        schemes.imported(),
        dict(_wages(foci)),
        base,
        _reviews(files, results),
        has_reviews,
        tuple(each.name for each in asked),
    )
    for rule in CANON_RULES:
        for finding in rule.check(outline, context):
            yield _diagnostic(rule, finding)


def _reviews(
    files: Sequence[ParsedFile], results: Sequence[FileResult]
) -> dict[str, tuple[ReviewFile, ...]]:
    """Return the files of reviews of each focus, by the path of its file."""
    functions = {
        file.path.rpartition("/")[0]: result.function.code.text
        for file, result in zip(files, results, strict=True)
        if result.function
    }
    found: dict[str, list[ReviewFile]] = {}
    for result in results:
        if result.review:
            found.setdefault(result.review.focus, []).append(result.review)
    if not found:
        return {}
    codes = {
        f"{functions.get(outline.path.rpartition('/')[0])}.{outline.code.text}": outline.path
        for outline in (result.outline for result in results)
        if outline
    }
    return {codes[code]: tuple(each) for code, each in found.items() if code in codes}


def _wages(foci: Sequence[FocusOutline]) -> Iterator[tuple[str, Wages]]:
    """Yield each SOC code of *foci* that has imported wages, with these."""
    table = wages.imported()
    places = (located.at for focus in foci if table for located in focus.classification)
    for code in dict.fromkeys(filter(None, map(schemes.soc_code, places))):
        occupation_wages = table.of(code) if table else None
        if occupation_wages:
            yield code, occupation_wages


def _functions(
    files: Sequence[ParsedFile], results: Sequence[FileResult]
) -> Iterator[FunctionOutline]:
    """Yield each function with the number of the foci in its folder."""
    folders = [file.path.rpartition("/")[0] for file in files]
    foci = Counter(
        folder for folder, result in zip(folders, results, strict=True) if result.outline
    )
    for folder, result in zip(folders, results, strict=True):
        if result.function:
            yield replace(result.function, foci=foci[folder])


def _diagnostic(rule: Rule, finding: CanonFinding) -> Diagnostic:
    return Diagnostic(
        finding.path,
        finding.at.span,
        finding.message,
        rule.name,
        finding.severity or rule.severity,
        finding.related,
        finding.hint,
        finding.at.end,
        finding.fix,
    )
