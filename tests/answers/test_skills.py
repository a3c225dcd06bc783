"""The list of shared skills, with counts and steps; and what a reference to a skill means."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl import show, skills
from levelctl.answers.skills import ListedSkill, SkillList
from levelctl.canon.canon import Canon
from levelctl.canon.resolve import also_shared, resolve, resolve_shown
from levelctl.errors import LevelctlError
from skilled import SKILLS, skilled_canon


@pytest.fixture(scope="module")
def canon(tmp_path_factory: pytest.TempPathFactory) -> Canon:
    return skilled_canon(tmp_path_factory.mktemp("skilled"))


def counts(found: SkillList) -> dict[str, tuple[int, int, str | None, str | None]]:
    """Return by slug how many foci and profiles need a skill, and its lowest and highest step."""
    return {
        each.slug: (each.foci, each.profiles, each.lowest, each.highest)
        for group in found.groups
        for each in group.skills
    }


def test_a_list_has_all_groups(canon: Canon) -> None:
    found = skills(canon)
    assert [(group.slug, len(group.skills)) for group in found.groups] == [
        ("care", 1),
        ("talk", 1),
        (None, 1),
    ]
    assert found.groups[0].skills[0] == ListedSkill(
        "wound-care",
        "Wound care",
        "care",
        "Cleans and dresses wounds without infecting them.",
        foci=1,
        profiles=4,
        lowest="aware",
        highest="working",
    )
    assert (found.own, found.filtered) == (1, False)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"levels": ["P1"]}, {
            "wound-care": (1, 1, "aware", "aware"),
            "lifting": (1, 1, None, None),
        }),
        ({"levels": ["P3", "M2"]}, {
            "wound-care": (1, 1, "working", "working"),
            "handover": (1, 2, "working", "working"),
            "lifting": (1, 2, None, None),
        }),
        ({"levels": ["p1..p2"], "steps": ["Aware"]}, {"wound-care": (1, 2, "aware", "aware")}),
        ({"steps": ["expert"]}, {}),
        ({"tracks": ["M"], "steps": ["working"]}, {
            "wound-care": (1, 1, "working", "working"),
            "handover": (1, 2, "working", "working"),
        }),
        ({"groups": ["Talk"]}, {"handover": (1, 4, "working", "working")}),
    ],
)  # fmt: skip
def test_filters(
    canon: Canon,
    options: dict[str, list[str]],
    expected: dict[str, tuple[int, int, str | None, str | None]],
) -> None:
    found = skills(canon, "", **options)
    assert counts(found) == expected
    assert found.filtered


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("wound", ["wound-care"]),
        ("WOUND infecting", ["wound-care"]),
        ("dressing", ["wound-care"]),  # what a focus calls it
        ("harm lifting", ["lifting"]),
        ("wound harm", []),
        ("infect wou", ["wound-care"]),
        ("ound", []),
        ("wound-care", ["wound-care"]),
        ("???", []),
        ("", ["wound-care", "handover", "lifting"]),
    ],
)
def test_a_query(canon: Canon, query: str, slugs: list[str]) -> None:
    assert [*counts(skills(canon, query))] == slugs


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        (
            {"steps": ["exprt"]},
            "'exprt' is not a step of the scale",
            "choose one of: aware, working, expert",
        ),
        ({"groups": ["x"]}, "'x' is not a group of skills", "choose one of: care, talk"),
        ({"tracks": ["X"]}, "'X' is not a track", "choose one of: P, M"),
    ],
)
def test_what_the_canon_does_not_have(
    canon: Canon, options: dict[str, list[str]], message: str, hint: str
) -> None:
    with pytest.raises(LevelctlError) as caught:
        skills(canon, "", **options)
    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_a_canon_without_a_scale_has_no_steps(small_canon: Canon) -> None:
    with pytest.raises(LevelctlError) as caught:
        skills(small_canon, steps=["expert"])
    assert caught.value.hint == "the canon has none"


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("wound-care", "skill", "wound-care"),
        ("Wound  CARE", "skill", "wound-care"),
        ("skill:wound-care", "skill", "wound-care"),
        ("rn", "license", "rn"),
        ("registered nurse", "license", "rn"),
        ("Drip Pump", "tool", "infusion-pump"),
        ("tool:infusion-pump", "tool", "infusion-pump"),
        ("P2", "level", "P2"),
        ("ward nurse", "focus", "NURSIN.WARDNURS1234"),
    ],
)
def test_what_can_be_shown(canon: Canon, text: str, kind: str, code: str) -> None:
    page = show(canon, text)
    assert (page.KIND, page.code) == (kind, code)


def test_a_role_of_the_same_name_comes_first(tmp_path: Path) -> None:
    words = SKILLS.replace("name: Lifting", "name: Ward Nurse")
    canon = skilled_canon(tmp_path, {"skills.yaml": words})
    focus = resolve_shown(canon, "ward nurse")
    assert show(canon, "ward nurse").KIND == "focus"
    behind = "what foci share has this name, too: levelctl show skill:lifting"
    assert also_shared(canon, "ward  nurse", focus) == behind
    assert also_shared(canon, "storekeeper", resolve_shown(canon, "storekeeper")) == ""
    assert also_shared(canon, "lifting", resolve_shown(canon, "lifting")) == ""


def test_a_name_of_two_shared_things_is_ambiguous(tmp_path: Path) -> None:
    words = SKILLS.replace("name: Lifting", "name: Infusion pump")
    canon = skilled_canon(tmp_path, {"skills.yaml": words})
    with pytest.raises(LevelctlError) as caught:
        show(canon, "infusion pump")
    assert str(caught.value) == "'infusion pump' is ambiguous: it has 2 matches"
    assert caught.value.hint == "choose one of: skill:lifting, tool:infusion-pump"


@pytest.mark.parametrize("text", ["wound care", "license:rn", "drip pump"])
def test_commands_about_roles_say_what_it_is(canon: Canon, text: str) -> None:
    with pytest.raises(LevelctlError, match="and not a role or level") as caught:
        resolve(canon, text)
    assert caught.value.hint.startswith("levelctl show ")


def test_a_misspelled_skill(canon: Canon) -> None:
    with pytest.raises(LevelctlError) as caught:
        show(canon, "wund-care")
    assert caught.value.hint.startswith("did you mean wound-care")
