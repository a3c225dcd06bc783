"""The cached result equals a new one, whatever changed and however the cache is damaged."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clean import CANON, CLINIC, CLINIC_FILE, FAMILIES, FILES, KEEPER, KEEPER_FILE, WARD, WARD_FILE
from clean import write_clean as write
from databases import database_in
from levelctl.cache.opening import open_canon, read_canon
from levelctl.cache.refresh import cached_node
from levelctl.cache.store import Store, path_of
from levelctl.canon import package_data, parsing
from levelctl.canon.parsed_file import ParsedFile, ParseResult
from levelctl.errors import CanonError
from levelctl.lint import incremental
from levelctl.lint.cached import KIND
from levelctl.lint.check import check_canon
from levelctl.lint.per_file import check_file
from levelctl.lint.report import CanonResult

BAD_PAY = WARD.replace("median: 38000", "median: 58000")
CLAIMING = CLINIC.replace("[Outpatient Nurse]", "[Hospital Nurse]")
SUPPRESSED = BAD_PAY.replace("median: 58000", "median: 58000  # levelctl: ignore[pay-order] a slip")
LENIENT = f"{CANON}check: {{severity: {{pay-order: note}}}}\n"

CHANGES: dict[str, dict[str, str | bytes | None]] = {
    "a finding appears": {WARD_FILE: BAD_PAY},
    "one about two files appears": {CLINIC_FILE: CLAIMING},
    "a duty repeats another": {
        CLINIC_FILE: CLINIC.replace(
            "Vaccinates forty children a day and reports side effects to the health office.",
            "Shelves goods by label, the oldest in front.",
        )
    },
    "a duty repeats one that another repeats": {
        "functions/nursing/a.yaml": CLINIC.replace(
            "Vaccinates forty children a day and reports side effects to the health office.",
            "Shelves the goods by label, the oldest in front.",
        )
    },
    "a file becomes invalid": {KEEPER_FILE: "code: 1\n"},
    "a file is not YAML": {KEEPER_FILE: "code: [\n"},
    "a file is not text": {KEEPER_FILE: b"code: \xff\n"},
    "a comment suppresses": {WARD_FILE: f"# levelctl: ignore[pay-order]\n{WARD}"},
    "a setting changes": {"canon.yaml": LENIENT, WARD_FILE: BAD_PAY},
    "words are added": {"words.yaml": "vague: [shift]\n"},
    "themes are added": {
        "themes.yaml": "themes: {talk: {name: Talk, responsibilities: {P2: [Budget planning.]}}}"
    },
    "a file is deleted": {CLINIC_FILE: None},
    "a function is deleted": {"functions/nursing/function.yaml": None},
    "a file is added": {"functions/nursing/z.yaml": WARD.replace("WARDNURSF808", "X")},
    "the ladder is deleted": {"ladder.yaml": None},
    "the ladder breaks": {"ladder.yaml": "tracks: 5\n"},
    "the settings break": {"canon.yaml": "name: 5\n"},
    "a family is renamed": {"families.yaml": FILES["families.yaml"].replace("goods", "wares")},
}


def change(root: Path, changes: dict[str, str | bytes | None]) -> None:
    for name, content in changes.items():
        path = root / name
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def aged(root: Path) -> Path:
    """Make every file of *root* so old that its times can be trusted."""
    for path in root.rglob("*.yaml"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return root


def never(*_: object, **__: object) -> None:
    raise AssertionError("a file was read")


def messages(result: CanonResult) -> list[str]:
    return [str(diagnostic) for diagnostic in result.diagnostics]


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_after_a_change_the_result_is_the_same_as_without_a_store(
    changes: dict[str, str | bytes | None], tmp_path: Path
) -> None:
    root = aged(write(tmp_path))
    before = check_canon(root)
    change(root, changes)

    after = check_canon(root)

    assert after == check_canon(root, cache=False)
    assert after != before
    change(
        root,
        {
            **FILES,
            "words.yaml": None,
            "themes.yaml": None,
            "functions/nursing/z.yaml": None,
            "functions/nursing/a.yaml": None,
        },
    )
    assert check_canon(root) == before


def test_without_a_change_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = clean_canon(tmp_path, monkeypatch)
    first = check_canon(root)
    monkeypatch.setattr(incremental, "check_files", never)

    assert check_canon(root) == first


def test_after_a_change_only_the_changed_file_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = clean_canon(tmp_path, monkeypatch)
    check_canon(root)
    checked: list[str] = []
    monkeypatch.setattr(incremental, "check_file", _recording(checked, check_file))
    change(root, {WARD_FILE: BAD_PAY})

    assert messages(check_canon(root))
    assert checked == [WARD_FILE]


def _parsed_by(monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> list[str]:
    """Return the files that are parsed while *work* runs."""
    paths: list[str] = []
    parse = parsing.parse

    def recording(path: str, content: bytes) -> ParseResult:
        paths.append(path)
        return parse(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(parsing, "parse", recording)
        work()
    return paths


def test_a_check_after_an_answer_parses_nothing_and_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = clean_canon(tmp_path, monkeypatch, {WARD_FILE: SUPPRESSED})
    expected = check_canon(root, cache=False)
    assert len(_parsed_by(monkeypatch, lambda: open_canon(root))) == 8

    assert _parsed_by(monkeypatch, lambda: check_canon(root)) == []
    assert check_canon(root) == expected


def test_an_answer_after_a_check_parses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = clean_canon(tmp_path, monkeypatch)
    assert len(_parsed_by(monkeypatch, lambda: check_canon(root))) == 8

    assert _parsed_by(monkeypatch, lambda: open_canon(root)) == []
    assert open_canon(root).foci == read_canon(root).foci


def test_only_changed_files_of_an_unreadable_canon_are_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = clean_canon(tmp_path, monkeypatch, {"families.yaml": "families: 7\n"})
    check_canon(root)

    def answer() -> None:
        with pytest.raises(CanonError, match="cannot be read"):
            open_canon(root)

    assert _parsed_by(monkeypatch, answer) == []
    change(root, {WARD_FILE: BAD_PAY})
    assert _parsed_by(monkeypatch, lambda: check_canon(root)) == [WARD_FILE]
    change(root, {"families.yaml": FAMILIES})
    assert messages(check_canon(root)) == messages(check_canon(root, cache=False))
    assert open_canon(root).foci == read_canon(root).foci


def test_a_canon_with_damaged_rows_is_checked_all_the_same(tmp_path: Path) -> None:
    root = aged(write(tmp_path, {WARD_FILE: BAD_PAY}))
    expected = check_canon(root)
    canon, check = path_of(root), path_of(root, KIND)
    good = canon.read_bytes()
    with database_in(canon) as database:
        names = [name for (name,) in database.execute("SELECT name FROM rows")]
    database.close()
    assert {"index:", f"value:{WARD_FILE}", f"places:{WARD_FILE}"} <= {*names}
    for name in names:
        for damage in (
            "DELETE FROM rows WHERE name = ?",
            "UPDATE rows SET body = x'00' WHERE name = ?",
        ):
            check.unlink()
            canon.write_bytes(good)
            with database_in(canon) as database:
                database.execute(damage, (name,))
            database.close()
            assert check_canon(root) == expected, (name, damage)


def test_a_store_that_was_replaced_is_not_mixed_with_the_old_one(tmp_path: Path) -> None:
    root = aged(write(tmp_path))
    open_canon(root)
    check_canon(root)  # opens the store of that state
    change(root, {CLINIC_FILE: CLAIMING, WARD_FILE: BAD_PAY})
    open_canon(root)
    path_of(root, KIND).unlink()

    assert check_canon(root) == check_canon(root, cache=False)


def test_a_row_of_another_content_than_the_index_has_is_refused(tmp_path: Path) -> None:
    root = write(tmp_path)
    open_canon(root)

    with pytest.raises(ValueError, match=r"has another functions/nursing/ward-nurse\.yaml"):
        cached_node(Store(path_of(root)), WARD_FILE, "another digest")


def clean_canon(
    root: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str | None] | None = None
) -> Path:
    """Write the clean canon to *root*, and count its files as old; return *root*."""
    monkeypatch.setattr("levelctl.cache.freshness.MTIME_GRANULARITY", -(10**12))
    return write(root, files)


def _recording(checked: list[str], work: Callable[..., object]) -> Callable[..., object]:
    def recording(parsed: ParsedFile, *rest: object) -> object:
        checked.append(parsed.path)
        return work(parsed, *rest)

    return recording


def test_contents_replace_files_and_are_not_cached(tmp_path: Path) -> None:
    root = write(tmp_path)
    before = check_canon(root)
    place = path_of(root, KIND)
    cached = place.read_bytes()

    result = check_canon(root, contents={WARD_FILE: BAD_PAY.encode()})

    rules = [diagnostic.rule for diagnostic in result.diagnostics]
    assert rules.count("pay-order") == 1
    assert place.read_bytes() == cached
    assert check_canon(root) == before


def test_contents_can_be_a_file_that_does_not_exist_yet(tmp_path: Path) -> None:
    root = write(tmp_path, {KEEPER_FILE: None})

    result = check_canon(root, contents={KEEPER_FILE: KEEPER.replace("P1:", "P9:").encode()})

    assert [diagnostic.path for diagnostic in result.diagnostics] == [KEEPER_FILE]
    assert result.files == 8


def test_without_a_cache_nothing_is_cached(tmp_path: Path) -> None:
    check_canon(write(tmp_path), cache=False)

    assert not path_of(tmp_path, KIND).exists()


def test_each_damaged_row_is_rebuilt(tmp_path: Path) -> None:
    root = aged(write(tmp_path, {WARD_FILE: BAD_PAY}))
    expected = check_canon(root)
    place = path_of(root, KIND)
    good = place.read_bytes()
    with database_in(place) as database:
        names = [name for (name,) in database.execute("SELECT name FROM rows")]
    assert len(names) == 8 + 4 + 2
    for name in names:
        for damage in (
            "DELETE FROM rows WHERE name = ?",
            "UPDATE rows SET body = x'00' WHERE name = ?",
        ):
            place.write_bytes(good)
            with database_in(place) as database:
                database.execute(damage, (name,))
            database.close()
            change(root, {KEEPER_FILE: KEEPER})
            assert check_canon(root) == expected, (name, damage)


@pytest.mark.parametrize("content", [b"", b"no store", b"SQLite format 3\0" + bytes(100)])
def test_a_file_that_is_not_a_store_is_rebuilt(content: bytes, tmp_path: Path) -> None:
    root = write(tmp_path, {WARD_FILE: BAD_PAY})
    expected = check_canon(root)
    path_of(root, KIND).write_bytes(content)

    assert check_canon(root) == expected


def test_the_two_stores_of_a_canon_are_separate() -> None:
    assert path_of(package_data.CANON) != path_of(package_data.CANON, KIND)


@pytest.mark.long
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from(list(CHANGES)), max_size=4))
def test_after_any_changes_the_fast_check_equals_the_slow_one(
    steps: list[str], tmp_path: Path
) -> None:
    root = write(tmp_path)
    for step in steps:
        change(root, CHANGES[step])
        assert check_canon(root) == check_canon(root, cache=False)
