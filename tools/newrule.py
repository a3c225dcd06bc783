"""
Writes a new rule of ``levelctl check``: its module, its lines in the catalogue, a planted fault.

``python tools/newrule.py level-order --kind focus --group structure --severity warning``

The rule works at once: it finds its own name in a text. Change what it looks for, the planted
fault, and the sentences of its docstring that begin with TODO. Then run ``tools/check --fix``,
which updates everything that is generated from the rules.
"""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple, get_args

from levelctl.canon.codes import mint_focus
from levelctl.diagnostics import Severity
from levelctl.lint.rule import RuleGroup

NAME = re.compile(r"[a-z]+(-[a-z]+)+")

RULES = Path("src/levelctl/lint/rules")
CATALOGUE = Path("src/levelctl/lint/catalogue.py")
PLANTED = Path("tests/canons/planted")
FUNCTION = "Planting"


class Kind(NamedTuple):
    """What a rule looks at: its class, what it imports, its function and an example for it."""

    rule: str
    tuple_: str
    imports: str
    body: str
    file: str
    example: str
    """A fragment of *file* with {text} where the fault is."""


KINDS = {
    "text": Kind(
        "TextRule",
        "TEXT_RULES",
        """
        from levelctl.diagnostics import Route, Severity
        from levelctl.lint.rule import Finding, TextRule
        """,
        """
        def check(route: Route, text: str) -> Iterator[Finding]:
            if "{name}" in text:
                yield Finding(route, "the text has {name}", hint="delete it")
        """,
        "",
        "summary: Looks after outpatients{text}.",
    ),
    "focus": Kind(
        "FocusRule",
        "FOCUS_RULES",
        """
        from levelctl.canon.model import Focus
        from levelctl.diagnostics import Severity
        from levelctl.lint.rule import Context, Finding, FocusRule
        """,
        """
        def check(focus: Focus, _: Context) -> Iterator[Finding]:
            if "{name}" in focus.summary:
                message = f"the summary of {{focus.code}} has {name}"
                yield Finding(("summary",), message, hint="delete it")
        """,
        "",
        "summary: Looks after outpatients{text}.",
    ),
    "canon": Kind(
        "CanonRule",
        "CANON_RULES",
        """
        from levelctl.diagnostics import Severity
        from levelctl.lint.rule import CanonFinding, CanonOutline, CanonRule, Context
        """,
        """
        def check(outline: CanonOutline, _: Context) -> Iterator[CanonFinding]:
            for focus in outline.foci:
                for skill in focus.skills:
                    if "{name}" in skill.text:
                        message = f"a skill of {{focus.code.text}} has {name}"
                        yield CanonFinding(focus.path, skill, message, hint="delete it")
        """,
        "",
        "skills: [{{name: Triage{text}, summary: Sorts patients by need.}}]",
    ),
    "ladder": Kind(
        "LadderRule",
        "LADDER_RULES",
        """
        from levelctl.diagnostics import Severity
        from levelctl.lint.rule import Context, Finding, LadderRule
        """,
        """
        def check(context: Context) -> Iterator[Finding]:
            for level in context.ladder.levels:
                if "{name}" in level.summary:
                    message = f"the summary of {{level.code}} has {name}"
                    yield Finding(("levels", level.code, "summary"), message, hint="delete it")
        """,
        "ladder.yaml",
        "levels: {{P2: {{summary: Works alone{text}}}}}",
    ),
    "settings": Kind(
        "SettingsRule",
        "SETTINGS_RULES",
        """
        from levelctl.canon.model import CanonSettings
        from levelctl.diagnostics import Severity
        from levelctl.lint.rule import Finding, SettingsRule
        """,
        """
        def check(settings: CanonSettings) -> Iterator[Finding]:
            if "{name}" in settings.name:
                yield Finding(("name",), "the name has {name}", hint="delete it")
        """,
        "canon.yaml",
        "name: Clean{text}",
    ),
}

MODULE = '''"""
TODO What it asks for, in one sentence.

TODO Why: what goes wrong where it is not so.

Bad:

{bad}

Good:

{good}
"""

from __future__ import annotations

from collections.abc import Iterator

{imports}


{body}


RULE = {rule}("{name}", Severity.{severity}, "{group}", __name__, check)
'''

FOCUS = """\
# The planted fault of {name}.
code: {code}
name: {title}
summary: Tends one bed{summary}.
{caret}skills:
  - {{name: Hoeing{skill}, summary: Loosens the soil between rows.}}
{skill_caret}levels:
  P1:
    status: draft
    version: 1
    region: global
    responsibilities: [Hoes bed {bed}.]
"""


