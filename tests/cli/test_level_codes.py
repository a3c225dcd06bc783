"""Every command in a canon whose levels and tracks have codes of their author's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from levelctl.cli.complete import Offer, offer
from owncodes import LEVELS, focus, ladder, write_own_codes
from program import Answer, run

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"

CODES = [code for code, *_ in LEVELS]

WARD = "NURSIN.WARDNURS1234"


@pytest.fixture(scope="module")
def canon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_own_codes(tmp_path_factory.mktemp("own"))


def _answer(canon: Path, *arguments: str) -> dict[str, Any]:
    """Return what a command answers as JSON, which its schema accepts."""
    answer = run("--canon", str(canon), *arguments, "-f", "json")
    assert answer.out, answer.err
    document: dict[str, Any] = json.loads(answer.out)
    path = SCHEMAS / f"{document['schema'].replace('/', '-')}.schema.json"
    if path.exists():  # it is not in the wheel
        validator = jsonschema_rs.Draft202012Validator(json.loads(path.read_text("utf-8")))
        assert [error.message for error in validator.iter_errors(document)] == []
    return document


def _run(canon: Path, *arguments: str) -> Answer:
    return run("--canon", str(canon), *arguments)


def test_the_canon_has_no_errors(canon: Path) -> None:
    report = _answer(canon, "check")

    assert [each for each in report["diagnostics"] if each["severity"] == "error"] == []


@pytest.mark.parametrize("code", CODES)
def test_a_level_is_shown_in_any_case(canon: Path, code: str) -> None:
    assert {_answer(canon, "show", text)["level"]["code"] for text in (code, code.upper())} == {
        code
    }


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        (f"{WARD}.", CODES),
        ("nursin.wardnurs1234.", ["2.1", "senior-2-ic"]),
        ("WARDNURS1234.", ["2.10", "M_2"]),
        ("ward nurse ", CODES),
        ("Staff Nurse.", ["2.10"]),
    ],
)
def test_a_profile_is_found_by_focus_and_level(canon: Path, head: str, codes: list[str]) -> None:
    found = [_answer(canon, "show", f"{head}{code.lower()}")["code"] for code in codes]

    assert found == [f"{WARD}.{code}" for code in codes]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("ward nurse engineer", "IC3"),
        ("ward nurse Engineer 2", "L5"),
        ("Staff Nurse SENIOR ENGINEER 2 (people manager)", "lead"),
        (f"{WARD} Group Manager", "M_2"),
    ],
)
def test_a_profile_is_found_by_focus_and_the_name_of_a_level(
    canon: Path, text: str, level: str
) -> None:
    assert _answer(canon, "show", text)["code"] == f"{WARD}.{level}"


def test_the_name_of_a_level_that_a_focus_lacks_is_no_profile(tmp_path: Path) -> None:
    two = focus(LEVELS[:2]).replace('"2.1"', "L5")
    canon = write_own_codes(tmp_path, {"functions/nursing/ward-nurse.yaml": two})

    by_name, by_code = (_run(canon, "show", f"ward nurse {text}") for text in ("Fellow", "4"))

    assert "'ward nurse Fellow' is not in the canon" in by_name.err
    assert f"{WARD} has no level 4" in by_code.err


def test_a_profile_by_the_name_of_two_levels_is_ambiguous(canon: Path) -> None:
    answer = _run(canon, "show", "ward nurse senior engineer 2")

    assert f"choose one of: {WARD}.senior-2-ic, {WARD}.lead" in answer.err


def test_a_longer_level_is_not_taken_for_its_end(tmp_path: Path) -> None:
    levels = [(code, "IC", f"Grade {code}") for code in ("1", "2.1", "1.2.1")]
    one = {"ladder.yaml": ladder(levels), "functions/nursing/ward-nurse.yaml": None}
    canon = write_own_codes(tmp_path, one)
    _run(canon, "new", "focus", "Ward Nurse", "--function", "nursing", "--levels", "1,2.1,1.2.1")

    found = [_answer(canon, "show", f"ward nurse {code}")["level"]["code"] for code, *_ in levels]

    assert found == ["1", "2.1", "1.2.1"]


def test_a_level_is_found_by_its_name_without_brackets(tmp_path: Path) -> None:
    renamed = ladder().replace("Engineer 2 (People", "Engineer 3 (People")
    canon = write_own_codes(tmp_path / "one", {"ladder.yaml": renamed})
    shared = write_own_codes(tmp_path / "two")

    found = _answer(canon, "show", "senior engineer 3")["level"]["code"]
    refused = _run(shared, "show", "senior engineer 2")

    assert found == "lead"
    assert "it has 2 matches" in refused.err
    assert "choose one of: senior-2-ic, lead" in refused.err


def test_the_level_below_the_first_of_a_branch_is_on_the_other_track(canon: Path) -> None:
    below = {code: _answer(canon, "show", code)["below"] for code in ("lead", "M_2", "IC3")}

    assert {code: found and found["code"] for code, found in below.items()} == {
        "lead": "senior-2-ic",
        "M_2": "lead",
        "IC3": None,
    }


def test_a_function_and_one_of_its_foci_share_a_name(tmp_path: Path) -> None:
    files = {"functions/nursing/nursing.yaml": focus().replace("Ward Nurse", "Nursing")}
    canon = write_own_codes(tmp_path, {**files, "functions/nursing/ward-nurse.yaml": None})
    _run(canon, "new", "focus", "Night Nurse", "--function", "NURSIN", "--levels", "IC3,lead")

    assert _answer(canon, "show", "nursing lead")["code"] == f"{WARD}.lead"


def test_levels_are_compared(canon: Path) -> None:
    levels = _answer(canon, "diff", "ic3", "Senior-2-IC", "2.10")
    profiles = _answer(canon, "diff", f"{WARD}.2.1", "m_2")

    assert [side["level"] for side in levels["sides"]] == ["IC3", "senior-2-ic", "2.10"]
    assert [side["code"] for side in profiles["sides"]] == [f"{WARD}.2.1", f"{WARD}.M_2"]


@pytest.mark.parametrize("level", ["2.1", "SENIOR-2-ic", "principal engineer"])
def test_a_list_is_limited_to_a_level_and_a_track(canon: Path, level: str) -> None:
    document = _answer(canon, "list", "--level", level, "--track", "ic")

    (family,) = document["families"]
    ((focus,),) = (function["foci"] for function in family["functions"])
    (profile,) = focus["profiles"]
    assert profile["level"] in {"2.1", "senior-2-ic"}


def test_a_list_is_limited_to_a_range_of_levels(canon: Path) -> None:
    listed = _run(canon, "list", "--level", "l5..LEAD", "--level", "4").out
    refused = _run(canon, "list", "--level", "lead..L5")

    codes = [line.split("\t")[2] for line in listed.splitlines()]
    assert codes == ["L5", "senior-2-ic", "4", "lead"]
    assert "'lead..L5' is not a range of levels" in refused.err


def test_a_name_of_two_levels_lists_both(tmp_path: Path) -> None:
    renamed = ladder().replace(" (Individual Contributor)", "").replace(" (People Manager)", "")
    canon = write_own_codes(tmp_path, {"ladder.yaml": renamed})

    listed = _run(canon, "list", "--level", "Senior Engineer 2").out

    assert [line.split("\t")[2] for line in listed.splitlines()] == ["senior-2-ic", "lead"]


def test_the_way_from_level_to_level(canon: Path) -> None:
    document = _answer(canon, "path", f"{WARD}.ic3", "2.10")

    assert document["steps"][-1]["to"]["code"] == f"{WARD}.2.10"


def test_the_neighbors_of_a_level_with_a_period(canon: Path) -> None:
    near = _answer(canon, "near", f"{WARD}.2.1", "--track", "people-MANAGER")
    pair = _answer(canon, "near", f"{WARD}.2.1", "--to", "4")

    assert {each["level"] for each in near["neighbours"]} == {"lead", "M_2"}
    assert pair["to"] == f"{WARD}.4"


def test_pay_and_rubric(canon: Path) -> None:
    pay = _answer(canon, "pay", f"{WARD}.2.10")["levels"]
    table, *_ = _answer(canon, "rubric")["tables"]

    assert [each["code"] for each in pay] == [f"{WARD}.{code}" for code in CODES]
    assert [row["level"] for row in table["rows"]] == CODES


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("ic3..j040", ["IC3", "L5", "senior-2-ic", "J040"]),
        ("2.1..2.10", ["2.1", "2.10"]),
        ("M_2, 2.1 .. 4", ["2.1", "2.10", "4", "M_2"]),
        ("lead", ["lead"]),
        ("l5..M_2", ["L5", "senior-2-ic", "lead", "M_2"]),
    ],
)
def test_a_new_focus_has_a_range_of_levels(
    tmp_path: Path, levels: str, expected: list[str]
) -> None:
    canon = write_own_codes(tmp_path)

    made = _answer(canon, "new", "focus", "Night", "--function", "nursing", "--levels", levels)

    page = _answer(canon, "show", made["code"])
    assert [each["level"] for each in page["levels"]] == expected


def test_a_range_that_leaves_out_levels_beside_it_says_so(tmp_path: Path) -> None:
    canon = write_own_codes(tmp_path)
    command = ("new", "focus", "Night", "--function", "nursing", "--levels")

    beside = _run(canon, *command, "l5..M_2")
    whole = _run(canon, *(each.replace("Night", "Day") for each in command), "l5..J040,lead..M_2")

    told = (
        "leaves out J040, 2.1, which no level of the range follows; --levels l5..M_2,J040,2.1 has"
    )
    assert told in beside.err
    assert "leaves out" not in whole.err


def test_a_function_with_the_code_of_a_level_is_found_in_its_case(tmp_path: Path) -> None:
    function = "code: LEAD\nname: Leading\nfamily: care\nsummary: Leads.\n"
    alias = focus().replace("Staff Nurse", "J040")
    files = {
        "functions/leading/function.yaml": function,
        "functions/nursing/ward-nurse.yaml": alias,
    }
    canon = write_own_codes(tmp_path, files)

    kinds = [_answer(canon, "show", text)["kind"] for text in ("lead", "Lead", "LEAD", "J040")]

    assert kinds == ["level", "level", "function", "level"]


def test_numbers_become_codes_without_losing_a_digit(tmp_path: Path) -> None:
    assumed = "assumed: {level: 4, range: [2.1, 2.10]}"
    titles = f"titles: {{{assumed}, numerals: {{spread: 0, levels: {{I: 007}}}}}}\n"
    files = {
        "ladder.yaml": ladder((*LEVELS, ("007", "IC", "Agent")), titles),
        "functions/nursing/ward-nurse.yaml": focus().replace('level: "2.1"', "level: 2.10"),
    }
    canon = write_own_codes(tmp_path, files)

    before = _run(canon, "check").out
    _run(canon, "check", "--fix")

    assert before.count("hint: put it in quotes") == 4
    assert " error " not in _run(canon, "check").out
    fixed = (canon / "ladder.yaml").read_text("utf-8")
    assert 'level: "4", range: ["2.1", "2.10"]}, numerals: {spread: 0, levels: {I: 007}}' in fixed
    assert 'level: "2.10"' in (canon / "functions/nursing/ward-nurse.yaml").read_text("utf-8")
    assert _answer(canon, "show", "charge nurse")["level"]["code"] == "2.10"


@pytest.mark.parametrize(
    "levels", ["4..2.1", "lead..IC3", "J040..lead", "IC3..", "..4", "IC3...4", "IC9"]
)
def test_what_is_no_range(canon: Path, levels: str) -> None:
    answer = _run(canon, "new", "focus", "Night", "--function", "nursing", "--levels", levels)

    assert answer.code == 2
    assert "is not a range of levels" in answer.err


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("IC9", "the levels of this track are IC3, L5"),
        (f"{WARD}.2.11", f"did you mean {WARD}.2.1"),
        ("senior-3-ic", "did you mean senior-2-ic?"),
    ],
)
def test_an_unknown_level_gets_a_hint(canon: Path, typed: str, hint: str) -> None:
    assert hint in _run(canon, "show", typed).err


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("show i", ("words", "IC3")),
        ("show 2", ("words", "2.1", "2.10")),
        ("show 2.", ("words", "2.1", "2.10")),
        ("diff SEN", ("words", "senior-2-ic")),
        ("show wardnurs1234.2.1", ("words", "WARDNURS1234.2.1", "WARDNURS1234.2.10")),
        (f"show {WARD}.2.10", ("words", f"{WARD}.2.10")),
        ("show NURSIN.W", ("parts", WARD)),
        ("list --track p", ("words", "people-manager")),
        ("list --level m", ("words", "M_2")),
        ("new focus x --levels ic3..j", ("words", "ic3..J040")),
        ("new focus x --levels ic3..l", ("words", "ic3..L5", "ic3..lead")),
        ("new focus x --levels 2.1..2", ("words", "2.1..2.1", "2.1..2.10")),
        ("new focus x --levels lead..", ("words", "lead..lead", "lead..M_2")),
        ("new focus x --levels x..", ("words",)),
    ],
)
def test_codes_are_completed(canon: Path, line: str, expected: tuple[str, ...]) -> None:
    kind, *words = expected

    offered = offer(["levelctl", "--canon", str(canon), *line.split()])

    assert offered == Offer("parts" if kind == "parts" else "words", tuple(words))


def test_coded_titles_have_codes_in_any_case(canon: Path, tmp_path: Path) -> None:
    coded = tmp_path / "coded.csv"
    rows = ("Boss,nursin.wardnurs1234.m_2", f"Deputy Boss,{WARD}.2.10", f"Some Nurse,{WARD}")
    coded.write_text("\n".join(("title,code", *rows)), "utf-8")

    titles = ("Boss", "Deputy Boss", "Some Nurse")
    found = [_answer(canon, "match", title, "--prior", str(coded))["best"] for title in titles]

    assert [(each["code"], each["level"]) for each in found] == [
        (f"{WARD}.M_2", "M_2"),
        (f"{WARD}.2.10", "2.10"),
        (WARD, None),
    ]


def test_a_coded_title_of_another_level_is_refused(canon: Path, tmp_path: Path) -> None:
    coded = tmp_path / "coded.csv"
    coded.write_text(f"title,code\nBoss,{WARD}.2.11\n", "utf-8")

    answer = _run(canon, "match", "Boss", "--prior", str(coded))

    assert answer.code == 3
    assert f"line 2: {WARD}.2.11 is no code of this canon" in answer.err
    assert f"did you mean '{WARD}.2.1'?" in answer.err


@pytest.mark.parametrize(
    ("expected", "right"),
    [
        (f"{WARD}.2.10,", True),
        (f"{WARD.lower()}.2.10,2.10", True),
        (f"{WARD},", True),
        (f"{WARD}.2.1|{WARD}.2.10,", True),
        (f"{WARD}.2.1,", False),
        (f"{WARD}.2,", False),
        (",2.1", False),
        (",2", False),
    ],
)
def test_a_code_expected_of_a_title_is_whole(
    canon: Path, tmp_path: Path, expected: str, right: bool
) -> None:
    golden = tmp_path / "golden.csv"
    golden.write_text(f"title,code,level\nWard Nurse 2.10,{expected}\n", "utf-8")

    document = _answer(canon, "match", "--golden", str(golden))

    assert document["right"] == int(right)


def test_a_row_without_a_level_has_an_empty_cell(canon: Path, tmp_path: Path) -> None:
    titles = tmp_path / "titles.csv"
    titles.write_text("title\nWard Nurse\n", "utf-8")

    heading, row = _run(canon, "match", "--from", str(titles), "-f", "csv").out.splitlines()

    cells = dict(zip(heading.split(","), row.split(","), strict=False))
    assert (cells["code"], cells["level"], cells["low"]) == (WARD, "", "IC3")
