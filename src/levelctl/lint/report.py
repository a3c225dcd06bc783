"""Defines the result of checking a canon, and the report of ``levelctl check``."""

from __future__ import annotations

from levelctl.diagnostics import Diagnostic, Severity
from levelctl.record import Record, Result


class CanonResult(Record):
    """All findings in a canon, and the settings of its ``canon.yaml`` that choose from them."""

    diagnostics: tuple[Diagnostic, ...]
    """In the order of files and lines; paths are relative to the canon's folder."""
    files: int
    """How many files were checked."""
    fail_on: Severity = Severity.ERROR
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Checked(Record):
    """A canon that was checked."""

    folder: str
    fail_on: Severity
    """The lowest severity that makes check fail."""


class Report(Result):
    """The report of a check: the findings that were asked for, and their counts."""

    SCHEMA = "levelctl.check/1"
    KEYS = (("fixable", "mendable"),)

    canons: tuple[Checked, ...]
    files: int
    errors: int
    warnings: int
    notes: int
    fixable: int
    """How many findings ``--fix`` can fix."""
    fails: bool
    """Whether a finding is at or above the severity that makes check fail."""
    diagnostics: tuple[Diagnostic, ...]
