"""Safe text: no output contains a character that a terminal or reader would act on."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import acting, acts, runs, squeezed, unguarded
from levelctl.cli import complete, streams
from levelctl.diagnostics import Diagnostic, Related, Span
from levelctl.output import markdown, plain
from levelctl.output.delimited import export_csv, export_rows, export_tsv
from levelctl.output.terminal import render
from levelctl.text.document import (
    Block,
    Branch,
    Bullets,
    Column,
    Commands,
    Excerpt,
    Facts,
    Heading,
    Paragraph,
    Remark,
    Run,
    Sample,
    Style,
    Table,
    TableRow,
    Tree,
)
from levelctl.text.safe import encodable, one_line, shown_on_a_line, visible

TEXT = st.text(st.characters(exclude_categories=())) | st.text("\x1b[]m\n\t\u202e\ud800:*`|#-=ab ")
"""Any text, half surrogate pairs too, and often what terminals and formats care about."""


def test_every_character_that_acts_is_shown() -> None:
    """All of Unicode, one by one."""
    assert [hex(n) for n in range(0x110000) if acts(chr(n)) and visible(chr(n)) == chr(n)] == []


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
def test_plain_ascii_is_unchanged(text: str) -> None:
    assert visible(text) == text


@given(TEXT)
def test_shown_on_a_line(text: str) -> None:
    assert acting(shown_on_a_line(text), but="") == []
    assert "\n" not in shown_on_a_line(text)


@given(TEXT, st.sampled_from(["ascii", "cp1252", "latin-1", "utf-8", "utf-16"]))
def test_encodable(text: str, encoding: str) -> None:
    safe = encodable(visible(text), encoding)

    assert safe.encode(encoding).decode(encoding) == safe
    assert not any(acts(char) for char in safe)


STYLES: tuple[Style, ...] = ("plain", "strong", "muted", "code", "mark", "bad", "changed", "error")

BLOCKS: dict[str, Callable[[tuple[Run, ...]], Block]] = {
    "title": lambda text: Heading(text, 1),
    "heading": Heading,
    "paragraph": Paragraph,
    "bullets": lambda text: Bullets((text, text)),
    "facts": lambda text: Facts(((text[0].text, text),)),
    "table": lambda text: Table(
        (Column(text), Column(text, 10)), (TableRow(((text,), (text, text))),)
    ),
    "tree": lambda text: Tree((Branch(text, (Branch(text),)),)),
    "commands": lambda text: Commands((text[0].text,)),
    "sample": lambda text: Sample("yaml", (text[0].text,)),
    "remark": lambda text: Remark(text, Excerpt(1, text[0].text, 1, 1), (text,)),
}
"""A block of each kind with a text everywhere that it may have one."""


def test_every_kind_of_block_is_tried() -> None:
    made = {type(make((Run("x"),))) for make in BLOCKS.values()}
    assert made == {*Block.__args__}


RUNS = st.lists(st.builds(Run, TEXT, st.sampled_from(STYLES)), min_size=1, max_size=3).map(tuple)


@pytest.mark.parametrize("make", BLOCKS.values(), ids=BLOCKS)
@given(text=RUNS, width=st.sampled_from([20, 40, 80, 400]), colour=st.booleans())
@pytest.mark.long
def test_a_block(
    make: Callable[[tuple[Run, ...]], Block], text: tuple[Run, ...], width: int, colour: bool
) -> None:
    document = (make(text),)
    drawn = render(document, width=width, color=colour)
    bare = re.sub(r"\x1b\[[\d;]*m", "", drawn)

    assert ("\x1b" in drawn) <= colour
    assert acting(bare) == []
    assert acting(plain.export(document)) == []
    assert acting(markdown.export(document)) == []


@given(TEXT)
def test_a_paragraph_is_all_there(text: str) -> None:
    document = (Paragraph((Run(text),)),)

    assert plain.export(document) == f"{one_line(text)}\n"
    assert squeezed(render(document, width=20, color=False)) == squeezed(visible(text))


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), min_size=1, max_size=4))
def test_rows(rows: list[list[str]]) -> None:
    expected = [[one_line(cell) for cell in row] for row in rows]
    plain, tsv = export_rows(iter(rows)), export_tsv(iter(rows))
    spreadsheet = export_csv(iter(rows))

    assert acting(tsv + plain, but="\n\t") == acting(spreadsheet) == []
    assert [row.split("\t") for row in plain.split("\n")[:-1]] == expected
    cells = [*csv.reader(spreadsheet.splitlines(keepends=True), strict=True)]
    assert [row.split("\t") for row in tsv.split("\n")[:-1]] == cells
    assert [list(map(unguarded, row)) for row in cells] == expected
    assert not [cell for row in cells for cell in row if runs(cell)]


@given(TEXT, TEXT, TEXT, TEXT)
def test_a_diagnostic_is_a_line_for_each_thing(
    path: str, message: str, hint: str, why: str
) -> None:
    place = Span(1, 1)
    related = (Related(path, place, why),)
    lines = [*Diagnostic(path, place, message, rule="x", related=related, hint=hint).lines()]

    assert acting("".join(lines), but="") == []
    assert not any("\n" in line for line in lines)
    assert len(lines) == (3 if hint else 2)


@given(TEXT)
def test_an_error_is_a_line(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        written = _Written()
        patch.setattr("sys.__stderr__", written)
        streams.remark(text)
    assert acting(written.text) == []
    assert (written.text[-1], written.text.count("\n")) == ("\n", 1)


class _Written:
    """A stream that remembers what is written."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.text = ""
        self.buffer = self

    def write(self, data: memoryview) -> int:
        self.text += bytes(data).decode()
        return len(data)

    def flush(self) -> None:
        pass


@given(st.lists(TEXT), TEXT)
def test_what_completion_offers(found: list[str], begun: str) -> None:
    """Nothing that a shell could act on, whatever a canon has."""
    offered = complete.safe_words([*found, "A.b-1_"], "")
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", word, re.ASCII) for word in offered)
    assert "A.b-1_" in offered
    assert {*complete.safe_words(found, begun)} <= {*found}
