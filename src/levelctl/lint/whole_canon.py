"""The results of all files → the result of a canon: what the rules find in all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from levelctl.canon.linking import Linker
from levelctl.canon.parsed_file import ParsedFile
from levelctl.canon.schema import with_defaults
from levelctl.diagnostics import Diagnostic, Severity
from levelctl.lint.catalogue import CANON_RULES, RULES
from levelctl.lint.context import Value
from levelctl.lint.per_file import FileResult
from levelctl.lint.report import CanonResult
from levelctl.lint.rule import (
    CanonFinding,
    CanonOutline,
    Context,
    FocusOutline,
    FunctionOutline,
    Repeat,
    Rule,
)
from levelctl.lint.suppressions import without_suppressed
from levelctl.occupations import schemes, wages
from levelctl.occupations.wages import Wages
from levelctl.record import replace

MACHINE_INDEPENDENT = frozenset(rule.name for rule in RULES if not rule.needs_imports)
"""The rules that tell the same on every machine: only of these can a silence be idle for sure."""


def canon_result(
    files: Sequence[ParsedFile],
    results: Sequence[FileResult],
    own: dict[str, Value],
    context: Context | None,
    repeats: tuple[Repeat, ...],
) -> CanonResult:
    """
    Return what is wrong with the canon of all *files*, each of which has one of the *results*.

    *own* are the values of its own files that are sound, by path; *repeats* are its duties that
    are like others. Without a *context*, which rules about all files need, only what is wrong
    with single files is reported.
    """
    if context is None:
        found = [fault for file in files for fault in file.diagnostics]
    else:
        levels = [level.code for level in context.ladder.levels]
        found = Linker(files, levels, own["families.yaml"]["families"]).diagnostics
        found += _canon_findings(files, results, context, repeats)
    found += [fault for result in results for fault in result.diagnostics]
    suppressions = {
        file.path: result.suppressions
        for file, result in zip(files, results, strict=True)
        if result.suppressions
    }
    certain = MACHINE_INDEPENDENT if context else frozenset()
    settings = with_defaults("canon", own["canon.yaml"])["check"] if "canon.yaml" in own else {}
    severities = settings.get("severity", {})
    return CanonResult(
        tuple(
            replace(each, severity=Severity(severities.get(each.rule, each.severity)))
            for each in sorted(without_suppressed(found, suppressions, certain), key=_in_order)
        ),
        len(files),
        Severity(settings.get("fail_on", Severity.ERROR)),
        tuple(settings.get("select", ())),
        tuple(settings.get("ignore", ())),
    )


def _in_order(diagnostic: Diagnostic) -> tuple[Any, ...]:
    return diagnostic.path, diagnostic.span, diagnostic.rule, diagnostic.message


def _canon_findings(
    files: Sequence[ParsedFile],
    results: Sequence[FileResult],
    context: Context,
    repeats: tuple[Repeat, ...],
) -> Iterator[Diagnostic]:
    foci = tuple(result.outline for result in results if result.outline)
    outline = CanonOutline(
        foci, tuple(_functions(files, results)), repeats, schemes.imported(), dict(_wages(foci))
    )
    for rule in CANON_RULES:
        for finding in rule.check(outline, context):
            yield _diagnostic(rule, finding)


def _wages(foci: Sequence[FocusOutline]) -> Iterator[tuple[str, Wages]]:
    """Yield each code of the SOC that a focus is placed at with its wages, if these are there."""
    table = wages.imported()
    places = (placed.at for focus in foci if table for placed in focus.classification)
    for code in dict.fromkeys(filter(None, map(schemes.soc_code, places))):
        found = table.of(code) if table else None
        if found:
            yield code, found


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
        rule.severity,
        finding.related,
        finding.hint,
        finding.at.end,
        finding.fix,
    )
