"""``levelctl review`` as a person gets it: keys on a terminal, files, tables, refusals."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import termios
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from levelctl import open_canon
from levelctl.canon.reviews import ReviewFile, digest_of
from program import MODULE, TIMEOUT, environment, run
from small import write_canon

QUESTIONS = ("role", "level", "observable", "figure", "lawful", "idiomatic", "neighbor")


class Sitter:
    """A person at a terminal, who waits for each question."""

    def __init__(self, terminal: int, process: subprocess.Popen[bytes]) -> None:
        self.terminal = terminal
        self.process = process
        self.seen = ""

    def wait(self, words: str = "> ") -> str:
        """Return what is printed until *words*, which end it."""
        printed = ""
        deadline = time.monotonic() + TIMEOUT
        while not printed.endswith(words):
            assert time.monotonic() < deadline, f"{words!r} does not come: {printed!r}"
            if select.select([self.terminal], [], [], 0.1)[0]:
                data = _read(self.terminal)
                assert data, f"{words!r} does not come: {printed!r}"
                printed += data.decode()
        self.seen += printed
        return printed

    def type(self, keys: Iterable[str]) -> str:
        """Type each of *keys* when something is asked; return what the last one leads to."""
        printed = ""
        for key in keys:
            os.write(self.terminal, key.encode())
            printed = self.wait()
        return printed

    def end(self, key: str = "") -> int:
        """Type *key*, read to the end, and return the exit code."""
        os.write(self.terminal, key.encode())
        deadline = time.monotonic() + TIMEOUT
        ended = False
        while not ended:
            assert time.monotonic() < deadline, f"it does not end: {self.seen[-400:]!r}"
            ended = self.process.poll() is not None  # what it printed before is read below
            while select.select([self.terminal], [], [], 0.05)[0]:
                self.seen += _read(self.terminal).decode()
        return self.process.returncode


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux's word for a terminal that its last user has closed
        return b""


@contextmanager
def sitting(canon: Path, *options: str, data: Path, width: int = 80) -> Iterator[Sitter]:
    """Yield who sits at a terminal where ``levelctl review next`` runs in *canon*."""
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, width))
    before = termios.tcgetattr(theirs)
    process = subprocess.Popen(
        [*MODULE, "review", "next", *options],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=canon,
        env=environment({"XDG_DATA_HOME": str(data), "NO_COLOR": "1"}),
        start_new_session=True,
    )
    try:
        yield Sitter(ours, process)
        process.wait(TIMEOUT)
        if process.returncode != -signal.SIGKILL:
            assert termios.tcgetattr(theirs) == before
    finally:
        process.kill()
        process.wait(TIMEOUT)
        os.close(theirs)
        os.close(ours)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "canon.yaml").write_text("extends: reference\nname: ours\n", "utf-8")
    return folder


def files_of(root: Path, *foci: str) -> list[ReviewFile]:
    canon = open_canon(root, cache=False)
    assert canon.diagnostics == ()
    return [file for focus in foci for file in canon.reviews(*focus.split("."))]


NURSING, ACCOUNTING = "NURSIN.REGISTER5052", "FINANC.GENERALAA9A8"
NEW_READER = ("JD\n", "t", "registered nurse\n", "12\n")


@pytest.mark.long
def test_ten_duties_of_two_foci_are_read_by_keys(ours: Path, tmp_path: Path) -> None:
    """A nurse reads five duties of nursing; the next day's reader five of accounting."""
    with sitting(ours, "--focus", NURSING, "--size", "5", data=tmp_path) as nurse:
        nurse.wait()
        first = nurse.type(NEW_READER)
        assert "Duty 1 of 5 · Registered Nursing" in first
        for _ in range(4):
            nurse.type(["4", *"yyyyyyy"])
        nurse.type(["4", *"ynynyy"])
        assert nurse.end("y") == 0
        assert "5 duties answered in this sitting; 63 left to read." in nurse.seen

    with sitting(ours, "--focus", ACCOUNTING, "--size", "5", data=tmp_path) as editor:
        assert "You are JD, registered nurse for 12 years, reading as trade? [y/n]" in editor.wait()
        editor.type(["n", "MK\n", "e", "copy editor\n", "\n"])
        for _ in range(4):
            editor.type("yyyyyyy")
        editor.type("yyyyyy")
        assert editor.end("y") == 0

    trade, language = files_of(ours, NURSING, ACCOUNTING)
    assert (trade.reader.initials, trade.reader.trade, trade.reader.years) == (
        *("JD", "registered nurse"),
        12,
    )
    assert (language.reader.initials, language.reader.years) == ("MK", None)
    assert [each.placed for each in (*trade.answers, *language.answers)] == ["P4"] * 5 + [None] * 5
    assert [dict(each.answers) for each in (*trade.answers[:4], *language.answers)] == [
        dict.fromkeys(QUESTIONS, True)
    ] * 9
    assert [yes for _, yes in trade.answers[4].answers] == [True, False, True, False, *[True] * 3]
    texts = [each.text for each in (*trade.answers, *language.answers)]
    assert len({*texts}) == 10
    assert [each.digest for each in (*trade.answers, *language.answers)] == [
        digest_of(text) for text in texts
    ]
    shown = " ".join((nurse.seen + editor.seen).replace("“", " ").split())
    assert all(text in shown for text in texts)
    assert trade.path == f"reviews/registered-nursing/{trade.answers[0].at[:10]}-JD.yaml"
    answer = run("review", "status", NURSING, cwd=ours)
    assert sum(int(line.split("\t")[3]) for line in answer.out.splitlines()) == 5


