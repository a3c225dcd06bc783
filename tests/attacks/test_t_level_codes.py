r"""
The codes of levels are their author's, and still safe wherever they are printed or typed.

The attack: a ladder has levels with codes that a shell would run, that a terminal would obey, that
lead out of a folder, that Windows takes for a device, or that have a thousand letters. levelctl
promises that such a ladder is refused with a place and without the code's signs, and that it finds
and completes 300 of the longest codes. Names of levels that are longer than any title cost no time.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from levelctl.cache.opening import read_canon
from levelctl.cli.complete import offer
from levelctl.titles.level_language import in_language
from levelctl.titles.levels import LevelReader
from owncodes import LEVELS, ladder, level, write_own_codes
from program import run

HOSTILE = [
    *("../../etc/passwd", "..", ".", "a/b", "a\\b", "C:x", "~", "-rf", "--help", "@file"),
    *("$(touch X)", "`touch X`", ";touch X", "a&b", "a|b", "a'b", "*", "a b", "a,b", "P1..P3"),
    *("\x1b[31mP2", "P2\r\n::error::x", "P\u202e2", "P\u200b2", "\uff302", "é1", "\0", "P2\n"),
    *("CON", "nul.x", "Lpt1", "x" * 25, "x" * 1000, "=1+1", "<b>", "%s", "{0}"),
]


@pytest.mark.parametrize("code", HOSTILE, ids=ascii)
@pytest.mark.long
def test_a_hostile_code_is_refused_and_not_printed_raw(tmp_path: Path, code: str) -> None:
    escaped = json.dumps(code)
    own = ladder().replace('  "J040":', f"  {escaped}:")
    root = write_own_codes(
        tmp_path, {"ladder.yaml": own, "functions/nursing/ward-nurse.yaml": None}
    )

    answers = [run("--canon", str(root), *rest) for rest in (["check"], ["show", "--", code])]

    line = own[: own.index(f"  {escaped}:")].count("\n") + 1
    for answer in answers:
        said = answer.out + answer.err
        assert answer.code in {1, 2, 3}
        assert not {*said} & {*"\x1b\r\0\u202e\u200b"}
        assert len(said) < 3000
    assert f"ladder.yaml:{line}:3: error" in answers[0].out
    assert offer(["levelctl", "--canon", str(root), "show", ""]).words == ()


def test_names_that_no_title_has_cost_no_time(tmp_path: Path) -> None:
    named = ((f"L{number}", "IC", "a / senior - " * 200 + str(number)) for number in range(290))
    levels = "".join(level(*each) for each in named)
    tracks = ladder(()).removesuffix("levels:\n")
    start = "code: WARD\nname: Ward Nurse\nsummary: x\nlevels:\n"
    ward = f"{start}  L7: {{status: draft, version: 1, region: x}}\n"
    files = {
        "ladder.yaml": f"{tracks}levels:\n{levels}",
        "functions/nursing/ward-nurse.yaml": ward,
    }
    own = in_language(read_canon(write_own_codes(tmp_path, files)).ladder)
    begun = time.process_time()

    found = LevelReader(own).level_of("Ward Nurse L7")

    assert (found.level, found.low) == ("L7", "L7")
    assert time.process_time() - begun < 1


def test_many_long_codes_are_found_and_completed(tmp_path: Path) -> None:
    codes = [f"level.{'x' * 14}.{number:03d}" for number in range(300)]
    levels = "".join(level(code, "IC", f"Engineer {number}") for number, code in enumerate(codes))
    tracks = ladder(()).removesuffix("levels:\n")
    own = {"ladder.yaml": f"{tracks}levels:\n{levels}", "functions/nursing/ward-nurse.yaml": None}
    root = write_own_codes(tmp_path, own)
    made = run(
        "--canon", str(root), "new", "focus", "Ward", "--function", "nursing",
        "--levels", f"{codes[0]}..{codes[-1]}",
    )  # fmt: skip

    shown = run("--canon", str(root), "show", f"ward {codes[250].upper()}", "-f", "json")
    words = offer(["levelctl", "--canon", str(root), "show", "LEVEL.XXX"]).words

    assert made.code == 0
    assert json.loads(shown.out)["level"]["code"] == codes[250]
    assert words == tuple(codes)
    assert len(LEVELS) < len(codes)