def main() -> None:
    name, kind, group, severity = _arguments()
    repo = Path.cwd()
    module = repo / RULES / f"{name.replace('-', '_')}.py"
    if module.exists():
        sys.exit(f"{module} exists already")
    module.write_text(_module(name, kind, group, severity), "utf-8")
    catalogue = repo / CATALOGUE
    catalogue.write_text(_listed(catalogue.read_text("utf-8"), name, kind), "utf-8")
    planted = _plant(repo / PLANTED, name, kind)
    for path in (module, catalogue, planted):
        print(path.relative_to(repo))
    print("next: change what it looks for and the planted fault, then run tools/check --fix")


def _arguments() -> tuple[str, str, str, Severity]:
    parser = argparse.ArgumentParser(description="Writes a new rule of levelctl check.")
    parser.add_argument("name", help="such as level-order: two words or more, with hyphens")
    parser.add_argument("--kind", choices=KINDS, required=True, help="what it looks at")
    parser.add_argument("--group", choices=get_args(RuleGroup), required=True)
    parser.add_argument("--severity", choices=[*Severity], default=Severity.WARNING)
    given = parser.parse_args()
    if not NAME.fullmatch(given.name):
        parser.error(f"{given.name!r} is not two words or more in lower case, with hyphens")
    return given.name, given.kind, given.group, Severity(given.severity)


def _module(name: str, kind: str, group: str, severity: Severity) -> str:
    it = KINDS[kind]
    head = f"# {it.file}\n" if it.file else ""
    return MODULE.format(
        name=name,
        bad=_indented(head + it.example.format(text=f" {name}")),
        good=_indented(head + it.example.format(text="")),
        imports=textwrap.dedent(it.imports).strip(),
        body=textwrap.dedent(it.body).strip().format(name=name),
        rule=it.rule,
        severity=severity.name,
        group=group,
    )


def _indented(text: str) -> str:
    return textwrap.indent(text, "    ")


def _listed(catalogue: str, name: str, kind: str) -> str:
    """Return the text *catalogue* with the rule *name* imported, and last in its kind's tuple."""
    module = name.replace("-", "_")
    imports = re.search(r"rules import \(\n(.*?)\n\)", catalogue, re.DOTALL)
    listed = re.search(rf"{KINDS[kind].tuple_}: .*? = \(\n(.*?)\n\)", catalogue, re.DOTALL)
    if imports is None or listed is None:
        sys.exit(f"{CATALOGUE} does not look as this tool knows it")
    modules = sorted([*imports[1].split("\n"), f"    {module},"])
    rules = f"{listed[1]}\n    {module}.RULE,"
    return catalogue.replace(imports[1], "\n".join(modules)).replace(listed[1], rules)


def _plant(folder: Path, name: str, kind: str) -> Path:
    """Plant a fault that the new rule finds below *folder*, and return the file that has it."""
    if kind in ("ladder", "settings"):
        file, key = ("ladder.yaml", "summary") if kind == "ladder" else ("canon.yaml", "name")
        return _append(folder / file, key, name)
    title = name.replace("-", " ").title()
    in_skill = kind == "canon"
    path = folder / "functions" / "planting" / f"{name}.yaml"
    code = mint_focus(title, FUNCTION, single=False)
    text = FOCUS.format(
        name=name,
        code=code,
        bed=code[-4:],
        title=title,
        summary="" if in_skill else f" {name}",
        caret="" if in_skill else f"#        ^ {name}\n",
        skill=f" {name}" if in_skill else "",
        skill_caret=f"  #        ^ {name}\n" if in_skill else "",
    )
    path.write_text(text, "utf-8")
    return path


def _append(path: Path, key: str, name: str) -> Path:
    """Put *name* behind the first value of *key* in the file *path*, and a caret below it."""
    text = path.read_text("utf-8")
    found = re.search(rf"^(?P<indent> *){key}: [^\n#]+\n(?! *#)", text, re.MULTILINE)
    if found is None:
        sys.exit(f"{path} has no {key} without a planted fault")
    indent = found["indent"]
    caret = f"{indent}#{' ' * (len(key) + 1)}^ {name}\n"
    line = found[0].rstrip().removesuffix(".")
    path.write_text(text.replace(found[0], f"{line} {name}\n{caret}", 1), "utf-8")
    return path


if __name__ == "__main__":
    main()
