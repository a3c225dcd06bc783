"""Folders of documents: what each is about, and what stands beside a ladder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from levelctl.errors import LevelctlError
from levelctl.ladders.readers import reader_of
from levelctl.ladders.records import DraftFocus, LadderDraft, ReadingOptions
from levelctl.ladders.sources import source_of
from madeladders import write

BODY = "## Dough\n\n- {0} kneads\n- {0} folds\n\n## Shop\n\n- {0} greets\n"


def read(folder: Path, files: dict[str, str], **said: object) -> LadderDraft:
    write(folder / "ladder", files)
    source = source_of(folder / "ladder")
    options = ReadingOptions(map=said, map_path="map.yaml")
    return reader_of(source, "markdown").read(source, options)


def names(draft: LadderDraft) -> list[str]:
    return [level.name.text for level in draft.levels]


def foci(draft: LadderDraft) -> dict[str, DraftFocus]:
    return {focus.name.text: focus for function in draft.functions for focus in function.foci}


def titled(title: str, more: str = "") -> str:
    return f"---\ntitle: {title}\n{more}---\n{BODY.format('All')}"


def test_front_matter_names_the_level_of_a_document(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        {
            "a.md": titled('"Senior Baker"', "weight: 3\n"),
            "b.md": titled("Baker", "weight: 2\n"),
            "c.md": titled("Junior Baker", "weight: 1\n"),
        },
    )

    assert names(draft) == ["Junior Baker", "Baker", "Senior Baker"]
    assert [theme.name.text for theme in draft.themes] == ["Dough", "Shop"]
    assert not [each for each in draft.left_out if "kneads" in each.origin.text]


def test_names_of_files_tell_levels_if_nothing_else_does(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        {
            "L2_Senior_Baker.md": f"# Job description\n\n{BODY.format('One')}",
            "L1_Baker.md": f"# Job description\n\n{BODY.format('Other')}",
            "README.md": "# All\n\n- [One](L1_Baker.md)\n",
        },
    )

    assert [(level.id, level.name.text) for level in draft.levels] == [
        ("L1", "Baker"),
        ("L2", "Senior Baker"),
    ]


def test_a_map_says_which_documents_are_levels(tmp_path: Path) -> None:
    files = {f"{name}.md": BODY.format(name) for name in ("sower", "reaper", "miller")}

    draft = read(tmp_path, files, levels={"Reaper": "R2", "Sower": "R1"})  # from the lowest

    assert [(level.id, level.name.text) for level in draft.levels] == [
        ("R2", "Reaper"),
        ("R1", "Sower"),
    ]
    with pytest.raises(LevelctlError, match=r"has .Cook., which names no level"):
        read(tmp_path, {"junior.md": "x", "senior.md": "y"}, levels={"Cook": "R1"})


def test_folders_of_level_documents_are_foci_or_tracks(tmp_path: Path) -> None:
    one = {
        f"{focus}/{level}.md": BODY.format(focus)
        for focus in ("bread", "cake")
        for level in ("junior-baker", "senior-baker")
    }
    assert [*foci(read(tmp_path, one))] == ["Bread", "Cake"]

    other = {
        "management/head_baker.md": BODY.format("Head"),
        "ic/junior_baker.md": BODY.format("Junior"),
        "ic/senior_baker.md": BODY.format("Senior"),
        "management/director_of_baking.md": BODY.format("Director"),
    }
    draft = read(tmp_path / "other", other)
    assert [track.name.text for track in draft.tracks] == ["IC", "Management"]
    assert names(draft)[:2] == ["Junior Baker", "Senior Baker"]


def test_lists_of_links_to_other_documents_are_no_responsibilities(tmp_path: Path) -> None:
    links = "#### [All](README.md)\n* [Junior](junior-baker.md)\n\n* [Senior](senior-baker.md)\n\n"
    files = {
        f"{level}-baker.md": f"{links}### Dough\n\n- {level} kneads\n"
        for level in ("junior", "senior")
    }

    (focus,) = foci(read(tmp_path, files)).values()

    texts = [duty.text.text for profile in focus.profiles for duty in profile.duties]
    assert texts == ["junior kneads", "senior kneads"]


TABLE = (
    "# Titles for {0}s\n\n| | Junior {0} (L1) | {0} (L2) |\n|---|---|---|\n| Craft | {1} | {2} |\n"
)


def test_each_document_keeps_its_names_of_shared_levels(tmp_path: Path) -> None:
    files = {
        "bakers.md": TABLE.format("Baker", "kneads dough", "buys flour"),
        "cooks.md": TABLE.format("Cook", "peels onions", "buys meat"),
    }

    draft = read(tmp_path, files)

    assert [level.id for level in draft.levels] == ["L1", "L2"]
    assert names(draft) == ["L1", "L2"]
    found = foci(draft)
    assert [*found] == ["Bakers", "Cooks"]
    aliases = [(each.title.text, each.level) for each in found["Cooks"].aliases]
    assert aliases == [("Junior Cook", "L1"), ("Cook", "L2")]


def test_documents_beside_a_ladder_are_left_out(tmp_path: Path) -> None:
    rules = "# Rules\n\n" + "".join(
        f"## {at}. {name}\n\nBe kind.\n\n" for at, name in enumerate(("Aim", "Scope", "Contact"), 1)
    )
    steps = "# Start\n\n" + "".join(
        f"## Step {at}: {name}\n\n- Do.\n\n" for at, name in enumerate(("Clone", "Run"), 1)
    )
    ladder = "## Junior Baker\n\n- kneads\n\n## Senior Baker\n\n- buys flour\n"
    beside = {"CODE_OF_CONDUCT.md": rules, "setup.md": steps}

    draft = read(tmp_path, {**beside, "bakers.md": ladder, "README.md": ladder})

    assert names(draft) == ["Junior Baker", "Senior Baker"]
    assert [*foci(draft)] == ["Bakers"]
    assert "README.md" in json.dumps(draft.remarks)
    with pytest.raises(LevelctlError, match="none of 2 documents in Markdown names levels"):
        read(tmp_path / "none", beside)


def test_a_comparison_of_jobs_gives_no_levels(tmp_path: Path) -> None:
    ladder = "## C1 - Shift Lead 1\n\n- peels\n\n## C2 - Shift Lead 2\n\n- fries\n"
    other = "## B1 - Oven Manager 1\n\n- kneads\n\n## B2 - Oven Manager 2\n\n- bakes\n"
    row = "| Place | at the stove all day long | at the oven all day long |\n"
    both = f"| | Shift Lead | Oven Manager |\n|---|---|---|\n{row}"

    draft = read(tmp_path, {"a-compared.md": both, "bakers.md": other, "cooks.md": ladder})

    assert sorted(level.id for level in draft.levels) == ["B1", "B2", "C1", "C2"]


def test_a_refusal_names_the_files_that_were_not_read(tmp_path: Path) -> None:
    files = {"LICENSE.md": "# The License\n\nFree.\n", "ladder.json": "{}"}

    with pytest.raises(LevelctlError, match=r"headings are 'The License'; not read: ladder\.json"):
        read(tmp_path, files)
