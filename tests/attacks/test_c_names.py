r"""
Names are bytes: a file, a folder or a path that is not UTF-8 changes no answer.

The attack: a Latin-1 archive or an old network mount leaves one file with a name such as
``caf\xe9.yaml``. levelctl promises the same answer as for any other name, from the cache or
without it, in every locale. JSON and NDJSON have the byte as Python has it (``caf\udce9.yaml``),
SARIF as ``%E9``, diffs as git writes it; text shows ``\xe9``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

import levelctl
from commands import TRIED
from levelctl.canon.files import scan
from levelctl.record import encode
from levelctl.text.paths import path_of_text, path_text
from program import Answer, run, run_on_pty, shell, start
from small import KEEPER, STORAGE, write_canon

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names are text to this system")

BAD = {b"caf\xe9": b"cafe", b"b\xfcro": b"buro", b"can\xe9on": b"canon"}
"""The names that are not UTF-8, and those of the same canon in ASCII."""

PORTER = KEEPER.replace("STOREKEEABCD", "PORTERXX1234").replace("Storekeeper", "Porter")
OFFICE = STORAGE.replace("STORAG", "OFFICE").replace("Storage", "Office")
CLERK = (
    KEEPER.replace("STOREKEEABCD", "CLERKXXX1234")
    .replace("Storekeeper", "Clerk")
    .replace("summary: Keeps the goods of a store.", "summary: Keeps  the\u200b books.")
    .replace("high: 4000", "high: 3400")
)

KEEPER_FILE = "functions/storage/storekeeper.yaml"

C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LATIN = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "1"}


def made(folder: bytes, cafe: bytes, buro: bytes) -> Path:
    """Write the small canon with a function and two foci more, under these names."""
    root = write_canon(Path(os.fsdecode(folder)))
    files = {
        b"functions/storage/" + cafe + b".yaml": PORTER,
        b"functions/" + buro + b"/function.yaml": OFFICE,
        b"functions/" + buro + b"/" + cafe + b".yaml": CLERK,
    }
    for name, text in files.items():
        path = root / os.fsdecode(name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    return root


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the canon twice: with names that are not UTF-8, and in ASCII."""
    place = tmp_path_factory.mktemp("names")
    made(os.fsencode(place) + b"/can\xe9on", b"caf\xe9", b"b\xfcro")
    made(os.fsencode(place) + b"/canon", b"cafe", b"buro")
    return dated(place)


CANON = os.fsdecode(b"can\xe9on")
SHOWN = {
    **dict.fromkeys((r"can\\xe9on", r"can\xe9on", r"can\udce9on", "can%E9on"), "canon"),
    **dict.fromkeys((r"\\xe9", r"\xe9", r"\udce9", "%E9", r"\351"), "e"),
    **dict.fromkeys((r"\\xfc", r"\xfc", r"\udcfc", "%FC", r"\374"), "u"),
}


def in_ascii(text: str) -> str:
    """Return *text* with the shown bytes of the names as the ASCII names have them."""
    for shown, letter in SHOWN.items():
        text = text.replace(shown, letter)
    return text


LINES = [
    line
    for tried in TRIED.values()
    for line in tried.hostile
    if "{" not in line and line.split()[0] not in ("import", "completion", "help", "cache")
]

FORMATS = {"check": ("text", "json", "github", "sarif", "junit"), "rule": ("text", "json")}


def forms(command: str) -> Iterator[tuple[str, ...]]:
    for form in FORMATS.get(command, ("text", "json", "markdown")):
        yield ("--format", form)


def same(places: Path, *arguments: str) -> Answer:
    """Return the answer about the canon in ASCII, after the other canon has given the same."""
    expected = run("--canon", "canon", *arguments, cwd=places)
    for option in ([], [], ["--no-cache"]):
        answer = run("--canon", CANON, *option, *arguments, cwd=places)
        out = re.sub(r'"([ab]/.*)"', r"\1", answer.out.replace(r"can\351on", "canon"))
        text = sorted(in_ascii(out).splitlines()), in_ascii(answer.err)
        assert text == (sorted(expected.out.splitlines()), expected.err)
        assert answer.code == expected.code
    return expected


