"""Files of titles: how they are read, answered in order, and compared with a golden file."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.errors import CanonError, LevelctlError
from levelctl.tables.decoding import Decoded
from levelctl.tables.json_array import JsonArray
from levelctl.tables.lines import LONGEST, LineReader
from levelctl.tables.rows import DEEPEST
from levelctl.titles.batch import batch
from levelctl.titles.batch.batch import RowAnswer, Tally, answers
from levelctl.titles.batch.formats import form_of
from levelctl.titles.batch.golden import Golden, GoldenAnswer, Regression, golden
from levelctl.titles.batch.opened import opened_titles
from levelctl.titles.batch.rows import of_objects, rows
from levelctl.titles.batch.title_rows import BadTitleRow, Choice, InputFormat, TitleRow
from madematcher import SURE, UNSURE, VAGUE, MadeMatcher, unknown
from trickle import Trickle


def lines(data: bytes) -> LineReader:
    return LineReader(io.BytesIO(data))


def read(data: bytes, form: InputFormat, column: str | None = None) -> list[TitleRow | BadTitleRow]:
    return list(rows(lines(data), form, column))


# Rows.


def bad(line: int, reason: str, given: str = "", /, **columns: Any) -> BadTitleRow:
    return BadTitleRow(line, reason, given, columns)


def row(line: int, title: str, /, **columns: Any) -> TitleRow:
    return TitleRow(line, title, columns)


@pytest.mark.parametrize(
    ("form", "column", "data", "expected"),
    [
        pytest.param(
            InputFormat.LINES,
            None,
            b"Nurse, Ward\n\n  tech PM \n",
            [row(1, "Nurse, Ward"), row(2, ""), TitleRow(3, "tech PM", {}, "  tech PM ")],
            id="lines",
        ),
        pytest.param(
            InputFormat.LINES,
            None,
            b"a\nIng\xe9nieur\nb",
            [row(1, "a"), bad(2, "it is not in UTF-8: the byte 0xE9"), row(3, "b")],
            id="a line in Latin-1",
        ),
        pytest.param(
            InputFormat.LINES,
            None,
            b"a\n" + b"b" * (LONGEST + 1) + b"\nc",
            [row(1, "a"), bad(2, "it is longer than 1,000,000 bytes"), row(3, "c")],
            id="an over-long line",
        ),
        pytest.param(
            InputFormat.CSV,
            None,
            b'id,title,team\n1,"Director, Sales",EU\n2,"two\nlines",""\n3,a,b\n',
            [
                row(2, "Director, Sales", id="1", team="EU"),
                row(3, "two\nlines", id="2", team=""),
                row(5, "a", id="3", team="b"),
            ],
            id="CSV with quotes",
        ),
        pytest.param(
            InputFormat.CSV,
            None,
            b"\n\nname\nNurse\n\nBaker\n",
            [row(3, "name"), row(4, "Nurse"), row(5, ""), row(6, "Baker")],
            id="CSV with one column, no heading and blank lines",
        ),
        pytest.param(
            InputFormat.TSV,
            None,
            b"id\ttitle\n\n1\tNurse\n\n",
            [row(2, "", id=""), row(3, "Nurse", id="1"), row(4, "", id="")],
            id="TSV with blank lines",
        ),
        pytest.param(
            InputFormat.CSV,
            None,
            b"id;title\n1;Nurse, Ward\n",
            [row(2, "Nurse, Ward", id="1")],
            id="CSV with semicolons",
        ),
        pytest.param(
            InputFormat.CSV,
            None,
            b"title,Job Title\nDr,Nurse\n",
            [row(2, "Nurse", title="Dr")],
            id="a job title is none of a person's",
        ),
        pytest.param(
            InputFormat.CSV,
            "ROLE",
            b"title,role\nDr,Nurse\n",
            [row(2, "Nurse", title="Dr")],
            id="a column in any case",
        ),
        pytest.param(
            InputFormat.CSV,
            None,
            b"title,,title\na,b,c\n",
            [row(2, "a", **{"column 2": "b", "title 2": "c"})],
            id="names twice and none",
        ),
        pytest.param(
            InputFormat.CSV,
            None,
            b"id,title,x\n1\n2,a\n3,b,c,,\n4,d,e,f\n",
            [
                bad(2, "its cells do not fit the heading: it has 1, not 3", id="1", x=""),
                bad(3, "its cells do not fit the heading: it has 2, not 3", "a", id="2", x=""),
                row(4, "b", id="3", x="c"),
                bad(5, "its cells do not fit the heading: it has 4, not 3", "d", id="4", x="e"),
            ],
            id="ragged rows",
        ),
        pytest.param(
            InputFormat.CSV,
            None,
            b'id,title\n1,"open\n2,a\n3,b\n',
            [
                bad(2, "its quotes do not match: unexpected end of data", id=""),
                row(3, "a", id="2"),
                row(4, "b", id="3"),
            ],
            id="a quote that is not closed takes its own line",
        ),
        pytest.param(
            InputFormat.CSV,
            None,
            b'id,title\n1,"a" b\n2,5" gun\n',
            [
                bad(2, "its quotes do not match: ',' expected after '\"'", id=""),
                row(3, '5" gun', id="2"),
            ],
            id="a quote in the midst",
        ),
        pytest.param(
            InputFormat.CSV,
            None,
            b"id,title\n1,\xe9\n2,a\n\xff,b\n",
            [
                bad(2, "it is not in UTF-8: the byte 0xE9", "\\xe9", id="1"),
                row(3, "a", id="2"),
                bad(4, "it is not in UTF-8: the byte 0xFF", "b", id="\\xff"),
            ],
            id="CSV in Latin-1",
        ),
        pytest.param(
            InputFormat.CSV,
            None,
            b'id,title\n1,"' + b"a" * (LONGEST + 1) + b'"\n2,b\n',
            [bad(2, "it is longer than 1,000,000 bytes", id=""), row(3, "b", id="2")],
            id="an over-long row of CSV",
        ),
        pytest.param(
            InputFormat.TSV,
            None,
            b'title\tid\n"Director, Sales"\t1\n"RN" ward\t2\n"open\t3\nz\t4\n',
            [
                row(2, "Director, Sales", id="1"),
                row(3, '"RN" ward', id="2"),
                row(4, '"open', id="3"),
                row(5, "z", id="4"),
            ],
            id="TSV, quoted or not",
        ),
        pytest.param(
            InputFormat.NDJSON,
            None,
            b'{"id": 1, "title": "a", "tags": ["x", null]}\n\n{"jobTitle": "b"}\n"c"\n',
            [row(1, "a", id=1, tags=["x", None]), row(3, "b"), row(4, "c")],
            id="NDJSON",
        ),
        pytest.param(
            InputFormat.NDJSON,
            "role",
            b'{"role": "a", "title": "Dr"}\n{"title": "b"}\n"c"\n',
            [
                row(1, "a", title="Dr"),
                bad(2, "it has no 'role': its keys are title", title="b"),
                bad(3, "it is not an object"),
            ],
            id="NDJSON with a column",
        ),
        pytest.param(
            InputFormat.NDJSON,
            None,
            b'{"id": 1, "x": 2}\n{"title": 3}\n[1]\n{"title": null, "id": 1}\n',
            [
                bad(1, "it has no title: its keys are id, x", id=1, x=2),
                bad(2, "'title' is not text"),
                bad(3, "it is not an object"),
                row(4, "", id=1),
            ],
            id="NDJSON without titles",
        ),
        pytest.param(
            InputFormat.NDJSON,
            None,
            b"[" * 100_000 + b'\n{"title": "a", "x": ' + b"[" * DEEPEST + b"]" * DEEPEST + b"}\n",
            [bad(1, "it is nested too deeply"), bad(2, "it is nested too deeply")],
            id="NDJSON, deep",
        ),
        pytest.param(InputFormat.CSV, None, b"", [], id="no heading"),
        pytest.param(InputFormat.CSV, None, b"title\n", [], id="a heading alone"),
    ],
)
def test_rows(
    form: InputFormat, column: str | None, data: bytes, expected: list[TitleRow | BadTitleRow]
) -> None:
    assert read(data, form, column) == expected
    assert read(data.replace(b"\n", b"\r\n"), form, column) == expected


@pytest.mark.parametrize("text", [b"{", b'{"title": NaN}', b'{"title": "a"} x', b'{"n": 1e999}'])
def test_what_is_no_json_is_a_bad_row(text: bytes) -> None:
    (found, after) = read(text + b'\n{"title": "a"}\n', InputFormat.NDJSON)
    assert isinstance(found, BadTitleRow)
    assert found.reason.startswith("it is not JSON: ")
    assert after == row(2, "a")


@pytest.mark.parametrize(
    ("form", "column", "data", "message"),
    [
        pytest.param(
            InputFormat.CSV, None, b"id,name\n", "which column has the titles", id="unclear"
        ),
        pytest.param(
            InputFormat.CSV, "role", b"id,title\n", "there is no column 'role'", id="unknown"
        ),
        pytest.param(InputFormat.LINES, "role", b"a\n", "plain lines have no columns", id="lines"),
        pytest.param(
            InputFormat.CSV, None, b'"id,title\n', "the header on line 1 cannot", id="spoilt"
        ),
    ],
)
def test_a_table_without_titles_is_refused(
    form: InputFormat, column: str | None, data: bytes, message: str
) -> None:
    with pytest.raises(LevelctlError, match=message):
        read(data, form, column)


@pytest.mark.parametrize(
    ("name", "column", "first", "expected"),
    [
        pytest.param("a.csv", None, b"x\ty", InputFormat.CSV, id="csv"),
        pytest.param("a.CSV", None, b"", InputFormat.CSV, id="CSV"),
        pytest.param("a.tsv", None, b"", InputFormat.TSV, id="tsv"),
        pytest.param("a.jsonl", None, b"", InputFormat.NDJSON, id="jsonl"),
        pytest.param("a.txt", None, b"id,title", InputFormat.CSV, id="txt with a table"),
        pytest.param("a.txt", None, b"Director, Sales", InputFormat.LINES, id="txt"),
        pytest.param("a.json", None, b'[{"title": "a"}]', InputFormat.JSON, id="json"),
        pytest.param("a.json", None, b'{"title": "a"}', InputFormat.NDJSON, id="NDJSON in json"),
        pytest.param("-", None, b'["a",', InputFormat.JSON, id="an array"),
        pytest.param("-", None, b"[Senior] Nurse", InputFormat.LINES, id="a title in brackets"),
        pytest.param("-", None, b"3|Nurse|Rome", InputFormat.CSV, id="a row with its number"),
        pytest.param("-", None, b"id,name,role", InputFormat.CSV, id="a heading without a title"),
        pytest.param("-", None, b"sep=^", InputFormat.CSV, id="a delimiter that is declared"),
        pytest.param("-", None, b'{"title": "a"}', InputFormat.NDJSON, id="an object"),
        pytest.param("-", None, b"id,Job_Title", InputFormat.CSV, id="a heading"),
        pytest.param(
            "-", None, b'\xef\xbb\xbf"title","id"', InputFormat.CSV, id="a quoted heading"
        ),
        pytest.param("-", None, b"id;title", InputFormat.CSV, id="a heading with semicolons"),
        pytest.param("-", None, b"id\ttitle", InputFormat.TSV, id="a heading with tabs"),
        pytest.param("-", None, b"title", InputFormat.CSV, id="a heading of one"),
        pytest.param("-", None, b"Director, Sales", InputFormat.LINES, id="a title with a comma"),
        pytest.param("-", None, b"Nurse", InputFormat.LINES, id="a title"),
        pytest.param("-", None, b"", InputFormat.LINES, id="nothing"),
        pytest.param("-", "role", b"id\trole", InputFormat.TSV, id="the column that was named"),
        pytest.param("-", "role", b"id,name", InputFormat.CSV, id="a column that is not there"),
    ],
)
def test_the_format_comes_from_the_extension_or_the_first_line(
    name: str, column: str | None, first: bytes, expected: InputFormat
) -> None:
    source = lines(first + b"\n")
    assert form_of(name, source, column) is expected
    taken = next(source).text
    assert taken is not None
    assert first.decode("utf-8-sig").endswith(taken)


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


@given(st.lists(st.tuples(CELL, CELL.map(str.strip), CELL), max_size=8))
def test_what_csv_writes_is_read_again(cells: list[tuple[str, str, str]]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([("id", "title", "x"), *cells])
    found = read(file.getvalue().encode(), InputFormat.CSV)
    assert found == [
        TitleRow(number, title, {"id": left, "x": right})
        for number, (left, title, right) in enumerate(cells, 2)
    ]


LINED = [each for each in InputFormat if each not in (InputFormat.JSON, InputFormat.XLSX)]
"""The formats whose rows are lines."""


@given(st.binary(max_size=200), st.sampled_from(LINED), st.integers(1, 7))
def test_any_input_gives_rows_or_one_error(data: bytes, form: InputFormat, size: int) -> None:
    """However the bytes are cut, the rows are the same, in order, each line once."""

    def outcome(source: LineReader) -> list[TitleRow | BadTitleRow] | str:
        try:
            return list(rows(source, form))
        except LevelctlError as error:
            return str(error)

    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    whole, cut = outcome(lines(data)), outcome(LineReader(Trickle(*pieces)))
    assert whole == cut
    if not isinstance(whole, str):
        numbers = [each.line for each in whole]
        assert numbers == sorted({*numbers})


# Answers.


def titles(*names: str) -> list[TitleRow | BadTitleRow]:
    return [TitleRow(number, name, {}) for number, name in enumerate(names, 1)]


def test_answers_are_in_order_and_a_title_is_asked_for_once() -> None:
    matcher = MadeMatcher()
    given_rows = [*titles("Manager", "tech PM", "Manager"), bad(4, "no")]

    found = list(answers(matcher, given_rows))

    assert [each.match if isinstance(each, RowAnswer) else each for each in found] == [
        VAGUE,
        SURE,
        VAGUE,
        bad(4, "no"),
    ]
    assert matcher.asked == ["Manager", "tech PM"]


def test_a_title_is_asked_for_once_across_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "AT_ONCE", 2)
    matcher = MadeMatcher()
    list(answers(matcher, titles(*"abacadabra")))
    assert matcher.asked == [*"abcdr"]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "AT_ONCE", 1)
    monkeypatch.setattr(batch, "REMEMBERED", 2)
    matcher = MadeMatcher()
    found = list(answers(matcher, titles(*"abacab")))
    assert matcher.asked == [*"abcb"]
    assert [each.match.given for each in found if isinstance(each, RowAnswer)] == [*"abacab"]


@given(st.lists(st.sampled_from("abcdef"), max_size=30), st.integers(1, 4), st.integers(1, 4))
def test_answers_do_not_depend_on_the_chunks(names: list[str], size: int, memory: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "AT_ONCE", size)
        patch.setattr(batch, "REMEMBERED", memory)
        found = list(answers(MadeMatcher(), titles(*names)))
    assert [each.match.given for each in found if isinstance(each, RowAnswer)] == names


def test_who_waits_is_answered() -> None:
    """A row is answered before the next is waited for."""
    source = Trickle(b"tech PM\n", b"Manager\nx\n")
    given_lines = LineReader(source)
    found = answers(
        MadeMatcher(), rows(given_lines, InputFormat.LINES), ready=lambda: given_lines.ready
    )
    next(found)
    assert source.given == 1
    next(found)
    next(found)
    assert source.given == 2


@pytest.mark.parametrize(
    ("pieces", "form"),
    [
        pytest.param((b"id,Job Title\n", b"1,tech PM\n", b"2,Manager\n"), "csv", id="CSV"),
        pytest.param((b"id;x;Job Title\n", b"1;,;tech PM\n", b"2\n"), "csv", id="semicolons"),
        pytest.param((b"title\n", b"tech PM\n", b"Manager\n"), "csv", id="one column"),
        pytest.param((b'{"title": "tech PM"}\n', b'{"title": "x"}\n'), "ndjson", id="NDJSON"),
        pytest.param((b'[{"title": "tech PM"},', b'{"title": "x"}]'), "json", id="an array"),
        pytest.param((b'["tech PM",', b'"x"]'), "json", id="an array of strings"),
        pytest.param((b"tech PM\n", b"Manager\n"), "lines", id="lines"),
    ],
)
def test_the_first_row_of_a_pipe_is_read_as_soon_as_it_is_there(
    pieces: tuple[bytes, ...], form: str
) -> None:
    source = Trickle(*pieces)
    given_lines = LineReader(source)
    chosen = form_of("-", given_lines, told=InputFormat(form) if form == "csv" else None)
    assert chosen is InputFormat(form)
    with opened_titles(Path("-"), given_lines, chosen, Choice()) as opened:
        found = next(opened.rows)
    assert found.title == "tech PM"
    assert source.given == (2 if form == "csv" else 1)


@pytest.mark.parametrize("size", [1, 8, 1_000])
def test_records_are_noticed_however_they_arrive(size: int) -> None:
    data = b"Nurse,Ulm\nCook,Bern\nDean,Rome\n"
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    given_lines = LineReader(Trickle(*pieces))
    with (
        opened_titles(Path("-"), given_lines, InputFormat.LINES, Choice()) as opened,
        pytest.raises(LevelctlError, match="separates 'Nurse,Ulm'"),
    ):
        list(opened.rows)


@given(st.lists(st.one_of(st.text(max_size=6), st.integers(), st.none()), max_size=6))
def test_a_json_array_has_the_same_rows_however_it_is_cut(values: list[Any]) -> None:
    data = json.dumps([{"title": value} for value in values], indent=1).encode()

    def found(size: int) -> list[TitleRow | BadTitleRow]:
        source = Trickle(*(data[start : start + size] for start in range(0, len(data), size)))
        array = JsonArray(Decoded(source))
        return list(of_objects(array, None))

    whole = found(len(data))
    assert [found(size) for size in (1, 3)] == [whole, whole]
    assert [each.title for each in whole if isinstance(each, TitleRow)] == [
        (value or "").strip() for value in values if not isinstance(value, int)
    ]


class Endless:
    """A file with so many different titles."""

    def __init__(self, count: int) -> None:
        self.blocks: Iterator[bytes] = (
            b"".join(b"title %d\n" % (start + each) for each in range(1000))
            for start in range(0, count, 1000)
        )

    def read1(self, _size: int) -> bytes:
        return next(self.blocks, b"")


def _peak(count: int) -> int:
    class Nothing(MadeMatcher):
        def match(self, title: str, *, top: int = 5) -> Any:
            assert top
            return unknown(title)

    tracemalloc.start()
    done = sum(1 for _ in answers(Nothing(), rows(LineReader(Endless(count)), InputFormat.LINES)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert done == count
    return peak


@pytest.mark.long
def test_memory_does_not_grow_with_the_titles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "REMEMBERED", 1000)
    assert _peak(40_000) < 1.2 * _peak(10_000)


# The tally.


@pytest.mark.parametrize(
    ("given_rows", "strict", "missed", "unread", "words"),
    [
        pytest.param(titles("tech PM"), True, 0, 0, "1 title: 1 confident", id="sure"),
        pytest.param(
            titles("tech PM", UNSURE.given),
            False,
            0,
            0,
            "2 titles: 1 confident, 1 needs review",
            id="unsure",
        ),
        pytest.param(
            titles("tech PM", UNSURE.given),
            True,
            1,
            0,
            "2 titles: 1 confident, 1 needs review",
            id="unsure, strict",
        ),
        pytest.param(
            titles("Manager", "", "x"),
            False,
            2,
            0,
            "2 titles: 2 no confident match, 1 blank",
            id="none",
        ),
        pytest.param(
            [bad(1, "no"), bad(2, "no")], False, 0, 2, "0 titles: 2 unreadable", id="nothing"
        ),
        pytest.param(
            [bad(1, "no"), *titles("tech PM")],
            False,
            0,
            1,
            "1 title: 1 confident, 1 unreadable",
            id="a bad row",
        ),
        pytest.param([], False, 0, 0, "0 titles", id="no row"),
    ],
)
def test_tally(
    given_rows: list[TitleRow | BadTitleRow], strict: bool, missed: int, unread: int, words: str
) -> None:
    tally = Tally(strict=strict)
    for each in answers(MadeMatcher(), given_rows):
        tally.add(each)
    assert (tally.missed, tally.bad, str(tally)) == (missed, unread, words)


# Golden files.

FOUND = GoldenAnswer("TECHNI2.TECHNICAF44E.P2", "P2", "confident")


@pytest.mark.parametrize(
    ("expected", "right"),
    [
        pytest.param(("TECHNI2.TECHNICAF44E", "P2", "confident"), True, id="all"),
        pytest.param(("TECHNI2.TECHNICAF44E.P2", "", ""), True, id="the whole code"),
        pytest.param(("TECHNI2", "", ""), True, id="its function"),
        pytest.param(("", "", "confident"), True, id="the band alone"),
        pytest.param(("A.B|TECHNI2.TECHNICAF44E", "P1 | P2", ""), True, id="either"),
        pytest.param(("TECHNI", "", ""), False, id="a beginning that is no part"),
        pytest.param(("TECHNI2.TECHNICAF44E.P3", "", ""), False, id="another level in the code"),
        pytest.param(("TECHNI2.TECHNICAF44E", "P3", ""), False, id="another level"),
        pytest.param(("", "", "needs review"), False, id="another band"),
    ],
)
def test_golden(expected: tuple[str, str, str], right: bool) -> None:
    cells = dict(zip(("Code", "level", "band"), expected, strict=True))
    result = golden(MadeMatcher(), [TitleRow(7, "tech PM", {**cells, "note": "x"})])

    told = GoldenAnswer(*(cell or None for cell in expected))
    wrong = () if right else (Regression(7, "tech PM", told, FOUND),)
    assert result == Golden(1, int(right), wrong)


def test_golden_reports_answers_that_cannot_be_accepted() -> None:
    result = golden(MadeMatcher(), [TitleRow(2, "Manager", {"code": "PROGRA.PROGRAMMAAB0"})])
    assert [each.found for each in result.regressions] == [
        GoldenAnswer("", "M2", "no confident match")
    ]


@pytest.mark.parametrize(
    ("given_row", "message"),
    [
        pytest.param(bad(3, "it is torn"), "line 3 .* cannot be read: it is torn", id="bad"),
        pytest.param(
            TitleRow(3, "a", {"note": "x"}), "line 3 .* gives no code, level or band", id="nothing"
        ),
        pytest.param(
            TitleRow(3, "a", {"band": "sure"}), "line 3 .*: 'sure' is not a band", id="band"
        ),
    ],
)
def test_an_invalid_golden_file_is_refused(given_row: TitleRow | BadTitleRow, message: str) -> None:
    with pytest.raises(CanonError, match=message):
        golden(MadeMatcher(), [given_row])
