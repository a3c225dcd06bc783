"""Dimensions: an author's own attributes, columns and scores, and what a canon leaves out."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import levelctl
import small
from levelctl.canon import package_data
from levelctl.canon.canon import Canon
from levelctl.canon.loading import load
from levelctl.canon.model import Dimension, DimensionGroup, Dimensions, Guideline, Level, Review
from levelctl.diagnostics import Span
from levelctl.errors import CanonError
from levelctl.record import fields

OWN = """\
dimensions:
  attributes:
    heading: What each level means
    columns: {reach: Reach, freedom: {heading: Freedom to act}, craft: Craft}
  guideline:
    heading: What we expect
    columns: {craft: Craft and care, entry: {heading: Way in, years: true}}
  scores:
    columns: {clarity: Clarity, truth: Truth}
"""

NONE = """\
dimensions:
  attributes: {columns: {}}
  guideline: {columns: {}}
  scores: {columns: {}}
"""

LADDER = """\
tracks:
  P: {name: Professional, summary: Knows a field.}
levels:
  P1: {track: P, name: Beginner}
  P2:
    track: P
    name: Worker
    craft: Does it well
    reach: A week
"""

WARD = """\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after the patients of a ward.
levels:
  P1: {status: draft, version: 1, region: global}
  P2:
    status: draft
    version: 1
    region: global
    guideline: {entry: "2 years", craft: Washes hands}
    review: {truth: 4, clarity: 5, reviewed: 2026-05-01}
