"""What ``levelctl new`` writes: files that load, with codes, and never over what is there."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clean import NURSING, write_clean
from levelctl import open_canon
from levelctl.answers.new.names import checked_name, file_name, scalar
from levelctl.answers.new.plans import FilePlan, plan_canon, plan_focus, plan_function
from levelctl.answers.new.writing import New, write
from levelctl.canon import package_data, source
from levelctl.canon.canon import Canon
from levelctl.canon.codes import PART_LENGTH
from levelctl.diagnostics import Severity
from levelctl.errors import CanonError, LevelctlError, MachineError
from levelctl.lint.check import check
from program import Answer, environment, run
from themed import themed_canon

MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below *folder* with its content, and every folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def canon(tmp_path: Path) -> Canon:
    """Return a copy of the clean canon, to write to."""
    return open_canon(write_clean(tmp_path / "clean"))


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Return the folder of a canon that was just begun."""
    folder = tmp_path / "fresh"
    write(folder, plan_canon("Our levels", "2026-11-01"))
    return folder


def errors_and_rules(root: Path) -> tuple[list[str], set[str]]:
    """Return the errors that check reports in *root*, and the rules of all other findings."""
    found = check(canon=root, cache=False).diagnostics
    errors = [str(each) for each in found if each.severity is Severity.ERROR]
    return errors, {each.rule for each in found if each.severity is not Severity.ERROR}


# A new canon.


def test_a_new_canon_has_these_files(fresh: Path) -> None:
    schemas = [f"schema/{path.name}" for path in sorted(package_data.SCHEMAS.iterdir())]
    assert len(schemas) > 5
    assert [*tree(fresh)] == sorted(
        [
            "canon.yaml",
            "families.yaml",
            "ladder.yaml",
            "schema",
            *schemas,
            "titles.yaml",
            "words.yaml",
        ]
    )


def test_a_new_canon_loads(fresh: Path) -> None:
    canon = open_canon(fresh)
    assert canon.diagnostics == ()
    assert (canon.settings.name, canon.settings.edition) == ("Our levels", "2026-11-01")
    assert [each.slug for each in canon.families] == ["general"]
    assert canon.functions == ()


def test_a_new_canon_has_the_ladder_words_and_titles_of_the_reference(fresh: Path) -> None:
    for name in ("ladder.yaml", "titles.yaml", "words.yaml"):
        ours, theirs = (
            (folder / name).read_text("utf-8") for folder in (fresh, package_data.CANON)
        )
        assert ours != theirs
        assert MODELINE.sub("", ours) == MODELINE.sub("", theirs)
    assert len(open_canon(fresh).ladder.levels) == 24


def test_a_new_canon_has_the_thresholds_of_the_reference(fresh: Path) -> None:
    ours, theirs = (
        source.parse((folder / "canon.yaml").read_text("utf-8")).top.value
        for folder in (fresh, package_data.CANON)
    )
    assert {"confidence", "schemes", "spaces"} <= ours.keys()
    for name in ours.keys() - {"name", "edition", "review"}:
        assert ours[name] == theirs[name], name
    assert ours["review"].items() <= theirs["review"].items()


def test_what_a_new_canon_shows_as_a_comment_can_be_used(fresh: Path) -> None:
    path = fresh / "canon.yaml"
    text = path.read_text("utf-8")
    used = re.sub(r"^# (check:|  \S)", r"\1", text, flags=re.MULTILINE)
    assert source.parse(used).top.value.keys() - source.parse(text).top.value.keys() == {"check"}
    path.write_text(used, "utf-8")
    assert open_canon(fresh, cache=False).settings.name == "Our levels"


def test_check_lists_what_to_fill_in_a_new_canon(fresh: Path) -> None:
    report = check(canon=fresh, cache=False)
    assert [(Path(each.path).name, each.rule) for each in report.diagnostics] == [
        ("families.yaml", "placeholder")
    ]


def test_the_schemas_are_in_nobody_s_way(fresh: Path) -> None:
    assert check(canon=fresh, cache=False).files == 5


