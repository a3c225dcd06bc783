"""What duties come from, sources with kind and place, and scores that are only reported."""

from __future__ import annotations

from pathlib import Path

import pytest

import small
from levelctl.canon.canon import Canon
from levelctl.canon.loading import load
from levelctl.canon.model import Profile, Responsibility, Review, Source, Sources
from levelctl.diagnostics import Span
from overlays import read, write_overlay

FOCUS = "functions/nursing/ward-nurse.yaml"

WARD = """\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after the patients of a ward.
levels:
  P2:
    status: draft
    version: 1
    region: global
    responsibilities:
      - {text: Dresses wounds., from: [s1, "handbook#chapter 3"]}
      - {text: Takes temperatures., from: own}
      - {text: Counts the medicine., from: s1}
      - Hands the shift over.
    sources:
      - {id: s1, title: Task list, kind: task_list, place: US, accessed: 2026-05-01}
      - {id: handbook, title: Ward handbook, kind: standard, levels: true}
      - {title: Ladder of the union, kind: ladder}
      - {title: Something}
"""


def ward(folder: Path, text: str = WARD) -> Profile:
    profile = canon_with(folder, text).focus("NURSIN", "WARDNURS1234").profile("P2")
    assert profile
    return profile


def canon_with(folder: Path, text: str) -> Canon:
    return load(small.write_canon(folder, {FOCUS: text}))


def errors(canon: Canon) -> list[tuple[Span, str, str]]:
    return [(each.span, each.message, each.hint) for each in canon.diagnostics]


def test_a_duty_says_which_sources_it_comes_from(tmp_path: Path) -> None:
    duties = ward(tmp_path).responsibilities
    assert duties == (
        Responsibility("Dresses wounds.", origin=("s1", "handbook#chapter 3")),
        Responsibility("Takes temperatures.", origin=("own",)),
        Responsibility("Counts the medicine.", origin=("s1",)),
        Responsibility("Hands the shift over."),
    )
    assert [duty.sourced for duty in duties] == [True, False, True, False]


def test_a_source_says_what_it_is(tmp_path: Path) -> None:
    sources = ward(tmp_path).sources
    listed = (
        Source("Task list", None, "2026-05-01", "s1", "task_list", "US"),
        Source("Ward handbook", id="handbook", kind="standard", levels=True),
        Source("Ladder of the union", kind="ladder"),
        Source("Something"),
    )
    assert sources == Sources(4, listed)
    assert [each.knows_levels for each in listed] == [False, True, True, None]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "[s1, ",
            "[s1, handbok, ",
            (Span(10, 44), "'handbok' is not the id of a source of P2", "did you mean 'handbook'?"),
            id="an unknown source in a list",
        ),
        pytest.param(
            "from: s1}",
            "from: s9#4}",
            (
                Span(12, 44),
                "'s9' is not the id of a source of P2",
                "give one of its sources the id s9",
            ),
            id="an unknown source alone",
        ),
        pytest.param(
            "id: handbook",
            "id: s1",
            (Span(16, 14), "two sources of P2 have the id 's1'", "give one another id"),
            id="an id of two sources",
        ),
        pytest.param(
            "id: s1,",
            "id: own,",
            (
                Span(15, 14),
                "id is 'own'; expected an id: lower-case letters, digits and hyphens, and not own",
                "",
            ),
            id="an id that is taken",
        ),
        pytest.param(
            "kind: ladder",
            "kind: lader",
            (
                Span(17, 44),
                (
                    "kind is 'lader'; expected one of: task_list, ladder, posting, law, standard, "
                    "interview, survey, other"
                ),
                "",
            ),
            id="an unknown kind",
        ),
        pytest.param(
            "from: own",
            "from: Own knowledge",
            (
                Span(11, 43),
                (
                    "from is 'Own knowledge'; expected own, or the id of a source of the profile, "
                    "optionally with # and the place in it"
                ),
                "",
            ),
            id="an origin that is no id",
        ),
    ],
)
def test_what_cannot_be_meant_is_an_error_at_its_place(
    tmp_path: Path, old: str, new: str, expected: tuple[Span, str, str]
) -> None:
    assert WARD.count(old) == 1
    assert expected in errors(canon_with(tmp_path, WARD.replace(old, new)))


def test_a_profile_with_a_number_of_sources_has_no_ids(tmp_path: Path) -> None:
    start, _, _ = WARD.partition("    sources:")
    found = errors(canon_with(tmp_path, f"{start}    sources: {{count: 2}}\n"))
    assert (
        Span(10, 40),
        "'s1' is not the id of a source of P2",
        "give one of its sources the id s1",
    ) in found


def test_scores_can_be_reported_ones_for_another_wording(tmp_path: Path) -> None:
    review = "review: {concreteness: 4, panel: three head nurses, wording: other}"
    found = ward(tmp_path, f"{WARD}    {review}\n").review
    assert found == Review((("concreteness", 4),), None, "three head nurses", "other")


def test_a_score_can_have_the_name_of_a_newer_key(tmp_path: Path) -> None:
    """A canon of before that scores its wording still loads."""
    columns = "dimensions: {scores: {columns: {wording: Wording, panel: Panel}}}\n"
    files = {
        "canon.yaml": small.CANON + columns,
        FOCUS: f"{WARD}    review: {{wording: 4, panel: 5}}\n",
    }
    canon = load(small.write_canon(tmp_path, files))
    profile = canon.focus("NURSIN", "WARDNURS1234").profile("P2")
    assert errors(canon) == []
    assert profile
    assert profile.review == Review((("wording", 4), ("panel", 5)))


def test_a_number_is_no_panel(tmp_path: Path) -> None:
    found = errors(canon_with(tmp_path, f"{WARD}    review: {{panel: 4}}\n"))
    assert [message for _, message, _ in found] == ["unknown key 'panel'"]


def test_an_overlay_adds_a_source_and_says_what_comes_from_it(tmp_path: Path) -> None:
    small.write_canon(tmp_path / "base", {FOCUS: WARD})
    changes = {
        FOCUS: """\
levels:
  P2:
    responsibilities: {add: [{text: Closes the ward., from: law}]}
    sources: {add: [{id: law, title: Hospital act, kind: law, place: DE}]}
"""
    }
    canon = read(write_overlay(tmp_path / "company", changes))
    profile = canon.focus("NURSIN", "WARDNURS1234").profile("P2")
    assert canon.diagnostics == ()
    assert profile
    assert profile.sources
    assert profile.responsibilities[-1] == Responsibility("Closes the ward.", origin=("law",))
    assert profile.sources.listed[-1] == Source("Hospital act", id="law", kind="law", place="DE")


def test_an_overlay_that_takes_a_source_away_is_told_what_comes_from_it(tmp_path: Path) -> None:
    small.write_canon(tmp_path / "base", {FOCUS: WARD})
    changes = {FOCUS: "levels: {P2: {sources: {remove: [Task list]}}}\n"}
    found = errors(read(write_overlay(tmp_path / "company", changes)))
    assert {message for _, message, _ in found} == {"'s1' is not the id of a source of P2"}
