"""A mistake in an overlay is told by its cause, once, and not by what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from levelctl.canon.canon import Canon
from levelctl.canon.layers import EXTENDS
from levelctl.canon.schema import known_keys
from levelctl.diagnostics import Diagnostic
from levelctl.errors import CanonError
from levelctl.suggest import NEAR, similar
from overlays import WARD_FILE, overlay_of_small, read, write_overlay
from small import FILES, write_canon

Files = Mapping[str, str]

NURSING = "functions/nursing"
OVERLAY_ONLY = "only a canon that extends another one has it; see docs/overlays.md"


def faults(root: Path) -> tuple[Diagnostic, ...]:
    try:
        canon: Canon = read(root)
    except CanonError as error:
        return error.diagnostics
    return canon.diagnostics


def told(root: Path) -> list[tuple[str, str]]:
    return [(fault.message, fault.hint) for fault in faults(root)]


@pytest.mark.parametrize("text", ["tools: [x]\n", "levels: {P2: {pay: {median: 41000}}}\n"])
@pytest.mark.parametrize("name", ["ward-nurs", "ward_nurse", "Ward-Nurse"])
def test_a_file_that_is_not_below(tmp_path: Path, name: str, text: str) -> None:
    path = f"{NURSING}/{name}.yaml"
    needs = "a new focus needs a code, a name, a summary and levels"

    assert told(overlay_of_small(tmp_path, {path: text})) == [
        (f"the canon below has no {path}, and {needs}", f"did you mean {WARD_FILE!r}?")
    ]


def test_a_file_unlike_any_below(tmp_path: Path) -> None:
    root = overlay_of_small(tmp_path, {"functions/storage/zzz.yaml": "tools: [x]\n"})
    ((message, _),) = told(root)

    assert message.startswith("the canon below has no functions/storage/zzz.yaml")


def test_a_folder_that_is_not_below(tmp_path: Path) -> None:
    root = overlay_of_small(tmp_path, {"functions/nursin/ward-nurse.yaml": "tools: [x]\n"})

    assert [hint for _, hint in told(root)] == [
        "did you mean 'functions/nursing'?",
        f"did you mean {WARD_FILE!r}?",
    ]


def test_an_empty_folder(tmp_path: Path) -> None:
    root = overlay_of_small(tmp_path, {})
    (root / "functions/nurses").mkdir(parents=True)
    message = "the canon below has no functions/nurses, and a new function needs a function.yaml"

    assert told(root) == [(message, "did you mean 'functions/nursing'?")]


@pytest.mark.parametrize(
    ("path", "text", "message", "hint"),
    [
        (
            WARD_FILE,
            "levels: {IC4: {pay: {median: 41000}, region: DE}}\n",
            "the file below has no level IC4, and a new one needs a status, a version and a region",
            "it has: P3, P1, P2",
        ),
        (
            WARD_FILE,
            "levels: {p2: {version: 3}}\n",
            "the file below has no level p2, and a new one needs a status, a version and a region",
            "did you mean 'P2'?",
        ),
        (
            "ladder.yaml",
            "levels: {P22: {name: x}}\n",
            "the file below has no level P22, and a new one needs a track and a name",
            "did you mean 'P2'?",
        ),
        (
            "ladder.yaml",
            "tracks: {X: {manages: true}}\n",
            "the file below has no track X, and a new one needs a name and a summary",
            "it has: P, M",
        ),
        (
            "themes.yaml",
            "themes: {crft: {summary: x}}\n",
            "the file below has no theme crft, and a new one needs a name",
            "did you mean 'craft'?",
        ),
    ],
)
def test_a_name_that_is_not_below(
    tmp_path: Path, path: str, text: str, message: str, hint: str
) -> None:
    write_canon(tmp_path / "base", {"themes.yaml": "themes: {craft: {name: Craft}}\n"})
    root = write_overlay(tmp_path / "company", {path: text})

    assert told(root) == [(message, hint)]


def test_the_old_name_of_a_level(tmp_path: Path) -> None:
    files = {
        "ladder.yaml": "levels: {L2: {is: P2}}\n",
        WARD_FILE: "levels: {P2: {confidence: 0.5}}\n",
    }

    assert [hint for _, hint in told(overlay_of_small(tmp_path, files))] == ["its name here is L2"]


@pytest.mark.parametrize(
    ("old", "hint"), [("P11", "did you mean 'P1'?"), ("x", "it has: P1, P2, P3, M1, M2")]
)
def test_a_level_that_is_none_below(tmp_path: Path, old: str, hint: str) -> None:
    root = overlay_of_small(tmp_path, {"ladder.yaml": f"levels: {{IC1: {{is: {old}}}}}\n"})
    message = f"{old} is not a level of the canon below; is expects the code of one"

    assert told(root) == [(message, hint)]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("hide: yes", "hide is 'yes'; expected true or false", "write true or false"),
        ("hide: [true]", "hide is a list; expected true or false", "write true or false"),
        ("hide: 1", "hide is 1; expected true or false", "write true or false"),
        ("hidden: true", "unknown key 'hidden'", "did you mean 'hide'?"),
        ("Hide: true", "unknown key 'Hide'", "did you mean 'hide'?"),
        ("hides: on", "unknown key 'hides'", "did you mean 'hide'?"),
    ],
)
@pytest.mark.parametrize(
    ("path", "place"),
    [
        (WARD_FILE, "{{{}}}"),
        (WARD_FILE, "levels: {{P2: {{{}}}}}"),
        ("ladder.yaml", "levels: {{P2: {{{}}}}}"),
        ("functions/storage/function.yaml", "{{{}}}"),
    ],
)
def test_what_nearly_hides(
    tmp_path: Path, path: str, place: str, text: str, message: str, hint: str
) -> None:
    root = overlay_of_small(tmp_path, {path: place.format(text) + "\n"})

    assert told(root) == [(message, hint)]


def test_words_that_are_no_hiding(tmp_path: Path) -> None:
    files = {"titles.yaml": "abbreviations: {hide: leather, hidden: secret}\n"}

    assert told(overlay_of_small(tmp_path, files)) == []


@pytest.mark.parametrize("text", ["hide: true", "hide: yes", "is: P1"])
@pytest.mark.parametrize("path", [WARD_FILE, "ladder.yaml"])
def test_what_only_an_overlay_has(tmp_path: Path, path: str, text: str) -> None:
    changed = FILES[path].replace("  P2:\n", f"  P2:\n    {text}\n", 1)
    ((message, hint),) = told(write_canon(tmp_path, {path: changed}))
    is_level = "only levels in ladder.yaml of a canon that extends another one have it"

    assert message == f"unknown key {text.partition(':')[0]!r}"
    assert hint == (is_level if text.startswith("is") else OVERLAY_ONLY)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "tools: {ad: [x]}",
            "tools is a list below, and 'ad' is none of its changes: add, remove",
            "did you mean 'add'?",
        ),
        (
            "tools: {removed: [x], add: [y]}",
            "tools is a list below, and 'removed' is none of its changes: add, remove",
            "did you mean 'remove'?",
        ),
        (
            "tools: {add: Scale}",
            "add of tools is no list; expected a list of what to add",
            "put brackets around it: add: […]",
        ),
        (
            "levels: {P2: {responsibilities: {add: Cleans.}}}",
            "add of responsibilities is no list; expected a list of what to add",
            "put brackets around it: add: […]",
        ),
    ],
)
def test_a_list_that_is_not_changed(tmp_path: Path, text: str, message: str, hint: str) -> None:
    assert told(overlay_of_small(tmp_path, {WARD_FILE: f"{text}\n"})) == [(message, hint)]


@pytest.mark.parametrize(
    ("pay", "message"),
    [
        ("currency: USD", "currency is USD here, and EUR below, where low is from"),
        ("period: month, low: 1", "period is month here, and year below, where median is from"),
        ("currency: USD, low: 1, median: 2, high: 3", ""),
        ("currency: EUR", ""),
        ("median: 41000", ""),
    ],
)
def test_figures_in_another_unit(tmp_path: Path, pay: str, message: str) -> None:
    root = overlay_of_small(tmp_path, {WARD_FILE: f"levels: {{P2: {{pay: {{{pay}}}}}}}\n"})

    assert [fault.message for fault in faults(root)] == ([message] if message else [])


def test_a_file_that_the_lowest_canon_must_have(tmp_path: Path) -> None:
    root = overlay_of_small(tmp_path, {})
    (tmp_path / "base/ladder.yaml").unlink()

    assert [fault.path for fault in faults(root)] == [(tmp_path / "base/ladder.yaml").as_posix()]


@pytest.mark.parametrize(("key", "meant"), [("levles", "levels"), ("Tools", "tools")])
@pytest.mark.parametrize("extends", [True, False])
def test_one_misspelled_key_in_a_file(tmp_path: Path, key: str, meant: str, extends: bool) -> None:
    text = f"password: x\n{key}: [x]\n"
    root = (
        overlay_of_small(tmp_path, {WARD_FILE: text})
        if extends
        else write_canon(tmp_path, {WARD_FILE: text})
    )
    (fault,) = faults(root)

    assert (fault.message, fault.hint) == (f"unknown key {key!r}", f"did you mean {meant!r}?")
    assert fault.span.line == 2


@pytest.mark.parametrize("key", ["extend", "Extends", "extnds", "extends-"])
def test_a_misspelled_extends(tmp_path: Path, key: str) -> None:
    (tmp_path / "canon.yaml").write_text(f"name: Ours\n{key}: reference\n", "utf-8")

    assert told(tmp_path) == [(f"unknown key {key!r}", "did you mean 'extends'?")]


def test_no_key_of_a_canon_is_nearly_extends() -> None:
    others = [key for key in known_keys("canon") if key != EXTENDS]

    assert similar(EXTENDS, others, least=NEAR) == []


@pytest.mark.parametrize(
    ("extends", "hint"),
    [
        ("refrence", "did you mean 'reference'?"),
        ("../bases", "did you mean '../base'?"),
        ("../base/canon.yaml", "give the folder of canon.yaml"),
        ("../company", "let one of them extend another canon, or none"),
        ("../zzzzzz", "give reference, a folder as seen from this one, or :/"),
    ],
)
def test_a_misspelled_base(tmp_path: Path, extends: str, hint: str) -> None:
    write_canon(tmp_path / "base")
    ((_, found),) = told(write_overlay(tmp_path / "company", {}, extends))

    assert found.startswith(hint)


@pytest.mark.parametrize(
    "files",
    [
        {"families.yaml": "families: {remove: [goods]}\n"},
        {"themes.yaml": "themes: {craft: {hide: true}}\n"},
    ],
)
def test_what_names_something_that_is_taken_away(tmp_path: Path, files: Files) -> None:
    ward = FILES[WARD_FILE].replace("levels:\n", "themes: {craft: {}}\nlevels:\n", 1)
    theme = "themes: {craft: {name: Craft}, other: {name: Other}}\n"
    write_canon(tmp_path / "base", {"themes.yaml": theme, WARD_FILE: ward})
    found = faults(write_overlay(tmp_path / "company", files))

    assert found
    for fault in found:
        assert fault.path.startswith((tmp_path / "base").as_posix())
        assert "if this canon takes that away, it must change what names it, too" in fault.hint
