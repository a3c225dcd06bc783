"""What the schemas reject, with complete messages and places, and what they accept."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levelctl.canon.nodes import Node
from levelctl.canon.schema import Fault, check
from levelctl.canon.source import parse
from levelctl.diagnostics import Fix, Route, Span
from levelctl.record import replace
from small import CANON, FAMILIES, LADDER, NURSING

FOCUS = """\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after a ward.
aliases: [Staff Nurse, {title: Charge Nurse, level: P3}]
classification: [{scheme: ISCO, version: "08", code: "2221", source: test}]
skills: [{name: Triage, summary: Decides who is first.}]
tools: [Pump, Planner]
levels:
  P2:
    status: draft
    version: 1
    region: global
    confidence: 0.8
    pay: {currency: EUR, period: year, low: 1, median: 2, high: 3, basis: survey}
    responsibilities: [Plans shifts.]
    guideline: {knowledge: K, complexity: C, collaboration: T, experience: E}
    review: {level_differentiation: 4, focus_specificity: 4, concreteness: 3.5,
             factual_accuracy: 5, real_world_coverage: 4.5}
    sources: [{title: Book, url: "https://example.org", accessed: 2026-05-01}]
"""
TEXTS = {
    "canon": CANON,
    "ladder": LADDER,
    "families": FAMILIES,
    "function": NURSING,
    "focus": FOCUS,
}

AT = Span()
"""A placeholder for a place that the test computes."""
QUOTES = "put it in quotes"
CODE = "a code: capital letters and digits, at most 16"
LEVEL = (
    "a level's code: up to 24 letters, digits, hyphens, underscores and periods, "
    "such as P2, IC3 or 2.1"
)
TRACK = "a track's code: up to 16 letters, digits and hyphens, a letter first, such as P or IC"
LINE = "a line of plain text"
REGION = "a region: a word such as global, or a country code"
SOURCES = "a list of sources, or only their number"
STATUS = "one of: draft, in_review, approved, deprecated"
TITLE = "a title, or a title with its level"


def faults_of(text: str, kind: str = "focus") -> tuple[Fault, ...]:
    return check(parse(text).top, kind)


def unknown(span: Span, message: str, hint: str = "") -> Fault:
    """Return the finding for an unknown key."""
    return Fault(span, message, hint, "unknown-key")


def unquoted(span: Span, message: str, *route: str | int) -> Fault:
    """Return the finding for a value at *route* that needs quotes to be a text."""
    return Fault(span, message, QUOTES, fix=Fix("quote", route))


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_valid_file_has_no_findings(kind: str) -> None:
    assert faults_of(TEXTS[kind], kind) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("WARDNURS1234", "12E4", id="a code that looks like a number"),
        pytest.param("WARDNURS1234", "007", id="a code with zeros before it"),
        pytest.param("WARDNURS1234", "'1234'", id="a code of digits, quoted"),
        pytest.param("WARDNURS1234", "ABCDEFGHIJKLMNOP", id="a code of sixteen"),
        pytest.param("Ward Nurse", "'[min, max] [/red] a:b:c'", id="text that looks like markup"),
        pytest.param("Ward Nurse", "NO", id="a name that looks like a word"),
        pytest.param("Ward Nurse", "'null'", id="a quoted word"),
        pytest.param("Ward Nurse", "2026-05-01", id="a name that looks like a day"),
        pytest.param("Ward Nurse", "看護師 é👍", id="Unicode"),
        pytest.param("Looks after a ward.", "|\n  Two\n\n  paragraphs", id="several lines"),
        pytest.param("[Staff Nurse, {title: Charge Nurse, level: P3}]", "[]", id="no alias"),
        pytest.param("[Pump, Planner]", "[Pump, pump]", id="tools that differ in case"),
        pytest.param("[Pump, Planner]", "[]", id="no tool"),
        pytest.param("  P2:", "  E12:", id="a level of two digits"),
        pytest.param("global", "DE-BY", id="a part of a country"),
        pytest.param("0.8", "0", id="no confidence"),
        pytest.param("0.8", "1.0", id="full confidence"),
        pytest.param("low: 1", "low: 10000000", id="yen"),
        pytest.param(
            '[{title: Book, url: "https://example.org", accessed: 2026-05-01}]',
            "[]",
            id="no source",
        ),
        pytest.param(
            '[{title: Book, url: "https://example.org", accessed: 2026-05-01}]',
            "[{title: Book}]",
            id="a source with a title alone",
        ),
        pytest.param(
            '[{title: Book, url: "https://example.org", accessed: 2026-05-01}]',
            "{count: 0}",
            id="a count of sources",
        ),
    ],
)
def test_no_findings(old: str, new: str) -> None:
    assert faults_of(changed(FOCUS, old, new)) == ()


@pytest.mark.parametrize(
    "key", ["aliases", "classification", "skills", "tools"], ids=lambda key: f"no {key}"
)
def test_what_a_focus_may_leave_out(key: str) -> None:
    lines = FOCUS.splitlines(keepends=True)
    rest = [line for line in lines if not line.startswith(key)]
    assert len(rest) == len(lines) - 1
    assert faults_of("".join(rest)) == ()


def test_a_level_needs_three_fields() -> None:
    least = "code: A\nname: A\nsummary: A\nlevels: {P1: {status: draft, version: 1, region: x}}"
    assert faults_of(least) == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param(
            "tools:",
            "tool:",
            unknown(Span(7, 1), "unknown key 'tool'", "did you mean 'tools'?"),
            id="unknown key, near",
        ),
        pytest.param(
            "tools:",
            "gear:",
            unknown(
                Span(7, 1),
                "unknown key 'gear'",
                "known keys: code, name, summary, aliases, classification, skills, licenses, "
                "tools, themes, levels",
            ),
            id="unknown key, far",
        ),
        pytest.param(
            "confidence:",
            "confidnce:",
            unknown(Span(13, 5), "unknown key 'confidnce'", "did you mean 'confidence'?"),
            id="unknown key, nested",
        ),
        pytest.param(
            "    sources: [",
            "    <<: [",
            unknown(
                Span(19, 5),
                "unknown key '<<'",
                (
                    "known keys: status, version, region, confidence, pay, pay_missing, flsa, "
                    "responsibilities, guideline, review, sources"
                ),
            ),
            id="merge key",
        ),
        pytest.param(
            "code: W",
            "#ode: W",
            Fault(
                Span(2, 1),
                "the file has no 'code'",
                "add code: the code: minted once, never changed",
            ),
            id="missing at the top",
        ),
        pytest.param(
            "    status: draft\n",
            "",
            Fault(
                Span(10, 5),
                "P2 has no 'status'",
                "add status: how far the review of the profile is",
            ),
            id="missing in a level",
        ),
        pytest.param(
            "name: Triage, ",
            "",
            Fault(Span(6, 10), "item 1 of skills has no 'name'", "add name: the name of the skill"),
            id="missing in an item",
        ),
        pytest.param(
            "name: Ward Nurse",
            "name:",
            Fault(Span(2, 6), f"name is empty; expected {LINE}"),
            id="empty value",
        ),
        pytest.param(
            "Ward Nurse",
            "''",
            Fault(Span(2, 7), f"name is empty; expected {LINE}"),
            id="empty text",
        ),
        pytest.param(
            "Ward Nurse",
            "' '",
            Fault(Span(2, 7), f"name is ' '; expected {LINE}"),
            id="blank text",
        ),
        pytest.param(
            "Ward Nurse",
            "[a]",
            Fault(Span(2, 7), f"name is a list; expected {LINE}"),
            id="a list instead of text",
        ),
        pytest.param(
            "Ward Nurse",
            "{a: b}",
            Fault(Span(2, 7), f"name is a mapping; expected {LINE}"),
            id="a mapping instead of text",
        ),
        pytest.param(
            "Ward Nurse",
            "12",
            unquoted(Span(2, 7), f"name is the number 12; expected {LINE}", "name"),
            id="a number instead of text",
        ),
        pytest.param(
            "Ward Nurse",
            "-0.5",
            unquoted(Span(2, 7), f"name is the number -0.5; expected {LINE}", "name"),
            id="a decimal instead of text",
        ),
        pytest.param(
            "Ward Nurse",
            "true",
            unquoted(Span(2, 7), f"name is the boolean true; expected {LINE}", "name"),
            id="a word instead of text",
        ),
        pytest.param(
            '"08"',
            "2019",
            unquoted(
                Span(5, 42),
                f"version is the number 2019; expected {LINE}",
                "classification",
                0,
                "version",
            ),
            id="a version that is no number",
        ),
        pytest.param(
            "WARDNURS1234",
            "1234",
            unquoted(Span(1, 7), f"code is the number 1234; expected {CODE}", "code"),
            id="code: digits",
        ),
        pytest.param(
            "WARDNURS1234",
            "ward",
            Fault(Span(1, 7), f"code is 'ward'; expected {CODE}"),
            id="code: case",
        ),
        pytest.param(
            "WARDNURS1234",
            "A-B",
            Fault(Span(1, 7), f"code is 'A-B'; expected {CODE}"),
            id="code: hyphen",
        ),
        pytest.param(
            "WARDNURS1234",
            "ABCDEFGHIJKLMNOPQ",
            Fault(Span(1, 7), f"code is 'ABCDEFGHIJKLMNOPQ'; expected {CODE}"),
            id="code: too long",
        ),
        pytest.param(
            "WARDNURS1234",
            '"ABC\\n"',
            Fault(Span(1, 7), f"code is 'ABC\\n'; expected {CODE}"),
            id="code: a line end behind it",
        ),
        pytest.param(
            "WARDNURS1234",
            "lower case and so many words that it is cut",
            Fault(
                Span(1, 7), f"code is 'lower case and so many words that it is…'; expected {CODE}"
            ),
            id="code: a long value, cut between words",
        ),
        pytest.param(
            "WARDNURS1234",
            "x" * 100,
            Fault(Span(1, 7), f"code is '{'x' * 39}…'; expected {CODE}"),
            id="code: a long value of one word",
        ),
        pytest.param(
            "Staff Nurse",
            "5",
            Fault(Span(4, 11), f"item 1 of aliases is the number 5; expected {TITLE}"),
            id="alias: a number",
        ),
        pytest.param(
            "Staff Nurse",
            "[a]",
            Fault(Span(4, 11), f"item 1 of aliases is a list; expected {TITLE}"),
            id="alias: a list",
        ),
        pytest.param(
            "Staff Nurse",
            "''",
            Fault(Span(4, 11), f"item 1 of aliases is empty; expected {LINE}"),
            id="alias: empty",
        ),
        pytest.param(
            ", level: P3}",
            "}",
            Fault(
                Span(4, 24),
                "item 2 of aliases has no 'level'",
                "add level: the one level that it means",
            ),
            id="alias: no level",
        ),
        pytest.param(
            "level: P3",
            "level: three of",
            Fault(Span(4, 53), f"level is 'three of'; expected {LEVEL}"),
            id="alias: no level's code",
        ),
        pytest.param(
            "level: P3",
            "level: P3, lang: de",
            unknown(Span(4, 57), "unknown key 'lang'", "known keys: title, level"),
            id="alias: unknown key",
        ),
        pytest.param(
            "title: Charge Nurse",
            "title: 5",
            unquoted(Span(4, 32), f"title is the number 5; expected {LINE}", "aliases", 1, "title"),
            id="alias: a title that is a number",
        ),
        pytest.param(
            "[Staff Nurse, {title: Charge Nurse, level: P3}]",
            "Staff Nurse",
            Fault(Span(4, 10), "aliases is 'Staff Nurse'; expected a list"),
            id="aliases: text instead of a list",
        ),
        pytest.param(
            "[Pump, Planner]",
            "[Pump, Planner, Pump]",
            Fault(Span(7, 8), "tools is a list; expected a list without repetitions"),
            id="tools: repeated",
        ),
        pytest.param(
            "[Pump, Planner]",
            "[Pump, 3]",
            unquoted(Span(7, 15), f"item 2 of tools is the number 3; expected {LINE}", "tools", 1),
            id="tools: a number",
        ),
        pytest.param(
            "  P2:",
            "  P+2:",
            unknown(Span(9, 3), f"the key 'P+2' is not {LEVEL}"),
            id="level: a sign",
        ),
        pytest.param(
            "  P2:",
            f"  {'P' * 25}:",
            unknown(Span(9, 3), f"the key {'P' * 25!r} is not {LEVEL}"),
            id="level: too long",
        ),
        pytest.param(
            "  P2:",
            '  "P2\\n":',
            unknown(Span(9, 3), f"a key is not {LEVEL}"),
            id="level: a line end behind it",
        ),
        pytest.param(
            "status: draft",
            "status: done",
            Fault(Span(10, 13), f"status is 'done'; expected {STATUS}"),
            id="enum",
        ),
        pytest.param(
            "status: draft",
            "status: 5",
            Fault(Span(10, 13), f"status is the number 5; expected {STATUS}"),
            id="enum: a number",
        ),
        pytest.param(
            "version: 1",
            "version: 0",
            Fault(Span(11, 14), "version is the number 0; expected a whole number from 1"),
            id="range: below",
        ),
        pytest.param(
            "version: 1",
            "version: 1.5",
            Fault(Span(11, 14), "version is the number 1.5; expected a whole number from 1"),
            id="a decimal instead of a whole number",
        ),
        pytest.param(
            "version: 1",
            "version: '1'",
            Fault(Span(11, 14), "version is '1'; expected a whole number from 1"),
            id="text instead of a number",
        ),
        pytest.param(
            "0.8",
            "1.5",
            Fault(Span(13, 17), "confidence is the number 1.5; expected a share from 0 to 1"),
            id="range: above",
        ),
        pytest.param(
            "0.8",
            "0,8",
            Fault(Span(13, 17), "confidence is '0,8'; expected a share from 0 to 1"),
            id="a decimal comma",
        ),
        pytest.param(
            "0.8",
            ".nan",
            Fault(Span(13, 17), "confidence is '.nan'; expected a share from 0 to 1"),
            id="not a number",
        ),
        pytest.param(
            "region: global",
            "region: New York",
            Fault(Span(12, 13), f"region is 'New York'; expected {REGION}"),
            id="pattern",
        ),
        pytest.param(
            "low: 1",
            "low: 1_000",
            Fault(
                Span(14, 45),
                "low is '1_000'; expected an amount of the currency, above 0; whole for a year, "
                "with up to two decimals for a month or an hour",
            ),
            id="pay: an underscore",
        ),
        pytest.param(
            "period: year",
            "period: week",
            Fault(Span(14, 34), "period is 'week'; expected one of: year, month, hour"),
            id="pay: period",
        ),
        pytest.param(
            "currency: EUR",
            "currency: Euro",
            Fault(
                Span(14, 21),
                ("currency is 'Euro'; expected a three-letter currency code, such as USD"),
            ),
            id="pay: currency",
        ),
        pytest.param(
            "concreteness: 3.5",
            "concreteness: 5.1",
            Fault(Span(17, 76), "concreteness is the number 5.1; expected a score from 1 to 5"),
            id="review: above five",
        ),
        pytest.param(
            "[Plans shifts.]",
            "Plans shifts.",
            Fault(Span(15, 23), "responsibilities is 'Plans shifts.'; expected a list"),
            id="text instead of a list",
        ),
        pytest.param(
            '[{title: Book, url: "https://example.org", accessed: 2026-05-01}]',
            "17",
            Fault(Span(19, 14), f"sources is the number 17; expected {SOURCES}"),
            id="sources: a bare number",
        ),
        pytest.param(
            '[{title: Book, url: "https://example.org", accessed: 2026-05-01}]',
            "{count: many}",
            Fault(Span(19, 22), "count is 'many'; expected a whole number from 0"),
            id="sources: a count that is none",
        ),
        pytest.param(
            '[{title: Book, url: "https://example.org", accessed: 2026-05-01}]',
            "{cout: 17, count: 17}",
            unknown(Span(19, 15), "unknown key 'cout'", "did you mean 'count'?"),
            id="sources: unknown key",
        ),
        pytest.param(
            "title: Book, ",
            "",
            Fault(
                Span(19, 15),
                "item 1 of sources has no 'title'",
                "add title: the title of the source",
            ),
            id="sources: no title",
        ),
        pytest.param(
            "2026-05-01",
            "2026-5-1",
            Fault(Span(19, 67), "accessed is '2026-5-1'; expected a date, as year-month-day"),
            id="sources: a day",
        ),
    ],
)
def test_a_finding_in_a_focus(old: str, new: str, fault: Fault) -> None:
    assert faults_of(changed(FOCUS, old, new)) == (fault,)


@pytest.mark.parametrize(
    ("kind", "old", "new", "fault"),
    [
        pytest.param(
            "canon",
            "edition: test",
            "edition: ¦2026",
            unquoted(AT, f"edition is the number 2026; expected {LINE}", "edition"),
            id="canon: an edition that is a number",
        ),
        pytest.param(
            "canon",
            "high: 0.8",
            "high: ¦80",
            Fault(AT, "high is the number 80; expected a share from 0 to 1"),
            id="canon: a share in percent",
        ),
        pytest.param(
            "canon",
            "rank_step: 12",
            "rank_step: ¦0.12",
            Fault(
                AT,
                ("rank_step is the number 0.12; expected hundredths, a whole number from 1 to 100"),
            ),
            id="canon: a weight",
        ),
        pytest.param(
            "canon",
            "  structural@1:",
            "  ¦structural@2: {}\n  structural@1:",
            unknown(AT, "unknown key 'structural@2'", "did you mean 'structural@1'?"),
            id="canon: a space",
        ),
        pytest.param(
            "ladder",
            "  M: {name",
            "  ¦-M: {name",
            unknown(AT, f"the key '-M' is not {TRACK}"),
            id="ladder: a track",
        ),
        pytest.param(
            "ladder",
            "rank: 3.5",
            "rank: ¦high",
            Fault(AT, "rank is 'high'; expected a number from 0"),
            id="ladder: a rank",
        ),
        pytest.param(
            "ladder",
            "{low: 5, high: 8}",
            "¦5-8",
            Fault(AT, "years is '5-8'; expected a mapping", "write it as in {low: 5, high: 8}"),
            id="ladder: years",
        ),
        pytest.param(
            "ladder",
            "{low: 5, high: 8}",
            "{low: 5, high: ¦61}",
            Fault(AT, "high is the number 61; expected whole years, 0 to 60"),
            id="ladder: too many years",
        ),
        pytest.param(
            "ladder",
            "range: [P1, P3]",
            "range: ¦[P1, P2, P3]",
            Fault(AT, "range is a list; expected two levels: the lowest and the highest"),
            id="ladder: a range of three",
        ),
        pytest.param(
            "ladder",
            "I: P1",
            "I: ¦1",
            unquoted(
                AT, f"I is the number 1; expected {LEVEL}", "titles", "numerals", "levels", "I"
            ),
            id="ladder: a numeral",
        ),
        pytest.param(
            "ladder",
            "[fellow], ",
            "[fellow], before: ¦noun, ",
            Fault(AT, "before is 'noun'; expected one of: contributor, person"),
            id="ladder: a word's place",
        ),
        pytest.param(
            "ladder",
            "[fellow], ",
            "[fellow], below_scale: ¦no, ",
            Fault(AT, "below_scale is 'no'; expected true or false"),
            id="ladder: a word of YAML 1.1",
        ),
        pytest.param(
            "families",
            "slug: care",
            "slug: ¦Care & Co",
            Fault(
                AT, ("slug is 'Care & Co'; expected a slug: lower-case letters, digits and hyphens")
            ),
            id="families: a slug",
        ),
        pytest.param(
            "function",
            "family: care",
            "family: ¦Care",
            Fault(AT, "family is 'Care'; expected a slug: lower-case letters, digits and hyphens"),
            id="function: a family's name",
        ),
        pytest.param(
            "function",
            "name: ",
            "¦nmae: Nursing\nname: ",
            unknown(AT, "unknown key 'nmae'", "did you mean 'name'?"),
            id="function: a key",
        ),
    ],
)
def test_a_finding_in_another_file(kind: str, old: str, new: str, fault: Fault) -> None:
    """The *fault* is at the ¦ in *new*, which is removed."""
    before, _, after = changed(TEXTS[kind], old, new).partition("¦")
    lines = before.split("\n")
    span = Span(len(lines), len(lines[-1]) + 1)

    assert faults_of(before + after, kind) == (replace(fault, span=span),)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize(
    ("text", "span", "shown"),
    [
        pytest.param("# remark\n- a", Span(2, 1), "a list", id="list"),
        pytest.param("a", Span(1, 1), "'a'", id="text"),
        pytest.param("5", Span(1, 1), "the number 5", id="number"),
        pytest.param("---\n", Span(2, 1), "empty", id="empty"),
    ],
)
def test_a_file_is_a_mapping(kind: str, text: str, span: Span, shown: str) -> None:
    assert faults_of(text, kind) == (Fault(span, f"the file is {shown}; expected a mapping"),)


SUMMARY = "what the focus owns, how it differs from its neighbors, and where its ladder ends"


def test_all_findings_are_in_the_order_of_the_file() -> None:
    text = """\
