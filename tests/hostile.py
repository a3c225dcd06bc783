"""
Text that would act on a terminal, a page or a sheet, in every field of a canon that takes text.

The fields are found in the JSON Schemas, so that a new one is planted as soon as it is there.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from levelctl.canon import package_data
from small import FILES

PAYLOADS = {
    "colour": "\x1b[31mred\x1b[0m",
    "clear screen": "\x1b[2J\x1b[H",
    "title": "\x1b]0;title\x07",
    "link": "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "device control": "\x1bP+q544e\x1b\\ \x1b^private\x1b\\ \x1b_program\x1b\\",
    "reset": "\x1bc\x1b[!p",
    "report": "\x1b[6n\x1b[c\x05",
    "C1 CSI": "\x9b31mred",
    "C1 OSC": "\x9d0;title\x9c",
    "next line": "next\x85line",
    "carriage return": "good\rbad",
    "backspace": "good\b\b\b\bbad",
    "bell": "\x07bell",
    "delete": "\x7fdelete",
    "null": "\x00null",
    "shift out": "\x0eshift\x0f",
    "form feed": "form\x0cfeed\x0b",
    "override": "\u202etxt.exe\u202c",
    "isolate": "\u2066left\u2069 \u2067right\u2069",
    "marks": "\u200eleft\u200fright\u061c",
    "zero width": "zero\u200bwidth\u200d\u2060",
    "byte order mark": "\ufeffmark",
    "soft hyphen": "soft\u00adhyphen",
    "separators": "line\u2028paragraph\u2029",
    "variation selectors": "heart\u2764\ufe0f\U000e0100",
    "tags": "tags\U000e0041\U000e007f",
    "shorthand": "shorthand\U0001bca0\U0001d173",
    "lone surrogates": "\ud800\udcff\udfff",
    "no UTF-8": "\udcff\udc80",
    "Rich markup": "[red]x[/red] [link=https://evil.example]y[/link]",
    "closing markup": "[/red] [/]",
    "list markup": "[min, max] [bold",
    "emoji": ":smile: a:b:c :warning:",
    "HTML": "<script>alert(1)</script><br><!-- x",
    "Markdown": "**x** `y` | z | [a](https://evil.example) ~~q~~",
    "entity": "&lt;b&gt; &amp;amp; &#x1b;",
    "numbered": "1. one",
    "rule": "---",
    "formula": '=1+1+cmd|"/c calc"!A0',
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(A1:A9)",
    "workflow command": "%0A::error::x ::set-output name=a::b",
    "XML": "]]> <![CDATA[x]]> &x;",
    "shell": "$(touch X) `touch X`;touch X",
    "placeholder": "{0} %s {name} \\N{BULLET}",
    "tab before a formula": "\t=1+1",
    "tab and newline": "two\tcells\nlevelctl: and two lines",
    "wide": "\uff37\uff49\uff44\uff45 \U0001f600\U0001f468",
    "very long": f"{'long' * 100} {'word ' * 100}.",
}

IN_FILES = {name: text for name, text in PAYLOADS.items() if not re.search("[\ud800-\udfff]", text)}
"""The characters that a canon can contain; half a surrogate pair is an error in YAML."""

EVERYTHING = " ".join(text for name, text in IN_FILES.items() if name != "very long")

SOME = " ".join(text[:9] for text in IN_FILES.values())
"""The beginning of each: of a canon that is full of all of them, check finds faults for long."""

SEEN = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f]"
)
"""Format characters that have a shape of their own: signs above numbers, joined hieroglyphs."""

BLANK = "\u034f\u115f\u1160\u3164\uffa0"
"""Letters and marks without a shape."""

SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""What changes how the character before it looks."""


@cache
def acts(char: str) -> bool:
    """Return whether *char* changes a line instead of being visible in it."""
    kind = unicodedata.category(char)
    return char not in "\n\t" and (
        kind in ("Cc", "Cs", "Zl", "Zp")
        or char in BLANK
        or SELECTORS.match(char) is not None
        or (kind == "Cf" and not SEEN.match(char))
    )


def shown(text: str) -> str:
    """Return *text* as a reader should see it, with escapes for characters that act."""
    return "".join(_shown(ord(char)) if acts(char) else char for char in text)