@pytest.mark.parametrize(
    ("name", "title"),
    [
        pytest.param("our-levels", "our-levels", id="a name"),
        pytest.param("Unsere Stufen: #1", "Unsere Stufen: #1", id="punctuation"),
        pytest.param("職務 'levels'", "職務 'levels'", id="CJK and quotes"),
        pytest.param("a/b/c", "c", id="folders above it are made"),
        pytest.param("-x", "-x", id="a leading dash"),
    ],
)
def test_a_canon_is_named_as_its_folder(name: str, title: str, tmp_path: Path) -> None:
    answer = run("new", "canon", "--", name, cwd=tmp_path)
    assert (answer.code, answer.out.splitlines()[0]) == (0, f"{name}/canon.yaml")
    assert open_canon(tmp_path / name).settings.name == title


# A whole way, as a person goes it.


def test_from_nothing_to_a_focus(tmp_path: Path) -> None:
    new = run("new", "canon", "ours", "--name", "Ours", cwd=tmp_path)
    assert new.code == 0
    assert new.out.splitlines()[:3] == ["ours/canon.yaml", "ours/ladder.yaml", "ours/families.yaml"]
    assert new.err == "levelctl: next: levelctl check ours\n"

    assert run("list", "--canon", "ours", cwd=tmp_path) == Answer(
        0, "", "levelctl: the canon has no foci yet; create one with levelctl new focus\n"
    )
    root = tmp_path / "ours"
    assert run("new", "function", "Nursing", cwd=root) == Answer(
        0,
        "functions/nursing/function.yaml\n",
        "levelctl: next: levelctl check functions/nursing/function.yaml\n",
    )
    focus = run(
        *("new", "focus", "Ward Nurse", "--function", "nursing", "--levels", "p1..P3,M1"),
        cwd=root / "functions" / "nursing",
    )
    assert focus == Answer(
        0, "ward-nurse.yaml\n", "levelctl: next: levelctl check ward-nurse.yaml\n"
    )

    listed = run("list", "--canon", "ours", cwd=tmp_path)
    assert [line.split("\t")[2] for line in listed.out.splitlines()] == ["P1", "P2", "P3", "M1"]
    told = run("check", "ward-nurse.yaml", "--no-cache", cwd=root / "functions" / "nursing")
    assert told.code == 0
    assert " error " not in told.out
    assert "ward-nurse.yaml:6:10: warning summary is still a placeholder" in told.out


def test_json_names_what_was_written(tmp_path: Path) -> None:
    root = write_clean(tmp_path)
    answer = run("new", "function", "Pharmacy", "--family", "Care", "-f", "json", cwd=root)
    assert json.loads(answer.out) == {
        "schema": "levelctl.new/1",
        "kind": "function",
        "code": "PHARMA",
        "canon": ".",
        "written": ["functions/pharmacy/function.yaml"],
        "import": None,
    }


def test_markdown_names_what_was_written(tmp_path: Path) -> None:
    root = write_clean(tmp_path)
    answer = run("new", "function", "Pharmacy", "--family", "Care", "-f", "markdown", cwd=root)
    assert answer.out == "# PHARMA\n\n- `functions/pharmacy/function.yaml`\n"


# A new function.


@pytest.mark.parametrize(
    ("name", "family", "code", "path"),
    [
        pytest.param("Pharmacy", "care", "PHARMA", "pharmacy", id="by the family's slug"),
        pytest.param("Pharmacy", "CARE", "PHARMA", "pharmacy", id="in another case"),
        pytest.param("R&D: #1", "Goods", "RD", "r-d-1", id="by its name, and punctuation"),
        pytest.param("Nursing Home", "care", "NURSIN1", "nursing-home", id="a taken code"),
        pytest.param("看護師 Nurse", "care", "NURSE", "nurse", id="CJK and letters"),
        pytest.param("Nurse 👩", "care", "NURSE", "nurse", id="an emoji"),
        pytest.param("No", "care", "NO", "no", id="a word of YAML"),
    ],
)
def test_a_function(canon: Canon, name: str, family: str, code: str, path: str) -> None:
    plan = plan_function(canon, name, family)
    assert (plan.kind, plan.code) == ("function", code)
    written = write(canon.root, plan).written
    assert written == (str(canon.root / "functions" / path / "function.yaml"),)
    found = open_canon(canon.root).function(code)
    assert (found.name, found.family) == (name, family.casefold())
    assert errors_and_rules(canon.root)[0] == []


