"""Makes text from files safe to print: characters that act on a terminal become visible."""

from __future__ import annotations

import codecs
import re

# Controls except tab and newline (C0, DEL, C1), the soft hyphen, bidirectional and zero-width
# characters, line separators, annotations, lone surrogates and tags.
_ACTIVE_SET = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_ACTIVE = re.compile(f"[{_ACTIVE_SET}]")


def visible(text: str) -> str:
    r"""
    Return *text* with each control or invisible character as a visible escape sequence.

    A byte of a path that is not UTF-8, which Python has as half a surrogate pair, is shown as such.

    >>> visible("a\x1b[31mb\u202ec"), visible("caf\udce9")
    ('a\\x1b[31mb\\u202ec', 'caf\\xe9')
    """
    return _ACTIVE.sub(lambda match: _escape(ord(match[0])), text)


def one_line(text: str) -> str:
    r"""
    Return *text* made visible on one line, with each run of white space as a single space.

    >>> one_line("two\n\tlines")
    'two lines'
    """
    return " ".join(visible(text).split())


def cell(text: str) -> str:
    r"""
    Return *text* on one line for a table of data, as `one_line` does, but with its emoji.

    A joiner between two characters and a variation selector behind one are a part of how these
    look. They stay.

    >>> cell("a  b\nc"), cell("\u2764\ufe0f!") == "\u2764\ufe0f!", cell("\u200da\u202e")
    ('a b c', True, '\\u200da\\u202e')
    """
    if text.isascii():
        return one_line(text)
    seen = f"[^\\s{_ACTIVE_SET}]"
    joiner = f"[\u200c\u200d](?={seen})"
    kept = f"(?<={seen})([\ufe00-\ufe0f](?:{joiner})?|{joiner})"
    shown = re.sub(
        f"{kept}|[{_ACTIVE_SET}]", lambda match: match[1] or _escape(ord(match[0])), text
    )
    return " ".join(shown.split())


def shown_on_a_line(text: str) -> str:
    r"""
    Return *text* made visible, including line ends and tabs, so that a quotation stays on a line.

    >>> print(shown_on_a_line("two\nlines"))
    two\nlines
    """
    return visible(text).replace("\n", r"\n").replace("\t", r"\t")


# Not compiled, because few answers need it.
_COMMAND = r"^((?:[^\S\n]|\x1b\[[\d;]*m)*):(?=:)|#(?=#\w*\[)"


def no_command(text: str) -> str:
    r"""
    Return the lines *text* so that the log of a workflow has no command in them.

    GitHub's and similar runners read ``::error::`` at the start of a line, also behind white
    space, others ``##[error]`` or ``##vso[...]`` anywhere. Their first character is escaped.

    >>> print(no_command(" ::error::x, ##[group]"))
     \x3a:error::x, \x23#[group]
    """
    if "::" not in text and "##" not in text:
        return text
    return re.sub(_COMMAND, _shown_command, text, flags=re.MULTILINE)


def _shown_command(match: re.Match[str]) -> str:
    return r"\x23" if match[1] is None else rf"{match[1]}\x3a"


def no_command_in_json(text: str) -> str:
    r"""
    Return the JSON document *text* without such commands, and with the same value.

    >>> print(no_command_in_json('["##[group]"]'))
    ["\u0023#[group]"]
    """
    # In JSON, no line begins with a text.
    return re.sub(_COMMAND, r"\\u0023", text) if "##" in text else text


def encodable(text: str, encoding: str) -> str:
    """
    Return *text* with each character that *encoding* lacks replaced in ASCII, or escaped.

    >>> encodable("1–3 → •", "ascii")
    '1-3 -> *'
    """
    return text.encode(encoding, errors=LOSSLESS).decode(encoding)


_ASCII = {
    "–": "-",
    "—": "-",
    "…": "...",
    "•": "*",
    "·": "|",
    "→": "->",
    "◀": "<",
    "×": "x",
    "\u2019": "'",
    "│": "|",
    "─": "-",
    "├": "+",
    "┤": "+",
    "┼": "|",
    "┄": ".",
    "●": "*",
    "└": "+",
}


def _nearest(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    character = error.object[error.start]
    if character in _ASCII:
        return _ASCII[character], error.start + 1
    return _escape(ord(character)), error.start + 1


LOSSLESS = "levelctl"
"""The name of the error handler for characters that an encoding lacks."""

codecs.register_error(LOSSLESS, _nearest)


def _escape(number: int) -> str:
    if 0xDC80 <= number <= 0xDCFF:  # noqa: PLR2004 - a byte that is not UTF-8
        number -= 0xDC00
    if number <= 0xFF:  # noqa: PLR2004 - the largest number of two digits
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004
