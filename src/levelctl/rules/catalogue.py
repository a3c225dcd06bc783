"""Every rule, in the order in which they are explained."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from levelctl.errors import LevelctlError
from levelctl.rules import (
    alias_claimed,
    duplicate_code,
    invisible_character,
    pay_order,
    reference,
    repeated_key,
    schema,
    silence,
    syntax,
    unknown_key,
    years_fall,
)
from levelctl.rules.rule import (
    GROUPS,
    CanonRule,
    FileRule,
    FocusRule,
    LadderRule,
    Rule,
    TextRule,
)

FILE_RULES: tuple[FileRule, ...] = (
    syntax.RULE,
    repeated_key.RULE,
    schema.RULE,
    unknown_key.RULE,
    reference.RULE,
    duplicate_code.RULE,
    silence.RULE,
)

TEXT_RULES: tuple[TextRule, ...] = (invisible_character.RULE,)

LADDER_RULES: tuple[LadderRule, ...] = (years_fall.RULE,)

FOCUS_RULES: tuple[FocusRule, ...] = (pay_order.RULE,)

CANON_RULES: tuple[CanonRule, ...] = (alias_claimed.RULE,)

_ALL: tuple[Rule, ...] = (*FILE_RULES, *TEXT_RULES, *LADDER_RULES, *FOCUS_RULES, *CANON_RULES)

RULES: tuple[Rule, ...] = tuple(rule for group in GROUPS for rule in _ALL if rule.group == group)


def chosen(names: Iterable[str]) -> frozenset[str]:
    """
    Return the names of the rules that *names*, of rules or of groups of them, mean.

    Raises LevelctlError at the first that means none.
    """
    return frozenset(rule for name in names for rule in _meant(name))


def rule_of(name: str) -> Rule:
    """Return the rule *name*. Raises LevelctlError if there is none."""
    found = next((rule for rule in RULES if rule.name == name), None)
    if found is None:
        raise _unknown(name, [rule.name for rule in RULES])
    return found


def _meant(name: str) -> list[str]:
    found = [rule.name for rule in RULES if name in (rule.name, rule.group)]
    if not found:
        raise _unknown(name, [each for rule in RULES for each in (rule.name, rule.group)])
    return found


def _unknown(name: str, known: list[str]) -> LevelctlError:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else "levelctl rule lists them"
    return LevelctlError(f"{name!r} is not a rule", hint=hint)