@pytest.mark.parametrize("line", LINES)
def test_every_command_answers_the_same(places: Path, line: str) -> None:
    words = line.split()
    for form in forms(words[0]):
        answer = same(places, *words, *form)
        assert answer.code in (0, 1, 2)


@pytest.mark.parametrize(
    "line",
    [
        "show CLERKXXX1234.P2",
        "show PORTERXX1234",
        "show OFFICE",
        "list --function OFFICE",
        "match clerk",
        "match clerk porter --format csv",
        "match clerk --format ndjson",
        "match clerk --format code",
        "list --format tsv",
        "path CLERKXXX1234.P2 PORTERXX1234.P2",
        "near CLERKXXX1234.P2 --explain",
        "diff CLERKXXX1234.P2 PORTERXX1234.P2",
        "pay CLERKXXX1234",
        "rubric CLERKXXX1234",
        "crosswalk WARDNURS1234",
    ],
)
def test_what_such_files_say_is_in_every_answer(places: Path, line: str) -> None:
    assert same(places, *line.split()).code in (0, 1)


def test_the_canon_can_be_named_by_the_environment_and_the_folder(places: Path) -> None:
    expected = run("list", cwd=places / "canon").out
    assert "CLERKXXX1234" in expected
    assert run("list", cwd=places / CANON).out == expected
    assert run("list", env={"LEVELCTL_CANON": CANON}, cwd=places).out == expected
    assert run("list", cwd=places / CANON / "functions" / os.fsdecode(b"b\xfcro")).out == expected


@pytest.mark.parametrize("name", ["XDG_CACHE_HOME", "XDG_DATA_HOME", "HOME"])
def test_folders_of_the_user_are_bytes_too(places: Path, tmp_path: Path, name: str) -> None:
    place = tmp_path / os.fsdecode(b"h\xf4me")
    place.mkdir()
    env = {name: str(place)}
    for _ in range(2):
        answer = run("--canon", CANON, "list", env=env, cwd=places)
        assert (answer.code, answer.err) == (0, "")
    assert run("cache", env=env, cwd=places / CANON).code == 0


FINDING = "functions/b\udcfcro/caf\udce9.yaml"


def test_json_has_the_true_path(places: Path) -> None:
    answer = run("check", "--format", "json", "--select", "pay-order", cwd=places / CANON)
    report = json.loads(answer.out)
    paths = [each["path"] for each in report["diagnostics"]]
    related = [each["related"][0]["path"] for each in report["diagnostics"]]
    assert (paths, related) == ([FINDING], [FINDING])
    assert (places / CANON / os.fsdecode(os.fsencode(paths[0]))).is_file()
    assert "b\\udcfcro" in answer.out


