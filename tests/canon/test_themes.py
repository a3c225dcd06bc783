"""Themes and responsibilities with more than a text: read, linked, and refused with their place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

import small
from levelctl import open_canon
from levelctl.canon.canon import Canon
from levelctl.canon.loading import load
from levelctl.canon.model import Link, Responsibility, Theme
from levelctl.diagnostics import Span

THEMES = """\
themes:
  communication:
    name: Communication
    summary: Says what others need to know.
    responsibilities:
      P1: [Says what changed since yesterday.]
      P2:
        - text: Says in the daily round what changed.
          proficiency: Working
          examples: [Names the wound that needs a second look.]
  safety: {name: Safety}
"""

WARD = """\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after the patients of a ward.
themes:
  craft: {name: Craft, summary: Nurses well.}
  communication: {}
levels:
  P1:
    status: draft
    version: 1
    region: global
    responsibilities: [Takes the temperature of patients.]
  P2:
    status: draft
    version: 1
    region: global
    responsibilities:
      - text: Dresses wounds.
        theme: craft
        proficiency: Expert
        examples: [Dresses a burn., Dresses a cut.]
        links: [{title: Handbook, url: "https://example.org"}, {url: "https://example.org/2"}]
      - {text: Locks the medicine away., theme: safety}
"""

FILES = {"themes.yaml": THEMES, "functions/nursing/ward-nurse.yaml": WARD}
PROFICIENCIES = f"{small.CANON}proficiencies: [Awareness, Working, Expert]\n"


FOCUS = "functions/nursing/ward-nurse.yaml"


def canon_with(folder: Path, changes: Mapping[str, str | None] | None = None) -> Canon:
    """Return the small canon with `FILES` and *changes*, by path."""
    return load(small.write_canon(folder, {**FILES, **(changes or {})}))


def errors(canon: Canon) -> list[tuple[str, Span, str, str]]:
    return [
        (Path(each.path).relative_to(canon.root).as_posix(), each.span, each.message, each.hint)
        for each in canon.diagnostics
    ]


def test_a_responsibility_has_what_its_mapping_says(tmp_path: Path) -> None:
    profile = canon_with(tmp_path).focus("NURSIN", "WARDNURS1234").profile("P2")
    assert profile
    assert profile.responsibilities == (
        Responsibility(
            "Says in the daily round what changed.",
            "communication",
            "Working",
            ("Names the wound that needs a second look.",),
            generic=True,
        ),
        Responsibility(
            "Dresses wounds.",
            "craft",
            "Expert",
            ("Dresses a burn.", "Dresses a cut."),
            (Link("Handbook", "https://example.org"), Link(None, "https://example.org/2")),
        ),
        Responsibility("Locks the medicine away.", "safety"),
    )
    assert profile.duties[1:] == ("Dresses wounds.", "Locks the medicine away.")


def test_a_focus_has_the_themes_that_it_lists_or_names(tmp_path: Path) -> None:
    assert canon_with(tmp_path).focus("NURSIN", "WARDNURS1234").themes == (
        Theme("craft", "Craft", "Nurses well."),
        Theme("communication", "Communication", "Says what others need to know."),
        Theme("safety", "Safety"),
    )


def test_a_focus_without_themes_has_no_generic_criteria(tmp_path: Path) -> None:
    focus = canon_with(tmp_path).focus("STORAG", "STOREKEEABCD")
    assert focus.themes == ()
    assert not any(each.generic for level in focus.profiles for each in level.responsibilities)


def test_a_theme_of_the_focus_itself_takes_nothing_from_the_canon(tmp_path: Path) -> None:
    own = WARD.replace("communication: {}", "communication: {name: Talk}")
    focus = canon_with(tmp_path, {FOCUS: own}).focus("NURSIN", "WARDNURS1234")
    assert focus.themes[1] == Theme("communication", "Talk")
    assert [level.duties for level in focus.profiles] == [
        ("Takes the temperature of patients.",),
        ("Dresses wounds.", "Locks the medicine away."),
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        pytest.param(
            FOCUS,
            "theme: safety}",
            "theme: safty}",
            (Span(23, 49), "'safty' is not a theme of this focus or of themes.yaml"),
            id="a theme that a responsibility names",
        ),
        pytest.param(
            FOCUS,
            "communication: {}",
            "comunication: {}",
            (Span(6, 3), "'comunication' is not a theme of this focus or of themes.yaml"),
            id="a theme that the focus lists",
        ),
        pytest.param(
            FOCUS,
            "proficiency: Expert",
            "proficiency: Exprt",
            (Span(20, 22), "'Exprt' is not a proficiency of the canon"),
            id="a proficiency",
        ),
        pytest.param(
            "themes.yaml",
            "proficiency: Working",
            "proficiency: Workin",
            (Span(9, 24), "'Workin' is not a proficiency of the canon"),
            id="a generic proficiency",
        ),
        pytest.param(
            "themes.yaml",
            "P1: [",
            "P7: [",
            (Span(6, 7), "P7 is not a level of the ladder"),
            id="a level",
        ),
    ],
)
def test_what_is_not_defined_is_an_error_at_its_place(
    path: str, old: str, new: str, expected: tuple[Span, str], tmp_path: Path
) -> None:
    assert old in FILES[path]
    changed = {path: FILES[path].replace(old, new), "canon.yaml": PROFICIENCIES}
    ((where, span, message, hint),) = errors(canon_with(tmp_path, changed))
    assert (where, (span, message)) == (path, expected)
    assert hint


def test_a_canon_without_a_scale_has_any_proficiency(tmp_path: Path) -> None:
    changed = {FOCUS: WARD.replace("proficiency: Expert", "proficiency: Guru")}
    assert errors(canon_with(tmp_path, changed)) == []


def test_the_themes_of_a_file_with_an_error_are_not_missing(tmp_path: Path) -> None:
    """One error, where it is: not one more at each place that refers to a theme."""
    canon = canon_with(tmp_path, {"themes.yaml": THEMES.replace("name: Safety", "nam: Safety")})
    assert [each[0] for each in errors(canon)] == ["themes.yaml", "themes.yaml"]
    slugs = [theme.slug for theme in canon.focus("NURSIN", "WARDNURS1234").themes]
    assert slugs == ["craft", "communication", "safety"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("text: Dresses wounds.", "txt: Dresses wounds.", "unknown key 'txt'"),
        ("theme: craft", "theme: Craft", "theme is 'Craft'; expected a slug"),
        ("examples: [Dresses a burn., Dresses a cut.]", "examples: Dresses", "expected a list"),
        ("{url: ", "{adress: ", "unknown key 'adress'"),
        ('{title: Handbook, url: "https://example.org"}', "{}", "expected a title, an address"),
        ("  craft: {", "  Craft: {", "'Craft' is not a slug"),
    ],
)
def test_another_form_is_an_error(old: str, new: str, expected: str, tmp_path: Path) -> None:
    assert old in WARD
    canon = canon_with(tmp_path, {FOCUS: WARD.replace(old, new)})
    assert any(expected in message for _, _, message, _ in errors(canon)), errors(canon)


def test_a_ladder_can_be_cumulative(tmp_path: Path) -> None:
    canon = canon_with(tmp_path, {"ladder.yaml": f"{small.LADDER}cumulative: true\n"})
    assert canon.ladder.cumulative
    assert not canon_with(tmp_path).ladder.cumulative


def test_a_message_does_not_quote_all_of_a_proficiency(tmp_path: Path) -> None:
    long = FILES[FOCUS].replace("proficiency: Expert", f"proficiency: {'x' * 100_000}")
    scale = [f"Step {number}" for number in range(1000)]
    settings = f"{small.CANON}proficiencies: [Working, {', '.join(scale)}]\n"
    ((_, _, message, hint),) = errors(canon_with(tmp_path, {FOCUS: long, "canon.yaml": settings}))
    assert (len(message) < 100, len(hint) < 500) == (True, True)


def test_an_empty_theme_is_written_in_braces(tmp_path: Path) -> None:
    canon = canon_with(tmp_path, {FOCUS: WARD.replace("communication: {}", "communication:")})
    assert [each[2:] for each in errors(canon)] == [
        ("communication is empty; expected a mapping", "write {} if it is empty")
    ]


def test_a_stored_canon_follows_its_themes(tmp_path: Path) -> None:
    root = small.write_canon(tmp_path, FILES)

    def duties() -> tuple[str, ...]:
        profile = open_canon(root).focus("NURSIN", "WARDNURS1234").profile("P1")
        assert profile
        return profile.duties

    before = duties()
    path = root / "themes.yaml"
    path.write_text(path.read_text("utf-8").replace("since yesterday", "overnight"), "utf-8")
    changed = duties()
    path.write_text("themes: {communication: {name: Talk}, safety: {name: Safety}}\n", "utf-8")
    assert (before[0], changed[0], duties()) == (
        "Says what changed since yesterday.",
        "Says what changed overnight.",
        ("Takes the temperature of patients.",),
    )