def test_the_only_family_needs_no_name(fresh: Path) -> None:
    canon = open_canon(fresh)
    write(fresh, plan_function(canon, "Nursing"))
    assert open_canon(fresh).function("NURSIN").family == "general"


@pytest.mark.parametrize(
    ("name", "family", "message", "hint"),
    [
        pytest.param(
            "Pharmacy",
            None,
            "a function needs a family",
            "give --family care or goods",
            id="no family",
        ),
        pytest.param(
            "Pharmacy",
            "good",
            "'good' is not a family",
            "did you mean 'goods'? families.yaml has care or goods",
            id="nearly a family",
        ),
        pytest.param(
            "Pharmacy",
            "law",
            "'law' is not a family",
            "families.yaml has care or goods; add it there first",
            id="no such family",
        ),
        pytest.param(
            "  nursing ",
            "care",
            "'nursing' is already a code, name or alias of NURSIN",
            "choose another name; levelctl show NURSIN shows what already uses it",
            id="a taken name",
        ),
        pytest.param(
            "123",
            "care",
            "no code can be minted for the function name '123'",
            "use a name with at least one letter from A to Z",
            id="no letter",
        ),
    ],
)
def test_no_function(canon: Canon, name: str, family: str | None, message: str, hint: str) -> None:
    with pytest.raises(LevelctlError) as caught:
        plan_function(canon, name, family)
    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_a_function_of_a_single_focus_has_the_name_too(canon: Canon) -> None:
    """Function and focus may share a name, as in the reference canon."""
    assert plan_focus(canon, "Nursing", "Nursing", "P1").code == "NURSIN.NURSING6CF2"


def test_a_faulty_function_hides_its_code(tmp_path: Path) -> None:
    root = write_clean(tmp_path, {"functions/nursing/function.yaml": "code: [\n"})
    with pytest.raises(CanonError, match="may hide its code") as caught:
        plan_function(open_canon(root), "Pharmacy", "care")
    assert caught.value.exit_code == 3
    assert caught.value.hint == f"fix {root}/functions/nursing/function.yaml first"


def test_a_function_can_be_added_to_a_folder_without_one(tmp_path: Path) -> None:
    root = write_clean(tmp_path, {"functions/nursing/function.yaml": None})
    write(root, plan_function(open_canon(root), "Nursing", "care"))
    assert open_canon(root).diagnostics == ()
    assert open_canon(root).function("NURSIN").name == "Nursing"


# A new focus.


@pytest.mark.parametrize(
    ("function", "code"),
    [
        pytest.param("NURSIN", "NURSIN.NIGHTNURAC60", id="by code"),
        pytest.param("nursin", "NURSIN.NIGHTNURAC60", id="by code in another case"),
        pytest.param(" nursing ", "NURSIN.NIGHTNURAC60", id="by name"),
        pytest.param("storage", "STORAG.NIGHTNUR2FB7", id="by slug, another key"),
    ],
)
def test_a_focus_of_several(canon: Canon, function: str, code: str) -> None:
    assert plan_focus(canon, "Night Nurse", function, "P1").code == code


def test_the_first_focus_has_the_short_key(canon: Canon) -> None:
    write(canon.root, plan_function(canon, "Pharmacy", "care"))
    first = plan_focus(open_canon(canon.root), "Night Nurse", "Pharmacy", "P1")
    assert first.code == "PHARMA.NIGHTNURD6B0"
    write(canon.root, first)
    second = plan_focus(open_canon(canon.root), "Day Nurse", "Pharmacy", "P1")
    assert second.code == "PHARMA.DAYNURSE4BBE"
    assert {*first.files, *second.files} == {
        "functions/pharmacy/night-nurse.yaml",
        "functions/pharmacy/day-nurse.yaml",
    }


