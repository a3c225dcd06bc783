"""Reports → a line for each fault, its details indented below: what editors and grep read."""

from __future__ import annotations

from levelctl.lint.report import Report


def export(report: Report) -> str:
    """Return *report* as lines that name path, line, column, severity, message and rule."""
    return "".join(f"{line}\n" for each in report.diagnostics for line in each.lines())
