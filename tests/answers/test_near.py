"""The profiles around a profile: which, in which order, why, and what is asked in vain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clean import CANON, write_clean
from levelctl import near, open_canon
from levelctl.answers.distances import ExplainedComponent, ProfileLine
from levelctl.answers.near import SPACES, Neighbor, Neighborhood, SpaceSummary, Weight
from levelctl.canon.canon import Canon
from levelctl.canon.model import Pay
from levelctl.errors import LevelctlError
from levelctl.layout import near as layout
from levelctl.output import plain
from levelctl.output.terminal import render
from levelctl.record import replace
from program import run, run_on_pty
from small import CANON as SMALL
from small import write_canon

PAY_SPACE = """\
  pay@1:
    doubling: 100
    tolerance: 30
    review: 60
"""
CONTENT_SPACE = """\
  content@1:
    skills: 45
    tools: 15
    duties: 40
    tolerance: 40
    review: 70
"""

STRUCTURAL = SpaceSummary(
    "structural@1",
    (
        Weight("other_focus", 0.18),
        Weight("other_function", 0.3),
        Weight("other_family", 0.65),
        Weight("rank_step", 0.12),
        Weight("other_track", 0.08),
    ),
    tolerance=0.3,
    review=0.6,
    cap=1.0,
)

SURVEY = Pay("EUR", "year", 30_000, 40_000, 50_000, "survey")
WARD_P2 = ProfileLine("NURSIN.WARDNURS1234.P2", "Ward Nurse", "P2", SURVEY)
IN_THE_WARD = ExplainedComponent(
    "taxonomy", 0.0, "the same focus", ("care", "NURSIN", "WARDNURS1234"), (), ()
)
IN_THE_CLINIC = ExplainedComponent(
    "taxonomy",
    0.18,
    "another focus of the function",
    ("care", "NURSIN"),
    ("WARDNURS1234",),
    ("CLINICNU5678",),
)
ON_P = ExplainedComponent("track", 0.0, "the same track", ("P",), (), ())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a canon with all three spaces, in which some foci have no pay or little content."""
    spaces = CANON + CONTENT_SPACE + PAY_SPACE
    return write_clean(tmp_path_factory.mktemp("near"), {"canon.yaml": spaces})


@pytest.fixture(scope="module")
def clean(folder: Path) -> Canon:
    return open_canon(folder)


def test_neighbours_and_what_their_distance_is_made_of(small_canon: Canon) -> None:
    assert near(small_canon, "ward nurse P2", top=2) == Neighborhood(
        STRUCTURAL,
        WARD_P2,
        to=None,
        neighbors=(
            Neighbor(
                "NURSIN.WARDNURS1234.P1",
                "Ward Nurse",
                "P1",
                0.12,
                "confident",
                (
                    IN_THE_WARD,
                    ExplainedComponent("rank", 0.12, "1 step of 0.12", (), ("2",), ("1",)),
                    ON_P,
                ),
                None,
            ),
            Neighbor(
                "NURSIN.WARDNURS1234.P3",
                "Ward Nurse",
                "P3",
                0.12,
                "confident",
                (
                    IN_THE_WARD,
                    ExplainedComponent("rank", 0.12, "1 step of 0.12", (), ("2",), ("3",)),
                    ON_P,
                ),
                None,
            ),
        ),
        absence=None,
    )


def test_one_pair(small_canon: Canon) -> None:
    assert near(small_canon, "ward nurse P2", to="clinic nurse M1") == Neighborhood(
        STRUCTURAL,
        WARD_P2,
        to="NURSIN.CLINICNU5678.M1",
        neighbors=(
            Neighbor(
                "NURSIN.CLINICNU5678.M1",
                "Clinic Nurse",
                "M1",
                0.44,
                "needs review",
                (
                    IN_THE_CLINIC,
                    ExplainedComponent("rank", 0.18, "1.5 steps of 0.12", (), ("2",), ("3.5",)),
                    ExplainedComponent("track", 0.08, "another track", (), ("P",), ("M",)),
                ),
                None,
            ),
        ),
        absence=None,
    )


