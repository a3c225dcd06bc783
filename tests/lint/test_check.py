"""Which files of which canons are checked, and which of their findings count."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean import CANON, CLINIC, CLINIC_FILE, FILES, WARD, WARD_FILE
from clean import write_clean as write
from levelctl.diagnostics import Severity
from levelctl.errors import CanonError, LevelctlError
from levelctl.lint.check import check

FAULTY: dict[str, str] = {
    WARD_FILE: WARD.replace("median: 38000", "median: 44500").replace("Hospital", "Hospit\u200bal"),
    CLINIC_FILE: CLINIC.replace("[Outpatient Nurse]", "[Junior Ward Nurse]"),
}
ORDER = (WARD_FILE, "pay-order")
INVISIBLE = (WARD_FILE, "invisible-character")
CLAIMED = (WARD_FILE, "alias-claimed")
RULES = ("pay-order", "invisible-character", "alias-claimed")
ALL = {ORDER, INVISIBLE, CLAIMED}


@pytest.fixture
def canon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write(tmp_path / "canon", FAULTY)


def found(*paths: str | Path, **options: object) -> set[tuple[str, str]]:
    """Return path and rule of the findings in *paths*, below the canon of the fixture."""
    options = {"select": RULES, **options}
    report = check([Path(path) for path in paths], cache=False, **options)  # type: ignore[arg-type]
    return {(each.path.removeprefix("canon/"), each.rule) for each in report.diagnostics}


in_canon = pytest.mark.usefixtures("canon")


@in_canon
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("canon", ALL, id="a canon"),
        pytest.param(".", ALL, id="a folder that holds a canon"),
        pytest.param("canon/canon.yaml", set(), id="a file without a finding"),
        pytest.param(f"canon/{WARD_FILE}", ALL, id="a file with findings"),
        pytest.param(f"canon/{CLINIC_FILE}", {CLAIMED}, id="a file that a finding elsewhere names"),
        pytest.param("canon/functions", ALL, id="a folder of files"),
        pytest.param("canon/functions/nursing/", ALL, id="a folder of one function"),
        pytest.param("canon/functions/storage", set(), id="another folder"),
        pytest.param("canon/functions/../functions/nursing", ALL, id="a roundabout path"),
    ],
)
def test_a_finding_is_reported_if_it_or_a_related_place_is_in_a_path(
    path: str, expected: set[tuple[str, str]]
) -> None:
    assert found(path) == expected
    assert found(Path(path).absolute()) == expected


@in_canon
def test_several_paths_add_up() -> None:
    assert found(f"canon/{CLINIC_FILE}", "canon/functions/storage") == {CLAIMED}
    assert found(f"canon/{CLINIC_FILE}", f"canon/{WARD_FILE}") == ALL


@in_canon
def test_several_canons_are_each_checked() -> None:
    write(Path("other"), {})
    report = check([Path()], cache=False, select=RULES)

    assert [each.folder for each in report.canons] == ["canon", "other"]
    assert report.files == 16
    assert report.errors == 2


def test_without_a_path_the_canon_of_the_command_line_is_checked(
    canon: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(canon / "functions" / "nursing")
    report = check(cache=False, select=["pay-order"])

    assert [each.path for each in report.diagnostics] == [f"../../{WARD_FILE}"]


def test_a_named_canon_goes_with_paths_of_it(canon: Path) -> None:
    assert found(f"canon/{CLINIC_FILE}", canon=canon) == {CLAIMED}


@pytest.mark.parametrize(
    ("path", "error", "message"),
    [
        pytest.param("nowhere", CanonError, "nowhere does not exist", id="no file"),
        pytest.param("empty", LevelctlError, "there is no canon in empty", id="no canon below"),
        pytest.param("a.yaml", LevelctlError, "a.yaml is not part of a canon", id="no canon above"),
        pytest.param(
            "canon/README.md",
            LevelctlError,
            "canon/README.md is not a file of the canon canon",
            id="another file",
        ),
    ],
)
def test_a_path_that_is_not_part_of_a_canon(
    canon: Path, path: str, error: type[LevelctlError], message: str
) -> None:
    Path("empty").mkdir()
    Path("a.yaml").touch()
    (canon / "README.md").touch()

    with pytest.raises(error) as caught:
        found(path)

    assert (type(caught.value), str(caught.value)) == (error, message)


@in_canon
@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        pytest.param(["pay-order"], [], {ORDER}, id="a rule"),
        pytest.param(["titles"], [], {CLAIMED}, id="a group"),
        pytest.param(["pay", "invisible-character"], [], {ORDER, INVISIBLE}, id="both"),
        pytest.param(RULES, ["pay-order"], {INVISIBLE, CLAIMED}, id="but one"),
        pytest.param(RULES, ["structure", "titles"], {ORDER}, id="but two groups"),
        pytest.param(["pay-order"], ["pay-order"], set(), id="nothing"),
    ],
)
def test_rules_are_chosen_by_name_and_group(
    select: list[str], ignore: list[str], expected: set[tuple[str, str]]
) -> None:
    assert found("canon", select=select, ignore=ignore) == expected


def settings(text: str) -> dict[str, str]:
    return {**FAULTY, "canon.yaml": f"{CANON}check: {text}\n"}


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        pytest.param("{select: [pay-order]}", {}, {ORDER}, id="select"),
        pytest.param(
            "{select: [titles]}", {"select": ["pay"]}, {ORDER}, id="the option goes first"
        ),
        pytest.param(
            "{select: [pay-order, titles], ignore: [pay-order]}", {}, {CLAIMED}, id="ignore"
        ),
        pytest.param(
            "{select: [pay, titles], ignore: [pay-order]}",
            {"ignore": ["titles"]},
            set(),
            id="both ignore",
        ),
    ],
)
def test_the_settings_of_the_canon_count(
    canon: Path, text: str, asked: dict[str, object], expected: set[tuple[str, str]]
) -> None:
    write(canon, settings(text))

    assert found("canon", **{"select": (), **asked}) == expected


@pytest.mark.parametrize(
    ("text", "fail_on", "fails"),
    [
        pytest.param("{}", None, True, id="errors do"),
        pytest.param("{severity: {pay-order: warning}}", None, False, id="warnings do not"),
        pytest.param("{severity: {pay-order: warning}}", "warning", True, id="unless asked"),
        pytest.param("{severity: {pay-order: note}}", "warning", False, id="a note is less"),
        pytest.param("{severity: {pay-order: note}}", "note", True, id="notes, if asked"),
        pytest.param("{severity: {pay-order: note}, fail_on: note}", None, True, id="by settings"),
        pytest.param(
            "{fail_on: note, severity: {pay-order: note}}", "error", False, id="option first"
        ),
    ],
)
def test_what_fails(canon: Path, text: str, fail_on: str | None, fails: bool) -> None:
    write(canon, settings(text))

    report = check(
        [canon],
        select=["pay-order"],
        fail_on=Severity(fail_on) if fail_on else None,
        cache=False,
    )

    assert report.fails == fails
    assert report.errors + report.warnings + report.notes == len(report.diagnostics) == 1


@in_canon
def test_the_nearest_rule_is_suggested_for_an_unknown_one() -> None:
    with pytest.raises(LevelctlError, match=r"^'pay-odrer' is not a rule$") as caught:
        found("canon", select=["pay-odrer"])

    assert caught.value.hint == "did you mean 'pay-order'?"


def test_diagnostics_are_sorted_by_file_and_line(canon: Path) -> None:
    places = [(each.path, each.span) for each in check([canon], cache=False).diagnostics]

    assert places == sorted(places)
    assert len(places) > 2


def test_a_canon_without_required_files_still_has_its_other_errors_reported(tmp_path: Path) -> None:
    root = write(tmp_path, {"ladder.yaml": None, WARD_FILE: "code: [\n"})

    report = check([root], cache=False)

    assert [(Path(each.path).name, each.rule) for each in report.diagnostics] == [
        ("ward-nurse.yaml", "syntax"),
        ("ladder.yaml", "syntax"),
    ]


def test_every_file_of_the_clean_canon_is_counted(tmp_path: Path) -> None:
    assert check([write(tmp_path)], cache=False).files == len(FILES)
