"""The schemes of occupations on this machine as a document and as rows."""

from __future__ import annotations

from levelctl.document import Document, Facts, Heading, Paragraph, Rows, text
from levelctl.imports import Imports, ListedScheme


def imports(result: Imports) -> Document:
    if not result.schemes:
        return (Paragraph(text("Nothing is imported.", "muted")),)
    return tuple(block for each in result.schemes for block in _scheme(each))


def _scheme(scheme: ListedScheme) -> Document:
    facts = (("Codes", text(f"{scheme.codes:,}")), ("Source", text(scheme.source)))
    return (Heading(text(f"{scheme.scheme} {scheme.version}", "strong")), Facts(facts))


def import_rows(result: Imports, *, headings: bool = True) -> Rows:
    """Yield a row for each scheme."""
    if headings:
        yield ("scheme", "version", "codes", "source")
    for each in result.schemes:
        yield (each.scheme, each.version, str(each.codes), each.source)
