"""Results and documents as text: plain, Markdown, CSV, TSV and JSON."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from levelctl.answers.diff import (
    Cell,
    Comparison,
    ComparisonRow,
    ItemCell,
    ItemRow,
    PayCell,
    PayRow,
    Section,
    Side,
)
from levelctl.answers.list import ListedFamily, ListedFocus, ListedFunction, ListedProfile, Listing
from levelctl.answers.rubric import Rubric, RubricRow, RubricTable
from levelctl.answers.show import FamilyPage, LevelPage, Named
from levelctl.answers.show import Member as PageBranch
from levelctl.canon.dimensions import dimensions_of
from levelctl.canon.model import Level, Years
from levelctl.canon.pay_range import Range
from levelctl.layout.diff import rows as comparison_rows
from levelctl.layout.list import rows as listing_rows
from levelctl.layout.rubric import rows as rubric_rows
from levelctl.output import json as json_export
from levelctl.output import markdown, plain
from levelctl.output.delimited import export_csv, export_rows, export_tsv
from levelctl.record import Result
from levelctl.text.document import (
    NOT_KNOWN,
    Block,
    Branch,
    Bullets,
    Column,
    Commands,
    Document,
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
    Text,
    Tree,
    text,
)
from levelctl.text.formulas import guarded
from levelctl.text.safe import one_line, visible
from levelctl.text.similarity import TextRun

TABLE = Table(
    (Column(text("Level")), Column(text("Scope", "strong"), 20), Column(text("Pay"))),
    (
        TableRow(((text("P1", "strong"),), (text("one task"),), (NOT_KNOWN,))),
        TableRow(((text("P2 ◀", "mark"),), (text("tasks"), text("teams")), ()), shown=True),
    ),
)
TREE = Tree(
    (
        Branch(text("Care", "strong"), (Branch(text("Nursing"), (Branch(text("Ward")),)),)),
        Branch(text("Goods")),
    )
)
CHANGED: Text = (Run("one "), Run("whole ", "changed"), Run("team"))


@pytest.mark.parametrize(
    ("document", "in_plain", "in_markdown"),
    [
        pytest.param((), "", "\n", id="nothing"),
        pytest.param(
            (
                Heading(text("Title", "strong"), depth=1),
                Paragraph(text("CODE", "code")),
                Paragraph(text("one")),
                Heading(text("Section")),
                Paragraph(text("two")),
                Heading(text("P1", "mark"), depth=3),
            ),
            "Title\nCODE\none\n\nSection\ntwo\n\nP1\n",
            "# Title\n\n`CODE`\n\none\n\n## Section\n\ntwo\n\n### P1\n",
            id="headings",
        ),
        pytest.param(
            (Bullets((text("one"), text("two\nlines"))), Paragraph(text("end"))),
            "- one\n- two lines\nend\n",
            "- one\n- two lines\n\nend\n",
            id="bullets",
        ),
        pytest.param(
            (Facts((("Scope", text("one task")), ("Pay", NOT_KNOWN))),),
            "Scope: one task\nPay: not known\n",
            "- **Scope:** one task\n- **Pay:** not known\n",
            id="facts",
        ),
        pytest.param(
            (TABLE,),
            "P1\n  Scope: one task\n  Pay: not known\nP2 ◀\n  Scope: tasks | teams\n  Pay: \n",
            "| Level | Scope | Pay |\n| --- | --- | --- |\n"
            "| **P1** | one task | not known |\n| **P2 ◀** | • tasks<br>• teams |  |\n",
            id="table",
        ),
        pytest.param(
            (Table((Column(text("A")),), ()),), "", "| A |\n| --- |\n", id="table without rows"
        ),
        pytest.param(
            (TREE,),
            "Care\n  Nursing\n    Ward\nGoods\n",
            "- **Care**\n  - Nursing\n    - Ward\n- Goods\n",
            id="tree",
        ),
        pytest.param(
            (Commands(("levelctl list", "levelctl show P2")),),
            "levelctl list\nlevelctl show P2\n",
            "```console\n$ levelctl list\n$ levelctl show P2\n```\n",
            id="commands",
        ),
        pytest.param(
            (Sample("yaml", ("a:", "  b: \u202e*c*", "", "```")),),
            "  a:\n    b: \\u202e*c*\n\n  ```\n",
            "````yaml\na:\n  b: \\u202e*c*\n\n```\n````\n",
            id="sample",
        ),
        pytest.param(
            (
                Remark(text("a.yaml:1:2: wrong"), Excerpt(1, "abc", 2, 1), (text("hint: *b*"),)),
                Remark(text("b.yaml:1:1: wrong")),
            ),
            "a.yaml:1:2: wrong\n  hint: *b*\nb.yaml:1:1: wrong\n",
            "- a.yaml:1:2: wrong\n  - hint: \\*b\\*\n\n- b.yaml:1:1: wrong\n",
            id="remarks",
        ),
    ],
)
def test_blocks(document: Document, in_plain: str, in_markdown: str) -> None:
    assert plain.export(document) == in_plain
    assert markdown.export(document) == in_markdown


@pytest.mark.parametrize(
    ("runs", "in_plain", "in_markdown"),
    [
        pytest.param(text("a b"), "a b", "a b", id="plain"),
        pytest.param(text("a b", "strong"), "a b", "**a b**", id="strong"),
        pytest.param(text("a b", "mark"), "a b", "**a b**", id="mark"),
        pytest.param(text("a b", "muted"), "a b", "a b", id="muted"),
        pytest.param(text("a b", "good"), "a b", "a b", id="good"),
        pytest.param(text("a b", "bad"), "a b", "a b", id="bad"),
        pytest.param(text("a b", "changed"), "*a b*", "**a b**", id="changed"),
        pytest.param(text("A.B", "code"), "A.B", "`A.B`", id="code"),
        pytest.param(text("a_b", "code"), "a_b", "`a_b`", id="code is not escaped"),
        pytest.param(text("a`b", "code"), "a`b", r"a\`b", id="code with a backtick"),
        pytest.param(CHANGED, "one *whole* team", "one **whole** team", id="changed within"),
        pytest.param(
            (Run("one ", "changed"), Run("team and "), Run("more", "changed")),
            "*one* team and *more*",
            "**one** team and **more**",
            id="changed at both ends",
        ),
        pytest.param(
            (Run("a"), Run(" b ", "strong"), Run("c")), "a b c", "a **b** c", id="space around"
        ),
        pytest.param((Run("a"), Run(" ", "strong"), Run("c")), "a c", "a c", id="space alone"),
        pytest.param((Run("a"), Run("", "strong"), Run("c")), "ac", "ac", id="empty run"),
        pytest.param((), "", "", id="no run"),
        pytest.param(text(" a\t\n b "), "a b", "a b", id="white space"),
        pytest.param(text("a\x1b[0m\u202eb"), r"a\x1b[0m\u202eb", None, id="controls"),
    ],
)
def test_runs(runs: Text, in_plain: str, in_markdown: str | None) -> None:
    assert plain.export((Paragraph(runs),)) == f"{in_plain}\n"
    if in_markdown is not None:
        assert markdown.export((Paragraph(runs),)) == f"{in_markdown}\n"


def test_one_line_of_plain_text() -> None:
    assert plain.line((*CHANGED, Run("\x07"))) == r"one *whole* team\x07"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("a|b", r"a\|b", id="bar"),
        pytest.param("a*b_c", r"a\*b\_c", id="emphasis"),
        pytest.param("`a`", r"\`a\`", id="code"),
        pytest.param("<b>", r"\<b\>", id="tag"),
        pytest.param("[a](b)", r"\[a\](b)", id="link"),
        pytest.param("{a}", r"\{a\}", id="braces"),
        pytest.param("~a~", r"\~a\~", id="struck out"),
        pytest.param("a\\", "a\\\\", id="backslash"),
        pytest.param("P&L, R&D", "P&L, R&D", id="ampersand"),
        pytest.param("# a", r"\# a", id="heading"),
        pytest.param("###### a", r"\###### a", id="small heading"),
        pytest.param("- a", r"\- a", id="hyphen"),
        pytest.param("+ a", r"\+ a", id="plus"),
        pytest.param("* a", r"\* a", id="asterisk"),
        pytest.param("a - b # c", "a - b # c", id="not at the start"),
        pytest.param("\x1b[31m", r"\\x1b\[31m", id="control"),
    ],
)
def test_markdown_escapes(content: str, expected: str) -> None:
    assert markdown.export((Paragraph(text(content)),)) == f"{expected}\n"


def test_a_start_is_escaped_wherever_a_text_starts() -> None:
    item = text("# a | b")
    table = Table((Column(item),), (TableRow(((item,),)),))

    assert markdown.export((Bullets((item,)), Facts((("A", item),)), Heading(item), table)) == (
        "- \\# a \\| b\n\n- **A:** \\# a \\| b\n\n## # a \\| b\n\n"
        "| # a \\| b |\n| --- |\n| \\# a \\| b |\n"
    )


# Laws: whatever other people's text is, it stays text.

CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from("\x00\t\n\r\x1b\x7f\x85\xad\u061c\u200b\u200e\u2028\u202e\u2066\ufeff\ud800"),
    st.sampled_from("|*_`<>[](){}#+-=~&;!\\ 1.)\"',@:/"),
)
CONTENTS = st.text(CHARACTERS, max_size=12)
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
CELLS = st.lists(TEXTS, max_size=3).map(tuple)
TREES = st.recursive(
    st.builds(Branch, TEXTS),
    lambda inner: st.builds(Branch, TEXTS, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=5,
)


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    columns = draw(st.lists(st.builds(Column, TEXTS), min_size=width, max_size=width))
    cells = st.lists(CELLS, min_size=width, max_size=width).map(tuple)
    rows = draw(st.lists(st.builds(TableRow, cells, st.booleans()), max_size=3))
    return Table(tuple(columns), tuple(rows))


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, TEXTS, st.integers(1, 3)),
    st.builds(Paragraph, TEXTS),
    st.builds(Bullets, CELLS),
    st.builds(Facts, st.lists(st.tuples(st.just("Fact"), TEXTS), max_size=3).map(tuple)),
    _tables(),
    st.builds(Tree, st.lists(TREES, max_size=3).map(tuple)),
)
DOCUMENTS = st.lists(BLOCKS, max_size=3).map(tuple)


@given(DOCUMENTS)
def test_no_export_has_an_active_character(document: Document) -> None:
    for exported in (plain.export(document), markdown.export(document)):
        assert visible(exported) == exported
        assert "\t" not in exported


@given(CELLS)
def test_a_text_stays_on_its_line(items: tuple[Text, ...]) -> None:
    document = (Bullets(items), Paragraph(text("end")))

    assert len(plain.export(document).splitlines()) == len(items) + 1
    assert len(markdown.export(document).splitlines()) == len(items) + 2 or not items


def test_commands_are_made_visible() -> None:
    document = (Commands(("levelctl show a\x1b[31m",)),)

    assert plain.export(document) == "levelctl show a\\x1b[31m\n"
    assert markdown.export(document) == "```console\n$ levelctl show a\\x1b[31m\n```\n"


def _read(source: str) -> list[str]:
    """Return each text of *source* that a reader of it sees, without those that are empty."""
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    texts = (
        "".join(child.content for child in token.children or [] if child.type != "html_inline")
        for token in tokens
        if token.type == "inline"
    )
    return [each for each in texts if each]


def _in(place: str, content: Text) -> Block:
    """Return a block that has *content* in *place*."""
    match place:
        case "paragraph":
            return Paragraph(content)
        case "heading":
            return Heading(content)
        case "item":
            return Bullets((content,))
        case "branch":
            return Tree((Branch(content),))
    return Table((Column(content),), (TableRow(((content,),)),))


PLACES = ("paragraph", "heading", "item", "branch", "cell")


@pytest.mark.parametrize(
    "content",
    [
        *("a|b", "*a*", "_a_", "`a`", "<b>a</b>", "[a](b)", "![a](b)", "~~a~~", "a\\", "\\*a*"),
        *("# a", "#a", "- a", "-a", "+ a", "* a", "> a", "=== a", "- - -", "    a", "```", "P&L"),
        *(
            pytest.param(content)
            for content in ("1. a", "2) a", "#", "-", "+", "1.", "---", "a #", "&lt;", "&#35;")
        ),
    ],
)
def test_a_reader_of_markdown_sees_the_text(content: str) -> None:
    shown = {place: {*_read(markdown.export((_in(place, text(content)),)))} for place in PLACES}

    assert shown == {place: {content.strip()} for place in PLACES}


@given(CONTENTS, st.sampled_from(STYLES), st.sampled_from(PLACES))
@example("1. a", "plain", "paragraph")
@example("a|b", "code", "cell")
def test_a_reader_of_markdown_sees_any_text(content: str, style: Style, place: str) -> None:
    shown = _read(markdown.export((_in(place, text(content, style)),)))

    assert {*shown, ""} == {one_line(content), ""}


# Rows.

PAY = Range("EUR", "year", 30000, 40000, 50000, "survey", spread=66.7)
LISTING = Listing(
    "canon",
    "test",
    (
        ListedFamily(
            "care",
            "Care",
            (
                ListedFunction(
                    "NURSIN",
                    "Nursing",
                    (
                        ListedFocus(
                            "NURSIN.WARD",
                            "Ward",
                            (
                                ListedProfile("NURSIN.WARD.P1", "P1", "Beginner", "draft"),
                                ListedProfile("NURSIN.WARD.P2", "P2", "Worker", "in_review"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
RUBRIC = Rubric(
    "NURSIN.WARD",
    "Ward",
    (
        RubricTable(
            "guidelines",
            ("Knowledge", "Years"),
            (
                RubricRow("P1", "Beginner", ((), ())),
                RubricRow("P2", "Worker", (("Knows the ward.",), ("2 years",))),
            ),
        ),
        RubricTable(
            "responsibilities",
            ("Responsibilities",),
            (RubricRow("P2", "Worker", (("Plans.", "Cares."),)),),
        ),
    ),
)
COMPARISON = Comparison(
    "profiles",
    (
        Side("NURSIN.WARD.P1", "Ward", "P1", 1),
        Side("NURSIN.WARD.P2", "Ward", "P2", 2),
        Side("NURSIN.WARD.P3", "Ward", "P3", 3),
    ),
    (Section.LEVEL, Section.PAY, Section.RESPONSIBILITIES),
    placement=(ComparisonRow("Family", (Cell("Care"), Cell("Care"), Cell("Care"))),),
    level=(
        ComparisonRow(
            "Name", (Cell("One"), Cell("Two", (TextRun("Two", changed=True),)), Cell(None))
        ),
        ComparisonRow("Track", (Cell("P"), Cell("P"), Cell("P"))),
    ),
    pay=(PayRow((PayCell(None, None, None), PayCell(PAY, None, None), PayCell(PAY, 0, 0.0))),),
    responsibilities=(
        ItemRow(
            (
                ItemCell("Plans a week.", None, None),
                ItemCell("Plans a year.", "escalated", 0.5, (TextRun("Plans a year.", False),)),
                ItemCell(None, "dropped", None),
            )
        ),
        ItemRow(
            (
                ItemCell("Cares.", None, None),
                ItemCell("Cares.", "kept", None),
                ItemCell("Cares.", "kept", None),
            )
        ),
    ),
)


def test_rows_of_a_listing() -> None:
    headings = ("code", "title", "level", "level name", "status", "function", "family")
    rows = [
        ("NURSIN.WARD.P1", "Ward", "P1", "Beginner", "draft", "Nursing", "Care"),
        ("NURSIN.WARD.P2", "Ward", "P2", "Worker", "in_review", "Nursing", "Care"),
    ]

    assert list(listing_rows(LISTING)) == [headings, *rows]
    assert list(listing_rows(LISTING, headings=False)) == rows
    assert list(listing_rows(Listing("canon", "test", ()))) == [headings]


def test_rows_of_a_rubric() -> None:
    assert list(rubric_rows(RUBRIC)) == [
        ("table", "level", "level name", "dimension", "text"),
        ("guidelines", "P2", "Worker", "Knowledge", "Knows the ward."),
        ("guidelines", "P2", "Worker", "Years", "2 years"),
        ("responsibilities", "P2", "Worker", "Responsibilities", "Plans."),
        ("responsibilities", "P2", "Worker", "Responsibilities", "Cares."),
    ]


def test_rows_of_a_comparison() -> None:
    assert list(comparison_rows(COMPARISON)) == [
        ("section", "row", "change", "NURSIN.WARD.P1", "NURSIN.WARD.P2", "NURSIN.WARD.P3"),
        ("level", "Name", "changed", "One", "Two", ""),
        ("level", "Track", "same", "P", "P", "P"),
        ("pay", "Median", "changed", "", *["EUR 40,000 a year"] * 2),
        ("pay", "Range", "changed", "", *["30,000–50,000"] * 2),
        ("pay", "Spread", "changed", "", *["66.7 %"] * 2),
        ("pay", "Basis", "changed", "", *["from a survey"] * 2),
        ("responsibilities", "", "escalated, dropped", "Plans a week.", "Plans a year.", ""),
        ("responsibilities", "", "kept, kept", "Cares.", "Cares.", "Cares."),
    ]


@pytest.mark.parametrize(
    ("cell", "in_csv", "in_rows"),
    [
        pytest.param("a", "a", "a", id="text"),
        pytest.param("a, b", '"a, b"', "a, b", id="comma"),
        pytest.param('a "b"', '"a ""b"""', 'a "b"', id="quotes"),
        pytest.param("=1+2", "'=1+2", "=1+2", id="equals"),
        pytest.param("+1", "'+1", "+1", id="plus"),
        pytest.param("-a", "'-a", "-a", id="minus"),
        pytest.param("-1+2", "'-1+2", "-1+2", id="minus and more"),
        pytest.param("-31.9", "-31.9", "-31.9", id="below zero"),
        pytest.param("-31.9.1", "'-31.9.1", "-31.9.1", id="no number"),
        pytest.param("@A1", "'@A1", "@A1", id="at"),
        pytest.param(" \t=1", "'=1", "=1", id="formula after white space"),
        pytest.param("a=1", "a=1", "a=1", id="no formula"),
        pytest.param("a\nb\tc", "a b c", "a b c", id="lines and tabs"),
        pytest.param("a\r=1", r"a\x0d=1", r"a\x0d=1", id="carriage return"),
        pytest.param("\x1b[0m", r"\x1b[0m", r"\x1b[0m", id="escape"),
        pytest.param("–", "–", "–", id="beyond ASCII"),
    ],
)
def test_cells(cell: str, in_csv: str, in_rows: str) -> None:
    rows = (("x", cell), ("", "y"))
    [[_, in_tsv], _] = csv.reader([f"x,{in_csv}", ",y"])

    assert export_csv(iter(rows)) == f"x,{in_csv}\n,y\n"
    assert export_tsv(iter(rows)) == f"x\t{in_tsv}\n\ty\n"
    assert export_rows(iter(rows)) == f"x\t{in_rows}\n\ty\n"


