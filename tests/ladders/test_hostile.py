"""Broken and hostile sources: an error with its place and what to do, and nothing written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from levelctl.answers.new.importing import plan_import
from levelctl.canon import loading
from levelctl.diagnostics import Severity
from levelctl.errors import LevelctlError
from levelctl.ladders.records import ReadingOptions
from madeladders import FAMILY, FRAMEWORKS, STANDARD, write
from program import run

MANY = "".join(f"  - {{id: l{number}, name: Level}}\n" for number in range(301))

BROKEN: dict[str, tuple[str | bytes, str]] = {
    "anchors": (
        "levels: &a [x]\nthemes: [*a, *a]\ncompetencies: []\n",
        "family.yml:1:9: anchors and aliases are not allowed",
    ),
    "depth": (
        f"competencies: []\nlevels: {'[' * 99}{']' * 99}\n",
        "family.yml:2:40: the file is nested deeper than 32 levels",
    ),
    "values": (
        f"competencies: []\nlevels: [{'a,' * 50_001}]\n",
        "family.yml:2:100000: the file has more than 50,000 values",
    ),
    "size": (FAMILY + "#" * 1_000_001, "family.yml is larger than 1,000,000 bytes"),
    "bytes": (
        FAMILY.encode().replace(b"Rye", b"R\xe9"),
        "family.yml:23:17: the byte 0xE9 is not UTF-8",
    ),
    "tags": (
        "levels: !!python/object:os.system []\ncompetencies: []\n",
        "family.yml:1:9: tags are not allowed",
    ),
    "twice": (
        f"{FAMILY}levels: []\n",
        "family.yml:36:1: the key 'levels' is there twice; first at line 4",
    ),
    "no levels": ("name: A\nlevels:\ncompetencies:\n", "family.yml has no levels"),
    "levels": (f"name: A\nlevels:\n{MANY}competencies: []\n", "family.yml has 301 levels"),
    "kind": ("a: b\n", "family.yml is not a kind of ladder that levelctl knows"),
    "empty": ("", "family.yml is empty"),
    "blank": (" \n\n", "family.yml is empty"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_source_is_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    content, message = BROKEN[name]
    Path("family.yml").write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(LevelctlError) as error:
        plan_import(Path("ours"), Path("family.yml"), ReadingOptions(), "1")
    assert str(error.value).startswith(message)
    assert error.value.hint
    assert error.value.exit_code == (2 if "is not a kind" in message else 3)


@pytest.mark.parametrize("files", [FRAMEWORKS, STANDARD], ids=["frameworks", "standard"])
@pytest.mark.parametrize("make", [os.symlink, lambda _target, link: os.mkfifo(link)])
def test_no_link_leads_out_and_no_pipe_is_waited_for(
    files: dict[str, str], make: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    folder = write(tmp_path / "ladder", files)
    secret = write(tmp_path, {"secret.yaml": "password: hunter2\n"}) / "secret.yaml"
    make(secret, folder / ("tracks" if (folder / "tracks").exists() else ".") / "x.yaml")

    answer = run("new", "canon", "ours", "--from", "ladder", cwd=tmp_path)

    told = answer.out + answer.err
    assert "hunter2" not in told
    assert answer.code in (0, 3)
    if answer.code == 3:
        assert "hint: " in answer.err
        assert not (tmp_path / "ours").exists()


@pytest.mark.parametrize("target", ["pipe", "link to it"])
def test_a_folder_with_a_pipe_is_refused(target: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "ladder", {"a.csv": "Level,Text\nL1,Bakes bread\nL2,Plans\n"})
    os.mkfifo(folder / (".b.csv" if target == "link to it" else "b.csv"))
    if target == "link to it":
        (folder / "b.csv").symlink_to(".b.csv")

    answer = run("new", "canon", "ours", "--from", "ladder", cwd=tmp_path)

    assert answer.code == 3
    assert "csv is not a regular file\nhint: " in answer.err
    assert not (tmp_path / "ours").exists()


def test_a_missing_source_is_told(tmp_path: Path) -> None:
    answer = run("new", "canon", "ours", "--from", "nothing.yml", cwd=tmp_path)

    assert answer.code == 3
    assert answer.err == (
        "levelctl: nothing.yml does not exist, or cannot be read\n"
        "hint: give the path of a file or folder after --from\n"
    )


def test_a_fault_of_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    text = "words " * 5_000
    rows = "".join(f"L1,{at} {text}\n" for at in range(40))
    write(tmp_path, {"large.csv": f"Level,Text\n{rows}"})

    answer = run("new", "canon", "ours", "--from", "large.csv", cwd=tmp_path)

    assert answer.code == 3
    assert "functions/large/large.yaml, as it would be written: the file is larger" in answer.err
    assert "hint: nothing was written; split the source, " in answer.err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("ladder.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ladder.xls is "),
        ("ladder.pdf", b"%PDF-1.7\n%\xe2\xe3\n", "ladder.pdf is a PDF"),
        ("ladder", b"", "ladder is empty"),
    ],
)
def test_a_file_of_another_kind_is_told_by_what_it_is(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)

    answer = run("new", "canon", "ours", "--from", name, cwd=tmp_path)

    assert answer.code == 3
    assert message in answer.err
    assert "not a kind of ladder" not in answer.err
    assert "\nhint: " in answer.err


def test_an_unknown_kind_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"family.yml": FAMILY})
    answer = run("new", "canon", "ours", "--from", "family.yml", "--kind", "pdf", cwd=tmp_path)

    assert answer.code == 2
    assert "'pdf' is not a kind of source\nhint: the kinds are ft, forward-impact" in answer.err


CHANGES = {
    "markup": ("Bakery", '"\\e[31mBak&#x1b;ery\\u202e <b>x</b> *y*"'),
    "paths": ("baker", '"../../etc"'),
    "devices": ("baker", "con"),
    "devices with an ending": ("baker", "con.x"),
    "other letters": ("baker", "主任"),
    "numbers": ("baker", "2.10"),
    "words": ("baker", "yes"),
    "case": ("baker", "HEAD-IC"),
    "long": ("baker", "baker-" * 40),
    "yaml": ("baker", '"a: [b, {c"'),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_canon_cannot_hold_is_mended(name: str, tmp_path: Path) -> None:
    old, new = CHANGES[name]
    text = FAMILY.replace(f"name: {old}\n", f"name: {new}\n")
    text = text.replace(f"id: {old}\n", f"id: {new}\n").replace(
        f"level: {old}\n", f"level: {new}\n"
    )
    assert text != FAMILY
    source = write(tmp_path, {"family.yml": text}) / "family.yml"

    folder = tmp_path / "canon"
    work = plan_import(folder, source, ReadingOptions(), "1")
    work.write(folder, {})

    canon = loading.load(folder)
    assert not [each for each in canon.diagnostics if each.severity is Severity.ERROR]
    assert len(canon.ladder.levels) == 4
    assert not any("\x1b" in content or "\u202e" in content for content in work.plan.files.values())


def test_a_name_of_a_file_is_no_yaml(tmp_path: Path) -> None:
    name = "nl\nname: evil.yml"
    write(tmp_path, {name: FAMILY})

    answer = run("new", "canon", "ours", "--from", name, cwd=tmp_path)

    assert answer.code == 0, answer.err
    assert "\nname: Bakery\n" in (tmp_path / "ours/canon.yaml").read_text("utf-8")
    assert "nl\\nname: evil.yml" in answer.err


def test_links_in_the_canon_are_not_written_through(tmp_path: Path) -> None:
    write(tmp_path, {"family.yml": FAMILY, "outside/ladder.yaml": "mine\n"})
    run("new", "canon", "ours", "--from", "family.yml", cwd=tmp_path)
    (tmp_path / "ours/ladder.yaml").unlink()
    (tmp_path / "ours/ladder.yaml").symlink_to(tmp_path / "outside/ladder.yaml")
    write(tmp_path, {"family.yml": FAMILY.replace("Director of Bread", "Director of Rye")})

    answer = run("new", "canon", "ours", "--from", "family.yml", cwd=tmp_path)

    assert answer.code in (2, 3), answer.err
    assert (tmp_path / "outside/ladder.yaml").read_text("utf-8") == "mine\n"
