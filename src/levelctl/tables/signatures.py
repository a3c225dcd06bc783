"""Tells what a file is from its first bytes, if it is not a text with rows."""

from __future__ import annotations

import re
from typing import NamedTuple

from levelctl.tables.guessing import wide_encoding

AS_CSV = "open it and save its table as CSV"

_UNPACK = "unpack it and give the file in it"


class Signature(NamedTuple):
    """How the files of one kind begin, what they are, and what to do with them."""

    start: bytes
    kind: str
    hint: str


ARCHIVE = Signature(b"PK\x03\x04", "a workbook of Excel or another zip archive", _UNPACK)
OLD_WORKBOOK = Signature(
    b"\xd0\xcf\x11\xe0",
    "a workbook of an old Excel (XLS), or one with a password",
    "open it and save it as XLSX without a password, or as CSV",
)

_SIGNATURES = (
    ARCHIVE,
    OLD_WORKBOOK,
    Signature(b"%PDF-", "a PDF", "give the table that it was made from, as CSV or XLSX"),
    Signature(b"\x1f\x8b", "compressed with gzip", "unpack it with gunzip -c FILE"),
    Signature(b"BZh", "compressed with bzip2", "unpack it with bunzip2 -c FILE"),
    Signature(b"\xfd7zXZ\0", "compressed with xz", "unpack it with xz -dc FILE"),
    Signature(b"\x28\xb5\x2f\xfd", "compressed with zstd", "unpack it with zstd -dc FILE"),
    Signature(b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    Signature(b"Rar!", "a RAR archive", _UNPACK),
    Signature(b"PAR1", "a Parquet file", "save its table as CSV or NDJSON"),
    Signature(b"ARROW1", "an Arrow file", "save its table as CSV or NDJSON"),
    Signature(b"SQLite format 3\0", "an SQLite database", "export its table as CSV"),
    Signature(b"{\\rtf", "a document in RTF", AS_CSV),
    Signature(b"\x89PNG", "a picture (PNG)", "give a file of text"),
    Signature(b"\xff\xd8\xff", "a picture (JPEG)", "give a file of text"),
    Signature(b"GIF8", "a picture (GIF)", "give a file of text"),
)

_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|table|style|\?xml|!--|div|script)\b", re.IGNORECASE
)
_JSON = re.compile(rb"\[\s*(?:\Z|[\[{\"\]])|\{\s*(?:\Z|[\"}])")


def kind_of(start: bytes) -> Signature | None:
    """Return what a file is whose first bytes are *start*; None for text that may have rows."""
    for each in _SIGNATURES:
        if start.startswith(each.start):
            return each
    text = start.lstrip()
    markup = _MARKUP.match(text)
    if markup:
        kind = "XML" if markup[0].startswith(b"<?") else "a web page (HTML)"
        return Signature(markup[0], kind, AS_CSV)
    if b"\0" not in start:
        return None
    wide = wide_encoding(start)
    if wide:
        hint = f"if so, read it with --encoding {wide}"
        return Signature(b"", "binary, or UTF-16 without a byte order mark", hint)
    return Signature(b"", "binary: it has zero bytes", "give a file of text, such as CSV")


def is_json(start: bytes) -> bool:
    """Return whether *start*, the first bytes of a text, look like an array or object of JSON."""
    return _JSON.match(start.lstrip()) is not None
