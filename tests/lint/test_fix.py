"""Fixes of a file's bytes: what is spliced, what is refused, and that nothing else changes."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.canon import files, source
from levelctl.diagnostics import Fix, Route
from levelctl.lint.fix.apply import (
    DUPLICATE_KEY,
    OVERLAPS,
    UNPROVEN,
    FixedText,
    apply_fixes,
    intended,
)

ELSEWHERE = "the text is written in another way in the file"


def substitute(old: str, new: str, *route: str | int) -> Fix:
    return Fix("substitute", route or ("a",), old, new)


def quote(*route: str | int) -> Fix:
    return Fix("quote", route or ("a",))


def drop(*route: str | int) -> Fix:
    return Fix("drop", route)


AMP = substitute("&amp;", "&")
QUOT = substitute("&quot;", '"')
APOS = substitute("&apos;", "'")
ZERO = substitute("\u200b", "")


@pytest.mark.parametrize(
    ("before", "fix", "after"),
    [
        pytest.param("a: x&amp;y\n", AMP, "a: x&y\n", id="plain"),
        pytest.param("a: x&amp;y &amp; z", AMP, "a: x&y & z", id="each of several"),
        pytest.param("a: x&amp;y # &amp;\n", AMP, "a: x&y # &amp;\n", id="not in a comment"),
        pytest.param("b: x&amp;y\na: x&amp;y\n", AMP, "b: x&amp;y\na: x&y\n", id="not another"),
        pytest.param("a: '&apos;'\n", APOS, "a: ''''\n", id="quote in single quotes"),
        pytest.param('a: "&quot;"\n', QUOT, 'a: "\\""\n', id="quote in double quotes"),
        pytest.param('a: "&apos;"\n', APOS, 'a: "\'"\n', id="other quote in double quotes"),
        pytest.param("a: '&quot;'\n", QUOT, "a: '\"'\n", id="other quote in single quotes"),
        pytest.param("a: x &quot;y&quot;\n", QUOT, 'a: x "y"\n', id="quote in plain"),
        pytest.param(
            'a: "&#92;"\n', substitute("&#92;", "\\"), 'a: "\\\\"\n', id="backslash in double"
        ),
        pytest.param('a: "x\\u200by\\n"\n', ZERO, 'a: "xy\\n"\n', id="written as an escape"),
        pytest.param('a: "x\\u200B"\n', ZERO, 'a: "x"\n', id="escape at the end"),
        pytest.param("a: x\n  y &amp;\r\n  z\n", AMP, "a: x\n  y &\r\n  z\n", id="plain, folded"),
        pytest.param("a: 'x\n\n   &amp; y'\n", AMP, "a: 'x\n\n   & y'\n", id="single, folded"),
        pytest.param('a: "x \\\n  &amp; y"\n', AMP, 'a: "x \\\n  & y"\n', id="line joined"),
        pytest.param(
            "a: >-  # &amp;\n  &amp;\n\n# &amp;\n",
            AMP,
            "a: >-  # &amp;\n  &\n\n# &amp;\n",
            id="folded",
        ),
        pytest.param("a: |+\n  &amp;\n   &amp;\n\n", AMP, "a: |+\n  &\n   &\n\n", id="literal"),
        pytest.param("a: |\n  &quot;\\\n", QUOT, 'a: |\n  "\\\n', id="literal has no escapes"),
        pytest.param("a: x\u200by\r\nb: 1\r\n", ZERO, "a: xy\r\nb: 1\r\n", id="CRLF"),
        pytest.param("b: 1\ra: x\u200by\r", ZERO, "b: 1\ra: xy\r", id="CR"),
        pytest.param("\ufeffa: x\u200by", ZERO, "\ufeffa: xy", id="byte order mark"),
        pytest.param("b: 😀é\na: 😀x\u200by", ZERO, "b: 😀é\na: 😀xy", id="wide characters"),
        pytest.param(
            "a: [{t: x}, {t: 'y&amp;'}]\n",
            substitute("&amp;", "&", "a", 1, "t"),
            "a: [{t: x}, {t: 'y&'}]\n",
            id="deep in flow",
        ),
        pytest.param(
            "a: x\n  y  z\n",
            substitute("x y  z", "x y z"),
            "a: x\n  y z\n",
            id="only what differs is touched",
        ),
        pytest.param(
            "a: x  y\n   z\n",
            substitute("x  y z", "x y z"),
            "a: x y\n   z\n",
            id="nor what comes after it",
        ),
        pytest.param('a: " x"\n', substitute(" x", "x"), 'a: "x"\n', id="space before"),
    ],
)
def test_substitute(before: str, fix: Fix, after: str) -> None:
    assert apply_fixes(before.encode(), [fix]) == FixedText(after.encode(), (fix,))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 12\n", 'a: "12"\n'),
        ("a:   1.10   # 1.10\n", 'a:   "1.10"   # 1.10\n'),
        ("a: -0", 'a: "-0"'),
        ("a: true\n", 'a: "true"\n'),
        ("a: FALSE\r\n", 'a: "FALSE"\r\n'),
        ("{a: 7}\n", '{a: "7"}\n'),
        ("a:\n  7\n", 'a:\n  "7"\n'),
    ],
)
def test_quote(before: str, after: str) -> None:
    assert apply_fixes(before.encode(), [quote()]) == FixedText(after.encode(), (quote(),))


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [
        pytest.param("a: [x, y, z]\n", 0, "a: [y, z]\n", id="first"),
        pytest.param("a: [x, y, z]\n", 1, "a: [x, z]\n", id="middle"),
        pytest.param("a: [x, y , z ]\n", 2, "a: [x, y ]\n", id="last"),
        pytest.param("a: [x, y,]\n", 1, "a: [x,]\n", id="before a last comma"),
        pytest.param("a: [x]\n", 0, "a: []\n", id="only one"),
        pytest.param("a: [x , ]\n", 0, "a: []\n", id="only one, and a comma"),
        pytest.param(
            "a: [\n  x,\n  'y, #',\n  z\n]\n", 1, "a: [\n  x,\n  z\n]\n", id="a line each"
        ),
        pytest.param("a: [x, {t: [y]}, z: 1]\n", 1, "a: [x, z: 1]\n", id="collection in flow"),
        pytest.param("a: [x, z: 1]\n", 1, "a: [x]\n", id="pair in flow"),
        pytest.param("a:\n- x\n- y\n", 0, "a:\n- y\n", id="block, first"),
        pytest.param("a:\n  - x\n  - y\nb: 1\n", 1, "a:\n  - x\nb: 1\n", id="block, last"),
        pytest.param("a:\n- x # own\n- y\n", 0, "a:\n- y\n", id="its own comment goes"),
        pytest.param(
            "a:\n# 1\n- x\n# 2\n- y # 3\n\n# 4\n- z\n",
            1,
            "a:\n# 1\n- x\n# 2\n\n# 4\n- z\n",
            id="comments of others stay",
        ),
        pytest.param("a:\r\n- x\r\n- y\r\n", 0, "a:\r\n- y\r\n", id="block, CRLF"),
        pytest.param("a:\n- x\n- y", 1, "a:\n- x", id="no last line end"),
        pytest.param("a:\r\n- x\r\n- y", 1, "a:\r\n- x", id="no last line end, CRLF"),
        pytest.param("a:\n- x\n- y # c", 1, "a:\n- x", id="no last line end, comment"),
        pytest.param(
            "a:\n- x\n- t: y\n  # in\n  l: z # c\n\n- v\n", 1, "a:\n- x\n\n- v\n", id="mapping"
        ),
        pytest.param(
            "a:\n- x\n-   'y\n\n    y' # c\n- z\n", 1, "a:\n- x\n- z\n", id="several lines"
        ),
        pytest.param(
            "a:\n- x\n- >-\n  y\n\n  y\n\n# c\n- z\n", 1, "a:\n- x\n\n# c\n- z\n", id="block text"
        ),
        pytest.param(
            "a:\n- x\n- t: |+\n    y\n\n- z\n", 1, "a:\n- x\n\n- z\n", id="block text inside"
        ),
        pytest.param("a:\n- x\n- - y\n  - z\n- v\n", 1, "a:\n- x\n- v\n", id="list in list"),
        pytest.param("a:\n- x\n- [y,\n  z] # c\n- v\n", 1, "a:\n- x\n- v\n", id="flow in block"),
        pytest.param("a:\n- x\n-\n- z\n", 1, "a:\n- x\n- z\n", id="nothing at all"),
        pytest.param("a:\n- x\n- t: # c\n- z\n", 1, "a:\n- x\n- z\n", id="key of nothing"),
    ],
)
def test_drop(before: str, number: int, after: str) -> None:
    fix = drop("a", number)
    assert apply_fixes(before.encode(), [fix]) == FixedText(after.encode(), (fix,))


GONE = "its place no longer exists"


@pytest.mark.parametrize(
    ("before", "fix", "reason"),
    [
        pytest.param(
            "a:\n- x\n- ? y\n# c\n",
            drop("a", 1),
            "its last line contains something else",
            id="open key",
        ),
        pytest.param(
            "a:\n- x\n- ? y",
            drop("a", 1),
            "its last line contains something else",
            id="open key at the end",
        ),
        pytest.param("a: x\u200b #y\n", ZERO, None, id="a comment stays one"),
        pytest.param("a: x \u200b#y\n", ZERO, UNPROVEN, id="would become a comment"),
        pytest.param("a: x:\u200b y\n", ZERO, UNPROVEN, id="would become a mapping"),
        pytest.param("a: &amp;x\n".replace("&amp;", "\u200b&"), ZERO, UNPROVEN, id="an anchor"),
        pytest.param("a: \u200b12\n", ZERO, UNPROVEN, id="would become a number"),
        pytest.param("a: \u200b\n", ZERO, UNPROVEN, id="would become nothing"),
        pytest.param("a: x&#10;y\n", substitute("&#10;", "\n"), UNPROVEN, id="line end in plain"),
        pytest.param("a: x&nbsp;\n", substitute("&nbsp;", " "), UNPROVEN, id="space at the end"),
        pytest.param("a: >\n  x\u200b\n  \u200b y\n", ZERO, UNPROVEN, id="would be indented"),
        pytest.param("a: x\n", ZERO, ELSEWHERE, id="not in it"),
        pytest.param("a: >-\n  x\n  y\n", substitute("x y", "z"), ELSEWHERE, id="over a line end"),
        pytest.param("a: x\n", substitute("", "y"), "it is not a text", id="nothing in particular"),
        pytest.param("a: 12\n", substitute("1", "2"), "it is not a text", id="digits"),
        pytest.param("b: 12\n", quote(), GONE, id="the key is gone"),
        pytest.param("a: [x]\n", drop("a", 1), GONE, id="the item is gone"),
        pytest.param("a: x\n", quote(), "it is neither a number nor true or false", id="text"),
        pytest.param("a: ~\n", quote(), "it is neither a number nor true or false", id="null"),
        pytest.param("a: x\n", drop("a"), "it is not an item of a list", id="a key"),
        pytest.param("[x]\n", drop(), "it is not an item of a list", id="all"),
        pytest.param("a:\n- x\n", drop("a", 0), UNPROVEN, id="the only line of a list"),
        pytest.param(
            "a: [x, # c\n y]\n", drop("a", 0), "a comment follows it on its line", id="beside"
        ),
        pytest.param("a: [x\n , # c\n y]\n", drop("a", 0), "a comment is after it", id="behind"),
        pytest.param("a: [x, # c\n y]\n", drop("a", 1), "a comment is before it", id="before"),
        pytest.param(
            "a: [x, y # c\n ]\n", drop("a", 1), "a comment follows it on its line", id="last"
        ),
        pytest.param(
            "a:\n- - x\n  - y\n",
            drop("a", 0, 0),
            "its first line contains something else",
            id="two dashes",
        ),
        pytest.param(
            "a:\n- x\n-\n  y\n",
            drop("a", 1),
            "its first line contains something else",
            id="dash above",
        ),
        pytest.param("a:\n- |\n  x\n- y", drop("a", 1), UNPROVEN, id="a block would lose its end"),
        pytest.param(
            "a:\n- t: 0\n- t: 1\n  t: 2\n", drop("a", 1), DUPLICATE_KEY, id="repeated key"
        ),
    ],
)
def test_refusals(before: str, fix: Fix, reason: str | None) -> None:
    refused = ((fix, reason),) if reason else ()
    result = apply_fixes(before.encode(), [fix])
    assert result.refused == refused
    assert (result.content == before.encode(), result.applied) == (
        bool(reason),
        () if reason else (fix,),
    )


@pytest.mark.parametrize(
    ("before", "fixes", "after", "done"),
    [
        pytest.param("a: x&amp;\u200by\n", [AMP, ZERO], "a: x&y\n", 2, id="one text"),
        pytest.param("a: x&amp;quot;\n", [AMP, QUOT], 'a: x"\n', 2, id="one after the other"),
        pytest.param("a: x&amp;quot;\n", [QUOT, AMP], "a: x&quot;\n", 1, id="in their order"),
        pytest.param(
            "a: x&amp;\nb: 1\n", [quote("b"), AMP, AMP], 'a: x&\nb: "1"\n', 2, id="reported twice"
        ),
        pytest.param("a: x\u200b #y\nb: 1\n", [ZERO, quote("b")], 'a: x #y\nb: "1"\n', 2, id="two"),
        pytest.param(
            "a: x \u200b#y\nb: 1\n",
            [ZERO, quote("b")],
            'a: x \u200b#y\nb: "1"\n',
            1,
            id="only what is proven",
        ),
        pytest.param(
            "a: [x, 1, z&amp;, v]\n",
            [drop("a", 0), quote("a", 1), drop("a", 3), substitute("&amp;", "&", "a", 2)],
            'a: ["1", z&]\n',
            4,
            id="routes are those of the file as it was",
        ),
        pytest.param(
            "a:\n- x\n- y\n- z\n", [drop("a", 0), drop("a", 1)], "a:\n- z\n", 2, id="lines"
        ),
        pytest.param("a: [x, y]\n", [drop("a", 1), drop("a", 0)], "a: [y]\n", 1, id="the first"),
        pytest.param(
            "a:\n- [x, y]\n- z\n",
            [drop("a", 0, 1), drop("a", 0)],
            "a:\n- z\n",
            1,
            id="in each other",
        ),
    ],
)
def test_several(before: str, fixes: list[Fix], after: str, done: int) -> None:
    found = apply_fixes(before.encode(), fixes)
    assert (found.content.decode(), len(found.applied)) == (after, done)
    assert len(found.applied) + len(found.refused) == len({*map(repr, fixes)})


def test_a_fix_that_overlaps_another_waits() -> None:
    first, second = drop("a", 0), drop("a", 1)
    assert apply_fixes(b"a: [x, y, z]\n", [second, first]) == FixedText(
        b"a: [y, z]\n", (first,), ((second, OVERLAPS),)
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"a: \xff\n", "the byte 0xFF is not UTF-8", id="not UTF-8"),
        pytest.param(
            b"a: [\n", "did not find expected node content while parsing a flow node", id="not YAML"
        ),
        pytest.param(
            b"a" * (files.MAX_BYTES + 1), "the file is larger than 1,000,000 bytes", id="large"
        ),
    ],
)
def test_an_unreadable_file_is_unchanged(content: bytes, reason: str) -> None:
    assert apply_fixes(content, [quote()]) == FixedText(content, (), ((quote(), reason),))


def test_a_long_run_of_spaces_takes_no_time() -> None:
    text = f"a: 'x{' ' * 400_000}&amp;'\n"
    assert apply_fixes(text.encode(), [AMP]).content == text.replace("&amp;", "&").encode()


OLD, NEW = "&quot;", '"'
"""What is fixed in the texts of a generated file's entries, but not in its comments."""