def test_a_function_is_where_its_file_is(tmp_path: Path) -> None:
    """A function that was renamed keeps its folder."""
    root = write_clean(
        tmp_path, {"functions/nursing/function.yaml": NURSING.replace("Nursing", "Care", 1)}
    )
    plan = plan_focus(open_canon(root), "Night Nurse", "Care", "P1")
    assert [*plan.files] == ["functions/nursing/night-nurse.yaml"]


@pytest.mark.parametrize(
    ("levels", "found"),
    [
        pytest.param("P1..P3", ["P1", "P2", "P3"], id="a range"),
        pytest.param("m2", ["M2"], id="one, in another case"),
        pytest.param("M1, P2..P3,P2", ["P2", "P3", "M1"], id="a list in any order"),
    ],
)
def test_the_levels_of_a_focus(canon: Canon, levels: str, found: list[str]) -> None:
    plan = plan_focus(canon, "Night Nurse", "nursing", levels)
    (text,) = plan.files.values()
    assert [*source.parse(text).top.value["levels"]] == found


def test_a_new_focus_quotes_the_ladder(canon: Canon) -> None:
    (text,) = plan_focus(canon, "Night Nurse", "nursing", "P2").files.values()
    level = source.parse(text).top.value["levels"]["P2"]
    assert level["guideline"]["complexity"].endswith("about the complexity of P2: Complexity of P2")
    assert level["guideline"]["experience"].endswith("the ladder says 1–3 years for P2")
    assert "  P2:  # Worker, 1–3 years\n" in text


def test_the_words_of_a_ladder_are_no_places_of_a_skeleton(tmp_path: Path) -> None:
    ladder = (write_clean(tmp_path) / "ladder.yaml").read_text("utf-8")
    hostile = "Scope: <level> \x1b[31m # levelctl: <x> " + "word " * 60
    changed = ladder.replace("Scope of P2", json.dumps(hostile))
    (tmp_path / "ladder.yaml").write_text(changed, "utf-8")
    (text,) = plan_focus(open_canon(tmp_path), "Night Nurse", "nursing", "P2").files.values()
    (said,) = source.parse(text).top.value["levels"]["P2"]["responsibilities"]
    expected = " ".join(hostile.replace("\x1b", r"\x1b").split())
    assert said.partition("the scope of P2: ")[2] == expected
    assert max(map(len, text.splitlines())) <= 100


PARTS = {
    "code",
    "name",
    "summary",
    "aliases",
    "classification",
    "skills",
    "tools",
    "levels",
}


def test_a_focus_has_every_part_and_check_guides_on(canon: Canon) -> None:
    plan = plan_focus(canon, "Night Nurse", "nursing", "P1..P3")
    write(canon.root, plan)
    (text,) = plan.files.values()
    assert source.parse(text).top.value.keys() == PARTS
    schema = json.loads((package_data.SCHEMAS / "focus.schema.json").read_text("utf-8"))
    for name in (*schema["properties"], *schema["$defs"]["profile"]["properties"]):
        assert f"{name}:" in text, name
    errors, rules = errors_and_rules(canon.root)
    assert errors == []
    assert "placeholder" in rules


