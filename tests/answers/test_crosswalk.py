"""From foci to codes of published schemes and back, by the schemes' own groups."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from fnmatch import fnmatchcase
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl import crosswalk, open_canon
from levelctl.answers.crosswalk import (
    CodeCrosswalk,
    CodeGroup,
    EditionMatch,
    FocusCrosswalk,
    GroupLookup,
    SchemePlace,
)
from levelctl.answers.crosswalk.hierarchy import Hierarchies, Hierarchy, SchemeEdition, known_forms
from levelctl.canon import package_data
from levelctl.canon.canon import Canon
from levelctl.errors import LevelctlError
from levelctl.occupations import schemes
from program import run
from small import CANON, CLINIC, KEEPER, WARD, write_canon

HIERARCHIES = Hierarchies({form.name: form for form in known_forms()})
SOC = HIERARCHIES.of(SchemeEdition("SOC", "2018"))
ONET = HIERARCHIES.of(SchemeEdition("O*NET-SOC", "2019"))

SHARED = Path("/work/shared/data")


def _rows(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{path} is not on this machine")
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


# The hierarchies.


@pytest.mark.parametrize(
    ("scheme", "version", "code", "groups"),
    [
        pytest.param(
            "SOC", "2018", "15-1252", ["15-1250", "15-1200", "15-0000"], id="an irregular group"
        ),
        pytest.param(
            "SOC", "2010", "15-1132", ["15-1130", "15-1100", "15-0000"], id="another in 2010"
        ),
        pytest.param(
            "SOC", "2000", "15-1031", ["15-1030", "15-1000", "15-0000"], id="none in 2000"
        ),
        pytest.param("SOC", "2018", "31-1121", ["31-1120", "31-1100", "31-0000"], id="31-1100"),
        pytest.param("SOC", "2018", "51-5112", ["51-5110", "51-5100", "51-0000"], id="51-5100"),
        pytest.param("SOC", "2018", "29-1141", ["29-1140", "29-1000", "29-0000"], id="regular"),
        pytest.param("SOC", "2018", "15-1250", ["15-1200", "15-0000"], id="of a broad occupation"),
        pytest.param("SOC", "2018", "15-1200", ["15-0000"], id="of a minor group"),
        pytest.param("SOC", "2018", "15-0000", [], id="of a major group"),
        pytest.param(
            "O*NET-SOC",
            "2019",
            "15-1299.08",
            ["15-1299", "15-1290", "15-1200", "15-0000"],
            id="two digits more",
        ),
        pytest.param(
            "O*NET-SOC",
            "2019",
            "15-1252.00",
            ["15-1252", "15-1250", "15-1200", "15-0000"],
            id="two digits that add nothing",
        ),
        pytest.param(
            "O*NET-SOC",
            "2010",
            "15-1132.00",
            ["15-1132", "15-1130", "15-1100", "15-0000"],
            id="the older taxonomy rests on the older SOC",
        ),
        pytest.param("ISCO", "08", "2512", ["251", "25", "2"], id="ISCO"),
        pytest.param("ISCO", "68", "061", ["06", "0"], id="ISCO-68 has a level less"),
        pytest.param("ROME", "4", "M1805", [], id="a scheme that is not known"),
    ],
)
def test_the_groups_of_a_code(scheme: str, version: str, code: str, groups: list[str]) -> None:
    found = HIERARCHIES.of(SchemeEdition(scheme, version)).groups(code)
    assert [group for _, group in found] == groups


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("15-1252.01", "O*NET-SOC occupation"),
        ("15-1252", "detailed occupation"),
        ("15-1250", "broad occupation"),
        ("15-1200", "minor group"),
        ("15-1000", "minor group"),
        ("15-2000", "minor group"),
        ("15-0000", "major group"),
    ],
)
def test_what_a_code_is(code: str, name: str) -> None:
    depth = ONET.depth(code)
    assert depth is not None
    assert ONET.levels[depth].group.name == name


def _name(hierarchy: Hierarchy, code: str) -> str | None:
    depth = hierarchy.depth(code)
    return hierarchy.levels[depth].group.name if depth is not None else None


def test_the_groups_agree_with_the_published_wages() -> None:
    """Every row names its kind of group; some broad occupations represent what is in them."""
    rows = _rows("oews/national_May2024.csv")
    majors = {row["OCC_CODE"] for row in rows if row["O_GROUP"] == "major"}
    kinds = {
        "major": {"major group"},
        "minor": {"minor group"},
        "broad": {"broad occupation"},
        "detailed": {"detailed occupation", "broad occupation"},
    }
    assert len(rows) > 800
    assert len(majors) == 22
    for row in rows:
        code = row["OCC_CODE"]
        assert _name(SOC, code) in kinds[row["O_GROUP"]], code
        assert SOC.groups(code)[-1:] == () or SOC.groups(code)[-1][1] in majors
    broad = [row["OCC_CODE"] for row in rows if row["O_GROUP"] == "detailed"]
    assert [code for code in broad if _name(SOC, code) == "broad occupation"] == [
        code for code in broad if code.endswith("0")
    ]


def test_the_irregular_groups_are_those_without_a_broad_occupation_of_their_own_digits() -> None:
    """
    Where all codes of a minor group leave out a digit, that is what its own code has.

    The third digit alone tells the group, so that 15-1211 and 15-1299 are in one, and there is
    no code with which 15-1000 would begin.
    """
    codes = [row["O*NET-SOC Code"] for row in _rows("onet/Occupation Data.txt", delimiter="\t")]
    fourth = defaultdict(set)
    for code in codes:
        fourth[code[:4]].add(code[4])
    irregular = {f"{start}{min(digits)}00" for start, digits in fourth.items() if "0" not in digits}
    (minor,) = [level.group for level in SOC.levels if level.group.name == "minor group"]
    assert {*minor.irregular["2018"]} == irregular
    assert len(fourth) == 98  # as many minor groups as the SOC of 2018 says it has
    assert {level.cut(code) for code in codes for level in SOC.levels[2:3]} == {
        f"{start}{min(digits) if '0' not in digits else 0}00" for start, digits in fourth.items()
    }


soc_codes = st.from_regex(r"[1-5][1-9]-[1-9][0-9][1-9][0-9]", fullmatch=True)


@given(st.sampled_from([SOC, HIERARCHIES.of(SchemeEdition("SOC", "2010"))]), soc_codes)
def test_a_group_of_a_group_is_the_same_as_of_the_code(hierarchy: Hierarchy, code: str) -> None:
    groups = [group for _, group in hierarchy.groups(code)]
    for number, group in enumerate(groups):
        assert [each for _, each in hierarchy.groups(group)] == groups[number + 1 :]
    assert hierarchy.normal(hierarchy.normal(code)) == hierarchy.normal(code)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("15", "15-0000"),
        ("15-", "15-0000"),
        ("15-1", "15-1200"),
        ("15-12", "15-1200"),
        ("31-11", "31-1100"),
        ("51-5", "51-5100"),
        ("29-1", "29-1000"),
        ("11-302", "11-3020"),
        ("1", None),
        ("15-13", None),
        ("", None),
        ("-", None),
    ],
)
def test_a_code_can_end_at_its_group(text: str, group: str | None) -> None:
    assert SOC.group_of(text) == group


def test_what_is_known_of_schemes_has_the_form_of_a_canon() -> None:
    whole = json.loads((package_data.SCHEMAS / "canon.schema.json").read_text("utf-8"))
    form = {"type": "object", "additionalProperties": {"$ref": "#/$defs/scheme"}}
    validator = jsonschema_rs.Draft202012Validator({**form, "$defs": whole["$defs"]})
    known = json.loads(package_data.SCHEMES.read_text("utf-8"))
    assert [*known] == ["O*NET-SOC", "SOC", "ISCO"]
    assert [*validator.iter_errors(known)] == []


def test_what_is_known_of_schemes_agrees_with_the_reference_canon(reference: Canon) -> None:
    said = {form.name: form for form in reference.settings.schemes}
    for form in known_forms():
        assert (form.pattern, form.versions) == (said[form.name].pattern, said[form.name].versions)


# From a focus.


def test_from_a_profile_to_its_codes(reference: Canon) -> None:
    assert crosswalk(reference, "tech pm P2") == FocusCrosswalk(
        code="TECHNI2.TECHNICAF44E",
        title="Technical Product Manager",
        places=(
            SchemePlace(
                "O*NET-SOC",
                "2019",
                "11-3021",
                None,
                "jfm-factory.resolve",
                (
                    CodeGroup("broad occupation", "SOC", "2018", "11-3020", None),
                    CodeGroup("minor group", "SOC", "2018", "11-3000", None),
                    CodeGroup("major group", "SOC", "2018", "11-0000", None),
                ),
            ),
        ),
        next=("levelctl crosswalk 11-3021", "levelctl show TECHNI2.TECHNICAF44E"),
    )


def test_a_focus_without_a_place(small_canon: Canon) -> None:
    found = crosswalk(small_canon, "clinic nurse")
    assert isinstance(found, FocusCrosswalk)
    assert (found.places, found.found) == ((), False)


# From a code.

PLACES = {
    "ward": [("O*NET-SOC", "2019", "15-1252.00")],
    "clinic": [("O*NET-SOC", "2019", "15-1299.08"), ("ISCO", "08", "2512")],
    "keeper": [("O*NET-SOC", "2010", "15-1132.00"), ("SOC", "2018", "15-2051")],
}


def _placed(text: str, places: list[tuple[str, str, str]]) -> str:
    lines = "".join(
        f'  - {{scheme: "{scheme}", version: "{version}", code: "{code}", source: test}}\n'
        for scheme, version, code in places
    )
    rest = text.replace(
        'classification:\n  - {scheme: ISCO, version: "08", code: "2221", source: test}\n', ""
    )
    head, levels, tail = rest.partition("levels:\n")
    return f"{head}classification:\n{lines}{levels}{tail}"


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Canon:
    """Return the small canon with other places."""
    return _canon(tmp_path_factory.mktemp("placed"))


def _canon(root: Path, places: dict[str, list[tuple[str, str, str]]] | None = None) -> Canon:
    found = places or PLACES
    write_canon(
        root,
        {
            "functions/nursing/ward-nurse.yaml": _placed(WARD, found["ward"]),
            "functions/nursing/clinic-nurse.yaml": _placed(CLINIC, found["clinic"]),
            "functions/storage/storekeeper.yaml": _placed(KEEPER, found["keeper"]),
        },
    )
    canon = open_canon(root, cache=False)
    assert not canon.diagnostics
    return canon


Looked = list[tuple[str, str, list[tuple[str, str]]]]


def _looked(reading: EditionMatch) -> Looked:
    return [
        (step.name, step.code, [(each.focus, each.code) for each in step.carriers])
        for step in reading.steps
    ]


WARD_CODE, CLINIC_CODE, KEEPER_CODE = (
    "NURSIN.WARDNURS1234",
    "NURSIN.CLINICNU5678",
    "STORAG.STOREKEEABCD",
)
EXACT_WARD = ("exact", "15-1252", [(WARD_CODE, "15-1252.00")])


@pytest.mark.parametrize(
    ("text", "every", "readings"),
    [
        pytest.param(
            "15-1252",
            False,
            {("SOC", "2018"): [EXACT_WARD]},
            id="a code of one edition",
        ),
        pytest.param(
            "15-1252.00",
            False,
            {("SOC", "2018"): [EXACT_WARD]},
            id="an ending that says nothing",
        ),
        pytest.param(
            "15-1299",
            False,
            {
                ("SOC", "2018"): [
                    ("exact", "15-1299", []),
                    ("detailed occupation", "15-1299", [(CLINIC_CODE, "15-1299.08")]),
                ],
            },
            id="what is in it",
        ),
        pytest.param(
            "15-1131",
            False,
            {
                ("SOC", "2010"): [
                    ("exact", "15-1131", []),
                    ("broad occupation", "15-1130", [(KEEPER_CODE, "15-1132.00")]),
                ]
            },
            id="a code of the other edition",
        ),
        pytest.param(
            "15-1211",
            False,
            {
                ("SOC", "2018"): [
                    ("exact", "15-1211", []),
                    ("broad occupation", "15-1210", []),
                    (
                        "minor group",
                        "15-1200",
                        [(CLINIC_CODE, "15-1299.08"), (WARD_CODE, "15-1252.00")],
                    ),
                ]
            },
            id="wider groups",
        ),
        pytest.param(
            "2519",
            True,
            {
                ("ISCO", "08"): [
                    ("exact", "2519", []),
                    ("minor group", "251", [(CLINIC_CODE, "2512")]),
                    ("sub-major group", "25", []),
                    ("major group", "2", []),
                ]
            },
            id="all steps",
        ),
        pytest.param(
            "2",
            False,
            {("ISCO", "08"): [("exact", "2", []), ("major group", "2", [(CLINIC_CODE, "2512")])]},
            id="a major group of one digit",
        ),
    ],
)
def test_from_a_code(
    placed: Canon, text: str, every: bool, readings: dict[tuple[str, str], Looked]
) -> None:
    found = crosswalk(placed, text, every=every)
    assert isinstance(found, CodeCrosswalk)
    assert {(each.scheme, each.version): _looked(each) for each in found.readings} == readings
    assert found.found


def test_steps_widen_and_each_focus_is_listed_once(placed: Canon) -> None:
    found = crosswalk(placed, "15-1252", scheme="soc", every=True)
    assert isinstance(found, CodeCrosswalk)
    (reading,) = [each for each in found.readings if each.version == "2018"]
    assert _looked(reading) == [
        EXACT_WARD,
        ("broad occupation", "15-1250", []),
        ("minor group", "15-1200", [(CLINIC_CODE, "15-1299.08")]),
        ("major group", "15-0000", [(KEEPER_CODE, "15-2051")]),
    ]


@pytest.mark.parametrize(
    ("text", "scheme", "code"),
    [
        pytest.param("15-125", None, "15-1250", id="a broad occupation"),
        pytest.param("15-12", None, "15-1200", id="an irregular minor group"),
        pytest.param("15-1", None, "15-1200", id="and by its digits"),
        pytest.param("15-1000", None, "15-1200", id="and as if it were regular"),
        pytest.param("15", "SOC", "15-0000", id="a major group"),
        pytest.param("25", "ISCO", "25", id="digits of another scheme"),
        pytest.param(" 15-1250 ", None, "15-1250", id="spaces"),
    ],
)
def test_a_code_in_short(placed: Canon, text: str, scheme: str | None, code: str) -> None:
    found = crosswalk(placed, text, scheme=scheme)
    assert isinstance(found, CodeCrosswalk)
    assert code in [each.code for each in found.readings]


def test_nobody_carries_it(placed: Canon) -> None:
    found = crosswalk(placed, "15-2011")
    assert isinstance(found, CodeCrosswalk)
    assert {each.version: each.found for each in found.readings} == {"2010": True, "2018": True}
    other = crosswalk(placed, "51-1011")
    assert isinstance(other, CodeCrosswalk)
    assert not other.found
    assert other.next == ("levelctl list --has classification",)


def test_a_canon_without_places_names_every_edition(small_canon: Canon) -> None:
    found = crosswalk(small_canon, "15-1252")
    assert isinstance(found, CodeCrosswalk)
    assert [(each.scheme, each.version) for each in found.readings] == [("SOC", "2018")]
    every = crosswalk(small_canon, "11-3021")
    assert isinstance(every, CodeCrosswalk)
    assert [(each.scheme, each.version) for each in every.readings] == [
        ("SOC", "2010"),
        ("SOC", "2018"),
        ("SOC", "2000"),
    ]
    assert not found.found
    assert found.next == ("levelctl list --has classification",)


@pytest.mark.parametrize(
    ("text", "scheme", "message", "hint"),
    [
        pytest.param(
            "15-12522",
            None,
            "'15-12522' is neither in the canon nor an occupation code",
            "did you mean 15-1252.00 (O*NET-SOC 2019)*",
            id="a digit too many",
        ),
        pytest.param(
            "nonsense",
            None,
            "'nonsense' is not in the canon",
            "levelctl list shows the contents of the canon",
            id="nonsense",
        ),
        pytest.param(
            "nursing",
            None,
            "NURSIN is a function, not a focus",
            "give a code such as FUNCTION.FOCUS; levelctl list *",
            id="a function",
        ),
        pytest.param(
            "15-1252",
            "ISCO",
            "'15-1252' is not a code of ISCO",
            "an example is 2431",
            id="another's code",
        ),
        pytest.param(
            "2210",
            None,
            "'2210' is not a code of ISCO 08",
            "codes that begin like it: 2211, 2212",
            id="digits that are no code",
        ),
        pytest.param(
            "2213",
            "ISCO",
            "'2213' is a code of ISCO 88, not of ISCO 08",
            "give a code of ISCO 08; *",
            id="a unit group of another edition",
        ),
        pytest.param(
            "15-1031",
            None,
            "'15-1031' is a code of SOC 2000, not of SOC 2010 or SOC 2018",
            "*",
            id="an occupation of another edition",
        ),
        pytest.param(
            "15-1199.99",
            None,
            "'15-1199.99' is not a code of O*NET-SOC 2010 or O*NET-SOC 2019",
            "*",
            id="an ending that no edition has",
        ),
        pytest.param(
            "15-1259",
            "SOC",
            "'15-1259' is not a code of SOC 2010 or SOC 2018",
            "codes that begin like it: 15-1250, 15-1251, *",
            id="no occupation",
        ),
        pytest.param(
            "1",
            "KldB",
            "'KldB' is not a scheme",
            "choose one of: O*NET-SOC, SOC, ISCO",
            id="no such scheme",
        ),
    ],
)
def test_what_is_no_code(
    placed: Canon, text: str, scheme: str | None, message: str, hint: str
) -> None:
    with pytest.raises(LevelctlError) as caught:
        crosswalk(placed, text, scheme=scheme)
    assert str(caught.value) == message
    assert fnmatchcase(caught.value.hint, hint), caught.value.hint


def test_a_scheme_of_the_canon_s_own(tmp_path: Path) -> None:
    own = """\
