"""Lines of files and pipes: their ends, marks and limits, and which are ready."""

from __future__ import annotations

import codecs
import io
import tracemalloc

import pytest

from levelctl.errors import CanonError, LevelctlError
from levelctl.tables.decoding import READ, codec_of
from levelctl.tables.lines import LONGEST, Line, LineReader, Lines
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


@pytest.mark.parametrize("size", [1, 2, 3, 100])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-8-sig", "cp1252"])
def test_any_encoding_is_read_however_it_is_cut(encoding: str, size: int) -> None:
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    data = mark + "Ingénieur\r\nÄrztin\n".encode(encoding)
    pieces = (data[start : start + size] for start in range(0, len(data), size))
    told = "cp1252" if encoding == "cp1252" else None
    found = LineReader(Trickle(*pieces), encoding=told)
    assert list(found) == [Line(1, "Ingénieur"), Line(2, "Ärztin")]


@pytest.mark.parametrize(
    ("data", "encoding", "expected"),
    [
        pytest.param(b"a\x81b\nc", "cp1252", [None, "c"], id="a byte that cp1252 lacks"),
        pytest.param(
            b"\xff\xfea\x00\n\x00\x00\xd8b\x00\n\x00c\x00", None, ["a", None, "c"], id="UTF-16"
        ),
        pytest.param(b"\xff\xfea\x00\n\x00c", None, ["a", None], id="UTF-16 that is cut off"),
        pytest.param(b"\xef\xbb\xbf\xc3\xa4", "cp1252", ["ä"], id="a mark outweighs what is told"),
    ],
)
def test_what_is_not_in_the_encoding_is_a_surrogate(
    data: bytes, encoding: str | None, expected: list[str | None]
) -> None:
    found = [line.text or "" for line in LineReader(io.BytesIO(data), encoding=encoding)]
    marked = [any("\udc80" <= each <= "\udcff" for each in text) for text in found]
    assert marked == [each is None for each in expected]
    assert [None if bad else text for bad, text in zip(marked, found, strict=True)] == expected


@pytest.mark.parametrize("size", [1, 2, 100])
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"a\rb\r\rc", ["a", "b", "", "c"], id="CR"),
        pytest.param(b"a\rb\nc\r\nd\r", ["a", "b", "c", "d"], id="CR first, then others"),
        pytest.param(b"a\nb\rc\n", ["a", "b\rc"], id="CR inside a line that ends with LF"),
        pytest.param(b"a\r\nb\rc\r\n", ["a", "b\rc"], id="CR inside a line that ends with CRLF"),
        pytest.param(b"a\r", ["a"], id="one line"),
    ],
)
def test_lines_of_old_macs(data: bytes, expected: list[str], size: int) -> None:
    pieces = (data[start : start + size] for start in range(0, len(data), size))
    assert [line.text for line in LineReader(Trickle(*pieces))] == expected


@pytest.mark.parametrize(
    "name", ["klingon", "base64", "rot13", "punycode", "undefined", "a\0b", ""]
)
def test_what_is_no_encoding_of_text_is_refused(name: str) -> None:
    with pytest.raises(LevelctlError, match="is not an encoding of text"):
        codec_of(name)


def test_the_start_of_a_text_is_not_consumed() -> None:
    source = LineReader(Trickle(b"\xef\xbb", b"\xbf\n", b"\ntit", b"le\nx"))
    assert source.start() == b"\n\ntitle\nx"
    assert [line.text for line in source] == ["", "", "title", "x"]


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
