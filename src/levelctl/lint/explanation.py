"""The parts of a rule's docstring: its requirement, the reason, a bad and a good example."""

from __future__ import annotations

import re
import textwrap

from levelctl.lint.rule import Rule
from levelctl.record import Record

FILE = "functions/nursing/clinic-nurse.yaml"
"""The file of an example that does not begin with a file name."""

_PARTS = re.compile(r"\n\nBad:\n\n(?P<bad>.+?)\n\nGood:\n\n(?P<good>.+)", re.DOTALL)
_NAME = re.compile(r"^# (\S+\.ya?ml)\n", re.MULTILINE)


class Explanation(Record):
    asks: str
    """What the rule requires, in a sentence."""
    reason: str
    """Why, in paragraphs."""
    bad: str
    """YAML that breaks the rule: parts of files, or whole files for the rules about those."""
    good: str


def explanation(rule: Rule) -> Explanation:
    """Return the parts of the docstring of *rule*. Raises ValueError if a part is missing."""
    parts = _PARTS.search(rule.text)
    if parts is None:
        raise ValueError(f"the docstring of {rule.module} has no examples after Bad: and Good:")
    asks, _, reason = rule.text[: parts.start()].partition("\n\n")
    return Explanation(
        " ".join(asks.split()),
        reason.strip(),
        textwrap.dedent(parts["bad"]).strip("\n"),
        textwrap.dedent(parts["good"]).strip("\n"),
    )


def files_of(example: str) -> dict[str, str]:
    r"""
    Return the parts of files in *example*, by the file's name in a canon.

    >>> files_of("# ladder.yaml\nlevels: {}\n\n# canon.yaml\nname: x")
    {'ladder.yaml': 'levels: {}\n', 'canon.yaml': 'name: x\n'}
    """
    first, *rest = _NAME.split(example)
    named = {FILE: first, **dict(zip(rest[::2], rest[1::2], strict=True))}
    return {name: f"{text.strip()}\n" for name, text in named.items() if text.strip()}