@pytest.mark.parametrize(
    ("name", "function", "levels", "message", "hint"),
    [
        pytest.param(
            "ward  nurse",
            "nursing",
            "P1",
            "'ward nurse' is already a code, name or alias of NURSIN.WARDNURSF808",
            "choose another name; levelctl show NURSIN.WARDNURSF808 shows what already uses it",
            id="a taken name",
        ),
        pytest.param(
            "HOSPITAL NURSE",
            "storage",
            "P1",
            "'HOSPITAL NURSE' is already a code, name or alias of NURSIN.WARDNURSF808",
            "choose another name; levelctl show NURSIN.WARDNURSF808 shows what already uses it",
            id="a taken alias",
        ),
        pytest.param(
            "Function",
            "nursing",
            "P1",
            (
                "a focus cannot be named 'Function', because function.yaml is the file of the "
                "function"
            ),
            "add a word to the name",
            id="the file of the function",
        ),
        pytest.param(
            "Night Nurse",
            "nursin2",
            "P1",
            "'nursin2' is not in the canon",
            "did you mean NURSIN, Nursing?",
            id="nearly a function",
        ),
        pytest.param(
            "Night Nurse",
            "ward nurse",
            "P1",
            "'ward nurse' is not a function",
            "levelctl list shows the functions",
            id="a focus for a function",
        ),
        pytest.param(
            "Night Nurse",
            "nursing",
            "P1..P9",
            "'P1..P9' is not a range of levels: P9 is not on the ladder",
            "give one level, or two levels of one track, such as P2..P5",
            id="no such level",
        ),
        pytest.param(
            "Night Nurse",
            "nursing",
            "P1..M1",
            "'P1..M1' is not a range of levels",
            "give two levels of one track, the lower one first, such as P2..P5",
            id="a range across tracks",
        ),
    ],
)
def test_no_focus(
    canon: Canon, name: str, function: str, levels: str, message: str, hint: str
) -> None:
    with pytest.raises(LevelctlError) as caught:
        plan_focus(canon, name, function, levels)
    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_a_canon_without_functions_has_a_hint(fresh: Path) -> None:
    with pytest.raises(LevelctlError, match="the canon has no function yet") as caught:
        plan_focus(open_canon(fresh), "Night Nurse", "nursing", "P1")
    assert caught.value.hint == "levelctl new function NAME creates one"


# Names.


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param(" \n ", "the name is empty", id="white space"),
        pytest.param("看護師", "'看護師' cannot be turned into a file name", id="CJK alone"),
        pytest.param("👩", "'👩' cannot be turned into a file name", id="an emoji alone"),
        pytest.param("--", "'--' cannot be turned into a file name", id="dashes"),
        pytest.param("../..", "'../..' cannot be turned into a file name", id="a way up"),
        pytest.param("Nul", "'nul' cannot be a file name on Windows", id="a device of Windows"),
        pytest.param("com1.", "'com1' cannot be a file name on Windows", id="a port of Windows"),
        pytest.param(
            "x" * 101,
            "the name is too long: its file name would have 101 characters",
            id="very long",
        ),
        pytest.param(
            "Nurse\x1b[31m",
            r"the name 'Nurse\x1b[31m' contains the invisible character U+001B",
            id="ESC",
        ),
        pytest.param(
            "Nur\u200bse",
            r"the name 'Nur\u200bse' contains the invisible character U+200B",
            id="no width",
        ),
        pytest.param(
            "Nurse\udcff",
            r"the name 'Nurse\xff' is not UTF-8",
            id="bytes",
        ),
    ],
)
def test_a_name_that_is_not_fit(name: str, message: str) -> None:
    with pytest.raises(LevelctlError) as caught:
        file_name(checked_name(name))
    assert str(caught.value) == message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "file"),
    [
        pytest.param("x" * 100, "x" * 100, id="as long as can be"),
        pytest.param("Nul and void", "nul-and-void", id="not a device"),
        pytest.param("../../etc/passwd", "etc-passwd", id="no way up"),
        pytest.param("Nurse\n\tof the night", "nurse-of-the-night", id="line ends"),
    ],
)
def test_a_name_that_is_fit(name: str, file: str) -> None:
    assert file_name(checked_name(name)) == file


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"]), min_size=1).map(
    lambda text: " ".join(text.split())
)
AWKWARD = st.sampled_from(
    """
    - a|a: b|a #b|#a|'a|"a|a"|\\a|a\\|&a|*a|!a|%a|@a|`a|{a}|[a]|? a|: a|> a|| a|~|null|Null|true|no
    on|y|1|-1|0x1|1e3|1.5|007|12E4|2026-05-01|=|<<|---|...|a, b|a - b|a:|:a|-a|--a|.5|é|看護師|👩
    """.replace("\n    ", "|").split("|")
)


