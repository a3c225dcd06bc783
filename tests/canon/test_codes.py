"""Codes against the pairs of public codes and names that are known."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.canon.codes import (
    Code,
    focus_codes,
    is_function_code,
    is_level,
    is_part,
    level_of,
    mint_focus,
    mint_function,
    parse,
    slug,
)
from levelctl.errors import LevelctlError

SOFTWARE = "Software Engineering"


@pytest.mark.parametrize(
    ("function", "focus", "single", "code"),
    [
        pytest.param(name, name, True, code, id=name)
        for name, code in (
            ("Technical Product Manager", "TECHNICAF44E"),
            ("Technical and Professional Roles", "TECHNICA4D9E"),
            ("Pharmacovigilance (Drug Safety)", "PHARMACOA353"),
        )
    ]
    + [
        pytest.param(function, focus, False, code, id=focus)
        for function, focus, code in (
            (SOFTWARE, SOFTWARE, "SOFTWARE984E"),
            (SOFTWARE, "GxP-Regulated Software Systems Engineer", "GXPREGUL8468"),
            ("Accounting", "General Accounting", "GENERALA828E"),
            ("Finance Leadership", "Finance General", "FINANCEG17B2"),
            ("Customer Service & Warranty", "Customer Service", "CUSTOMERD83B"),
        )
    ],
)
def test_foci_get_their_public_codes(function: str, focus: str, single: bool, code: str) -> None:
    assert mint_focus(focus, function, single=single) == code


def test_one_public_code_is_not_what_its_name_gives() -> None:
    # Its letters are those of the name with "&", its digits those of the name with "and".
    name = "Earth & Atmospheric Sciences"
    spelled = slug("Earth and Atmospheric Sciences").encode()
    digits = hashlib.sha1(spelled, usedforsecurity=False).hexdigest()[:4].upper()

    assert f"EARTHATM{digits}" == "EARTHATM14D0"
    assert mint_focus(name, name, single=True) == "EARTHATM02EF"
    assert is_part("EARTHATM14D0")


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Technical Product Manager", (), "TECHNI"),
        ("Technical and Professional Roles", ("TECHNI",), "TECHNI1"),
        ("Technical Product Manager", ("TECHNI", "TECHNI1"), "TECHNI2"),
        ("Compensation", (), "COMPEN"),
        ("Compensation & Benefits", ("COMPEN",), "COMPEN1"),
        ("Pharmacovigilance (Drug Safety)", (), "PHARMA"),
        ("R&D", (), "RD"),
        ("3D Printing", (), "DPRINT"),
    ],
)
def test_functions_get_six_letters_and_a_number(
    name: str, taken: tuple[str, ...], code: str
) -> None:
    assert mint_function(name, taken) == code


def test_a_taken_focus_code_gets_the_next_digits_of_its_digest() -> None:
    name = "Technical Product Manager"
    digest = hashlib.sha1(slug(name).encode(), usedforsecurity=False).hexdigest().upper()
    taken = {f"TECHNICA{digest[start : start + 4]}" for start in range(2)}

    assert mint_focus(name, name, single=True, taken=taken) == f"TECHNICA{digest[2:6]}"


def test_codes_of_one_name_are_minted_in_order() -> None:
    name = "Technical Product Manager"
    given: list[str] = []
    for _ in range(37):
        given.append(mint_focus(name, name, single=True, taken=given))

    assert [*focus_codes(name, name, single=True)] == given
    with pytest.raises(LevelctlError, match="no code can be minted"):
        mint_focus(name, name, single=True, taken=given)
    assert [*focus_codes("北京", name, single=True)] == []


@pytest.mark.parametrize(
    ("code", "name", "can_be"),
    [
        ("TECHNI", "Technical Product Manager", True),
        ("TECHNI12", "Technical Product Manager", True),
        ("TECHNI0", "Technical Product Manager", False),
        ("TECHNI01", "Technical Product Manager", False),
        ("TECHNIC", "Technical Product Manager", False),
        ("TECH", "Technical Product Manager", False),
        ("RD", "R&D", True),
        ("12", "北京", False),
    ],
)
def test_whether_a_function_can_have_a_code(code: str, name: str, *, can_be: bool) -> None:
    assert is_function_code(code, name) is can_be


def test_the_key_is_cut_at_sixty_characters() -> None:
    long = "a" * 60
    assert mint_focus("One", long, single=False)[-4:] == mint_focus("Two", long, single=False)[-4:]
    assert mint_focus("One", long, single=True)[-4:] != mint_focus("Two", long, single=True)[-4:]


@pytest.mark.parametrize("name", ["", "   ", "北京", "№ —"])
def test_a_name_without_letters_gets_no_code(name: str) -> None:
    with pytest.raises(LevelctlError, match="no code can be minted"):
        mint_function(name)
    with pytest.raises(LevelctlError, match="no code can be minted"):
        mint_focus(name, "Function", single=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TECHNI2",
        "TECHNI2.TECHNICAF44E",
        "TECHNI2.TECHNICAF44E.P2..X",
        "TECHNI2..P2",
        "TECHNI2.TECHNICAF44E.P-",
        " TECHNI2.TECHNICAF44E.P2",
        "TECHNI2.TECHNICAF44E.P2\n",
        "TECHNI2.ABCDEFGHIJKLMNOPQ.P2",
        "TECHNI2.TECHNICAF44E.\uff302",
        "TECHN\u01312.TECHNICAF44E.P2",
    ],
)
def test_what_is_not_a_code_is_refused(text: str) -> None:
    with pytest.raises(LevelctlError, match="is not a code"):
        parse(text)


parts = st.text("ABCXYZ0189", min_size=1, max_size=16)


levels = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,22}[A-Za-z0-9])?", fullmatch=True)


@given(st.builds(Code, parts, parts, levels.filter(is_level)))
def test_a_printed_code_parses_again(code: Code) -> None:
    assert parse(str(code)) == code
    assert parse(f"{code.function}.{code.focus}.".lower() + code.level) == code
    assert level_of(str(code)) == code.level


@pytest.mark.parametrize(
    "code",
    ["IC3", "L5", "senior-2-ic", "J040", "2.1", "4", "SE_3", "L1.0", "a" * 24, "007", "null"],
)
def test_a_code_of_a_level_has_the_spelling_of_its_author(code: str) -> None:
    assert is_level(code)


@pytest.mark.parametrize(
    "code",
    [
        *("", "-2", "2.", "a..b", "a" * 25, "P 2", "P\n", "P/2", "é1", "\uff32", "a+b"),
        *("con", "COM1", "lpt0.x", "Aux"),
    ],
)
def test_what_is_no_code_of_a_level(code: str) -> None:
    assert not is_level(code)


@given(st.text(min_size=1), st.text(), st.booleans())
def test_a_minted_code_can_stand_in_a_code(name: str, function: str, single: bool) -> None:
    try:
        code = mint_focus(name, function, single=single)
    except LevelctlError:
        return
    assert is_part(code)