"""

WARD_FILE = "functions/nursing/ward-nurse.yaml"

OTHERS = dict.fromkeys(
    (
        "functions/nursing/clinic-nurse.yaml",
        "functions/storage/function.yaml",
        "functions/storage/storekeeper.yaml",
    )
)


def canon_with(folder: Path, dimensions: str, changes: Mapping[str, str | None] = {}) -> Canon:
    """Return a canon of two levels and a focus with *dimensions*, and *changes* to its files."""
    files = {"canon.yaml": small.CANON + dimensions, "ladder.yaml": LADDER, WARD_FILE: WARD}
    return load(small.write_canon(folder, {**files, **OTHERS, **changes}))


def errors(canon: Canon) -> list[tuple[str, Span, str, str]]:
    return [
        (Path(each.path).name, each.span, f"{each.message} ({each.rule})", each.hint)
        for each in canon.diagnostics
    ]


def test_dimensions_are_those_of_the_file(tmp_path: Path) -> None:
    assert canon_with(tmp_path, OWN).dimensions == Dimensions(
        attributes=DimensionGroup(
            "What each level means",
            (
                Dimension("reach", "Reach"),
                Dimension("freedom", "Freedom to act"),
                Dimension("craft", "Craft"),
            ),
        ),
        guideline=DimensionGroup(
            "What we expect",
            (Dimension("craft", "Craft and care"), Dimension("entry", "Way in", years=True)),
        ),
        scores=DimensionGroup(
            "Provenance", (Dimension("clarity", "Clarity"), Dimension("truth", "Truth"))
        ),
    )


def test_what_is_left_out_is_the_reference_canons(
    small_canon: Canon, reference: Canon, tmp_path: Path
) -> None:
    only_scores = "dimensions: {scores: {heading: Panel, columns: {truth: Truth}}}\n"
    bare = {WARD_FILE: WARD.partition("    guideline")[0], "ladder.yaml": small.LADDER}
    found = canon_with(tmp_path, only_scores, bare).dimensions

    assert small_canon.dimensions == reference.dimensions
    assert found.attributes == reference.dimensions.attributes
    assert found.guideline == reference.dimensions.guideline
    assert found.scores == DimensionGroup("Panel", (Dimension("truth", "Truth"),))


def test_texts_are_in_the_order_of_the_dimensions(tmp_path: Path) -> None:
    canon = canon_with(tmp_path, OWN)
    profile = canon.focus("NURSIN", "WARDNURS1234").profile("P2")

    assert canon.diagnostics == ()
    assert canon.ladder.level("P2") == Level(
        "P2", "P", "Worker", 2, attributes=(("reach", "A week"), ("craft", "Does it well"))
    )
    assert profile
    assert profile.guideline == Guideline((("craft", "Washes hands"), ("entry", "2 years")))
    assert profile.review == Review((("clarity", 5), ("truth", 4)), "2026-05-01")
    assert profile.review.lowest == 4


def test_a_level_can_have_nothing_but_its_name(tmp_path: Path) -> None:
    level = canon_with(tmp_path, OWN).ladder.level("P1")
    assert level == Level("P1", "P", "Beginner", 1, years=None, summary=None, attributes=())
    assert level.attribute("reach") is None


def test_a_guideline_without_a_cell_is_none(tmp_path: Path) -> None:
    ward = WARD.replace('{entry: "2 years", craft: Washes hands}', "{}")
    canon = canon_with(tmp_path, OWN, {WARD_FILE: ward})
    assert canon.diagnostics == ()
    assert canon.focus("NURSIN", "WARDNURS1234").profiles[1].guideline is None


def test_a_review_without_a_score_has_no_lowest(tmp_path: Path) -> None:
    ward = WARD.partition("    guideline")[0] + "    review: {reviewed: 2026-05-01}\n"
    ladder = LADDER.partition("    craft")[0]
    canon = canon_with(tmp_path, NONE, {WARD_FILE: ward, "ladder.yaml": ladder})
    review = canon.focus("NURSIN", "WARDNURS1234").profiles[1].review
    assert canon.diagnostics == ()
    assert review == Review((), "2026-05-01")
    assert review.lowest is None


def test_each_key_that_is_no_dimension_is_an_error_at_its_place(tmp_path: Path) -> None:
    ward = WARD.replace("entry:", "entri:").replace("truth:", "beauty:")
    canon = canon_with(
        tmp_path, OWN, {WARD_FILE: ward, "ladder.yaml": LADDER.replace("reach", "raach")}
    )

    assert errors(canon) == [
        (
            "ward-nurse.yaml",
            Span(10, 17),
            "unknown key 'entri' (unknown-key)",
            "did you mean 'entry'?",
        ),
        (
            "ward-nurse.yaml",
            Span(11, 14),
            "unknown key 'beauty' (unknown-key)",
            (
                "known keys: reviewed, panel, wording, clarity, truth; a new one goes into "
                "dimensions.scores of canon.yaml"
            ),
        ),
        ("ladder.yaml", Span(9, 5), "unknown key 'raach' (unknown-key)", "did you mean 'reach'?"),
    ]
    assert canon.functions[0].foci == ()  # the file is left out, and the ladder answers
    level = canon.ladder.level("P2")
    assert level
    assert level.attributes == (("craft", "Does it well"),)


def test_a_key_that_is_no_dimension_is_reported_at_each_place(tmp_path: Path) -> None:
    ladder = LADDER.replace("{track: P, name: Beginner}", "{track: P, name: Beginner, skope: x}")
    found = errors(canon_with(tmp_path, NONE, {"ladder.yaml": f"{ladder}    skope: y\n"}))
    assert [span for file, span, *_ in found if file == "ladder.yaml"] == [
        Span(4, 34),
        Span(8, 5),
        Span(9, 5),
        Span(10, 5),
    ]


KEY = "at most 30 lower-case letters, digits and underscores, beginning with a letter"


@pytest.mark.parametrize(
    ("old", "new", "span", "message", "hint"),
    [
        pytest.param(
            "reach: Reach",
            "rank: Rank",
            Span(20, 15),
            f"the key 'rank' is not a key of a dimension: {KEY}, and not code, track, name, rank, "
            "years, summary, hide or is (unknown-key)",
            "",
            id="the name of something else",
        ),
        pytest.param(
            "truth: Truth",
            "reviewed: Date",
            Span(25, 33),
            f"the key 'reviewed' is not a key of a dimension: {KEY}, and not reviewed or hide "
            "(unknown-key)",
            "",
            id="the date of a review",
        ),
        pytest.param(
            "craft: Craft and care",
            "Craft: Craft",
            Span(23, 15),
            f"the key 'Craft' is not a key of a dimension: {KEY}, and not hide (unknown-key)",
            "",
            id="a capital letter",
        ),
        pytest.param(
            "Freedom to act}",
            "Freedom to act, years: true}",
            Span(20, 64),
            "unknown key 'years' (unknown-key)",
            "known keys: heading",
            id="years of an attribute",
        ),
        pytest.param(
            "years: true",
            "years: often",
            Span(23, 70),
            "years is 'often'; expected true or false (schema)",
            "",
            id="years",
        ),
        pytest.param(
            "heading: What we expect",
            "heading: 12",
            Span(22, 14),
            "heading is the number 12; expected a line of plain text (schema)",
            "put it in quotes",
            id="a heading that is a number",
        ),
        pytest.param(
            "    columns: {clarity: Clarity, truth: Truth}",
            "    heading: Panel",
            Span(25, 5),
            "scores has no 'columns' (schema)",
            "add columns: at most 100 columns by key, in display order, each with its heading",
            id="no columns",
        ),
        pytest.param(
            "{clarity: Clarity, truth: Truth}",
            "[clarity, truth]",
            Span(25, 14),
            "columns is a list; expected a mapping (schema)",
            "write it as in {clarity: Clarity, truth: Truth}",
            id="a list",
        ),
    ],
)
def test_a_dimension_that_is_none(
    old: str, new: str, span: Span, message: str, hint: str, tmp_path: Path
) -> None:
    assert old in OWN
    with pytest.raises(CanonError) as raised:
        canon_with(tmp_path, OWN.replace(old, new))
    (fault,) = raised.value.diagnostics
    assert (fault.span, f"{fault.message} ({fault.rule})", fault.hint) == (span, message, hint)


@pytest.mark.parametrize(
    ("line", "span", "message", "hint"),
    [
        pytest.param(
            "yeers: {low: 1, high: 2}",
            Span(11, 12),
            "yeers is a mapping; expected a line of plain text",
            "did you mean 'years'?",
            id="a key of every canon",
        ),
        pytest.param(
            "reach: 12",
            Span(11, 12),
            "reach is the number 12; expected a line of plain text",
            "put it in quotes",
            id="a number",
        ),
        pytest.param(
            "reach: {a: b}",
            Span(11, 12),
            "reach is a mapping; expected a line of plain text",
            "",
            id="a mapping",
        ),
        pytest.param(
            "nam: Chief", Span(11, 5), "P3 has no 'name'", "rename 'nam' if it is meant", id="name"
        ),
    ],
)
def test_a_level_with_a_wrong_value(
    line: str, span: Span, message: str, hint: str, tmp_path: Path
) -> None:
    name = "" if line.startswith("nam") else "    name: Chief\n"
    with pytest.raises(CanonError) as raised:
        canon_with(
            tmp_path,
            OWN,
            {"ladder.yaml": f"{LADDER}  P3:\n    {line}\n    track: P\n{name}"},
        )
    (fault,) = raised.value.diagnostics
    assert (fault.span, fault.message, fault.hint) == (span, message, hint)


def test_an_overlay_can_add_rename_and_hide_dimensions(tmp_path: Path) -> None:
    small.write_canon(tmp_path / "base", {"canon.yaml": small.CANON + OWN, "ladder.yaml": LADDER,
                                          WARD_FILE: WARD, **OTHERS})  # fmt: skip
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours/canon.yaml").write_text(
        "name: ours\nextends: ../base\ndimensions:\n  attributes:\n"
        "    columns: {craft: {hide: true}, reach: Range, money: Money}\n"
        "  scores: {columns: {truth: {hide: true}}}\n"
    )
    (tmp_path / "ours/ladder.yaml").write_text("levels: {P2: {money: None}}\n")

    canon = load(tmp_path / "ours")

    level, profile = canon.ladder.levels[1], canon.foci[0].profiles[1]
    assert canon.diagnostics == ()
    assert [column.heading for column in canon.dimensions.attributes.columns] == [
        "Range",
        "Money",
        "Freedom to act",
    ]
    assert level.attributes == (("reach", "A week"), ("money", "None"))
    assert profile.review == Review((("clarity", 5),), "2026-05-01")


# No dimension is built in.


@pytest.fixture(scope="module")
def known() -> set[str]:
    """Return the keys and the headings of the reference canon's dimensions."""
    dimensions = levelctl.open_canon(package_data.CANON).dimensions
    columns = [each for kind in fields(dimensions) for each in getattr(dimensions, kind).columns]
    assert len(columns) == 15
    return {text for column in columns for text in (column.key, column.heading)}