@given(TEXTS | AWKWARD)
def test_a_scalar_reads_as_it_was(text: str) -> None:
    if source._REFUSED.search(text):  # noqa: SLF001
        return
    for form in ("key: {}\n", "key: {}  # a comment\n"):
        assert source.parse(form.format(scalar(text))).top.value == {"key": text}


def test_a_scalar_reads_the_same_to_other_readers_of_yaml() -> None:
    """Text that YAML 1.1 reads as a boolean, a number or a date is quoted."""
    for text in ("yes", "No", "ON", "y", "null", "true", "1", "007", "12E4", "2026-05-01", "1:30"):
        assert scalar(text) == f'"{text}"'


# Writing: all or nothing, and never over anything.


def plan(**files: str) -> FilePlan:
    return FilePlan("function", "X", {name.replace("_", "/"): text for name, text in files.items()})


def test_files_are_written_in_their_folders(tmp_path: Path) -> None:
    result = write(tmp_path, plan(a_b="one\n", c="two\n"))
    assert tree(tmp_path) == {"a": b"", "a/b": b"one\n", "c": b"two\n"}
    assert result == New(
        "function", "X", str(tmp_path), (str(tmp_path / "a" / "b"), str(tmp_path / "c"))
    )


def test_a_file_has_the_rights_that_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write(tmp_path, plan(c="two\n"))
    usual, ours = (stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("usual", "c"))
    assert ours == usual


def _in_the_way(folder: Path) -> Iterator[tuple[str, Path]]:
    (folder / "file").write_text("mine", "utf-8")
    yield "a file", folder / "file"
    (folder / "folder").mkdir()
    yield "a folder", folder / "folder"
    (folder / "link").symlink_to("nowhere")
    yield "a link that leads nowhere", folder / "link"


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    for kind, path in _in_the_way(tmp_path):
        before = tree(tmp_path)
        with pytest.raises(LevelctlError) as caught:
            write(tmp_path, plan(a_b="one\n", **{path.name: "two\n"}))
        assert (str(caught.value), caught.value.exit_code) == (f"{path} already exists", 2), kind
        assert tree(tmp_path) == before, kind
    assert (tmp_path / "link").readlink() == Path("nowhere")


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine", "utf-8")
    with pytest.raises(LevelctlError) as caught:
        write(tmp_path, plan(c="one\n", a_b="two\n"))
    assert (str(caught.value), caught.value.exit_code) == (
        f"{tmp_path / 'a'} already exists and is not a folder",
        2,
    )
    assert tree(tmp_path) == {"a": b"mine"}


