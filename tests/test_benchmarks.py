"""The canons that the benchmarks make: sound, of the size asked for, and always the same."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from levelctl import list_profiles, open_canon

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"

pytestmark = pytest.mark.skipif(
    not BENCHMARKS.is_dir(), reason="the benchmarks are not in the wheel"
)


@pytest.fixture
def makecanon(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import makecanon as module

    monkeypatch.delitem(sys.modules, "makecanon")
    return module


@pytest.mark.parametrize("size", [5, 30, 205])
def test_a_canon_is_sound_and_of_its_size(makecanon: ModuleType, tmp_path: Path, size: int) -> None:
    makecanon.make(tmp_path / "made", size)
    canon = open_canon(tmp_path / "made", cache=False)
    assert canon.diagnostics == ()
    profiles = [profile for focus in canon.foci for profile in focus.profiles]
    assert len(profiles) == size
    assert len({str(profile.code) for profile in profiles}) == size
    assert list_profiles(canon).families


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))
    }


def test_a_seed_makes_one_canon(makecanon: ModuleType, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        makecanon.make(tmp_path / name, 30, seed)
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b") != _bytes(tmp_path / "c")


def test_prose_is_about_as_long_as_the_reference(makecanon: ModuleType, tmp_path: Path) -> None:
    makecanon.make(tmp_path / "made", 30)
    made, reference = open_canon(tmp_path / "made", cache=False), open_canon(cache=False)

    def words(canon: object) -> float:
        duties = [
            len(duty.split())
            for focus in canon.foci  # type: ignore[attr-defined]
            for profile in focus.profiles
            for duty in profile.duties
        ]
        return sum(duties) / len(duties)

    assert words(made) == pytest.approx(words(reference), rel=0.35)
