"""
O. Formulas: text that a spreadsheet runs when somebody opens what levelctl wrote.

Whoever writes a title, a column's name or a text of a canon may begin it with a formula, in any
width of its sign, and behind what a spreadsheet removes. levelctl promises that no cell of CSV or
TSV, of any command, begins like one; that the text can be had back; and that numbers are numbers.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import TRIED
from hostile import guarded as safe
from hostile import plant, runs, unguarded
from levelctl.output.delimited import export_csv, export_rows, export_tsv
from levelctl.text.formulas import guarded
from levelctl.text.safe import one_line
from program import run

SIGNS = [
    char
    for char in map(chr, range(sys.maxunicode + 1))
    if unicodedata.normalize("NFKC", char).startswith(("=", "+", "-", "@", "\N{MINUS SIGN}"))
]
"""Every character that is one of the signs in some width, height or form."""

BEFORE = (
    "",
    " ",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\v",
    "\f",
    "\0",
    "\x1b",
    "\x85",
    "\xa0",
    "\u2007",
    "\u3000",
    "\u200b",
    "\u2060",
    "\ufeff",
    "\u202e",
    "\xad",
    "'",
    "''",
    '"',
    '""',
    "\"'",
    '" ',
    "\N{FULLWIDTH APOSTROPHE}",
    "\N{FULLWIDTH QUOTATION MARK}",
)

NUMBERS = ("-5", "-31.9", "-0", "-1.", "0", "5", "1e5", "1,000", "12 %", "a-b", "a=b", "x@y.org")

SHEETS = {"csv": (export_csv, ","), "tsv": (export_tsv, "\t")}


def cells(form: str, text: str) -> list[list[str]]:
    """Return what a spreadsheet reads: it removes quotation marks from TSV, too."""
    return [*csv.reader(io.StringIO(text, newline=""), delimiter=SHEETS[form][1])]


def test_the_signs_are_found() -> None:
    assert len(SIGNS) > 15
    assert {"=", "\N{FULLWIDTH EQUALS SIGN}", "\N{SMALL COMMERCIAL AT}"} <= {*SIGNS}


@pytest.mark.parametrize("form", SHEETS)
@pytest.mark.parametrize("before", BEFORE, ids=ascii)
def test_no_form_of_a_sign_begins_a_cell(form: str, before: str) -> None:
    texts = [f"{before}{sign}cmd|'/c calc'!A0" for sign in SIGNS]

    found = cells(form, SHEETS[form][0](iter([(text, "x") for text in texts])))

    assert len(found) == len(texts)
    assert [cell for row in found for cell in row if runs(cell)] == []


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_stays_a_number(number: str) -> None:
    for form, (export, _) in SHEETS.items():
        assert cells(form, export(iter([(number,)]))) == [[number]]


@given(st.text("'\"=+-@ \uff1d\uff02\u22121.a\t\u200b"))
def test_the_text_can_be_had_back(text: str) -> None:
    cell = one_line(text)

    assert unguarded(guarded(cell)) == cell
    assert guarded(cell) == safe(cell)
    assert not runs(guarded(cell)) or guarded(cell) == cell


DOCUMENTED = (Path(__file__).parents[2] / "docs" / "scripting.md").read_text("utf-8")

FORMS = {*"=+-@", *(chr(int(number, 16)) for number in re.findall(r"U\+(\w{4})", DOCUMENTED))}
MARKS = {"'", '"', "\uff07", "\uff02"}


def restored(cell: str) -> str:
    """Return the line of text of *cell*, by the words of docs/scripting.md."""
    if not cell.startswith("'"):
        return cell
    rest = cell[1:]
    while rest and (rest[0] in MARKS or rest[0] == " "):
        rest = rest[1:]
    return cell[1:] if rest and rest[0] in FORMS - MARKS else cell


def test_the_documented_signs_are_the_signs() -> None:
    assert {*SIGNS} == FORMS - MARKS
    assert {*FORMS, "'", '"'} > MARKS


@pytest.mark.parametrize("form", SHEETS)
def test_the_documented_way_back(form: str) -> None:
    given: dict[str, Any] = {}
    (block,) = re.findall(r"```python\n(.*?)```", DOCUMENTED, re.DOTALL)
    exec(block, given)  # noqa: S102 - ours
    chance = random.Random(form)  # noqa: S311 - a test that can be repeated
    alphabet = [*SIGNS, *MARKS, *MARKS, *"   \t\n\r\v\0\x1b\u3000\xa0\u200b", *"a1.,;|"]
    texts = ["".join(chance.choices(alphabet, k=chance.randrange(1, 9))) for _ in range(5_000)]
    if form == "tsv":  # a spreadsheet or csv.reader would take its quotation marks as its own
        written = [line.split("\t") for line in export_tsv(iter((x,) for x in texts)).split("\n")]
        found = [row[0] for row in written[:-1]]
    else:
        found = [
            row[0] if row else "" for row in cells(form, export_csv(iter((x,) for x in texts)))
        ]

    lines = [one_line(text) for text in texts]
    assert [restored(cell) for cell in found] == lines
    assert [given["line_of"](cell) for cell in found] == lines


def test_rows_for_scripts_are_as_they_are() -> None:
    assert export_rows(iter([("=1", "-a", "\uff1d1")])) == "=1\t-a\t\uff1d1\n"
    assert run("match", "-", stdin=b"=1+1\n").out.startswith("=1+1\t")


TABLE = """\
title,\uff1dcmd,"+x",n
=1+1 nurse,\uff0b1,@SUM(A1),-5
 -a nurse,+,'=1,+1 555
"""


@pytest.mark.parametrize("form", SHEETS)
@pytest.mark.parametrize("written", ["csv", "tsv", "ndjson"])
def test_titles_columns_and_headings_of_a_batch(form: str, written: str) -> None:
    heading, *rows = csv.reader(io.StringIO(TABLE))
    texts = {
        "csv": TABLE,
        "tsv": TABLE.replace(",", "\t"),
        "ndjson": "".join(f"{json.dumps(dict(zip(heading, row, strict=True)))}\n" for row in rows),
    }

    answer = run("match", "-", "--input", written, "-f", form, stdin=texts[written].encode())

    found = cells(form, answer.out)
    assert len(found) == 3
    assert [cell for row in found for cell in row if runs(cell)] == []
    assert found[0][:3] == ["'\uff1dcmd", "'+x", "n"]
    assert found[1][:4] == ["'\uff0b1", "'@SUM(A1)", "-5", "'=1+1 nurse"]
    assert found[2][:4] == ["'+", "''=1", "'+1 555", "'-a nurse"]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("planted")
    plant(root, "\uff1dcmd|'/c calc'!A0")
    return root


SHOWN = (
    *(line for tried in TRIED.values() for line in tried.hostile if "{" not in line),
    "list --has pay",
    "near WARDNURS1234.P2 --space content",
    "diff WARDNURS1234.P1 WARDNURS1234.P2",
    "match --scheme onet nurse",
    "match cmd calc",
)


@pytest.mark.parametrize("form", SHEETS)
@pytest.mark.parametrize("line", SHOWN)
def test_every_command_that_writes_a_sheet(planted: Path, line: str, form: str) -> None:
    answer = run(*line.split(), "-f", form, cwd=planted)

    if answer.code == 2:
        pytest.skip("it has no such format")
    found = cells(form, answer.out)
    assert [cell for row in found for cell in row if runs(cell)] == []