def test_no_rows() -> None:
    assert (export_csv(iter(())), export_tsv(iter(())), export_rows(iter(()))) == ("", "", "")


ROWS = st.lists(st.lists(CONTENTS, min_size=1, max_size=4), max_size=4)


@given(ROWS)
def test_csv_is_read_back(rows: list[list[str]]) -> None:
    expected = [[guarded(one_line(cell)) for cell in row] for row in rows]

    assert list(csv.reader(io.StringIO(export_csv(iter(rows)), newline=""))) == expected


@given(ROWS)
def test_tsv_is_split_back(rows: list[list[str]]) -> None:
    lines, plain = export_tsv(iter(rows)).split("\n"), export_rows(iter(rows)).split("\n")

    assert lines.pop() == plain.pop() == ""
    cells = [list(map(one_line, row)) for row in rows]
    assert [line.split("\t") for line in lines] == [list(map(guarded, row)) for row in cells]
    assert [line.split("\t") for line in plain] == cells


# JSON.

LEVEL = Level(
    "P1", "P", "Beginner", 1.5, Years(0, 2), "a", (("scope", "b"), ("decision_rights", "c"))
)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        pytest.param(
            LISTING,
            {
                "schema": "levelctl.list/1",
                "canon": "canon",
                "edition": "test",
                "families": [
                    {
                        "slug": "care",
                        "name": "Care",
                        "functions": [
                            {
                                "code": "NURSIN",
                                "name": "Nursing",
                                "foci": [
                                    {
                                        "code": "NURSIN.WARD",
                                        "name": "Ward",
                                        "profiles": [
                                            {
                                                "code": "NURSIN.WARD.P1",
                                                "level": "P1",
                                                "level_name": "Beginner",
                                                "status": "draft",
                                            },
                                            {
                                                "code": "NURSIN.WARD.P2",
                                                "level": "P2",
                                                "level_name": "Worker",
                                                "status": "in_review",
                                            },
                                        ],
                                    }
                                ],
                            }
                        ],
                    }
                ],
            },
            id="listing",
        ),
        pytest.param(
            Rubric(None, "canon", RUBRIC.tables[1:], transposed=True),
            {
                "schema": "levelctl.rubric/1",
                "code": None,
                "title": "canon",
                "tables": [
                    {
                        "name": "responsibilities",
                        "dimensions": ["Responsibilities"],
                        "rows": [
                            {
                                "level": "P2",
                                "name": "Worker",
                                "cells": [["Plans.", "Cares."]],
                                "details": [],
                            }
                        ],
                    }
                ],
                "transposed": True,
                "cumulative": False,
            },
            id="rubric",
        ),
        pytest.param(
            Comparison(
                "levels",
                (Side("P1", "Beginner", "P1", 1), Side("P2", "Worker", "P2", 2)),
                (Section.LEVEL,),
                level=(
                    ComparisonRow("Name", (Cell("a"), Cell("b", (TextRun("b", changed=True),)))),
                ),
            ),
            {
                "schema": "levelctl.diff/1",
                "kind": "levels",
                "sides": [
                    {"code": "P1", "title": "Beginner", "level": "P1", "rank": 1, "includes": []},
                    {"code": "P2", "title": "Worker", "level": "P2", "rank": 2, "includes": []},
                ],
                "changed": False,
                "level": [
                    {
                        "name": "Name",
                        "cells": [
                            {"text": "a", "pieces": []},
                            {"text": "b", "pieces": [{"text": "b", "changed": True}]},
                        ],
                    }
                ],
                "themes": [],
            },
            id="comparison",
        ),
        pytest.param(
            FamilyPage("care", "Care", "Cares.", (PageBranch("N", "Nursing", ("P1",)),), ("x",)),
            {
                "schema": "levelctl.show/1",
                "kind": "family",
                "code": "care",
                "title": "Care",
                "definition": "Cares.",
                "functions": [{"code": "N", "name": "Nursing", "levels": ["P1"]}],
                "next": ["x"],
            },
            id="page",
        ),
        pytest.param(
            FamilyPage("care", "Care", "Cares.", (), (), sections=("functions",)),
            {
                "schema": "levelctl.show/1",
                "kind": "family",
                "code": "care",
                "title": "Care",
                "functions": [],
            },
            id="page narrowed",
        ),
        pytest.param(
            LevelPage(
                "P1",
                "Beginner",
                Named("P", "Pro"),
                LEVEL,
                None,
                Named("P2", "Worker"),
                (),
                (),
                dimensions_of({}),
            ),
            {
                "schema": "levelctl.show/1",
                "kind": "level",
                "code": "P1",
                "title": "Beginner",
                "track": {"code": "P", "name": "Pro"},
                "level": {
                    "code": "P1",
                    "track": "P",
                    "name": "Beginner",
                    "rank": 1.5,
                    "years": {"low": 0, "high": 2},
                    "summary": "a",
                    "scope": "b",
                    "decision_rights": "c",
                },
                "below": None,
                "above": {"code": "P2", "name": "Worker"},
                "profiles": [],
                "next": [],
            },
            id="level",
        ),
    ],
)
def test_json(result: Result, expected: dict[str, object]) -> None:
    found = json_export.value(result)

    assert found == expected
    assert list(found) == list(expected)
    assert json.loads(json_export.export(result)) == expected


def test_json_of_a_comparison_has_the_chosen_sections() -> None:
    assert list(json_export.value(COMPARISON)) == [
        *("schema", "kind", "sides", "changed"),
        *("level", "pay", "responsibilities", "themes"),
    ]


def test_json_is_ascii_and_ends_its_line() -> None:
    assert json_export.export(Listing("é\u202e\x1b", "–", ())) == (
        '{\n  "schema": "levelctl.list/1",\n  "canon": "\\u00e9\\u202e\\u001b",\n'
        '  "edition": "\\u2013",\n  "families": []\n}\n'
    )


@given(CONTENTS)
def test_json_contains_the_original_text(content: str) -> None:
    exported = json_export.export(Listing(content, "", ()))

    assert exported.isascii()
    assert json.loads(exported)["canon"] == content