def test_sarif_has_percent_encoded_bytes(places: Path) -> None:
    answer = run("check", "--format", "sarif", "--select", "pay-order", cwd=places / CANON)
    (result,) = json.loads(answer.out)["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "functions/b%FCro/caf%E9.yaml"
    assert unquote_to_bytes(uri) == os.fsencode(FINDING)


def test_junit_and_github_show_the_bytes(places: Path) -> None:
    shown = r"functions/b\xfcro/caf\xe9.yaml"
    report = ET.fromstring(  # noqa: S314 - levelctl wrote it
        run("check", "--format", "junit", "--select", "pay-order", cwd=places / CANON).out
    )
    assert [case.get("file") for case in report.iter("testcase")] == [shown]
    github = run("check", "--format", "github", "--select", "pay-order", cwd=places / CANON).out
    assert f"file={shown}," in github


def test_text_shows_the_bytes(places: Path) -> None:
    piped = run("check", "--select", "pay-order", cwd=places / CANON).out
    assert piped.startswith(r"functions/b\xfcro/caf\xe9.yaml:")
    printed, code = run_on_pty("check", "--select", "pay-order", cwd=places / CANON, width=120)
    assert code == 1
    assert r"functions/b\xfcro/caf\xe9.yaml:" in printed
    assert "high: 3400" in printed, "the line of the finding"


@pytest.mark.parametrize("path", [FINDING, f"./{FINDING}", "functions/b\udcfcro"])
def test_a_path_that_is_given_may_be_any_bytes(places: Path, path: str) -> None:
    answer = run("check", "--select", "pay-order", path, cwd=places / CANON)
    assert (answer.code, answer.err) == (1, f"levelctl: {11} files checked: 1 error\n")
    assert run("check", "--select", "pay-order", f"{CANON}/{path}", cwd=places).code == 1


def test_a_path_that_does_not_exist_is_an_error(places: Path) -> None:
    answer = run("check", os.fsdecode(b"n\xefx.yaml"), cwd=places / CANON)
    assert answer == Answer(3, "", "levelctl: n\\xefx.yaml does not exist\n")


def test_stdin_may_stand_for_such_a_file(places: Path) -> None:
    answer = run(
        *("check", "-", "--stdin-filename", FINDING, "--select", "pay-order"),
        stdin=CLERK.replace("3400", "3600").encode(),
        cwd=places / CANON,
    )
    assert (answer.code, answer.out) == (0, "")
    new = os.fsdecode(b"functions/storage/n\xe9w.yaml")
    answer = run(
        *("check", "-", "--stdin-filename", new, "--select", "pay-order", "-f", "json"),
        stdin=CLERK.replace("CLERK", "NEWXX").encode(),
        cwd=places / CANON,
    )
    assert [each["path"] for each in json.loads(answer.out)["diagnostics"]] == [new]


@pytest.fixture
def canon(tmp_path: Path) -> Path:
    return made(os.fsencode(tmp_path) + b"/can\xe9on", b"caf\xe9", b"b\xfcro")


def test_fix_writes_such_a_file(canon: Path) -> None:
    answer = run("check", "--fix", "--select", "invisible-character", cwd=canon)
    assert answer.err.startswith("levelctl: fixed 1 finding in 1 file;")
    assert "\u200b" not in (canon / FINDING).read_text("utf-8")


@pytest.mark.parametrize("name", [FINDING, "functions/a\tb\\c \"d'\n/é\udce9 %0A:x.yaml"])
def test_git_applies_a_diff_of_such_a_file(canon: Path, name: str) -> None:
    (canon / name).parent.mkdir(exist_ok=True)
    (canon / "functions/b\udcfcro/function.yaml").rename((canon / name).parent / "function.yaml")
    (canon / FINDING).rename(canon / name)
    diff = start("check", "--diff", "--select", "invisible-character", cwd=canon)
    assert diff.code == 1
    (canon / "fixes.diff").write_text(diff.out, "utf-8")
    ended = shell("git init -q && git apply fixes.diff", cwd=canon)
    assert ended == Answer(0, "", "")
    assert "\u200b" not in (canon / name).read_text("utf-8")
    assert run("check", "--diff", "--select", "invisible-character", cwd=canon).code == 0


def test_diff_names_such_a_file_as_git_does(canon: Path) -> None:
    diff = start("check", "--diff", "--select", "invisible-character", cwd=canon).out
    assert diff.startswith('--- "a/functions/b\\374ro/caf\\351.yaml"\n')


def test_new_files_go_into_such_a_folder(canon: Path) -> None:
    answer = run("new", "focus", "Typist", "--function", "OFFICE", "--levels", "P2", cwd=canon)
    assert answer == Answer(0, "functions/b\\xfcro/typist.yaml\n", answer.err)
    assert (canon / "functions/b\udcfcro/typist.yaml").is_file()
    place = os.fsdecode(b"levels \xe9")
    refused = run("new", "canon", place, cwd=canon.parent)
    assert refused.err.startswith("levelctl: the name 'levels \\xe9' is not UTF-8\nhint: ")
    assert run("new", "canon", place, "--name", "levels", cwd=canon.parent).code == 0
    assert run("list", "--canon", place, cwd=canon.parent).code == 0


def test_tables_and_imports_may_be_any_bytes(canon: Path) -> None:
    table = canon.parent / os.fsdecode(b"t\xe9tles.csv")
    table.write_text("title\nclerk\n", "utf-8")
    answer = run("match", "--from", str(table), cwd=canon)
    assert "CLERKXXX1234" in answer.out
    database = canon.parent / os.fsdecode(b"d\xe9b")
    database.mkdir()
    (database / "Occupation Data.txt").write_text(
        "O*NET-SOC Code\tTitle\tDescription\n11-1011.00\tChief Executives\tLead.\n", "utf-8"
    )
    env = {"XDG_DATA_HOME": str(canon.parent / os.fsdecode(b"d\xe4ta"))}
    for form in ("text", "json"):
        answer = run("import", "onet", str(database), "--format", form, env=env, cwd=canon)
        assert answer.code == 0
        assert run("import", "--list", "--format", form, env=env).code == 0


def test_a_stray_file_is_one_finding(canon: Path) -> None:
    """The attack as it was found: an empty file of a stranger."""
    (canon / os.fsdecode(b"functions/storage/na\xefve.yaml")).touch()
    expected = r"functions/storage/na\xefve.yaml:1:1: error the file is empty (syntax)"
    for option in ([], [], ["--no-cache"]):
        answer = run("list", *option, cwd=canon)
        assert answer.code == 3
        assert expected in answer.err
        assert "CLERKXXX1234" in answer.out
        assert run("check", *option, "--select", "syntax", cwd=canon).out == f"{expected}\n"


ODD = [
    "new\nline",
    "tab\tname",
    "back\\slash",
    "\\xe9",
    "\\\\xe9",
    "\\x5c",
    "100%",
    "%E9",
    "a:b",
    "a b ",
    "'\"",
    "-",
    "café",
    "e\u0301",
    "\u202e",
    "caf\udce9",
    "\udced\udca0\udc80",
    "\udcc3",
    "\x01\x1b[31m\x7f",
    "\r",
    "{0} [a](b)",
    "<&>",
    "::error::x",
]


def test_odd_names_never_share_a_place(tmp_path: Path) -> None:
    root = write_canon(tmp_path / "canon")
    for number, name in enumerate(ODD):
        text = PORTER.replace("PORTERXX", f"PORTER{number:02}")
        (root / f"functions/storage/{name}.yaml").write_text(text, "utf-8")
    answers = [
        run("list", "--function", "STORAG", *no, cwd=root) for no in ([], [], ["--no-cache"])
    ]
    assert answers[0] == answers[1] == answers[2]
    assert len(re.findall(r"PORTER\d\d", answers[0].out)) == len(ODD)
    for option in ([], ["--no-cache"]):
        out = run("check", "--format", "json", "--select", "file-name", *option, cwd=root).out
        paths = {each["path"] for each in json.loads(out)["diagnostics"]}
        assert paths >= {f"functions/storage/{name}.yaml" for name in ODD}
    check_documents(root, paths)


def check_documents(root: Path, paths: set[str]) -> None:
    """Every document is one, and names each of *paths* in its own way."""
    documents = {
        form: run("check", "--format", form, "--select", "file-name", cwd=root).out
        for form in ("sarif", "junit", "github", "text")
    }
    results = json.loads(documents["sarif"])["runs"][0]["results"]
    places = (each["locations"][0]["physicalLocation"]["artifactLocation"] for each in results)
    assert {os.fsdecode(unquote_to_bytes(place["uri"])) for place in places} == paths
    cases = ET.fromstring(documents["junit"]).iter("testcase")  # noqa: S314 - levelctl wrote it
    assert len({case.get("file") for case in cases}) == len(paths)
    lines = documents["github"].splitlines()
    assert len(lines) == len(paths)
    assert all(line.startswith("::warning file=functions/storage/") for line in lines)
    assert len(re.findall("(?m)^functions/storage/", documents["text"])) == len(paths)


def test_a_row_can_hold_every_path(canon: Path) -> None:
    paths = [path for path, *_ in scan(canon)]
    encode(paths)
    assert len({*map(path_of_text, paths)}) == len(paths)
    assert r"functions/b\xfcro/caf\xe9.yaml" in paths


@given(st.binary().filter(lambda name: b"\0" not in name))
def test_a_text_stands_for_the_same_bytes(name: bytes) -> None:
    text = path_text(os.fsdecode(name))
    text.encode()
    assert os.fsencode(path_of_text(text)) == name


@given(st.text(st.characters(exclude_categories=())) | st.text("\\x0e9u\udce9\ud800d"))
def test_a_text_stands_for_one_path_only(path: str) -> None:
    """Also for half of a surrogate pair, which is no byte, and for what looks like an escape."""
    text = path_text(path)
    text.encode()
    assert path_of_text(text) == path
    assert path_text(path_of_text(text)) == text


def test_the_library_takes_and_gives_such_paths(canon: Path) -> None:
    report = levelctl.check(canon=canon, select=["pay-order"])
    (finding,) = report.diagnostics
    assert Path(finding.path) == canon / FINDING
    assert Path(finding.path).is_file()
    assert str(finding).startswith(f"{canon.parent}/can\\xe9on/functions")
    replaced = levelctl.check(
        canon=canon, select=["pay-order"], contents={str(canon / FINDING): PORTER.encode()}
    )
    assert replaced.diagnostics == ()
    for name in ("\ud800.yaml", "\udfff\ud800.yaml", "\udcc3.yaml"):
        path = canon / "functions/storage" / name
        (finding,) = levelctl.check(select=["syntax"], contents={str(path): b"'"}).diagnostics
        assert Path(finding.path) == path


def dated(root: Path) -> Path:
    """Return *root* with files so old that the cache serves them."""
    for path in root.rglob("*"):
        os.utime(path, (1e9, 1e9))
    return root


def test_an_ascii_locale_gives_the_same_answer(tmp_path: Path) -> None:
    root = dated(made(os.fsencode(tmp_path) + "/café".encode(), "é".encode(), b"b\xfcro"))
    arguments = ("check", "--format", "json", "--select", "pay-order")
    answer = start(*arguments, cwd=root, env=C_LOCALE)
    assert answer == run(*arguments, cwd=root)
    (finding,) = json.loads(answer.out)["diagnostics"]
    assert finding["path"] == "functions/b\udcfcro/é.yaml"


def test_an_ascii_locale_reads_the_same_titles_and_names(tmp_path: Path) -> None:
    root = write_canon(tmp_path, {KEEPER_FILE: KEEPER.replace("name: Store", "name: Süß Store")})
    for line in (
        ("match", "süß storekeeper", "--format", "json"),
        ("show", "Süß Storekeeper", "--format", "json"),
        ("pay", "süß storekeeper p2", "--format", "json"),
        ("crosswalk", "süß storekeeper", "--format", "json"),
    ):
        answer = start(*line, cwd=root, env=C_LOCALE)
        assert answer == run(*line, cwd=root)
        assert answer.code in (0, 1)
    new = start("new", "function", "Büro", "--family", "care", cwd=root, env=C_LOCALE)
    assert (new.code, new.out) == (0, "functions/b-ro/function.yaml\n")
    assert "name: Büro\n" in (root / "functions/b-ro/function.yaml").read_text("utf-8")


@pytest.mark.long
@pytest.mark.parametrize("env", [C_LOCALE, LATIN], ids=["an ASCII locale", "LANG=C"])
@pytest.mark.parametrize("name", ["café", "caf\udce9"])
def test_every_locale_gives_the_same_answers(
    tmp_path: Path, env: dict[str, str], name: str
) -> None:
    folder = os.fsencode(tmp_path / os.fsdecode(b"can") / name)
    (tmp_path / "can").mkdir()
    root = dated(made(folder, os.fsencode(name), b"b\xfcro"))
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    for line in (
        "list",
        "show CLERKXXX1234.P2 -f json",
        "match clerk",
        "check -f json --select pay-order",
        "check -f sarif --select pay-order",
        "check --diff --select invisible-character",
    ):
        expected = start(*line.split(), cwd=root, env=cache)
        assert expected.code in (0, 1)
        for option in ([], ["--no-cache"]):
            assert start(*line.split(), *option, cwd=root, env={**cache, **env}) == expected
        assert start(*line.split(), cwd=root, env=cache) == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_reads_such_a_canon(places: Path, shell: str) -> None:
    answer = start(
        *("completion", shell, "--", "levelctl", "--canon", os.fsencode(CANON), "show", "CLERK"),
        cwd=places,
    )
    assert answer == Answer(0, "parts\nCLERKXXX1234\n", "")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "ascii"])
