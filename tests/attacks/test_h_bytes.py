"""
H. Ctrl-C, SIGTERM and SIGHUP leave whole rows, in any script.

The attack: a slow reader, rows of more bytes than characters, and a signal in the middle of one.
levelctl promises that what it has written ends with a whole row: sizes are counted in bytes, as
they are written.
"""

from __future__ import annotations

import csv
import os
import select
import signal
import subprocess
import time
from pathlib import Path

import pytest

from levelctl.cli import interrupts, streams
from program import MODULE, Environment, environment, start

pytestmark = pytest.mark.long

CELLS = {
    "ascii": "x",
    "umlauts": "é",
    "Chinese": "漢",
    "emoji": "😀",
    "combining": "e\u0301",
    "joined": "👩‍🚀",
    "quotes": '"',
    "escaped": "\u202e",
}
"""What a row is made of; each is shorter in characters than in bytes, or escaped."""


def cut(
    number: int,
    cell: str,
    size: int,
    form: str,
    place: Path,
    *,
    pages: int = 4,
    env: Environment | None = None,
) -> bytes:
    """Return what is written of 60 rows if *number* comes when the pipe is full once more."""
    titles = place / "titles.csv"
    with titles.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("title", "other"), *[("nurse", cell * size)] * 60])
    reader, writer = os.pipe()
    with subprocess.Popen(
        [*MODULE, "match", "--from", str(titles), "-f", form, "-q"],
        stdout=writer,
        stderr=subprocess.DEVNULL,
        env=environment(env),
    ) as process:
        os.close(writer)
        select.select([reader], [], [], 20)
        time.sleep(0.15)
        taken = b"".join(os.read(reader, 4096) for _ in range(pages))
        time.sleep(0.05)
        process.send_signal(number)
        time.sleep(0.05)
        while piece := os.read(reader, 65536):
            taken += piece
        os.close(reader)
        process.wait(20)
    assert process.returncode in (128 + number, 0, 1)
    return taken


@pytest.mark.parametrize(
    ("cell", "size"),
    [
        pytest.param("Chinese", 3_500, id="3,500 characters, 10,500 bytes"),
        pytest.param("emoji", 2_000, id="2,000 characters, 8,000 bytes", marks=pytest.mark.long),
        pytest.param("joined", 800, id="joined", marks=pytest.mark.long),
        pytest.param("escaped", 1_200, id="escaped"),
        pytest.param("ascii", 3_500, id="shorter than a pipe's piece", marks=pytest.mark.long),
        pytest.param("quotes", 3_000, id="doubled", marks=pytest.mark.long),
    ],
)
def test_rows_are_whole(cell: str, size: int, tmp_path: Path) -> None:
    for pages in (3, 4, 6):
        out = cut(signal.SIGINT, CELLS[cell], size, "csv", tmp_path, pages=pages)
        assert out.decode().endswith("\n")
        assert len({len(row) for row in csv.reader(out.decode().splitlines(), strict=True)}) == 1


@pytest.mark.parametrize("form", ["csv", "tsv", "ndjson", "text", "json"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(
    "env",
    [{}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp1252"}, {"PYTHONUNBUFFERED": "1"}],
    ids=["utf-8", "ascii", "cp1252", "unbuffered"],
)
@pytest.mark.long
def test_rows_are_whole_in_every_format(
    form: str, number: int, cell: str, env: dict[str, str], tmp_path: Path
) -> None:
    out = cut(number, CELLS[cell], 3_900, form, tmp_path, env=env)
    encoding = env.get("PYTHONIOENCODING", "utf-8")
    assert out.decode(encoding).endswith("\n")


@pytest.mark.parametrize("encoding", ["ascii", pytest.param("cp1252", marks=pytest.mark.long)])
def test_characters_that_are_escaped_are_longer(encoding: str, tmp_path: Path) -> None:
    for pages in (3, 4, 6):
        env = {"PYTHONIOENCODING": encoding}
        out = cut(signal.SIGINT, "漢", 900, "csv", tmp_path, pages=pages, env=env)
        assert out.endswith(b"\n")


def test_only_a_pipe_takes_a_short_piece_whole(tmp_path: Path) -> None:
    """A socket or a terminal may take a part of any piece, so signals wait for all of it."""
    script = """
import os, sys
from levelctl.cli import streams
os.write(2, str(streams.undivided()).encode())
"""
    sizes = []
    with (tmp_path / "file").open("wb") as file:
        for stdout in (subprocess.PIPE, file, subprocess.DEVNULL):
            ended = subprocess.run(
                [MODULE[0], "-c", script], stdout=stdout, stderr=subprocess.PIPE, check=True
            )
            sizes.append(int(ended.stderr))
    assert sizes == [select.PIPE_BUF, 0, 0]


def test_signals_wait_for_a_long_piece() -> None:
    assert streams.undivided() <= select.PIPE_BUF
    with interrupts.uninterrupted(select.PIPE_BUF + 1):
        assert {signal.SIGINT, signal.SIGTERM, signal.SIGHUP} <= signal.pthread_sigmask(
            signal.SIG_BLOCK, ()
        )
    assert signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_a_system_without_masks_or_pipes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has neither; nothing cuts a write short there."""
    monkeypatch.delattr(signal, "pthread_sigmask")
    monkeypatch.delattr(select, "PIPE_BUF")
    with interrupts.uninterrupted(1_000_000):
        assert streams.undivided() in (0, 512)


@pytest.mark.parametrize(("platform", "closed"), [("win32", True), ("linux", False)])
def test_a_closed_pipe_is_invalid_on_windows(platform: str, closed: bool) -> None:
    import errno

    assert (errno.EINVAL in streams.closing_errors(platform)) is closed
    assert errno.EPIPE in streams.closing_errors(platform)


@pytest.mark.parametrize("form", ["csv", "ndjson", "json"])
def test_an_encoding_with_a_mark_has_it_once(form: str) -> None:
    """Rows are written one by one, and each would have it."""
    env = {"PYTHONIOENCODING": "utf-16"}
    answer = start("match", "tech PM", "ward nurse", "-f", form, env=env, encoding="utf-16")
    assert answer.code in (0, 1)
    assert answer.out == start("match", "tech PM", "ward nurse", "-f", form).out
