"""Every rule, in the order in which they are explained."""

from __future__ import annotations

from collections.abc import Iterable

from levelctl.errors import LevelctlError
from levelctl.lint.rule import (
    GROUPS,
    CanonRule,
    FileRule,
    FocusRule,
    LadderRule,
    Rule,
    SettingsRule,
    TextRule,
)
from levelctl.lint.rules import (
    alias_claimed,
    alias_is_name,
    alias_level,
    alias_repeated,
    begins_with_verb,
    boilerplate,
    bounds_order,
    calendar_day,
    duplicate_code,
    file_name,
    guideline_years,
    imported_code,
    invisible_character,
    line_management,
    list_length,
    markup,
    minted_code,
    pay_market,
    pay_order,
    pay_overlap,
    pay_rise,
    pay_unit,
    placeholder,
    quality_gate,
    rank_fall,
    reference,
    repeated_duty,
    repeated_key,
    review_age,
    schema,
    scheme_code,
    scheme_known,
    scheme_version,
    shorter_detour,
    silence,
    similar_levels,
    stray_space,
    syntax,
    title_repetition,
    tool_as_skill,
    track_gap,
    trade_words,
    unknown_key,
    vague_words,
    weights_sum,
    years_fall,
    years_order,
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

TEXT_RULES: tuple[TextRule, ...] = (
    invisible_character.RULE,
    markup.RULE,
    stray_space.RULE,
    placeholder.RULE,
)

SETTINGS_RULES: tuple[SettingsRule, ...] = (
    shorter_detour.RULE,
    bounds_order.RULE,
    weights_sum.RULE,
)

LADDER_RULES: tuple[LadderRule, ...] = (
    years_order.RULE,
    years_fall.RULE,
    rank_fall.RULE,
    trade_words.RULE,
)

FOCUS_RULES: tuple[FocusRule, ...] = (
    calendar_day.RULE,
    pay_order.RULE,
    pay_rise.RULE,
    pay_overlap.RULE,
    pay_unit.RULE,
    guideline_years.RULE,
    track_gap.RULE,
    quality_gate.RULE,
    review_age.RULE,
    alias_repeated.RULE,
    alias_level.RULE,
    title_repetition.RULE,
    scheme_known.RULE,
    scheme_code.RULE,
    scheme_version.RULE,
    begins_with_verb.RULE,
    vague_words.RULE,
    line_management.RULE,
    similar_levels.RULE,
    list_length.RULE,
    boilerplate.RULE,
)

CANON_RULES: tuple[CanonRule, ...] = (
    file_name.RULE,
    minted_code.RULE,
    alias_claimed.RULE,
    alias_is_name.RULE,
    imported_code.RULE,
    pay_market.RULE,
    repeated_duty.RULE,
    tool_as_skill.RULE,
)

_ALL: tuple[Rule, ...] = (
    *FILE_RULES,
    *TEXT_RULES,
    *SETTINGS_RULES,
    *LADDER_RULES,
    *FOCUS_RULES,
    *CANON_RULES,
)

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
    from levelctl.suggest import did_you_mean

    hint = did_you_mean(name, known) or "levelctl rule lists them"
    return LevelctlError(f"{name!r} is not a rule", hint=hint)