def _shown(number: int) -> str:
    if 0xDC80 <= number <= 0xDCFF:
        number -= 0xDC00
    letter, digits = ("x", 2) if number < 0x100 else ("u", 4) if number < 0x10000 else ("U", 8)
    return f"\\{letter}{number:0{digits}x}"


def on_a_line(text: str) -> str:
    return " ".join(shown(text).split())


def acting(text: str, *, but: str = "\n") -> list[str]:
    """Return the characters of *text* that act, tabs too, less those of *but*."""
    # A text is long, and has few characters: each of them is looked at once.
    found = {char for char in {*text} - {*but} if acts(char) or char == "\t"}
    return [char for char in text if char in found] if found else []


FORMULA = re.compile(r"[\s'\"]*([=+@]|-(?!\d+(\.\d*)?\Z))", re.ASCII)
"""The beginning of what a spreadsheet would run; a number below zero is none."""


def runs(cell: str) -> bool:
    """Return whether a spreadsheet that folds widths and skips the unseen could run *cell*."""
    seen = "".join(char for char in cell if not acts(char))
    folded = unicodedata.normalize("NFKC", seen).replace("\N{MINUS SIGN}", "-")
    return not cell.startswith("'") and FORMULA.match(folded) is not None


def guarded(cell: str) -> str:
    """Return *cell* of a spreadsheet so that it is text."""
    return f"'{cell}" if _is_signed(cell) and not NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """Return what *cell* was before it was guarded, by the rule in docs/scripting.md."""
    return cell[1:] if cell.startswith("'") and _is_signed(cell) else cell


def _is_signed(cell: str) -> bool:
    folded = (unicodedata.normalize("NFKC", char) for char in cell)
    return re.match("['\" ]*[-=+@\N{MINUS SIGN}]", "".join(folded)) is not None


NUMBER = re.compile(r"[-\N{MINUS SIGN}]\d+(\.\d*)?", re.ASCII)


def squeezed(text: str) -> str:
    return "".join(text.split())


# A canon in which every field of text is planted.

UNSEEN = {
    ("canon", "schemes"),
    ("canon", "pay", "work_levels"),
    ("canon", "proficiencies"),
    ("canon", "review", "questions"),
    ("ladder", "titles"),
    ("families", "families", "[]", "titles"),
    ("titles",),
    ("words",),
    ("ladder", "tracks", "^[A-Za-z][A-Za-z0-9-]{0,15}$", "summary"),
    ("canon", "extends"),
    ("canon", "review", "questions"),
}
"""The beginnings of fields that no page shows: what is looked for in titles, prose and codes.

Why a work level stands for a level is shown where wages by level are imported:
tests/answers/test_pay_published.py has that.
"""

Schema = dict[str, Any]
Route = tuple[str, ...]
"""A place in a file or schema: keys, and [] for the items of a list."""

WARD = "functions/nursing/ward-nurse.yaml"

PLANTED = {
    "canon.yaml": "canon",
    "ladder.yaml": "ladder",
    "families.yaml": "families",
    "functions/nursing/function.yaml": "function",
    WARD: "focus",
    "titles.yaml": "titles",
    "words.yaml": "words",
    "themes.yaml": "themes",
    "skills.yaml": "skills",
}
"""The files that are planted, by their path, with their kind; the others are as they were."""

FREE = {r"\S", r"^[^A-Z]*\S[^A-Z]*$"}
"""The patterns of text that may be anything, or anything in lower case."""

DIMENSIONS = """\
dimensions:
  attributes:
    columns:
      scope: a
      autonomy: {heading: a}
      complexity: a
      impact: a
      decision_rights: a
      leadership: a
  guideline:
    columns: {knowledge: a, complexity: a, collaboration: a, experience: {heading: a}}
  scores:
    columns:
      level_differentiation: a
      focus_specificity: a
      concreteness: a
      factual_accuracy: a
      real_world_coverage: {heading: a}
"""

QUESTIONS = "{minimum: 4, questions: {role: {ask: a, key: r}}}"

THEMES = """\
themes:
  talk: {name: a, summary: a, responsibilities: {P2: [a, {text: a}]}}
"""