@pytest.mark.parametrize(
    ("to", "code"),
    [
        pytest.param("P3", "NURSIN.WARDNURS1234.P3", id="a level of the same focus"),
        pytest.param(" p3 ", "NURSIN.WARDNURS1234.P3", id="in any case"),
        pytest.param("Storekeeper P2", "STORAG.STOREKEEABCD.P2", id="another profile"),
        pytest.param("P2", "NURSIN.WARDNURS1234.P2", id="the profile itself"),
    ],
)
def test_the_other_of_a_pair(small_canon: Canon, to: str, code: str) -> None:
    found = near(small_canon, "ward nurse P2", to=to)
    assert (found.to, [each.code for each in found.neighbors]) == (code, [code])


WARD_P1, WARD_P3 = "NURSIN.WARDNURS1234.P1", "NURSIN.WARDNURS1234.P3"
CLINIC_P2, CLINIC_M1 = "NURSIN.CLINICNU5678.P2", "NURSIN.CLINICNU5678.M1"
STORE_P2 = "STORAG.STOREKEEABCD.P2"


@pytest.mark.parametrize(
    ("top", "bands", "tracks", "codes"),
    [
        pytest.param(10, (), (), (WARD_P1, WARD_P3, CLINIC_P2, CLINIC_M1, STORE_P2), id="all"),
        pytest.param(1, (), (), (WARD_P1,), id="one"),
        pytest.param(10, ("confident",), (), (WARD_P1, WARD_P3, CLINIC_P2), id="a band"),
        pytest.param(10, ("Needs review",), (), (CLINIC_M1,), id="with a space, in any case"),
        pytest.param(
            10, ("no-confident-match", "confident"), (), (WARD_P1, WARD_P3, CLINIC_P2, STORE_P2),
            id="two bands that do not meet",
        ),
        pytest.param(
            3, ("no-confident-match", "confident"), (), (WARD_P1, WARD_P3, CLINIC_P2),
            id="the nearest of two bands",
        ),
        pytest.param(1, ("needs-review",), (), (CLINIC_M1,), id="top counts what is in the band"),
        pytest.param(10, (), ("M",), (CLINIC_M1,), id="a track"),
        pytest.param(
            10, (), ("management", "p"), (WARD_P1, WARD_P3, CLINIC_P2, CLINIC_M1, STORE_P2),
            id="tracks by name and code",
        ),
        pytest.param(10, ("confident",), ("M",), (), id="nothing"),
    ],
)  # fmt: skip
def test_narrowing(
    small_canon: Canon,
    top: int,
    bands: tuple[str, ...],
    tracks: tuple[str, ...],
    codes: tuple[str, ...],
) -> None:
    found = near(small_canon, "ward nurse P2", top=top, bands=bands, tracks=tracks)
    assert tuple(each.code for each in found.neighbors) == codes
    assert found.absence is None


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("structural", "structural@1"),
        ("Structural@1", "structural@1"),
        (" content ", "content@1"),
        ("content@1", "content@1"),
        ("pay", "pay@1"),
    ],
)
def test_a_space_by_its_name(clean: Canon, name: str, full: str) -> None:
    assert near(clean, "ward nurse P2", space=name).space.name == full


def test_neighbours_in_the_space_of_content(clean: Canon) -> None:
    found = near(clean, "ward nurse P2", space="content", top=1)
    (closest,) = found.neighbors

    assert closest.code == "NURSIN.WARDNURSF808.P3"
    assert [(part.name, part.reason) for part in closest.components[:2]] == [
        ("skills", "4 of 4 skills shared"),
        ("tools", "2 of 2 tools shared"),
    ]
    assert closest.components[0].shared == ("Triage", "Medication", "Wound care", "Handover")


def test_neighbours_in_the_space_of_pay(clean: Canon) -> None:
    found = near(clean, "ward nurse P2", space="pay")
    assert [(each.code, each.distance, each.band) for each in found.neighbors] == [
        ("NURSIN.WARDNURSF808.P3", 0.31, "needs review"),
        ("NURSIN.WARDNURSF808.P1", 0.35, "needs review"),
    ]


