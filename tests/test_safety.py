"""Other people's text: nothing in a canon or an argument acts on a terminal, a page or a sheet."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import levelctl
from levelctl.canon import Canon
from levelctl.cli.run import run as answer
from levelctl.document import Document, Rows
from levelctl.export import json as json_export
from levelctl.export import markdown, plain
from levelctl.export.delimited import export_csv, export_tsv
from levelctl.layout.comparison import comparison as lay_out_comparison
from levelctl.layout.comparison import comparison_rows
from levelctl.layout.listing import listing as lay_out_listing
from levelctl.layout.listing import listing_rows
from levelctl.layout.page import page as lay_out_page
from levelctl.layout.rubric import rubric as lay_out_rubric
from levelctl.layout.rubric import rubric_rows
from levelctl.render.terminal import render
from levelctl.visible import one_line, visible
from program import run, run_on_pty
from small import FILES, write_canon

PAYLOADS = {
    "colour": "\x1b[31mred\x1b[0m",
    "clear screen": "\x1b[2J\x1b[H",
    "title": "\x1b]0;title\x07",
    "link": "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "C1 CSI": "\x9b31mred",
    "C1 OSC": "\x9d0;title\x9c",
    "next line": "next\x85line",
    "carriage return": "good\rbad",
    "backspace": "good\b\b\b\bbad",
    "bell": "\x07bell",
    "delete": "\x7fdelete",
    "null": "\x00null",
    "form feed": "form\x0cfeed\x0b",
    "override": "\u202etxt.exe\u202c",
    "isolate": "\u2066left\u2069 \u2067right\u2069",
    "marks": "\u200eleft\u200fright\u061c",
    "zero width": "zero\u200bwidth\u200d\u2060",
    "byte order mark": "\ufeffmark",
    "soft hyphen": "soft\u00adhyphen",
    "separators": "line\u2028paragraph\u2029",
    "tags": "tags\U000e0041\U000e007f",
    "shorthand": "shorthand\U0001bca0\U0001d173",
    "Rich markup": "[red]x[/red] [link=https://evil.example]y[/link]",
    "closing markup": "[/red] [/]",
    "list markup": "[min, max] [bold",
    "emoji": ":smile: a:b:c :warning:",
    "HTML": "<script>alert(1)</script><br><!-- x",
    "Markdown": "**x** `y` | z | [a](https://evil.example) ~~q~~",
    "entity": "&lt;b&gt; &amp;amp; &#x1b;",
    "numbered": "1. one",
    "rule": "---",
    "formula": '=1+1+cmd|"/c calc"!A0',
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(A1:A9)",
    "tab before a formula": "\t=1+1",
    "tab and newline": "two\tcells\nlevelctl: and two lines",
}

EACH = pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)

TYPED = pytest.mark.parametrize(
    "payload", [pytest.param(text, id=name) for name, text in PAYLOADS.items() if "\0" not in text]
)
"""Without a null, which no argument and no path holds."""

WARD = "functions/nursing/ward-nurse.yaml"
FUNCTION = "functions/nursing/function.yaml"

FIELDS = {
    "canon name": ("canon.yaml", "small canon"),
    "canon edition": ("canon.yaml", "test"),
    "track name": ("ladder.yaml", "Professional"),
    "level name": ("ladder.yaml", "Worker"),
    "level summary": ("ladder.yaml", "Summary of P2."),
    "level scope": ("ladder.yaml", "Scope of P2"),
    "level autonomy": ("ladder.yaml", "Autonomy of P2"),
    "level complexity": ("ladder.yaml", "Complexity of P2"),
    "level impact": ("ladder.yaml", "Impact of P2"),
    "level decision rights": ("ladder.yaml", "Decision rights of P2"),
    "level leadership": ("ladder.yaml", "Leadership of P2"),
    "family name": ("families.yaml", "Care"),
    "family summary": ("families.yaml", "Looks after people."),
    "function name": (FUNCTION, "Nursing"),
    "function summary": (FUNCTION, "Nursing of every kind."),
    "focus name": (WARD, "Ward Nurse"),
    "focus summary": (WARD, "Looks after the patients of a ward."),
    "alias": (WARD, "Staff Nurse"),
    "alias of a level": (WARD, "Charge Nurse"),
    "scheme": (WARD, "ISCO"),
    "scheme version": (WARD, '"08"'),
    "scheme code": (WARD, '"2221"'),
    "scheme source": (WARD, "test"),
    "skill name": (WARD, "Triage"),
    "skill summary": (WARD, "Decides who is treated first."),
    "tool": (WARD, "Infusion pump"),
    "duty": (WARD, "Plans the shifts of the ward for a week."),
    "knowledge": (WARD, "Knows the ward."),
    "complexity": (WARD, "Solves known problems."),
    "collaboration": (WARD, "Works with doctors."),
    "experience": (WARD, "2 years"),
    "source": (WARD, "Ward handbook"),
    "source url": (WARD, '"https://example.org/ward"'),
}
"""Every field of text that an answer shows: its file, and its value in the small canon."""

TABLED = {
    *("level name", "function name", "family name", "focus name", "track name", "skill name"),
    *("tool", "duty", "knowledge", "complexity", "collaboration", "experience"),
    *("level summary", "level scope", "level leadership"),
}
"""Fields that are cells of a table as well."""


def planted(payload: str) -> dict[str, str]:
    """Return the value of each field: *payload* in front, the field's name behind."""
    return {field: f"{payload} {field}" for field in FIELDS}