def test_a_file_created_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else writes the second file after all were looked for."""
    link = Path.hardlink_to

    def hardlink_to(self: Path, target: Path) -> None:
        if self.name == "d":
            self.write_text("theirs", "utf-8")
        link(self, target)

    monkeypatch.setattr(Path, "hardlink_to", hardlink_to)
    with pytest.raises(LevelctlError) as caught:
        write(tmp_path, plan(a_b="one\n", d="two\n"))
    assert (str(caught.value), caught.value.exit_code) == (
        f"{tmp_path / 'd'} already exists and is not a folder",
        2,
    )
    assert tree(tmp_path) == {"d": b"theirs"}


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_was_written_is_taken_back(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = Path.hardlink_to

    def hardlink_to(self: Path, target: Path) -> None:
        if self.name == "d":
            raise error
        link(self, target)

    def open_(self: Path, mode: str = "r") -> object:
        if self.name == "d":
            raise error
        return open_file(self, mode)

    open_file = Path.open
    monkeypatch.setattr(Path, "hardlink_to", hardlink_to)
    monkeypatch.setattr(Path, "open", open_)
    with pytest.raises((MachineError, KeyboardInterrupt)) as caught:
        write(tmp_path, plan(a_b="one\n", d="two\n"))
    assert tree(tmp_path) == {}
    if isinstance(error, OSError):
        assert str(caught.value) == f"{tmp_path / 'd'} cannot be written: No space left on device"


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hardlink_to(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(target), None, str(self))

    monkeypatch.setattr(Path, "hardlink_to", hardlink_to)
    write(tmp_path, plan(a_b="one\n"))
    assert tree(tmp_path) == {"a": b"", "a/b": b"one\n"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(MachineError, match="cannot be written: Permission denied"):
        write(tmp_path, plan(a="one\n"))


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        pytest.param({}, None, id="empty"),
        pytest.param({".git/config": ""}, None, id="a fresh repository"),
        pytest.param({"README.md": ""}, "ours is not empty: it contains README.md", id="a file"),
        pytest.param({"a/b": ""}, "ours is not empty: it contains a", id="a folder"),
    ],
)
def test_a_canon_wants_an_empty_folder(
    inside: dict[str, str], message: str | None, tmp_path: Path
) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    for name, text in inside.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    before = tree(folder)
    answer = run("new", "canon", "ours", cwd=tmp_path)
    assert answer.code == (2 if message else 0)
    assert (answer.err.splitlines()[0] == f"levelctl: {message}") == bool(message)
    assert (tree(folder) == before) == bool(message)


def test_a_canon_is_begun_once(tmp_path: Path) -> None:
    assert run("new", "canon", "ours", cwd=tmp_path).code == 0
    before = tree(tmp_path)
    assert run("new", "canon", "ours", cwd=tmp_path).code == 2
    assert tree(tmp_path) == before


def test_a_canon_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "ours").write_text("mine", "utf-8")
    assert run("new", "canon", "ours", cwd=tmp_path) == Answer(
        2,
        "",
        (
            "levelctl: ours already exists and is not a folder\nhint: nothing was written; give "
            "another path\n"
        ),
    )


# Which canon is written to.


TAKEN = "Technical Product Manager"
"""A name that the reference canon has: were it written to after all, this would be refused."""


def test_the_reference_canon_is_not_written_to() -> None:
    for what in (
        ("function", TAKEN),
        ("focus", TAKEN, "--function", "TECHNI2", "--levels", "P2"),
    ):
        assert run("new", *what) == Answer(
            2,
            "",
            "levelctl: there is no canon here to write to; the reference canon belongs to "
            "levelctl\n"
            "hint: create one with levelctl new canon FOLDER, or choose one with --canon FOLDER\n",
        )


def test_the_reference_canon_is_not_written_to_by_the_environment() -> None:
    answer = run("new", "function", TAKEN, env={"LEVELCTL_CANON": str(package_data.CANON)})
    assert answer.code == 2
    assert "belongs to levelctl" in answer.err


def test_the_reference_canon_may_be_named() -> None:
    answer = run("new", "function", TAKEN, "--canon", str(package_data.CANON))
    assert answer.err.startswith(f"levelctl: {TAKEN!r} is already a code, name or alias of TECHNI2")


def test_a_canon_may_be_named(tmp_path: Path) -> None:
    root = shutil.copytree(package_data.CANON, tmp_path / "canon")
    asked = ("new", "function", "Midwifery", "--family", "health-care", "--canon", "canon")
    answer = run(*asked, cwd=tmp_path)
    assert (answer.code, answer.out) == (0, "canon/functions/midwifery/function.yaml\n")
    assert open_canon(root).function("MIDWIF").family == "health-care"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("canon x --family care", "new canon does not take --family"),
        ("function x --levels P2", "new function does not take --levels"),
        ("focus x --name y", "new focus does not take --name"),
        ("focus x --levels P2", "a focus needs a function"),
        ("focus x --function nursing", "a focus needs levels"),
    ],
)
def test_an_option_of_another_kind(line: str, message: str, tmp_path: Path) -> None:
    answer = run("new", *line.split(), cwd=write_clean(tmp_path))
    assert (answer.code, answer.err.splitlines()[0]) == (2, f"levelctl: {message}")


# Editors find the schemas.


def test_every_file_of_a_new_canon_leads_to_its_schema(fresh: Path) -> None:
    write(fresh, plan_function(open_canon(fresh), "Nursing"))
    write(fresh, plan_focus(open_canon(fresh), "Nurse", "NURSIN", "P1"))
    files = sorted(fresh.rglob("*.yaml"))
    assert len(files) == 7
    for path in files:
        found = MODELINE.match(path.read_text("utf-8"))
        assert found, path
        assert (path.parent / found[1]).resolve(strict=True).parent == (fresh / "schema").resolve()


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        pytest.param("../schema/", "../../../schema/", id="beside the canon"),
        pytest.param("./schema/", "../../schema/", id="in the canon"),
        pytest.param("https://example.org/", "https://example.org/", id="an address"),
        pytest.param("/srv/schema/", "/srv/schema/", id="a path from the root"),
    ],
)
def test_a_new_file_has_the_schemas_of_the_canon(theirs: str, ours: str, tmp_path: Path) -> None:
    line = f"# yaml-language-server: $schema={theirs}canon.schema.json\n"
    root = write_clean(tmp_path)
    (root / "canon.yaml").write_text(line + (root / "canon.yaml").read_text("utf-8"), "utf-8")
    (text,) = plan_function(open_canon(root), "Pharmacy", "care").files.values()
    assert text.splitlines()[0] == f"# yaml-language-server: $schema={ours}function.schema.json"


def test_a_canon_without_schemas_gets_none(canon: Canon) -> None:
    (text,) = plan_function(canon, "Pharmacy", "care").files.values()
    assert text.startswith("# A function of a family.")


def test_a_minted_code_fits(canon: Canon) -> None:
    plan = plan_focus(canon, "Extraordinarily long name of a nurse", "nursing", "P1")
    assert len(str(plan.code).partition(".")[2]) <= PART_LENGTH


INTERRUPTED = """
import os, signal
from levelctl.__main__ import main
from levelctl.canon import atomic_write

