"""What is listed, and what the filters leave."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from levelctl import list_profiles
from levelctl.answers.list import PARTS, Filters, ListedFamily, ListedFocus, ListedFunction
from levelctl.answers.list import ListedProfile as Listed
from levelctl.canon.canon import Canon
from levelctl.errors import LevelctlError
from skilled import skilled_canon
from themed import themed_canon

WARD = tuple(f"NURSIN.WARDNURS1234.{level}" for level in ("P1", "P2", "P3"))
CLINIC = tuple(f"NURSIN.CLINICNU5678.{level}" for level in ("P2", "M1"))
STORE = ("STORAG.STOREKEEABCD.P2",)


def _codes(canon: Canon, **filters: Any) -> tuple[str, ...]:
    return tuple(
        profile.code
        for family in list_profiles(canon, Filters(**filters)).families
        for function in family.functions
        for focus in function.foci
        for profile in focus.profiles
    )


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        pytest.param({}, (*CLINIC, *WARD, *STORE), id="all"),
        pytest.param({"families": ("goods",)}, STORE, id="family"),
        pytest.param({"families": ("GOODS", "Care")}, (*CLINIC, *WARD, *STORE), id="families"),
        pytest.param({"functions": ("nursing",)}, (*CLINIC, *WARD), id="function"),
        pytest.param({"tracks": ("M",)}, CLINIC[1:], id="track"),
        pytest.param({"tracks": ("management",)}, CLINIC[1:], id="track's name"),
        pytest.param({"levels": ("p2",)}, (CLINIC[0], WARD[1], *STORE), id="level"),
        pytest.param({"statuses": ("approved", "in_review")}, WARD[1:], id="statuses"),
        pytest.param({"statuses": ("In-Review",)}, WARD[2:], id="a status with a hyphen"),
        pytest.param({"has": ("pay",)}, (WARD[1], *STORE), id="has"),
        pytest.param({"has": ("pay", "review")}, WARD[1:2], id="has both"),
        pytest.param({"has": ("confidence",)}, WARD[1:], id="has confidence"),
        pytest.param({"lacks": ("skills",)}, (*CLINIC, *STORE), id="lacks"),
        pytest.param({"has": ("tools",), "lacks": ("skills",)}, STORE, id="has and lacks"),
        pytest.param({"levels": ("P1",), "families": ("goods",)}, (), id="nothing"),
    ],
)
def test_filters(small_canon: Canon, filters: dict[str, Any], codes: tuple[str, ...]) -> None:
    assert _codes(small_canon, **filters) == codes


def test_what_holds_nothing_is_left_out_of_the_tree(small_canon: Canon) -> None:
    listing = list_profiles(small_canon, Filters(levels=("M1",)))
    profile = Listed("NURSIN.CLINICNU5678.M1", "M1", "Team Lead", "draft")
    focus = ListedFocus("NURSIN.CLINICNU5678", "Clinic Nurse", (profile,))
    assert listing.families == (
        ListedFamily("care", "Care", (ListedFunction("NURSIN", "Nursing", (focus,)),)),
    )


@pytest.mark.parametrize(
    ("filters", "message", "hint"),
    [
        ({"families": ("x",)}, "'x' is not a family", "choose one of: care, goods"),
        ({"functions": ("x",)}, "'x' is not a function", "choose one of: NURSIN, STORAG"),
        ({"tracks": ("P2",)}, "'P2' is not a track", "choose one of: P, M"),
        ({"levels": ("P9",)}, "'P9' is not a level", "choose one of: P1, P2, P3, M1, M2"),
        ({"has": ("x",)}, "'x' is not a part", f"choose one of: {', '.join(PARTS)}"),
        (
            {"statuses": ("done",)},
            "'done' is not a status",
            "choose one of: draft, in_review, approved, deprecated",
        ),
    ],
)
def test_an_unknown_filter_names_the_known(
    small_canon: Canon, filters: dict[str, Any], message: str, hint: str
) -> None:
    with pytest.raises(LevelctlError) as caught:
        _codes(small_canon, **filters)
    assert (str(caught.value), caught.value.hint) == (message, hint)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_divides_the_canon(small_canon: Canon, part: str, tmp_path: Path) -> None:
    others = {"themes": themed_canon, "licenses": skilled_canon}
    canon = others[part](tmp_path) if part in others else small_canon
    having, lacking = _codes(canon, has=(part,)), _codes(canon, lacks=(part,))
    assert having
    assert lacking
    assert sorted(having + lacking) == sorted(_codes(canon))