code: ward
name: 5
levels:
  p_: {status: draft, version: 1, region: global}
  P2: {status: done, version: 0, regoin: x}
aliases: [5, {title: ''}]
tols: []
"""
    assert faults_of(text) == (
        Fault(Span(1, 1), "the file has no 'summary'", f"add summary: {SUMMARY}"),
        Fault(Span(1, 7), f"code is 'ward'; expected {CODE}"),
        unquoted(Span(2, 7), f"name is the number 5; expected {LINE}", "name"),
        unknown(Span(4, 3), f"the key 'p_' is not {LEVEL}"),
        Fault(
            Span(5, 7), "P2 has no 'region'", "add region: the region that the profile applies to"
        ),
        Fault(Span(5, 16), f"status is 'done'; expected {STATUS}"),
        Fault(Span(5, 31), "version is the number 0; expected a whole number from 1"),
        unknown(Span(5, 34), "unknown key 'regoin'", "did you mean 'region'?"),
        Fault(Span(6, 11), f"item 1 of aliases is the number 5; expected {TITLE}"),
        Fault(
            Span(6, 14),
            "item 2 of aliases has no 'level'",
            "add level: the one level that it means",
        ),
        Fault(Span(6, 22), f"title is empty; expected {LINE}"),
        unknown(Span(7, 1), "unknown key 'tols'", "did you mean 'tools'?"),
    )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 10**9) | st.text("aP1 -", max_size=4),
    lambda parts: st.lists(parts) | st.dictionaries(st.text("aP ", max_size=2), parts),
    max_leaves=5,
)
"""Anything, with keys that are not digits: see test_a_key_of_digits."""


def routes_of(value: object) -> Iterator[Route]:
    yield ()
    parts: Any = value.items() if isinstance(value, dict) else ()
    parts = enumerate(value) if isinstance(value, list) else parts
    for step, part in parts:
        yield from ((step, *rest) for rest in routes_of(part))


def replaced(value: Any, route: Route, part: object) -> Any:
    if not route:
        return part
    copy = value.copy()
    copy[route[0]] = replaced(value[route[0]], route[1:], part)
    return copy


def places_of(node: Node) -> Iterator[Span]:
    yield node.span
    yield from node.keys.values()
    for part in node.parts.values():
        yield from places_of(part)


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from(sorted(TEXTS)), VALUES)
def test_every_finding_has_a_place_and_a_message(
    data: st.DataObject, kind: str, part: object
) -> None:
    sound = parse(TEXTS[kind]).top.value
    route = data.draw(st.sampled_from(list(routes_of(sound))))
    top = parse(json.dumps(replaced(sound, route, part))).top

    for fault in check(top, kind):
        assert fault.span in set(places_of(top))
        assert fault.message


START = "code: A\nname: A\nsummary: A\nlevels:\n"


@pytest.mark.parametrize("key", ["+1", ""])
def test_a_key_of_digits_and_signs(key: str) -> None:
    level = "{status: draft, version: 0, regoin: x}"

    faults = faults_of(f"{START}  '{key}': {level}\n")

    assert unknown(Span(5, 3), f"the key {key!r} is not {LEVEL}") in faults
    assert [fault for fault in faults if "item" in fault.message or "levels" in fault.message] == []
    assert {fault.span.line for fault in faults} == {5}


@pytest.mark.parametrize("key", ["1", "01", "2.10", "00000000000000000001"])
def test_a_level_of_digits(key: str) -> None:
    # The validator takes 1 and 01 for the first item of a list.
    faults = faults_of(f"{START}  '{key}': {{status: draft, version: 0, region: x}}\n")

    expected = "version is the number 0; expected a whole number from 1"
    assert faults == (Fault(Span(5, 32 + len(key)), expected),)


def test_two_levels_of_the_same_number() -> None:
    good, bad = (f"{{status: draft, version: {number}, region: x}}" for number in (1, 0))

    (fault,) = faults_of(f"{START}  '1': {good}\n  '01': {bad}\n")

    assert fault.span.line == 6


def test_a_numeral_of_digits() -> None:
    ladder = changed(LADDER, "{I: P1,", "{1: 5,")
    line = next(number for number, text in enumerate(ladder.splitlines(), 1) if "{1: 5," in text)

    (fault,) = faults_of(ladder, "ladder")

    expected = f"1 is the number 5; expected {LEVEL}"
    assert fault == unquoted(Span(line, 37), expected, "titles", "numerals", "levels", "1")


@pytest.mark.parametrize(
    ("kind", "text", "faults"),
    [
        pytest.param(
            "focus",
            "code: A\nname: A\nsummary: A\nlevels: {}",
            (Fault(Span(4, 9), "levels is empty; expected the levels of the focus, by code"),),
            id="mapping",
        ),
        pytest.param(
            "families",
            "families: []",
            (
                Fault(
                    Span(1, 11),
                    "families is empty; expected the families, in display order",
                ),
            ),
            id="list",
        ),
    ],
)
def test_an_empty_required_value_is_reported_as_empty(
    kind: str, text: str, faults: tuple[Fault, ...]
) -> None:
    assert faults_of(text, kind) == faults


def test_many_bad_keys_do_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "focus.yaml"
    path.write_text("levels:\n" + "".join(f"  k{number}:\n" for number in range(4000)))
    script = (
        "import sys, pathlib, resource\n"
        "from levelctl.canon import schema, source\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "schema.check(source.parse(pathlib.Path(sys.argv[1]).read_text()).top, 'focus')\n"
    )

    ran = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, timeout=60, check=False
    )

    assert (ran.stderr, ran.returncode) == (b"", 0)
