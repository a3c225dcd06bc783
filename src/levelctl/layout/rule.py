"""The rules as a list and as rows, and one rule as a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from levelctl.answers.rule import ListedRule, RuleList, RulePage, Setting, listed
from levelctl.text.document import (
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Run,
    Sample,
    TableRows,
    Text,
    text,
)


def document(result: RuleList | RulePage) -> Document:
    """Return *result* as a list or as a page."""
    return rule_page(result) if isinstance(result, RulePage) else rule_list(result)


def rule_list(result: RuleList) -> Document:
    """Return *result* as a section for each group, a line for each rule."""
    return (
        Heading(text("Rules", "strong"), depth=1),
        *(
            block
            for group, rules in groupby(result.rules, key=lambda rule: rule.group)
            for block in (Heading(text(group)), Facts(tuple((r.name, _line(r)) for r in rules)))
        ),
    )


def _line(rule: ListedRule) -> Text:
    mends = text(", --fix mends it", "muted") if rule.fixes else ()
    severity = text(rule.severity, rule.severity.value)
    return (*_marked(rule.asks), Run(" ("), *severity, *mends, Run(")"))


def rows(result: RuleList | RulePage, *, headings: bool = True) -> TableRows:
    """Yield a row for each rule of *result*."""
    rules = (listed(result),) if isinstance(result, RulePage) else result.rules
    if headings:
        yield ("rule", "group", "severity", "fix", "asks")
    for rule in rules:
        yield (rule.name, rule.group, rule.severity, "yes" if rule.fixes else "no", rule.asks)


def rule_page(result: RulePage) -> Document:
    """Return *result* as a page: what the rule asks, why, examples, how it is silenced and set."""
    fix = "mends what is safe to mend" if result.fixes else "does not mend it"
    return (
        Heading(text(result.name, "strong"), depth=1),
        Paragraph(_marked(result.asks)),
        Facts(
            (
                ("Group", text(result.group)),
                ("Severity", text(result.severity, result.severity.value)),
                ("check --fix", text(fix)),
            )
        ),
        Heading(text("Why")),
        *(Paragraph(_marked(each)) for each in result.reason.split("\n\n")),
        Heading(text("Bad")),
        _sample(result.bad),
        Heading(text("Good")),
        _sample(result.good),
        Heading(text("To silence it")),
        *_silencing(result),
        *_settings(result.settings),
    )


def _silencing(result: RulePage) -> Iterator[Block]:
    if result.silence:
        yield Paragraph(text("In one place, at the end of the line or on a line of its own above:"))
        yield _sample(result.silence)
    else:
        yield Paragraph(text("No comment silences it."))
    yield Paragraph(text("In the whole canon, in canon.yaml:"))
    yield _sample(f"check: {{ignore: [{result.name}]}}")
    yield Paragraph(text("To make it less grave there:"))
    yield _sample(f"check: {{severity: {{{result.name}: note}}}}")


def _settings(settings: tuple[Setting, ...]) -> Iterator[Block]:
    if settings:
        yield Heading(text("Settings"))
        yield Facts(tuple((f"{each.key} in {each.file}", _setting(each)) for each in settings))


def _setting(setting: Setting) -> Text:
    if not setting.default:
        return text(setting.says)
    return (Run(setting.says), Run(f"; {setting.default} if it says nothing", "muted"))


def _sample(yaml: str) -> Sample:
    return Sample("yaml", tuple(yaml.splitlines()))


def _marked(prose: str) -> Text:
    """Return *prose* with what stands between backticks, single or double, as code."""
    return tuple(
        Run(part, "code" if place % 2 else "plain")
        for place, part in enumerate(prose.replace("``", "`").split("`"))
        if part
    )