fill = atomic_write.fill

def interrupted(path, content):
    if path.name == "words.yaml":
        os.kill(os.getpid(), signal.SIGINT)
    fill(path, content)

atomic_write.fill = interrupted
main()
"""


def test_an_interruption_takes_back_what_was_written(tmp_path: Path) -> None:
    program = (sys.executable, "-c", INTERRUPTED, "new", "canon", str(tmp_path / "ours"))
    ended = subprocess.run(program, capture_output=True, check=False, env=environment(), timeout=60)

    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")
    assert tree(tmp_path) == {}


CREATION: dict[str, tuple[Any, str]] = {
    "make": (Path, "touch"),
    "open": (Path, "open"),
    "flush to the disk": (os, "fsync"),
    "link": (Path, "hardlink_to"),
    "rename": (Path, "rename"),
}
"""Each step of making files that may fail."""


@pytest.mark.parametrize("after", [False, True], ids=["instead", "just after"])
@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "Ctrl-C"]
)
@pytest.mark.parametrize("step", CREATION)
@pytest.mark.parametrize("name", ["a", "a/b"])
def test_a_failure_at_any_step_leaves_all_or_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    step: str,
    error: BaseException,
    after: bool,
) -> None:
    place, function = CREATION[step]
    true = getattr(place, function)

    def fail(*arguments: Any, **settings: Any) -> None:
        if after:
            made = true(*arguments, **settings)
            if hasattr(made, "close"):
                made.close()
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(place, function, fail)
        with contextlib.suppress(LevelctlError, KeyboardInterrupt):
            write(tmp_path, FilePlan("function", "X", {name: "one\n"}))

    made = {"a": b"one\n"} if name == "a" else {"a": b"", "a/b": b"one\n"}
    assert tree(tmp_path) in ({}, made)


def test_a_new_focus_takes_over_the_themes_of_the_canon(tmp_path: Path) -> None:
    canon = themed_canon(tmp_path)
    write(canon.root, plan_focus(canon, "Night Nurse", "nursing", "P1..P2"))
    added = open_canon(canon.root, cache=False)
    (focus,) = (each for each in added.foci if each.name == "Night Nurse")
    assert [theme.slug for theme in focus.themes] == ["communication", "safety"]
    assert [sum(duty.generic for duty in each.responsibilities) for each in focus.profiles] == [
        1,
        1,
    ]
