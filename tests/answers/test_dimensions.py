"""What every answer shows of an author's own dimensions, and of a canon that leaves them out."""

from __future__ import annotations

import csv
import io
import json
import shlex
from pathlib import Path

import jsonschema_rs
import pytest

import small
from levelctl import rubric
from levelctl.answers.new.plans import plan_canon, plan_focus
from levelctl.canon import package_data, source
from levelctl.canon.canon import Canon
from levelctl.canon.dimensions import dimensions_of
from levelctl.canon.loading import load
from program import run, run_on_pty

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"

OWN = """\
dimensions:
  attributes:
    heading: What each level means
    columns: {reach: Reach, freedom: Freedom to act, craft: Craft}
  guideline:
    heading: What we expect
    columns: {people: With people, craft: Craft and care, entry: {heading: Way in, years: true}}
  scores:
    heading: Panel
    columns: {clarity: Clarity, truth: Truth}
"""

BARE = """\
tracks:
  P: {name: Professional, summary: Knows a field.}
levels:
  P1: {track: P, name: Beginner}
  P2: {track: P, name: Worker}
  P3: {track: P, name: Expert}
"""

LADDER = """\
tracks:
  P: {name: Professional, summary: Knows a field.}
levels:
  P1: {track: P, name: Beginner, freedom: Little, years: {low: 0, high: 2}}
  P2: {track: P, name: Worker, summary: Does the work., freedom: Some, reach: A week}
  P3: {track: P, name: Expert, freedom: All}
"""

FOCUS = """\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after the patients of a ward.
levels:
  P1: {status: draft, version: 1, region: global, responsibilities: [Washes patients.]}
  P2: {status: draft, version: 1, region: global, responsibilities: [Plans the shifts.]}
  P3: {status: draft, version: 1, region: global, responsibilities: [Teaches nurses.]}
"""

WARD = FOCUS.replace(
    "[Plans the shifts.]}",
    "[Plans the shifts.], guideline: {entry: 2 years, people: Talks}, review: {truth: 4}}",
)

WARD_FILE = "functions/nursing/ward-nurse.yaml"

COMMANDS = (
    "show P2",
    "show 'ward nurse' P2",
    "show 'ward nurse'",
    "show nursing",
    "rubric",
    "rubric 'ward nurse'",
    "rubric 'ward nurse' --table guidelines",
    "rubric 'ward nurse' --table attributes --transpose",
    "diff P1 P2",
    "diff P1 P2 --in 'ward nurse'",
    "list",
    "path 'ward nurse P1' P3",
    "near 'ward nurse P1'",
    "pay 'ward nurse P1'",
    "match 'Ward Nurse, Worker'",
)


def written(folder: Path, dimensions: str, ladder: str, focus: str) -> Path:
    files = {
        "canon.yaml": small.CANON + dimensions,
        "ladder.yaml": ladder,
        WARD_FILE: focus,
        "functions/nursing/clinic-nurse.yaml": None,
        "functions/storage/function.yaml": None,
        "functions/storage/storekeeper.yaml": None,
    }
    return small.write_canon(folder, files)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a canon with nothing but names and responsibilities."""
    return written(tmp_path_factory.mktemp("bare"), "", BARE, FOCUS)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a canon with dimensions of its own, most of them absent."""
    return written(tmp_path_factory.mktemp("own"), OWN, LADDER, WARD)


def said(line: str, canon: Path, *options: str) -> str:
    answer = run(*shlex.split(line), "--canon", str(canon), *options)
    assert answer.code <= 1, answer.err  # pay ends with 1 if it is not known
    return answer.out


@pytest.mark.parametrize("line", COMMANDS)
@pytest.mark.long
def test_no_answer_names_what_the_canon_leaves_out(line: str, bare: Path) -> None:
    dimensions = load(package_data.CANON).dimensions
    groups = (dimensions.attributes, dimensions.guideline, dimensions.scores)
    headings = {column.heading for group in groups for column in group.columns}
    out = said(line, bare)
    assert [
        each for each in (*headings, "Years", "Typical experience", "None") if each in out
    ] == []


@pytest.mark.parametrize("line", COMMANDS)
@pytest.mark.parametrize("folder", ["bare", "own"])
def test_json_fits_its_schema(line: str, folder: str, request: pytest.FixtureRequest) -> None:
    found = json.loads(said(line, request.getfixturevalue(folder), "--format", "json"))
    path = SCHEMAS / f"{found['schema'].replace('/', '-')}.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    faults = jsonschema_rs.Draft202012Validator(schema).iter_errors(found)
    assert [f"{each.instance_path}: {each.message}" for each in faults] == []


def test_a_level_shows_what_it_has(own: Path, bare: Path) -> None:
    assert (
        said("show P2 --section level", own)
        == """\
Worker
P2

Level P2 — Worker
Does the work.
Reach: A week
Freedom to act: Some
Rank: 2
"""
    )
    assert (
        said("show P2 --section level", bare)
        == """\
Worker
P2

Level P2 — Worker
Rank: 2
"""
    )


def test_a_profile_has_the_sections_of_its_canon(own: Path) -> None:
    sections = "show 'ward nurse' P2 --section guideline --section provenance"
    assert (
        said(sections, own)
        == """\
Ward Nurse — P2
NURSIN.WARDNURS1234.P2
P2 Worker · confidence not known · draft · global · v1

What we expect
P1
  With people: not known
  Way in: not known
P2 ◀
  With people: Talks
  Way in: 2 years
P3
  With people: not known
  Way in: not known

Panel
Truth: 4.0
Review: passes: the lowest score is 4.0; the minimum is 4.0
Sources: not known
"""
    )