def small(tmp_path: Path) -> Path:
    return write_canon(tmp_path / "canon")


WARD = "NURSIN.WARDNURS1234"
MK = ("--initials", "MK", "--as", "editor")


@pytest.mark.long
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGKILL, -9)],
)
def test_a_signal_loses_nothing(tmp_path: Path, number: int, code: int) -> None:
    root = small(tmp_path)
    with sitting(root, *MK, data=tmp_path) as reader:
        reader.wait()
        reader.type("yny")
        reader.process.send_signal(number)
        assert reader.process.wait(TIMEOUT) == code
    (file,) = files_of(root, WARD)
    assert file.answers[0].answers == (("role", True), ("level", False), ("observable", True))
    assert [path.name for path in (root / "reviews/ward-nurse").iterdir()] == [Path(file.path).name]


@pytest.mark.long
def test_keys_that_mean_something_else(tmp_path: Path) -> None:
    root = small(tmp_path)
    with sitting(root, *MK, data=tmp_path, width=40) as reader:
        reader.wait()
        assert "there is nothing to undo" in reader.type("u")
        assert "no such key" in reader.type("@")
        assert "no such key" in reader.type(["\x1bOP@"])
        assert "Does this role" in reader.type(["\x1b[A@"])
        assert "quit; every answer" in reader.type("?")
        assert "skipped" in reader.type("s")
        assert "undone" in reader.type("u")
        assert "back to o" in reader.type("o")
        assert "yes" in reader.type("Y")
        assert reader.type("m").endswith("remark > ")
        reader.type(["Auf Station: zu zweit. 🩺\n"])
        assert reader.end("\x04") == 0
    (file,) = files_of(root, WARD)
    (answer,) = file.answers
    assert (answer.answers, answer.remark) == ((("observable", True),), "Auf Station: zu zweit. 🩺")
    lines = [line for line in reader.seen.splitlines() if " > " not in line]
    assert 30 < max(map(len, lines)) <= 40


@pytest.mark.long
def test_a_reader_who_mistypes_is_asked_again(tmp_path: Path) -> None:
    root = small(tmp_path)
    with sitting(root, data=tmp_path) as reader:
        reader.wait()
        assert "'../x' are no initials" in reader.type(["../x\n"])
        assert "'some' is no whole number" in reader.type(["JD\n", "t", "\n", "some\n"])
        reader.type(["\n"])
        assert reader.end("q") == 0
    assert not (root / "reviews").exists()
    assert "0 duties answered" in reader.seen


def test_without_a_terminal_it_names_what_to_do(tmp_path: Path) -> None:
    answer = run("review", "next", cwd=small(tmp_path))
    assert (answer.code, answer.out) == (2, "")
    assert "there is no terminal" in answer.err
    assert "levelctl review export PATH" in answer.err


def test_the_reference_canon_is_not_written_to(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    assert run("review", "export", str(table), "--size", "1").code == 0
    env = {"XDG_DATA_HOME": str(tmp_path)}
    for words in (("import", str(table)), ("object", "REGISTER5052.P2", "1", "No.")):
        answer = run("review", *words, "--initials", "JD", env=env)
        assert answer.code == 2
        assert "extends: reference" in answer.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("next", "--settle"), "review next does not take --settle"),
        (("status", "--seed", "1"), "review status does not take --seed"),
        (("object", "ward nurse P2"), "takes REF DUTY WHY; 1 given"),
        (("export",), "takes PATH"),
        (("sample", "x"), "takes no argument"),
        (("status", "P2"), "neither a focus nor a profile"),
        (("object", "ward nurse P2", "1", "No."), "it is not known who reads"),
        (("object", "ward nurse P2", "1", "No.", "--trade", "nurse"), "give --initials"),
        (("object", "ward nurse P2", "1", " ", "--initials", "JD"), "needs a reason"),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    answer = run("review", *words, cwd=small(tmp_path), env={"XDG_DATA_HOME": str(tmp_path)})
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err


def test_who_objected_once_is_known(tmp_path: Path) -> None:
    root, env = small(tmp_path), {"XDG_DATA_HOME": str(tmp_path)}
    words = ("review", "object", "ward nurse P2", "2")
    who = ("--initials", "JD", "--trade", "registered nurse", "--years", "12")
    assert run(*words, "A device does.", *who, cwd=root, env=env).code == 0
    assert run(*words, "Twice.", cwd=root, env=env).code == 0
    (file,) = files_of(root, WARD)
    assert [each.why for each in file.objections] == ["A device does.", "Twice."]
    assert file.reader.years == 12
    page = run("review", "status", "ward nurse P2", "-f", "markdown", cwd=root)
    assert "objection: A device does." in page.out


def test_a_table_with_a_refused_row_ends_with_three(tmp_path: Path) -> None:
    root, env = small(tmp_path), {"XDG_DATA_HOME": str(tmp_path)}
    table = tmp_path / "a.csv"
    assert run("review", "export", str(table), cwd=root).code == 0
    text = table.read_text("utf-8-sig").replace("for a week", "for two weeks")
    table.write_text(text, "utf-8")
    answer = run("review", "import", str(table), "--initials", "JD", cwd=root, env=env)
    assert answer.code == 3
    assert answer.out.startswith(f"refused\t{table}:")
    assert "its text was changed in the table" in answer.out


def test_a_sample_tells_its_bounds(tmp_path: Path) -> None:
    page = run("review", "sample", "--size", "5", "-f", "markdown", cwd=small(tmp_path)).out
    assert "Sample: 5 of 5 duties, seed 0" in page
    assert "at most 45.1 %" in page
    assert "3/5 = 60.0 %" in page
