"""What people type, and what it means."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl import open_canon
from levelctl.canon.canon import Canon
from levelctl.canon.resolve import reference as code_of
from levelctl.canon.resolve import resolve, resolve_focus
from levelctl.errors import CanonError, LevelctlError
from small import CLINIC, WARD, write_canon


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NURSIN.WARDNURS1234.P2", "NURSIN.WARDNURS1234.P2"),
        ("nursin.wardnurs1234.p2", "NURSIN.WARDNURS1234.P2"),
        ("WARDNURS1234.P2", "NURSIN.WARDNURS1234.P2"),
        ("wardnurs1234 p2", "NURSIN.WARDNURS1234.P2"),
        ("WARDNURS1234", "NURSIN.WARDNURS1234"),
        ("NURSIN.WARDNURS1234", "NURSIN.WARDNURS1234"),
        ("NURSIN", "NURSIN"),
        ("nursing", "NURSIN"),
        ("STORAG.P2", "STORAG.STOREKEEABCD.P2"),
        ("NURSIN.M1", "NURSIN.CLINICNU5678.M1"),
        ("Ward Nurse", "NURSIN.WARDNURS1234"),
        ("  ward   nurse ", "NURSIN.WARDNURS1234"),
        ("ward nurse P3", "NURSIN.WARDNURS1234.P3"),
        ("staff nurse", "NURSIN.WARDNURS1234"),
        ("Staff Nurse p1", "NURSIN.WARDNURS1234.P1"),
        ("charge nurse", "NURSIN.WARDNURS1234.P3"),
        ("care", "care"),
        ("Goods", "goods"),
        ("P2", "P2"),
        ("m1", "M1"),
        ("team lead", "M1"),
    ],
)
def test_a_reference_means_one_thing(small_canon: Canon, text: str, code: str) -> None:
    assert code_of(resolve(small_canon, text)) == code


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        pytest.param(
            "NURSIN.P2",
            "'NURSIN.P2' is ambiguous: it has 2 matches",
            "choose one of: NURSIN.CLINICNU5678.P2, NURSIN.WARDNURS1234.P2",
            id="several foci",
        ),
        pytest.param(
            "WARDNURS1234.M1",
            "NURSIN.WARDNURS1234 has no level M1",
            "its levels are P1, P2, P3",
            id="no such level",
        ),
        pytest.param(
            "staff nurse M2",
            "NURSIN.WARDNURS1234 has no level M2",
            "its levels are P1, P2, P3",
            id="no such level of an alias",
        ),
        pytest.param(
            "wardnurs1243",
            "'wardnurs1243' is not in the canon",
            "did you mean WARDNURS1234, Ward Nurse, NURSIN.WARDNURS1234?",
            id="nearest",
        ),
        pytest.param(
            "zzz",
            "'zzz' is not in the canon",
            "levelctl list shows the contents of the canon",
            id="nothing near",
        ),
        pytest.param(
            "",
            "'' is not in the canon",
            "levelctl list shows the contents of the canon",
            id="empty",
        ),
        pytest.param(
            "p9",
            "'p9' is not in the canon",
            "the levels of this track are P1, P2, P3",
            id="no level",
        ),
    ],
)
def test_a_reference_must_be_unambiguous(
    small_canon: Canon, text: str, message: str, hint: str
) -> None:
    with pytest.raises(LevelctlError) as caught:
        resolve(small_canon, text)
    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_one_name_in_two_foci_names_both(tmp_path: Path) -> None:
    clinic = CLINIC.replace("Clinic Nurse", "Ward Nurse")
    canon = open_canon(write_canon(tmp_path, {"functions/nursing/clinic-nurse.yaml": clinic}))
    with pytest.raises(LevelctlError, match="it has 2 matches"):
        resolve(canon, "ward nurse")
    assert code_of(resolve(canon, "ward nurse M1")) == "NURSIN.CLINICNU5678.M1"


def test_an_error_that_can_hide_the_answer_is_reported(tmp_path: Path) -> None:
    broken = {"functions/nursing/ward-nurse.yaml": WARD.replace("code:", "cod:")}
    canon = open_canon(write_canon(tmp_path, broken))
    with pytest.raises(CanonError, match="errors in the canon may hide it") as caught:
        resolve(canon, "ward nurse")
    assert caught.value.diagnostics == canon.diagnostics
    assert code_of(resolve(canon, "storekeeper")) == "STORAG.STOREKEEABCD"


def test_a_focus_is_found_by_its_profile_too(small_canon: Canon) -> None:
    assert resolve_focus(small_canon, "staff nurse P2").code == "WARDNURS1234"
    assert resolve_focus(small_canon, "STORAG").code == "STOREKEEABCD"
    with pytest.raises(LevelctlError, match="NURSIN is a function, not a focus"):
        resolve_focus(small_canon, "NURSIN")
    with pytest.raises(LevelctlError, match="P2 is a level, not a focus"):
        resolve_focus(small_canon, "P2")


def test_every_name_and_alias_of_the_reference_leads_to_its_focus(
    reference: Canon,
) -> None:
    for focus in reference.foci:
        for name in (focus.name, focus.code, *(alias.title for alias in focus.aliases)):
            assert resolve_focus(reference, name) == focus
