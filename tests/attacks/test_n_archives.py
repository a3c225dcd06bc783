"""
N. Archives and files that lie, are damaged, never end or are no files at all.

Somebody gives `levelctl import`, or `levelctl match`, a path. levelctl promises: whatever is wrong
with an archive is one error with its path and a hint (exit 3), never a traceback; what is no file
(a device, a pipe without a writer, a socket) is refused at once; and what an archive claims to
unpack to costs neither memory nor time beyond the bounds in docs/security.md.
"""

from __future__ import annotations

import bz2
import contextlib
import io
import lzma
import os
import random
import socket
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from levelctl.errors import CanonError
from levelctl.occupations import oews, onet, published_table
from levelctl.tables import archives
from program import MODULE, Answer, environment, run, shell

pytestmark = pytest.mark.long

METHODS = {
    "stored": zipfile.ZIP_STORED,
    "deflate": zipfile.ZIP_DEFLATED,
    "bzip2": zipfile.ZIP_BZIP2,
    "lzma": zipfile.ZIP_LZMA,
}
EACH_METHOD = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)

OCCUPATIONS = "O*NET-SOC Code\tTitle\n29-1141.00\tRegistered Nurses\n11-3021.00\tManagers\n"
WAGES = (
    "OCC_CODE,OCC_TITLE,TOT_EMP,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90\n"
    "29-1141,Registered Nurses,32000,63000,78000,94000,108000,135000\n"
)

LONGEST = 5.0
"""The most seconds that a damaged archive may take."""

Reader = Callable[[Path], object]


def packed(method: int, name: str = f"db/{onet.OCCUPATIONS}", text: str = OCCUPATIONS) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("db/Read Me.txt", "hello")
        archive.writestr(name, text)
    return file.getvalue()


def wages(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    return packed(method, "db/national_M2024_dl.csv", WAGES)


def outcome(place: Path, data: bytes, read: Reader = onet.read) -> str:
    """Return how *read* ends with *data* in a file; the only error is one that names the file."""
    place.write_bytes(data)
    started = time.monotonic()
    message = None
    try:
        read(place)
    except CanonError as error:
        message = str(error)
    assert time.monotonic() - started < LONGEST
    if message is None:
        return "read"
    assert message.startswith(str(place))
    assert "\n" not in message
    return "refused"


@EACH_METHOD
def test_a_whole_archive_is_read(tmp_path: Path, method: int) -> None:
    assert outcome(tmp_path / "a.zip", packed(method)) == "read"
    assert outcome(tmp_path / "w.zip", wages(method), oews.read) == "read"


@EACH_METHOD
@pytest.mark.parametrize(
    "read",
    [
        pytest.param(onet.read, id="onet"),
        pytest.param(oews.read, id="oews", marks=pytest.mark.long),
    ],
)
def test_every_byte_is_flipped(tmp_path: Path, method: int, read: Reader) -> None:
    good = packed(method) if read is onet.read else wages(method)
    found = set()
    for at in range(len(good)):
        bad = bytearray(good)
        bad[at] ^= 0xFF
        found.add(outcome(tmp_path / "a.zip", bytes(bad), read))
    assert found == {"read", "refused"}


@EACH_METHOD
def test_an_archive_is_cut_off_at_every_length(tmp_path: Path, method: int) -> None:
    good = packed(method)
    found = {outcome(tmp_path / "a.zip", good[:length]) for length in range(len(good))}
    assert found == {"refused"}


@pytest.mark.long
@EACH_METHOD
def test_three_bytes_are_changed(tmp_path: Path, method: int) -> None:
    chance = random.Random(method)  # noqa: S311 - a test that can be repeated
    for read, good in ((onet.read, packed(method)), (oews.read, wages(method))):
        for _ in range(2_000):
            bad = bytearray(good)
            for _ in range(3):
                bad[chance.randrange(len(bad))] = chance.randrange(256)
            outcome(tmp_path / "a.zip", bytes(bad), read)


# Archives that lie.


def _claimed(data: bytes, **fields: int) -> bytes:
    """Return the archive *data* whose last entry claims other *fields* in both of its headers."""
    places = {"method": (8, 10), "crc": (14, 16), "packed": (18, 20), "size": (22, 24)}
    lied = bytearray(data)
    local, central = data.rfind(b"PK\x03\x04"), data.rfind(b"PK\x01\x02")
    for name, value in fields.items():
        form = "<H" if name == "method" else "<L"
        struct.pack_into(form, lied, local + places[name][0], value)
        struct.pack_into(form, lied, central + places[name][1], value)
    return bytes(lied)


def _end(data: bytes, at: int, form: str, value: int) -> bytes:
    """Return *data* with another *value* in the record at its end."""
    lied = bytearray(data)
    struct.pack_into(form, lied, data.rfind(b"PK\x05\x06") + at, value)
    return bytes(lied)


def _overlapping() -> bytes:
    """Return an archive of a hundred entries that are the same bytes."""
    one = packed(zipfile.ZIP_DEFLATED)
    central, end = one.rfind(b"PK\x01\x02"), one.rfind(b"PK\x05\x06")
    entries = one[central:end] * 100
    first = one.index(b"PK\x01\x02")
    head = one[:first]
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 100, 100, len(entries), len(head), 0)
    return head + entries + tail


