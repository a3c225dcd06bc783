"""Which step of a skill a level needs, and which licenses hold there."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small
from levelctl.canon.canon import Canon
from levelctl.canon.model import FocusLicense, Skill, SkillVocabulary, Step
from levelctl.canon.proficiency import Held, held, licenses_at, lineage, position, step_at
from skilled import FOCUS, WARD, skilled_canon

NOT_NEEDED = Held(needed=False)
UNKNOWN = Held(needed=True)


@pytest.fixture(scope="module")
def canon(tmp_path_factory: pytest.TempPathFactory) -> Canon:
    return skilled_canon(tmp_path_factory.mktemp("skilled"))


def steps(canon: Canon, number: int) -> dict[str, Held]:
    """Return by level how a skill of the ward nurse stands."""
    skill = canon.focus("NURSIN", "WARDNURS1234").skills[number]
    return {each.code: step_at(skill, each.code, canon.ladder) for each in canon.ladder.levels}


def test_a_level_has_the_step_of_the_nearest_one_below(canon: Canon) -> None:
    assert steps(canon, 0) == {
        "P1": Held(needed=True, step="aware", since="P1"),
        "P2": Held(needed=True, step="aware", since="P1"),
        "P3": Held(needed=True, step="working", since="P3"),
        # The managers branch from the professionals of lower rank.
        "M1": Held(needed=True, step="working", since="P3"),
        "M2": Held(needed=False, since="M2"),
    }


def test_a_skill_is_not_needed_below_the_first_level_that_it_names(canon: Canon) -> None:
    assert steps(canon, 1)["P1"] == NOT_NEEDED
    assert steps(canon, 1)["P2"] == Held(needed=True, step="working", since="P2")


def test_the_step_of_a_skill_without_levels_is_not_known(canon: Canon) -> None:
    assert set(steps(canon, 2).values()) == {UNKNOWN}


def test_a_track_that_branches_from_none_takes_over_no_step(tmp_path: Path) -> None:
    canon = skilled_canon(tmp_path, {"ladder.yaml": _without_branches(tmp_path)})
    assert canon.diagnostics == ()
    assert steps(canon, 1)["P3"] == Held(needed=True, step="working", since="P2")
    assert steps(canon, 1)["M1"] == NOT_NEEDED


def _without_branches(tmp_path: Path) -> str:
    skilled_canon(tmp_path)
    return (tmp_path / "ladder.yaml").read_text("utf-8").replace(", branches_from: P", "")


def test_a_license_holds_from_its_level_up(canon: Canon) -> None:
    focus = canon.focus("NURSIN", "WARDNURS1234")
    at = {
        level.code: [each.license for each in licenses_at(focus, level.code, canon.ladder)]
        for level in canon.ladder.levels
    }
    both = ["rn", "bls"]
    assert at == {"P1": ["rn"], "P2": ["rn"], "P3": both, "M1": both, "M2": both}


def test_a_license_holds_from_each_of_its_levels_up(tmp_path: Path) -> None:
    """On a ladder whose managers come from no other track, a level of theirs is named too."""
    ward = WARD.replace("from: P1", "from: [P2, M2]")
    canon = skilled_canon(tmp_path, {"ladder.yaml": small.LADDER, FOCUS: ward})
    focus = canon.focus("NURSIN", "WARDNURS1234")
    assert focus.licenses[0] == FocusLicense("rn", ("P2", "M2"))
    at = {
        level.code
        for level in canon.ladder.levels
        if focus.licenses[0] in licenses_at(focus, level.code, canon.ladder)
    }
    assert at == {"P2", "P3", "M2"}


def test_a_position_counts_from_1() -> None:
    words = SkillVocabulary(scale=(Step("aware", "Aware"), Step("expert", "Expert")))
    assert [position(each, words) for each in ("aware", "expert", "x", None)] == [1, 2, None, None]


@given(
    st.lists(st.sampled_from(["P1", "P2", "P3", "M1", "M2"]), unique=True),
    st.data(),
)
def test_a_level_differs_from_the_one_below_only_if_it_is_named(
    canon: Canon, named: list[str], data: st.DataObject
) -> None:
    drawn = st.sampled_from(["aware", "working", "expert", "none"])
    skill = Skill("Any", "", None, tuple((level, data.draw(drawn)) for level in named))
    for level in canon.ladder.levels:
        line = lineage(level.code, canon.ladder)
        for own, below in pairwise(line):
            same = held(skill, lineage(own, canon.ladder)) == step_at(skill, below, canon.ladder)
            assert same or own in named
