"""The reader of standards as Forward Impact keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.errors import LevelctlError
from levelctl.ladders.readers import reader_of
from levelctl.ladders.records import DraftDuty, DraftFocus, LadderDraft, ReadingOptions
from levelctl.ladders.sources import source_of
from madeladders import STANDARD, write


def read(path: Path) -> LadderDraft:
    source = source_of(path)
    reader = reader_of(source)
    assert reader.kind == "forward-impact"
    return reader.read(source, ReadingOptions())


def foci(draft: LadderDraft) -> dict[str, DraftFocus]:
    return {focus.name.text: focus for each in draft.functions for focus in each.foci}


def told(duty: DraftDuty) -> tuple[str, str]:
    return duty.theme, duty.proficiency.text if duty.proficiency else ""


def test_levels_have_ranks_years_and_expectations(tmp_path: Path) -> None:
    first, second = read(write(tmp_path, STANDARD)).levels

    assert (first.id, first.name.text, first.rank) == ("B1", "Level I", 1)
    assert first.years
    assert (first.years.low, first.years.high) == (0, 2)
    assert first.summary
    assert first.summary.text == "Begins (0-2 years)."
    assert {key: said.text for key, said in first.attributes.items()} == {"impact_scope": "A batch"}
    assert second.id == "B2"
    assert second.years
    assert (second.years.low, second.years.high) == (5, None)


def test_a_focus_is_a_discipline_alone_and_on_each_valid_track(tmp_path: Path) -> None:
    found = foci(read(write(tmp_path, STANDARD)))

    assert [*found] == ["Bread Baking", "Bread Baking - Night", "Shift Management"]
    night = found["Bread Baking - Night"]
    assert night.summary
    assert night.summary.text == (
        "Bakes bread. As a Bread Baker, you bake. Works at night. You are alone."
    )
    assert [(alias.title.text, alias.level) for alias in night.aliases] == [
        ("Bread Baker - Night", ""),
        ("Bread Baker Level I - Night", "B1"),
        ("Senior Bread Baker - Night", "B2"),
    ]
    assert [(alias.title.text, alias.level) for alias in found["Shift Management"].aliases] == [
        ("Shift Manager", ""),
        ("Head, Shift Manager", "B2"),
    ]


def test_proficiencies_are_bases_with_modifiers(tmp_path: Path) -> None:
    found = foci(read(write(tmp_path, STANDARD)))

    def needs(name: str) -> list[list[tuple[str, str]]]:
        return [[*map(told, profile.duties)] for profile in found[name].profiles]

    assert needs("Bread Baking") == [
        [
            ("craft", "foundational"),
            ("skill-kneading", "foundational"),
            ("skill-selling", "awareness"),
            ("behaviour-calm", "developing"),
        ],
        [
            ("craft", "working"),
            ("skill-kneading", "working"),
            ("skill-selling", "foundational"),
        ],
    ]
    # On the track, craft rises, but not above the highest base; shaping comes in as a broad
    # skill; selling falls, but not below the scale; calm ends at the top of its own.
    assert needs("Bread Baking - Night") == [
        [
            ("craft", "foundational"),
            ("skill-kneading", "foundational"),
            ("skill-shaping", "foundational"),
            ("skill-selling", "awareness"),
            ("behaviour-calm", "exemplifying"),
        ],
        [
            ("craft", "working"),
            ("skill-kneading", "working"),
            ("skill-shaping", "foundational"),
            ("skill-selling", "awareness"),
            ("behaviour-calm", "exemplifying"),
        ],
    ]
    # Managers have what a capability asks of them, from the lowest level of the discipline.
    assert needs("Shift Management") == [
        [("skill-selling", "working"), ("behaviour-calm", "developing")]
    ]


def test_markers_for_people_are_examples(tmp_path: Path) -> None:
    profile = foci(read(write(tmp_path, STANDARD)))["Bread Baking"].profiles[1]

    assert [example.text for example in profile.duties[1].examples] == ["Kneaded a ton"]


def test_earlier_releases_have_other_names(tmp_path: Path) -> None:
    now = read(write(tmp_path / "now", STANDARD))
    names = {"standard.yaml": "framework.yaml", "levels.yaml": "grades.yaml"}
    words = {
        "baseSkillProficiencies": "baseSkillLevels",
        "{core:": "{primary:",
        "supporting:": "secondary:",
        "proficiencyDescriptions": "levelDescriptions",
        "minLevel": "minGrade",
    }
    files = {names.get(name, name): text for name, text in STANDARD.items()}
    for new, old in words.items():
        files = {name: text.replace(new, old) for name, text in files.items()}

    then = read(write(tmp_path / "then", files))

    def texts(draft: LadderDraft) -> list[list[str]]:
        profiles = (each for focus in foci(draft).values() for each in focus.profiles)
        return [[duty.text.text for duty in each.duties] for each in profiles]

    assert texts(then) == texts(now)
    assert then.name.text == "Bakery standard"


def test_titles_share_a_noun(tmp_path: Path) -> None:
    levels = STANDARD["levels.yaml"].replace("Title: Senior", "Title: Senior Baker")
    found = foci(read(write(tmp_path, {**STANDARD, "levels.yaml": levels})))

    assert found["Bread Baking"].aliases[2].title.text == "Senior Bread Baker"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "disciplines/bread.yaml",
            "[kneading]",
            "[baking]",
            "disciplines/bread.yaml:5:14: coreSkills[0] is 'baking', which is no skill",
        ),
        (
            "disciplines/bread.yaml",
            "[null, night]",
            "[day]",
            "disciplines/bread.yaml:3:15: validTracks[0] is 'day', and there is no such file",
        ),
        (
            "levels.yaml",
            "core: working",
            "core: superb",
            "levels.yaml:6:34: [0].baseSkillProficiencies.core is 'superb'; expected one of aware",
        ),
        ("levels.yaml", "ordinalRank: 2", "ordinalRank: top", "levels.yaml:5:16: [0].ordinalRank"),
        ("levels.yaml", "id: B1", "id: B2", "levels.yaml:1:7: [0].id is 'B2', as the one at"),
        (
            "tracks/night.yaml",
            "craft: 1",
            "craft: much",
            "tracks/night.yaml:4:25: skillModifiers.craft is 'much'; expected a whole number",
        ),
        (
            "capabilities/trade.yaml",
            "id: selling",
            "id: kneading",
            "capabilities/trade.yaml:5:9: skills[0].id is 'kneading', as the one at capabilities",
        ),
        (
            "disciplines/shift.yaml",
            "minLevel: B2",
            "minLevel: B9",
            "disciplines/shift.yaml:7:11: minLevel is 'B9', which is no level of the standard",
        ),
        (
            "behaviours/calm.yaml",
            "name: Calm",
            "title: Calm",
            "behaviours/calm.yaml:1:1: the file",
        ),
    ],
)
def test_faults_have_a_place(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    assert old in STANDARD[file]
    write(tmp_path, {**STANDARD, file: STANDARD[file].replace(old, new, 1)})

    with pytest.raises(LevelctlError) as error:
        read(tmp_path)
    assert str(error.value).startswith(message)
    assert error.value.hint