def _zip64(total: int) -> bytes:
    """Return an archive whose end is in the form for large ones, with *total* bytes of entries."""
    one = packed(zipfile.ZIP_DEFLATED)
    first, end = one.index(b"PK\x01\x02"), one.rfind(b"PK\x05\x06")
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 2, 2, total, first)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, *[0xFFFF] * 2, *[0xFFFFFFFF] * 2, 0)
    return one[:end] + record + locator + tail


def _bomb(method: int, packed_size: int = 20_000) -> bytes:
    """Return an archive with an entry that unpacks to far more than it says."""
    zeros = bytes(packed_size * 600)
    if method == zipfile.ZIP_BZIP2:
        data = bz2.compress(zeros) * 20
    else:
        filters = [{"id": lzma.FILTER_LZMA1, "dict_size": 1 << 16}]
        body = lzma.compress(zeros, lzma.FORMAT_RAW, filters=filters)
        data = struct.pack("<BBH", 9, 4, 5) + b"\x5d" + struct.pack("<L", 0xFFFFFFFF) + body
    stored = packed(zipfile.ZIP_STORED, text="x" * len(data))
    start = stored.index(b"x" * len(data))
    archive = stored[:start] + data + stored[start + len(data) :]
    return _claimed(archive, method=method, size=len(OCCUPATIONS), crc=zlib.crc32(zeros))


def _crowded(count: int, name: str = "n/{}.txt") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(count):
            archive.writestr(zipfile.ZipInfo(name.format(number)), b"")
    return file.getvalue()


def _encrypted() -> bytes:
    one = bytearray(packed(zipfile.ZIP_DEFLATED))
    one[one.rfind(b"PK\x03\x04") + 6] |= 1
    one[one.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(one)


def _badly_named() -> bytes:
    """Return an archive with a name that says it is UTF-8 and is not."""
    one = bytearray(packed(zipfile.ZIP_DEFLATED, name="db/\xe9\xe9.txt"))
    for at in range(len(one)):
        if one[at : at + 4] == b"\xc3\xa9\xc3\xa9":
            one[at : at + 4] = b"\xff\xfe\xff\xfe"
    return bytes(one)


DEFLATED = packed(zipfile.ZIP_DEFLATED)

LIES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "only the mark": lambda: b"PK\x03\x04",
    "only an end": lambda: DEFLATED[DEFLATED.rfind(b"PK\x05\x06") :],
    "an unknown method": lambda: _claimed(DEFLATED, method=99),
    "an old method": lambda: _claimed(DEFLATED, method=9),
    "another method": lambda: _claimed(DEFLATED, method=zipfile.ZIP_LZMA),
    "bzip2 that is none": lambda: _claimed(DEFLATED, method=zipfile.ZIP_BZIP2),
    "stored, though packed": lambda: _claimed(DEFLATED, method=zipfile.ZIP_STORED),
    "a size that is too small": lambda: _claimed(DEFLATED, size=3),
    "a size that is too large": lambda: _claimed(DEFLATED, size=60_000_000),
    "a size beyond the limit": lambda: _claimed(DEFLATED, size=0xFFFFFFFE),
    "a size in zip64 that is missing": lambda: _claimed(DEFLATED, size=0xFFFFFFFF),
    "packed into nothing": lambda: _claimed(DEFLATED, packed=0),
    "packed into more than the file": lambda: _claimed(DEFLATED, packed=0x7FFFFFFF),
    "another checksum": lambda: _claimed(DEFLATED, crc=1),
    "entries before the file": lambda: _end(DEFLATED, 16, "<L", 0xFFFFFFF0),
    "a directory of gigabytes": lambda: _end(DEFLATED, 12, "<L", 0xFFFFFFF0),
    "zip64 with a huge directory": lambda: _zip64(1 << 62),
    "zip64 with a negative directory": lambda: _zip64((1 << 64) - 1),
    "a bomb of bzip2": lambda: _bomb(zipfile.ZIP_BZIP2),
    "a bomb of LZMA, with a dictionary of 4 GB": lambda: _bomb(zipfile.ZIP_LZMA),
    "encrypted": _encrypted,
    "60,000 entries": lambda: _crowded(60_000),
    "a directory of 60 MB": lambda: _crowded(1_000, f"{'n' * 60_000}{{}}"),
    "a name in no encoding": _badly_named,
    "an archive in an archive": lambda: packed(zipfile.ZIP_STORED, "a.zip", DEFLATED.hex()),
}