def test_a_guideline_that_no_level_has_is_not_known_once(bare: Path, tmp_path: Path) -> None:
    line = "show 'ward nurse' P2 --section guideline"
    assert said(line, bare).partition("v1\n")[2] == "\nLevel guidelines\nnot known\n"
    none = "dimensions: {guideline: {columns: {}}}\n"
    without = written(tmp_path, none, BARE, FOCUS)
    assert said(line, without).partition("v1\n")[2] == ""
    assert "Guidelines" in said("diff P1 P2 --in 'ward nurse'", bare)
    assert "Guidelines" not in said("diff P1 P2 --in 'ward nurse'", without)


def test_a_focus_has_a_column_of_years_if_a_level_has_them(own: Path, bare: Path) -> None:
    def columns(canon: Path) -> str:
        out = said("show 'ward nurse' --section levels", canon, "--format", "markdown")
        return next(line for line in out.splitlines() if line.startswith("| Code"))

    assert columns(own) == "| Code | Level | Years | Status | Median pay |"
    assert columns(bare) == "| Code | Level | Status | Median pay |"


def test_a_rubric_has_the_dimensions_that_its_levels_have(own: Path) -> None:
    result = rubric(load(own), levels="P1..P2")
    (table,) = result.tables
    assert (table.heading, table.dimensions) == (
        "What each level means",
        ("Reach", "Freedom to act"),
    )
    assert [row.cells for row in table.rows] == [((), ("Little",)), (("A week",), ("Some",))]
    (only,) = rubric(load(own), levels="P3").tables
    assert only.dimensions == ("Freedom to act",)
    guidelines, _ = rubric(load(own), "ward nurse").tables
    assert (guidelines.heading, guidelines.dimensions) == (
        "What we expect",
        ("With people", "Way in"),
    )


def test_a_rubric_without_dimensions_says_so(bare: Path) -> None:
    sentence = "The canon has none for these levels."
    assert said("rubric", bare) == f"small canon\n\nThe ladder's attributes\n{sentence}\n"
    hint = "hint: for the responsibilities of a role: levelctl rubric FOCUS\n"
    assert run("rubric", "--canon", str(bare)).err == hint
    assert run("rubric", "ward nurse", "--table", "guidelines", "--canon", str(bare)).err == ""
    assert [table.name for table in rubric(load(bare), "ward nurse").tables] == ["responsibilities"]
    assert sentence in said("rubric 'ward nurse' --table guidelines", bare)
    assert said("rubric", bare, "--format", "csv") == "table,level,level name,dimension,text\n"


def test_rows_have_the_authors_headings(own: Path) -> None:
    rows = list(csv.reader(io.StringIO(said("rubric", own, "--format", "csv"))))
    assert [(level, dimension) for _, level, _, dimension, _ in rows[1:]] == [
        ("P1", "Freedom to act"),
        ("P2", "Reach"),
        ("P2", "Freedom to act"),
        ("P3", "Freedom to act"),
    ]
    compared = csv.reader(io.StringIO(said("diff P1 P2 --in 'ward nurse'", own, "--format", "csv")))
    assert [row[1] for row in compared if row[0] in ("level", "guideline")] == [
        "Name",
        "Track",
        "Rank",
        "Typical experience",
        "Summary",
        "Reach",
        "Freedom to act",
        "With people",
        "Way in",
    ]
    assert "\n## What we expect\n" in said(
        "diff P1 P2 --in 'ward nurse'", own, "--format", "markdown"
    )


@pytest.mark.long  # it starts programs
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("line", COMMANDS)
def test_a_terminal_shows_no_gap_of_python(line: str, width: int, own: Path, bare: Path) -> None:
    for canon in (own, bare):
        out, code = run_on_pty(*shlex.split(line), "--canon", str(canon), width=width)
        assert code in (0, 1)
        assert not [word for word in ("Traceback", "None", "()") if word in out]


# A new focus.


def test_a_new_focus_asks_for_the_canons_own(own: Path) -> None:
    (text,) = plan_focus(load(own), "Night Nurse", "nursing", "P1..P2").files.values()
    levels = source.parse(text).top.value["levels"]
    assert [*levels["P1"]["guideline"]] == ["people", "craft", "entry"]
    assert levels["P1"]["guideline"] == {
        "people": "TODO: with people",
        "craft": "TODO: craft and care",
        "entry": "TODO: way in; the ladder says 0–2 years for P1",
    }
    assert levels["P2"]["guideline"]["people"] == (
        "TODO: with people; the ladder says about P2: Does the work."
    )
    (duty,) = levels["P2"]["responsibilities"]
    assert duty.endswith("with the verb first; the ladder says about the reach of P2: A week")
    assert "    # review:\n    #   clarity: …\n    #   truth: …\n    sources: []\n" in text
    assert "  P2:  # Worker\n" in text


def test_a_new_focus_of_a_canon_without_dimensions(tmp_path: Path) -> None:
    none = "dimensions: {guideline: {columns: {}}, scores: {columns: {}}}\n"
    canon = load(written(tmp_path, none, BARE, FOCUS))
    (text,) = plan_focus(canon, "Night Nurse", "nursing", "P1").files.values()
    assert (
        text.partition("P1:  # Beginner\n")[2]
        == """\
    status: draft
    version: 1
    region: global
    # confidence: 0.80
    # pay: {currency: EUR, period: year, low: …, median: …, high: …, basis: survey}
    # pay_missing: …
    # flsa: {status: …, test: …}
    responsibilities:
      - >-
        TODO: what the person does, with the verb first
    sources: []
"""
    )


def test_a_new_canon_states_the_dimensions_of_its_ladder(reference: Canon) -> None:
    text = plan_canon("Ours", "2026").files["canon.yaml"]
    assert dimensions_of(source.parse(text).top.value) == reference.dimensions
    assert "dimensions" in source.parse(text).top.value