def write_planted(root: Path, payload: str) -> Path:
    files = dict(FILES)
    for field, (name, old) in FIELDS.items():
        place = re.compile(rf"(?<=[\[ ]){re.escape(old)}(?=[\n,}}\]])")
        assert place.search(files[name]), field
        value = _quoted(f"{payload} {field}").replace("\\", r"\\")
        files[name] = place.sub(value, files[name], count=1)
    return write_canon(root, {**files})


def _quoted(text: str) -> str:
    """Return *text* as a double-quoted scalar of YAML in which nothing but ASCII stands."""
    return f'"{"".join(map(_escape, text))}"'


def _escape(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if char.isascii() and char.isprintable() else f"\\U{ord(char):08x}"


@pytest.fixture(scope="module")
def canons(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Canon]:
    """Return the small canon with each payload in all of `FIELDS`, by the payload."""
    roots = {payload: tmp_path_factory.mktemp("planted") for payload in PAYLOADS.values()}
    return {
        payload: levelctl.open_canon(write_planted(root, payload))
        for payload, root in roots.items()
    }


@pytest.fixture
def canon(canons: dict[str, Canon], payload: str) -> Canon:
    assert canons[payload].diagnostics == ()
    return canons[payload]


PAGES = ("WARDNURS1234.P2", "WARDNURS1234", "NURSIN", "care", "P2")
SIDES = (("WARDNURS1234.P2", "CLINICNU5678.P2"), ("P2", "P1"))


def documents(canon: Canon) -> Iterator[Document]:
    for reference in PAGES:
        yield lay_out_page(levelctl.show(canon, reference))
    yield lay_out_listing(levelctl.list_profiles(canon))
    for focus, transposed in ((None, False), ("WARDNURS1234", False), ("WARDNURS1234", True)):
        yield lay_out_rubric(levelctl.rubric(canon, focus, transposed=transposed))
    for sides in SIDES:
        yield lay_out_comparison(levelctl.diff(canon, *sides))


def tables(canon: Canon) -> Iterator[Rows]:
    yield listing_rows(levelctl.list_profiles(canon))
    for focus in (None, "WARDNURS1234"):
        yield rubric_rows(levelctl.rubric(canon, focus))
    for sides in SIDES:
        yield comparison_rows(levelctl.diff(canon, *sides))


SEEN = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f]"
)
"""Format characters that have a shape of their own: signs above numbers, joined hieroglyphs."""

BLANK = "\u034f\u115f\u1160\u3164\uffa0"
"""Letters and marks without a shape."""


