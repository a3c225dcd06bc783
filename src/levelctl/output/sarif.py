"""
Writes reports as SARIF 2.1.0 for code hosts and editors: one run, with the rules that it uses.

The format is at https://docs.oasis-open.org/sarif/sarif/v2.1.0/. Columns count characters, as
everywhere in levelctl. Paths below the current folder are relative, all others absolute.
"""

from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import PurePath
from urllib.parse import quote

from levelctl.answers.rule import rule_page
from levelctl.diagnostics import Diagnostic, Related, Severity, Span
from levelctl.layout.rule import rule_page as layout
from levelctl.lint.report import Report
from levelctl.output import markdown, plain
from levelctl.record import JsonObject
from levelctl.text.safe import no_command_in_json, visible
from levelctl.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def export(report: Report) -> str:
    """Return *report* as a SARIF log in ASCII."""
    rules = sorted({diagnostic.rule for diagnostic in report.diagnostics})
    driver = {"name": "levelctl", "version": __version__, "rules": [_rule(name) for name in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, rules) for diagnostic in report.diagnostics],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return no_command_in_json(json.dumps(document, indent=2)) + "\n"


def _rule(name: str) -> JsonObject:
    page = rule_page(name)
    document = layout(page)
    return {
        "id": name,
        "shortDescription": {"text": page.asks},
        "fullDescription": {"text": page.reason},
        "help": {"text": plain.export(document), "markdown": markdown.export(document)},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
        "properties": {"tags": [page.group]},
    }


def _result(diagnostic: Diagnostic, rules: list[str]) -> JsonObject:
    hint = f"\nhint: {diagnostic.hint}" if diagnostic.hint else ""
    place = _location(diagnostic.path, diagnostic.span, diagnostic.end)
    result = {
        "ruleId": diagnostic.rule,
        "ruleIndex": rules.index(diagnostic.rule),
        "level": _LEVELS[diagnostic.severity],
        "message": _message(f"{diagnostic.message}{hint}"),
        "locations": [place],
    }
    if diagnostic.related:
        result["relatedLocations"] = [_related(related) for related in diagnostic.related]
    return result


def _related(related: Related) -> JsonObject:
    return _location(related.path, related.span, None) | {"message": _message(related.message)}


def _location(path: str, start: Span, end: Span | None) -> JsonObject:
    region = {"startLine": start.line, "startColumn": start.column}
    if end:
        region |= {"endLine": end.line, "endColumn": end.column}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}


def _uri(path: str) -> str:
    """
    Return *path* as a URI reference.

    >>> _uri("my canon/a:b.yaml"), _uri("/tmp/ladder.yaml")
    ('my%20canon/a%3Ab.yaml', 'file:///tmp/ladder.yaml')
    """
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(os.fsencode(pure.as_posix()))


def _message(text: str) -> JsonObject:
    r"""
    Return *text* as a message in which placeholders and links are escaped.

    >>> _message("{0} [a](b) [c]")
    {'text': '{{0}} \\[a](b) [c]'}
    """
    parts = visible(text).replace("{", "{{").replace("}", "}}").split("]")
    escaped = [_unlinked(part) if after[:1] == "(" else part for part, after in pairwise(parts)]
    return {"text": "]".join((*escaped, parts[-1]))}


def _unlinked(text: str) -> str:
    return text.replace("[", r"\[")