@dataclass(frozen=True)
class Entry:
    """Lines of a file before and after its fixes, which a function of the entry's key returns."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    fixes: Callable[[str], list[Fix]]


TEXTS: Sequence[tuple[str, str]] = (
    ("K: x{}y", NEW),
    ("K: 'x ''{}'' # y'", NEW),
    ('K: "x \\t{}\\n # y"', '\\"'),
    ("K:\n    x {}\n    y{}", NEW),
    ("K: 'x\n\n    {}y'", NEW),
    ('K: "x{} \\\n\n    y"', '\\"'),
    ("K: >-\n    x {}\n     y{}\n\n    z", NEW),
    ("K: |\n    x'{}\n    # y{}", NEW),
    ("K: |+ # {0}\n    x{1}\n\n", NEW),
    ("K: [v, x{}y]", NEW),
)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


def _text(shape: tuple[str, str]) -> Entry:
    pattern, new = shape
    before = pattern.format(*[OLD] * 3)
    # In the pattern with a numbered place, that is a comment.
    after = pattern.format(OLD, new) if "{0}" in pattern else pattern.format(*[new] * 3)
    inner: Route = (1,) if "[" in pattern else ()
    return Entry(_lines(before), _lines(after), lambda key: [substitute(OLD, NEW, key, *inner)])


def _number(raw: str) -> Entry:
    return Entry((f"K: {raw} # c",), (f'K: "{raw}" # c',), lambda key: [quote(key)])


ITEMS = (
    ("- x # c {}",),
    ("-   'x", "    y'"),
    ("- t: 1", "  # in", "  u: [x,", "    y] # c"),
    ("- - x", "  - y"),
    ("-",),
)


def _block(choice: list[tuple[int, bool, bool]]) -> Entry:
    before, after, numbers = [], [], []
    for number, (kind, comment, gone) in enumerate([*choice, (0, True, False)]):
        above = ("# above", "") if comment else ()
        lines = tuple(f"  {line}" for line in ITEMS[kind])
        before += [*above, *lines]
        after += [*above, *(() if gone else lines)]
        numbers += [number] if gone else []
    return Entry(
        ("K:", *before), ("K:", *after), lambda key: [drop(key, number) for number in numbers]
    )


def _flow(choice: tuple[list[str], int]) -> Entry:
    items, gone = choice
    gone %= len(items)
    left = [*items[:gone], *items[gone + 1 :]]
    return Entry(
        (f"K: [{', '.join(items)}] # c",),
        (f"K: [{', '.join(left)}] # c",),
        lambda key: [drop(key, gone)],
    )


ENTRIES = st.one_of(
    st.sampled_from(TEXTS).map(_text),
    st.sampled_from(["7", "1.10", "true", "-0"]).map(_number),
    st.lists(
        st.tuples(st.integers(0, len(ITEMS) - 1), st.booleans(), st.booleans()), max_size=5
    ).map(_block),
    st.tuples(
        st.lists(st.sampled_from(["x", "'y, # z'", "[1, 2]", "t: 1", "12"]), min_size=1),
        st.integers(0, 9),
    ).map(_flow),
    st.just(
        Entry(("# K &quot;", "", "K: |-", "  z"), ("# K &quot;", "", "K: |-", "  z"), lambda _: [])
    ),
)


@given(
    entries=st.lists(ENTRIES, min_size=1, max_size=6),
    eol=st.sampled_from(["\n", "\r\n", "\r"]),
    bom=st.booleans(),
    last=st.booleans(),
)
def test_everything_is_fixed_and_nothing_else_changes(
    entries: list[Entry], eol: str, bom: bool, last: bool
) -> None:
    before, after = (
        (codecs.BOM_UTF8 if bom else b"")
        + eol.join(
            line.replace("K", f"key{n}", 1) if "K" in line else line
            for n, lines in enumerate(sides)
            for line in lines
        ).encode()
        + (eol.encode() if last else b"")
        for sides in ([each.before for each in entries], [each.after for each in entries])
    )
    fixes = [fix for n, each in enumerate(entries) for fix in each.fixes(f"key{n}")]

    result = apply_fixes(before, fixes)

    assert result.refused == ()
    assert result.content == after
    assert apply_fixes(after, []).content == after


PIECES = st.sampled_from(
    [
        *"abK12:-[]{},'\"|>#&!%@~?\\ \t\n\r",
        "\n",
        "\n- ",
        "\n  ",
        ": ",
        "k: ",
        " #",
        "&quot;",
        "\u200b",
        "a:\n- x\n- y\n",
        "l: [x, y, 1]\n",
        "1.0",
        "\ufeff",
        "é",
        "\r\n",
    ]
)
STEPS = st.sampled_from(["a", "b", "k", "l", 0, 1, 2])


def _any_fix(action: str, route: Route, texts: tuple[str, str]) -> Fix:
    if action == "substitute":
        return Fix("substitute", route, *texts)
    return Fix("quote", route) if action == "quote" else Fix("drop", route)


@given(
    text=st.lists(PIECES, max_size=30).map("".join),
    fixes=st.lists(
        st.builds(
            _any_fix,
            st.sampled_from(["substitute", "quote", "drop"]),
            st.lists(STEPS, max_size=3).map(tuple),
            st.sampled_from([("x", "y"), (OLD, NEW), ("\u200b", ""), ("a", " #"), ("y", "'\n")]),
        ),
        max_size=4,
    ),
)
def test_any_file_and_any_fixes(text: str, fixes: list[Fix]) -> None:
    content = text.encode()
    found = apply_fixes(content, fixes)
    asked = list(dict.fromkeys(fixes))
    assert sorted(map(repr, [*found.applied, *(fix for fix, _ in found.refused)])) == sorted(
        map(repr, asked)
    )
    if not found.applied:
        assert found.content == content
        return
    after = source.parse(source.decode(found.content)).top.value
    assert repr(after) == repr(
        _expected(source.parse(source.decode(content)).top.value, after, found.applied)
    )


def _expected(value: Any, after: Any, done: Sequence[Fix]) -> Any:
    """Return *value* after the fixes *done*; drops come last, from the end."""
    texts = [fix for fix in done if fix.action != "drop"]
    drops = [fix for fix in done if fix.action == "drop"]
    for fix in texts:
        new = _quoted(value, fix) if fix.action == "quote" else fix.new
        value = intended(value, Fix(fix.action, fix.route, fix.old, new))
    for fix in reversed(drops):
        value = intended(value, fix)
    assert type(after) is type(value)
    return value


def _quoted(value: Any, fix: Fix) -> str:
    for step in fix.route:
        value = value[step]
    return str(value)
