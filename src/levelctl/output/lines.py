"""Writes reports as a line per finding for editors and grep, with indented details below."""

from __future__ import annotations

from levelctl.lint.report import Report


def export(report: Report) -> str:
    """Return *report* as lines with path, line, column, severity, message and rule."""
    return "".join(f"{line}\n" for each in report.diagnostics for line in each.lines())
