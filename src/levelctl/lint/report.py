"""What check found in a canon, and the report on it."""

from __future__ import annotations

from levelctl.diagnostics import Diagnostic, Severity
from levelctl.record import Record, Result


class CanonResult(Record):
    """All that is wrong with a canon, and which of it its settings ask for."""

    diagnostics: tuple[Diagnostic, ...]
    """In the order of files and lines; paths are relative to the canon's folder."""
    files: int
    fail_on: Severity = Severity.ERROR
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Checked(Record):
    """A canon that was checked."""

    folder: str
    fail_on: Severity
    """The least severity that makes check fail."""


class Report(Result):
    """What was asked of a canon's faults."""

    SCHEMA = "levelctl.check/1"
    KEYS = (("fixable", "mendable"),)

    canons: tuple[Checked, ...]
    files: int
    errors: int
    warnings: int
    notes: int
    fixable: int
    """How many of them ``--fix`` can put right."""
    fails: bool
    """Whether one is at or above the severity that makes check fail."""
    diagnostics: tuple[Diagnostic, ...]
