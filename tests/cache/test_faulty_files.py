"""A file that now has an error: the cache tells nothing of the file that it was before."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl import open_canon
from levelctl.cache import refresh
from small import write_canon

PLACES = "places:\n  US: {name: Country}\n  US-CA: {name: State, of: US, differential: 1.5}\n"
THEMES = "themes:\n  care: {name: Care}\n"
SKILLS = """\
scale: {basic: {name: Basic}}
groups: {care: {name: Care}}
skills: {first-aid: {name: First Aid, summary: Helps at once., group: care}}
"""


@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize("fault", ["places: 1\n", "key: 1\n", "- text\n", "a: [\n", ""])
@pytest.mark.parametrize(
    ("name", "valid"),
    [("places.yaml", PLACES), ("themes.yaml", THEMES), ("skills.yaml", SKILLS)],
)
def test_nothing_of_the_valid_file_is_left(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    valid: str,
    fault: str,
    *,
    writable: bool,
) -> None:
    root = write_canon(tmp_path, {name: valid})
    before = open_canon(root)
    assert before.value_of(name)
    assert not before.diagnostics
    (root / name).write_text(fault, "utf-8")
    if not writable:
        monkeypatch.setattr(refresh, "write", _unwritable)
    for _ in range(2):
        cached, fresh = open_canon(root), open_canon(root, cache=False)
        assert cached.value_of(name) == fresh.value_of(name) is None
        assert cached.places == fresh.places == {}
        assert cached.vocabulary == fresh.vocabulary
        assert cached.diagnostics == fresh.diagnostics != ()
    (root / name).write_text(valid, "utf-8")
    assert open_canon(root).value_of(name) == before.value_of(name)


def _unwritable(*_: object, **__: object) -> None:
    raise OSError("the folder is read-only")
