"""Documents on a terminal of any width, with colour and without."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from levelctl.output.terminal import console, render
from levelctl.text.document import (
    NOT_KNOWN,
    Block,
    Branch,
    Bullets,
    Column,
    Commands,
    Document,
    Facts,
    Heading,
    Paragraph,
    Run,
    Style,
    Table,
    TableRow,
    Text,
    Tree,
    text,
)
from levelctl.text.safe import visible

NAMES = Table(
    (Column(text("Code")), Column(text("Title"), 14)),
    (
        TableRow(((text("A.B.P1", "code"),), (text("Ward Nurse"),))),
        TableRow(((text("A.B.P2", "code"),), (text("Storekeeper of the north"),)), shown=True),
    ),
)
PROSE = Table(
    (Column(text("Level")), Column(text("Scope"), 20), Column(text("Duties"), 20)),
    (
        TableRow(
            (
                (text("P1", "strong"),),
                (text("A single assigned task inside the case of a colleague"),),
                (text("Plans."), text("Cares for people.")),
            )
        ),
        TableRow(((text("P2 ◀", "mark"),), (NOT_KNOWN,), ()), shown=True),
    ),
)
CHANGED: Text = (Run("one "), Run("whole ", "changed"), Run("team"))


def _drawn(*blocks: Block, width: int = 40, encoding: str = "utf-8") -> str:
    return render(blocks, width=width, color=False, encoding=encoding)


@pytest.mark.parametrize(
    ("block", "width", "expected"),
    [
        pytest.param(
            Heading(text("Ward Nurse"), depth=1),
            20,
            "Ward Nurse\n────────────────────\n",
            id="title",
        ),
        pytest.param(Heading(text("Skills")), 20, "\nSkills\n", id="section"),
        pytest.param(Heading(text("P1"), depth=3), 20, "P1\n", id="part of a section"),
        pytest.param(
            Paragraph(text("Plans the shifts of the ward.")),
            20,
            "Plans the shifts of\nthe ward.\n",
            id="paragraph",
        ),
        pytest.param(
            Paragraph(text("NURSIN.WARDNURS1234.P2")),
            20,
            "NURSIN.WARDNURS1234.\nP2\n",
            id="a word that is too long",
        ),
        pytest.param(
            Bullets((text("Plans the shifts of the ward."), text("two\nlines"))),
            20,
            " • Plans the shifts\n   of the ward.\n • two lines\n",
            id="bullets",
        ),
        pytest.param(
            Facts((("Scope", text("A set of tasks")), ("Typical experience", NOT_KNOWN))),
            60,
            "Scope               A set of tasks\nTypical experience  not known\n",
            id="facts side by side",
        ),
        pytest.param(
            Facts((("Scope", text("A set of tasks")), ("Typical experience", NOT_KNOWN))),
            40,
            "Scope\n  A set of tasks\nTypical experience\n  not known\n",
            id="facts one below the other",
        ),
        pytest.param(
            NAMES,
            40,
            """\
╭────────┬──────────────────────────╮
│ Code   │ Title                    │
├────────┼──────────────────────────┤
│ A.B.P1 │ Ward Nurse               │
│ A.B.P2 │ Storekeeper of the north │
╰────────┴──────────────────────────╯
""",
            id="table of names",
        ),
        pytest.param(
            PROSE,
            80,
            """\
╭───────┬───────────────────────────────────┬──────────────────────────────────╮
│ Level │ Scope                             │ Duties                           │
├───────┼───────────────────────────────────┼──────────────────────────────────┤
│ P1    │ A single assigned task inside the │  • Plans.                        │
│       │ case of a colleague               │  • Cares for people.             │
├───────┼───────────────────────────────────┼──────────────────────────────────┤
│ P2 ◀  │ not known                         │                                  │
╰───────┴───────────────────────────────────┴──────────────────────────────────╯
""",
            id="table of prose",
        ),
        pytest.param(
            PROSE,
            40,
            """\
P1
  Scope
    A single assigned task inside the
    case of a colleague
  Duties
     • Plans.
     • Cares for people.
P2 ◀
  Scope
    not known
  Duties