schemes:
  KldB:
    pattern: '\\d{1,5}'
    example: "43414"
    versions: ["2010", "2020"]
    groups:
      - {name: occupational type, keep: 5}
      - {name: occupational group, keep: 3}
      - {name: occupational area, keep: 1}
"""
    changes = {
        "canon.yaml": CANON.replace("spaces:", own + "spaces:"),
        "functions/nursing/ward-nurse.yaml": _placed(WARD, [("KldB", "2020", "43414")]),
        "functions/nursing/clinic-nurse.yaml": _placed(CLINIC, [("Own", "1", "A-7")]),
    }
    canon = open_canon(write_canon(tmp_path, changes), cache=False)
    assert not canon.diagnostics
    found = crosswalk(canon, "43499")
    assert isinstance(found, CodeCrosswalk)
    assert [(each.scheme, each.version, _looked(each)) for each in found.readings] == [
        (
            "KldB",
            "2020",
            [("exact", "43499", []), ("occupational group", "434", [(WARD_CODE, "43414")])],
        )
    ]
    # Of a scheme that nobody describes, only the very code is known.
    other = crosswalk(canon, "A-7")
    assert isinstance(other, CodeCrosswalk)
    assert [(each.group, _looked(each)) for each in other.readings] == [
        (None, [("exact", "A-7", [(CLINIC_CODE, "A-7")])])
    ]


def test_two_schemes_that_extend_each_other_end(tmp_path: Path) -> None:
    own = """\
