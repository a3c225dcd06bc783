"""Finds the delimiter of a table by its first rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice

from levelctl.tables.lines import Line, Lines
from levelctl.text.safe import shown_on_a_line

AHEAD = 20
"""The most lines that are looked at, if the first one leaves it open what the delimiter is."""

COMMON = ("\t", ";", ",", "|")
"""The delimiters that one line is enough for."""

MOST = 20
"""The most delimiters that are tried."""

LOOKED_AT = 10_000
"""The most characters of a line that are looked at."""

LONGEST = 3
"""The most times that one character makes a delimiter, as in ``||``."""

CONSISTENT = 0.9
"""The share of rows that have as many cells as the first one if another delimiter is right."""

_QUOTED = re.compile(r'"[^"]*"?')
_RARE = re.compile(r"""[^\w\s"'()./\[\]{}<>?-]""")

_SEP = re.compile(r'"?sep=(\t|[^"\w\s])"?', re.IGNORECASE)

_NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " "}

IsHeading = Callable[[Sequence[str]], bool]
"""Whether the cells of a row are those of the heading that is looked for."""


def told(text: str) -> str | None:
    r"""
    Return the delimiter that a person calls *text*, or None if it cannot be one.

    >>> told("tab"), told(r"\t"), told("||"), told("a"), told('"')
    ('\t', '\t', '||', None, None)
    """
    delimiter = _NAMES.get(text.casefold(), text)
    possible = delimiter and not re.search(r'["\r\n\ud800-\udfff]|[^\W_]', delimiter)
    return delimiter if possible else None


def shown(delimiter: str) -> str:
    r"""
    Return the name of *delimiter*.

    >>> shown("\t"), shown("|"), shown("\x1f")
    ('a tab', '"|"', '"\\x1f"')
    """
    return {"\t": "a tab", " ": "a space"}.get(delimiter, f'"{shown_on_a_line(delimiter)}"')


def declared(line: str) -> str | None:
    """
    Return the delimiter that *line* declares, as Excel's first line ``sep=;`` does, or None.

    >>> declared("sep=;"), declared('"SEP=|"'), declared("sep=title")
    (';', '|', None)
    """
    match = _SEP.fullmatch(line.strip(" \r\n") if "\t" in line else line.strip())
    return match[1] if match else None


def sniffed(lines: Lines, is_heading: IsHeading) -> str | None:
    """
    Return the delimiter of the table *lines*, of which none is consumed; None without any.

    One line is enough if it splits into the heading at one delimiter alone, or if it has only one
    of the `COMMON` ones. Otherwise up to `AHEAD` lines are read, and the delimiter wins that gives
    most of them as many cells as the first one.
    """
    first = lines.peek()
    text = (first.text or "")[:LOOKED_AT] if first else ""
    possible = candidates(text)
    fitting = [each for each in possible if is_heading(cells_of(text, each))]
    if len(fitting) == 1:
        return fitting[0]
    common = [each for each in fitting or possible if each[0] in COMMON]
    if len(common) == 1:
        return common[0]
    if not possible:  # nothing to wait for
        return None
    texts = _texts(lines)
    return _most_consistent(texts, fitting or possible) if texts else None


def cells_of(text: str, delimiter: str) -> list[str]:
    """Return about the cells of the row *text*: those that are on its line, without quotes."""
    if '"' not in text:
        return text.split(delimiter)
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0].strip('"'))
        return "\0"

    cells = _QUOTED.sub(hold, text.replace("\0", "")).split(delimiter)
    following = iter(held)
    return [re.sub("\0", lambda _: next(following), cell) for cell in cells]


def ahead(lines: Lines, most: int = AHEAD) -> list[Line]:
    """Return the next lines, at most *most*, of which none is consumed."""
    found = list(islice(lines, most))
    lines.back(found)
    return found


def _texts(lines: Lines) -> list[str]:
    texts = (line.text[:LOOKED_AT] for line in ahead(lines) if line.text)
    return [text for text in texts if text.strip()]


def candidates(text: str) -> list[str]:
    """Return the delimiters that *text* may have, at most `MOST`, the common ones first."""
    bare = _QUOTED.sub("x", text[:LOOKED_AT])
    controls = [each for each in bare if each < " " and each not in "\r\n\0"]
    found = (*(each for each in COMMON if each in bare), *_RARE.findall(bare), *controls)
    several = islice(dict.fromkeys(found), MOST)
    return [each for one in several for each in (one, *_repeated(bare, one))]


def _repeated(text: str, character: str) -> list[str]:
    """Return *character* as often as each run of it in *text* has it, if that is several times."""
    lengths = {len(run) for run in re.findall(f"{re.escape(character)}+", text)}
    repeated = lengths.pop()
    never = lengths or character in ",;\t" or not 1 < repeated <= LONGEST
    return [] if never else [character * repeated]


def _most_consistent(texts: list[str], possible: Sequence[str]) -> str | None:
    best = max(possible, key=lambda each: _consistency(texts, each))
    consistency, common, *_ = _consistency(texts, best)
    return best if common or (consistency >= CONSISTENT and len(texts) > 1) else None


def _consistency(texts: list[str], delimiter: str) -> tuple[float, bool, int, int]:
    """Return the share of *texts* with as many cells as the first, and other reasons for it."""
    counts = Counter(len(cells_of(each, delimiter)) for each in texts)
    width = len(cells_of(texts[0], delimiter))
    return counts[width] / len(texts), delimiter[0] in COMMON, len(delimiter), width
