"""All rules, in the order of the docs."""

from __future__ import annotations

from collections.abc import Iterable

from levelctl.errors import LevelctlError
from levelctl.lint.rule import (
    GROUPS,
    CanonRule,
    FileRule,
    FocusRule,
    LadderRule,
    OverrideRule,
    Rule,
    SettingsRule,
    TextRule,
    VocabularyRule,
)
from levelctl.lint.rules import (
    alias_claimed,
    alias_is_name,
    alias_level,
    alias_repeated,
    approved_text_changed,
    base_moved,
    begins_with_verb,
    boilerplate,
    bounds_order,
    calendar_day,
    duplicate_code,
    file_name,
    group_size,
    guideline_years,
    hidden_level,
    imported_code,
    invisible_character,
    level_phrase,
    license_missing,
    line_management,
    list_length,
    markup,
    minted_code,
    one_source_kind,
    override_same,
    override_unmatched,
    own_skill,
    pay_age,
    pay_manager,
    pay_market,
    pay_order,
    pay_overlap,
    pay_rise,
    pay_shared,
    pay_supervisor,
    pay_unit,
    place_known,
    placeholder,
    quality_gate,
    rank_fall,
    reference,
    repeated_duty,
    repeated_key,
    review_age,
    reviewer_missing,
    schema,
    scheme_code,
    scheme_known,
    scheme_version,
    shorter_detour,
    silence,
    similar_levels,
    skill_levels_fall,
    skill_levels_flat,
    source_has_no_levels,
    source_undated,
    stray_space,
    syntax,
    title_repetition,
    tool_as_skill,
    tool_spelling,
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

OVERRIDE_RULES: tuple[OverrideRule, ...] = (
    override_unmatched.RULE,
    override_same.RULE,
    hidden_level.RULE,
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
    skill_levels_fall.RULE,
    skill_levels_flat.RULE,
    own_skill.RULE,
    tool_spelling.RULE,
    license_missing.RULE,
    pay_manager.RULE,
    pay_supervisor.RULE,
    place_known.RULE,
)

VOCABULARY_RULES: tuple[VocabularyRule, ...] = (group_size.RULE,)

DUTY_RULES: tuple[FocusRule, ...] = (begins_with_verb.RULE, vague_words.RULE, line_management.RULE)
"""The rules about single responsibilities, which themes have as well."""

CANON_RULES: tuple[CanonRule, ...] = (
    file_name.RULE,
    minted_code.RULE,
    alias_claimed.RULE,
    alias_is_name.RULE,
    imported_code.RULE,
    pay_age.RULE,
    pay_market.RULE,
    repeated_duty.RULE,
    tool_as_skill.RULE,
    base_moved.RULE,
    pay_shared.RULE,
    quality_gate.RULE,
    reviewer_missing.RULE,
    approved_text_changed.RULE,
    source_has_no_levels.RULE,
    source_undated.RULE,
    one_source_kind.RULE,
    level_phrase.RULE,
)

_ALL: tuple[Rule, ...] = (
    *FILE_RULES,
    *TEXT_RULES,
    *OVERRIDE_RULES,
    *SETTINGS_RULES,
    *LADDER_RULES,
    *FOCUS_RULES,
    *VOCABULARY_RULES,
    *CANON_RULES,
)

RULES: tuple[Rule, ...] = tuple(rule for group in GROUPS for rule in _ALL if rule.group == group)


def chosen(names: Iterable[str]) -> frozenset[str]:
    """
    Return the names of the rules that *names* select; each name is that of a rule or a group.

    Raises LevelctlError for the first name that is neither.
    """
    return frozenset(rule for name in names for rule in _rules_of(name))


def rule_of(name: str) -> Rule:
    """Return the rule *name*. Raises LevelctlError if there is no such rule."""
    rule = next((rule for rule in RULES if rule.name == name), None)
    if rule is None:
        raise _unknown(name, [rule.name for rule in RULES])
    return rule


def _rules_of(name: str) -> list[str]:
    names = [rule.name for rule in RULES if name in (rule.name, rule.group)]
    if not names:
        raise _unknown(name, [known for rule in RULES for known in (rule.name, rule.group)])
    return names


def _unknown(name: str, known: list[str]) -> LevelctlError:
    from levelctl.suggest import did_you_mean

    hint = did_you_mean(name, known) or "levelctl rule lists the rules"
    return LevelctlError(f"{name!r} is not a rule", hint=hint)