def test_junit_is_well_formed_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    keeper = KEEPER.replace("tools: [", "töols: [").replace("status: draft", "status: dräft – €")
    root = write_canon(tmp_path, {KEEPER_FILE: keeper})
    script = f"levelctl check -f junit {KEEPER_FILE} > report.xml 2> /dev/null"
    shell(script, env={"PYTHONIOENCODING": encoding}, cwd=root)
    suites = ET.parse(root / "report.xml").getroot()  # noqa: S314 - levelctl wrote it
    assert "dräft – €" in "".join(suites.itertext())


UNWRITABLE = [
    "match --from {}",
    "match --golden {}",
    "import onet {}",
    "import oews {}",
    "check {}",
    "check --canon {}",
    "check --stdin-filename {} -",
    "check --stdin-filename={} -",
    "check --fix {}",
    "new canon {}",
    "new canon sub/{}",
    "new function x --family y --canon {}",
    "list --canon {}",
    "--canon={} list",
    "--canon {} match nurse",
]


@pytest.mark.parametrize("line", UNWRITABLE)
def test_a_path_that_the_encoding_of_names_cannot_hold(tmp_path: Path, line: str) -> None:
    words = [word.replace("{}", "x\ud800.csv") for word in line.split()]
    answer = run(*words, cwd=tmp_path)
    assert (answer.code, answer.out) == (2, "")
    assert re.fullmatch(
        r"levelctl: \S*x\\ud800\.csv cannot be a path here: names are in utf-8, which lacks one of "
        r"its characters\nhint: set a locale in UTF-8, such as LC_ALL=C\.UTF-8\n",
        answer.err,
    )
    assert not [*tmp_path.iterdir()]


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("localedef"), reason="no program makes a locale here")
@pytest.mark.parametrize("line", UNWRITABLE)
def test_such_a_path_in_a_locale_that_reads_it(tmp_path: Path, line: str) -> None:
    """In Japanese, the C library reads characters that Python's codec does not write."""
    made = shell("localedef -i ja_JP -f EUC-JP ./ja_JP.EUC-JP", cwd=tmp_path)
    if not (tmp_path / "ja_JP.EUC-JP").exists():
        pytest.skip(made.err)
    env = {"LOCPATH": str(tmp_path), "LC_ALL": "ja_JP.EUC-JP", "PYTHONUTF8": "0"}
    words = [os.fsencode(word).replace(b"{}", b"e\xcc\x81.csv") for word in line.split()]
    answer = start(*words, env=env, cwd=tmp_path, encoding="euc_jp")
    assert answer.code == 2, answer
    assert "cannot be a path here: names are in euc_jp" in answer.err
