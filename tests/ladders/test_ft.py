"""The reader of job families as the Financial Times publishes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.errors import LevelctlError
from levelctl.ladders.ft import recognizes
from levelctl.ladders.readers import reader_of
from levelctl.ladders.records import LadderDraft, ReadingOptions
from levelctl.ladders.sources import source_of

FAMILY = """\
name: Bakery
levels:
  - id: baker
    name: Baker
  - id: head-ic
    name: Head Baker (Individual Contributor)
  - id: head-pm
    name: Head Baker (People Manager)
  - id: director
    name: Director of Bread
themes:
  - id: dough
    name: Dough &amp; yeast
competencies:
  - id: 1
    level: baker
    theme: dough
    summary: Kneads\u200b dough.
    proficiency: Aware
    examples: [Rye]
    supportingUrls: [{label: Book, url: "https://example.org/a"}]
  - id: 2
    level: director
    theme: dough
    summary: Buys flour.
    proficiency: Expert
"""


def read(folder: Path, text: str) -> LadderDraft:
    path = folder / "family.yml"
    path.write_text(text, "utf-8")
    source = source_of(path)
    return reader_of(source).read(source, ReadingOptions())


def test_levels_fork_where_names_differ_only_in_brackets(tmp_path: Path) -> None:
    draft = read(tmp_path, FAMILY)
    ic, pm = "Individual Contributor", "People Manager"
    assert [(level.id, level.track, level.rank) for level in draft.levels] == [
        ("baker", ic, 1),
        ("head-ic", ic, 2),
        ("head-pm", pm, 2),
        ("director", pm, 3),
    ]
    assert [(track.id, track.manages, track.branches_from) for track in draft.tracks] == [
        (ic, False, ""),
        (pm, True, ic),
    ]


def test_competencies_keep_theme_proficiency_examples_and_links(tmp_path: Path) -> None:
    draft = read(tmp_path, FAMILY)
    (focus,) = draft.functions[0].foci
    duty = focus.profiles[0].duties[0]
    assert (duty.text.text, duty.text.change) == (
        "Kneads dough.",
        "deleted the invisible character U+200B",
    )
    assert (duty.theme, duty.proficiency and duty.proficiency.text) == ("dough", "Aware")
    assert [example.text for example in duty.examples] == ["Rye"]
    assert [(link.url.text, link.title and link.title.text) for link in duty.links] == [
        ("https://example.org/a", "Book")
    ]
    assert [each.text for each in draft.proficiencies] == ["Aware", "Expert"]
    assert draft.themes[0].name.text == "Dough & yeast"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "level: baker",
            "level: cook",
            "family.yml:16:12: competencies[0].level is 'cook', which is no level of the file",
        ),
        (
            "theme: dough",
            "theme: oven",
            "family.yml:17:12: competencies[0].theme is 'oven', which is no theme of the file",
        ),
        (
            "id: head-pm",
            "id: head-ic",
            "family.yml:7:9: levels[2].id is 'head-ic', as",
        ),
        ("  - id: baker\n", "  - x: 1\n", "family.yml:3:5: levels[0] has no id"),
        (
            "examples: [Rye]",
            "examples: Rye",
            "family.yml:20:15: competencies[0].examples is 'Rye'; expected a list",
        ),
        ("name: Bakery", "name: &a Bakery", "family.yml:1:7: anchors and aliases are not allowed"),
        ("name: Bakery", "name: [a", "family.yml:2:7: did not find expected"),
    ],
)
def test_faults_have_a_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(LevelctlError) as error:
        read(tmp_path, FAMILY.replace(old, new, 1))
    assert str(error.value).startswith(message)
    assert error.value.hint


def test_other_yaml_is_not_a_job_family(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text("levels: [a]\nnames: [b]\n", "utf-8")
    assert not recognizes(source_of(path))


def test_a_folder_of_families_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "family.yml").write_text(FAMILY, "utf-8")
    with pytest.raises(LevelctlError) as error:
        reader_of(source_of(tmp_path))
    assert str(error.value) == f"{tmp_path} is a folder of ladders, and each is read alone"
    assert error.value.hint == f"give one of its files, such as --from {tmp_path / 'family.yml'}"


def test_what_has_no_name_is_called_by_its_identifier(tmp_path: Path) -> None:
    draft = read(tmp_path, FAMILY.replace("name: Bakery\n", "").replace("    name: Baker\n", ""))

    assert (draft.name.text, draft.levels[0].name.text) == ("Family", "baker")


def test_parts_can_be_files_of_a_folder(tmp_path: Path) -> None:
    texts = {
        "levels.yml": "- {id: junior, name: Junior Baker}\n- {id: baker, name: Baker}\n",
        "competencies.yml": """\
- {id: 1, level: junior, area: technical, summary: Kneads., examples: [Rye], description: null}
- {id: 2, level: baker, area: people, summary: Teaches., examples: []}
""",
        "domains.yml": "- {id: bread, name: Bread}\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    source = source_of(tmp_path)

    draft = reader_of(source).read(source, ReadingOptions(name="Bakery"))

    (focus,) = draft.functions[0].foci
    assert [
        (profile.level, [(duty.text.text, duty.theme) for duty in profile.duties])
        for profile in focus.profiles
    ] == [("junior", [("Kneads.", "technical")]), ("baker", [("Teaches.", "people")])]
    assert [theme.name.text for theme in draft.themes] == ["Technical", "People"]
    assert draft.name.text == "Bakery"
    assert ("domains.yml", "it has no levels, themes or competencies") in [
        (each.origin.place, each.reason) for each in draft.left_out
    ]