SLOW = ("60,000 entries", "a directory of 60 MB")


@pytest.mark.parametrize(
    "lie", [pytest.param(lie, marks=[pytest.mark.long] * (lie in SLOW)) for lie in LIES]
)
def test_an_archive_that_lies_is_refused(tmp_path: Path, lie: str) -> None:
    assert outcome(tmp_path / "a.zip", LIES[lie]()) == "refused"
    assert outcome(tmp_path / "b.zip", LIES[lie](), oews.read) == "refused"


ODD: dict[str, Callable[[], bytes]] = {
    "entries that are the same bytes": _overlapping,
    "zip64": lambda: _zip64(200),
    "a comment that is cut off": lambda: _end(DEFLATED, 20, "<H", 500),
}
"""What some releases of Python read, and others do not."""


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_archive_is_read_or_refused(tmp_path: Path, odd: str) -> None:
    outcome(tmp_path / "a.zip", ODD[odd]())


def test_a_comment_and_data_in_front_are_no_fault(tmp_path: Path) -> None:
    with zipfile.ZipFile(file := io.BytesIO(DEFLATED), "a") as archive:
        archive.comment = b"PK\x05\x06" * 5_000
    assert outcome(tmp_path / "a.zip", file.getvalue()) in ("read", "refused")
    assert outcome(tmp_path / "a.zip", b"#!/bin/sh\n" + DEFLATED) == "read"


def test_an_entry_that_is_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = packed(zipfile.ZIP_DEFLATED, "national.csv", WAGES)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("national_M2024_dl.csv", inner)
    with pytest.raises(CanonError, match="is not a workbook of Excel that can be read"):
        oews.read(tmp_path / "a.zip")


def test_the_error_is_a_line_with_a_hint(tmp_path: Path) -> None:
    """Bytes 55, 60 and 64 of the archive in the log: a traceback of lzma.LZMAError."""
    good = packed(zipfile.ZIP_LZMA)
    at = good.rfind(b"PK\x03\x04") + 30 + len(f"db/{onet.OCCUPATIONS}") + 10
    (tmp_path / "l.zip").write_bytes(good[:at] + b"\xff\xff\xff" + good[at + 3 :])

    answer = run("import", "onet", str(tmp_path / "l.zip"))

    assert answer.code == 3
    assert answer.err.startswith(
        f"levelctl: {tmp_path}/l.zip is not a zip archive that can be read"
    )
    assert answer.err.splitlines()[1:] == [f"hint: {onet.NAMED}"]


# Memory.


PEAK = """
import sys
from pathlib import Path
from levelctl.cli.run import run
code = run(sys.argv[1:])
[peak] = [l for l in Path("/proc/self/status").read_text().splitlines() if l.startswith("VmHWM")]
print(peak.split()[1], file=sys.stderr)
sys.exit(code)
"""