SKILLS = """\
scale: {talk: {name: a}}
groups: {talk: {name: a}}
skills:
  talk: {name: a, summary: a, group: talk, same_as: {a: [a], b: a}, steps: {talk: a}}
  walk: {name: a, summary: a}
tools: {talk: {name: a}}
licenses: {talk: {name: a, kind: license}}
"""

FOCUS_SKILLS = "skills:\n  - {skill: talk, levels: {P2: talk}}\n"

FOCUS_THEMES = """\
themes:
  craft: {name: a}
"""

PAYS = """\
    pay:
      - {currency: EUR, period: year, low: 20000, median: 30000, high: 40000, basis: survey}
"""

TALK = "      - {text: a, theme: talk}\n"

BASES = {
    **FILES,
    "canon.yaml": FILES["canon.yaml"].replace("{minimum: 4}", QUESTIONS)
    + DIMENSIONS
    + "pay: {work_levels: {P2: {levels: [9], why: a}}}\n",
    "themes.yaml": THEMES,
    "skills.yaml": SKILLS,
    WARD: f"{FILES[WARD]}{FOCUS_THEMES}".replace("skills:\n", FOCUS_SKILLS)
    .replace("    responsibilities: [Takes", f"{PAYS}    responsibilities: [Takes")
    .replace("week.\n      - Takes", f"week.\n{TALK}      - Takes")
    .replace("coverage: 4.5\n", "coverage: 4.5\n      panel: a\n"),
}
"""The files before they are planted: what may be a text or a mapping is there as both."""

ALONE = {"canon": ("extends", "proficiencies")}
"""By the kind of a file, what is taken out again: another canon, and what others must be one of."""

EITHER = ("pay", "pay_missing")
"""A level has one of these: pay if its file has it, and otherwise why there is none."""

SAMPLES = {
    "^(?!.*\\.\\.)[A-Za-z0-9]([A-Za-z0-9._-]{0,22}[A-Za-z0-9])?$": "P2",
    "^[a-z0-9]+(-[a-z0-9]+)*$": "talk",
    "^[0-9a-f]{32}$": "0123456789abcdef0123456789abcdef",
    "^[A-Z]{3}$": "EUR",
    "^[a-loprtvwxz]$": "a",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "2026-05-01",
}
"""A text that fits a pattern, where a field has to be there but is not free."""


def schema_of(kind: str) -> Schema:
    content = (package_data.SCHEMAS / f"{kind}.schema.json").read_text("utf-8")
    schema: Schema = json.loads(content)
    return schema


def text_fields(schema: Schema, part: Schema, route: Route = ()) -> Iterator[Route]:
    """Yield where *schema*, of which *part* is meant, has text of a canon's author; keys too."""
    part = _resolved(schema, part)
    if _is_free(part):
        yield route
    for inner in part.get("anyOf", ()):
        yield from text_fields(schema, inner, route)
    for name, inner in (part.get("properties", {}) | part.get("patternProperties", {})).items():
        yield from text_fields(schema, inner, (*route, name))
    if isinstance(part.get("additionalProperties"), dict):
        if _names_anything(part):
            yield (*route, "*")
        yield from text_fields(schema, part["additionalProperties"], (*route, "*"))
    if "items" in part:
        yield from text_fields(schema, part["items"], (*route, "[]"))


def _names_anything(part: Schema) -> bool:
    """Return whether the keys of *part* are free: neither of a form, nor defined in canon.yaml."""
    rest = part["additionalProperties"]
    return "propertyNames" not in part and "dimensions" not in rest.get("description", "")


def _resolved(schema: Schema, part: Schema) -> Schema:
    if "$ref" not in part:
        return part
    _, definitions, name = part["$ref"].split("/")
    return {**schema[definitions][name], **part}


def _is_free(part: Schema) -> bool:
    return part.get("type") == "string" and part.get("pattern") in FREE


