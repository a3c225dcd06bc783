"""
An overlay with a pin is checked against the canon below that it was written for.

`levelctl rebase` pins the edition and the fingerprint of the canon below. Once that has changed,
what the overlay replaces may have been corrected there. The findings name those places; look at
them, then accept the new state with `levelctl rebase`.

Bad:

    # canon.yaml
    extends: {canon: ../base, fingerprint: 00000000000000000000000000000000}

Good:

    # canon.yaml
    extends: ../base
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Severity
from levelctl.lint.rule import CanonFinding, CanonOutline, CanonRule, Context

HINT = "levelctl rebase --diff shows what changed, and levelctl rebase accepts it"


def check(canon: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    base = canon.base
    if base is None:
        return
    edition = f" from {base.pinned} to {base.edition}" if base.pinned != base.edition else ""
    if not base.known:
        change = "what it replaces may have changed there"
    elif base.changes:
        count = len(base.changes)
        change = f"{count} place{'' if count == 1 else 's'} that it replaces changed there"
    else:
        change = "nothing that it replaces changed there"
    yield CanonFinding(
        "canon.yaml", base.at, f"the canon below moved{edition}; {change}", hint=HINT
    )
    for each in base.changes:
        yield CanonFinding(
            each.path,
            each.at,
            f"the canon below changed what this replaces: {each.then} became {each.now}",
            hint=HINT,
        )


RULE = CanonRule("base-moved", Severity.WARNING, "overlay", __name__, check)
