"""What ``levelctl help`` explains besides the commands: pages for people, docs and the manual."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from levelctl.cli.exit_codes import MEANINGS
from levelctl.text.document import Commands, Document, Facts, Heading, Paragraph, text

ENVIRONMENT = {
    "LEVELCTL_CANON": "the folder of the canon to read, where --canon names none",
    "LEVELCTL_FOCUS": "the focus whose profiles diff compares, where --in names none",
    "LEVELCTL_FORMAT": "the format of every answer, where neither --format nor --json is given; a "
    "command that has not the format says so",
    "LEVELCTL_PAGER": "what shows an answer that is longer than the terminal; empty or cat: none",
    "PAGER": "the same, where LEVELCTL_PAGER is not set; where neither is, less -FIRX",
    "NO_COLOR": "not empty: no colour, whatever the next two say",
    "FORCE_COLOR": "neither empty nor 0: colour, in a pipe as well",
    "CLICOLOR_FORCE": "the same",
    "CLICOLOR": "0: no colour on a terminal",
    "TERM": "dumb: no colour and no pager",
    "COLUMNS": "the width of the terminal, where it is not the one that the terminal says",
    "XDG_CACHE_HOME": "the folder of levelctl's cache, on Linux; levelctl cache says where it is",
    "XDG_DATA_HOME": "the folder of imported schemes and wages, on Linux",
}
"""What each variable of the environment does."""

FORMATS = {
    "text": "for people: on a terminal drawn to its width, in a pipe plain lines, never wrapped or "
    "cut, or where an answer is a list tab-separated rows without headings",
    "json": "for scripts: one document, whose field schema names its JSON Schema in docs/schema; "
    "it only ever grows",
    "ndjson": "match: a JSON document a line, as titles come",
    "csv": "rows with headings for spreadsheets; what a spreadsheet would run as a formula has a "
    "quote before it",
    "tsv": "the same with tabs",
    "markdown": "for a pull request or a wiki",
    "code": "match: the codes alone, a line each",
    "github": "check: annotations for GitHub's workflows",
    "sarif": "check: for code scanning",
    "junit": "check: for the reports of a build",
}
"""What each format is for."""

REFERENCES = {
    "TECHNI2.TECHNICAF44E.P2": "a code, in any case",
    "TECHNICAF44E.P2": "a part of a code that no other thing has",
    "TECHNICAF44E": "a focus: all its levels",
    "P4": "a level of the ladder",
    "technical product manager P3": "a name, and the level",
    "tech pm P3": "an alias, and the level",
}
"""What a person may write for a thing of the reference canon."""


def exit_codes() -> Document:
    rows = ((str(code.value), meaning) for code, meaning in MEANINGS.items())
    return (
        _title("Exit codes"),
        _paragraph("A script can rely on them: the same for every command."),
        _facts(rows),
    )


def environment() -> Document:
    return (
        _title("Environment"),
        _paragraph("An option goes before a variable, a variable before what is usual."),
        _facts(ENVIRONMENT.items()),
    )


def formats() -> Document:
    return (
        _title("Formats"),
        _paragraph(
            "Every command but help and completion takes --format, or -f; its --help says which it "
            "has. --json is short for --format json, and LEVELCTL_FORMAT sets what is usual. Data "
            "goes to stdout, remarks and errors to stderr."
        ),
        _facts(FORMATS.items()),
    )


def references() -> Document:
    return (
        _title("References"),
        _paragraph(
            "Where a command takes REF, write what you know of the thing. What fits several "
            "things is refused with the list of them, and what fits none with the nearest."
        ),
        _facts(REFERENCES.items()),
        Commands(tuple(f"levelctl show {each}" for each in REFERENCES)),
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
