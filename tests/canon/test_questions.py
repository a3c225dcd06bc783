"""The questions of reviews are data: a canon's own, or those of the reference canon."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.canon.questions import ReviewQuestion, questions_of
from levelctl.errors import CanonError
from overlays import overlay_of_small, read
from small import CANON, write_canon

OWN = "  questions: {true-here: {ask: 'Is it true here?', key: t}}\n"


def test_a_canon_without_questions_has_those_of_the_reference(tmp_path: Path) -> None:
    canon = read(write_canon(tmp_path))
    questions = questions_of(canon.value_of("canon.yaml") or {})
    assert [each.name for each in questions] == [
        *("role", "level", "observable", "figure", "lawful", "idiomatic", "neighbor")
    ]
    assert len({each.key for each in questions}) == len(questions)


def test_a_canon_and_an_overlay_have_questions_of_their_own(tmp_path: Path) -> None:
    settings = CANON.replace("review: {minimum: 4}\n", f"review:\n  minimum: 4\n{OWN}")
    canon = read(write_canon(tmp_path / "own", {"canon.yaml": settings}))
    own = (ReviewQuestion("true-here", "Is it true here?", "t"),)
    assert questions_of(canon.value_of("canon.yaml") or {}) == own

    root = overlay_of_small(tmp_path, {"canon.yaml": f"review:\n{OWN}"})
    assert questions_of(read(root).value_of("canon.yaml") or {}) == own


@pytest.mark.parametrize("key", ["y", "Q", "ab", "1"])
def test_a_key_that_means_something_else_is_an_error(tmp_path: Path, key: str) -> None:
    root = overlay_of_small(
        tmp_path, {"canon.yaml": f"review:\n{OWN.replace('key: t', f'key: {key}')}"}
    )
    with pytest.raises(CanonError) as caught:
        read(root)
    assert "a small letter that is none of" in str(caught.value.diagnostics)