def acts(char: str) -> bool:
    """Tell whether *char* does something to a line instead of being seen in it."""
    kind = unicodedata.category(char)
    return char not in "\n\t" and (
        kind in ("Cc", "Cs", "Zl", "Zp") or char in BLANK or (kind == "Cf" and not SEEN.match(char))
    )


def shown(text: str) -> str:
    """Return *text* as a reader should see it, with escapes for characters that act."""
    return "".join(_shown(ord(char)) if acts(char) else char for char in text)


def _shown(number: int) -> str:
    letter, digits = ("x", 2) if number < 0x100 else ("u", 4) if number < 0x10000 else ("U", 8)
    return f"\\{letter}{number:0{digits}x}"


def on_a_line(text: str) -> str:
    return " ".join(shown(text).split())


def acting(text: str, *, but: str = "\n") -> list[str]:
    """Return the characters of *text* that act, tabs too, less those of *but*."""
    return [char for char in text if (acts(char) or char == "\t") and char not in but]


def squeezed(text: str) -> str:
    return "".join(text.split())


def missing(payload: str, text: str) -> list[str]:
    """Return the fields of which a line is not in *text*, which may wrap."""
    drawn = squeezed(text)
    return [
        field
        for field, value in planted(payload).items()
        if any(squeezed(line) not in drawn for line in shown(value).split("\n"))
    ]


OURS = re.compile(r"\x1b\[(?:[01247]|3[2356]|;)+m")
"""The escapes of levelctl itself: bold, dim, underlined, reverse, and four colours of a palette."""


@EACH
def test_on_a_terminal(canon: Canon, payload: str) -> None:
    drawn = "".join(render(each, width=600, colour=True) for each in documents(canon))
    bare = OURS.sub("", drawn)

    assert len(bare) < len(drawn)
    assert acting(bare) == []
    assert missing(payload, bare) == []


@EACH
def test_in_a_pipe(canon: Canon, payload: str) -> None:
    text = "".join(map(plain.export, documents(canon)))

    assert acting(text) == []
    lines = " ".join(text.split("\n"))
    assert [value for value in planted(payload).values() if on_a_line(value) not in lines] == []


READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@EACH
def test_in_markdown(canon: Canon, payload: str) -> None:
    """A reader of Markdown sees the text as it stands in the canon, and nothing but text."""
    texts = [markdown.export(each) for each in documents(canon)]
    tokens = [token for text in texts for token in _tokens(READER.parse(text))]

    assert acting("".join(texts)) == []
    assert {token.content for token in tokens if token.type.startswith("html")} <= {"<br>"}
    assert {token.type for token in tokens} & {"link_open", "image", "s_open", "hr"} == set()
    read = "".join(token.content for token in tokens if token.type in ("text", "code_inline"))
    assert missing(payload, read) == []
    assert ("\\" in read) is ("\\" in shown(payload))


def _tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from _tokens(token.children) if token.children else (token,)


@EACH
def test_in_rows(canon: Canon, payload: str) -> None:
    expected = {on_a_line(value) for field, value in planted(payload).items() if field in TABLED}
    lines = "".join(map(export_tsv, tables(canon)))

    assert acting(lines, but="\n\t") == []
    assert expected - {cell for line in lines.split("\n") for cell in line.split("\t")} == set()
    for rows, table in zip(map(list, tables(canon)), map(export_tsv, tables(canon)), strict=True):
        assert {line.count("\t") for line in table.splitlines()} == {len(rows[0]) - 1}


@EACH
def test_in_a_spreadsheet(canon: Canon, payload: str) -> None:
    expected = {on_a_line(value) for field, value in planted(payload).items() if field in TABLED}
    guarded = {f"'{value}" if value[0] in "=+-@" else value for value in expected}
    texts = [export_csv(rows) for rows in tables(canon)]
    cells = {cell for text in texts for row in csv.reader(text.splitlines()) for cell in row}

    assert acting("".join(texts)) == []
    assert guarded - cells == set()
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


