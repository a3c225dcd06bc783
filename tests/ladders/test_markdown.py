"""Ladders in documents: by headings, lists and tables, and what becomes of each block."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from levelctl.errors import LevelctlError
from levelctl.ladders.readers import reader_of
from levelctl.ladders.records import LadderDraft, ReadingOptions
from levelctl.ladders.sources import source_of
from madeladders import origins

Imported = Callable[..., LadderDraft]

BY_LEVEL = """\
---
title: The ladder
---
# Baking Career Ladder

What bakers do.

- Dough: the heart of bread.

## Overview

| Level | Title | Scope | Experience |
|---|---|---|---|
| L1 | Baker | Loaves | 0-2 years |
| L2 | Senior Baker | Ovens | 3+ years |

Each level adds to the expectations of the level below.

## All levels

- Dough
  - Washes hands

## L1: Baker

Begins.

- **Dough**: kneads <br> Shapes dough
- Sales: [greets](https://example.org/a) people
- Does the plain work of the shop as told:
  - sweeps
  - stacks

## L2: Senior Baker

- Dough:
  - Buys `flour`
- Sales: sells

```
oven()
```

## How to be promoted

Ask.
"""

BY_THEME = """\
# Bakers

## Dough

How to make it.

### Junior
- Kneads

### Senior
- Buys flour

## Sales

### Junior
Greets people.

### Senior
Sells.
"""

IN_LISTS = """\
# Skills

## Dough

Making it.

- **Novice**: kneads
- **Expert**: invents

## Sales

1. Novice
   - greets
2. Expert
   - sells
"""

IN_BOLD = """\
Levels of bakers.

**Junior Baker (L1)**
- Kneads

**Senior Baker (L2)**
- Buys flour
"""

IN_TABLES = """\
# Bakers

## Craft

| Skill | Junior (L1) | Senior (L2) |
|---|---|---|
| **Dough** | Kneads; <ul><li>cleans</li><li>stacks</li></ul> | Buys<br>Stores flour |

## People

<table>
<tr><th>Level</th><th>Talks</th><th>Helps</th></tr>

<tr><td rowspan="2">L1</td><td colspan="2">A beginner</td></tr>
<tr><td><ul><li>greets people</li></ul></td>
<td>helps all others who are in need of any help</td></tr>
</table>
"""


@pytest.fixture
def imported(tmp_path: Path) -> Imported:
    def run(content: str, **said: object) -> LadderDraft:
        path = tmp_path / "ladder.md"
        path.write_text(content, "utf-8")
        options = ReadingOptions(
            map=said.get("map", {}),  # type: ignore[arg-type]
            map_path="map.yaml",
            columns=said.get("columns", ()),  # type: ignore[arg-type]
        )
        source = source_of(path)
        return reader_of(source).read(source, options)

    return run


def duties(draft: LadderDraft) -> list[tuple[str, str, str]]:
    """Return the level, theme and text of each responsibility of *draft*."""
    return [
        (profile.level, duty.theme, duty.text.text)
        for function in draft.functions
        for focus in function.foci
        for profile in focus.profiles
        for duty in profile.duties
    ]


def test_a_heading_for_each_level(imported: Imported) -> None:
    draft = imported(BY_LEVEL)
    assert duties(draft) == [
        ("L1", "dough", "Washes hands"),
        ("L1", "dough", "kneads"),
        ("L1", "dough", "Shapes dough"),
        ("L1", "sales", "greets people"),
        ("L1", "", "Does the plain work of the shop as told:"),
        ("L2", "dough", "Buys flour"),
        ("L2", "sales", "sells"),
    ]
    assert draft.cumulative
    assert [(each.id, each.name.text) for each in draft.levels] == [
        ("L1", "Baker"),
        ("L2", "Senior Baker"),
    ]
    first, second = draft.levels
    assert first.summary is not None
    assert first.summary.text == "Begins."
    assert second.years is not None
    assert (second.years.low, second.years.high) == (3, None)
    assert {key: each.text for key, each in second.attributes.items()} == {"scope": "Ovens"}
    theme = draft.themes[0]
    assert theme.summary is not None
    assert (theme.name.text, theme.summary.text) == ("Dough", "the heart of bread.")
    focus = draft.functions[0].foci[0]
    assert focus.summary is not None
    assert (focus.name.text, focus.summary.text) == ("Baking", "What bakers do.")
    reasons = {each.origin.text: each.reason for each in draft.left_out}
    assert reasons["Ask."] == "it is about no level"
    assert reasons["```\noven()\n```"] == "it is code"


def test_links_and_lists_below_an_item_are_kept(imported: Imported) -> None:
    draft = imported(BY_LEVEL)
    found = draft.functions[0].foci[0].profiles[0].duties
    assert [(each.url.text, each.title and each.title.text) for each in found[3].links] == [
        ("https://example.org/a", "greets")
    ]
    assert [each.text for each in found[4].examples] == ["sweeps", "stacks"]


@pytest.mark.parametrize("content", [BY_THEME, BY_THEME.replace("###", "####")])
def test_a_heading_for_each_theme(imported: Imported, content: str) -> None:
    draft = imported(content)
    assert duties(draft) == [
        ("Junior", "dough", "Kneads"),
        ("Junior", "sales", "Greets people."),
        ("Senior", "dough", "Buys flour"),
        ("Senior", "sales", "Sells."),
    ]
    summary = draft.themes[0].summary
    assert summary is not None
    assert summary.text == "How to make it."


def test_levels_in_lists(imported: Imported) -> None:
    draft = imported(IN_LISTS)
    assert duties(draft) == [
        ("Novice", "dough", "kneads"),
        ("Novice", "sales", "greets"),
        ("Expert", "dough", "invents"),
        ("Expert", "sales", "sells"),
    ]
    summary = draft.themes[0].summary
    assert summary is not None
    assert summary.text == "Making it."


def test_lines_in_bold_are_headings(imported: Imported) -> None:
    draft = imported(IN_BOLD)
    assert duties(draft) == [("L1", "", "Kneads"), ("L2", "", "Buys flour")]


def test_tables_in_markdown_and_html(imported: Imported) -> None:
    draft = imported(IN_TABLES)
    assert duties(draft) == [
        ("L1", "craft-dough", "Kneads;"),
        ("L1", "craft-dough", "cleans"),
        ("L1", "craft-dough", "stacks"),
        ("L1", "people-talks", "greets people"),
        ("L1", "people-helps", "helps all others who are in need of any help"),
        ("L2", "craft-dough", "Buys"),
        ("L2", "craft-dough", "Stores flour"),
    ]
    summary = draft.levels[0].summary
    assert summary is not None
    assert summary.text == "A beginner"


@pytest.mark.parametrize("content", [BY_LEVEL, BY_THEME, IN_LISTS, IN_BOLD, IN_TABLES])
def test_every_block_is_in_the_draft_or_left_out(imported: Imported, content: str) -> None:
    draft = imported(content)
    found = {each.place for each in origins(draft)}
    assert len(draft.items) > 4
    assert [each for each in draft.items if each.place not in found] == []


def test_the_depth_of_headings_can_be_said(imported: Imported) -> None:
    content = "# A\n\n## Cook\n\n### Heat\n- boils\n\n## Chef de\n\n### Heat\n- plans\n"
    draft = imported(content, columns=(("level", "h2"), ("theme", "h3")))
    assert duties(draft) == [("Cook", "heat", "boils"), ("Chef de", "heat", "plans")]
    again = imported(content, map={"headings": {"2": "level", "3": "theme"}})
    assert again.functions == draft.functions


def test_the_same_levels_below_other_headings_are_foci_and_told(imported: Imported) -> None:
    one = "### Junior\n\n#### Heat\n- boils {0}\n\n### Senior\n\n#### Heat\n- plans {0}\n"
    content = "# A\n\n## Bread\n\n" + one.format("bread") + "\n## Cake\n\n" + one.format("cake")
    draft = imported(content)
    assert [focus.name.text for focus in draft.functions[0].foci] == ["Bread", "Cake"]
    assert any("“Bread” was taken for a focus" in each for each in draft.remarks)


def read_folder(folder: Path) -> LadderDraft:
    source = source_of(folder)
    return reader_of(source).read(source, ReadingOptions())


def test_documents_about_one_level_each(tmp_path: Path) -> None:
    for name, text in (
        ("a.md", "# Senior Baker\n\n## Dough\n- plans\n"),
        ("b.md", "# Baker (B)\n\n_**Years of Experience:** 3-5_\n\n## Dough\n- kneads\n"),
        ("c.md", "# Junior Baker\n\n## Dough\n- looks\n"),
        ("d.md", "# What we bake\n\nBread.\n"),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    draft = read_folder(tmp_path)
    assert duties(draft) == [
        ("Junior Baker", "dough", "looks"),
        ("Baker (B)", "dough", "kneads"),
        ("Senior Baker", "dough", "plans"),
    ]
    years = draft.levels[1].years
    assert years is not None
    assert (years.low, years.high) == (3, 5)
    assert any("order is guessed" in each for each in draft.remarks)


def test_documents_about_one_theme_each(tmp_path: Path) -> None:
    first = "### Level 1\n- kneads\n\n### Level 2 SENIOR\n- plans\n"
    second = "# Sales\n\n### Level 1\n- greets\n\n### Level 2\n- sells\n"
    (tmp_path / "dough.md").write_text(first, "utf-8")
    (tmp_path / "sales.md").write_text(second, "utf-8")
    draft = read_folder(tmp_path)
    assert duties(draft) == [
        ("Level 1", "dough", "kneads"),
        ("Level 1", "sales", "greets"),
        ("Level 2", "dough", "plans"),
        ("Level 2", "sales", "sells"),
    ]


def test_levels_that_foci_call_differently_have_their_code_for_a_name(imported: Imported) -> None:
    content = "# A\n\n## Bread\n\n### IC1 - Baker\n- bakes\n\n### IC2 (Chief)\n- plans\n"
    content += "\n## Cake\n\n### IC1 - Confectioner\n- mixes\n\n### IC2 (Chief)\n- buys\n"
    draft = imported(content)
    assert [(each.id, each.name.text) for each in draft.levels] == [
        ("IC1", "IC1"),
        ("IC2", "Chief"),
    ]
    foci = draft.functions[0].foci
    assert [[(each.title.text, each.level) for each in focus.aliases] for focus in foci] == [
        [("Baker", "IC1")],
        [("Confectioner", "IC1")],
    ]


def test_levels_of_several_foci_are_in_the_order_of_their_numbers(imported: Imported) -> None:
    level = "### {0}\n\n#### Heat\n- boils as {0}\n\n"
    bread = level.format("Baker (IC 2)") + level.format("Chief (IC 4)")
    cake = level.format("Apprentice (IC 1)") + level.format("Chief (IC 4)")
    draft = imported(f"# A\n\n## Bread\n\n{bread}## Cake\n\n{cake}")
    assert [each.id for each in draft.levels] == ["IC1", "IC2", "IC4"]
    assert any("order of their numbers" in each for each in draft.remarks)


def test_lines_in_bold_of_one_paragraph_are_parts_of_their_own(imported: Imported) -> None:
    one = "## {0}\n\n**Experience:** {1} years  \n**Scope:** {2}\n**Tasks:** {3}\nand more\n\n"
    content = one.format("Junior Baker", "0-2", "a bowl", "kneads")
    content += one.format("Senior Baker", "3-5", "an oven", "plans")
    draft = imported("# A\n\n" + content)
    assert duties(draft) == [
        ("Junior Baker", "scope", "a bowl"),
        ("Junior Baker", "tasks", "kneads and more"),
        ("Senior Baker", "scope", "an oven"),
        ("Senior Baker", "tasks", "plans and more"),
    ]
    assert [each.years and each.years.high for each in draft.levels] == [2, 5]


def test_numbers_of_sections_are_no_codes_and_an_odd_order_is_told(imported: Imported) -> None:
    content = "# A\n\n## 1.2. Levels\n\n### 1.2.1. Senior Baker\n- plans\n\n"
    content += "### 1.2.2. Junior Baker\n- kneads\n\n### 1.2.3. Staff Baker\n- invents\n"
    draft = imported(content)
    assert [each.id for each in draft.levels] == ["Senior Baker", "Junior Baker", "Staff Baker"]
    assert any("names tell another" in each for each in draft.remarks)


def test_a_name_without_its_first_word_is_a_level_and_much_that_is_lost_is_told(
    imported: Imported,
) -> None:
    content = (
        "# A\n\n## Junior Rye Baker\n- kneads\n\n## Rye Baker\n- bakes\n\n## Senior Rye Baker\n"
    )
    content += "- plans\n\n## Other things\n\n" + "".join(f"{at} loaves.\n\n" for at in range(20))
    draft = imported(content)
    assert [each.id for each in draft.levels] == [
        "Junior Rye Baker",
        "Rye Baker",
        "Senior Rye Baker",
    ]
    assert any("21 of the 28 items" in each for each in draft.remarks)


def test_the_guessed_map_reads_the_same(imported: Imported) -> None:
    from levelctl.canon import source

    draft = imported(BY_LEVEL)
    again = imported(BY_LEVEL, map=source.parse(draft.guessed_map).top.value)
    assert again.functions == draft.functions
    assert again.levels == draft.levels


@pytest.mark.parametrize("content", ["", "# Hello\n\nNo levels here.\n", "> " * 30 + "deep\n"])
def test_a_document_without_levels(imported: Imported, content: str) -> None:
    with pytest.raises(LevelctlError, match=r"ladder\.md: no heading, list or table") as caught:
        imported(content)
    assert "--column level=h2" in caught.value.hint


def test_parts_of_a_level_with_its_name_are_themes(imported: Imported) -> None:
    jobs = ("Shop Junior Bread Baker", "Shop Bread Baker", "Senior Shop Bread Baker")
    content = "# Bakers\n\n## Levels\n\n" + "".join(
        f"### {job}\n\n#### {job} Tasks\n\n- {job} kneads\n\n#### {job} Needs\n\n- flour {job}\n\n"
        for job in jobs
    )

    draft = imported(content)

    assert [level.name.text for level in draft.levels] == [*jobs]
    assert [theme.name.text for theme in draft.themes] == ["Tasks", "Needs"]


def test_tables_win_if_more_of_them_is_kept(imported: Imported) -> None:
    scale = "".join(
        f"### {at} - {name}\n\n- learns\n\n"
        for at, name in enumerate(("Regular Learner", "Advanced Learner"), 1)
    )
    rows = "".join(f"| Skill {at} | {at % 3} | 2 | 3 |\n" for at in range(9))
    table = f"## Skills\n\n| Skill | Junior | Senior | Lead |\n|---|---|---|---|\n{rows}"

    draft = imported(f"# Matrix\n\n## Scale\n\n{scale}{table}")

    assert [level.name.text for level in draft.levels] == ["Junior", "Senior", "Lead"]


def test_a_doubtful_reading_says_first_which_headings_keep_more(imported: Imported) -> None:
    sections = "".join(
        f"## {name}\n\n" + "".join(f"- {name} does {at}\n" for at in range(9)) + "\n"
        for name in ("Explorer", "Trailblazer", "Voyager")
    )
    ladder = "## Notes\n\n### Junior\n\n- asks\n\n### Senior\n\n- answers\n\n"

    draft = imported(f"# Guild\n\n{ladder}{sections}")

    first = draft.remarks[0]
    assert first.startswith("Not sure: ")
    assert "try --column level=h2" in first
    assert "“Explorer”" in first
    mended = imported(f"# Guild\n\n{ladder}{sections}", columns=(("level", "h2"),))
    assert "Voyager" in [level.name.text for level in mended.levels]


def test_one_level_is_a_doubt(imported: Imported) -> None:
    draft = imported(
        "# Baking\n\n| Level | Text |\n|---|---|\n| Junior Baker | kneads all of the dough |\n"
    )

    assert draft.remarks[0].startswith("Not sure: the source seems to have only one level")


def test_tags_of_generators_are_no_text(imported: Imported) -> None:
    tag = "{% include level.html level='1' %}"
    draft = imported(
        f"# Bakers\n\n## Junior\n\n{tag}\n\n- kneads\n\n## Senior\n\n{tag}\n\n- bakes\n"
    )

    assert [level.summary for level in draft.levels] == [None, None]
    assert [text for _, _, text in duties(draft)] == ["kneads", "bakes"]
    assert tag in [each.origin.text for each in draft.left_out]


def test_a_document_whose_top_headings_are_levels_is_called_as_its_file(imported: Imported) -> None:
    draft = imported("# Junior Baker\n\n- kneads\n\n# Senior Baker\n\n- bakes\n")

    assert draft.name.text == "Ladder"
    assert [focus.name.text for each in draft.functions for focus in each.foci] == ["Ladder"]
