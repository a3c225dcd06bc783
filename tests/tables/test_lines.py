"""Lines of files and pipes: their ends, marks and limits, and which are ready."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from levelctl.errors import CanonError
from levelctl.tables.lines import LONGEST, READ, Line, LineReader, Lines
from trickle import Trickle


def lines(data: bytes) -> LineReader:
    return LineReader(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", [], id="nothing"),
        pytest.param(b"a", ["a"], id="without an end"),
        pytest.param(b"a\n", ["a"], id="with an end"),
        pytest.param(b"a\r\n\r\nb", ["a", "", "b"], id="CRLF"),
        pytest.param(b"\xef\xbb\xbfa\n", ["a"], id="a byte order mark"),
        pytest.param(b"\n\n", ["", ""], id="blank lines"),
        pytest.param(
            b"a" * LONGEST + b"\nb", ["a" * LONGEST, "b"], id="the longest line that is read"
        ),
        pytest.param(b"a" * (LONGEST + 1) + b"\nb", [None, "b"], id="a longer line"),
        pytest.param(b"b\n" + b"a" * 3 * LONGEST, ["b", None], id="a longer last line"),
    ],
)
def test_lines(data: bytes, expected: list[str | None]) -> None:
    assert list(lines(data)) == [Line(number, each) for number, each in enumerate(expected, 1)]


def test_utf_16_is_refused_by_its_name() -> None:
    with pytest.raises(CanonError, match="UTF-16"):
        list(lines("title\n".encode("utf-16")))


def test_a_failing_source_is_reported() -> None:
    class Broken:
        def read1(self, _size: int) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(CanonError, match="cannot be read: Input/output error"):
        next(LineReader(Broken()))


def test_a_byte_order_mark_can_arrive_in_pieces() -> None:
    assert list(LineReader(Trickle(b"\xef", b"\xbb", b"\xbfa\n"))) == [Line(1, "a")]


def test_lines_are_ready_while_none_has_to_be_waited_for() -> None:
    source = LineReader(Trickle(b"a\nb\n", b"c"))
    seen = [(line.text, source.ready) for line in source]
    assert seen == [("a", True), ("b", False), ("c", True)]


def test_a_line_can_be_put_back() -> None:
    source = lines(b"a\nb\nc\n")
    first, second = next(source), next(source)
    source.back([first, second])
    assert source.peek() == first
    assert [line.text for line in source] == ["a", "b", "c"]
    assert source.peek() is None


def test_a_long_line_is_not_stored() -> None:
    piece = b"x" * READ

    class Long:
        left = 500

        def read1(self, _size: int) -> bytes:
            self.left -= 1
            return piece if self.left else b""

    tracemalloc.start()
    assert list(LineReader(Long())) == [Line(1, None)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * LONGEST


def test_lines_of_a_text_have_the_same_limit() -> None:
    source = Lines(["ab", "abc", ""], 2)
    assert not source.ready
    assert list(source) == [Line(1, "ab"), Line(2, None), Line(3, "")]
    assert source.ready