schemes:
  A: {pattern: '\\w+', example: a, versions: ["1"], groups: [{name: a, keep: 2}],
      extends: {scheme: B, versions: {"1": "1"}}}
  B: {pattern: '\\w+', example: b, versions: ["1"], groups: [{name: b, keep: 1}],
      extends: {scheme: A, versions: {"1": "1"}}}
"""
    canon = open_canon(
        write_canon(tmp_path, {"canon.yaml": CANON.replace("spaces:", own + "spaces:")}),
        cache=False,
    )
    found = crosswalk(canon, "xy", scheme="A")
    assert isinstance(found, CodeCrosswalk)
    assert [[step.code for step in each.steps] for each in found.readings] == [["xy", "x"]]


# Titles, where the scheme was imported.


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    titles = {
        "15-1252.00": "Software Developers",
        "15-1253.00": "Testers",
        "15-1299.08": "Systems Engineers",
    }
    schemes.save(schemes.Scheme("O*NET-SOC", "2019", "test", titles))


@pytest.mark.usefixtures("imported")
def test_an_imported_scheme_gives_titles(placed: Canon) -> None:
    found = crosswalk(placed, "ward nurse")
    assert isinstance(found, FocusCrosswalk)
    (place,) = found.places
    assert place.title == "Software Developers"
    assert [group.title for group in place.groups] == ["Software Developers", None, None, None]


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(
    ("text", "known", "nearest"),
    [
        ("15-1252", True, []),
        ("15-1250", True, []),
        ("15-1299", True, []),
        ("15-1255", False, ["15-1253.00", "15-1252.00", "15-2051"]),
        ("29-1141", False, []),
    ],
)
def test_whether_an_imported_scheme_knows_a_code(
    placed: Canon, text: str, known: bool, nearest: list[str]
) -> None:
    found = crosswalk(placed, text)
    assert isinstance(found, CodeCrosswalk)
    assert {each.version: each.known for each in found.readings}["2018"] is known
    assert [each.code for each in found.nearest] == nearest


# The command.


@pytest.mark.parametrize(
    ("line", "code", "first", "err"),
    [
        pytest.param(
            "2221", 0, "NURSIN.WARDNURS1234\tWard Nurse\texact\tISCO\t08\t2221", "", id="code"
        ),
        pytest.param("ward nurse", 0, "2221\tISCO\t08\texact\t\ttest", "", id="focus"),
        pytest.param(
            "clinic nurse",
            1,
            "",
            "levelctl: the canon has no occupation codes for NURSIN.CLINICNU5678\n",
            id="no place",
        ),
        pytest.param(
            "3",
            1,
            "",
            "levelctl: no focus has 3 of ISCO 08\n",
            id="nobody",
        ),
        pytest.param("3 -q", 1, "", "", id="nobody, quiet"),
        pytest.param("2221 -f csv", 0, "focus,title,step,", "", id="csv"),
        pytest.param("2221 -f tsv", 0, "focus\ttitle\tstep\t", "", id="tsv"),
        pytest.param("2221 -f markdown", 0, "# ISCO 08 2221", "", id="markdown"),
        pytest.param("ward nurse -f csv", 0, "code,scheme,version,step,", "", id="csv of a focus"),
    ],
)
def test_the_command(small: Path, line: str, code: int, first: str, err: str) -> None:
    answer = run("crosswalk", *line.split(), "--canon", str(small))
    assert (answer.code, answer.err) == (code, err)
    assert answer.out.startswith(first)
    assert bool(answer.out) == bool(first)


def test_a_group_without_a_focus_is_named(small: Path) -> None:
    answer = run("crosswalk", "2222", "--canon", str(small), "-f", "json")
    (reading,) = json.loads(answer.out)["readings"]
    assert [(step["name"], len(step["carriers"])) for step in reading["steps"]] == [
        ("exact", 0),
        ("minor group", 1),
    ]


def test_a_step_has_the_edition_of_its_group(placed: Canon) -> None:
    found = crosswalk(placed, "15-1299.08", every=True)
    assert isinstance(found, CodeCrosswalk)
    steps: list[GroupLookup] = [step for each in found.readings for step in each.steps]
    assert ("O*NET-SOC", "2019", "exact") in [(s.scheme, s.version, s.name) for s in steps]
    assert ("SOC", "2018", "minor group") in [(s.scheme, s.version, s.name) for s in steps]