@pytest.mark.parametrize(
    ("space", "reference", "to", "absence"),
    [
        pytest.param(
            "pay",
            "clinic nurse P2",
            None,
            "NURSIN.CLINICNU8D35.P2 is not in pay@1: its pay is not known",
            id="no place",
        ),
        pytest.param(
            "pay",
            "ward nurse P2",
            "clinic nurse P2",
            "NURSIN.CLINICNU8D35.P2 is not in pay@1: its pay is not known",
            id="the other has none",
        ),
    ],
)
def test_no_place(clean: Canon, space: str, reference: str, to: str | None, absence: str) -> None:
    found = near(clean, reference, space=space, to=to)
    assert (found.neighbors, found.absence) == ((), absence)
    assert plain.export(layout.document(found)).endswith(f"\n{absence}.\n")


def test_what_cannot_be_compared(tmp_path: Path) -> None:
    canon = open_canon(write_canon(tmp_path, {"canon.yaml": SMALL + PAY_SPACE}))
    found = near(canon, "ward nurse P2", to="storekeeper P2", space="pay")
    assert (found.neighbors, found.absence) == (
        (),
        (
            "NURSIN.WARDNURS1234.P2 and STORAG.STOREKEEABCD.P2 cannot be compared: one is paid "
            "in EUR a year, the other in USD a month; levelctl does not convert pay"
        ),
    )


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        pytest.param(
            {"reference": "ward nurse"},
            "NURSIN.WARDNURS1234 is a focus, not a profile",
            f"its profiles are {WARD_P1}, {WARD_P1[:-1]}2, {WARD_P3}",
            id="a focus",
        ),
        pytest.param(
            {"reference": "STORAG"},
            "STORAG is a function, not a profile",
            f"its profiles are {STORE_P2}",
            id="a function of one focus",
        ),
        pytest.param(
            {"reference": "NURSIN"},
            "NURSIN is a function, not a profile",
            "levelctl list --function NURSIN lists its profiles",
            id="a function",
        ),
        pytest.param(
            {"reference": "care"},
            "care is a family, not a profile",
            "levelctl list --family care lists its profiles",
            id="a family",
        ),
        pytest.param(
            {"reference": "P2"},
            "P2 is a level, not a profile",
            "levelctl list --level P2 lists its profiles",
            id="a level",
        ),
        pytest.param(
            {"reference": "ward nurse P2", "to": "clinic nurse"},
            "NURSIN.CLINICNU5678 is a focus, not a profile",
            f"its profiles are {CLINIC_P2}, {CLINIC_M1}",
            id="to a focus",
        ),
        pytest.param(
            {"reference": "ward nurse P2", "to": "M1"},
            "NURSIN.WARDNURS1234 has no level M1",
            "its levels are P1, P2, P3",
            id="to a level that the focus has not",
        ),
        pytest.param(
            {"reference": "ward nurse P2", "space": "strctural"},
            "'strctural' is not a space",
            "did you mean 'structural'? choose one of: structural@1, content@1, content@2, pay@1",
            id="a space with a typo",
        ),
        pytest.param(
            {"reference": "ward nurse P2", "space": "pay@2"},
            "'pay@2' is not a space",
            "did you mean 'pay'? choose one of: structural@1, content@1, content@2, pay@1",
            id="an edition that is not there",
        ),
        pytest.param(
            {"reference": "ward nurse P2", "space": ""},
            "'' is not a space",
            "choose one of: structural@1, content@1, content@2, pay@1",
            id="no space",
        ),
        pytest.param(
            {"reference": "ward nurse P2", "space": "pay"},
            "the canon has no space pay@1",
            "add pay@1 under spaces in canon.yaml, with doubling, tolerance, review; "
            "see docs/distance.md",
            id="a space that the canon has not",
        ),
        pytest.param(
            {"reference": "ward nurse P2", "bands": ["sure"]},
            "'sure' is not a band",
            "choose one of: confident, needs-review, no-confident-match",
            id="a band",
        ),
        pytest.param(
            {"reference": "ward nurse P2", "tracks": ["P", "X"]},
            "'X' is not a track",
            "choose one of: P, M",
            id="a track",
        ),
    ],
)
def test_what_cannot_be_asked(
    small_canon: Canon, asked: dict[str, object], message: str, hint: str
) -> None:
    with pytest.raises(LevelctlError) as raised:
        near(small_canon, **asked)  # type: ignore[arg-type]
    assert (str(raised.value), raised.value.hint) == (message, hint)


# The command.


