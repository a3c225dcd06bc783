"""The reader of frameworks as Monzo publishes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.errors import LevelctlError
from levelctl.ladders.readers import reader_of
from levelctl.ladders.records import LadderDraft, ReadingOptions
from levelctl.ladders.sources import source_of
from madeladders import FRAMEWORKS, write

CRAFT = '  - name: "craft"\n    title: "👩\u200d🍳 Craft"\n'


def read(path: Path) -> LadderDraft:
    source = source_of(path)
    reader = reader_of(source)
    assert reader.kind == "monzo"
    return reader.read(source, ReadingOptions())


def test_generic_topics_are_themes_of_the_canon(tmp_path: Path) -> None:
    draft = read(write(tmp_path, FRAMEWORKS))

    (theme,) = draft.themes
    assert (theme.id, theme.name.text) == ("impact", "💥 Impact")
    assert [duty.text.text for duty in theme.duties["1"]] == ["Works on small tasks"]
    focus = draft.functions[0].foci[0]
    assert focus.name.text == "🍞 Bread"
    assert focus.themes == ("impact",)
    assert [own.name.text for own in focus.own_themes] == ["👩🍳 Craft"]
    assert [alias.title.text for alias in focus.aliases] == ["Bread"]
    assert draft.functions[0].name.text == "Bakery"


def test_criteria_are_responsibilities_by_level(tmp_path: Path) -> None:
    (focus,) = read(write(tmp_path, FRAMEWORKS)).functions[0].foci

    assert [
        (profile.level, [(duty.text.text, duty.theme) for duty in profile.duties])
        for profile in focus.profiles
    ] == [
        ("1", [("Bakes rolls", "impact")]),
        ("2", [("Bakes & sells loaves", "impact"), ("Knows flour", "craft")]),
    ]
    assert [example.text for example in focus.profiles[1].duties[0].examples] == ["A hundred a day"]


def test_frameworks_without_topics_have_levels_as_headings(tmp_path: Path) -> None:
    draft = read(write(tmp_path, FRAMEWORKS))

    cakes = next(each.foci[0] for each in draft.functions if each.name.text == "🍰 Cakes")
    assert [
        (profile.level, [(duty.text.text, duty.theme) for duty in profile.duties])
        for profile in cakes.profiles
    ] == [
        ("1", [("You bake small cakes.", "impact (text)")]),
        ("3", [("You bake & decorate big cakes.", "impact (text)")]),
    ]
    assert [theme.name.text for theme in cakes.own_themes] == ["Impact"]
    assert [level.id for level in draft.levels] == ["1", "2", "3"]


def test_a_single_framework_is_a_focus_even_if_generic(tmp_path: Path) -> None:
    draft = read(write(tmp_path, FRAMEWORKS) / "generic.md")

    assert [focus.name.text for focus in draft.functions[0].foci] == ["📄 Generic"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'name: "craft"',
            'name: "Impact"',
            "bread.md:17:11: topics[1].name is 'Impact'",
        ),
        ("level: 2\n        ex", "ex", "bread.md:13:9: topics[0].content[1] has no level"),
        (
            'criteria: ["Bakes rolls"]',
            "criteria: Bakes",
            "bread.md:12:19: topics[0].content",
        ),
        ("---\n### About\n", "", "bread.md:1:1: the front matter is not closed"),
        (
            '  - name: "craft"\n    title: "👩\u200d🍳 Craft"\n',
            "  - x: 1\n",
            "bread.md:17:5: topics[1] has",
        ),
    ],
)
def test_faults_have_a_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in FRAMEWORKS["bread.md"]
    changed = FRAMEWORKS["bread.md"].replace(old, new, 1)
    write(tmp_path, {**FRAMEWORKS, "bread.md": changed})

    with pytest.raises(LevelctlError) as error:
        read(tmp_path)
    assert str(error.value).startswith(message)
    assert error.value.hint


def test_every_line_of_documents_without_levels_is_left_out(tmp_path: Path) -> None:
    values = "---\npath: /values\ntitle: Our values\n---\n### Joy\n\n- We laugh a lot\n"
    notes = "# Notes\n\nWe bake at night.\n"
    files = {**FRAMEWORKS, "values.md": values, "notes.md": notes}

    draft = read(write(tmp_path, files))

    left = {each.origin.text: each for each in draft.left_out}
    assert left["- We laugh a lot"].origin.place == "values.md:7"
    assert left["- We laugh a lot"].reason.startswith("its framework has no topics")
    assert left["We bake at night."].origin.place == "notes.md:3"
    assert left["Our values"].origin.label == "title"