def test_no_dimension_stands_in_python(known: set[str]) -> None:
    package = Path(levelctl.__file__).parent
    found = {
        (path.relative_to(package).parts[0], word)
        for path in package.rglob("*.py")
        for word in _words(ast.parse(path.read_text("utf-8")))
        if word in known
    }
    assert found == {("titles", "scope")}  # a list of words in titles.yaml


def _words(tree: ast.AST) -> Iterator[str]:
    """Yield every name and every text in *tree*, and each key in a text of a program."""
    for node in ast.walk(tree):
        for part in ("attr", "id", "arg", "name", "value"):
            word = getattr(node, part, None)
            if isinstance(word, str):
                yield word


def test_no_dimension_stands_in_a_schema_or_a_skeleton(known: set[str]) -> None:
    found = {
        (path.name, word)
        for path in package_data.SCHEMAS.iterdir()
        for word in _texts(json.loads(path.read_text("utf-8")))
        if word in known
    }
    assert found == {("titles.schema.json", "scope"), ("titles.schema.json", "Scope")}
    texts = [path.read_text("utf-8") for path in package_data.SKELETON.iterdir()]
    assert [word for word in known for text in texts if f"{word}:" in text] == []


def _texts(part: Any) -> Iterator[str]:
    """Yield every key and every text in *part* of a schema."""
    if isinstance(part, str):
        yield part
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    if isinstance(part, dict):
        for key, each in part.items():
            yield key
            yield from _texts(each)