""",
            id="table stacked",
        ),
        pytest.param(
            Tree((Branch(text("Care"), (Branch(text("A")), Branch(text("B")))), Branch(text("C")))),
            20,
            "Care\n├── A\n└── B\nC\n",
            id="tree",
        ),
        pytest.param(
            Commands(("levelctl list", "levelctl show P2")),
            20,
            "  $ levelctl list\n  $ levelctl show P2\n",
            id="commands",
        ),
    ],
)
def test_blocks(block: Block, width: int, expected: str) -> None:
    assert _drawn(block, width=width) == expected


@pytest.mark.parametrize(
    ("table", "least"),
    [
        pytest.param(NAMES, 27, id="names"),  # 6 and 14 for the cells, 7 for the lines
        pytest.param(PROSE, 55, id="prose"),  # 5, 20 and 20 for the cells, 10 for the lines
    ],
)
def test_a_table_is_stacked_where_it_does_not_fit(table: Table, least: int) -> None:
    assert _drawn(table, width=least).startswith("╭")
    assert "╭" not in _drawn(table, width=least - 1)


def test_a_heading_that_would_be_split_stacks_its_table() -> None:
    cell = (text("a"),)
    table = Table((Column(text("")), Column(text("N.WARD.P2"), 5)), (TableRow((cell, cell)),))

    assert [_drawn(table, width=width)[0] for width in (16, 17)] == ["a", "╭"]


@pytest.mark.parametrize("width", [100, 105, 110])
def test_a_column_of_prose_has_the_columns_that_it_needs(width: int) -> None:
    prose = (text("plans the shifts of the ward " * 4),)
    columns = (Column(text("")), Column(text("P1"), 38), Column(text("P2"), 38))
    table = Table(columns, (TableRow(((text("Complexity and problem solving"),), prose, prose)),))

    _, *lines = _drawn(table, width=width).splitlines()[0].strip("╭╮").split("┬")

    assert [cell_len(line) >= 38 + 2 for line in lines] == [True, True]


def test_a_table_without_rows_is_drawn() -> None:
    assert _drawn(Table((Column(text("Code")),), ())) is not None


# Colour, and what stands for it.


@pytest.mark.parametrize(
    ("style", "in_colour", "without"),
    [
        pytest.param("plain", "a b c", "a b c", id="plain"),
        pytest.param("strong", "a \x1b[1mb \x1b[0mc", "a b c", id="strong"),
        pytest.param("muted", "a \x1b[2mb \x1b[0mc", "a b c", id="muted"),
        pytest.param("code", "a \x1b[36mb \x1b[0mc", "a b c", id="code"),
        pytest.param("mark", "a \x1b[1;7mb \x1b[0mc", "a b c", id="mark"),
        pytest.param("good", "a \x1b[32mb \x1b[0mc", "a b c", id="good"),
        pytest.param("bad", "a \x1b[33mb \x1b[0mc", "a b c", id="bad"),
        pytest.param("changed", "a \x1b[35mb \x1b[0mc", "a *b* c", id="changed"),
    ],
)
def test_styles(style: Style, in_colour: str, without: str) -> None:
    document = (Paragraph((Run("a "), Run("b ", style), Run("c"))),)

    assert render(document, width=40, color=True) == f"{in_colour}\n"
    assert render(document, width=40, color=False) == f"{without}\n"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param(Paragraph(CHANGED), "one *whole* team\n", id="paragraph"),
        pytest.param(Bullets((CHANGED,)), " • one *whole* team\n", id="item"),
        pytest.param(Heading(CHANGED, depth=3), "one *whole* team\n", id="heading"),
        pytest.param(
            Paragraph((Run("a "), Run("b", "changed"))), "a *b*\n", id="changed at the end"
        ),
    ],
)
def test_changed_words_stand_between_asterisks(block: Block, expected: str) -> None:
    assert _drawn(block) == expected


def test_the_shown_row_is_bold_in_colour() -> None:
    lines = render((NAMES,), width=40, color=True).splitlines()

    assert ["\x1b[1m" in line for line in lines] == [False, True, False, False, True, False]


# Other people's text.


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("[red]a[/red]", "[red]a[/red]", id="markup"),
        pytest.param("[/]", "[/]", id="closing markup"),
        pytest.param(":smile:", ":smile:", id="emoji"),
        pytest.param("[link=x]a[/link]", "[link=x]a[/link]", id="link"),
        pytest.param("'a' 12 http://x", "'a' 12 http://x", id="highlight"),
        pytest.param("\x1b[31ma", r"\x1b[31ma", id="escape"),
        pytest.param("a\x07\x08b", r"a\x07\x08b", id="controls"),
        pytest.param("a\u202eb\u200b", r"a\u202eb\u200b", id="bidirectional"),
    ],
)
def test_text_is_shown_as_it_is(content: str, expected: str) -> None:
    document = (
        Paragraph(text(content)),
        Bullets((text(content),)),
        Facts(((content, text(content)),)),
        Tree((Branch(text(content)),)),
        Commands((content,)),
    )

    assert _drawn(*document, width=80).splitlines() == [
        expected,
        f" • {expected}",
        f"{expected}  {expected}",
        expected,
        f"  $ {expected}",
    ]


def test_a_console_takes_no_text_for_markup() -> None:
    stream = io.StringIO()

    console(stream, width=40, color=True).print("[red]a[/red] :smile: 12 'b'")

    assert stream.getvalue() == "[red]a[/red] :smile: 12 'b'\n"


EVERY_BLOCK: Document = (
    Paragraph(text("a")),
    Facts((("a", text("a")),)),
    NAMES,
    PROSE,
    Tree((Branch(text("a"), (Branch(text("b"), (Branch(text("c")),)), Branch(text("d")))),)),
)


def test_lines_are_drawn_in_ascii_where_the_encoding_is() -> None:
    drawn = _drawn(*EVERY_BLOCK, width=80, encoding="ascii")

    assert sorted({character for character in drawn if not character.isascii()}) == ["•"]
    assert re.findall(r"[│─╭╰├]", _drawn(*EVERY_BLOCK, width=80))


def test_a_title_is_underlined_in_ascii() -> None:
    assert _drawn(Heading(text("a"), depth=1), width=20, encoding="ascii") == f"a\n{'-' * 20}\n"


# Laws.

CHARACTERS = st.one_of(
    st.characters(exclude_characters="\t"),
    st.characters(max_codepoint=127, exclude_characters="\t"),
    st.sampled_from("   \n\x1b\u202e\u200b\u0301日本🎉👩🏽é[]*:"),
)
CONTENTS = st.text(CHARACTERS, max_size=60)
STYLES: tuple[Style, ...] = (
    "plain",
    "strong",
    "muted",
    "code",
    "mark",
    "good",
    "bad",
    "changed",
)
TEXTS = st.lists(st.builds(Run, CONTENTS, st.sampled_from(STYLES)), max_size=3).map(tuple)
LINES = st.lists(TEXTS, max_size=3).map(tuple)
WIDTHS = st.sampled_from([20, 21, 40, 49, 50, 80, 120])


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 4))
    least = st.sampled_from([0, 5, 20])
    columns = draw(st.lists(st.builds(Column, TEXTS, least), min_size=width, max_size=width))
    cells = st.lists(LINES, min_size=width, max_size=width).map(tuple)
    rows = draw(st.lists(st.builds(TableRow, cells, st.booleans()), min_size=1, max_size=3))
    return Table(tuple(columns), tuple(rows))


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, TEXTS, st.integers(1, 3)),
    st.builds(Paragraph, TEXTS),
    st.builds(Bullets, LINES),
    st.builds(Facts, st.lists(st.tuples(CONTENTS, TEXTS), max_size=3).map(tuple)),
    _tables(),
    st.builds(Commands, st.lists(CONTENTS, max_size=2).map(tuple)),
    st.builds(
        lambda one, two, three: Tree((Branch(one, (Branch(two, (Branch(three),)),)),)),
        TEXTS,
        TEXTS,
        TEXTS,
    ),
)


@given(BLOCKS, WIDTHS, st.booleans())
def test_no_line_is_wider_than_the_terminal(block: Block, width: int, colour: bool) -> None:
    drawn = render((block,), width=width, color=colour)
    bare = re.sub(r"\x1b\[[\d;]*m", "", drawn)

    assert max((cell_len(line) for line in bare.split("\n")), default=0) <= width
    assert visible(bare) == bare


@given(BLOCKS, WIDTHS)
def test_without_colour_there_is_no_escape(block: Block, width: int) -> None:
    assert "\x1b" not in render((block,), width=width, color=False)


DRAWN = re.compile(r"[\s│─╭╮╰╯├┤┬┴┼•]")


def _seen(drawn: str) -> str:
    """Return the characters of *drawn* without white space and what lines are drawn with."""
    return DRAWN.sub("", drawn)


@pytest.mark.parametrize("place", ["paragraph", "item", "fact", "cell", "cells"])
@given(content=CONTENTS, width=WIDTHS)
@example(content="[red]a[/red] \x1b[31m", width=20)
def test_no_character_is_lost(place: str, content: str, width: int) -> None:
    # Rich gives a column in which nothing has a width none, and so drops it.
    assume(cell_len(content) or not content.strip())
    cell = (text(content),)
    blocks: dict[str, Block] = {
        "paragraph": Paragraph(text(content)),
        "item": Bullets(cell),
        "fact": Facts((("", text(content)),)),
        "cell": Table((Column(text("")),), (TableRow((cell,)),)),
        "cells": Table((Column(text("")),), (TableRow(((text(content), text(content)),)),)),
    }

    drawn = _drawn(blocks[place], width=width)

    assert _seen(drawn) == _seen(visible(content)) * (2 if place == "cells" else 1)


@given(st.text("ab \t", max_size=20), WIDTHS)
@example("a\tb", 40)
def test_a_tab_hides_nothing(content: str, width: int) -> None:
    assume(content.strip())
    table = Table((Column(text("")),), (TableRow(((text(content),),)),))

    assert _seen(_drawn(table, width=width)) == _seen(content)
