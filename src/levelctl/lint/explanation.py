"""What a rule's docstring says of it, part by part: what it asks, why, a bad and a good example."""

from __future__ import annotations

import re
import textwrap

from levelctl.lint.rule import Rule
from levelctl.record import Record

FILE = "functions/nursing/clinic-nurse.yaml"
"""The file that an example is from if it does not begin with the name of one."""

_PARTS = re.compile(r"\n\nBad:\n\n(?P<bad>.+?)\n\nGood:\n\n(?P<good>.+)", re.DOTALL)
_NAME = re.compile(r"^# (\S+\.ya?ml)\n", re.MULTILINE)


class Explanation(Record):
    asks: str
    """What the rule asks for, in a sentence."""
    reason: str
    """Why, in paragraphs."""
    bad: str
    """YAML that it finds something in: parts of files, or whole ones for what is told of these."""
    good: str


def explanation(rule: Rule) -> Explanation:
    """Return what the docstring of *rule* says. Raises ValueError if it is not of the form."""
    found = _PARTS.search(rule.text)
    if found is None:
        raise ValueError(f"the docstring of {rule.module} has no examples after Bad: and Good:")
    asks, _, reason = rule.text[: found.start()].partition("\n\n")
    return Explanation(
        " ".join(asks.split()),
        reason.strip(),
        textwrap.dedent(found["bad"]).strip("\n"),
        textwrap.dedent(found["good"]).strip("\n"),
    )


def files_of(example: str) -> dict[str, str]:
    r"""
    Return the parts of files that *example* consists of, by their name in a canon.

    >>> files_of("# ladder.yaml\nlevels: {}\n\n# canon.yaml\nname: x")
    {'ladder.yaml': 'levels: {}\n', 'canon.yaml': 'name: x\n'}
    """
    first, *rest = _NAME.split(example)
    named = {FILE: first, **dict(zip(rest[::2], rest[1::2], strict=True))}
    return {name: f"{text.strip()}\n" for name, text in named.items() if text.strip()}