def test_a_pair_is_not_narrowed(small: Path) -> None:
    answer = run(
        "near", "ward nurse P2", "--to", "P1", "--band", "confident", "--canon", str(small)
    )
    message = (
        "levelctl: --to cannot be combined with --band or --track\n"
        "hint: leave out --band and --track\n"
    )
    assert (answer.code, answer.out, answer.err) == (2, "", message)


def test_in_a_pipe_it_is_rows_without_headings(small: Path) -> None:
    answer = run("near", "ward nurse P2", "--top", "2", "--canon", str(small))
    assert (answer.code, answer.err) == (0, "")
    assert [line.split("\t") for line in answer.out.splitlines()] == [
        [WARD_P1, "Ward Nurse", "P1", "0.12", "confident", "0.00", "0.12", "0.00", "", "", "", ""],
        [WARD_P3, "Ward Nurse", "P3", "0.12", "confident", "0.00", "0.12", "0.00", "", "", "", ""],
    ]


def test_the_components_are_columns_by_name(folder: Path) -> None:
    def heading(space: str) -> str:
        options = ("--space", space, "-f", "csv", "--canon", str(folder))
        return run("near", "ward nurse P2", *options).out.splitlines()[0]

    around = "code,title,level,distance,band,{},currency,period,median,basis"
    assert [heading(space) for space in ("structural", "content", "pay")] == [
        around.format("taxonomy,rank,track"),
        around.format("skills,tools,duties"),
        around.format("median"),
    ]


@pytest.mark.parametrize(
    ("options", "remark"),
    [
        pytest.param(
            ("clinic nurse P2", "--space", "pay"),
            "levelctl: NURSIN.CLINICNU8D35.P2 is not in pay@1: its pay is not known\n",
            id="no place",
        ),
        pytest.param(
            ("ward nurse P2", "--band", "confident", "--track", "M"),
            "levelctl: no neighbor matches\n",
            id="no match",
        ),
    ],
)
def test_nothing_found_is_remarked_and_exits_with_1(
    folder: Path, options: tuple[str, ...], remark: str
) -> None:
    answer = run("near", *options, "--canon", str(folder))
    assert (answer.code, answer.out, answer.err) == (1, "", remark)

    told = run("near", *options, "-f", "json", "--canon", str(folder))
    assert told.code == 1
    assert json.loads(told.out)["neighbours"] == []


@pytest.mark.parametrize(
    "options", [(), ("--explain",), ("--to", "P2")], ids=["list", "explained", "pair"]
)
def test_a_page_that_explains_an_empty_answer_has_no_remark(
    folder: Path, options: tuple[str, ...]
) -> None:
    asked = ("near", "clinic nurse P2", "--space", "pay", *options, "--canon", str(folder))
    piped = ("--format", "text") if options else ("--format", "markdown")
    absence = "is not in pay@1"

    drawn, code = run_on_pty(*asked)
    assert (code, " ".join(drawn.split()).count(absence)) == (1, 1)
    answer = run(*asked, *piped)
    assert (answer.code, answer.out.count(absence), answer.err) == (1, 1, "")
    rows = run(*asked, "--format", "csv")
    assert (rows.code, rows.err.count(absence)) == (1, 1)


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(
    "prefix", ["", "LONGESTFUNCTION9.LONGESTFOCUSCODE."], ids=["short", "long"]
)
def test_no_table_splits_a_code(reference: Canon, space: str, prefix: str) -> None:
    found = near(reference, "software engineer P4", space=space)
    neighbours = tuple(
        replace(each, code=f"{prefix}{each.level}" if prefix else each.code)
        for each in found.neighbors
    )
    document = layout.document(replace(found, neighbors=neighbours))
    for width in range(50, 140, 2):
        drawn = render(document, width=width, color=False)
        assert [each.code for each in neighbours if each.code not in drawn] == [], width


def test_an_incomplete_canon_is_answered_with_a_remark(tmp_path: Path) -> None:
    broken = write_clean(tmp_path, {"functions/storage/storekeeper.yaml": "code: [\n"})
    answer = run("near", "ward nurse P2", "--canon", str(broken))
    assert answer.code == 3
    assert answer.out.startswith("NURSIN.WARDNURSF808.P1\t")
    assert "errors in the canon may make this answer incomplete" in answer.err
