"""Where the values of a page come from, what an overlay changes, and what it was based on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from levelctl import list_profiles, new_focus, open_canon, show
from levelctl.answers.diff.base import compare_with_base
from levelctl.answers.list import Filters
from levelctl.answers.rebase import rebase, with_pin
from levelctl.answers.show import ProfilePage, page
from levelctl.cache.pinned import Accepted
from levelctl.canon.canon import Canon
from levelctl.canon.resolve import resolve
from levelctl.errors import CanonError, LevelctlError
from overlays import WARD_FILE, overlay_of_small, read, write_overlay
from program import run
from small import FILES, write_canon

OVERLAY = {
    "ladder.yaml": "levels:\n  L3: {is: P3, name: Senior}\n",
    WARD_FILE: (
        "summary: Our ward.\n"
        "tools: {add: [Scale]}\n"
        "levels:\n"
        "  P2: {pay: {median: 41000}}\n"
        "  L3: {confidence: 0.7}\n"
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return overlay_of_small(tmp_path, OVERLAY)


def origins(canon: Canon, text: str, folder: Path) -> dict[str, str]:
    """Return by value the file and line that say it, as seen from *folder*."""
    found = page(canon, resolve(canon, text), origin=True).origins
    return {
        each.value: f"{each.layer} {Path(each.path).absolute().relative_to(folder)}:{each.line}"
        for each in found
    }


def test_each_value_has_its_file_and_line(root: Path, tmp_path: Path) -> None:
    found = origins(read(root), "ward nurse P2", tmp_path)

    base = f"1 base/{WARD_FILE}"
    assert found["summary"] == f"0 company/{WARD_FILE}:1"
    assert found["tools[0]"] == f"{base}:11"
    assert found["tools[2]"] == f"0 company/{WARD_FILE}:2"
    assert found["levels.P2.pay.median"] == f"0 company/{WARD_FILE}:4"
    assert found["levels.P2.pay.low"] == f"{base}:31"
    assert found["levels.P2.responsibilities"] == f"{base}:33"
    assert found["skills"] == f"{base}:10"


def test_what_themes_and_families_say_has_its_place(tmp_path: Path) -> None:
    theme = (
        "themes:\n  craft:\n    name: Craft\n    responsibilities: {P2: [Mends.], P1: [Sews.]}\n"
    )
    ward = FILES[WARD_FILE].replace("levels:\n", "themes: {craft: {}, own: {name: Own}}\nlevels:\n")
    write_canon(tmp_path / "base", {"themes.yaml": theme, WARD_FILE: ward})
    changes = {
        "themes.yaml": "themes: {craft: {responsibilities: {P2: {add: [Ours.]}}}}\n",
        "families.yaml": "families: {add: [{slug: own, name: Own, summary: Ours.}]}\n",
        "functions/nursing/function.yaml": "family: own\n",
    }
    root = write_overlay(tmp_path / "company", changes)
    found = origins(read(root), "ward nurse P2", tmp_path)
    said = {each.value: each.text for each in origin_page(root).origins}

    assert found["themes.craft.name"] == "1 base/themes.yaml:3"
    assert found["themes.own.name"] == f"1 base/{WARD_FILE}:12"
    assert found["themes.craft.responsibilities.P2[0]"] == "1 base/themes.yaml:4"
    assert found["themes.craft.responsibilities.P2[1]"] == "0 company/themes.yaml:1"
    assert found["themes.craft.responsibilities.P1"] == "1 base/themes.yaml:4"
    assert found["family"] == "0 company/functions/nursing/function.yaml:1"
    assert found["families[2].name"] == "0 company/families.yaml:1"
    assert said["themes.craft.responsibilities.P2[1]"] == "Ours."
    assert (said["family"], said["families[2].name"]) == ("own", "Own")


def origin_page(root: Path) -> ProfilePage:
    canon = read(root)
    result = page(canon, resolve(canon, "ward nurse P2"), origin=True)
    assert isinstance(result, ProfilePage)
    return result


def test_what_is_taken_away_has_its_place(root: Path, tmp_path: Path) -> None:
    text = "tools: {remove: [Ward planner]}\nskills: \nlevels: {P2: {pay: }}\n"
    (root / WARD_FILE).write_text(text, "utf-8")
    found = origins(read(root), "ward nurse P2", tmp_path)

    assert found["tools: adds or removes items"] == f"0 company/{WARD_FILE}:1"
    assert found["skills: takes it away"] == f"0 company/{WARD_FILE}:2"
    assert found["levels.P2.pay: takes it away"] == f"0 company/{WARD_FILE}:3"


def test_no_changes_are_told_as_such(root: Path) -> None:
    (root / WARD_FILE).unlink()

    assert (
        "no profile here differs from the canon below; what is taken away is not listed"
        in run("list", "--changed", "--canon", str(root)).err
    )


def test_a_focus_keeps_the_name_of_its_file_below(root: Path) -> None:
    (root / WARD_FILE).write_text("name: Nurse of a Ward\n", "utf-8")
    new = FILES[WARD_FILE].replace("WARDNURS1234", "NIGHTNUR1234").replace("Ward Nurse", "Night")
    (root / "functions/nursing/other.yaml").write_text(new.replace("P3", "L3"), "utf-8")
    answer = run("check", "--select", "file-name", "--canon", str(root))

    assert answer.out.count("(file-name)") == 1
    assert "other, but the name" in answer.out


@pytest.mark.parametrize("form", ["junit", "json", "sarif", "github", "text"])
def test_a_finding_below_is_written_in_each_form(root: Path, form: str) -> None:
    (root / "families.yaml").write_text("families: {remove: [goods]}\n", "utf-8")
    answer = run("check", "-f", form, "--canon", str(root))

    assert (answer.code, "is not a family" in answer.out) == (1, True)


def test_a_link_into_a_layer_below_is_not_fixed(root: Path, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    base = tmp_path / "base" / WARD_FILE
    base.write_text(base.read_text("utf-8").replace("Staff Nurse", "Staff  Nurse"), "utf-8")
    before = base.read_bytes()
    shutil.rmtree(root / "functions")
    (root / "functions").symlink_to(tmp_path / "base/functions")
    (root / "ladder.yaml").unlink()
    run("check", "--fix", "--canon", str(root))

    assert base.read_bytes() == before


def test_names_and_codes_have_their_places(root: Path) -> None:
    placed = [
        (each.value, each.text, Path(each.path).name)
        for each in origin_page(root).origins
        if each.section == "placement"
    ]

    assert sorted(placed) == [
        ("code", "NURSIN", "function.yaml"),
        ("code", "WARDNURS1234", "ward-nurse.yaml"),
        ("families[0].name", "Care", "families.yaml"),
        ("family", "care", "function.yaml"),
        ("name", "Nursing", "function.yaml"),
        ("name", "Ward Nurse", "ward-nurse.yaml"),
    ]


def test_a_renamed_level_is_of_both(root: Path, tmp_path: Path) -> None:
    found = origins(read(root), "L3", tmp_path)

    assert found["levels.L3.name"] == "0 company/ladder.yaml:2"
    assert found["levels.L3.rank"] == "1 base/ladder.yaml:32"


def test_only_pages_that_are_asked_say_so(root: Path) -> None:
    result = show(read(root), "ward nurse P2")

    assert isinstance(result, ProfilePage)
    assert result.origins == ()
    assert "origins" not in result.sections


def test_an_origin_is_shown_in_lines(root: Path) -> None:
    answer = run("show", "ward nurse P2", "--origin", "--section", "tools", "--canon", str(root))
    line = answer.out.splitlines()[-1]

    assert "Origins" in answer.out.splitlines()
    assert line.startswith("- tools tools[2] 'Scale' here ")
    assert line.endswith(f"company/{WARD_FILE}:2:15")


def test_a_profile_beside_what_it_is_below(root: Path) -> None:
    canon, base = read(root), read(root.parent / "base")
    found = compare_with_base(canon, base, resolve(canon, "ward nurse L3"), changed=True)

    assert [side.code.rpartition(".")[2] for side in found.sides] == ["P3", "L3"]
    assert [(row.name, *(cell.text for cell in row.cells)) for row in found.level] == [
        ("Name", "Expert", "Senior")
    ]
    assert [row.cells[1].change for row in found.tools] == ["new"]
    assert found.pay == ()


DUTIES = (
    "levels:\n  P2:\n    responsibilities:\n"
    "      - Plans the shifts of the ward for a fortnight.\n"
    "      - Takes stock of the medicine.\n"
)


def test_only_what_differs_stands_beside_what_is_below(root: Path) -> None:
    changed = {
        WARD_FILE: "summary: Ours.\naliases: {add: [Sister, {title: Head, level: L3}]}\n" + DUTIES
    }
    for path, text in changed.items():
        (root / path).write_text(text, "utf-8")
    found = json.loads(
        run("diff", "--base", "ward nurse P2", "-f", "json", "--canon", str(root)).out
    )
    shown = {name: rows for name, rows in found.items() if isinstance(rows, list)}

    assert {*shown} == {"sides", "placement", "responsibilities", "aliases", "themes"}
    assert [row["name"] for row in shown["placement"]] == ["Definition"]
    assert [row["cells"][1]["text"] for row in shown["aliases"]] == ["Sister"]
    changes = [row["cells"][1]["change"] for row in shown["responsibilities"]]
    assert changes == ["reworded", "dropped", "new"]  # what is unlike is no other wording


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ((), ["No differences."]),
        (("--changed",), ["No differences."]),
        (("--all",), ["Infusion pump", "Staff Nurse", "Ward Nurse"]),
        (("--only", "tools"), ["No differences."]),
    ],
)
def test_a_profile_that_is_the_same_below(
    root: Path, options: tuple[str, ...], lines: list[str]
) -> None:
    (root / WARD_FILE).unlink()
    answer = run("diff", "--base", "ward nurse P2", *options, "--canon", str(root))

    assert answer.code == 0
    assert [line for line in lines if line not in answer.out] == []
    assert ("No differences." in answer.out) == ("No differences." in lines)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("levels: {P2: {region: DE}}", "Region"),
        ("levels: {P2: {version: 3}}", "Version"),
        ("levels: {P2: {status: draft}}", "Status"),
        ("levels: {P2: {confidence: 0.4}}", "Confidence"),
        ("levels: {P2: {review: {concreteness: 4}}}", "Concreteness"),
        ("levels: {P2: {review: {wording: other}}}", "Panel"),
        (
            (
                "levels: {P2: {sources: [{title: Ward handbook, url: 'https://example.org/ward', "
                "accessed: 2026-05-01, kind: standard}]}}"
            ),
            "Sources",
        ),
        (
            "levels: {P2: {sources: [{title: Ours, url: 'https://a.example'}]}}",
            "Sources",
        ),
    ],
)
def test_each_value_that_differs_is_a_row(root: Path, text: str, row: str) -> None:
    (root / WARD_FILE).write_text(f"{text}\n", "utf-8")
    canon, base = read(root), read(root.parent / "base")
    found = compare_with_base(canon, base, resolve(canon, "ward nurse P2"))

    assert [each.name for each in found.placement] == [row]
    assert found.sections == ("placement",)


def test_a_level_beside_what_it_is_below(root: Path) -> None:
    canon, base = read(root), read(root.parent / "base")
    found = compare_with_base(canon, base, resolve(canon, "P2"), changed=True)

    assert (found.kind, found.level) == ("levels", ())


def test_what_is_only_here_has_nothing_below(root: Path) -> None:
    new_focus(read(root), "Night Nurse", function="NURSIN", levels="L3")
    canon, base = read(root), read(root.parent / "base")

    assert (root / "functions/nursing/night-nurse.yaml").exists()
    with pytest.raises(LevelctlError, match="is only in this canon"):
        compare_with_base(canon, base, resolve(canon, "night nurse L3"))


def test_the_list_of_what_is_changed(root: Path) -> None:
    (root / WARD_FILE).write_text("levels: {P2: {version: 2}, P1: {status: draft}}\n", "utf-8")
    listed = list_profiles(read(root), Filters(changed=True))

    codes = [
        profile.code
        for family in listed.families
        for function in family.functions
        for focus in function.foci
        for profile in focus.profiles
    ]
    assert codes == ["NURSIN.WARDNURS1234.P2"]


def test_a_canon_without_one_below_has_no_changes(tmp_path: Path, root: Path) -> None:
    for line in ("list --changed", "diff --base P2"):
        answer = run(*line.split(), "--canon", str(tmp_path / "base"))
        assert (answer.code, "extends no other one" in answer.err) == (2, True)
    assert run("diff", "--base", "P2", "M1", "--canon", str(root)).code == 2


def test_a_pin_is_written_once(root: Path) -> None:
    first, second = rebase(root), rebase(root)
    (line,) = (root / "canon.yaml").read_text("utf-8").splitlines()

    assert (first.written, first.then, second.written, second.moved) == (True, None, False, False)
    assert first.now
    pin = f'edition: "test", fingerprint: "{first.now.fingerprint}"'
    assert line == f'extends: {{canon: "../base", {pin}}}'


def test_what_changed_below_is_told_before_it_is_accepted(root: Path, tmp_path: Path) -> None:
    rebase(root)
    base = tmp_path / "base" / WARD_FILE
    base.write_text(base.read_text("utf-8").replace("median: 40000", "median: 40500"), "utf-8")
    shown = rebase(root, write=False)

    assert (shown.moved, shown.known, shown.written) == (True, True, False)
    assert [(each.value, each.then, each.now) for each in shown.changes] == [
        ("levels.P2.pay.median", "40000", "40500")
    ]
    (message,) = run("check", "--select", "base-moved", "--canon", str(root)).out.splitlines()[2::2]
    assert "40000 became 40500 (base-moved)" in message
    assert (rebase(root).written, rebase(root).moved) == (True, False)
    assert "base-moved" not in run("check", "--canon", str(root)).out


def test_a_pin_can_be_an_edition_alone(root: Path) -> None:
    for edition, moved in (("test", False), ("older", True)):
        text = f"extends: {{canon: ../base, edition: {edition}}}\n"
        (root / "canon.yaml").write_text(text, "utf-8")
        answer = run("check", "--select", "base-moved", "--canon", str(root))
        assert ("the canon below moved from older to test" in answer.out) == moved


def test_without_what_was_replaced_the_changes_are_not_known(root: Path, tmp_path: Path) -> None:
    rebase(root)
    (root / ".levelctl/base.json").write_text("{}", "utf-8")
    (tmp_path / "base/words.yaml").write_text("vague: []\n", "utf-8")

    assert (rebase(root, write=False).moved, rebase(root, write=False).known) == (True, False)
    assert "may have changed there" in run("check", "--canon", str(root)).out


@pytest.mark.parametrize(
    ("text", "pinned"),
    [
        ("name: x\nextends: reference\n", 'name: x\nextends: {canon: "reference", %s}\n'),
        ("extends: {canon: ../a} # ours\n", 'extends: {canon: "../a", %s} # ours\n'),
        ("extends:\n  canon: ../a\nname: x\n", 'extends:\n  {canon: "../a", %s}\nname: x\n'),
        ("\ufeffextends: 'b'\r\nname: x\r\n", '\ufeffextends: {canon: "b", %s}\r\nname: x\r\n'),
    ],
)
def test_a_pin_changes_nothing_else(text: str, pinned: str) -> None:
    state = Accepted("0f" * 16, "2026-11", ())
    pin = f'edition: "2026-11", fingerprint: "{"0f" * 16}"'

    once = with_pin(text.encode(), state)
    assert once.decode() == pinned % pin
    assert with_pin(once, state) == once


def test_fixes_are_of_the_overlay_alone(root: Path, tmp_path: Path) -> None:
    base = tmp_path / "base" / WARD_FILE
    base.write_text(base.read_text("utf-8").replace("Staff Nurse", "Staff  Nurse"), "utf-8")
    before = base.read_bytes()
    (root / WARD_FILE).write_text(
        "aliases: {add: ['R&amp;D  Nurse', staff  nurse]}\nlevels: {P1: {region: 1}}\n", "utf-8"
    )
    run("check", "--fix", "--canon", str(root))

    assert base.read_bytes() == before
    fixed = (root / WARD_FILE).read_text("utf-8")
    assert fixed == "aliases: {add: ['R&D Nurse']}\nlevels: {P1: {region: \"1\"}}\n"
    run("check", "--fix", "--canon", str(root))
    assert (root / WARD_FILE).read_text("utf-8") == fixed


@pytest.mark.parametrize(
    ("text", "value", "place"),
    [
        ("WARDNURS1234", "levels.P2.pay.median", f"0 company/{WARD_FILE}:4"),
        ("NURSIN", "summary", "1 base/functions/nursing/function.yaml:4"),
        ("care", "families[0]", "1 base/families.yaml:2"),
    ],
)
@pytest.mark.parametrize("cache", [True, False])
def test_each_page_says_where_it_is_from(
    root: Path, tmp_path: Path, text: str, value: str, place: str, cache: bool
) -> None:
    canon = open_canon(root, cache=cache)

    assert origins(canon, text, tmp_path)[value] == place


def test_a_canon_that_extends_nothing_is_its_own_origin(tmp_path: Path) -> None:
    found = origins(read(write_canon(tmp_path / "base")), "ward nurse P2", tmp_path)

    assert {origin.partition(" ")[0] for origin in found.values()} == {"0"}
    assert found["skills"] == f"0 base/{WARD_FILE}:10"


def test_rebase_on_the_command_line(root: Path, tmp_path: Path) -> None:
    def answer(*options: str) -> tuple[int, str]:
        said = run("rebase", "--canon", str(root), *options)
        return said.code, said.out

    code, out = answer("--diff")
    assert (code, "Pinned: no pin" in out, "There is no pin yet" in out) == (1, True, True)
    code, out = answer()
    assert (code, "This state is pinned now." in out) == (0, True)
    base = tmp_path / "base" / WARD_FILE
    base.write_text(base.read_text("utf-8").replace("skills:", "# skills\nskills:"), "utf-8")
    code, out = answer("--diff")
    assert (code, "Nothing that this canon replaces changed there." in out) == (1, True)
    base.write_text(base.read_text("utf-8").replace("of a ward.", "of wards."), "utf-8")
    code, out = answer("--diff")
    change = f'{WARD_FILE}:1:10 summary: "Looks after the patients of a ward." became'
    assert (code, change in out) == (1, True)
    (root / ".levelctl/base.json").unlink()
    assert "is not known" in answer("--diff")[1]
    assert answer()[0] == 0
    assert answer("--diff") == (0, answer("--diff")[1])


def test_a_canon_that_extends_nothing_has_no_pin(tmp_path: Path) -> None:
    result = rebase(write_canon(tmp_path))

    assert (result.base, result.now, result.written) == (None, None, False)


def test_an_overlay_that_cannot_be_read_is_not_pinned(root: Path) -> None:
    (root / "families.yaml").write_text("families: {remove: [care, goods]}\n", "utf-8")

    with pytest.raises(CanonError):
        rebase(root)
    assert not (root / ".levelctl").exists()


def test_what_is_neither_level_nor_profile_is_not_compared(root: Path) -> None:
    canon, base = read(root), read(root.parent / "base")

    with pytest.raises(LevelctlError, match="is neither a level nor a profile"):
        compare_with_base(canon, base, resolve(canon, "WARDNURS1234"))
