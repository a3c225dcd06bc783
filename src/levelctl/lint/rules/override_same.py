"""
An overlay says only what differs from the canon below.

A value that is the same as below changes nothing today, but stays when the canon below changes. If
that is meant, suppress the finding with the reason.

Bad:

    # functions/nursing/ward-nurse.yaml
    name: Ward Nurse

Good:

    # functions/nursing/ward-nurse.yaml
    name: Nurse of the Ward
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.merging import Override
from levelctl.diagnostics import Severity
from levelctl.lint.rule import OverrideFinding, OverrideRule


def check(override: Override) -> Iterator[OverrideFinding]:
    if override.kind == "same":
        yield OverrideFinding(
            "the canon below says the same here",
            hint="delete it, so that changes below reach this canon",
        )


RULE = OverrideRule("override-same", Severity.NOTE, "overlay", __name__, check)
