"""The line that shows the progress of a long read."""

from __future__ import annotations

import io
import sys

import pytest

from levelctl.cli import progress
from levelctl.cli.progress import ProgressLine


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    stream = _Terminal()
    monkeypatch.setattr(sys, "__stderr__", stream)
    return stream


def test_it_waits_then_shows_a_line_and_takes_it_away(
    terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 0.5, 1.0, 1.0, 1.05, 1.2, 1.2])
    monkeypatch.setattr("levelctl.cli.progress.time.monotonic", lambda: next(clock))
    with ProgressLine(quiet=False) as shown:
        shown.advance(100, 2503)
        assert terminal.getvalue() == ""
        shown.advance(1000, 2503)
        shown.advance(1001, 2503)
        shown.advance(1252, 2503)
    assert terminal.getvalue().split("\r\x1b[K") == [
        "",
        "reading the canon: 1,000 of 2,503 files (39 %)",
        "reading the canon: 1,252 of 2,503 files (50 %)",
        "",
    ]


def test_what_has_no_known_end_is_counted(
    terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "DELAY", 0)
    with ProgressLine(quiet=False) as shown:
        shown.count("titles", 1200)
        shown.count("titles", 1201)
        shown.clear()
        shown.clear()
    assert terminal.getvalue().split("\r\x1b[K") == ["", "titles: 1,200", ""]


def test_a_quick_reading_shows_nothing(terminal: io.StringIO) -> None:
    with ProgressLine(quiet=False) as shown:
        shown.advance(1, 1)
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("stream", [io.StringIO(), None], ids=["a pipe", "closed"])
def test_without_a_terminal_it_is_silent(
    stream: io.StringIO | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "DELAY", 0)
    monkeypatch.setattr(sys, "__stderr__", stream)
    with ProgressLine(quiet=False) as shown:
        shown.advance(1, 2)
    assert stream is None or stream.getvalue() == ""


def test_quiet_is_silent(terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "DELAY", 0)
    with ProgressLine(quiet=True) as shown:
        shown.advance(1, 2)
    assert terminal.getvalue() == ""
