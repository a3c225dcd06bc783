"""Turns the files that `levelctl new` created into a document."""

from __future__ import annotations

from levelctl.answers.new.writing import New
from levelctl.text.document import Bullets, Document, Heading, text


def document(result: New) -> Document:
    """Return *result* as a document: the code or folder, and the files that were written."""
    heading = Heading(text(result.code or result.canon, "code"), depth=1)
    return (heading, Bullets(tuple(text(path, "code") for path in result.written)))
