"""The topics of ``levelctl help``, which are also in the docs and the manual page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from levelctl.cli.exit_codes import MEANINGS
from levelctl.text.document import Commands, Document, Facts, Heading, Paragraph, text

ENVIRONMENT = {
    "LEVELCTL_CANON": "the folder of the canon to read; --canon overrides it",
    "LEVELCTL_FOCUS": "the focus in which diff compares levels; --in overrides it",
    "LEVELCTL_FORMAT": "the default format; a command that lacks the format reports an error",
    "LEVELCTL_PAY": "your own pay file for pay, show, diff and near; --pay-file overrides it",
    "LEVELCTL_PAGER": "the pager for output longer than the screen; empty or cat: no pager",
    "PAGER": "used if LEVELCTL_PAGER is not set; if neither is set, less -FIRX",
    "LEVELCTL_DEBUG": "neither empty nor 0: a fault of levelctl shows its traceback",
    "NO_COLOR": "not empty: no color; overrides the next three variables",
    "FORCE_COLOR": "neither empty nor 0: color, even in a pipe",
    "CLICOLOR_FORCE": "the same as FORCE_COLOR",
    "CLICOLOR": "0: no color on a terminal",
    "TERM": "dumb: no color and no pager",
    "COLUMNS": "overrides the width of the terminal; at most 1,000 columns are used",
    "LINES": "overrides the height of the terminal; longer output goes to the pager",
    "XDG_CACHE_HOME": "the parent folder of the cache, on Linux; levelctl cache shows the path",
    "XDG_DATA_HOME": "the parent folder of imported schemes, wages and coded titles, on Linux",
}
"""What each environment variable does."""

FORMATS = {
    "text": "for people: fitted to the terminal; in a pipe, plain lines that are never wrapped or "
    "truncated, or tab-separated rows without a header for lists",
    "json": "for scripts: one document; its field schema names a JSON Schema in docs/schema; later "
    "releases only add keys",
    "ndjson": "match: one JSON document per line, as each title is answered",
    "csv": "rows with a header; an apostrophe keeps a spreadsheet from running a cell as a formula",
    "tsv": "the same, separated by tabs",
    "markdown": "for a pull request or a wiki",
    "code": "match: only the codes, one per line",
    "github": "check: annotations for GitHub workflows",
    "sarif": "check: for code scanning tools",
    "junit": "check: for test reports of a build",
}
"""What each format is for."""

REFERENCES = {
    "TECHNI2.TECHNICAF44E.P2": "a code, in upper or lower case",
    "TECHNICAF44E.P2": "a unique part of a code",
    "TECHNICAF44E": "a focus, with all its levels",
    "P4": "a level of the ladder",
    "technical product manager P3": "a name and a level",
    "tech pm P3": "an alias and a level",
}
"""Ways to refer to a thing in the reference canon."""


def exit_codes() -> Document:
    rows = ((str(code.value), meaning) for code, meaning in MEANINGS.items())
    return (
        _title("Exit codes"),
        _paragraph("Scripts can rely on the exit codes. They are the same for every command."),
        _facts(rows),
    )


def environment() -> Document:
    return (
        _title("Environment"),
        _paragraph("Options override variables; variables override defaults."),
        _facts(ENVIRONMENT.items()),
    )


def formats() -> Document:
    return (
        _title("Formats"),
        _paragraph(
            "Every command except help and completion takes --format, or -f; --help lists its "
            "formats. --json is short for --format json, and LEVELCTL_FORMAT sets the default. "
            "Data goes to stdout; remarks and errors go to stderr."
        ),
        _facts(FORMATS.items()),
    )


def references() -> Document:
    return (
        _title("References"),
        _paragraph(
            "Where a command takes REF, write what you know. If it matches several things, "
            "levelctl lists them; if it matches none, levelctl suggests the nearest."
        ),
        _facts(REFERENCES.items()),
        Commands(tuple(f"levelctl show {reference}" for reference in REFERENCES)),
    )


TOPICS: dict[str, Callable[[], Document]] = {
    "exit-codes": exit_codes,
    "environment": environment,
    "formats": formats,
    "references": references,
}
"""The page of each topic."""


def _title(words: str) -> Heading:
    return Heading(text(words), depth=1)


def _paragraph(words: str) -> Paragraph:
    return Paragraph(text(words))


def _facts(pairs: Iterable[tuple[str, str]]) -> Facts:
    return Facts(tuple((name, text(words)) for name, words in pairs))
