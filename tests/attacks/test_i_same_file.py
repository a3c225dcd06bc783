"""
I. What levelctl reads is not what it writes to.

The attack: `levelctl match --from F >> F` reads its own rows and never ends. levelctl promises, as
grep does, to refuse a file that is its input and its output, whatever it is called, with 2.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from levelctl.cli import same_file
from levelctl.errors import LevelctlError
from program import Answer, shell
from small import write_canon

TITLES = "tech PM\n" * 2_000

REFUSED = (
    "levelctl: {} is also the output\nhint: write the output to another file, then move that one\n"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "f").write_text(TITLES, "utf-8")
    (tmp_path / "link").symlink_to("f")
    os.link(tmp_path / "f", tmp_path / "hard")
    write_canon(tmp_path / "K")
    return tmp_path


@pytest.mark.parametrize(
    ("script", "name"),
    [
        pytest.param("match --from f >> f", "f", id="appended"),
        pytest.param("match --from f -f code 1<> f", "f", id="opened for both"),
        pytest.param("match --from f > f", "f", id="emptied before"),
        pytest.param("match --from link >> f", "link", id="a link"),
        pytest.param("match --from f >> link", "f", id="a link as the output"),
        pytest.param("match --from hard -f csv >> f", "hard", id="a hard link"),
        pytest.param("match --from ./K/../f -f json >> f", "K/../f", id="another path"),
        pytest.param("match - < f >> f", "stdin", id="stdin"),
        pytest.param("match --from - <> f >&0", "stdin", id="stdin for both"),
        pytest.param("match --from /dev/stdin < f >> f", "/dev/stdin", id="/dev/stdin"),
        pytest.param("match --from /dev/fd/7 7< f >> f", "/dev/fd/7", id="/dev/fd"),
        pytest.param("match --from /proc/self/fd/0 < f >> f", "/proc/self/fd/0", id="/proc"),
        pytest.param("match --golden f >> f", "f", id="golden"),
        pytest.param("match --from f --explain >> f", "f", id="explained"),
        pytest.param("match --from f --input ndjson 2>> f > /dev/null", "f", id="stderr"),
        pytest.param("check --canon K --stdin-filename K/x.yaml - < f >> f", "stdin", id="check -"),
        pytest.param(
            "check --fix --stdin-filename K/ladder.yaml - < f > f", "stdin", id="check --fix -"
        ),
        pytest.param("check K/canon.yaml >> K/canon.yaml", "K/canon.yaml", id="check a file"),
        pytest.param("check K -f json >> K/canon.yaml", "K/canon.yaml", id="check a folder"),
        pytest.param("--canon K check >> K/ladder.yaml", "K/ladder.yaml", id="check a canon"),
        pytest.param(
            "--canon K list >> K/functions/nursing/ward-nurse.yaml",
            "K/functions/nursing/ward-nurse.yaml",
            id="a file of the canon",
        ),
        pytest.param("--canon K show P2 -f json > K/families.yaml", "K/families.yaml", id="show"),
        pytest.param("import onet f >> f", "f", id="import"),
        pytest.param("import onet . >> f", "f", id="import a folder"),
        pytest.param("import oews f -f json >> hard", "f", id="import oews"),
        pytest.param("import titles f >> f", "f", id="import titles"),
        pytest.param("--canon K match nurse --prior f >> hard", "f", id="prior"),
    ],
)
@pytest.mark.long
def test_it_is_refused(script: str, name: str, place: Path) -> None:
    before = "" if script.endswith(" > f") else TITLES
    answer = shell(f"ulimit -f 2000; timeout 20 levelctl {script}", cwd=place)
    told = answer.err + (place / "f").read_text("utf-8").removeprefix(before)
    assert (answer.code, answer.out) == (2, "")
    assert told.startswith(f"levelctl: {name} is also the output\nhint: ")
    assert told.count("\n") == 2
    assert answer.err == "" or answer == Answer(2, "", REFUSED.format(name))


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("match --from f > other", id="another file"),
        pytest.param("match --from f >> same && cmp -s same same", id="a file of the same content"),
        pytest.param("match - < /dev/null > /dev/null", id="/dev/null as both"),
        pytest.param("cat f | levelctl match - | cat > f", id="through pipes", marks=[]),
        pytest.param("list --canon K > K/notes.txt", id="no file of the canon"),
        pytest.param("list --canon K > K/functions/.hidden.yaml", id="a hidden file"),
        pytest.param("check --canon K > K/functions/nursing/report.txt", id="beside its files"),
        pytest.param("match 'tech PM' 'nurse' <> f >> f", id="stdin that is not read"),
        pytest.param("help formats < f >> f", id="a command that reads nothing"),
    ],
)
def test_it_is_not_refused(script: str, place: Path) -> None:
    (place / "same").write_text(TITLES, "utf-8")
    script = script if script.startswith("cat") else f"levelctl {script}"
    answer = shell(f"timeout 20 {script}", cwd=place)
    assert answer.code in (0, 1), answer
    assert "is also the output" not in answer.err


def test_closed_streams(place: Path) -> None:
    assert shell("levelctl match - <&- >> f", cwd=place).code == 3
    assert shell("levelctl match --from f >&-", cwd=place).code == 4
    assert shell("levelctl match --from f 2>&- > other", cwd=place).code == 0


@pytest.mark.parametrize("command", ["list", "check"])
@pytest.mark.parametrize(
    ("output", "name"),
    [("shared.yaml", "storage/linked.yaml"), ("x/rn.yaml", "x/rn.yaml")],
)
def test_links_of_the_canon_lead_to_the_output(
    place: Path, command: str, output: str, name: str
) -> None:
    (place / ".git").mkdir()  # the repository, in which links may lead anywhere
    (place / "x").mkdir()
    (place / output).touch()
    (place / "K/functions/storage/linked.yaml").symlink_to("../../../shared.yaml")
    (place / "K/functions/x").symlink_to("../../x")
    answer = shell(f"levelctl --canon K {command} >> {output}", cwd=place)
    assert answer == Answer(2, "", REFUSED.format(f"K/functions/{name}"))
    assert (place / output).read_bytes() == b""


def test_the_numbers_of_a_folder_need_not_be_those_of_its_files(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are not where a file is mounted over another, and in some containers."""
    output = (place / "K" / "ladder.yaml").stat()
    monkeypatch.setattr(same_file, "_outputs", lambda: [output])
    monkeypatch.setattr(os, "scandir", _listing)
    with pytest.raises(LevelctlError, match=r"ladder\.yaml is also the output"):
        same_file.refuse_outputs_in(place / "K")


@contextlib.contextmanager
def _listing(path: Path) -> Iterator[Iterator[_Entry]]:
    with _SCANDIR(path) as entries:
        yield map(_Entry, entries)


_SCANDIR = os.scandir


class _Entry:
    def __init__(self, entry: os.DirEntry[str]) -> None:
        self.name, self.path = entry.name, entry.path

    def inode(self) -> int:
        return 1