class Planter:
    """Puts *payload* into the text of files; each text gets its place behind it."""

    def __init__(self, payload: str) -> None:
        self.payload = payload
        self.seen: dict[str, Route] = {}
        """The texts that pages show, and the place of each."""
        self.fields: set[tuple[str, ...]] = set()
        """The fields that this covers: a kind of file and a place in its schema."""

    def file(self, kind: str, value: Any) -> Any:
        self.kind = kind
        self.schema = schema_of(kind)
        return self.part(self.schema, value, (), ())

    def part(self, part: Schema, value: Any, route: Route, field: Route) -> Any:
        """Return *value*, None if it is not there, with all the text that *part* may have."""
        part = _resolved(self.schema, part)
        if "anyOf" in part:
            return self.part(_chosen(self.schema, part["anyOf"], value), value, route, field)
        if part.get("type") == "object":
            return self.mapping(part, value or {}, route, field)
        if part.get("type") == "array":
            items = value if value is not None else [None] * part.get("minItems", 1)
            return [
                self.part(part["items"], each, (*route, str(place)), (*field, "[]"))
                for place, each in enumerate(items)
            ]
        if _is_free(part):
            return self.text(part, route, field)
        return value if value is not None else _sample(part)

    def mapping(self, part: Schema, value: Any, route: Route, field: Route) -> Any:
        made = dict(value)
        for name, inner in part.get("properties", {}).items():
            if name in EITHER and name != EITHER["pay" not in value]:
                continue
            needed = name in value or name in part.get("required", ())
            if needed or [*text_fields(self.schema, inner)]:
                made[name] = self.part(inner, value.get(name), (*route, name), (*field, name))
        for name, inner in part.get("patternProperties", {}).items():
            for key in value:
                made[key] = self.part(inner, value[key], (*route, key), (*field, name))
        rest = part.get("additionalProperties")
        if isinstance(rest, dict):
            for key in value.keys() - part.get("properties", {}).keys():
                made[key] = self.part(rest, value[key], (*route, key), (*field, "*"))
        if isinstance(rest, dict) and _names_anything(part):
            key = self.text(rest, (*route, "key"), (*field, "*"))
            made[key] = self.part(rest, None, (*route, "new"), (*field, "*"))
        return made

    def text(self, part: Schema, route: Route, field: Route) -> str:
        self.fields.add((self.kind, *field))
        text = f"{self.payload} {self.kind} {' '.join(route)}"
        if not any((self.kind, *field)[: len(each)] == each for each in UNSEEN):
            self.seen[text] = route
        if part.get("pattern", "").startswith("^[^A-Z]"):
            return re.sub("[A-Z]", lambda found: found[0].lower(), text)
        return text


def _chosen(schema: Schema, parts: list[Schema], value: Any) -> Schema:
    """Return which of *parts* a *value* is of; what is not there is of the last, or a text."""
    types: dict[type, str] = {str: "string", dict: "object", list: "array"}
    whole = [_resolved(schema, part) for part in parts]
    fitting = [
        part
        for part in whole
        if value is not None
        and part.get("type") == types[type(value)]
        and (not isinstance(value, dict) or set(part.get("required", ())) <= set(value))
    ]
    if fitting:
        return fitting[0]
    single = all(part.get("type") in ("string", "number") for part in whole)
    return next((part for part in whole if single and _is_free(part)), whole[-1])


def _sample(part: Schema) -> Any:
    if "enum" in part:
        return part["enum"][0]
    if part["type"] == "string":
        return ".*" if part.get("format") == "regex" else SAMPLES[part["pattern"]]
    return part.get("default", part.get("minimum", 1))


def plant(root: Path, payload: str) -> Planter:
    """Write the small canon with *payload* in its text into *root*, and return what was planted."""
    planter = Planter(payload)
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    for name, kind in PLANTED.items():
        value = planter.file(kind, YAML(typ="safe", pure=True).load(BASES.get(name, "{}")))
        kept = {key: each for key, each in value.items() if key not in ALONE.get(kind, ())}
        (root / name).write_text(f"{_dumped(kept)}\n", "ascii")
    return planter


def _dumped(value: Any) -> str:
    """Return *value* as YAML in ASCII."""
    if isinstance(value, dict):
        # Behind a question mark, a key may be of any length.
        pairs = (f"? {_dumped(key)} : {_dumped(each)}" for key, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_dumped, value))}]"
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return f'"{"".join(map(_escape, str(value)))}"'


def _escape(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if char.isascii() and char.isprintable() else f"\\U{ord(char):08x}"
