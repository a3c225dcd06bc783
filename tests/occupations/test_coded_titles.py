"""Imported lists of coded titles: stored with titles and codes alone, replaced and removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.answers.imports import ListedTitles, from_onet, from_titles, listing, remove
from levelctl.errors import CanonError, LevelctlError
from levelctl.layout import imports as layout
from levelctl.occupations import coded_titles
from levelctl.occupations.coded_titles import CodedTitle
from levelctl.output import plain
from levelctl.titles.coded.reading import coded_titles_of
from program import run

ROWS = "title,name,code\nWard Nurse,Ada,29-1141\nWard Nurse,Bo,29-1141.00\nZoo Boss,Cy,39-2021\n"
ONET = "O*NET-SOC Code\tTitle\n29-1141.00\tRegistered Nurses\n"


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def file(root: Path, content: str = ROWS, name: str = "visa.csv") -> Path:
    path = root / name
    path.write_text(content, "utf-8")
    return path


def import_onet(root: Path) -> None:
    (root / "db").mkdir(exist_ok=True)
    (root / "db" / "Occupation Data.txt").write_text(ONET, "utf-8")
    from_onet(root / "db")


def stored(name: str) -> list[CodedTitle]:
    found = coded_titles.opened(name)
    assert found
    return coded_titles.titles_of(*found)


def test_titles_and_codes_are_stored_and_nothing_else(tmp_path: Path) -> None:
    assert from_titles(file(tmp_path)) == ListedTitles("visa", 3, 3, 0, ())
    assert stored("VISA") == [
        CodedTitle(2, "Ward Nurse", ("29-1141",), 1),
        CodedTitle(3, "Ward Nurse", ("29-1141.00",), 1),
        CodedTitle(4, "Zoo Boss", ("39-2021",), 1),
    ]
    (store,) = (tmp_path / "data").rglob("coded-titles.sqlite")
    assert b"Ward Nurse" in store.read_bytes()
    assert b"Ada" not in store.read_bytes()


def test_what_is_removed_is_gone_from_the_disk(tmp_path: Path) -> None:
    import_onet(tmp_path)
    from_titles(file(tmp_path))
    from_titles(file(tmp_path, "title,code\nWard Wizard,29-1141\n"), "Ours 2024")
    assert [each.name for each in listing().titles] == ["ours-2024", "visa"]

    assert [each.name for each in remove("VISA").titles] == ["visa"]

    (store,) = (tmp_path / "data").rglob("coded-titles.sqlite")
    assert b"Ward Nurse" not in store.read_bytes()
    assert stored("ours-2024") == [CodedTitle(2, "Ward Wizard", ("29-1141",), 1)]
    assert remove("ours-2024").titles[0].titles == 1
    assert not store.exists()


def test_an_import_replaces_the_list_of_its_name_alone(tmp_path: Path) -> None:
    from_titles(file(tmp_path), "one")
    from_titles(file(tmp_path), "two")
    from_titles(file(tmp_path, "title,code\nBoss,11-1011\n"), "one")
    assert [(each.name, each.titles) for each in listing().titles] == [("one", 1), ("two", 3)]
    assert [each.title for each in stored("one")] == ["Boss"]
    assert len(stored("two")) == 3


def test_many_titles_are_in_several_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coded_titles, "AT_ONCE", 2)
    from_titles(file(tmp_path))
    assert [each.line for each in stored("visa")] == [2, 3, 4]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("visa-2024", "visa-2024", id="a-name"),
        pytest.param("Title List (März)", "title-list-m-rz", id="other-characters"),
    ],
)
def test_the_name_of_a_list(text: str, name: str) -> None:
    assert coded_titles.list_name(text) == name


@pytest.mark.parametrize("text", ["", "---", "...", "x" * 51, "onet", "OEWS", "O*NET-SOC", "日本"])
def test_what_is_no_name_of_a_list(tmp_path: Path, text: str) -> None:
    with pytest.raises(LevelctlError, match=r"cannot be the name of a list of titles$") as caught:
        from_titles(file(tmp_path), text)
    assert "--as NAME" in caught.value.hint
    assert listing().titles == ()


def test_codes_that_the_scheme_lacks_are_left_out_and_told(tmp_path: Path) -> None:
    import_onet(tmp_path)
    reason = "line 4: 39-2021 is no code of the scheme"
    assert from_titles(file(tmp_path)) == ListedTitles("visa", 2, 2, 1, (reason,))
    assert plain.export(layout.document(listing())).endswith(
        f"\nvisa\nTitles: 2\nCodes: 2\nLeft out: 1 row of its file: {reason}\n"
    )
    assert [*layout.rows(listing(), headings=False)][-1] == ("visa", "", "2", "2 titles")
    with pytest.raises(CanonError, match=r"^old\.csv has no code of the scheme: 1 row is left out"):
        from_titles(file(tmp_path, "title,code\nBoss,11-1031\n", "old.csv"))
    assert [each.name for each in listing().titles] == ["visa"]


def test_codes_of_a_canon_wait_for_their_canon(tmp_path: Path) -> None:
    import_onet(tmp_path)
    path = file(tmp_path, "title,code\nBoss,A.B\nHead,A.B.M2\n")
    assert from_titles(path) == ListedTitles("visa", 2, 2, 0, ())


def test_a_damaged_store_is_one_error(tmp_path: Path) -> None:
    from_titles(file(tmp_path))
    (store,) = (tmp_path / "data").rglob("coded-titles.sqlite")
    store.write_bytes(b"none")
    for work in (listing, lambda: from_titles(file(tmp_path)), lambda: remove("visa")):
        with pytest.raises(CanonError, match=r"^the imported coded-titles in .* cannot be read: "):
            work()


def test_the_command(tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path / "data")}
    done = run("import", "titles", str(file(tmp_path)), "--as", "Visa 2024", env=env)
    assert (done.code, done.out) == (0, "visa-2024\t\t3\t3 titles\n")
    assert done.err == (
        "levelctl: imported 3 titles as visa-2024: match --prior visa-2024 uses them\n"
    )

    partly = run("import", "titles", str(file(tmp_path, f"{ROWS}Chief,Di,\n,Ed,1\n")), env=env)
    assert partly.code == 3
    assert partly.err.splitlines()[1] == (
        "levelctl: left out 2 rows of its file: line 5: it has no code; line 6: it has no title"
    )
    assert run("import", "--list", env=env).out.count("\n") == 2

    gone = run("import", "--remove", "visa-2024", env=env)
    assert (gone.code, gone.err) == (0, "levelctl: removed visa-2024: 3 titles\n")
    other = run("import", "--remove", "visa-2024", env=env)
    assert (other.code, other.err.splitlines()[1]) == (2, "hint: imported: visa")

    for arguments, message in (
        (("titles", "x.csv", "--release", "1"), "titles has no --release"),
        (("onet", "x", "--as", "y"), "onet has no --as"),
    ):
        wrong = run("import", *arguments, env=env)
        assert (wrong.code, wrong.err.splitlines()[0]) == (2, f"levelctl: {message}")


@pytest.mark.parametrize("spelled", ["our-list", "OUR.list", "our list", "our/list", "../Our List"])
def test_a_list_is_found_by_each_spelling_of_its_name(tmp_path: Path, spelled: str) -> None:
    told: list[str] = []
    from_titles(file(tmp_path), "our-list", told.append)
    assert told == []
    from_titles(file(tmp_path), spelled, told.append)
    (line,) = told
    assert line.startswith("replaces the list our-list, which had ")
    assert coded_titles_of(spelled).name == "our-list"
    assert [each.name for each in remove(spelled).titles] == ["our-list"]