def peak(*arguments: str | Path, env: dict[str, str] | None = None) -> tuple[int, str, int]:
    """Return how a process ended: its code, its errors, and its largest memory in megabytes."""
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux says how much memory a process used")
    ended = subprocess.run(
        [sys.executable, "-c", PEAK, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env=environment(env),
        timeout=200,
    )
    *errors, memory = ended.stderr.decode().splitlines()
    return ended.returncode, "\n".join(errors), int(memory) // 1024


@pytest.mark.parametrize("method", ["bzip2", "lzma"])
def test_a_bomb_takes_little_memory(tmp_path: Path, method: str) -> None:
    (tmp_path / "a.zip").write_bytes(_bomb(METHODS[method]))

    code, errors, memory = peak("import", "onet", tmp_path / "a.zip")

    assert (code, "not a zip archive that can be read" in errors) == (3, True)
    assert memory < 100


WAGES_OF_NOBODY = b"29-1142,Nobody,*,*,*,*,*,*\n"


def _occupations() -> Iterator[bytes]:
    yield WAGES.encode()
    for number in range(980_000):
        title = "\U0001f600" * 50
        yield f"{number // 10_000 + 1:02}-{number % 10_000:04},{title},*,*,*,*,*,*\n".encode()


@pytest.mark.long
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: b"x" * published_table.MAX_BYTES, id="one line"),
        pytest.param(lambda: b"\n" * published_table.MAX_BYTES, id="empty lines"),
        pytest.param(lambda: b'"' + b"\n" * (published_table.MAX_BYTES - 1), id="an open quote"),
        pytest.param(
            lambda: "\U0001f600".encode() * (published_table.MAX_BYTES // 4),
            id="one line of wide characters",
        ),
        pytest.param(lambda: b"".join(_occupations()), id="many occupations"),
        pytest.param(lambda: WAGES.encode() + WAGES_OF_NOBODY * 1_400_000, id="many rows"),
        pytest.param(lambda: WAGES.encode() + b",,,,,,,\n" * 31_000_000, id="many empty rows"),
    ],
)
def test_the_largest_table_takes_bounded_memory(
    tmp_path: Path, content: Callable[[], bytes]
) -> None:
    (tmp_path / "w.csv").write_bytes(content()[: published_table.MAX_BYTES])

    code, _, memory = peak(
        "import", "oews", tmp_path / "w.csv", env={"XDG_DATA_HOME": str(tmp_path)}
    )

    assert code in (0, 3)
    assert memory < 700


# What is no file.


@contextlib.contextmanager
def special(place: Path, kind: str) -> Iterator[None]:
    """Make something at *place* that is no file."""
    listener = socket.socket(socket.AF_UNIX)
    match kind:
        case "pipe":
            os.mkfifo(place)
        case "folder":
            place.mkdir()
        case "loop":
            place.symlink_to(place)
        case "socket":
            with contextlib.chdir(place.parent):  # the whole path may be too long for a socket
                listener.bind(place.name)
        case device:
            place.symlink_to(device)
    with listener:
        yield


KINDS = ("pipe", "socket", "folder", "loop", "/dev/zero", "/dev/urandom", "/proc/self/mem")

PLACES = {
    "import onet FOLDER": f"db/{onet.OCCUPATIONS}",
    "import onet FOLDER, titles": f"db/{onet.ALTERNATES}",
    "import onet FILE": "a.zip",
    "import oews FOLDER": "db/national.csv",
    "import oews FILE": "national.csv",
    "match --from": "titles.csv",
    "match --golden": "golden.csv",
}
"""What is run, by the file that it opens."""


def ended(*arguments: str) -> tuple[int, str]:
    ended = subprocess.run(
        [*MODULE, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env=environment(),
        timeout=10,
    )
    return ended.returncode, ended.stderr.decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("attack", PLACES)
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, attack: str, kind: str) -> None:
    place = tmp_path / PLACES[attack]
    place.parent.mkdir(exist_ok=True)
    if attack.endswith("titles"):
        (place.parent / onet.OCCUPATIONS).write_text(OCCUPATIONS, "utf-8")
    words = attack.split(",", maxsplit=1)[0].split()[:2]
    given = place.parent if "FOLDER" in attack else place
    if words[0] == "match" and kind == "pipe":
        pytest.skip("a pipe with titles is an input like any other")
    if "FILE" in attack and kind == "folder":
        pytest.skip("a folder is looked through")
    with special(place, kind):
        if words[0] == "match":
            code, errors = ended(*words, str(given))
        else:  # starting a process for each would take a minute
            answer = run(*words, str(given)) if kind != "pipe" else None
            code, errors = (answer.code, answer.err) if answer else ended(*words, str(given))
    assert code == 3
    whose = "the titles cannot" if kind == "/proc/self/mem" and words[0] == "match" else str(place)
    assert errors.startswith(f"levelctl: {whose}")
    assert "Traceback" not in errors


