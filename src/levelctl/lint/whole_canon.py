"""All files' inspections → the verdict on a canon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from levelctl.canon.linking import Linker
from levelctl.canon.schema import with_defaults
from levelctl.diagnostics import Diagnostic, Severity
from levelctl.lint.catalogue import CANON_RULES, RULES
from levelctl.lint.per_file import FileResult
from levelctl.lint.report import CanonResult
from levelctl.lint.rule import CanonFinding, CanonOutline, Context, FunctionOutline, Repeat, Rule
from levelctl.lint.suppressions import without_suppressed
from levelctl.occupations import schemes, wages
from levelctl.occupations.wages import Wages
from levelctl.record import JsonObject, replace

MACHINE_INDEPENDENT = frozenset(rule.name for rule in RULES if not rule.needs_imports)
"""The rules that tell the same on every machine: only of these can a silence be idle for sure."""


def canon_result(
    inspections: Iterable[FileResult],
    own: dict[str, JsonObject],
    context: Context | None,
    repeats: tuple[Repeat, ...],
) -> CanonResult:
    """
    Return what is wrong with the canon that the *inspections* of its files make up.

    *own* are the values of its own files that are sound, by path, *repeats* its duties that are
    like others. Without a *context*, which rules about all files need, only what is wrong with
    single files is told.
    """
    inspections = list(inspections)
    units = [each.parsed for each in inspections]
    if context is None:
        found = [fault for unit in units for fault in unit.faults]
    else:
        levels = [level.code for level in context.ladder.levels]
        found = Linker(units, levels, own["families.yaml"]["families"]).faults
        found += _canon_findings(inspections, context, repeats)
    found += [fault for each in inspections for fault in each.diagnostics]
    silences = {each.parsed.path: each.suppressions for each in inspections if each.suppressions}
    told = MACHINE_INDEPENDENT if context else frozenset()
    settings = with_defaults("canon", own["canon.yaml"])["check"] if "canon.yaml" in own else {}
    severities = settings.get("severity", {})
    return CanonResult(
        tuple(
            replace(each, severity=Severity(severities.get(each.rule, each.severity)))
            for each in sorted(without_suppressed(found, silences, told), key=_in_order)
        ),
        len(units),
        Severity(settings.get("fail_on", Severity.ERROR)),
        tuple(settings.get("select", ())),
        tuple(settings.get("ignore", ())),
    )


def _in_order(diagnostic: Diagnostic) -> tuple[Any, ...]:
    return diagnostic.path, diagnostic.span, diagnostic.rule, diagnostic.message


def _canon_findings(
    inspections: list[FileResult], context: Context, repeats: tuple[Repeat, ...]
) -> Iterator[Diagnostic]:
    whole = CanonOutline(
        tuple(each.outline for each in inspections if each.outline),
        tuple(_functions(inspections)),
        repeats,
        schemes.imported(),
        dict(_wages(inspections)),
    )
    for rule in CANON_RULES:
        for claim in rule.check(whole, context):
            yield _diagnostic(rule, claim)


def _wages(inspections: list[FileResult]) -> Iterator[tuple[str, Wages]]:
    """Yield each code of the SOC that a focus is placed at with its wages, if these are there."""
    table = wages.imported()
    outlines = (each.outline for each in inspections if each.outline and table)
    places = (placed.at for outline in outlines for placed in outline.classification)
    for code in dict.fromkeys(filter(None, map(schemes.soc_code, places))):
        found = table.of(code) if table else None
        if found:
            yield code, found


def _functions(inspections: list[FileResult]) -> Iterator[FunctionOutline]:
    folders = Counter(each.parsed.path.rpartition("/")[0] for each in inspections if each.outline)
    for each in inspections:
        if each.function:
            yield replace(each.function, foci=folders[each.parsed.path.rpartition("/")[0]])


def _diagnostic(rule: Rule, claim: CanonFinding) -> Diagnostic:
    return Diagnostic(
        claim.path,
        claim.at.span,
        claim.message,
        rule.name,
        rule.severity,
        claim.related,
        claim.hint,
        claim.at.end,
        claim.fix,
    )
