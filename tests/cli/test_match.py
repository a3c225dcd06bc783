"""`levelctl match` as a person gets it: arguments, files, formats, exits, a terminal, Ctrl-C."""

from __future__ import annotations

import csv
import io
import json
import os
import select
import shlex
import signal
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import pytest

import levelctl.titles
import madematcher
from levelctl.canon.model import MatchSettings
from levelctl.cli.match_input import split_titles
from levelctl.layout import golden as golden_layout
from levelctl.layout import match as layout
from levelctl.output import plain
from levelctl.output.terminal import render
from levelctl.record import fields, replace
from levelctl.text.document import Document
from levelctl.titles.batch.batch import RowAnswer
from levelctl.titles.batch.golden import Golden, GoldenAnswer, Regression
from levelctl.titles.batch.title_rows import TitleRow
from levelctl.titles.records import Match
from madematcher import OCCUPATION, SITE, SURE, UNSURE, VAGUE, unknown
from program import MODULE, NOWHERE, TIMEOUT, environment, run, run_on_pty, shell
from program import Answer as Ended
from small import WARD, write_canon

TECH = "TECHNI2.TECHNICAF44E.P2"
CHIEF = "PRODUC.PRODUCTMF2CC.M6"
SURE_ROW = f"tech PM\t{TECH}\tconfident\t0.97\n"
UNSURE_ROW = f"{UNSURE.given}\t{CHIEF}\tneeds review\t0.52\n"
VAGUE_ROW = "Manager\t\tno confident match\t0.41\n"
HEADINGS = (
    "title,code,name,level,low,high,assumed,level words,instead of,band,score,margin,matched,"
    "left out,alternatives,p,doubts,problem"
)
SURE_CSV = (
    f"{TECH},Technical Product Manager,P2,P1,P3,yes,,,confident,0.97,0.56,tech pm,,"
    "PROGRA.PROGRAMMAAB0.P2,,,"
)

ENCODING_HINT = "hint: save the file as UTF-8, or give its encoding: --encoding cp1252\n"