def test_titles_from_a_pipe_a_terminal_or_nothing_are_read(tmp_path: Path) -> None:
    script = (
        "levelctl match --from <(echo 'ward nurse') -f code; "
        "echo 'ward nurse' | levelctl match --from /dev/stdin -f code; "
        "levelctl match --from /dev/null -f code; levelctl match - -f code < /dev/null"
    )
    answer = shell(script, cwd=tmp_path)
    assert len(answer.out.splitlines()) == 2
    assert "cannot" not in answer.err


def test_titles_without_an_end_are_refused() -> None:
    for source in ("/dev/zero", "/dev/urandom"):
        answer = shell(f"timeout 10 levelctl match - -f code < {source}")
        assert answer == Answer(
            3,
            "",
            "levelctl: stdin is a device, not a file\nhint: give a file of titles, or a pipe\n",
        )


@pytest.mark.long
def test_a_line_without_an_end_is_refused() -> None:
    zeros = shell("levelctl match - -f code < <(cat /dev/zero)")
    assert (zeros.code, "it has zero bytes" in zeros.err) == (3, True)
    answer = shell("levelctl match - -f code < <(yes | tr -d '\\n')")
    assert (answer.code, "line 1 of the titles has no end" in answer.err) == (3, True)


def test_no_reader_trusts_a_size(tmp_path: Path) -> None:
    """A sparse file says that it has a terabyte, and every read gives what it says."""
    place = tmp_path / "s.csv"
    with place.open("wb") as file:
        file.truncate(1 << 40)
    for read in (onet.read, oews.read):
        with pytest.raises(CanonError, match=r"s\.csv"):
            read(place)


def test_every_method_has_a_decoder() -> None:
    assert {*archives.DECODERS} == {*METHODS.values()}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=ascii)
@pytest.mark.parametrize("length", [1, 131_071, 131_072, 131_073, 131_074, 200_000, 400_000])
def test_the_last_line_is_long_and_has_no_end(tmp_path: Path, end: str, length: int) -> None:
    heading = WAGES.splitlines()[0]
    place = tmp_path / "w.csv"
    for line, text in ((1, ""), (2, heading + end), (3, f"{heading}{end}{'x' * 131_073}{end}")):
        place.write_bytes((text + "x" * length).encode())
        with pytest.raises(CanonError, match=rf"w\.csv:{line}:1: the file is cut off"):
            oews.read(place)
    if end != "\r":  # no line end in the database
        (tmp_path / onet.OCCUPATIONS).write_bytes(
            f"O*NET-SOC Code\tTitle{end}{'x' * length}".encode()
        )
        with pytest.raises(CanonError, match=r"\.txt:2:1: the file is cut off"):
            onet.read(tmp_path)


# Workbooks of Excel.

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'

WORKBOOKS = {
    "entities": LAUGHS + SHEET.format("<row><c><v>&b;</v></c></row>"),
    "deep": SHEET.format("<a>" * 2_000_000),
    "a wide row": SHEET.format(f"<row>{'<c/>' * 2_000_000}</row>"),
    "large": SHEET.format(f"<row><c><v>{'1' * 300_000_000}</v></c></row>"),
    "cut off": SHEET.format("<row>")[:-20],
}


@pytest.mark.parametrize("sheet", WORKBOOKS.values(), ids=WORKBOOKS)
@pytest.mark.long
def test_a_hostile_workbook_costs_little(sheet: str, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="levelctl[excel] is not installed")
    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    place = tmp_path / "a.xlsx"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as new:
        for name in source.namelist():
            hostile = name == "xl/worksheets/sheet1.xml"
            new.writestr(name, sheet if hostile else source.read(name))

    started = time.monotonic()
    answer = shell(f"ulimit -v 1500000; levelctl match --from {place}")

    assert (answer.code, answer.out) == (3, ""), answer.err
    assert answer.err.startswith(f"levelctl: {place}")
    assert answer.err.splitlines()[-1].startswith("hint: ")
    assert time.monotonic() - started < 20
