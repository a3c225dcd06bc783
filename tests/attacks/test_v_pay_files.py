"""
V. Pay files and figures of pay that somebody else made.

The name, the headings and the cells of a pay file can be anything, and so can the figures of a
canon. levelctl promises that nothing of it acts on a terminal or in a spreadsheet, that a file that
never ends is refused, that small groups are in no answer, and that work is bounded.
"""

from __future__ import annotations

import csv
import io
import os
import time
from pathlib import Path

import pytest

from hostile import acting, runs
from levelctl import open_canon
from overlays import WARD_FILE, fault_lines, write_overlay
from program import run
from small import write_canon

WARD = "NURSIN.WARDNURS1234"

NAMES = (
    "=1+1.csv",
    "@SUM(A1).csv",
    "red\x1b[31m.csv",
    "two\nlines.csv",
    "back\u202eward.csv",
)


def pay_file(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    heading = "Code,Title,\x1b[2JPlace,Low,Median,High,Currency,N,=cmd()"
    path.write_text("\n".join((heading.replace("\x1b[2JPlace", "Place"), *rows, "")), "utf-8")
    return path


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_does_not_act(tmp_path: Path, name: str) -> None:
    root = write_canon(tmp_path / "canon", {})
    path = pay_file(
        tmp_path, name, f"{WARD}.P2,,,1,2,3,EUR,9,", ",=HYPERLINK(1)\x1b[0m,,1,2,3,EUR,9,"
    )
    for form in ("text", "csv", "tsv", "json", "markdown"):
        done = run(
            "pay", "ward nurse P2", "--canon", str(root), "--pay-file", str(path), "--format", form
        )
        assert done.code == 0
        assert acting(done.out, but="\n\t") == []
        assert acting(done.err) == []
        if form in ("csv", "tsv"):
            delimiter = "\t" if form == "tsv" else ","
            cells = [
                each
                for row in csv.reader(io.StringIO(done.out), delimiter=delimiter)
                for each in row
            ]
            assert [cell for cell in cells if runs(cell)] == []


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_file_that_never_ends_is_refused(tmp_path: Path) -> None:
    root = write_canon(tmp_path / "canon", {})
    os.mkfifo(tmp_path / "pipe.csv")
    for path in ("/dev/zero", str(tmp_path / "pipe.csv"), str(tmp_path)):
        done = run("pay", "ward nurse P2", "--canon", str(root), "--pay-file", path)
        assert done.code == 3
        assert "not a file" in done.err


@pytest.mark.long
def test_a_small_group_is_in_no_answer(tmp_path: Path) -> None:
    root = write_canon(tmp_path / "canon", {})
    rows = (f"{WARD}.P2,,,61717,62727,63737,EUR,2,", f"{WARD}.P2,,,61717,62727,63737,EUR,,")
    path = pay_file(tmp_path, "pay.csv", *rows)
    for command in ("pay", "show", "near"):
        for form in ("text", "json", "markdown"):
            done = run(
                command, "ward nurse P2", "--canon", str(root), "--pay-file", str(path), "-f", form
            )
            assert done.code == (command == "pay")  # the file gives no pay
            assert "suppressed" in done.out + done.err
            for amount in ("717", "727", "737"):
                assert amount not in done.out.replace(",", "") + done.err.replace(",", "")


HEAD = "code: WARDNURS1234\nname: Ward Nurse\nsummary: A.\nlevels:\n  P1: {status: draft, "

MANY = "{place: US}, " * 10_000


@pytest.mark.long
def test_thousands_of_figures_are_merged_in_no_time(tmp_path: Path) -> None:
    write_canon(
        tmp_path / "base",
        {WARD_FILE: f"{HEAD}version: 1, region: global, pay: [{MANY}]}}\n"},
    )
    own = f"levels: {{P1: {{pay: [{MANY}]}}}}\n"
    start = time.monotonic()
    lines = fault_lines(write_overlay(tmp_path / "company", {WARD_FILE: own}))
    assert any("item 1 of pay has no 'currency'" in line for line in lines)
    assert time.monotonic() - start < 30


@pytest.mark.parametrize(
    "figure",
    [
        f"low: 1, median: 1, high: {'9' * 400}",
        "low: 1, median: 2, high: 3, aging: .inf",
        "low: 1, median: 2, high: 3, hours: .nan",
        "low: 1, median: 2, high: 3, n: 1.5",
        "low: .nan, median: 2, high: 3",
        "low: 1, median: 2, high: 3, ends: p99999999999-p1",
        "low: 1, median: 2, high: 3, ends: p10-p90 of " + "a" * 5000,
        "low: 1, median: 2, high: 3, place: US" + "-A" * 5000,
    ],
)
def test_figures_that_no_number_holds(tmp_path: Path, figure: str) -> None:
    pay = f"{{currency: EUR, period: year, basis: survey, {figure}}}"
    text = f"{HEAD}version: 1, region: global, pay: {pay}}}\n"
    canon = open_canon(write_canon(tmp_path, {WARD_FILE: text}), cache=False)
    for diagnostic in canon.diagnostics:
        assert len(diagnostic.message) < 700
    done = run("pay", "ward nurse P1", "--canon", str(canon.root), "--salary", "95k")
    assert done.code in (0, 2, 3)
    assert "Traceback" not in done.err
