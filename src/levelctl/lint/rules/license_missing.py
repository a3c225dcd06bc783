r"""
A focus in a regulated occupation requires a license for it.

skills.yaml says for which occupations a law requires a license: by SOC codes, or their beginnings.
If several licenses are for one occupation, such as those of several countries, any one of them
will do. Somebody who plans a career has to know from which level on a license is required.

Bad:

    # canon.yaml
    schemes: {SOC: {pattern: '\d\d-\d{4}', example: 29-1141, versions: ["2018"]}}

    # skills.yaml
    licenses: {rn: {name: Registered nurse, kind: license, occupations: [29-1141]}}

    # functions/nursing/ward-nurse.yaml
    classification: [{scheme: SOC, version: "2018", code: 29-1141, source: the authors}]

Good:

    # canon.yaml
    schemes: {SOC: {pattern: '\d\d-\d{4}', example: 29-1141, versions: ["2018"]}}

    # skills.yaml
    licenses: {rn: {name: Registered nurse, kind: license, occupations: [29-1141]}}

    # functions/nursing/ward-nurse.yaml
    classification: [{scheme: SOC, version: "2018", code: 29-1141, source: the authors}]
    licenses: [{license: rn, from: P1}]
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus, License
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule
from levelctl.occupations.schemes import soc_code


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    required = {each.license for each in focus.licenses if each.required}
    lawful = _by_occupation(context) if focus.classification else {}
    for number, place in enumerate(focus.classification):
        code = soc_code(place) or ""
        beginnings = (code[:length] for length in range(1, len(code) + 1))
        licenses = [each for start in beginnings for each in lawful.get(start, ())]
        if licenses and not any(each.slug in required for each in licenses):
            yield Finding(
                ("classification", number, "code"),
                f"the occupation {code} requires {_named(licenses)}; {focus.code} requires none",
                hint=f"add license: {licenses[0].slug} under licenses, with the level that it is "
                "required from",
            )


def _by_occupation(context: Context) -> dict[str, list[License]]:
    """Return by code, or its beginning, the licenses that a law requires there."""
    found: dict[str, list[License]] = {}
    for each in context.vocabulary.licenses:
        for start in each.occupations:
            found.setdefault(start, []).append(each)
    return found


def _named(licenses: list[License]) -> str:
    """Return the names of *licenses*, one of which is required, with the places of each."""
    return " or ".join(
        f"{each.name} ({', '.join(each.places)})" if each.places else each.name for each in licenses
    )


RULE = FocusRule("license-missing", Severity.WARNING, "skills", __name__, check)