Environment = dict[str, str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Return an environment in which the program answers from a table."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "sitecustomize.py").write_text(SITE, "utf-8")
    paths = (str(folder), str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", ""))
    return {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


def asked(*arguments: str, stdin: bytes = b"") -> Ended:
    """Return what the program answers from the table, without a process of its own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("matching", "occupation_index.matcher"):
            patch.setitem(sys.modules, f"levelctl.titles.{name}", madematcher)
        # Once imported, a module is found as its package's attribute as well.
        patch.setattr(levelctl.titles, "matching", madematcher, raising=False)
        return run(*arguments, stdin=stdin)


def fed(data: bytes, *arguments: str, env: Environment) -> Ended:
    """Return what the program answers to *data* on stdin."""
    ended = subprocess.run(
        [*MODULE, "match", *arguments],
        input=data,
        capture_output=True,
        check=False,
        cwd=NOWHERE,
        env=environment(env),
        timeout=TIMEOUT,
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


# Arguments.


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param("tech PM", ["tech PM"], id="words"),
        pytest.param("'tech PM'", ["tech PM"], id="one in quotes"),
        pytest.param("'tech PM' 'Ward Nurse'", ["tech PM", "Ward Nurse"], id="two in quotes"),
        pytest.param("'tech PM' Nurse", ["tech PM", "Nurse"], id="one of two in quotes"),
        pytest.param("Director - Sales", ["Director - Sales"], id="a dash between words"),
        pytest.param("", [], id="none"),
    ],
)
def test_which_titles_are_given(arguments: str, expected: list[str]) -> None:
    assert split_titles(shlex.split(arguments)) == expected


USAGE = "hint: levelctl match --help shows the usage\n"
NO_TITLE = (
    "levelctl: no title was given\nhint: levelctl match TITLE, or levelctl match --from FILE\n"
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("tech PM", Ended(0, SURE_ROW, ""), id="one"),
        pytest.param("tech PM --format code", Ended(0, f"{TECH}\n", ""), id="its code"),
        pytest.param("Manager", Ended(1, VAGUE_ROW, ""), id="no match"),
        pytest.param("Manager -f code", Ended(1, "\n", ""), id="no code"),
        pytest.param(f"'{UNSURE.given}'", Ended(0, UNSURE_ROW, ""), id="needs review"),
        pytest.param(
            f"'{UNSURE.given}' -f code --strict", Ended(1, "\n", ""), id="needs review, strict"
        ),
        pytest.param("tech PM --strict", Ended(0, SURE_ROW, ""), id="confident, strict"),
        pytest.param(
            f"'tech PM' Manager '{UNSURE.given}'",
            Ended(1, SURE_ROW + VAGUE_ROW + UNSURE_ROW, ""),
            id="three",
        ),
        pytest.param(
            "tech PM --scheme onet",
            Ended(0, "tech PM\t11-3021.00\tconfident\t0.80\n", "*occupations of O?NET-SOC 2019\n"),
            id="a scheme",
        ),
        pytest.param(
            "tech PM --confident-at 0.98",
            Ended(0, SURE_ROW, "confident at 0.98\n"),
            id="a probability",
        ),
        pytest.param(
            "tech PM --scheme onet --confident-at .5",
            Ended(0, "tech PM\t11-3021.00\tconfident\t0.80\n", "confident at 0.5\n*2019\n"),
            id="a probability of a scheme",
        ),
        *(
            pytest.param(
                f"tech PM --confident-at {each}",
                Ended(
                    2, "", f"levelctl: --confident-at {each} is not above 0 and below 1\nhint: *"
                ),
                id=f"no probability: {each}",
            )
            for each in ("0", "1", "-1", "nan", "98")
        ),
        pytest.param("tech PM --in care", Ended(0, SURE_ROW, "within NURSIN.*\n"), id="a family"),
        pytest.param(
            "tech PM --in WARDNURS1234.P2",
            Ended(2, "", "levelctl: 'WARDNURS1234.P2' has a level\nhint: *\n"),
            id="a profile",
        ),
        pytest.param(
            "tech PM --in WARDNURS1234",
            Ended(0, SURE_ROW, "within NURSIN.WARDNURS1234\n"),
            id="a focus",
        ),
        pytest.param(
            "tech PM --in P2",
            Ended(2, "", "levelctl: P2 is a level\nhint: --in takes a focus, *\n"),
        ),
        pytest.param("tech PM --no-cache", Ended(0, SURE_ROW, "no cache\n"), id="no cache"),
        pytest.param("", Ended(2, "", NO_TITLE), id="nothing"),
        pytest.param("''", Ended(2, "", NO_TITLE), id="an empty title"),
        pytest.param(
            "tech PM --from x",
            Ended(2, "", "levelctl: give either titles or x, not both\nhint: *\n"),
            id="titles and a file",
        ),
        pytest.param(
            "tech PM --column x",
            Ended(2, "", "levelctl: --column applies only to a file or stdin\nhint: *\n"),
            id="a column of arguments",
        ),
        pytest.param(
            "tech PM --in care --scheme onet",
            Ended(
                2,
                "",
                "levelctl: --in applies to the canon, --scheme to an imported scheme\nhint: *\n",
            ),
            id="in and scheme",
        ),
        pytest.param(
            "tech PM --explain -f csv",
            Ended(2, "", "levelctl: --explain works only with *\nhint: *\n"),
            id="explain as CSV",
        ),
        pytest.param(
            "tech PM --golden x",
            Ended(2, "", "levelctl: --golden takes its titles from the golden file\nhint: *\n"),
            id="golden and titles",
        ),
        pytest.param(
            "--golden x -f code",
            Ended(2, "", "levelctl: --golden does not support *\nhint: *\n"),
            id="golden as codes",
        ),
        pytest.param("tech PM --top 0", Ended(2, "", "levelctl: *--top*\n" + USAGE), id="no top"),
        pytest.param(
            "--from /nowhere/x.csv",
            Ended(3, "", "levelctl: /nowhere/x.csv cannot be read: No such file or directory\n"),
            id="no file",
        ),
        pytest.param(
            "--golden /nowhere/x.csv",
            Ended(3, "", "levelctl: /nowhere/x.csv cannot be read: No such file or directory\n"),
            id="no golden file",
        ),
    ],
)
def test_arguments(line: str, expected: Ended, small: Path) -> None:
    from fnmatch import fnmatchcase

    found = asked("match", "--canon", str(small), *shlex.split(line))

    assert (found.code, found.out) == (expected.code, expected.out), found.err
    assert fnmatchcase(found.err, expected.err), found.err


def test_errors_in_the_canon_can_hide_the_answer(tmp_path: Path) -> None:
    broken = {"functions/nursing/ward-nurse.yaml": WARD.replace("in_review", "wrong")}
    canon = write_canon(tmp_path / "canon", broken)
    found = asked("match", "tech PM", "-q", "--canon", str(canon))
    assert found == Ended(
        3, SURE_ROW, "levelctl: errors in the canon may make this answer incomplete\n"
    )


def test_faults_of_a_canon_are_counted_and_not_repeated(tmp_path: Path) -> None:
    wrong = WARD.replace("in_review", "wrong").replace("aliases:", "alliases:")
    canon = write_canon(tmp_path / "canon", {"functions/nursing/ward-nurse.yaml": wrong})
    found = asked("match", "tech PM", "--canon", str(canon))
    assert (found.code, found.out) == (3, SURE_ROW)
    assert found.err == (
        f"levelctl: the canon has 2 errors; levelctl check --canon {canon} shows them\n"
        "levelctl: errors in the canon may make this answer incomplete\n"
    )
    checked = run("check", "--canon", str(canon))
    assert checked.out.count(" error ") == 2


# Files and stdin.


@pytest.mark.parametrize(
    ("data", "line", "expected"),
    [
        pytest.param(
            b"tech PM\n\nManager\n",
            "-",
            Ended(
                1,
                SURE_ROW + "\t\tno confident match\t\n" + VAGUE_ROW,
                "levelctl: 2 titles: 1 confident, 1 no confident match, 1 blank\n",
            ),
            id="lines",
        ),
        pytest.param(
            b"tech PM\n\xff\n\ntech PM\n",
            "- -f code",
            Ended(
                3,
                f"{TECH}\n\n\n{TECH}\n",
                "levelctl: line 2 cannot be read: it is not in UTF-8: the byte 0xFF\n"
                f"{ENCODING_HINT}levelctl: 2 titles: 2 confident, 1 blank, 1 unreadable\n",
            ),
            id="codes stay beside their lines",
        ),
        pytest.param(
            b'\xef\xbb\xbfid,Job Title,code\r\n7,"tech\nPM",=A1\r\n8,tech PM,-1\r\n"9,x\r\n',
            "--from - -q -f csv",
            Ended(
                3,
                f"id,code,{HEADINGS.replace('code', 'match code')}\n"
                "7,'=A1,tech PM,,,,,,,,,no confident match,,,,,,,,\n"
                f"8,-1,tech PM,{SURE_CSV}\n"
                ",,,,,,,,,,,no confident match,,,,,,,,"
                "its quotes do not match: unexpected end of data\n",
                "levelctl: line 5 cannot be read: its quotes do not match: "
                "unexpected end of data\n",
            ),
            id="CSV",
        ),
        pytest.param(
            b"role\tx\ntech PM\ta b\n",
            "- --column role -q",
            Ended(0, f"a b\t{SURE_ROW}", ""),
            id="TSV by its column",
        ),
        pytest.param(
            b'{"title": "tech PM", "id": 7, "tags": ["a"]}\n{"title": "tech PM", "x": 1}\n{\n',
            "-",
            Ended(
                3,
                f'7\t["a"]\t{SURE_ROW}\t\t{SURE_ROW}'
                "\t\t\t\tno confident match\t\tit is not JSON: Input data was truncated\n",
                "levelctl: line 2: 'x' is not in the first row and is left out\n"
                "levelctl: line 3 cannot be read: it is not JSON: Input data was truncated\n"
                "levelctl: 2 titles: 2 confident, 1 unreadable\n",
            ),
            id="NDJSON as rows",
        ),
        pytest.param(
            b"\xff\n\xfe\n",
            "- -q",
            Ended(
                3,
                "\t\tno confident match\t\tit is not in UTF-8: the byte 0xFF\n"
                "\t\tno confident match\t\tit is not in UTF-8: the byte 0xFE\n",
                "levelctl: 2 rows cannot be read, on lines 1, 2: it is not in UTF-8\n"
                f"{ENCODING_HINT}",
            ),
            id="nothing can be read",
        ),
        pytest.param(b"", "-", Ended(0, "", "levelctl: 0 titles\n"), id="nothing"),
        pytest.param(b"title\n", "- -q -f csv", Ended(0, f"{HEADINGS}\n", ""), id="a heading"),
        pytest.param(
            b"id,name\n1,a\n",
            "- --input csv",
            Ended(
                2,
                "",
                "levelctl: which column has the titles?\nhint: --column NAME, one of: id, name "
                '(separated by ","); without a heading, --column NUMBER; '
                "for text above the heading, --skip N\n",
            ),
            id="no column",
        ),
        pytest.param(
            "title\ntech PM\n".encode("utf-16"),
            "- -q",
            Ended(0, SURE_ROW, ""),
            id="UTF-16",
        ),
        pytest.param(
            b"a\x1b[31mb\n",
            "- -q",
            Ended(1, "a\\x1b[31mb\t\tno confident match\t\n", ""),
            id="an escape",
        ),
    ],
)
def test_stdin(data: bytes, line: str, expected: Ended) -> None:
    assert asked("match", *shlex.split(line), stdin=data) == expected


ROSTER = "id,Job Title,Ort\n7,tech PM,Köln\n8,Manager,Genève\n"
"""A table with letters that are not in ASCII."""

ROSTER_ROWS = f"7\tKöln\t{SURE_ROW}8\tGenève\t{VAGUE_ROW}"


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        pytest.param("a.csv", ROSTER.encode(), "", id="UTF-8"),
        pytest.param("a.csv", ROSTER.encode("utf-8-sig"), "", id="UTF-8 with a mark"),
        pytest.param("a.csv", ROSTER.encode("utf-16"), "", id="UTF-16"),
        pytest.param("a.csv", b"\xfe\xff" + ROSTER.encode("utf-16-be"), "", id="UTF-16, big end"),
        pytest.param("a.csv", ROSTER.encode("utf-32"), "", id="UTF-32"),
        pytest.param("a.csv", ROSTER.encode("cp1252"), "--encoding cp1252", id="cp1252"),
        pytest.param("a.csv", ROSTER.encode("cp1252"), "--encoding guess", id="cp1252, guessed"),
        pytest.param("a.csv", ROSTER.encode("mac-roman"), "--encoding guess", id="Mac, guessed"),
        pytest.param("a.csv", ROSTER.encode("utf-16-le"), "--encoding utf-16-le", id="no mark"),
        pytest.param("a.csv", ROSTER.replace("\n", "\r").encode(), "", id="an old Mac"),
        pytest.param("a.csv", ROSTER.replace(",", ";").encode(), "", id="semicolons"),
        pytest.param("a.csv", ROSTER.replace(",", "\t").encode(), "", id="tabs in a .csv"),
        pytest.param("a.tsv", ROSTER.encode(), "", id="commas in a .tsv"),
        pytest.param("a.csv", ROSTER.replace(",", "|").encode(), "", id="pipes"),
        pytest.param("a.psv", ROSTER.replace(",", "||").encode(), "", id="pairs of pipes"),
        pytest.param("a.txt", ROSTER.replace(",", "^").encode(), "", id="carets"),
        pytest.param("a.csv", ROSTER.replace(",", ":").encode(), "", id="colons"),
        pytest.param("a.csv", ROSTER.replace(",", "\x1f").encode(), "", id="unit separators"),
        pytest.param("a.csv", ROSTER.replace(",", "-").encode(), "--delimiter -", id="told"),
        pytest.param("a.txt", ROSTER.replace(",", ";").encode(), "", id="a table in a .txt"),
        pytest.param("a", f"sep=;\n{ROSTER.replace(',', ';')}".encode(), "", id="sep="),
        pytest.param("a.csv", f"Staff\n\n{ROSTER}".encode(), "--skip 2", id="a preamble"),
        pytest.param(
            "a.csv",
            json.dumps(
                [{"id": 7, "Ort": "Köln", "title": "tech PM"}, {"id": 8, "title": "Manager"}]
            ).encode(),
            "--input json --column title",
            id="a JSON array, told",
        ),
    ],
)
def test_what_people_have_is_read(name: str, data: bytes, line: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = asked("match", "--from", str(path), "-q", *shlex.split(line))
    rows = ROSTER_ROWS.replace("Genève", "") if "json" in line else ROSTER_ROWS
    assert found == Ended(1, rows, "")


@pytest.mark.parametrize(
    ("name", "data", "line", "told"),
    [
        pytest.param("a.csv", "a|title\n1|tech PM\n", "", 'separated by "|"', id="pipes"),
        pytest.param("a.csv", "a\ttitle\n1\ttech PM\n", "", "separated by a tab", id="tabs"),
        pytest.param("a.csv", "a;title\n1;tech PM\n", "", "", id="semicolons are usual"),
        pytest.param("a.csv", "tech PM\n", "", "a title: 'tech PM'", id="one column, no heading"),
        pytest.param(
            "a.csv", "x,title,y\n1,tech PM, x\n", "-f code", "needs quotes", id="a comma?"
        ),
        pytest.param("a.csv", "x,title\n1,tech PM\n", "", "", id="no comma"),
        pytest.param("a.csv", "Rolle\ntech PM\n", "--column Rolle", "", id="one column, named"),
        pytest.param("a.csv", "1,tech PM\n", "--column 2", "'tech PM' is a title", id="headless"),
        pytest.param("a.csv", "b,title\n1,tech PM\n", "--column 2", "", id="a heading by number"),
        pytest.param("a.csv", "b,title\n1,tech PM\n", "--encoding guess", "guessed: utf-8", id="?"),
    ],
)
def test_what_is_unusual_is_told(
    name: str, data: str, line: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(data, "utf-8")
    found = asked("match", "--from", str(path), *shlex.split(line))
    expected = f"{TECH}\n" if "code" in line else SURE_ROW
    assert (found.code, found.out.endswith(expected)) == (0, True)
    assert found.err.count("\n") == 1 + bool(told)
    assert told in found.err


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "-"])
def test_no_title_of_a_list_is_lost(name: str, tmp_path: Path) -> None:
    data = b"tech PM\nManager\ntech PM\n"
    path = tmp_path / name
    path.write_bytes(data)
    source = "-" if name == "-" else str(path)
    found = asked("match", "--from", source, "-q", stdin=data)
    assert found == Ended(1, SURE_ROW + VAGUE_ROW + SURE_ROW, "")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("form", ["csv", "txt", "json"])
def test_wide_text_without_a_mark_gets_a_hint_that_works(
    encoding: str, form: str, tmp_path: Path
) -> None:
    path = tmp_path / f"a.{form}"
    text = '["tech PM"]' if form == "json" else "title\ntech PM\n"
    path.write_bytes(text.encode(encoding))
    found = asked("match", "--from", str(path), "--encoding", encoding[:6], "-q")
    assert found.code == 3
    hint = found.err.splitlines()[-1]
    assert hint.endswith(f"--encoding {encoding}")
    assert asked("match", "--from", str(path), "-q", *hint.split()[-2:]) == Ended(0, SURE_ROW, "")


def test_text_that_is_not_wide_is_no_fault_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"title\ntech PM\n")
    found = asked("match", "--golden", str(path), "--encoding", "utf-16")
    assert (found.code, "leave --encoding out" in found.err) == (3, True)


@pytest.mark.parametrize(
    ("name", "data", "line", "code", "told"),
    [
        pytest.param("a.csv", "title\nx\n", "--skip 99", 2, "the last line is 2", id="all skipped"),
        pytest.param("a.csv", "title\nx\n", "--skip 2", 2, "the last line is 2", id="to the end"),
        pytest.param("a.txt", "x\n", "--skip 1", 2, "the last line is 1", id="all plain lines"),
        pytest.param("a.json", "", "", 3, "there is no array", id="JSON without a value"),
        pytest.param("a.csv", "sep=;\n", "", 3, "the file has no rows", id="only a delimiter"),
    ],
)
def test_nothing_to_do_is_an_error(
    name: str, data: str, line: str, code: int, told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(data, "utf-8")
    found = asked("match", "--from", str(path), *shlex.split(line))
    assert (found.code, found.out, told in found.err) == (code, "", True), found.err
    assert "\nhint: " in found.err


def test_a_column_with_a_number_as_its_name_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("2,1\ntech PM,Manager\n", "utf-8")
    named = asked("match", "--from", str(path), "--column", "2", "-q")
    assert named == Ended(0, f"Manager\t{SURE_ROW}", "")


NOT_READ = [
    pytest.param("a.csv", b"PK\x03\x04\0\0", "", "a workbook of Excel or another zip", id="XLSX"),
    pytest.param("a.xls", b"\xd0\xcf\x11\xe0\0", "", "a workbook of an old Excel", id="old XLS"),
    pytest.param("a.csv", b"\xd0\xcf\x11\xe0\0", "--input csv", "an old Excel", id="told XLS"),
    pytest.param("a.xls", b"\n<html><table>", "", "a web page (HTML)", id="HTML named .xls"),
    pytest.param("a.csv", b"<!DOCTYPE html>\n", "", "a web page (HTML)", id="HTML named .csv"),
    pytest.param("a.csv", b"<?xml version='1.0'?>", "", "XML", id="XML"),
    pytest.param("a.csv", b'[{"title": "x"}]', "", "it is JSON", id="JSON named .csv"),
    pytest.param("a.tsv", b'{"title": "x"}\n', "", "--input ndjson", id="NDJSON named .tsv"),
    pytest.param("a.json", b"id,title\n", "", "is not JSON", id="CSV named .json"),
    pytest.param("a.jsonl", b'[\n{"title": "x"}]', "", "it is a JSON array", id="an array, .jsonl"),
    pytest.param(
        "a.json", b'{\n"staff": [{"title": "x"}]}', "", """'."staff"[]'""", id="an object"
    ),
    pytest.param("a.xlsx", b"id,title\n", "", "it is text", id="CSV named .xlsx"),
    pytest.param("a.csv", b"%PDF-1.7\n", "", "a PDF", id="PDF"),
    pytest.param("a.csv", b"\x1f\x8b\x08", "", "gunzip -c", id="gzip"),
    pytest.param("a.txt", b"ab\0cd\n", "", "zero bytes", id="binary"),
    pytest.param(
        "a.csv", "id,title\n1,x\n".encode("utf-16-le"), "", "--encoding utf-16-le", id="w"
    ),
    pytest.param("a.csv", b"| id | title |\n|---|---|\n", "", "Markdown", id="Markdown, .csv"),
    pytest.param("a.txt", b"| id | title |\n|---|---|\n", "", "Markdown", id="Markdown, .txt"),
    pytest.param("a.md", b"# Staff\n\n| id | title |\n", "", "Markdown", id="Markdown"),
    pytest.param("a.csv", b"+----+-------+\n| id | title |\n", "", "Markdown", id="a drawn table"),
]


@pytest.mark.parametrize(("name", "data", "line", "told"), NOT_READ)
def test_a_file_that_is_not_what_its_ending_says_is_refused(
    name: str, data: bytes, line: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = asked("match", "--from", str(path), *shlex.split(line))
    assert (found.code, found.out) == (3, ""), found.err
    assert told in found.err
    assert found.err.splitlines()[-1].startswith("hint: ")
    assert str(path) in found.err


def test_a_hint_can_be_run_in_a_shell(tmp_path: Path) -> None:
    path = tmp_path / "a b.csv"
    path.write_bytes(b"\x1f\x8b\x08")
    named, piped = asked("match", "--from", str(path)), asked("match", "-", stdin=b"\x1f\x8b\x08")
    assert (named.code, named.err.endswith(f"gunzip -c '{path}'\n")) == (3, True)
    assert (piped.code, piped.err.endswith("gunzip -c\n")) == (3, True)


@pytest.mark.parametrize(
    ("name", "data", "line", "told"),
    [
        pytest.param("a.csv", "id|role\n3|tech PM\n", "", '(separated by "|")', id="no title"),
        pytest.param(
            "a.csv", "id  Job Title\n3   tech PM\n", "", "be told apart", id="fixed width"
        ),
        pytest.param("a.txt", "3|tech PM|Rome\n", "", '(separated by "|")', id="records in a .txt"),
        pytest.param("a.txt", "Staff\nid;title\n", "", "--skip 1", id="a preamble in a .txt"),
        pytest.param("a.csv", "Staff\nid;title\n", "", "--skip 1", id="a preamble"),
        pytest.param("a.txt", "COMPANY    JOB TITLE\nX    Nurse\n", "", "be told apart", id="wide"),
        pytest.param("a.csv", "a,b\nx,y\nid;title\n", "", "--skip 2", id="a longer preamble"),
        pytest.param("a.csv", "a,b\n", "--column 3", "there is no column 3", id="no such number"),
        pytest.param("a.csv", "a,b\n", "--column c", "there is no column 'c'", id="no such name"),
        pytest.param("a.csv", "a,b\n", "--delimiter ab", "cannot be a delimiter", id="delimiter"),
        pytest.param("a.csv", "a,b\n", "--encoding x", "not an encoding of text", id="encoding"),
        pytest.param("a.csv", "a,b\n", "--sheet x", "does not apply to csv", id="a sheet of CSV"),
        pytest.param(
            "a.csv", "sep=;\nid,title\n1,x\n", "", "--delimiter ','", id="declared, not there"
        ),
        pytest.param("a.csv", "id,x\n1,y\n", "--delimiter ;", "--delimiter ','", id="not there"),
        pytest.param("a.csv", "id/Job Title\n1/x\n", "", "--delimiter '/'", id="slashes"),
        pytest.param("a.txt", "id/Job Title\n1/x\n", "", "--delimiter '/'", id="slashes in a .txt"),
        pytest.param("a.csv", "nr/Stelle\n1/Arzt\n", "", "--delimiter '/'", id="unknown names"),
        pytest.param("a.csv", "a - title - c\nx - y - z\n", "", "' - '", id="spaced hyphens"),
        pytest.param("a.csv", "id>title\n1>x\n", "", "--delimiter '>'", id="brackets"),
        pytest.param("a.csv", "id_job title\n1_x\n", "", "--delimiter '_'", id="underscores"),
        pytest.param("a.csv", "id.title\n1.x\n", "", "--delimiter '.'", id="dots"),
        pytest.param("a.csv", "n/x/y\na/b/c\n", "", "--delimiter '/'", id="many cells"),
        pytest.param("a.txt", "id,pos\n1,x\n3,y\n", "", "--delimiter ','", id="numbers below"),
        pytest.param("a.txt", "Nurse,Ulm\nCook,Bern\n", "", "--delimiter ','", id="no heading"),
        pytest.param("a.txt", "Nurse;Ulm\n", "", '(separated by ";")', id="one record"),
        pytest.param("a.txt", "Nurse^Ulm\nCook^Bern\n", "", '(separated by "^")', id="carets"),
        pytest.param("a.csv", '"a;title"\n"x;y"\n', "", "quotation marks", id="quoted rows"),
        pytest.param("a.ndjson", "{}\n", "--skip 1", "does not apply to ndjson", id="skip JSON"),
    ],
)
def test_records_are_never_titles(
    name: str, data: str, line: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(data, "utf-8")
    found = asked("match", "--from", str(path), "-f", "code", *shlex.split(line))
    assert (found.code, told in found.err) == (2, True), found.err
    assert "\nhint: " in found.err


@pytest.mark.parametrize(
    "titles",
    [
        ("Director, Sales", "VP, Marketing"),
        ("VP, Sales, EMEA", "VP, Data, US", "VP, Law, UK"),
        ("Nurse/RN", "Dev/Ops"),
        ("Manager - Sales", "Manager - Data"),
        ("Engineer - 2", "Engineer - 3"),
        ("1. Nurse", "2. Cook"),
        ("Nurse | RN", "Cook | Chef"),
        ("Nurse (RN)", "Cook (Chef)"),
    ],
)
def test_titles_with_marks_are_no_records(titles: tuple[str, ...]) -> None:
    data = "".join(f"{each}\n" for each in titles).encode()
    found = asked("match", "-", "-f", "csv", "-q", stdin=data)
    assert [row["title"] for row in csv.DictReader(io.StringIO(found.out))] == [*titles]


def test_a_row_in_quotes_has_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('title;place\n"tech PM;Ulm"\n', "utf-8")
    found = asked("match", "--from", str(path))
    assert (found.code, "it has 1, not 2" in found.err) == (3, True)


BROKEN = "id,title\n1,tech PM\n2,Gesch\xe4ft\n3,Manager,x\n4,tech PM\n".encode("latin-1")


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "ndjson", "text", "code"])
def test_no_row_is_lost(form: str) -> None:
    found = asked("match", "-", "-f", form, stdin=BROKEN)

    assert found.code == 3
    assert found.err == (
        "levelctl: line 3 cannot be read: it is not in UTF-8: the byte 0xE4\n"
        f"{ENCODING_HINT}"
        "levelctl: line 4 cannot be read: its cells do not fit the heading: it has 3, not 2\n"
        "hint: in CSV, a cell that contains the delimiter needs quotes around it, and a row none\n"
        "levelctl: 2 titles: 2 confident, 2 unreadable\n"
    )
    reasons = ["", "it is not in UTF-8", "its cells do not fit the heading", ""]
    match form:
        case "code":
            assert found.out == f"{TECH}\n\n\n{TECH}\n"
            return
        case "text":
            cells = [line.split("\t") for line in found.out.splitlines()]
            rows = [(row[0], row[2], "".join(row[5:])) for row in cells]
        case "json" | "ndjson":
            texts = found.out.splitlines() if form == "ndjson" else [found.out]
            read = [json.loads(text) for text in texts]
            objects = read if form == "ndjson" else read[0]["rows"]
            rows = [
                (
                    row["columns"]["id"],
                    (row["best"] or {"code": ""})["code"],
                    row.get("problem", ""),
                )
                for row in objects
            ]
        case _:
            table = csv.DictReader(io.StringIO(found.out), delimiter="\t" if form == "tsv" else ",")
            rows = [(row["id"], row["code"], row["problem"]) for row in table]
    assert [row[0] for row in rows] == [*"1234"]
    assert [row[1] for row in rows] == [TECH, "", "", TECH]
    assert [row[2].split(":")[0] for row in rows] == reasons


def test_many_rows_of_one_cause_are_one_message() -> None:
    found = asked("match", "-", "-q", "-f", "code", stdin=b"title\n" + b"\xff\n" * 10_000)
    assert (found.code, found.out) == (3, "\n" * 10_000)
    assert found.err == (
        "levelctl: 10,000 rows cannot be read, on lines 2, 3, 4, 5, 6 and others: "
        f"it is not in UTF-8\n{ENCODING_HINT}"
    )


@pytest.mark.parametrize(
    ("data", "told", "other"),
    [
        pytest.param("é\nè\n".encode("cp1252"), "--encoding cp1252", "", id="cp1252"),
        pytest.param("é\nè\n".encode() + b"\xe9\n", "other rows are right", "cp", id="one byte"),
        pytest.param(b"\x81\n\xe9\n", "save the file as UTF-8", "cp1252", id="not in cp1252"),
    ],
)
def test_an_encoding_is_named_only_if_it_fits(data: bytes, told: str, other: str) -> None:
    for start, form in ((b"", "lines"), (b"title\n", "csv")):
        found = asked("match", "-", "--input", form, stdin=start + data)
        assert (found.code, told in found.err) == (3, True), found.err
        assert not other or other not in found.err


def test_columns_that_are_left_out_are_told_even_to_the_quiet() -> None:
    data = b'{"title": "tech PM"}\n{"title": "tech PM", "x": 1}\n'
    found = asked("match", "-", "-q", "-f", "csv", stdin=data)
    assert found.err == "levelctl: line 2: 'x' is not in the first row and is left out\n"


def test_an_encoding_that_fails_is_not_named_again() -> None:
    found = asked("match", "-", "--encoding", "cp1252", stdin=b"tech PM\n\x81\n")
    assert (found.code, "--encoding cp1252" in found.err) == (3, False)
    assert "--encoding guess" in found.err


def test_stdin_of_a_process(made: Environment) -> None:
    assert fed(b"tech PM\n", "-", "-q", env=made) == Ended(0, SURE_ROW, "")


def test_the_format_of_a_file_comes_from_its_extension(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("title,id\ntech PM,7\n", "utf-8")
    assert asked("match", "--from", str(path), "-q") == Ended(0, f"7\t{SURE_ROW}", "")


def test_a_row_of_csv_is_what_a_program_reads(made: Environment) -> None:
    found = fed(b'title,note\nManager,"a ""b"", c"\n', "-", "-f", "csv", env=made)
    (read,) = csv.DictReader(io.StringIO(found.out))
    assert (read["title"], read["note"], read["code"], read["alternatives"]) == (
        "Manager",
        'a "b", c',
        "",
        f"PROGRA.PROGRAMMAAB0.P2, {TECH}",
    )


def test_json_of_one_title_is_its_match() -> None:
    found = json.loads(asked("match", "tech", "PM", "-f", "json").out)
    assert (found["schema"], found["kind"]) == ("levelctl.match/1", "title")
    assert (found["best"]["code"], found["level"]["assumed"]) == (TECH, True)


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_json_of_many_has_a_line_for_each(form: str, made: Environment) -> None:
    data = b'{"id": 7, "title": "tech PM"}\n[\n{"id": null, "title": "Manager"}\n'
    out = fed(data, "-", "-q", "-f", form, env=made).out

    if form == "json":
        whole = json.loads(out)
        assert (whole["schema"], whole["kind"]) == ("levelctl.match/1", "rows")
        rows = whole["rows"]
        assert out.count("\n") == len(rows) + 2
    else:
        rows = [json.loads(line) for line in out.splitlines()]
        assert [row["kind"] for row in rows] == ["row"] * 3
    assert [(row["line"], row["columns"], row["band"], row.get("problem", "")) for row in rows] == [
        (1, {"id": 7}, "confident", ""),
        (2, {}, "no confident match", "it is not JSON: Input data was truncated"),
        (3, {"id": None}, "no confident match", ""),
    ]


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_emoji_pass_and_controls_do_not(form: str) -> None:
    whole = (
        "\N{WOMAN}\u200d\N{PERSONAL COMPUTER} \u2764\ufe0f\u200d\N{FIRE} \u0645\u06cc\u200c\u062e"
    )
    data = f"title,note\ntech PM,{whole}\ntech PM,\u200da\u202e\x1b\u200d\n".encode()
    found = asked("match", "-", "-q", "-f", form, stdin=data)
    read = csv.DictReader(io.StringIO(found.out), delimiter="\t" if form == "tsv" else ",")
    assert [row["note"] for row in read] == [whole, r"\u200da\u202e\x1b\u200d"]


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("lines", "\u00a0tech PM \n"),
        ("csv", "title,x\n\u00a0tech PM ,y\n"),
        ("ndjson", '{"title": "\u00a0tech PM "}\n'),
        ("json", '["\u00a0tech PM "]'),
    ],
)
def test_json_has_the_title_as_it_is_in_the_file(form: str, data: str) -> None:
    found = asked("match", "-", "-q", "-f", "ndjson", "--input", form, stdin=data.encode())
    answer = json.loads(found.out)
    assert (answer["given"], answer["best"]["code"]) == ("\u00a0tech PM ", TECH)


# Golden files.


def test_a_golden_file_that_is_met(tmp_path: Path) -> None:
    path = tmp_path / "golden.csv"
    path.write_text(
        f"title,code,level,band\ntech PM,{TECH},P2,confident\n\nManager,,M2,\n", "utf-8"
    )
    assert asked("match", "--golden", str(path)) == Ended(
        0, "", "levelctl: 2 titles: 2 as expected, 0 not\n"
    )


GOLDEN = "title,code,level,band\ntech PM,A.B,P3,\nManager,,,needs review\ntech PM,TECHNI2,,\n"


@pytest.mark.parametrize(
    ("form", "out"),
    [
        pytest.param(
            "text",
            f"2\ttech PM\tA.B, P3\t{TECH}, P2, confident\n"
            "3\tManager\tneeds review\tM2, no confident match\n",
            id="text",
        ),
        pytest.param(
            "csv",
            "line,title,expected,found\n"
            f'2,tech PM,"A.B, P3","{TECH}, P2, confident"\n'
            '3,Manager,needs review,"M2, no confident match"\n',
            id="CSV",
        ),
    ],
)
def test_a_golden_file_with_regressions(form: str, out: str, tmp_path: Path) -> None:
    path = tmp_path / "golden.csv"
    path.write_text(GOLDEN, "utf-8")
    assert asked("match", "--golden", str(path), "-f", form) == Ended(
        1, out, "levelctl: 3 titles: 1 as expected, 2 not\n"
    )


def test_a_spoilt_golden_file_is_no_pass(tmp_path: Path) -> None:
    path = tmp_path / "golden.csv"
    path.write_text("title,code,level,band\ntech PM,,,sure\n", "utf-8")
    found = asked("match", "--golden", str(path))
    assert found == Ended(
        3,
        "",
        "levelctl: line 2 of the golden file: 'sure' is not a band\n"
        "hint: the bands are: confident, needs review, no confident match\n",
    )


# A terminal.


def test_one_title_on_a_terminal_is_a_page(made: Environment) -> None:
    printed, code = run_on_pty("match", "tech", "PM", env=made)
    assert code == 0
    assert f"\x1b[36m{TECH}\x1b[0m" in printed
    assert "\x1b[32mconfident\x1b[0m" in printed
    assert f"$ levelctl show {TECH}" in printed


def test_several_titles_on_a_terminal_are_rows(made: Environment) -> None:
    printed, code = run_on_pty("match", "tech PM", "Manager", env=made)
    assert (printed, code) == (SURE_ROW + VAGUE_ROW, 1)


def test_the_work_is_shown_in_a_pipe_too() -> None:
    found = asked("match", "tech PM", "Manager", "--explain")
    assert found.code == 1
    assert found.out == f"{plain.export(layout.explanation(SURE))}\n" + plain.export(
        layout.explanation(VAGUE)
    )


# Ctrl-C.

SIZE = 400_000
"""The bytes of a file whose answers fill any pipe."""


@pytest.mark.parametrize("length", [1, 9_000, 70_000], ids="rows of {} bytes".format)
@pytest.mark.long
def test_interrupted_it_leaves_whole_lines(length: int, made: Environment, tmp_path: Path) -> None:
    """The pipe is full, so the program is writing when it gets Ctrl-C."""
    beside = b"x" * length
    path = tmp_path / "titles.csv"
    path.write_bytes(b"title,x\n" + b"tech PM,%s\n" % beside * (SIZE // (length + 9)))
    with subprocess.Popen(
        [*MODULE, "match", "--from", str(path), "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=NOWHERE,
        env=environment(made),
    ) as process:
        assert process.stdout
        start = os.read(process.stdout.fileno(), 1)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        time.sleep(0.1)
        out, err = process.communicate(timeout=TIMEOUT)

    lines = (start + out).split(b"\n")
    assert (process.returncode, err, lines.pop()) == (130, b"", b"")
    assert {*lines} == {b"%s\t%s" % (beside, SURE_ROW.encode().strip())}


FORMS = ("json", "ndjson", "csv", "tsv", "text", "code")


def rows_of(out: str, form: str) -> list[str]:
    """Return the titles or codes that *out*, written as *form*, has: none of it may be torn."""
    match form:
        case "json":
            return [row["given"] for row in json.loads(out)["rows"]]
        case "ndjson":
            return [json.loads(line)["given"] for line in whole_lines(out)]
        case "csv" | "tsv":
            table = csv.DictReader(whole_lines(out), delimiter="," if form == "csv" else "\t")
            return [row["title"] for row in table if None not in {*row, *row.values()}]
    return [line.split("\t")[0] for line in whole_lines(out)]


def whole_lines(out: str) -> list[str]:
    *lines, rest = out.split("\n")
    assert rest == ""
    return lines


def slowly(form: str, titles: bytes, *, answered: int, env: Environment) -> Ended:
    """Return the output after Ctrl-C, sent while the program waits for more than *titles*."""
    with subprocess.Popen(
        [*MODULE, "match", "-", "-f", form],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=NOWHERE,
        env=environment(env),
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(titles)
        process.stdin.flush()
        out = b""
        while out.count(b"\n") < answered and (more := _soon(process.stdout)):
            out += more
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        err = process.stderr.read() if process.stderr else b""
        process.stdin.close()
    return Ended(process.returncode, (out + rest).decode(), err.decode())


def _soon(pipe: IO[bytes]) -> bytes:
    """Return what can be read from *pipe*; nothing at its end or after a timeout."""
    ready, _, _ = select.select([pipe], [], [], TIMEOUT / 4)
    return os.read(pipe.fileno(), 65_536) if ready else b""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.long
def test_interrupted_while_it_waits_it_leaves_a_whole_answer(form: str, made: Environment) -> None:
    headings = 1 if form in ("json", "csv", "tsv") else 0
    found = slowly(form, b"tech PM\nManager\n", answered=2 + headings, env=made)

    assert (found.code, found.err) == (130, "")
    expected = [TECH, ""] if form == "code" else ["tech PM", "Manager"]
    assert rows_of(found.out, form) == expected
    assert form != "json" or json.loads(found.out)["interrupted"] is True


def test_json_interrupted_before_the_first_answer_is_complete(made: Environment) -> None:
    found = slowly("json", b"title\n", answered=1, env=made)
    assert (found.code, found.err) == (130, "")
    assert json.loads(found.out) == {
        "schema": "levelctl.match/1",
        "kind": "rows",
        "rows": [],
        "interrupted": True,
    }


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.1, 0.2, 0.4])
@pytest.mark.long
def test_json_interrupted_in_between_is_complete(
    delay: float, made: Environment, tmp_path: Path
) -> None:
    """The answers are read while they are written, so Ctrl-C can arrive at any time."""
    path = tmp_path / "titles.txt"
    path.write_text("tech PM\nManager\n" * 20_000, "utf-8")
    with subprocess.Popen(
        [*MODULE, "match", "--from", str(path), "-q", "-f", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=NOWHERE,
        env=environment(made),
    ) as process:
        assert process.stdout
        start = os.read(process.stdout.fileno(), 1)
        timer = threading.Timer(delay, process.send_signal, [signal.SIGINT])
        timer.start()
        out, err = process.communicate(timeout=TIMEOUT)
        timer.join()

    whole = json.loads(start + out)
    assert (process.returncode, err, whole["interrupted"]) == (130, b"", True)
    assert [row["line"] for row in whole["rows"]] == [*range(1, len(whole["rows"]) + 1)]
    assert len(whole["rows"]) < 40_000


def test_who_interrupts_twice_waits_for_no_reader(made: Environment, tmp_path: Path) -> None:
    """The pipe is full, so the first Ctrl-C waits for a reader to end the document for."""
    path = tmp_path / "titles.txt"
    path.write_text("tech PM\n" * 20_000, "utf-8")
    with subprocess.Popen(
        [*MODULE, "match", "--from", str(path), "-q", "-f", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=NOWHERE,
        env=environment(made),
    ) as process:
        assert process.stdout
        os.read(process.stdout.fileno(), 1)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.3)
        process.send_signal(signal.SIGINT)
        assert process.wait(TIMEOUT) == 130
        assert process.stderr
        assert process.stderr.read() == b""


def test_who_ignores_interrupts_is_not_interrupted(made: Environment, tmp_path: Path) -> None:
    """So a script starts what it runs in the background; here all of a session is interrupted."""
    path = tmp_path / "titles.txt"
    path.write_text("tech PM\n" * 2_000, "utf-8")
    line = shlex.join([*MODULE, "match", "--from", str(path), "-q", "-f", "json"])
    script = f"trap '' INT; {line} | {{ head -c 1; kill -INT 0; sleep 0.2; cat; }}"
    command = ["bash", "-c", script]
    ended = subprocess.run(
        command,
        capture_output=True,
        check=False,
        cwd=NOWHERE,
        env=environment(made),
        timeout=TIMEOUT,
        start_new_session=True,
    )
    assert len(json.loads(ended.stdout)["rows"]) == 2_000


def test_json_is_complete_if_the_titles_cannot_be_read_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "titles.json"
    path.write_text('[{"title": "tech PM"},\n{"title": "Man', "utf-8")
    found = asked("match", "--from", str(path), "-f", "json")
    assert (found.code, found.err.splitlines()[0]) == (
        3,
        (
            "levelctl: line 2 of the titles cannot be read: the array is not closed: "
            "the file may be cut off"
        ),
    )
    whole = json.loads(found.out)
    assert (len(whole["rows"]), whole["interrupted"]) == (1, True)


# A reader who leaves, a full disk.


@pytest.mark.parametrize("form", FORMS)
def test_a_reader_who_leaves_ends_it(form: str, made: Environment, tmp_path: Path) -> None:
    path = tmp_path / "titles.txt"
    path.write_text("tech PM\n" * 20_000, "utf-8")
    script = f"levelctl match --from {path} -f {form} | head -1 | wc -l"
    found = shell(script, env=made)
    assert (found.code, found.out.strip(), found.err) == (141, "1", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the machine has no /dev/full")
@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_is_reported_once(form: str, made: Environment, tmp_path: Path) -> None:
    path = tmp_path / "titles.txt"
    path.write_text("tech PM\n" * 2_000, "utf-8")
    found = shell(f"levelctl match --from {path} -f {form} > /dev/full", env=made)
    assert found == Ended(
        4, "", "levelctl: the answer cannot be written: No space left on device\n"
    )


# Layout.


def _drawn(document: Document, width: int) -> list[str]:
    return render(document, width=width, color=False).splitlines()


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize(
    "match", [SURE, UNSURE, VAGUE, OCCUPATION, unknown(""), unknown("x" * 300)]
)
def test_no_line_is_wider_than_the_terminal(match: Match, width: int) -> None:
    for document in (layout.page(match), layout.explanation(match)):
        assert max(map(len, _drawn(document, width))) <= width


PAGE_80 = """\
Chief Product Officer (m/w/d), Berlin
────────────────────────────────────────────────────────────────────────────────
PRODUC.PRODUCTMF2CC.M6  Product Manager
Band      needs review
Level     M6, the nearest level of Product Manager to E6; from "chief", E4–E6 on
          public ladders
Score     0.52, 0.11 above the next
Matched   "product"
Left out  "(m/w/d)" gender form, "Berlin" place

It may also be
╭────────────────────────┬─────────────────┬───────┬───────────╮
│ Code                   │ Name            │ Score │ Matched   │
├────────────────────────┼─────────────────┼───────┼───────────┤
│ PROGRA.PROGRAMMAAB0.P2 │ Program Manager │ 0.41  │ "program" │
╰────────────────────────┴─────────────────┴───────┴───────────╯

Next
Read the profile, and take its code or one of those above. If the title is
usual, add it to the aliases in the focus's file.
  $ levelctl show PRODUC.PRODUCTMF2CC.M6
"""

NO_MATCH_120 = """\
Manager
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
Band   no confident match
Level  M2, from "manager", M1–M3 on public ladders

The nearest
╭─────────────────────────┬───────────────────────────┬───────┬───────────╮
│ Code                    │ Name                      │ Score │ Matched   │
├─────────────────────────┼───────────────────────────┼───────┼───────────┤
│ PROGRA.PROGRAMMAAB0.P2  │ Program Manager           │ 0.41  │ "program" │
│ TECHNI2.TECHNICAF44E.P2 │ Technical Product Manager │ 0.97  │ "tech pm" │
╰─────────────────────────┴───────────────────────────┴───────┴───────────╯

Next
Give the title's field in more words, or narrow the search with --in. If it is the usual name of a focus, add it to the
aliases in the focus's file.
  $ levelctl list
"""  # noqa: E501

EXPLAINED = """\
Chief Product Officer (m/w/d), Berlin
────────────────────────────────────────────────────────────────────────────────
PRODUC.PRODUCTMF2CC.M6  Product Manager

1. The text
Left out   "(m/w/d)" gender form, "Berlin" place
Looked up  chief product officer

2. The level
Words  "chief"
Level  M6, the nearest level of Product Manager to E6; from "chief", E4–E6 on
       public ladders
Range  E4 to E6

3. The candidates
╭────────────────────────┬─────────────────┬───────┬───────────╮
│ Code                   │ Name            │ Score │ Matched   │
├────────────────────────┼─────────────────┼───────┼───────────┤
│ PRODUC.PRODUCTMF2CC.M6 │ Product Manager │ 0.52  │ "product" │
│ PROGRA.PROGRAMMAAB0.P2 │ Program Manager │ 0.41  │ "program" │
╰────────────────────────┴─────────────────┴───────┴───────────╯

4. The band
Score              0.520
Margin             0.110
Confident from     a score of 0.700
a margin of        0.150
and p of           0.000
Needs review from  a score of 0.350
Band               needs review
"""

SHARES: dict[str, Any] = {"confident": 0.7, "margin": 0.15, "review": 0.35}
WANTED = MatchSettings(**{name: SHARES.get(name, 0) for name in fields(MatchSettings)})


@pytest.mark.parametrize(
    ("document", "width", "expected"),
    [
        pytest.param(layout.page(UNSURE), 80, PAGE_80, id="a match at 80"),
        pytest.param(layout.page(VAGUE), 120, NO_MATCH_120, id="no match at 120"),
        pytest.param(layout.explanation(UNSURE, WANTED), 80, EXPLAINED, id="the work"),
    ],
)
def test_page(document: Document, width: int, expected: str) -> None:
    assert _drawn(document, width) == expected.splitlines()


def test_a_band_is_explained_by_the_doubts() -> None:
    unsure = replace(UNSURE, p=0.412, doubts=("it states E6", "it joins 2 functions"))
    page = plain.export(layout.explanation(unsure, WANTED))
    assert "\np: 0.412\n" in page
    assert page.endswith("Because: it states E6; it joins 2 functions\n")
    assert "Because: it states E6; it joins 2 functions\n" in plain.export(layout.page(unsure))
    assert "Because" not in plain.export(layout.explanation(SURE, WANTED))


def test_an_alias_is_shown_with_the_words_that_it_shares() -> None:
    assert UNSURE.best
    best = replace(UNSURE.best, by=("Product Manager", "product"))
    page = plain.export(layout.page(replace(UNSURE, best=best)))
    assert 'Matched: "Product Manager" by "product"\n' in page


def test_a_page_of_a_scheme_leads_to_no_page_of_the_canon() -> None:
    assert "levelctl" not in plain.export(layout.page(OCCUPATION, scheme=True))
    nothing = plain.export(layout.page(unknown("x"), scheme=True))
    assert nothing.endswith("Give the title's field in more words.\nlevelctl import --list\n")


def test_golden_is_drawn_as_a_table() -> None:
    met = Golden(3, 3, ())
    wrong = Regression(
        2, "tech PM", GoldenAnswer("A.B", None, None), GoldenAnswer(TECH, "P2", "confident")
    )
    drawn = "\n".join(_drawn(golden_layout.document(Golden(1, 0, (wrong,))), 80))
    assert plain.export(golden_layout.document(met)) == "All 3 titles are answered as expected.\n"
    assert [word in drawn for word in ("tech PM", "A.B", f"{TECH}, P2, confident")] == [True] * 3


@pytest.mark.parametrize(
    ("strict", "code", "alternatives"),
    [(False, CHIEF, "PROGRA.PROGRAMMAAB0.P2"), (True, "", f"{CHIEF}, PROGRA.PROGRAMMAAB0.P2")],
)
def test_what_may_not_be_taken_is_an_alternative(
    strict: bool, code: str, alternatives: str
) -> None:
    answer = RowAnswer(TitleRow(2, UNSURE.given, {"code": "ours"}), UNSURE)
    row = layout.long_row(answer, ("code",), strict=strict)
    found = dict(zip(layout.headings(("code",)), row, strict=True))
    assert (found["code"], found["match code"], found["alternatives"]) == (
        "ours",
        code,
        alternatives,
    )
    assert found["left out"] == "(m/w/d), Berlin"


# With the program's own matcher.

real = pytest.mark.skipif(
    find_spec("levelctl.titles.matching") is None, reason="the matcher is not written yet"
)


@real
def test_the_first_example_finds_its_code() -> None:
    assert run("match", "tech", "PM", "-f", "code") == Ended(0, f"{TECH}\n", "")


@real
def test_the_work_names_the_thresholds_of_the_canon() -> None:
    found = run("match", "tech", "PM", "--explain").out
    assert all(
        f"\n{name}: a score of 0." in found for name in ("Confident from", "Needs review from")
    )


@real
def test_nonsense_finds_nothing() -> None:
    found = run("match", "asdf", "qwer", "-f", "code")
    assert (found.code, found.out, found.err) == (1, "\n", "")


@real
@pytest.mark.parametrize(
    ("title", "level"),
    [
        pytest.param("asdf qwer", None, id="assumed and no match"),
        pytest.param("senior asdf qwer", "P4", id="stated"),
        pytest.param("tech PM", "P2", id="assumed, of a match"),
    ],
)
def test_a_title_without_a_match_has_no_assumed_level(title: str, level: str | None) -> None:
    found = json.loads(run("match", title, "-f", "json").out)["level"]
    assert (found and found["level"]) == level


@real
@pytest.mark.parametrize("title", ["asdf qwer", "senior asdf qwer", ""])
def test_a_row_without_a_match_has_no_level(title: str) -> None:
    (row,) = csv.DictReader(
        io.StringIO(run("match", "-", "-f", "csv", stdin=f"{title}\n".encode()).out)
    )
    levels = ("code", "level", "low", "high", "assumed", "level words")
    assert [row[name] for name in levels] == [""] * 6


@real
def test_a_batch_answers_each_title_as_if_it_were_alone() -> None:
    names = ["Sr. Backend Eng.", "tech PM", "Manager", "tech PM"]
    batch = fed("\n".join(names).encode(), "-", "-q", env={})
    alone = [run("match", name).out for name in names]
    assert batch.out == "".join(alone)