@EACH
def test_in_json(canon: Canon, payload: str) -> None:
    """JSON has the true value, and nothing but ASCII."""
    results = [
        *(levelctl.show(canon, reference) for reference in PAGES),
        levelctl.list_profiles(canon),
        levelctl.rubric(canon, "WARDNURS1234"),
        levelctl.diff(canon, *SIDES[0]),
    ]
    texts = [json_export.export(result) for result in results]

    assert acting("".join(texts)) == []
    assert "".join(texts).isascii()
    found = {string for text in texts for string in _strings(json.loads(text))}
    assert set(planted(payload).values()) - found == set()


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _strings(each)
        case dict():
            yield from _strings(list(value.values()))


# The same through the program itself.

EVERYTHING = " ".join(PAYLOADS.values())

LINES = (
    "show WARDNURS1234.P2",
    "list",
    "rubric WARDNURS1234",
    "diff WARDNURS1234.P2 CLINICNU5678.P2",
)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_planted(tmp_path_factory.mktemp("everything"), EVERYTHING))


@pytest.mark.parametrize("line", LINES)
def test_the_program_on_a_terminal(everything: str, line: str) -> None:
    text, code = run_on_pty("--canon", everything, *line.split(), env={"NO_COLOR": "1"}, width=100)

    assert (code, acting(text)) == (0, [])
    assert squeezed(shown(f"{EVERYTHING} focus name".split("\n")[-1])) in squeezed(text)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_program_in_a_pipe(everything: str, line: str, form: str) -> None:
    got = run("--canon", everything, *line.split(), "-f", form)

    rows = form == "text" and line == "list"
    assert (got.code, got.err, acting(got.out, but="\n\t" if rows else "\n")) == (0, "", [])


# Arguments, and what errors quote.


def _told(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """Return the lines of the error with which *arguments* are refused."""
    assert answer(arguments) in (2, 3)
    out, err = capfd.readouterr()
    assert (out, err[-1:]) == ("", "\n")
    assert acting(err) == []
    return err[:-1].split("\n")


@TYPED
@pytest.mark.parametrize(
    "line",
    [
        *("show @", "show P2 -s @", "show P2 -f @", "diff P2 @", "diff P2 P3 --in @", "@", "--@"),
        *("list --track @", "list --color @", "rubric --levels @", "list --canon @"),
    ],
)
def test_in_an_argument(capfd: pytest.CaptureFixture[str], line: str, payload: str) -> None:
    """An argument is told on one line: it cannot pass for a line of levelctl's own."""
    arguments = [part.replace("@", payload) for part in line.split()]

    first, second = _told(capfd, *arguments)
    assert first.startswith("levelctl: ")
    assert second.startswith("hint: ")


@TYPED
def test_in_the_name_of_a_folder(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, payload: str
) -> None:
    folder = write_canon(tmp_path / payload.replace("/", ""), {"ladder.yaml": None})

    fault, error = _told(capfd, "list", "--canon", str(folder))
    assert fault.endswith(
        "/ladder.yaml:1:1: error it cannot be read: No such file or directory (syntax)"
    )
    assert error.startswith("levelctl: the canon /")


@EACH
def test_in_a_suggestion(capfd: pytest.CaptureFixture[str], canon: Canon, payload: str) -> None:
    """The canon's names stand in errors too."""
    wanted = planted(payload)["alias"].removesuffix("s")

    error, hint = _told(capfd, "show", "--canon", str(canon.root), "--", wanted)
    assert error.endswith("is not in the canon")
    assert hint.startswith("hint: did you mean ")


# What makes text safe.


def test_every_character_that_acts_is_shown() -> None:
    """All of Unicode, one by one."""
    assert [hex(n) for n in range(0x110000) if acts(chr(n)) and visible(chr(n)) == chr(n)] == []


TEXT = st.text(st.characters(exclude_categories=()))


@given(TEXT)
def test_visible_text(text: str) -> None:
    safe = visible(text)

    assert [char for char in safe if acts(char)] == []
    assert visible(safe) == safe


@given(TEXT)
def test_one_line(text: str) -> None:
    line = one_line(text)

    assert re.sub(r" (?=\S)", "", line) == "".join(line.split())
    assert line == line.strip()
    assert one_line(line) == line


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_ascii_is_left_alone(text: str) -> None:
    assert visible(text) == text
